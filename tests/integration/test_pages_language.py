"""Which language a page comes in, and that caches know."""

import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest
from publish_stock import baseline_database, get

HERE = Path(__file__).resolve().parents[2] / "tracker" / "publish"


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    return baseline_database(tmp_path_factory.mktemp("bare"))


def lang_of(response):
    return re.search(r'<html lang="(..)">', response.text)[1]


def test_the_address_decides_then_the_cookie_then_the_browser(bare):
    asked = {"accept-language": "ja"}
    assert lang_of(get(bare, "/about", headers=asked)[0]) == "ja"
    assert lang_of(get(bare, "/about", headers=asked, cookies={"tracker_ui": "en"})[0]) == "en"
    assert lang_of(get(bare, "/about?ui=ja", headers={}, cookies={"tracker_ui": "en"})[0]) == "ja"
    assert lang_of(get(bare, "/about")[0]) == "en"


def test_the_choice_is_kept_in_a_cookie_and_in_the_links(bare):
    chosen = {"sec-fetch-site": "same-origin"}
    (response,) = get(bare, "/timeline?ui=ja&topic=autos", headers=chosen)
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("tracker_ui=ja;")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert 'href="/rates?ui=ja"' in response.text
    assert 'href="/timeline?topic=autos&amp;ui=en" lang="en" hreflang="en">English</a>' in response.text
    assert '<input type="hidden" name="ui" value="ja">' in response.text
    assert "set-cookie" not in get(bare, "/timeline?ui=ja", cookies={"tracker_ui": "ja"}, headers=chosen)[0].headers
    assert get(bare, "/timeline?ui=ja", cookies={"tracker_ui": "en"})[0].headers["set-cookie"].startswith("tracker_ui=ja;")
    assert "set-cookie" not in get(bare, "/timeline?ui=ja", headers={"sec-fetch-site": "cross-site"})[0].headers
    assert "set-cookie" not in get(bare, "/timeline", headers={"accept-language": "ja"})[0].headers


def test_caches_are_told_what_the_page_depends_on(bare):
    (response,) = get(bare, "/timeline", headers={"accept-language": "ja"})
    vary = {name.strip().lower() for name in response.headers["vary"].split(",")}
    assert {"accept-language", "cookie"} <= vary
    assert response.headers["content-language"] == "ja"


def test_every_word_is_there_in_both_languages_and_every_key_is_used():
    words = tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))
    for key, pair in words.items():
        assert set(pair) == {"en", "ja"}, key
        assert names_in(pair["en"]) >= names_in(pair["ja"]), key
    source = "\n".join(path.read_text(encoding="utf-8") for path in [*HERE.glob("*.py"), *HERE.glob("templates/**/*.html")])
    used = set(re.findall(r"""["']([a-z0-9_]+)["']""", source))
    built = ("about_", "field_", "hit_", "f_", "order_", "only_", "rate_", "rate_short_", "error_unknown_", "group_")
    built += ("new_", "strip_", "ground_", "day_", "days_", "mark_", "same_", "standing_", "doubt_", "span_", "sum_")
    built += ("by_", "found_", "hits_", "s_", "measured_", "watched_")
    unused = {key for key in words if key not in used and key.removesuffix("_one") not in used and not key.startswith(built)}
    assert not unused
    said = set(re.findall(r"""\br\.[tn]\(\s*["']([a-z0-9_]+)["']\s*[,)]""", source))
    assert said <= set(words)


def names_in(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}
