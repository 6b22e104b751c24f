"""Plain text from markup, by DESIGN's rule, and the folded form."""

import time

import pytest

from feeds.normalise.text import fold, html_lines, plain_text, shorten, text_sample, tidy_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain", "plain"),
        ("  関税\u3000協議 ", "関税\u3000協議"),
        ("<p>One.</p><p>Two<br>three.</p>", "One.\nTwo\nthree."),
        ("Intro<p>para</p>after", "Intro\npara\nafter"),
        ("<div><p>A</p></div><div>B</div>", "A\nB"),
        ("a<br/><br/>b", "a\n\nb"),
        ("<ul><li>cars</li><li>parts</li></ul>", "cars\nparts"),
        ("<tr><td>cars</td><td>15%</td></tr><tr><td>steel</td><td>50%</td></tr>", "cars\t15%\nsteel\t50%"),
        ("<b>bold</b> and <i>not</i>", "bold and not"),
        ("A<script>alert('<p>')</script>B<style>p{}</style>C", "ABC"),
        ("<SCRIPT type='a>b'>x</SCRIPT >ok", "ok"),
        ("never closed <script>alert(1)", "never closed"),
        ("cut off <a href='http://x", "cut off"),
        ("<!-- <p>no</p> -->yes", "yes"),
        ("<!doctype html><?php echo 1 ?>x", "x"),
        ("<p>AT&amp;T &lt;3 &copy; 2025</p>", "AT&T <3 © 2025"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<a title='1 > 0' href=x>y</a>", "y"),
        ("<ruby>関<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", "関(かん)"),
        ("", ""),
    ],
)
def test_markup_becomes_text(value, text):
    assert plain_text(value, "html") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Q&amp;A", "Q&A"),
        ("Q&amp;amp;A", "Q&A"),  # the second level, for there is no markup
        ("<b>Q</b>&amp;amp;A", "Q&amp;A"),  # there is
        ("&amp;lt;b&amp;gt;", "<b>"),
        ("&amp;nosuch;", "&nosuch;"),
    ],
)
def test_a_second_level_is_decoded_only_without_markup(value, text):
    assert plain_text(value, "html") == text


@pytest.mark.parametrize(
    ("value", "guess", "text"),
    [
        ("The <blink> tag", "The  tag", "The <blink> tag"),
        ("<b>Bold</b> claim", "Bold claim", "Bold claim"),
        ("<script>alert(1)</script>Hi", "Hi", "Hi"),
        ('<img src=x onerror="alert(1)">Hi', "Hi", "Hi"),
        ("<EU> and <独自> views", "<EU> and <独自> views", "<EU> and <独自> views"),
        ("a < b > c", "a < b > c", "a < b > c"),
        ("A &amp; B", "A & B", "A & B"),
        ("A &amp;amp; B", "A &amp; B", "A &amp; B"),
        ("?a=1&copy=2", "?a=1&copy=2", "?a=1&copy=2"),
    ],
)
def test_what_is_nominally_plain_is_markup_only_where_it_shows(value, guess, text):
    assert plain_text(value, "guess") == guess
    assert plain_text(value, "text") == text


def test_text_is_composed_and_storable():
    assert tidy_text("カ\u3099ス\r\n料金\rx") == "ガス\n料金\nx"
    assert tidy_text("a\x00b\x1bc\ud800d\ufffee") == "abc\ufffdde"
    assert plain_text("&#0;&#x1F;&#xD800;x") == "\ufffd\ufffdx"
    assert tidy_text("〜～―—") == "〜～―—"


def test_trap_40_folding_brings_both_readings_of_shift_jis_together():
    assert fold("４月〜６月 − ‖") == fold("４月～６月 － ∥") == "4月~6月 - ‖"
    assert fold("ﾄﾗﾝﾌﾟ　ＴＡＲＩＦＦ ﬁ “Q’s”") == 'トランプ tariff fi "q\'s"'
    assert fold("Straße") == fold("STRASSE")


def test_html_lines_ignore_white_space_of_the_source():
    assert html_lines("<div>\n  <p>One\n two</p>\n\n <p></p><p>three</p></div>") == "One two\nthree"


def test_samples_are_short_and_printable():
    assert shorten("a  b\n" * 50, 10) == "a b a b a…"
    assert text_sample("\x1b[31mred") == "bytes that are no text"
    assert text_sample("Your query was\ntoo short") == "Your query was too short"


@pytest.mark.parametrize("piece", ["<a ", '<a "', "<a '\"", "<!--", "<script>", "<", "&amp;", "<a href=\"'>", "</", "<a b='\">"])
def test_hostile_markup_is_read_in_linear_time(piece):
    started = time.perf_counter()
    plain_text(piece * 100_000, "html")
    plain_text(piece * 100_000, "guess")
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a rate of 15<sup>1</sup>% applies", "a rate of 15% applies"),
        ("15%<SUP class='fn'>(2)</SUP> applies", "15% applies"),
        ("15<sup><a href='#f1'>[1]</a></sup>%", "15%"),
        ("China<sup>1, 2</sup> and Japan<sup>*</sup>", "China and Japan"),
        ("税率は15<sup>※1</sup>％（注<sup>注2</sup>）", "税率は15％（注）"),
        ("the 24<sup>th</sup> of 15<sup>%</sup>", "the 24th of 15%"),
        ("100 m<sup>2</sup>, 3km<sup>3</sup>", "100 m2, 3km3"),
        ("15<sup>1% and never closed", "151% and never closed"),
        ("15¹% and 15²³ ％, 10² m", "15% and 15 ％, 10² m"),
    ],
)
def test_footnote_marks_join_no_figure(markup, text):
    assert plain_text(f"<p>{markup}</p>") == html_lines(f"<p>{markup}</p>") == text


def test_hostile_raised_marks_are_read_in_linear_time():
    started = time.perf_counter()
    for piece in ("<sup>", "<sup ", "<sup><a>", "<sup>1", "<sup></sup", "<sup>" + "x" * 399):
        plain_text(piece * 50_000)
    assert time.perf_counter() - started < 3
