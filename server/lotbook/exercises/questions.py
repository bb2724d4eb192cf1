"""What can be asked, in which shape; a question that the book cannot answer is refused before it is sealed."""

from datetime import datetime
from typing import Any, Literal

import msgspec
from sqlalchemy.orm import Session

from lotbook.errors import Problem
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_number, day_text, local_day, now

MOST_LOTS = 200


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The fields of every question."""


class Balance(Question, frozen=True, rename={"from_": "from"}):
    """A mass balance: one of commodity, variety, product or lot; `began` is when the inspection began."""

    from_: str
    to: str
    commodity: str | None = None
    variety: str | None = None
    product: str | None = None
    lot: str | None = None
    status: str | None = None
    began: datetime | None = None


class Trace(Question, frozen=True):
    """A lot, back to where it came from or forward to where it went."""

    lot: str


class Draw(Question, frozen=True, rename={"from_": "from"}):
    """One of many by chance: of commodities, products, lots, shipments or months, perhaps of a period."""

    what: Literal["commodity", "product", "lot", "shipment", "period"]
    word: str
    from_: str | None = None
    to: str | None = None
    commodity: str | None = None


class Recall(Question, frozen=True):
    """Lots to be called back, and why."""

    lots: list[str]
    reason: str | None = None


class Sales(Question, frozen=True, rename={"from_": "from"}):
    """What was shipped against what was billed; `amounts` is set by the asker's right to see prices."""

    from_: str
    to: str
    commodity: str | None = None
    product: str | None = None
    partner: str | None = None
    amounts: bool = False


class Fsma204(Question, frozen=True, rename={"from_": "from"}):
    """The records that FDA may ask for, of some lots or of a period."""

    lots: list[str] | None = None
    from_: str | None = None
    to: str | None = None


QUESTIONS: dict[str, type[Question]] = {
    "balance": Balance,
    "back": Trace,
    "forward": Trace,
    "draw": Draw,
    "recall": Recall,
    "sales": Sales,
    "fsma204": Fsma204,
}


def checked(session: Session, operation: Operation, kind: str, query: Any) -> dict[str, Any]:
    """Return a query as it will be sealed: its fields known and of the right shape, its dates past.

    Raises a Problem that names the field.
    """
    shape = QUESTIONS.get(kind)
    if shape is None:
        raise Problem("invalid_fields", errors={"kind": [f"One of {', '.join(QUESTIONS)}."]})
    try:
        asked = msgspec.to_builtins(msgspec.convert(query, shape))
    except msgspec.ValidationError as problem:
        raise Problem("invalid_fields", errors={"query": [str(problem)]}) from None
    kept = {name: value for name, value in asked.items() if value is not None}
    if shape is Fsma204 and "lots" not in kept and not {"from", "to"} <= kept.keys():
        raise Problem("invalid_fields", errors={"query": ["Give lots, or from and to."]})
    _check_days(operation, kept)
    _check_words(kept)
    return kept


def _check_days(operation: Operation, query: dict[str, Any]) -> None:
    days = {}
    for name in ("from", "to"):
        if name in query:
            try:
                days[name] = day_number(query[name])
            except ValueError:
                raise Problem("bad_date", value=query[name]) from None
    if len(days) == 2 and days["from"] > days["to"]:
        raise Problem("dates_reversed", since=query["from"], until=query["to"])
    today = local_day(now(), operation.timezone)
    for name, day in days.items():
        if day > today:
            raise Problem("future_date", value=query[name], today=day_text(today))


def _check_words(query: dict[str, Any]) -> None:
    if "word" in query and not 1 <= len(query["word"].strip()) <= 100:
        raise Problem("invalid_fields", errors={"word": ["A word of 1 to 100 characters."]})
    if "lots" in query:
        if not 1 <= len(query["lots"]) <= MOST_LOTS:
            raise Problem("invalid_fields", errors={"lots": [f"From 1 to {MOST_LOTS} lots."]})
        query["lots"] = sorted(set(query["lots"]))
