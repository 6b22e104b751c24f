"""An article's page to its text; teasers, log-ins, errors and bombs are told for what they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from feeds.errors import Blocked, FeedError, NotAFeed, Paywalled, TooComplex
from feeds.parse import parse
from feeds.types import Response, Source

URL = "https://www.example.org/news/2025/04/tariffs"
SOURCE = Source("example", "https://www.example.org/rss", lang="en", tz="America/New_York")
PARAGRAPHS = [
    f"Officials of both countries met for the {word} time on Wednesday and spoke for more than an hour about duties of {rate} percent on "
    "cars, which took effect this month, according to people who were in the room and asked not to be named."
    for word, rate in (("first", 25), ("second", 24), ("third", 10))
]
JA = [
    f"日米両政府は{day}日、ワシントンで関税をめぐる{n}回目の閣僚協議を開き、自動車への追加関税の扱いについて意見を交わした。"
    for n, day in ((1, 16), (2, 17), (3, 18))
]


def article(paragraphs=PARAGRAPHS, head="", more="", url=URL, final=None, source=SOURCE):
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    page = (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Talks open - Example</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a></nav><main><article><h1>Talks open</h1>{body}</article></main>{more}<footer>About us</footer></body>"
    )
    return parse(Response(url, final or url, 200, {"content-type": "text/html"}, page.encode()), source, origin="article")


def test_the_main_text_title_author_and_dates_are_read():
    head = (
        "<link rel='canonical' href='http://evil.example/'><script type='application/ld+json'>"
        '{"@graph":[{"@type":"NewsArticle","headline":"Talks open in Washington","author":[{"name":"A. Writer"}],'
        '"datePublished":"2025-04-16T20:00:00","dateModified":"2025-04-17T01:00:00Z"}]}</script>'
    )
    document = article(head=head)
    (entry,) = document.entries
    assert all(one in entry.body for one in PARAGRAPHS) and "About us" not in entry.body and "Home" not in entry.body
    assert (entry.title, entry.summary, entry.author) == ("Talks open in Washington", "", "A. Writer")
    assert (entry.published.at, entry.updated.at) == ("2025-04-17T00:00:00Z", "2025-04-17T01:00:00Z")
    assert (entry.url, entry.lang, document.format) == (URL, "en", "article")


def test_other_advertisements_counters_and_related_links_leave_the_text_as_it_is():
    first = article(more="<aside class='ad'>Buy now</aside><div class='related'><a href='/1'>One story</a></div>")
    other = "<aside class='ad'>Sale ends soon</aside><div class='related'><a href='/2'>Another</a></div><p class='views'>1,204 views</p>"
    second = article(more=other)
    assert first.entries[0].body == second.entries[0].body


@pytest.mark.parametrize("source", [SOURCE, replace(SOURCE, item_selector="article")])
def test_footnote_marks_join_no_figure_of_an_article(source):
    marked = [one.replace(" percent", "<sup><a href='#n'>3</a></sup>%") for one in PARAGRAPHS]
    body = article(marked, source=source).entries[0].body
    assert "25% on" in body and "253" not in body


def test_a_japanese_article_is_read():
    (entry,) = article(JA).entries
    assert entry.lang == "ja" and all(one in entry.body for one in JA)


def body_of(page, url=URL):
    (entry,) = parse(Response(url, url, 200, {"content-type": "text/html; charset=utf-8"}, page.encode()), SOURCE, origin="article").entries
    return entry.body.split("\n")


@pytest.mark.parametrize(("head", "lang"), [("", "en"), ("<meta property='og:locale' content='fr_FR'>", "fr")])
def test_the_language_that_a_pages_head_states_counts(head, lang):
    text = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    page = f"<head><title>x</title>{head}</head><body><article>{text}</article></body>"
    source = Source("example", SOURCE.url)
    assert parse(Response(URL, URL, 200, {}, page.encode()), source, origin="article").entries[0].lang == lang


def test_a_ministrys_short_notice_keeps_its_lists_and_tables_and_loses_its_title_and_menus():
    page = (
        "<html lang='ja'><head><title>相談窓口を開設しました（例）</title></head><body><header><a href='/'>例</a></header>"
        "<div><p><a href='/'>ホーム</a>▶<a href='/n'>一覧</a></p></div><div id='m'><h1>相談窓口を開設しました</h1><h2>1．概要</h2>"
        "<p>米国の関税措置について、影響を受ける事業者の方のための窓口を開設しました。</p><ul><li>特別相談窓口</li></ul>"
        "<table><tr><th>品目</th><th>税率</th></tr><tr><td>自動車</td><td>25％</td></tr></table></div>"
        "<div><ul><li><a href='/a'>別のお知らせ</a></li></ul></div><footer><p>〒100-0000 東京都例区例一丁目1番</p></footer></body>"
    )
    sentence = "米国の関税措置について、影響を受ける事業者の方のための窓口を開設しました。"
    assert body_of(page) == ["1．概要", sentence, "特別相談窓口", "品目 税率", "自動車 25％"]


def test_paragraphs_that_two_line_breaks_part_are_all_read():
    first, second, third = PARAGRAPHS
    linked = first.replace("Officials", "<em><a href='/o'>Officials</a></em>")
    page = f"<h1>Talks open</h1><div>{linked}<br/> <br/><img src='x'><br>{second}<br>On one line more.<br><br> <b>{third}</b></div>"
    assert body_of(f"<html><title>Talks open</title><body>{page}</body></html>") == [first, second, "On one line more.", third]


def test_a_side_column_of_whole_paragraphs_is_no_part_of_the_article():
    guide = "<div><a href='/g'><p>Our guide to this week's best cameras, with a wide angle and more, as our editors see it.</p></a></div>"
    text = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    column = f"<div id='right'>{guide * 3}<h3>16 per cent off</h3></div>"
    page = f"<title>Talks open - X</title><body><div><div>{column}</div><div><h1>Talks open</h1>{text}</div></div></body>"
    assert body_of(page) == PARAGRAPHS


def test_a_title_that_is_repeated_is_no_line_of_the_text():
    page = f"<head><title>協議</title></head><body><article><h1>協議</h1>{''.join(f'<p>{one}</p>' for one in JA)}</article></body>"
    assert body_of(page) == JA


def test_a_selector_decides_where_it_is_set():
    source = Source("example", SOURCE.url, item_selector="#text")
    (entry,) = article(more="<div id='text'>Only this.</div>", source=source).entries
    assert entry.body == "Only this."
    assert article(source=source).empty_why == "nothing at #text"


@pytest.mark.parametrize(
    "head",
    [
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":false}</script>",
        "<script type='application/ld+json'>[{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":\"True\",\"hasPart\":"
        "{\"@type\":\"WebPageElement\",\"isAccessibleForFree\":\"False\",\"cssSelector\":\".paid\"}}]</script>",
        "<meta property='article:content_tier' content='locked'>",
        "<meta property='article:content_tier' content='metered'>",
    ],
)
def test_trap_08_what_a_page_says_is_paid_for_is_no_text(head):
    with pytest.raises(Paywalled):
        article(head=head)


@pytest.mark.parametrize(
    "line",
    [
        "この記事は有料会員限定です。", "残り1234文字（全文：2345文字）", "この記事は会員限定記事です", "残り１，２３４文字",
        "続きを読むには会員登録が必要です", "ログインして続きを読む", "Subscribe to continue reading",
        "Sign in to read the full article", "To continue reading, please subscribe",
        "This article is for subscribers only", "You’ve reached your free article limit", "Unlock this article",
    ],
)  # fmt: skip
def test_trap_08_a_teaser_is_told_by_its_words(line):
    with pytest.raises(Paywalled):
        article(PARAGRAPHS[:1], more=f"<div>{line}</div>")


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to our newsletter", "ログイン", "会員登録はこちら", "有料会員限定", "Sign in",
        "Subscribers will pay more, to the ministry's regret",
    ],
)  # fmt: skip
def test_a_page_that_only_offers_a_subscription_is_read(line):
    assert article(more=f"<div>{line}</div>").entries


def test_a_log_in_page_and_a_way_to_the_front_page_are_no_article():
    with pytest.raises(Paywalled):
        article(final="https://id.example.org/login?next=x")
    assert "front page" in article(final="https://www.example.org/").empty_why


@pytest.mark.parametrize(
    ("asked", "final", "is_front"),
    [
        ("/politics/2025/04/16/japan-tariff-talks", "/politics/", True),
        ("/politics/2025/04/16/japan-tariff-talks", "/politics/2025/04/", True),
        ("/news/articles/20250416k1", "/news", True),
        ("/jp/asia-pacific/9981234.html", "/jp/asia-pacific/index.html", True),
        ("/articles/12345/japan-us-tariff-talks", "/articles/12345", False),
        ("/politics/japan-tariff-talks/amp", "/politics/japan-tariff-talks", False),
        ("/politics/japan-tariff-talks-open", "/world/japan-tariff-talks-open", False),
        ("/tariff_measures/index.html", "/tariff_measures/", False),
        ("/politics/", "/politics", False),
    ],
)
def test_trap_14_a_way_to_the_sections_front_page_is_no_article_and_a_shorter_address_is(asked, final, is_front):
    document = article(url=f"https://www.example.org{asked}", final=f"https://www.example.org{final}")
    assert (not document.entries, "front page" in document.empty_why) == (is_front, is_front)


def test_trap_14_a_way_to_a_consent_page_is_no_article():
    for final in ("https://www.example.org/consent?next=%2Ftalks", "https://www.example.org/cookie-consent/", "https://consent.example.org/x"):
        with pytest.raises(Blocked):
            article(final=final)
    assert article(final="https://www.example.org/news/consent-order-of-the-court").entries


@pytest.mark.parametrize("title", ["プライバシー設定", "We value your privacy | Example", "クッキーの使用について"])
def test_trap_08_a_short_page_that_asks_for_consent_is_no_article(title):
    page = f"<title>{title}</title><main><h1>{title}</h1><p>Accept all or reject all to go on.</p><button>OK</button></main>"
    with pytest.raises(Blocked):
        parse(Response(URL, URL, 200, {}, page.encode()), SOURCE, origin="article")
    long = "".join(f"<p>{one}</p>" for one in PARAGRAPHS * 5)
    assert parse(Response(URL, URL, 200, {}, f"<title>Talks</title><h1>{title}</h1>{long}".encode()), SOURCE, origin="article").entries


@pytest.mark.parametrize("words", ["ページが見つかりません", "Page not found", "404 Not Found", "ただいまメンテナンス中です"])
def test_trap_08_an_error_with_a_200_has_no_entry(words):
    document = parse(Response(URL, URL, 200, {}, f"<title>{words}</title><h1>{words}</h1><p>Sorry.</p>".encode()), SOURCE, origin="article")
    assert not document.entries and "error page" in document.empty_why


@pytest.mark.parametrize("words", ["ページが見つかりません", "404 Not Found", "お探しのページは移動しました"])
def test_trap_08_an_error_in_a_sites_long_frame_has_no_entry(words):
    frame = "<nav>" + "".join(f"<a href='/{n}'>A section of the site with a long name {n}</a>" for n in range(100)) + "</nav>"
    page = f"<title>{words} | Example</title>{frame}<main><h1>{words}</h1><p>Go back, or search our site for what you want.</p></main>"
    document = parse(Response(URL, URL, 200, {"content-type": "text/html; charset=utf-8"}, page.encode()), SOURCE, origin="article")
    assert not document.entries and "error page" in document.empty_why


def test_a_log_in_form_in_place_of_the_text_is_told():
    page = b"<title>Members</title><main><h1>Members</h1><p>Your name</p><form><input><input type='password'></form></main>"
    with pytest.raises(Paywalled):
        parse(Response(URL, URL, 200, {}, page), SOURCE, origin="article")


def test_an_element_of_very_many_attributes_is_refused():
    with pytest.raises(TooComplex):
        article(more="<p " + " ".join(f"a{n}=b" for n in range(20_000)) + ">x</p>")


def test_a_challenge_is_a_block_and_nothing_is_no_page():
    with pytest.raises(Blocked):
        parse(Response(URL, URL, 200, {}, b"<title>Just a moment...</title><p>x</p>"), SOURCE, origin="article")
    with pytest.raises(NotAFeed):
        parse(Response(URL, URL, 200, {}, b" "), SOURCE, origin="article")


@pytest.mark.parametrize(
    "body",
    [b"<div>" * 30_000 + b"x", b"<table><tr><td>" * 5_000, b"<p>" + b"x" * 4_000_000, b"<a href='" * 20_000, b"\x00" * 50 + b"<p>x",
     b"<html>\x00<body>\x00<p>text\x00</p>", b"<!--" * 50_000, "<p>関税</p>".encode("shift_jis") * 100, b"<script>" * 1000, b"<"],
    ids=range(10),
)  # fmt: skip
def test_hostile_pages_come_to_a_document_or_a_typed_error(body):
    try:
        assert parse(Response(URL, URL, 200, {"content-type": "text/html; charset=iso-8859-1"}, body), SOURCE, origin="article").charset
    except FeedError:
        pass


def test_a_page_of_too_many_elements_is_refused():
    with pytest.raises(TooComplex):
        article(["x"] * 70_000)
