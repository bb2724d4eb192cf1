"""Findings of the subjects that were read: those that no longer hold go, those that are new come."""

import json
from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.models import Finding
from lotbook.db import insert_rows, rows, run

SEVERITY: dict[str, str] = {
    "status_above_permitted": "critical",
    "outputs_exceed_inputs": "critical",
    "stock_below_zero": "critical",
    "run_below_zero": "critical",
    "returned_beyond_shipped": "critical",
    "unread_event": "critical",
    "lot_code_clash": "warning",
    "unknown_lot": "warning",
    "unknown_product": "warning",
    "unknown_unit": "warning",
    "quantity_missing": "warning",
    "incomplete_run": "warning",
    "empty_run": "warning",
    "unweighed_loss": "warning",
    "rival_replacement": "warning",
    "tag_taken_twice": "warning",
    "tag_bound_twice": "warning",
    "tag_disagrees": "warning",
    "unknown_tag": "warning",
    "count_variance": "warning",
    "before_first_factor": "info",
    "planting_stock_below_organic": "warning",
    "held_event": "warning",
    "quarantined_event": "warning",
    "device_cloned": "critical",  # noted here, told by findings.devices as long as the phone is in use
    "late_record": "info",
}
"""Every code with its severity: critical, warning or info. Words are in the readers' catalogues."""

_COLUMNS = ("operation_id", "subject", "code", "key", "severity", "about", "args", "opens_day", "seq")


class Odd:
    """Gathers what is odd about the subjects of one reading, and writes the difference."""

    def __init__(self) -> None:
        self.subjects: set[str] = set()
        self.found: dict[tuple[str, str, str], tuple[Any, ...]] = {}

    def about(self, subject: str) -> None:
        """Say that a subject was read: what is not found of it now, no longer holds."""
        self.subjects.add(subject)

    def add(
        self,
        subject: str,
        code: str,
        about: dict[str, Any],
        *,
        seq: int = 0,
        key: str = "",
        opens_day: int | None = None,
        severity: str | None = None,
        **args: Any,
    ) -> None:
        """Note a finding; `key` tells several of one code about one subject apart."""
        self.about(subject)
        self.found[subject, code, key] = (
            severity or SEVERITY[code],
            json.dumps(about, sort_keys=True),
            json.dumps(args, sort_keys=True),
            opens_day,
            seq,
        )

    def write(self, session: Session, operation_id: int) -> None:
        """Replace the findings of every subject that was read."""
        if not self.subjects:
            return
        sql = (
            "SELECT subject, code, key, severity, about, args, opens_day, seq FROM finding"
            " WHERE operation_id = :op AND subject IN :subjects"
        )
        before = {
            (row[0], row[1], row[2]): tuple(row[3:])
            for row in rows(session, sql, op=operation_id, subjects=sorted(self.subjects))
        }
        gone = [key for key, value in before.items() if self.found.get(key) != value]
        for subject, code, key in gone:
            sql = "DELETE FROM finding WHERE operation_id = :op AND subject = :subject AND code = :code AND key = :key"
            run(session, sql, op=operation_id, subject=subject, code=code, key=key)
        come = [(operation_id, *key, *value) for key, value in self.found.items() if before.get(key) != value]
        insert_rows(session, Finding.__table__, _COLUMNS, come)
