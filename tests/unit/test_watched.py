"""A watched page read by lxml's own tree: the same as by beautifulsoup4, which stays for what the tree cannot answer."""

import pytest

from feeds import css
from feeds.errors import CatalogueError
from feeds.soup import make_soup, select, text_at
from feeds.watched import watched

BODIES = (
    "<main><h1>H</h1><p>one<p>two <b>bold</b> tail<!-- c --> more</main>",
    "<div id=content class='a content'><div>first</div><div class=b>second<ul><li>x<li>y</ul></div></div>",
    "<body><article><ruby>漢<rp>(</rp><rt>か<b>ん</b></rt><rp>)</rp></ruby>字</article><article>2&amp;3 &lt;b&gt;</article>",
    "<main><template><p>held</p></template><noscript>n</noscript><script>s</script><svg><text>v</text></svg>t</main>",
    "<main>15<sup>1</sup>% <table><tr><td>a<td>b</table></main><footer>f</footer>",
    "<p>no main</p></html><p>behind the end</p>",
    "<html/><p>behind an end at once</p>",
    "<div>" * 300 + "<p>deep</p>",
    "<rt><p class=b>aid</p></rt><o:p>named</o:p><math><mi>x</mi></math>",
)
SELECTORS = (
    "main, article, body", "p", "div > div.b", "#content div:nth-of-type(2) li", "main, body:not(:has(main))", "DIV.content, article",
    "body:not(:has(#content, main)) p", ".a.content", "main p + p", "p[class=b]", "ul :is(li)",
)  # fmt: skip


@pytest.mark.parametrize("selector", SELECTORS)
@pytest.mark.parametrize("body", BODIES)
def test_a_page_says_the_same_however_it_is_read(body, selector):
    page = f"<title>T</title><meta name=date content=2025-04-16>{body}"
    assert watched(page, selector, "s").text == text_at(make_soup(page), selector, "s")


def test_what_a_page_states_of_itself():
    said = watched("<html lang=ja-JP><head><title> </title><meta property='OG:X' content=1><meta name=n></head><h1>H\n 1</h1>", "h1", "s")
    assert (said.title, said.lang, said.metas, said.text) == ("H 1", "ja", (("og:x", "1"),), "H 1")


@pytest.mark.parametrize(
    "selector", ["a:hover", "p + p", "[id]", "p >", "> p", ", p", "p:not(b)", ":nth-of-type(2)", "#a#b", "p:not(:has(a b))", ""]
)
def test_a_selector_that_asks_for_more_is_left_to_the_other_reader(selector):
    assert css.paths_of(selector) == ()


def test_a_selector_that_is_none_is_told():
    with pytest.raises(CatalogueError):
        watched("<p>x", "p:::", "s")


def test_selected_elements_come_in_the_order_of_the_page():
    page = "<body><p class=z>1</p><div id=y>2<p>3</p></div><p>4</p>"
    assert watched(page, "#y, p", "s").text == "1\n2\n3\n4"
    assert [tag.name for tag in select(make_soup(page), "#y, p", "s")] == ["p", "div", "p", "p"]


def test_reading_takes_time_in_proportion_to_the_page():
    assert watched("<p>x</p></html><!--" * 20_000 + "-->", "p", "s").text.startswith("x")
