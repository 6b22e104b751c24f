"""A synthetic but realistic database: the baseline, items of two years in two languages, a fifth of them linked, and opened events.

Everything goes through `db.store`, as it would have come from polls. Texts are of our own making. 1,000,000 items and 20,000 events take
some ten minutes and 3 GB; a share of a tenth of that keeps the same days and sources.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TypeVar

from db.records import (
    ChangeRow,
    EventItemRow,
    EventRow,
    EventsWrite,
    EvidenceRow,
    ItemStep,
    LinkRow,
    NewItem,
    PollRow,
    PollWrite,
    RevisionRow,
    SourceRow,
    SourceStep,
)
from db.store.connect import Store, open_store
from db.store.events import save_events
from db.store.polls import save_polls
from db.store.search_index import index_queue
from db.store.sources import sync_catalogue
from tracker.config import Config
from tracker.installing import install

T = TypeVar("T")

_REVISIONS = "SELECT id, revision_id FROM items WHERE id IN (SELECT value FROM json_each(?))"
ANCHOR = "us-japan-2025-04-16"
SOURCES, DAYS, A_POLL, LINKED, AN_EVENT = 60, 560, 200, 5, 10
BLOCK = SOURCES * A_POLL
"""Items of one poll of every source; one in five is linked, and ten sources at a time report the same events."""
EVENTS_IN_BLOCK = BLOCK // LINKED // AN_EVENT
BEGIN = datetime(2025, 4, 1, tzinfo=UTC)
RELATIONS = ("negotiation", "measure", "response", "impact", "agreement", "analysis", "spillover")
TOPICS = ("autos", "reciprocal_tariff", "steel_aluminum", "agriculture", "investment", "semiconductors", "energy", "macro_economy")
WHO_EN = ("Akazawa", "Bessent", "Ishiba", "Trump", "Lutnick", "Greer", "Toyota", "Honda", "METI", "Keidanren")
DID_EN = ("says the auto tariff weighs on", "discusses the 15% tariff with", "asks for relief on steel from",
          "reviews the investment deal with", "plans to cut output after talks with", "expects a decision this week from")  # fmt: skip
WHO_JA = ("赤沢大臣", "ベッセント財務長官", "石破首相", "トランプ大統領", "経産省", "トヨタ", "ホンダ", "経団連", "自動車業界")
DID_JA = ("が関税の見直しを求めた", "が日米合意の履行を協議", "が自動車関税の影響を説明", "が追加関税に懸念", "が対米投資を協議した")
REASONS = '[{"fact": "person", "values": ["person.akazawa"], "weight": 2.0}]'
PLAIN_EN = ("the museum opens a new wing", "heavy snow closed the road", "the team won its third game", "the river rose overnight")
PLAIN_JA = ("美術館に新しい展示室", "大雪で峠の道が閉鎖", "チームは三連勝", "川の水位が夜のうちに上昇")


@dataclass(frozen=True, slots=True)
class Size:
    """How much: items, and opened events (each with ten linked items)."""

    items: int
    events: int


def fill(store: Store, size: Size) -> None:
    """Write sources, items, changes and events into a database that `tracker init` made."""
    sync_catalogue(store, [_source(number) for number in range(SOURCES)])
    for writes in _in_batches(_polls(size), 20):
        save_polls(store, writes)
    for numbers in _in_batches(iter(range(size.events)), 500):
        _events(store, size, numbers)
    while index_queue(store):
        pass
    store.conn.execute("ANALYZE")


def polls_of_now(begun: int, count: int, now: datetime) -> list[PollWrite]:
    """One poll with `count` new items, numbered from `begun`, seen at `now`: what a poller at work writes."""
    return [_poll(begun % SOURCES, [_item(begun + place, now) for place in range(count)], now)]


def _source(number: int) -> SourceRow:
    lang = "ja" if number % 2 else "en"
    return SourceRow(
        f"made-{number}", f"https://outlet{number}.example/feed", title=f"Outlet {number}", publisher=f"Outlet {number}",
        publisher_family=f"House {number % 40}", lang=lang, tier="national",
    )  # fmt: skip


def _in_batches(values: Iterator[T], most: int) -> Iterator[list[T]]:
    while batch := list(islice(values, most)):
        yield batch


def _polls(size: Size) -> Iterator[PollWrite]:
    """Polls in the order of time; each has the new items of one source, and edits one item that it had the time before."""
    for begun in range(0, size.items, A_POLL):
        at = _when(begun, size)
        items = [_item(number, at) for number in range(begun, min(begun + A_POLL, size.items))]
        yield _poll(begun // A_POLL % SOURCES, items, at, _edits(begun - BLOCK, at, size))


def _when(number: int, size: Size) -> datetime:
    return BEGIN + timedelta(days=DAYS) * (number / size.items)


def _edits(number: int, at: datetime, size: Size) -> tuple[ItemStep, ...]:
    if number < 0:
        return ()
    item = _item(number, _when(number, size))
    revision = RevisionRow(_text(at), _hash(f"edit {number}"), title=item.title, summary=item.revision.summary + " 25%")
    change = ChangeRow(
        _text(at), "edited", number // A_POLL % 2 == 0, reasons='[{"class": "rate", "before": "15%", "after": "25%"}]',
        summary_en="The rate is now 25%; before, 15%.", summary_ja="税率は25％（変更前は15％）。",
    )  # fmt: skip
    return (ItemStep(number + 1, revision=revision, change=change),)


def _poll(source: int, items: list[NewItem], at: datetime, steps: tuple[ItemStep, ...] = ()) -> PollWrite:
    then = _text(at)
    step = SourceStep("ok", _text(at + timedelta(hours=1)), "hourly", last_ok_at=then, last_new_at=then)
    return PollWrite(PollRow(f"made-{source}", then, "changed", http_status=200, bytes=40_000), step, tuple(items), steps)


def _item(number: int, at: datetime) -> NewItem:
    dice, source = random.Random(number), number // A_POLL % SOURCES
    lang = "ja" if source % 2 else "en"
    about = number % LINKED == 0
    title = _title(dice, lang, about)
    text = ("。" if lang == "ja" else ". ").join(_title(dice, lang, about and place == 0) for place in range(4))
    address = f"https://outlet{source}.example/{number}"
    then = _text(at)
    link = _yes(number, title, at) if about else LinkRow(ANCHOR, False, 0.02, None, (), "made", then, (EvidenceRow(0, "bias", -3.9),))
    return NewItem(
        item_key=address, guid=address, url=address, canonical_url=address, publication_key=address, title=title, lang=lang, seen_at=then,
        published_at=then, published_date=then[:10], published_raw=then, published_precision="second", zone_from="text",
        aliases=(("guid", address),), revision=RevisionRow(then, _hash(f"{number}"), title=title, summary=text), links=(link,),
    )  # fmt: skip


def _yes(number: int, title: str, at: datetime) -> LinkRow:
    event = _event_of(number)
    reasons = (EvidenceRow(0, "bias", -3.9), EvidenceRow(1, "term.tariff", 6.0, title[:2], "title", 0, 2))
    return LinkRow(ANCHOR, True, 0.89, RELATIONS[event % len(RELATIONS)], _topics(event), "made", _text(at), reasons)


def _topics(event: int) -> tuple[str, ...]:
    return tuple(sorted({TOPICS[event % len(TOPICS)], TOPICS[event // 8 % len(TOPICS)]}))


def _title(dice: random.Random, lang: str, about: bool) -> str:
    if not about:
        return f"{dice.choice(PLAIN_JA if lang == 'ja' else PLAIN_EN)} {dice.randrange(100_000)}"
    if lang == "ja":
        return f"{dice.choice(WHO_JA)}{dice.choice(DID_JA)} {dice.randrange(100_000)}"
    return f"{dice.choice(WHO_EN)} {dice.choice(DID_EN)} {dice.choice(WHO_EN)} {dice.randrange(100_000)}"


def _event_of(number: int) -> int:
    block, source, place = number // BLOCK, number // A_POLL % SOURCES, number % A_POLL
    return block * EVENTS_IN_BLOCK + source // AN_EVENT * (A_POLL // LINKED) + place // LINKED


def _members(event: int) -> list[int]:
    """Ids of the items that report an event: one of each of ten sources. Ids count from 1 in the order of writing."""
    block, of_block = divmod(event, EVENTS_IN_BLOCK)
    group, place = divmod(of_block, A_POLL // LINKED)
    return [block * BLOCK + (group * AN_EVENT + source) * A_POLL + place * LINKED + 1 for source in range(AN_EVENT)]


def _events(store: Store, size: Size, numbers: list[int]) -> None:
    found = [(_event(number, size), _members(number)) for number in numbers if _members(number)[-1] <= size.items]
    wanted = json.dumps([item for _, members in found for item in members])
    revisions = dict(store.conn.execute(_REVISIONS, (wanted,)).fetchall())
    joins = tuple(
        EventItemRow(row.id, item, ANCHOR, revisions[item], 0.9, REASONS, "made", f"{row.date}T12:00:00Z")
        for row, members in found
        for item in members
    )
    save_events(store, EventsWrite(ANCHOR, tuple(row for row, _ in found), joins))


def _event(number: int, size: Size) -> EventRow:
    dice = random.Random(f"event {number}")
    at = _when(_members(number)[0], size)
    day = _text(at)[:10]
    return EventRow(
        id=f"{day}-r-{_hash(f'event {number}')[:8]}", anchor_id=ANCHOR, origin="watched", date=day,
        relation=RELATIONS[number % len(RELATIONS)], status="confirmed" if number % 3 else "reported", known_from=_text(at),
        timezone="Asia/Tokyo", date_washington=day, date_tokyo=day, title_en=_title(dice, "en", True), title_ja=_title(dice, "ja", True),
        topics=_topics(number), actors=("Akazawa Ryosei",), actor_ids=("person.akazawa",),
    )  # fmt: skip


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def make(path: Path, size: Size) -> None:
    """A new database at `path` with the baseline and all of that, its clock at the last item."""
    now = BEGIN + timedelta(days=DAYS)
    install(Config(db=path), now)
    if size.items:
        with open_store(path) as store:
            fill(store, size)
