"""Real pages of outlets: their main text against what people marked as it, and the same text out when only the furniture changes."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from lxml import etree, html

from feeds.parse import parse
from feeds.types import Entry, Response, Source

# What pages put around their articles, with a number that changes from look to look.
FURNITURE = [
    "<aside class='ad'>Buy now, {n} left</aside>",
    "<div class='related'><h3>Related</h3><ul><li><a href='/{n}'>A story, number {n} of its kind, on other things</a></li></ul></div>",
    "<p class='views'>{n} views</p>",
    "<div class='most-read'><ol><li><a href='/a{n}'>A much read story {n}</a></li><li><a href='/b{n}'>One more of {n}</a></li></ol></div>",
    "<div class='comments'><p>{n} comments</p><p>I think that this is a thing to talk about at some length, said reader {n}.</p></div>",
    "<div class='promo'><a href='/x'><p>Our guide to {n} things that you can buy this week, chosen by our editors for you.</p></a></div>",
]
FLOOR_EACH, FLOOR_MEAN = 0.9, 0.95


@pytest.fixture(scope="module")
def pages(shared):
    folder = shared / "corpora/html"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return [((folder / one["file"]).read_bytes(), one["expected"]) for one in manifest]


def read(body: bytes, url: str = "https://www.example.org/news/1") -> Entry:
    (entry,) = parse(Response(url, url, 200, {"content-type": "text/html"}, body), Source("x", url), origin="article").entries
    return entry


def shared_words(found: str, expected: str) -> float:
    """F1 of words, counted as often as they stand there."""
    first, second = (Counter(re.findall(r"\w+", text)) for text in (found, expected))
    return 2 * (first & second).total() / (first.total() + second.total())


def with_furniture(page: bytes, piece: str, place: int) -> bytes:
    """The page with a piece at the body's beginning, its end, or beside the article."""
    tree = html.document_fromstring(page.decode("utf-8", "replace"))
    body, added = tree.find("body"), html.fragment_fromstring(piece)
    if place == 2 and (heading := next(tree.iter("h1"), None)) is not None:
        top = heading
        while top.getparent() is not body:
            top = top.getparent()
        top.append(added)
    else:
        body.insert(0 if place == 0 else len(body), added)
    return etree.tostring(tree, method="html", encoding="utf-8")


def test_main_texts_are_what_people_marked_as_them(pages):
    scores = [shared_words(read(body, said["url"]).body, said["articleBody"]) for body, said in pages if "articleBody" in said]
    assert len(scores) >= 5
    assert min(scores) >= FLOOR_EACH and sum(scores) / len(scores) >= FLOOR_MEAN, scores


def test_first_and_last_sentences_are_never_lost(pages):
    for body, said in pages:
        if "articleBody" in said:
            words = said["articleBody"].split()
            text = " ".join(read(body, said["url"]).body.split())
            assert " ".join(words[:12]) in text and (" ".join(words[-12:-4]) in text), said["url"]


def test_titles_authors_dates_and_languages_are_what_the_pages_state(pages):
    for body, said in pages:
        entry = read(body)
        assert entry.title == said.get("title", entry.title)
        if said.get("byline") and entry.author:
            assert entry.author in said["byline"]
        if said.get("publishedTime"):
            assert entry.published.raw == said["publishedTime"]
        assert entry.lang == ("" if "autoracing.com.br" in said.get("url", "") else "en")  # Portuguese, and its page doesn't say so


@pytest.mark.parametrize("place", [0, 1, 2], ids=["begin", "end", "beside"])
def test_trap_19_furniture_that_comes_goes_and_counts_leaves_the_text_as_it_is(pages, place):
    for body, _ in pages:
        plain = read(with_furniture(body, "<p></p>", 0)).body
        for piece in FURNITURE:
            assert read(with_furniture(body, piece.format(n=12_345), place)).body == plain, piece


def test_no_page_that_can_be_read_whole_is_taken_for_a_teaser(pages):
    assert all(len(read(body).body) > 1_000 for body, _ in pages)
