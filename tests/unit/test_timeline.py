"""Moments, phases and days of the timeline, and that the SQL takes moments the same way."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from db.migrations import STEPS
from db.queries.sql import statement
from db.records import EventRow
from tracker.anchor import baseline, load_packs
from tracker.errors import BadParameter
from tracker.pack import Anchor, Capital, Pack, Phase
from tracker.timeline import by_phase, day_offset, hide_later, is_known, known_events, local_days, moment, moment_at, phase_of

NOW = moment_at(datetime(2026, 10, 10, 1, 0, tzinfo=UTC))


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_packs()[0]


@pytest.fixture(scope="module")
def database(pack: Pack) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    for step in STEPS:
        connection.executescript(step.sql)
    for table in baseline(pack).tables:
        columns = ", ".join(f'"{column}"' for column in table.columns)
        connection.executemany(f"INSERT INTO {table.name} ({columns}) VALUES ({', '.join('?' * len(table.columns))})", table.rows)
    connection.execute("INSERT INTO clock (id, now, today_us, today_jp) VALUES (1, ?, ?, ?)", (NOW.at, NOW.day_us, NOW.day_jp))
    yield connection
    connection.close()


def moments() -> list[str]:
    days = [(date(2025, 2, 1) + timedelta(days=step)).isoformat() for step in range(0, 620, 5)]
    edges = ["2025-03-08", "2025-03-09", "2025-11-01", "2025-11-02", "2026-03-07", "2026-03-08"]
    return ["", *days, *edges, *(f"{day}T04:30:00Z" for day in days + edges), "2025-09-12T09:15:00+09:00"]


def test_sql_and_python_show_the_same_events_at_every_moment(pack: Pack, database: sqlite3.Connection) -> None:
    for as_of in moments():
        shown = {row[0] for row in database.execute(statement("timeline_as_of"), {"known": as_of})}
        assert shown == {event.id for event in known_events(pack.events, moment(as_of, NOW))}, as_of


def test_a_day_means_its_end_in_washington() -> None:
    assert moment("2025-04-16", NOW).at == "2025-04-17T03:59:59Z"
    assert moment("2025-12-01", NOW).at == "2025-12-02T04:59:59Z"
    assert moment("2025-03-08", NOW).at == "2025-03-09T04:59:59Z"
    assert moment("2025-03-09", NOW).at == "2025-03-10T03:59:59Z"
    assert moment(" ", NOW) == NOW
    assert moment("2025-04-17T05:00:00+09:00", NOW).at == "2025-04-16T20:00:00Z"
    assert moment("2025-04-16T20:00:00", NOW).day_jp == "2025-04-17"


@pytest.mark.parametrize("text", ["2025-02-30", "soon", "16 April 2025", "2025"])
def test_what_is_no_moment_is_refused_with_its_form(text: str) -> None:
    with pytest.raises(BadParameter, match="an instant 2025-04-16T20:30:00Z"):
        moment(text, NOW)


def test_a_day_is_compared_with_the_day_of_its_side() -> None:
    evening = moment("2025-04-16T22:00:00Z", NOW)
    assert is_known("2025-04-17", "Asia/Tokyo", evening)
    assert not is_known("2025-04-17", "America/New_York", evening)
    assert is_known("2025-04-16T22:00:00Z", "Asia/Tokyo", evening)
    assert not is_known("2025-04-16T22:00:01Z", "Asia/Tokyo", evening)


def test_what_became_known_later_shows_only_then(pack: Pack) -> None:
    changed = [event for event in pack.events if event.later_from]
    assert len(changed) >= 10
    for event in changed:
        before = moment((date.fromisoformat(str(event.later_from)[:10]) - timedelta(days=1)).isoformat(), NOW)
        assert hide_later(event, before).later_en is None
        assert hide_later(event, moment(str(event.later_from), NOW)) == event


def test_days_are_counted_from_the_anchor(pack: Pack) -> None:
    assert day_offset("2025-07-22", pack.anchor.date) == 97
    assert day_offset("2025-04-16", pack.anchor.date) == 0
    assert day_offset("2025-04-15", pack.anchor.date) == -1


def test_every_event_falls_into_the_phase_of_its_day(pack: Pack) -> None:
    grouped = by_phase(pack.anchor, pack.events)
    assert [phase.id for phase, _ in grouped if phase] == [phase.id for phase in pack.anchor.phases]
    assert sum(len(events) for _, events in grouped) == len(pack.events)
    before = dict(grouped)[pack.anchor.phases[0]]
    assert all(event.date < pack.anchor.date for event in before)
    assert {event.id for event in pack.events if event.relation == "precursor"} <= {event.id for event in before}


def test_an_anchor_may_have_no_phases_or_a_first_one_with_a_day() -> None:
    event = EventRow("e", "a", "baseline", "2025-01-01", "measure", "baseline", "2025-01-01")
    assert by_phase(Anchor("a", "2025-01-01", "UTC", "A", "あ"), [event]) == ((None, (event,)),)
    late = Phase("late", "Late", "後", from_day="2025-02-01")
    anchor = Anchor("a", "2025-01-01", "UTC", "A", "あ", phases=(late,))
    assert phase_of(anchor, "2025-01-31") is None
    assert phase_of(anchor, "2025-02-01") == late


def test_both_capitals_have_their_day(pack: Pack) -> None:
    events = {event.id: event for event in pack.events}
    first = local_days(events["2025-04-16-akazawa-trump-first-round"], pack.anchor.capitals)
    assert [(one.capital.id, one.day, one.clock) for one in first] == [
        ("washington", "2025-04-16", "16:30"),
        ("tokyo", "2025-04-17", "05:30"),
    ]
    package = local_days(
        events["2025-04-25-japan-emergency-package"],
        (*pack.anchor.capitals, Capital("brussels", "Europe/Brussels", "Brussels", "ブリュッセル")),
    )
    assert [(one.day, one.clock) for one in package] == [("2025-04-25", None)] * 3
