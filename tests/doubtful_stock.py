"""A database whose items and events are in doubt: for `/review`, and for who tells an event independently and first."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from publish_stock import ANCHOR, FIRST_ROUND, NOW, baseline_database

from db.records import EventItemRow, EventRow, EventsWrite, EvidenceRow, LinkRow, NewItem, PollRow, PollWrite, RevisionRow, SourceRow
from db.store.connect import open_store
from db.store.events import save_events
from db.store.polls import save_polls
from db.store.search_index import index_queue
from db.store.sources import sync_catalogue

WIRE = "2026-10-08-r-00000001"
"""Reported: three items of two outlets, two of which carry one agency's text."""
SAME_DAY = "2026-10-07-r-00000002"
"""Confirmed: two houses on one day, and a preview of the day before."""
ALONE = "2026-10-06-r-00000003"
"""Reported: opened by one item, for which the first round was the nearest known event."""

SOURCES = (
    SourceRow("kyodo", "https://kyodo.test/rss", title="Kyodo News", publisher="Kyodo", publisher_family="Kyodo", lang="en"),
    SourceRow("times", "https://times.test/rss", title="The Times", publisher="Times", publisher_family="Times Group", lang="en"),
    SourceRow("nippo", "https://nippo.test/rss", title="Nippo", title_ja="日報", publisher="日報", publisher_family="", lang="ja"),
)  # fmt: skip

TALKS = "Japan's Akazawa meets U.S. Treasury's Bessent for tariff talks in Washington"
STORY = (
    "Japan's top tariff negotiator Ryosei Akazawa met Treasury Secretary Scott Bessent in Washington on Thursday and the two agreed to "
    "keep working on the order that lowers the auto tariff to 15 percent, officials said."
)


def doubtful_database(folder: Path) -> Path:
    """A copy of the database, to read or to decide on."""
    return Path(shutil.copy(_made(), folder / "tracker.db"))


@cache
def _made() -> Path:
    path = baseline_database(Path(mkdtemp()))
    items = {
        "kyodo": (
            told(1, "kyodo", TALKS, f"{STORY} (Kyodo)", "2026-10-08T01:00:00Z"),
            told(2, "kyodo", "Bessent, Akazawa meet ahead of order", "They will meet on Wednesday.", "2026-10-06"),
        ),
        "times": (
            told(3, "times", TALKS, f"{STORY} Kyodo", "2026-10-08T03:00:00Z"),
            told(4, "times", "Akazawa sees Bessent on tariff order", "The two will go on.", "2026-10-08T04:00:00Z"),
            told(5, "times", "Order on car tariff signed", "Signed on Wednesday.", "2026-10-07"),
            told(6, "times", "Toyota chief sees no quick end to U.S. tariffs", "He spoke in Nagoya.", "2026-10-05", score=0.62),
            told(7, "times", "Bessent visits Tokyo bookshop", "He bought three novels.", "2026-10-04", score=0.31),
            told(8, "times", "Council hears plan for a <b>bus</b> line", "No tariff there.", "2026-10-04", score=0.02),
        ),
        "nippo": (
            told(9, "nippo", "自動車関税の大統領令に署名", "トランプ大統領が署名した。", "2026-10-07"),
            told(10, "nippo", "赤沢氏、訪米を検討か", "関係者が明らかにした。", "2026-10-06"),
            told(11, "nippo", "関税の影響を探る", "各社の見方。", "2026-10-03", score=0.44),
        ),
    }
    with open_store(path) as store:
        sync_catalogue(store, SOURCES)
        written = save_polls(store, [PollWrite(PollRow(source, NOW, "changed"), new=new) for source, new in items.items()])
        ids = {int(key.partition(":")[2]): number for one in written for key, number in one.new_ids.items()}
        assert sorted(ids) == list(range(1, 12)) and all(key == number for key, number in ids.items())
        save_events(store, _events(dict(store.conn.execute("SELECT item_id, revision_id FROM links").fetchall())))
        store.conn.execute("UPDATE links SET event_pending = 0")
        while index_queue(store):
            pass
    return path


def told(number: int, source: str, title: str, summary: str, at: str, score: float = 0.97) -> NewItem:
    """An item with its link, whose first word is the reason. at: a day, or an instant. score: linked from 0.5 on."""
    url, exact, linked = f"https://{source}.test/{number}", len(at) > 10, score >= 0.5
    word = title.split()[0]
    link = LinkRow(
        ANCHOR, linked, score, "negotiation" if linked else None, ("autos",) if linked else (), "link-9", NOW,
        (EvidenceRow(0, "bias", -2.0), EvidenceRow(1, "levy + home", 2.5, word, "title", 0, len(word)), EvidenceRow(2, "date", -0.9)),
    )  # fmt: skip
    return NewItem(
        f"guid:{number}", str(number), url, url, url.partition("//")[2], title, "ja" if source == "nippo" else "en", "2026-10-09T03:00:00Z",
        at if exact else f"{at}T00:00:00Z", at[:10], at, "second" if exact else "day", "text", (("guid", str(number)),),
        RevisionRow("2026-10-09T03:00:00Z", f"hash-{number}", title=title, summary=summary), (link,),
    )  # fmt: skip


def _events(revisions: dict[int, int]) -> EventsWrite:
    def join(event: str, item: int, score: float, *grounds: tuple[str, float, list[str]]) -> EventItemRow:
        why = json.dumps([{"fact": fact, "values": values, "weight": weight} for fact, weight, values in grounds], separators=(",", ":"))
        return EventItemRow(event, item, ANCHOR, revisions[item], score, why, "event-9", NOW)

    opened, person = ("opened", 0.0, []), ("person", 1.9, ["person.akazawa", "person.bessent"])
    event = EventRow(
        WIRE, ANCHOR, "watched", "2026-10-08", "negotiation", "reported", "2026-10-08T01:00:00Z", timezone="America/New_York",
        date_washington="2026-10-08", date_tokyo="2026-10-09", title_en=TALKS,
    )  # fmt: skip
    signed = EventRow(
        SAME_DAY, ANCHOR, "watched", "2026-10-07", "measure", "confirmed", "2026-10-07T00:00:00Z", timezone="America/New_York",
        title_en="Order on car tariff signed", title_ja="自動車関税の大統領令に署名",
    )  # fmt: skip
    alone = EventRow(
        ALONE, ANCHOR, "watched", "2026-10-06", "negotiation", "reported", "2026-10-06T00:00:00Z", title_ja="赤沢氏、訪米を検討か",
    )  # fmt: skip
    return EventsWrite(
        ANCHOR,
        upserts=(event, signed, alone),
        joins=(
            join(WIRE, 1, 0.97, opened),
            join(WIRE, 3, 0.99, ("words", 4.0, []), person),
            join(WIRE, 4, 0.57, person, ("day", -1.2, ["day_missed"])),
            join(SAME_DAY, 5, 0.97, opened),
            join(SAME_DAY, 9, 0.88, ("act", 2.0, ["act.signs"])),
            join(SAME_DAY, 2, 0.71, ("day", 0.9, ["days_before_1"]), ("preview", 0.0, [])),
            join(ALONE, 10, 0.97, opened, ("not", -0.2, [FIRST_ROUND]), ("not", -3.0, ["2000-01-01-gone"])),
        ),
    )
