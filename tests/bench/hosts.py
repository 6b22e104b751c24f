"""A process that serves made-up feeds or pages, each on its own loopback address, over any number of polls, between which they may change.

Stages (`set_stage`): `first`; `plain`, the same without validators; `edited`, in which one entry in twenty has another sentence, which is
in about three feeds of four; `added`, in which one feed in ten has two new entries besides and the others are as when edited. Of pages:
`first` and `plain` likewise; `around`, in which only a script and the menu differ; `edited`, in which a sentence of the text does.
Texts are of our own making: half Japanese, half with HTML, about 400 characters an entry, one in twenty about tariffs.
"""

from __future__ import annotations

import asyncio
import hashlib
import http.client
import multiprocessing
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

EN = (
    "officials said on Tuesday", "the museum opens a new wing", "heavy snow closed the mountain road", "the committee will meet again",
    "the singer begins a tour in June", "a bear was seen near the school", "a new line opens next spring", "an actor thanked her fans",
    "doctors advise more sleep", "the festival drew large crowds", "weather delayed the launch", "the team won its third game in a row",
    "police looked for witnesses", "cherry trees are in bloom", "the library lends board games", "engineers repaired the bridge",
    "investors waited for earnings", "students wrote to the mayor", "the recipe needs only four things", "the river rose overnight",
)  # fmt: skip
EN_STORY = (
    "Japan's negotiator Akazawa met Treasury Secretary Bessent on tariffs", "the 15% tariff on Japanese cars takes effect",
    "Trump said Japan would pay a 25% tariff from August", "Tokyo asked Washington to lift auto tariffs",
)  # fmt: skip
JA = (
    "美術館に新しい展示室ができた。", "新しい路線は来春に開業する。", "大雪で峠の道が閉鎖された。", "委員会は来週あらためて開かれる。",
    "大雨の影響で運転を見合わせた。", "学校の近くで熊が目撃された。", "歌手は六月から全国を回る。", "知事は会見で方針を説明した。",
    "チームは三連勝を飾った。", "研究所は観測結果を公表した。", "祭りには多くの人が集まった。", "図書館では遊具も借りられる。",
    "警察は目撃者を捜している。", "寺の桜が見頃を迎えた。", "技術者が橋を直した。", "俳優は支えに感謝した。",
    "企業の決算発表が続いている。", "生徒が市長に手紙を書いた。", "川の水位が夜のうちに上がった。", "医師は早寝を勧めている。",
)  # fmt: skip
JA_STORY = (
    "赤沢経済再生相はベッセント財務長官と関税をめぐり協議した。", "日本車への関税が15％に引き下げられた。",
    "トランプ大統領は8月から25％の関税を課すと述べた。", "政府は自動車関税の見直しを米側に求めた。",
)  # fmt: skip


EDITED, NEW_IN, NEW = 0.05, 10, 2
"""The share of entries that are edited; one feed in how many has new ones, and how many."""


@cache
def feed(number: int, entries: int, edited: int = 0, stage: str = "first") -> bytes:
    """An RSS 2.0 document. edited: how many of its entries carry another sentence than at first, in every stage."""
    dice, editor = random.Random(number), random.Random(f"{number} edits")
    japanese = number % 2 == 0
    later = stage in ("edited", "added")
    items = "".join(item(dice, number, place, japanese, place < edited or (editor.random() < EDITED and later)) for place in range(entries))
    if stage == "added" and number % NEW_IN == 0:
        items = "".join(item(dice, number, entries + place, japanese, False) for place in range(NEW)) + items
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>Feed {number}</title>"
        f"<link>http://feed{number}.example/</link><description>made up</description>{items}</channel></rss>"
    ).encode()


def item(dice: random.Random, number: int, place: int, japanese: bool, edited: bool) -> str:
    plain, story = (JA, JA_STORY) if japanese else (EN, EN_STORY)
    about = dice.random() < 0.05
    sentences = [dice.choice(plain) for _ in range(22 if japanese else 12)]
    if about:
        sentences[:2] = dice.sample(story, 2)
    text = ("" if japanese else "; ").join(sentences) + (" Updated since." if edited else "")
    if place % 2:
        text = f"&lt;p&gt;{text[:200]}&lt;/p&gt;&lt;p&gt;&lt;b&gt;{text[200:]}&lt;/b&gt; &amp;amp; more&lt;/p&gt;"
    title = f"{dice.choice(story if about else plain)} {number}-{place}"
    return (
        f"<item><title>{title}</title><link>http://feed{number}.example/{place}.html</link><guid>http://feed{number}.example/{place}</guid>"
        f"<pubDate>Wed, 16 Apr 2025 {place % 24:02d}:{number % 60:02d}:00 +0900</pubDate><description>{text}</description></item>"
    )


PARAGRAPHS, LINKS, SCRIPT = 30, 80, 400
"""Of a page: paragraphs of its text, links of its menu, lines of its scripts; 60 kB, of which 10 are the text."""


@cache
def page(number: int, stage: str = "first") -> bytes:
    """A page as a ministry's: its text in `main`, with a menu, scripts and a foot around it."""
    dice = random.Random(number)
    plain, story = (JA, JA_STORY) if number % 2 == 0 else (EN, EN_STORY)
    told = [f"<p>{' '.join(dice.choice((*plain, *story)) for _ in range(8))}.</p>" for _ in range(PARAGRAPHS)]
    if stage == "edited":
        told[PARAGRAPHS // 2] = told[PARAGRAPHS // 2].replace("</p>", f" {number % 40}% since then.</p>")
    look = 1 if stage == "around" else 0
    script = "".join(f"var v{line} = {{'id': {line * 7 + look}, 'name': 'part{line}', 'on': true}};\n" for line in range(SCRIPT))
    menu = "".join(f"<li class='nav-item'><a href='/part/{n}/'>{dice.choice(plain)[:24]} {n + look}</a></li>" for n in range(LINKS))
    return (
        f"<!DOCTYPE html><html lang='{'ja' if plain is JA else 'en'}'><head><meta charset='utf-8'><title>Page {number}</title>"
        f"<script>{script}</script></head><body><header><nav><ul>{menu}</ul></nav></header>"
        f"<main><h1>{dice.choice(story)} {number}</h1>{''.join(told)}</main><footer><ul>{menu}</ul></footer></body></html>"
    ).encode()


TYPES = {"feed": "application/rss+xml", "page": "text/html; charset=utf-8"}


class Host(asyncio.Protocol):
    """Serves `/feed/<number>/<entries>/<edited>`, and pages, at the stage that `/stage/<name>` set last; a known ETag gets a 304."""

    stage = "first"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        path = data.split(b" ", 2)[1].decode()
        close = b"\r\nConnection: close" in data
        tail = b"Connection: close\r\n\r\n" if close else b"\r\n"
        if path.startswith("/stage/"):
            Host.stage = path.removeprefix("/stage/")
            self.transport.write(b"HTTP/1.1 204 No Content\r\n\r\n")  # type: ignore[attr-defined]
            return
        if path == "/robots.txt":
            self.transport.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n" + tail)  # type: ignore[attr-defined]
            return
        _, kind, number, entries, edited = path.split("?")[0].split("/")
        body, etag = tagged(kind, int(number), int(entries), int(edited), Host.stage)
        if Host.stage == "plain":
            answer = f"HTTP/1.1 200 OK\r\nContent-Type: {TYPES[kind]}\r\nContent-Length: {len(body)}\r\n".encode() + tail + body
        elif etag.encode() in data:
            answer = f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n".encode() + tail
        else:
            head = f"HTTP/1.1 200 OK\r\nContent-Type: {TYPES[kind]}\r\nETag: {etag}\r\nContent-Length: {len(body)}\r\n"
            answer = head.encode() + tail + body
        self.transport.write(answer)  # type: ignore[attr-defined]
        if close:
            self.transport.close()


@cache
def tagged(kind: str, number: int, entries: int, edited: int, stage: str) -> tuple[bytes, str]:
    """A feed's document or a page, and its ETag."""
    body = feed(number, entries, edited, stage) if kind == "feed" else page(number, stage)
    return body, f'"{hashlib.sha256(body).hexdigest()[:12]}"'


def set_stage(port: int, name: str, feeds: int, entries: int, kind: str = "feed") -> None:
    """Let the feeds be at another stage from now on. They are made before this returns."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    paths = [f"/stage/{name}", *(f"/{kind}/{number}/{entries}/0" for number in range(feeds))]
    for path in paths:
        connection.request("GET", path)
        connection.getresponse().read()
    connection.close()


def serve(ready, feeds: int, entries: int, kind: str) -> None:
    async def forever() -> None:
        for number in range(feeds):
            tagged(kind, number, entries, 0, "first")
        server = await asyncio.get_running_loop().create_server(Host, "0.0.0.0", 0, backlog=4096)
        ready.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(forever())


@contextmanager
def hosts(feeds: int, entries: int, kind: str = "feed") -> Iterator[int]:
    """Serve while the block runs; gives the port. Feeds are made before it begins."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, feeds, entries, kind), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def address(port: int, number: int, entries: int, edited: int = 0, kind: str = "feed") -> str:
    """Of a feed or page, on a loopback address of its own."""
    return f"http://127.{1 + number // 62_500}.{number // 250 % 250}.{1 + number % 250}:{port}/{kind}/{number}/{entries}/{edited}"


def measured(way, port: int, feeds: int):
    """What `way(port, feeds, folder, told)` tells, run in a new process with a folder of its own."""
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    with tempfile.TemporaryDirectory() as folder:
        process = context.Process(target=way, args=(port, feeds, folder, theirs))
        process.start()
        theirs.close()
        result = mine.recv()
        process.join()
    return result
