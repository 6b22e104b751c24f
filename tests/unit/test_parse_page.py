"""Pages by selector: what is watched, what is listed, and what stands in the content's place (TRAPS 8, 41)."""

import time

import pytest

from feeds.errors import Blocked, CatalogueError, NotAFeed
from feeds.page_hints import discover_feeds, needs_scripts, suggest_selectors
from feeds.parse import parse
from feeds.types import Response, Source

URL = "https://www.example.go.jp/tariff/index.html"
WATCH = Source("w", URL, kind="page", selector="#mainArea, main, body", tz="Asia/Tokyo")
LIST = Source("l", URL, kind="page", mode="list", selector="main a", tz="Asia/Tokyo")


def response(body, status=200, **headers):
    data = body if isinstance(body, bytes) else body.encode()
    return Response(URL, URL, status, {"content-type": "text/html", **headers}, data)


def watched(body, source=WATCH):
    return parse(response(body), source)


def listed(body, selector="main a"):
    return parse(response(body), Source("l", URL, kind="page", mode="list", selector=selector, tz="Asia/Tokyo")).entries


LONG = "<p>" + "米国の関税措置に関する情報です。" * 20 + "</p>"


def test_a_watched_page_is_one_entry_named_by_its_address():
    document = watched(f"<title>本部</title><body><nav>n</nav><div id=mainArea><h1>H</h1>{LONG}</div></body>")
    entry = document.entries[0]
    assert (entry.guid, entry.url, entry.title, entry.body[:2]) == (URL, URL, "本部", "H\n")
    assert document.title == "本部"


def test_selectors_in_a_list_are_fall_backs_where_they_are_containers():
    assert watched("<body>a<main>b<div id=mainArea>c</div></main></body>").entries[0].body == "c"
    assert watched("<body>a<main>b</main></body>").entries[0].body == "b"
    assert watched("<body>a</body>").entries[0].body == "a"


def test_several_blocks_are_watched_together_and_none_twice():
    source = Source("w", URL, kind="page", selector="h1, .x, .x p")
    assert watched("<h1>H</h1><div class=x><p>A</p></div><div class=x>B</div>", source).entries[0].body == "H\nA\nB"


def test_without_a_selector_the_main_block_is_watched():
    assert watched("<body>a<article>b</article></body>", Source("w", URL, kind="page")).entries[0].body == "b"
    assert watched("plain words", Source("w", URL, kind="page")).entries[0].body == "plain words"


def test_the_title_is_the_first_heading_where_there_is_no_other():
    assert watched("<title> </title><h1>Heading</h1>").entries[0].title == "Heading"


def test_dates_in_the_head_are_the_pages():
    head = '<meta property="article:published_time" content="2025-04-16T09:00:00+09:00"><meta name="Date" content="soon">'
    assert watched(f"<head>{head}</head><body>x</body>").entries[0].published.date == "2025-04-16"


def test_trap_08_nothing_selected_says_so():
    document = watched("<p>x</p>", Source("w", URL, kind="page", selector="#gone"))
    assert (document.entries, document.empty_why) == ((), "nothing at #gone")
    document = parse(response("<main>no links</main>"), LIST)
    assert (document.entries, document.empty_why) == ((), "no links at main a")


@pytest.mark.parametrize(
    "body",
    [
        "<h1>503 Service Unavailable</h1>No server is available to handle this request.",
        "<title>404 Not Found</title><center>nginx</center>",
        "<body>Error establishing a database connection</body>",
        "<title>メンテナンス中</title><p>ただいまメンテナンスを行っています。</p>",
        "<body><p>アクセスが集中しています。しばらくしてから再度お試しください。</p></body>",
        "<h1>お探しのページは見つかりませんでした</h1>",
    ],
)
def test_trap_08_an_errors_text_with_a_200_is_no_content(body):
    document = watched(body)
    assert document.entries == ()
    assert document.empty_why.startswith("an error page: ")


def test_trap_08_words_of_errors_in_a_page_that_says_more_are_content():
    assert watched(f"<title>メンテナンスのお知らせ</title><main>{LONG * 5}</main>").entries
    assert [entry.title for entry in listed("<main><a href=/1>システムエラーが発生しましたことのお詫び</a></main>")]


@pytest.mark.parametrize(
    "body",
    [
        "<title>Just a moment...</title><body>x</body>",
        "<title>Access to this page has been denied</title><body><div id=px-captcha></div></body>",
        "<script>window._cf_chl_opt={}</script><noscript>Enable JavaScript</noscript>",
        "<body><script src='https://x.awswaf.com/challenge.js'></script><script>AwsWafIntegration.getToken()</script></body>",
        "<title>Before you continue to Example</title><body><form>" + "Cookies and data. " * 100 + "</form></body>",
        "<title>アクセスが拒否されました</title>",
    ],
)
def test_trap_41_challenges_and_consent_pages_are_blocked(body):
    for source in (WATCH, LIST):
        with pytest.raises(Blocked):
            parse(response(body), source)


def test_trap_41_a_redirect_to_a_consent_host_is_blocked():
    answer = Response(URL, "https://consent.yahoo.com/v2/collectConsent", 200, {}, f"<body>{LONG}</body>".encode())
    with pytest.raises(Blocked):
        parse(answer, WATCH)


def test_trap_41_a_protected_page_with_content_is_content():
    assert watched(f"<script>AwsWafIntegration.x()</script><main>{LONG}</main>").entries


@pytest.mark.parametrize(("body", "reason"), [("", "an empty body"), (b"GIF89a\x00", "no page but another kind of file")])
def test_trap_33_no_page(body, reason):
    with pytest.raises(NotAFeed) as caught:
        watched(body)
    assert caught.value.reason == reason


def test_a_202_without_a_body_is_a_challenge():
    with pytest.raises(Blocked):
        parse(response("", 202, **{"x-amzn-waf-action": "challenge"}), WATCH)


@pytest.mark.parametrize("selector", ["a[", "::", "main >"])
def test_a_bad_selector_is_the_catalogues_error(selector):
    with pytest.raises(CatalogueError):
        watched("<p>x</p>", Source("w", URL, kind="page", selector=selector))


def test_links_are_entries_and_other_things_are_not():
    body = """<base href="/base/"><main><a href="1.html">一つ目の発表</a><a href="#x">top</a><a href="/tariff/index.html">self</a>
    <a href="mailto:a@b.c">mail</a><a href="javascript:x()">script</a><a>none</a><a href="2.html"> <img alt="二つ目"></a>
    <a href="3.html"></a><a href="1.html">一つ目の発表（詳報）</a></main>"""
    assert [(entry.title, entry.url, entry.position) for entry in listed(body)] == [
        ("一つ目の発表（詳報）", "https://www.example.go.jp/base/1.html", 0),
        ("二つ目", "https://www.example.go.jp/base/2.html", 1),
    ]


@pytest.mark.parametrize(
    ("body", "dates"),
    [
        ("<main><h3>2026年6月23日</h3><ul><li><a href=1>あ</a></li><li><a href=2>い</a></li></ul></main>", ["2026-06-23"] * 2),
        ("<main><dl><dt>令和8年6月20日</dt><dd><a href=1>あ</a></dd><dd><a href=2>い</a></dd></dl></main>", ["2026-06-20"] * 2),
        ("<main><ul><li>R8.6.19 <a href=1>あ</a></li><li><a href=2>い</a>（2026/06/18）</li></ul></main>", ["2026-06-19", "2026-06-18"]),
        ("<main><div><time datetime=2026-06-17>水</time><p><a href=1>あ</a></p></div></main>", ["2026-06-17"]),
        ("<main><a href=1>2026年6月16日 会見</a><a href=2>2025年4月の統計</a></main>", ["2026-06-16", None]),
        ("<main><h2>2026年6月15日</h2><h3>お知らせ</h3><ul><li><a href=1>あ</a></li></ul></main>", [None]),
        (f"<main><p>2026年1月1日に{'全ページのデザインを変更し' * 4}ました。</p><a href=1>あ</a></main>", [None]),
    ],
)
def test_trap_36_dates_near_links(body, dates):
    assert [entry.published.date for entry in listed(body)] == dates


def test_rows_are_named_by_their_link_or_by_all_they_say():
    cells = "<td><a href=1.pdf>26-01</a></td><td>01/15/2026</td><td>Acme v. United States</td>"
    body = f"<main><table><tr><th>No.</th></tr><tr>{cells}</tr></table></main>"
    entry = listed(body, "table tr")[0]
    assert (entry.title, entry.published.date) == ("26-01 01/15/2026 Acme v. United States", "2026-01-15")
    layout = "<main><table><tr><td><table><tr><td><a href=1>内側の表の一行目です</a></td></tr></table></td></tr></table></main>"
    assert [entry.title for entry in listed(layout, "table tr")] == ["内側の表の一行目です"]


def test_feeds_behind_a_page_announced_ones_first():
    page = """<link rel=alternate type="application/rss+xml" title="News" href="/feed?format=rss"><link rel=stylesheet type=text/css href=x>
    <link rel="alternate" hreflang=ja href="/ja/"><link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="a.xml">
    <a href="/feed?format=rss#x">RSS</a><a href="/rss/all.rdf">all</a><a href="/x">RSS 2.0</a><a href="/news">News</a>
    <a href="javascript:rss()">RSS</a>"""
    assert discover_feeds(page, "https://example.org/news/") == [
        ("https://example.org/feed?format=rss", "News", "rss"),
        ("https://example.org/news/a.xml", "", "atom"),
        ("https://example.org/rss/all.rdf", "all", ""),
        ("https://example.org/x", "RSS 2.0", ""),
    ]
    assert discover_feeds("", "https://example.org/") == []


def test_suggestions_select_what_they_show():
    news = f'<div class="main">{LONG}<div id="news">{LONG * 3}</div></div>'
    page = f"""<body><div id="nav">{"<a href=/x>link</a>" * 50}</div><div class="wrap">{news}
    <div class="side">short text here</div></div><div id="footer">Copyright {"text " * 100}</div></body>"""
    found = suggest_selectors(page)
    assert found[0][0] == "#news"
    assert len(found) == 3
    for selector, text in found:
        assert watched(page, Source("w", URL, kind="page", selector=selector)).entries[0].body == text
    assert suggest_selectors("") == suggest_selectors("<body></body>") == []


def test_a_place_is_named_where_nothing_else_names_it():
    page = f"<body><div><p>a</p></div><div><div>{LONG}</div><div>{LONG * 4}</div></div></body>"
    assert suggest_selectors(page)[0][0] == "body > div:nth-of-type(2) > div:nth-of-type(2)"


@pytest.mark.parametrize(
    ("page", "needed"),
    [
        ("<body><div id=root></div><script src=a.js></script></body>", True),
        ("<body><noscript>Please enable JavaScript</noscript><script>x</script></body>", True),
        ("<body><script>1</script><script>2</script><script>3</script>Loading</body>", True),
        (f"<body><div id=root>{LONG}</div><script src=a.js></script></body>", False),
        ("<body>short</body>", False),
        ("", False),
    ],
)
def test_pages_that_scripts_build_are_told(page, needed):
    assert needs_scripts(page) is needed


def test_deep_and_broken_markup_is_read():
    assert watched("<div>" * 5000 + "x" + "</p>" * 100).entries[0].body == "x"
    assert watched("<main><p>a<p>b<table><td>c<td>d</main").entries[0].body == "a\nb\nc d"


@pytest.mark.parametrize("piece", ["<h1>", "<title x", "<a href=", "2026年6月 ", "<meta charset"])
def test_hostile_pages_are_read_in_bounded_time(piece):
    started = time.perf_counter()
    try:
        watched(piece * 20_000)
    except NotAFeed:
        pass
    assert time.perf_counter() - started < 5
