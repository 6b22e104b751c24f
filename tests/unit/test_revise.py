"""What `tracker.revise` decides, case by case, and the traps that it closes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from db.records import KnownItem
from feeds.types import Entry, Identity, Stamp
from tracker.revise import Limits, Missing, New, Returned, Reverted, Revised, Same, Seen, Withdrawn, decide, match

NOW = datetime(2025, 4, 17, 3, tzinfo=UTC)
LIMITS = Limits()


def known(item_id: int = 1, hashes: tuple[str, ...] = ("a",), withdrawn_at: str | None = None, key: str = "guid:g1") -> KnownItem:
    return KnownItem(
        item_id=item_id, item_key=key, title="t", url="", revision_id=10, hashes=hashes, revisions=len(hashes),
        published_at="2025-04-16T20:00:00Z", published_date="2025-04-16", published_raw="x", published_precision="second",
        withdrawn_at=withdrawn_at, noise=None,
    )  # fmt: skip


def seen(content: str = "a", title: str = "Talks begin", guid: str = "g1", url: str = "", published: Stamp | None = None) -> Seen:
    aliases = tuple(pair for pair in (("guid", guid), ("url", url)) if pair[1])
    stamp = published or Stamp(at="2025-04-16T20:00:00Z", date="2025-04-16", precision="second", raw="x")
    entry = Entry(guid=guid, url=url, title=title, published=stamp)
    return Seen(entry, Identity(f"guid:{guid}" if guid else f"url:{url}", guid, url, url, aliases), content)


def test_an_unknown_entry_is_new() -> None:
    assert isinstance(decide(None, seen(), NOW, LIMITS), New)


def test_the_same_text_is_the_same() -> None:
    assert decide(known(), seen(), NOW, LIMITS) == Same("same text")


def test_another_text_is_a_revision() -> None:
    assert isinstance(decide(known(), seen("b"), NOW, LIMITS), Revised)


def test_a_b_a_is_three_revisions_the_last_reverted() -> None:
    assert decide(known(hashes=("b", "a")), seen("a"), NOW, LIMITS) == Reverted("back to the text of 1 revisions ago", 1)


def test_a_date_that_moves_alone_makes_no_revision() -> None:
    moved = seen(published=Stamp(at="2025-04-18T00:00:00Z", date="2025-04-18", precision="second", raw="y"))
    decision = decide(known(), moved, NOW, LIMITS)
    assert isinstance(decision, Same)
    assert decision.date_moved


def test_trap_16_an_entry_with_only_an_id_changes_nothing() -> None:
    assert isinstance(decide(known(), seen("empty", title=""), NOW, LIMITS), Same)
    assert isinstance(decide(None, seen("empty", title=" "), NOW, LIMITS), Same)


def test_missing_once_is_not_withdrawn_twice_three_hours_apart_is() -> None:
    assert isinstance(decide(known(), Missing(NOW), NOW, LIMITS), Same)
    assert isinstance(decide(known(), Missing(NOW - timedelta(hours=2, minutes=59)), NOW, LIMITS), Same)
    assert isinstance(decide(known(), Missing(NOW - timedelta(hours=3)), NOW, LIMITS), Withdrawn)
    assert isinstance(decide(known(withdrawn_at="2025-04-17T00:00:00Z"), Missing(NOW - timedelta(days=2)), NOW, LIMITS), Same)


def test_what_was_withdrawn_returns_with_or_without_another_text() -> None:
    gone = known(withdrawn_at="2025-04-17T00:00:00Z")
    assert decide(gone, seen("a"), NOW, LIMITS) == Returned("there again after it was withdrawn", revised=False)
    assert decide(gone, seen("b"), NOW, LIMITS) == Returned("there again after it was withdrawn", revised=True)


def test_trap_11_guid_and_link_hold_the_headline_but_the_number_stays() -> None:
    item = known()
    edited = Seen(
        Entry(guid="talks-begin-updated", title="Talks begin (updated)"),
        Identity("guid:talks-begin-updated", aliases=(("guid", "talks-begin-updated"), ("url", "number:4711"))),
        "b",
    )
    assert match([edited], {("url", "number:4711"): item}) == [(edited, item)]


def test_trap_13_near_duplicates_do_not_push_each_other_out() -> None:
    first, second = seen("a", guid="g1", url="u"), seen("b", guid="g2", url="u")
    one = known(1, ("a",), key="guid:g1")
    two = known(2, ("b",), key="guid:g2")
    aliases = {("guid", "g1"): one, ("guid", "g2"): two, ("url", "u"): one}
    for _ in range(10):
        pairs = match([first, second], aliases)
        assert [(pair[0].content_hash, pair[1].item_id if pair[1] else None) for pair in pairs] == [("a", 1), ("b", 2)]


def test_an_address_does_not_take_an_item_whose_guid_is_in_the_document() -> None:
    first, stranger = seen("a", guid="g1", url="u"), seen("b", guid="g9", url="u")
    one = known(1)
    pairs = match([stranger, first], {("guid", "g1"): one, ("url", "u"): one})
    assert pairs == [(stranger, None), (first, one)]


def test_trap_13_what_an_unchanged_entry_of_the_document_holds_is_not_taken_by_another() -> None:
    one, item = seen("b", url="https://example.org/n"), known()
    by_guid, by_url = {("guid", "g1"): item}, {("url", "https://example.org/n"): item}
    assert match([one], by_guid) == [(one, item)] and match([one], by_guid, {1}) == []
    assert match([one], by_url) == [(one, item)] and match([one], by_url, {1}) == [(one, None)]
    assert match([one], by_guid, {2}) == [(one, item)]


def test_two_texts_under_one_identity_are_chosen_without_regard_to_order() -> None:
    left, right = seen("a"), seen("b")
    assert match([left, right], {})[0][0] is match([right, left], {})[0][0]


def test_trap_19_what_differs_only_in_noise_is_the_same_or_an_earlier_text() -> None:
    stored = known(hashes=("c", "b", "a"))
    assert decide(stored, replace(seen("x"), like_earlier=0), NOW, LIMITS) == Same("only what changes at every look differs", ignored=True)
    assert decide(stored, replace(seen("a"), like_earlier=0), NOW, LIMITS) == Same("only what changes at every look differs", ignored=True)
    back = decide(stored, replace(seen("x"), like_earlier=2), NOW, LIMITS)
    assert isinstance(back, Reverted) and back.steps_back == 2
    gone = replace(stored, withdrawn_at="2025-04-16T20:00:00Z")
    assert decide(gone, replace(seen("x"), like_earlier=0), NOW, LIMITS) == Returned("there again after it was withdrawn", revised=False)
