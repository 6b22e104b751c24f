"""One hash over what was concluded: no order, no integer id and no time in it."""

from __future__ import annotations

from dataclasses import replace

from tracker.fingerprint import EventMark, LinkMark, fingerprint

LINKS = [LinkMark("a guid:1", "us-japan", True, "measure", ("autos", "legal")), LinkMark("b guid:2", "us-japan", False, None, ())]
EVENTS = [EventMark("us-japan", "2025-07-22-deal-announced", frozenset({"a guid:1"})), EventMark("us-japan", "2025-08-01", frozenset())]


def test_order_does_not_matter() -> None:
    assert fingerprint(LINKS, EVENTS) == fingerprint(LINKS[::-1], EVENTS[::-1])
    assert fingerprint([replace(LINKS[0], topics=("legal", "autos")), LINKS[1]], EVENTS) == fingerprint(LINKS, EVENTS)


def test_events_without_items_do_not_count() -> None:
    assert fingerprint(LINKS, EVENTS[:1]) == fingerprint(LINKS, EVENTS)


def test_each_thing_that_was_concluded_counts() -> None:
    whole = fingerprint(LINKS, EVENTS)
    others = [
        fingerprint([replace(LINKS[0], linked=False), LINKS[1]], EVENTS),
        fingerprint([replace(LINKS[0], relation="impact"), LINKS[1]], EVENTS),
        fingerprint([replace(LINKS[0], topics=("autos",)), LINKS[1]], EVENTS),
        fingerprint(LINKS[:1], EVENTS),
        fingerprint(LINKS, [replace(EVENTS[0], name="2025-07-23")]),
        fingerprint(LINKS, [replace(EVENTS[0], items=frozenset({"a guid:1", "b guid:2"}))]),
    ]
    assert len({whole, *others}) == 7
