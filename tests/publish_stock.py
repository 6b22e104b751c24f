"""Databases and servers for the tests of the pages: the baseline alone, and with sources, items and events of our own writing."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

import httpx

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
from db.release import Release
from db.store.baseline import load_baseline
from db.store.connect import Store, open_store
from db.store.events import save_events
from db.store.migrate import migrate
from db.store.moment import set_moment
from db.store.polls import save_polls
from db.store.search_index import index_queue
from db.store.sources import sync_catalogue
from tracker.anchor import baseline, load_packs
from tracker.instants import days_at, instant_of
from tracker.pack import Pack
from tracker.publish.app import make_datasette

T = TypeVar("T")

NOW = "2026-10-10T12:00:00Z"
ANCHOR = "us-japan-2025-04-16"
FIRST_ROUND = "2025-04-16-akazawa-trump-first-round"
OPENED = "2026-10-09-r-0123abcd"
MERGED = "2026-10-09-r-89abcdef"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"

SOURCES = (
    SourceRow("ministry", "https://ministry.test/feed", title="Ministry of Tests", title_ja="試験省", publisher="試験省",
              publisher_family="試験省", lang="ja", tier="official", profile="official", terms="Free to use with attribution."),
    SourceRow("paper", "https://paper.test/rss", title="The Paper", publisher="Paper Co.", publisher_family="Paper Group", country="US",
              lang="en", tier="press", terms="Personal reading only."),
    SourceRow("hostile", "javascript:alert(3)", title=f'Evil "{SCRIPT}', publisher=SCRIPT, publisher_family=SCRIPT, lang="en", tier="press",
              terms=SCRIPT, homepage="javascript:alert(4)"),
    SourceRow("quiet", "https://quiet.test/rss", title="The Quiet", lang="en", tier="press", enabled=False, off_reason="frozen since June"),
)  # fmt: skip


@cache
def pack() -> Pack:
    """The pack that ships with the program."""
    return load_packs()[0]


@cache
def _made(filled: bool) -> Path:
    path = Path(mkdtemp()) / "tracker.db"
    with open_store(path, create=True) as store:
        migrate(store, NOW)
        load_baseline(store, baseline(pack()), NOW, Release(schema="1", pack="p 1", linker="l-1", catalogue="c1"))
        set_moment(store, NOW, *days_at(instant_of(NOW)))
        if filled:
            _fill(store)
        while index_queue(store):
            pass
    return path


def baseline_database(folder: Path) -> Path:
    """A database with the baseline and nothing else."""
    return Path(shutil.copy(_made(False), folder / "tracker.db"))


def filled_database(folder: Path) -> Path:
    """A database with sources, linked items in both languages, an opened and a merged event, a revision, and hostile texts."""
    return Path(shutil.copy(_made(True), folder / "tracker.db"))


def get(database: Path, *paths: str, **options: object) -> list[httpx.Response]:
    """The answers of one server to some addresses, in order."""
    return using(database, lambda client: _each(client, paths, options))


def page(database: Path, path: str, lang: str = "en") -> str:
    """One page's markup, in a language, which must be there."""
    (response,) = get(database, path, headers={"accept-language": lang})
    assert response.status_code == 200, (response.status_code, response.text[-2000:])
    return response.text


def using(database: Path, work: Callable[[object], Awaitable[T]]) -> T:
    """Run some requests against a Datasette over a database: `work` is given its client."""

    async def run() -> T:
        ds = make_datasette(database, (pack(),), lambda: instant_of(NOW))
        await ds.invoke_startup()
        try:
            return await work(ds.client)
        finally:
            ds.executor.shutdown()
            for one in ds.databases.values():
                one.close()

    return asyncio.run(run())


async def _each(client: object, paths: tuple[str, ...], options: dict[str, object]) -> list[httpx.Response]:
    return [await client.get(path, **options) for path in paths]


def item(number: int, source: str, title: str, lang: str, **more: object) -> NewItem:
    """A linked item with one revision, whose title's first word is the reason."""
    summary = str(more.pop("summary", ""))
    url = str(more.pop("url", f"https://{source}.test/{number}"))
    word = title[:2]
    link = LinkRow(
        ANCHOR, True, 0.93, "measure", ("autos",), "link-9", NOW,
        (EvidenceRow(0, "bias", -1.0), EvidenceRow(1, "tariff_home", 3.5, word, "title", 0, len(word)),
         EvidenceRow(2, "tier", 0.0866)),
    )  # fmt: skip
    return NewItem(
        f"guid:{number}", str(number), url, url, url.partition("//")[2], title, lang, "2026-10-09T03:00:00Z", "2026-10-09T02:30:00Z",
        "2026-10-09", "Fri, 09 Oct 2026 11:30:00 +0900", "second", "text", (("guid", str(number)),),
        RevisionRow("2026-10-09T03:00:00Z", f"hash-{number}", title=title, summary=summary), (link,), **more,
    )  # fmt: skip


def _fill(store: Store) -> None:
    sync_catalogue(store, SOURCES)
    polls = (
        ("ministry", (item(1, "ministry", "関税率を15％に引き下げ", "ja", summary="自動車の関税を引き下げる。\n詳細は別紙。"),)),
        ("paper", (item(2, "paper", "Tariff on cars cut to 15%", "en"), item(3, "paper", "Tariff refund", "en"))),
        ("hostile", (item(4, "hostile", f"{SCRIPT} tariff", "en", url="javascript:alert(5)", summary=f"{SCRIPT} & more"),)),
    )
    written = save_polls(store, [PollWrite(PollRow(source, NOW, "changed"), new=new) for source, new in polls])
    ids = {key: number for one in written for key, number in one.new_ids.items()}
    first = ids["guid:1"]
    change = ChangeRow("2026-10-09T06:00:00Z", "edited", True, summary_en="The rate was changed.", summary_ja="税率が書き換えられた。")
    revised = RevisionRow("2026-10-09T06:00:00Z", "hash-1b", title="関税率を12.5％に引き下げ")
    new = item(1, "ministry", "関税率を12.5％に引き下げ", "ja")
    step = ItemStep(first, revised, change, new.links, title="関税率を12.5％に引き下げ")
    save_polls(store, [PollWrite(PollRow("ministry", NOW, "changed"), steps=(step,))])
    _events(store, [ids[f"guid:{number}"] for number in (1, 2, 4)])


def _events(store: Store, members: list[int]) -> None:
    opened = EventRow(
        OPENED, ANCHOR, "watched", "2026-10-09", "measure", "confirmed", "2026-10-09T02:30:00Z", timezone="Asia/Tokyo",
        date_washington="2026-10-08", date_tokyo="2026-10-09", title_ja="関税率を引き下げ", topics=("autos",),
        actor_ids=("person.akazawa",), actors=("Ryosei Akazawa",), products=("autos",),
    )  # fmt: skip
    merged = replace(opened, id=MERGED, status="merged", merged_into=OPENED, title_ja=SCRIPT)
    revisions = dict(store.conn.execute("SELECT item_id, revision_id FROM links").fetchall())
    grounds = '[{"fact":"person","values":["person.akazawa"],"weight":2.5},{"fact":"topic","values":["autos"],"weight":-0.3}]'
    joins = tuple(EventItemRow(OPENED, number, ANCHOR, revisions[number], 0.9, grounds, "event-9", NOW) for number in members)
    history = (
        HistoryRow(OPENED, "2026-10-09T03:00:00Z", "status", None, "reported", "opened"),
        HistoryRow(OPENED, "2026-10-09T05:00:00Z", "status", "reported", "confirmed", "two independent outlets"),
    )
    save_events(store, EventsWrite(ANCHOR, upserts=(opened, merged), joins=joins, history=history))
