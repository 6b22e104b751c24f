"""Laws of the timeline as of a moment."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tracker.anchor import load_packs
from tracker.timeline import Moment, hide_later, known_events, moment, moment_at

PACK = load_packs()[0]
NOW = moment_at(datetime(2026, 10, 10, tzinfo=UTC))

instants = st.integers(0, 620 * 24 * 60).map(lambda minutes: datetime(2025, 2, 1, tzinfo=UTC) + timedelta(minutes=minutes))
moments = st.one_of(instants.map(moment_at), instants.map(lambda at: moment(at.date().isoformat(), NOW)))


@given(moments, st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(seen: Moment, random: Random) -> None:
    shuffled = list(PACK.events)
    random.shuffle(shuffled)
    assert known_events(shuffled, seen) == known_events(PACK.events, seen)


@given(instants, instants)
def test_what_was_known_stays_known(one: datetime, other: datetime) -> None:
    earlier, later = (moment_at(at) for at in sorted((one, other)))
    assert {event.id for event in known_events(PACK.events, earlier)} <= {event.id for event in known_events(PACK.events, later)}


@given(moments)
def test_nothing_shows_that_came_later(seen: Moment) -> None:
    for event in known_events(PACK.events, seen):
        assert event.known_from[:10] <= max(seen.at[:10], seen.day_jp)
        assert event.later_from is None or event.later_from[:10] <= max(seen.at[:10], seen.day_jp)
        assert hide_later(event, seen) == event


@given(instants)
def test_the_end_of_a_day_is_no_earlier_than_any_instant_of_it(at: datetime) -> None:
    found = moment_at(at)
    assert moment(found.day_us, NOW).at >= found.at
