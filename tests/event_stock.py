"""A database with an event of many houses in both languages that was told differently over time, and one of very many reports."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from change_stock import changed_database
from publish_stock import ANCHOR, NOW
from publish_stock import SOURCES as OTHERS

from db.records import (
    ChangeRow,
    EventItemRow,
    EventRow,
    EventsWrite,
    EvidenceRow,
    HistoryRow,
    ItemStep,
    LinkRow,
    NewItem,
    PollRow,
    PollWrite,
    RevisionRow,
    SourceRow,
)
from db.store.connect import open_store
from db.store.events import save_events
from db.store.polls import save_polls
from db.store.search_index import index_queue
from db.store.sources import sync_catalogue

TALKS = "2026-10-07-r-0000beef"
"""Opened on 7 October with one title, told with another from 9 October on; three reports came only then, one text was edited then."""
JOINED = "2026-10-07-r-0000dead"
"""Part of TALKS since 8 October 15:00 UTC."""
BIG = "2026-10-05-r-00000b16"
"""Of 450 reports by 60 houses."""
BEFORE, BETWEEN = "2026-10-07", "2026-10-08T12:00:00Z"
FIRST_TITLE, LATER_TITLE = "Tariff talks begin in Washington", "Talks end with a lower tariff on cars"
EDITED_TITLE = "Akazawa says the tariff on cars stays at 15 percent"
LATE_TITLE = "Late word: order on cars to be signed"

HOUSES = tuple(
    SourceRow(f"house{n}", f"https://house{n}.test/rss", title=f"Paper {n}", publisher=f"Paper {n}", publisher_family=f"House {n:02}",
              lang="en", tier="press")
    for n in range(60)
)  # fmt: skip
SOURCES = (
    SourceRow("kyodo", "https://kyodo.test/rss", title="Kyodo News", publisher="Kyodo", publisher_family="Kyodo", lang="en", tier="wire"),
    SourceRow("nippo", "https://nippo.test/rss", title="Nippo", title_ja="日報", publisher="日報", lang="ja", tier="press"),
    SourceRow("shimbun", "https://shimbun.test/rss", title="Shimbun", title_ja="新聞", publisher="新聞", lang="ja", tier="press"),
    *HOUSES,
)  # fmt: skip
WIRE = "Ryosei Akazawa met Scott Bessent in Washington on Wednesday and both agreed to keep working on the order that lowers the tariff"

SEVENTH, NINTH = "2026-10-07T", "2026-10-09T"
# Number, source, title, summary, published, first seen.
REPORTS = (
    (101, "kyodo", "Akazawa meets Bessent for tariff talks", f"{WIRE}. (Kyodo)", f"{SEVENTH}14:00:00Z", f"{SEVENTH}14:10:00Z"),
    (102, "house1", "Japan's Akazawa, Bessent hold tariff talks", f"{WIRE}. (Kyodo)", f"{SEVENTH}15:00:00Z", f"{SEVENTH}15:10:00Z"),
    (103, "nippo", "赤沢氏とベッセント氏が会談、関税で協議", "ワシントンで会談。", f"{SEVENTH}14:30:00Z", f"{SEVENTH}14:40:00Z"),
    (104, "shimbun", "日米、自動車関税の協議を継続", "両氏が一致した。", "2026-10-07", f"{SEVENTH}16:00:00Z"),
    (105, "house2", "Akazawa says the tariff on cars may fall", "After the talks.", f"{SEVENTH}18:00:00Z", f"{SEVENTH}18:05:00Z"),
    (106, "house3", LATE_TITLE, "It came early in the morning.", f"{NINTH}05:30:00Z", f"{NINTH}06:00:00Z"),
    (107, "house4", "Tariff talks seen from Tokyo", "A reaction of the day after.", f"{NINTH}01:00:00Z", f"{NINTH}02:00:00Z"),
    *(
        (110 + n, "house5", f"Part {n} of our report on the tariff talks", f"Chapter {n}.", f"{SEVENTH}20:00:00Z", f"{SEVENTH}20:05:00Z")
        for n in range(7)
    ),
)  # fmt: skip


def event_database(folder: Path) -> Path:
    """A copy of that database."""
    return Path(shutil.copy(_made(), folder / "tracker.db"))


@cache
def _made() -> Path:
    path = changed_database(Path(mkdtemp()))
    with open_store(path) as store:
        sync_catalogue(store, (*OTHERS, *SOURCES))
        ids = _items(store, [report(*one) for one in REPORTS])
        late = replace(report(120, "house6", "Same article, another feed", "Told twice.", "2026-10-09T03:00:00Z", "2026-10-09T03:10:00Z"),
                       publication_key="house4.test/107")  # fmt: skip
        ids |= _items(store, [late])
        at = ("2026-10-05T09:00:00Z", "2026-10-05T09:30:00Z")
        big = [report(1000 + n, f"house{n % 60}", f"Report number {n} about tariffs", f"Word {n}.", *at) for n in range(450)]
        many = _items(store, big)
        save_events(store, _opened([ids[f"guid:{number}"] for number, *_ in REPORTS] + [ids["guid:120"]], list(many.values()), store))
        save_events(store, _retold())
        revised = RevisionRow("2026-10-09T05:00:00Z", "hash-105b", title=EDITED_TITLE, summary="He spoke after the talks.")
        change = ChangeRow(
            "2026-10-09T05:00:00Z", "edited", True, "none", '[{"class":"certainty","before":"may fall","after":"stays"}]',
            "In the headline, how certain it is changed.", "見出しで確かさが変わった。",
        )  # fmt: skip
        step = ItemStep(ids["guid:105"], revised, change, title=EDITED_TITLE)
        save_polls(store, [PollWrite(PollRow("house2", NOW, "changed"), steps=(step,))])
        store.conn.execute("UPDATE links SET event_pending = 0")
        while index_queue(store):
            pass
    return path


def report(number: int, source: str, title: str, summary: str, published: str, seen: str) -> NewItem:
    """A linked item. published: a day, or an instant."""
    url, exact, word = f"https://{source}.test/{number}", len(published) > 10, title.split()[0]
    link = LinkRow(
        ANCHOR, True, 0.97, "negotiation", ("autos",), "link-9", seen,
        (EvidenceRow(0, "bias", -2.0), EvidenceRow(1, "levy + home", 4.5, word, "title", 0, len(word))),
    )  # fmt: skip
    return NewItem(
        f"guid:{number}", str(number), url, url, url.partition("//")[2], title, "ja" if source in ("nippo", "shimbun") else "en", seen,
        published if exact else f"{published}T00:00:00Z", published[:10], published, "second" if exact else "day", "text",
        (("guid", str(number)),), RevisionRow(seen, f"hash-{number}", title=title, summary=summary), (link,),
    )  # fmt: skip


def _items(store, new: list[NewItem]) -> dict[str, int]:
    by_source: dict[str, list[NewItem]] = {}
    for one in new:
        by_source.setdefault(one.url.split("//")[1].split(".")[0], []).append(one)
    written = save_polls(store, [PollWrite(PollRow(source, NOW, "changed"), new=tuple(some)) for source, some in by_source.items()])
    return {key: number for one in written for key, number in one.new_ids.items()}


def _opened(talks: list[int], big: list[int], store) -> EventsWrite:
    revisions = dict(store.conn.execute("SELECT item_id, revision_id FROM links").fetchall())
    event = EventRow(
        TALKS, ANCHOR, "watched", "2026-10-07", "negotiation", "reported", "2026-10-07T13:00:00Z", timezone="America/New_York",
        date_washington="2026-10-07", date_tokyo="2026-10-08", title_en=FIRST_TITLE, title_ja="ワシントンで関税協議が始まる",
        topics=("autos",), actor_ids=("person.akazawa", "person.bessent"), actors=("Ryosei Akazawa", "Scott Bessent"),
    )  # fmt: skip
    joined = replace(event, id=JOINED, title_en="Bessent speaks of talks", title_ja=None)
    large = replace(
        event, id=BIG, date="2026-10-05", date_washington="2026-10-05", date_tokyo="2026-10-05", status="confirmed",
        known_from="2026-10-05T09:00:00Z", title_en="Tariffs are talked of everywhere", title_ja="各紙が関税を論じる",
    )  # fmt: skip
    why = '[{"fact":"person","values":["person.akazawa"],"weight":2.5}]'
    joins = [EventItemRow(TALKS, one, ANCHOR, revisions[one], 0.9, why, "event-9", "2026-10-07T14:10:00Z") for one in talks]
    joins += [EventItemRow(BIG, one, ANCHOR, revisions[one], 0.9, why, "event-9", "2026-10-05T09:30:00Z") for one in big]
    opened = (HistoryRow(TALKS, "2026-10-07T14:10:00Z", "status", None, "reported", "opened"),)
    return EventsWrite(ANCHOR, upserts=(event, joined, large), joins=tuple(joins), history=opened)


def _retold() -> EventsWrite:
    """What a later day made of both: a status, another title, and a merge by the program."""
    event = EventRow(
        TALKS, ANCHOR, "watched", "2026-10-07", "negotiation", "confirmed", "2026-10-07T13:00:00Z", timezone="America/New_York",
        date_washington="2026-10-07", date_tokyo="2026-10-08", title_en=LATER_TITLE, title_ja="自動車の関税引き下げで協議が終了",
        topics=("autos",), actor_ids=("person.akazawa", "person.bessent"), actors=("Ryosei Akazawa", "Scott Bessent"),
    )  # fmt: skip
    gone = replace(event, id=JOINED, status="merged", merged_into=TALKS, title_en="Bessent speaks of talks", title_ja=None)
    why, at = "its items report this event", "2026-10-08T15:00:00Z"
    history = (
        HistoryRow(TALKS, "2026-10-08T15:00:00Z", "status", "reported", "confirmed", ""),
        HistoryRow(TALKS, "2026-10-09T04:00:00Z", "title_en", FIRST_TITLE, LATER_TITLE, ""),
        HistoryRow(TALKS, "2026-10-09T04:00:00Z", "title_ja", "ワシントンで関税協議が始まる", "自動車の関税引き下げで協議が終了", ""),
        HistoryRow(TALKS, "2026-10-09T07:00:00Z", "split", None, BIG, "A. Editor: it is about the newspapers"),
        HistoryRow(JOINED, at, "status", "reported", "merged", why),
        HistoryRow(JOINED, at, "merged_into", None, TALKS, why),
    )
    return EventsWrite(ANCHOR, upserts=(event, gone), history=history)
