"""Phones whose records bear one number twice: two phones sign as one, or one was put back from an old copy."""

from lotbook.db import rows
from lotbook.lots.reader.findings import Odd
from lotbook.lots.reader.source import Known, Source

_SIGNERS = """
    SELECT DISTINCT n.dev FROM entry n
    JOIN entry o ON o.operation_id = n.operation_id AND o.dev = n.dev AND o.dseq = n.dseq AND o.seq <> n.seq
    WHERE n.operation_id = :op AND n.seq IN :seqs AND n.signed AND n.dseq IS NOT NULL
      AND o.signed AND o.state = 'read'
"""
_TWICE = """
    SELECT e.dseq, max(e.seq) AS seq FROM entry e
    WHERE e.operation_id = :op AND e.dev = :dev AND e.dseq IS NOT NULL AND e.signed AND e.state = 'read'
    GROUP BY e.dseq HAVING count(*) > 1 ORDER BY e.dseq
"""


def of_clones(odd: Odd, source: Source, changed: list[Known]) -> None:
    """Note phones whose number some of these records bear with another (3-sync.md): both are in the book.

    The key is the newest such number, so that what somebody said of older ones does not hide another.
    """
    seqs = [known.seq for known in changed if known.event.dev is not None and known.event.dseq is not None]
    if not seqs:
        return
    given = {"op": source.operation.id}
    for (dev,) in rows(source.session, _SIGNERS, seqs=seqs, **given):
        found = rows(source.session, _TWICE, dev=dev, **given)
        numbers = [row.dseq for row in found]
        args = {"count": len(numbers), "first": numbers[0], "last": numbers[-1]}
        seq = max(row.seq for row in found)
        odd.add(f"device:{dev}", "device_cloned", {"device": dev}, key=str(numbers[-1]), seq=seq, **args)
