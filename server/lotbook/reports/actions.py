"""One report out of an answer, in the format that was asked for."""

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from lotbook.identity.models import Operation
from lotbook.kit.jsonbytes import canonical, sha256_hex
from lotbook.reports.builders import BUILDERS
from lotbook.reports.builders.parts import moment
from lotbook.reports.delimited import delimited
from lotbook.reports.names import Names, names
from lotbook.reports.pdf import Seal, pdf
from lotbook.reports.report import Report
from lotbook.reports.words import Words, words
from lotbook.reports.xlsx import workbook

FORMATS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
PAPERS = ("letter", "a4")


def render(
    session: Session,
    operation: Operation,
    kind: str,
    result: dict[str, Any],
    format_: str,
    *,
    exercise: dict[str, Any] | None = None,
    language: str = "en",
    paper: str = "letter",
) -> bytes:
    """Return an answer in one of FORMATS; `exercise` is the sealed one, None for a question of the moment."""
    data = canonical(result)
    if format_ == "json":
        return data
    w = words(language)
    known = names(session, operation)
    report = BUILDERS[kind](result, known, w)
    sealed = _signed(report, result, sha256_hex(data), exercise, known, w)
    if format_ == "xlsx":
        return workbook(sealed, known.mass_unit, w)
    if format_ == "csv":
        return delimited(sealed, known.mass_unit, w)
    asked = w("title.map") if kind == "map" else _which(exercise, w)
    seal = Seal(_operation(known), asked, _as_of(result, w), sha256_hex(data))
    return pdf(sealed, seal, known.mass_unit, paper, w)


def file_name(kind: str, exercise: dict[str, Any] | None, format_: str) -> str:
    """Return a name to save a report by."""
    number = f"-{exercise['number']}" if exercise is not None else ""
    return f"lotbook-{kind}{number}.{format_}"


def _signed(
    report: Report, result: dict[str, Any], sha256: str, exercise: dict[str, Any] | None, known: Names, w: Words
) -> Report:
    """Add to the facts who asked, when, and how the answer can be checked."""
    facts = [(w("operation"), _operation(known))]
    if known.operation.get("certifier"):
        certifier = " ".join(str(known.operation[n]) for n in ("certifier", "certificate") if known.operation.get(n))
        facts.append((w("certifier"), certifier))
    facts += report.facts
    if exercise is not None:
        facts.append((w("asked_at"), moment(exercise["at"], known.timezone)))
        asker = exercise.get("by") or (w("by_link", link=exercise["link"]) if exercise.get("link") else "")
        facts += [(w("asked_by"), asker)] if asker else []
    facts += [(w("as_of"), _as_of(result, w)), ("SHA-256", sha256)]
    return replace(report, facts=facts)


def _operation(known: Names) -> str:
    return str(known.operation.get("name") or known.operation["code"])


def _which(exercise: dict[str, Any] | None, w: Words) -> str:
    return w("exercise", number=exercise["number"]) if exercise is not None else w("no_exercise")


def _as_of(result: dict[str, Any], w: Words) -> str:
    return w("entry", seq=result["as_of"]["seq"], rules=result["as_of"]["rules"])
