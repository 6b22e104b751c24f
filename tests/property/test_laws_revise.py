"""Laws of `tracker.revise`: after a decision is carried out, the same observation says Same; matching is one to one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from db.records import KnownItem
from feeds.types import Entry, Identity
from tracker.revise import Limits, New, Returned, Reverted, Revised, Same, Seen, decide, match

NOW = datetime(2025, 4, 17, tzinfo=UTC)
hashes = st.sampled_from(["a", "b", "c"])


def seen(content: str, guid: str = "g", url: str = "u") -> Seen:
    return Seen(Entry(guid=guid, title=content), Identity(f"guid:{guid}", aliases=(("guid", guid), ("url", url))), content)


def carry_out(known: KnownItem | None, one: Seen) -> KnownItem | None:
    """What the store would hold after the decision."""
    match decide(known, one, NOW, Limits()):
        case New():
            return KnownItem(1, "guid:g", "", "", 1, (one.content_hash,), 1, None, None, "", "none", None, None)
        case Revised() | Reverted():
            assert known is not None
            return replace(known, hashes=(one.content_hash, *known.hashes))
        case Returned(revised=revised):
            assert known is not None
            return replace(known, withdrawn_at=None, hashes=(one.content_hash, *known.hashes) if revised else known.hashes)
        case _:
            return known


@given(st.lists(hashes, min_size=1, max_size=30))
def test_after_a_decision_the_same_observation_is_the_same(history: list[str]) -> None:
    known: KnownItem | None = None
    for content in history:
        known = carry_out(known, seen(content))
        assert isinstance(decide(known, seen(content), NOW, Limits()), Same)


@given(st.lists(hashes, min_size=1, max_size=30))
def test_every_step_between_different_texts_is_one_revision(history: list[str]) -> None:
    known: KnownItem | None = None
    for content in history:
        known = carry_out(known, seen(content))
    steps = [content for index, content in enumerate(history) if index == 0 or content != history[index - 1]]
    assert known is not None
    assert list(known.hashes)[::-1] == steps


@given(st.lists(st.tuples(hashes, st.sampled_from("gh"), st.sampled_from("uv")), max_size=12))
def test_matching_is_one_to_one_and_blind_to_order(rows: list[tuple[str, str, str]]) -> None:
    item = KnownItem(1, "guid:g", "", "", 1, ("a",), 1, None, None, "", "none", None, None)
    document = [seen(*row) for row in rows]
    aliases = {("guid", "g"): item, ("url", "u"): item}
    pairs = match(document, aliases)
    assert sum(known is not None for _, known in pairs) <= 1
    assert len({one.identity.key for one, _ in pairs}) == len(pairs)
    turned = match(document[::-1], aliases)
    assert {(one.content_hash, known is None) for one, known in pairs} == {(one.content_hash, known is None) for one, known in turned}
