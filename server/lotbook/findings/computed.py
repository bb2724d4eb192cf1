"""Findings that are asked for instead of kept: what waits for the office, papers that ran out, what a claim reached."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.mentions import What
from lotbook.db import rows
from lotbook.findings.changed_back import changed_back
from lotbook.findings.devices import clocks, cloned, gaps, not_back_since_restore, silent, unused, wrong_times
from lotbook.findings.on_hold import used_on_hold
from lotbook.findings.season import papers_missing, yields_above_range
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_text, local_day, now
from lotbook.lots.overclaims import reached_by_overclaims
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Partner

Found = tuple[str, str, str, dict[str, Any], dict[str, Any]]
"""Code, subject, key, about, args."""

REMINDED_DAYS = 30
"""How long before its end a certificate is asked for again: a certifier takes its time."""

WAITING = """
    SELECT seq, state, sha256, event_id, kind, reason, dev FROM entry e
    WHERE operation_id = :op AND state IN ('held', 'quarantined') AND NOT EXISTS (
        SELECT 1 FROM entry r WHERE r.operation_id = e.operation_id AND r.type = 'release' AND r.code = e.sha256
    )
"""

RECEIVED = """
    SELECT m.code AS partner, e.day, e.event_id, l.code AS lot FROM mention m
    JOIN entry e ON e.operation_id = m.operation_id AND e.seq = m.seq
    JOIN making k ON k.operation_id = m.operation_id AND k.seq = m.seq
    JOIN lot l ON l.operation_id = m.operation_id AND l.id = k.lot_id
    WHERE m.operation_id = :op AND m.what = :what AND m.code IN :partners
      AND e.kind = 'receive' AND e.standing AND e.day > :first AND k.claim IN ('organic', 'transitional')
"""


def waiting(session: Session, operation: Operation) -> Iterator[Found]:
    """Yield one finding for every entry that is held or in quarantine."""
    for row in rows(session, WAITING, op=operation.id):
        code = "held_event" if row.state == "held" else "quarantined_event"
        about = {"event": row.event_id} if row.event_id is not None else {"entry": row.seq}
        args = {"sha256": row.sha256, "reason": row.reason, "kind": row.kind, "device": row.dev}
        yield code, f"entry:{row.sha256}", "", about, args


def expired_certificates(session: Session, operation: Operation) -> Iterator[Found]:
    """Yield lots that came as organic on a day when their supplier's certificate had run out."""
    ends = {
        record.code: expires
        for record in records_by_code(session, operation.id, "partner", None)
        if isinstance(record, Partner) and (expires := _expires(record.certificate)) is not None
    }
    if not ends:
        return
    found = rows(
        session,
        RECEIVED,
        op=operation.id,
        what=int(What.PARTNER),
        partners=sorted(ends),
        first=min(ends.values()),
    )
    for partner, day, event, lot in found:
        if day > ends[partner]:
            args = {"expires": day_text(ends[partner]), "received": day_text(day)}
            about = {"lot": lot, "partner": partner, "event": event}
            yield "certificate_expired", f"lot:{lot}", event, about, args


def certificates_to_renew(session: Session, operation: Operation) -> Iterator[Found]:
    """Yield partners in use whose certificate ends within the month, or has ended: a renewed one closes it."""
    today = local_day(now(), operation.timezone)
    for record in records_by_code(session, operation.id, "partner", None):
        if not isinstance(record, Partner) or record.retired:
            continue
        expires = _expires(record.certificate)
        if expires is None or expires > today + REMINDED_DAYS:
            continue
        code = "certificate_lapsed" if expires < today else "certificate_expiring"
        args = {"expires": day_text(expires), "partner_name": record.name or record.code}
        # A later end is another matter than the one that somebody said was all right.
        yield code, f"partner:{record.code}", day_text(expires), {"partner": record.code}, args


def overclaims_downstream(session: Session, operation: Operation) -> Iterator[Found]:
    """Yield every lot that a lot with too high a claim went into."""
    for lot, origin in reached_by_overclaims(session, operation).items():
        yield "status_above_permitted", f"status:{lot}", "", {"lot": lot}, {"from": origin}


COMPUTED: tuple[tuple[str, tuple[str, ...], Callable[[Session, Operation], Iterable[Found]]], ...] = (
    ("critical", ("status_above_permitted",), overclaims_downstream),
    ("critical", ("used_on_hold",), used_on_hold),
    ("critical", ("device_cloned",), cloned),
    ("warning", ("held_event", "quarantined_event"), waiting),
    ("warning", ("certificate_expired",), expired_certificates),
    ("warning", ("certificate_lapsed", "certificate_expiring"), certificates_to_renew),
    ("warning", ("factor_changed_back", "status_changed_back"), changed_back),
    ("warning", ("device_before_restore",), not_back_since_restore),
    ("warning", ("device_gap",), gaps),
    ("warning", ("device_silent",), silent),
    ("warning", ("device_clock_ahead", "device_clock_behind"), clocks),
    ("warning", ("clock_jump",), wrong_times),
    ("warning", ("yield_above_range",), yields_above_range),
    ("info", ("kde_missing",), papers_missing),
    ("info", ("device_unused",), unused),
)
"""Each with its severity and the codes that it may yield: people find words, and a thing to do, for every one."""


def _expires(certificate: object) -> int | None:
    """A certificate may be a number alone, or an object with its last day."""
    expires = certificate.get("expires") if isinstance(certificate, dict) else None
    try:
        return date.fromisoformat(str(expires)).toordinal() if expires else None
    except ValueError:
        return None
