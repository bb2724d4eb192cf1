"""Many record at once: the book has one order without a gap, and nobody's record is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from lotbook.book.submission import unsigned
from lotbook.identity.models import Operation
from lotbook.kit.clock import now
from lotbook.lots.actions import record
from lotbook.lots.queries import lot
from lotbook.lots.rebuild import rebuild
from tests.support.book import Book, entries
from tests.support.databases import Databases
from tests.support.farm import harvested, planted

WRITERS, BATCHES, EACH = 16, 4, 3


def test_sixteen_writers_leave_no_gap_and_a_polling_reader_misses_nothing(book: Book) -> None:
    book.take(planted())
    start, over = Barrier(WRITERS + 1), Event()

    def write(_writer: int) -> list[int]:
        start.wait()
        seqs = []
        for _ in range(BATCHES):
            facts = [unsigned(harvested("H-1"), now()) for _ in range(EACH)]
            seqs += [result.seq or 0 for result in book.record(*facts)]
        return seqs

    def poll() -> list[int]:
        """Read on from the last `seq` seen, as a phone does, and once more when all is over."""
        seen, last = [0], False
        start.wait()
        while True:
            found = book.ask(entries, seen[-1], 1_000)
            seen += [one["seq"] for one in found]
            if last and not found:
                return seen[1:]
            last = over.is_set()

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        reader = pool.submit(poll)
        written = list(pool.map(write, range(WRITERS)))
        over.set()
        seen = reader.result(timeout=60)

    answered = sorted(seq for seqs in written for seq in seqs)
    head = len(book.lines())
    assert answered == list(range(head - WRITERS * BATCHES * EACH + 1, head + 1))
    assert seen == list(range(1, head + 1))
    assert book.ask(lot, "H-1")["units"] == {"bin": str(WRITERS * BATCHES * EACH)}
    assert book.write(rebuild) == []


def test_the_same_records_from_many_at_once_are_in_the_book_once(book: Book) -> None:
    facts = [unsigned(harvested(f"H-{number}"), now()) for number in range(5)]
    start = Barrier(8)

    def send(_sender: int) -> list[str]:
        start.wait()
        return [result.status for result in book.record(*facts)]

    with ThreadPoolExecutor(8) as pool:
        statuses = [status for answers in pool.map(send, range(8)) for status in answers]

    assert statuses.count("accepted") == 5
    assert statuses.count("duplicate") == 35
    assert len([line for line in book.objects() if line["type"] == "event"]) == 5


def test_books_of_different_operations_do_not_wait_for_one_another_s_numbers(app: Flask) -> None:
    some = [Book(app).farm() for _ in range(4)]
    start = Barrier(len(some))

    def write(book: Book) -> None:
        start.wait()
        for number in range(5):
            book.record(unsigned(harvested(f"H-{number}"), now()))

    with ThreadPoolExecutor(len(some)) as pool:
        list(pool.map(write, some))

    for book in some:
        found = book.ask(entries, 0, 1_000)
        assert [one["seq"] for one in found] == list(range(1, len(found) + 1))
        assert len([one for one in found if one["type"] == "event"]) == 5


def ids(book: Book, after: int) -> list[int]:
    return [one["seq"] for one in book.ask(entries, after, 1_000)]


def test_who_began_first_is_read_first_and_a_reader_in_between_misses_nobody(app: Flask, book: Book) -> None:
    """A slow writer, a quick one behind it, and a reader that comes while the first has not committed."""
    start = len(book.lines())
    begun, finish = Event(), Event()

    def slowly(session: Session, operation: Operation) -> None:
        record(session, operation, [unsigned(harvested("H-1"), now())])
        begun.set()
        finish.wait(30)

    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(book.write, slowly)
        begun.wait(30)
        quick = pool.submit(book.record, unsigned(harvested("H-2"), now()))
        seen = ids(book, start)
        finish.set()
        slow.result(30), quick.result(30)
    seen += ids(book, (seen or [start])[-1])

    assert seen == [start + 1, start + 2]


@pytest.mark.postgres
def test_a_number_that_the_database_gives_before_the_commit_would_be_missed(databases: Databases) -> None:
    """The same three with a plain sequence, so that the test above is seen to be able to fail."""
    url = databases.empty("postgresql")
    engine = create_engine(url)
    with engine.begin() as setup:
        setup.execute(text("CREATE TABLE naive (seq bigserial PRIMARY KEY)"))
    insert, later = (
        text("INSERT INTO naive DEFAULT VALUES"),
        text("SELECT seq FROM naive WHERE seq > :after ORDER BY 1"),
    )

    def poll(after: int) -> list[int]:
        with engine.connect() as reader:
            return list(reader.scalars(later, {"after": after}))

    with engine.connect() as slow:
        slow.execute(insert)
        with engine.begin() as quick:
            quick.execute(insert)
        seen = poll(0)
        slow.commit()
    seen += poll(seen[-1])
    engine.dispose()
    databases.drop(url)

    assert seen == [2]  # and 1 is never read
