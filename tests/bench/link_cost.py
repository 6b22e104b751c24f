"""CPU time of linking against feedparser's on the same feeds: the story's entries, its neighbours, everyday ones, and mixtures.

Run it with `./run.sh bench link_cost`. Texts of the story and its neighbours (tariffs elsewhere, the same persons) are those written for
the fit (`tests/eval/data`), joined to about 400 characters; so are everyday ones, below. A general feed has one entry of the story in
twenty, as the cold poll's feeds do; a paper's business section has of 30 entries three of the story,
three neighbours and 24 others. Both costs are measured in turn in one process; the best of some rounds counts.
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
EVERYDAY = (
    ("Rain expected across the region through Sunday", "Forecasters said a slow front will bring steady showers to the coast and hills."),
    ("City council approves new bus lanes on two main roads", "Work starts in spring and should take five months, the mayor said."),
    ("Local bakery wins national bread prize", "Judges praised the crust of a sourdough loaf that takes three days to make."),
    ("Museum shows 200 photographs of harbour life", "The exhibition opens on Friday and runs until the end of the school holidays."),
    ("Home side comes back to draw in the last minute", "A header from a corner saved a point for the hosts after a poor first half."),
    ("Hospital opens ward for young patients", "Doctors hope that brighter rooms and longer visiting hours will help recovery."),
    ("あすは広い範囲で雨 西日本は雷に注意", "前線が近づき、午後は風も強まる見込みで、気象台が早めの帰宅を呼びかけている。"),
    ("市立図書館、夜9時まで開館へ", "利用者の要望に応え、来春から平日の閉館時間を2時間遅らせる方針を決めた。"),
    ("高校生が商店街で朝市 野菜や焼き菓子を販売", "農業科の生徒が育てた白菜や大根が並び、開店前から列ができた。"),
    ("延長戦制し初の決勝へ 県大会", "九回に追いついた後、十一回に主将の適時打で勝ち越した。"),
    ("水族館でペンギンのひな誕生", "体長は約10センチで、親鳥が交代で温めている。名前は来月公募する。"),
    ("古民家を改修した宿が開業 囲炉裏を囲む夕食が人気", "移住した夫婦が3年かけて手入れし、地元の食材を使った料理でもてなす。"),
)


def run(feeds: int = FEEDS) -> dict:
    """Microseconds an entry for feedparser and for linking, and their ratio, for each mixture of entries."""
    linker = linker_of(load_packs()[0])
    about, other = texts("written_en.txt"), texts("written_ja.txt")
    story = [text for pair in zip(about[True], other[True], strict=False) for text in pair]
    near = [text for pair in zip(about[False], other[False], strict=False) for text in pair]
    days = everyday()
    paper = [(story, near, days)[(n % 10 > 0) + (n % 10 > 1)][n] for n in range(min(len(story), len(near), len(days)))]
    general = [story[n] if n % 20 == 0 else days[n % len(days)] for n in range(len(story))]
    mixtures = {"story": story, "near": near, "everyday": days, "general": general, "paper": paper}
    return {name: compared(linker, some, feeds) for name, some in mixtures.items()}


def everyday() -> list[tuple[str, str]]:
    """Everyday entries, each with another summary."""
    return [
        (title, " ".join(EVERYDAY[(at * 5 + n * 7) % len(EVERYDAY)][1] for n in range(12))[:LENGTH])
        for at in range(40)
        for title, _ in (EVERYDAY[at % len(EVERYDAY)],)
    ]


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
