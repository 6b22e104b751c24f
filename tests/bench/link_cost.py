"""CPU time of linking against feedparser's on the same feeds: of entries about the story, of everyday ones, and of both mixed.

Run it with `./run.sh bench link_cost`. Texts are those written for the fit (`tests/eval/data`), cut or joined to about 400 characters.
Both are measured in turn in one process; the best of some rounds counts.
"""

from __future__ import annotations

import html
import time
from pathlib import Path

import feedparser

from tracker.anchor import load_packs
from tracker.linker import linker_of
from tracker.types import Subject

DATA = Path(__file__).resolve().parents[1] / "eval" / "data"
ENTRIES, FEEDS, ROUNDS, LENGTH = 30, 20, 5, 400


def run(feeds: int = FEEDS) -> dict:
    """Microseconds an entry for feedparser and for linking, and their ratio, for three mixtures of entries."""
    linker = linker_of(load_packs()[0])
    about, other = texts("written_en.txt"), texts("written_ja.txt")
    story = [text for pair in zip(about[True], other[True], strict=False) for text in pair]
    everyday = [text for pair in zip(about[False], other[False], strict=False) for text in pair]
    mixed = [story[n // 2] if n % 10 == 0 else everyday[n % len(everyday)] for n in range(len(everyday))]
    return {name: compared(linker, some, feeds) for name, some in (("story", story), ("everyday", everyday), ("one_in_ten", mixed))}


def texts(name: str) -> dict[bool, list[tuple[str, str]]]:
    """(title, summary of about 400 characters) of the written examples, by whether they belong."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    rows = [[part.strip() for part in line.split("|")] for line in lines if line.count("|") == 4 and not line.startswith("#")]
    split: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
    for _, relation, _, title, lead in rows:
        split[relation != "-"].append((title, lead))
    for some in split.values():
        leads = [lead for _, lead in some]
        for at, (title, lead) in enumerate(some):
            more = at
            while len(lead) < LENGTH:
                more = (more + 1) % len(leads)
                lead = f"{lead} {leads[more]}"
            some[at] = (title, lead[:LENGTH])
    return split


def compared(linker, some: list[tuple[str, str]], feeds: int) -> dict:
    """Both costs on feeds of 30 entries."""
    groups = [[some[(feed * ENTRIES + n) % len(some)] for n in range(ENTRIES)] for feed in range(feeds)]
    documents = [document(group) for group in groups]
    subjects = [Subject(f"{n}", title, lead, published_date="2025-07-23") for group in groups for n, (title, lead) in enumerate(group)]
    parse = link = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for bytes_ in documents:
            feedparser.parse(bytes_)
        middle = time.process_time()
        for subject in subjects:
            linker.link(subject)
        parse, link = min(parse, middle - start), min(link, time.process_time() - middle)
    entries = len(subjects) / 1e6
    return {"feedparser_us": round(parse / entries), "link_us": round(link / entries), "ratio": round(link / parse, 3)}


def document(group: list[tuple[str, str]]) -> bytes:
    """An RSS document in the form that papers use: every second summary is HTML."""
    items = "".join(
        f"<item><title>{html.escape(title)}</title><link>https://example.org/{n}</link><guid>https://example.org/{n}</guid>"
        f"<pubDate>Wed, 23 Jul 2025 0{n % 10}:00:00 +0900</pubDate>"
        f"<description>{html.escape(f'<p>{lead}</p>' if n % 2 else lead)}</description></item>"
        for n, (title, lead) in enumerate(group)
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()
