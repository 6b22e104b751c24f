"""Laws of replaying: whatever a feed says from look to look, and wherever a poll is cut off, each text that differs is one revision."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polled_tracker import START, Tracker
from replayed import carry_out, reading_only

from db.queries.sources import source
from db.store.connect import Store, open_store
from feeds.normalise.hashing import content_hash
from feeds.types import Response
from tracker.diff.noise import COSMETIC_IN_A_ROW
from tracker.errands import SourceErrand
from tracker.outcome import attempt

Change = tuple[str, str, str]
"""Of what kind, and from which rate to which."""
ADDRESS = "https://news.example/feed"
RATES = {"A": "15", "B": "24", "C": "10"}
TITLE = "Talks go on"
STORIES = 3
BY = reading_only()


@dataclass(frozen=True)
class Look:
    """What a feed says at one look, and what becomes of the poll.

    texts: of each story, None where it is not listed. again: stories that are listed once more, with what is said there. order: of the
    stories. noise: of a counter, None without one. fate: `stored`, `lost` between retrieving and storing, or `torn` within the transaction.
    """

    texts: tuple[str | None, ...]
    again: tuple[tuple[int, str], ...] = ()
    order: tuple[int, ...] = tuple(range(STORIES))
    noise: int | None = None
    fate: str = "stored"

    def listed(self, names: str) -> list[tuple[int, str]]:
        """The entries: story and text. names: how they are called, see `GUIDS`; those whose guids rotate are listed once."""
        once = [(story, text) for story in self.order if (text := self.texts[story])]
        return [*once, *(self.again if names != "rotating" else ())]

    def says(self, story: int, names: str) -> str | None:
        """What the document says of a story. Of two texts of one day either may count, but always the same."""
        said = {text for one, text in self.listed(names) if one == story}
        return max(said, key=lambda text: content_hash(TITLE, " ".join(self._lines(text)), "", ""), default=None)

    def document(self, number: int, names: str) -> bytes:
        """The feed as RSS. number: of the look."""
        items = "".join(self._item(story, text, GUIDS[names].format(story, number)) for story, text in self.listed(names))
        return f"<rss version='2.0'><channel><title>Look</title>{items}</channel></rss>".encode()

    def _item(self, story: int, text: str, guid: str) -> str:
        said = "".join(f"&lt;p&gt;{line}&lt;/p&gt;" for line in self._lines(text))
        link = f"https://news.example/{story}.html"
        return f"<item>{guid}<link>{link}</link><title>{TITLE}</title><description>{said}</description></item>"

    def _lines(self, text: str) -> list[str]:
        views = [] if self.noise is None else [f"Page views: {30_000 + 7 * self.noise}"]
        return [f"The duty on cars is {RATES[text]}%.", *views]


GUIDS = {
    "steady": "<guid>story-{0}</guid>",
    "counted": "<guid>https://news.example/{0}.html#{1}</guid>",
    "rotating": "<guid>{1}-{0}</guid>",
    "none": "",
}


@dataclass
class Model:
    """What must come out: the texts of each story, each only where it differs from the one before."""

    told: list[list[str]] = field(default_factory=lambda: [[] for _ in range(STORIES)])

    def see(self, look: Look, names: str) -> None:
        for story, told in enumerate(self.told):
            text = look.says(story, names)
            if text is not None and text != (told[-1] if told else None):
                told.append(text)

    def changes(self) -> list[list[Change]]:
        """What must be told of each story, in order."""
        steps = ([(told[: at + 1], text) for at, text in enumerate(told[1:])] for told in self.told)
        return [
            [("reverted" if text in past else "edited", f"{RATES[past[-1]]}%", f"{RATES[text]}%") for past, text in of_one]
            for of_one in steps
        ]


def see(store: Store, look: Look, number: int, names: str) -> None:
    """One poll, answered with what a look says, that gets as far as it gets."""
    errand = SourceErrand(attempt(source(store.conn, "feed"), START + timedelta(hours=number)))
    response = Response(ADDRESS, ADDRESS, 200, {"content-type": "application/rss+xml"}, look.document(number, names))
    carry_out(store, errand, BY, response, look.fate)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a feed that nobody has looked at."""
    tracker = Tracker(tmp_path_factory.mktemp("fresh"))
    tracker.add_feed("feed", ADDRESS, lang="en")
    return tracker.config.db


@pytest.fixture(scope="module")
def learned(fresh: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One in which the counter of each story is known for what it is."""
    path = shutil.copy(fresh, tmp_path_factory.mktemp("learned") / "tracker.db")
    with open_store(path) as store:
        for number in range(COSMETIC_IN_A_ROW + 1):
            see(store, Look(("A",) * STORIES, noise=number), number, "steady")
        assert store.conn.execute("SELECT count(*) FROM items WHERE noise IS NOT NULL").fetchone()[0] == STORIES
        store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@contextmanager
def copied(path: Path) -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(shutil.copy(path, folder))) as store:
        yield store


TEXT = st.sampled_from([None, *RATES])
AGAIN = st.lists(st.tuples(st.integers(0, STORIES - 1), st.sampled_from(list(RATES))), max_size=2).map(tuple)
LOOK = st.builds(
    Look, texts=st.tuples(TEXT, TEXT, TEXT), again=AGAIN, order=st.permutations(range(STORIES)).map(tuple),
    fate=st.sampled_from(["stored", "stored", "stored", "lost", "torn"]),
)  # fmt: skip
LOOKS = st.lists(LOOK, max_size=12)
NAMES = st.sampled_from(list(GUIDS))


def revisions(store: Store) -> list[list[str]]:
    """What is stored of each story, in order."""
    sql = "SELECT r.summary FROM revisions r JOIN items i ON i.id = r.item_id WHERE i.canonical_url LIKE ? ORDER BY r.seq"
    texts = ([str(row[0]) for row in store.conn.execute(sql, (f"%/{story}.html",))] for story in range(STORIES))
    return [[letter for text in of_one for letter, rate in RATES.items() if f"{rate}%" in text] for of_one in texts]


def changes(store: Store) -> list[list[Change]]:
    """What is told of each story, in order."""
    sql = (
        "SELECT c.kind, c.reasons FROM changes c JOIN items i ON i.id = c.item_id WHERE i.canonical_url LIKE ? AND c.material ORDER BY c.id"
    )
    rows = ([(kind, json.loads(reasons)[0]) for kind, reasons in store.conn.execute(sql, (f"%/{story}.html",))] for story in range(STORIES))
    return [[(kind, reason["before"], reason["after"]) for kind, reason in of_one] for of_one in rows]


def sound(store: Store) -> None:
    """Nothing is there twice, nothing is missing that another row names, and all bytes are there."""
    for sql in (
        "SELECT canonical_url FROM items WHERE source_id = 'feed' GROUP BY 1 HAVING count(*) > 1",
        "SELECT item_id FROM revisions GROUP BY 1 HAVING count(*) <> max(seq)",
        "SELECT r.id FROM revisions r LEFT JOIN snapshots s ON s.sha256 = r.snapshot WHERE s.body IS NULL",
        "SELECT c.id FROM changes c JOIN revisions b ON b.id = c.to_revision JOIN revisions a ON a.id = c.from_revision"
        " WHERE a.item_id <> b.item_id OR a.seq <> b.seq - 1 ",
        "PRAGMA foreign_key_check",
    ):
        assert store.conn.execute(sql).fetchall() == [], sql


@settings(max_examples=40, deadline=None)
@given(LOOKS, NAMES)
def test_each_text_that_differs_from_the_last_one_stored_is_one_revision(fresh: Path, looks: list[Look], names: str) -> None:
    model = Model()
    with copied(fresh) as store:
        for number, look in enumerate(looks):
            see(store, look, number, names)
            if look.fate == "stored":
                model.see(look, names)
        assert (revisions(store), changes(store)) == (model.told, model.changes())
        sound(store)


@settings(max_examples=40, deadline=None)
@given(LOOKS, NAMES, st.lists(st.integers(100, 999), min_size=12, max_size=12))
def test_and_so_it_is_through_a_learned_mask(learned: Path, looks: list[Look], names: str, noise: list[int]) -> None:
    begun = COSMETIC_IN_A_ROW + 1
    model = Model([["A"] for _ in range(STORIES)])
    with copied(learned) as store:
        for number, look in enumerate(looks, start=begun):
            moved = replace(look, noise=noise[number - begun])
            see(store, moved, number, names)
            if look.fate == "stored":
                model.see(moved, names)
        assert [texts[begun - 1 :] for texts in revisions(store)] == model.told
        assert changes(store) == model.changes()
        sound(store)
