"""The catalogue: what is shipped, and how a mistake in one of your own is told."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feeds.catalogue import read_catalogue, read_default
from feeds.catalogue_toml import parse_catalogue, to_toml, url_on
from feeds.errors import CatalogueError
from feeds.retrieve.addresses import request_url
from feeds.types import Source

REFERENCE = Path(__file__).parents[2].parent / "shared/reference/sources.jsonl"


@pytest.fixture(scope="module")
def sources():
    return read_default().sources


def test_all_125_are_there_and_27_are_on(sources):
    assert len(sources) == 125
    assert len({source.id for source in sources}) == 125
    assert len({source.url for source in sources}) == 125
    assert sum(source.enabled for source in sources) == 27
    assert read_default().version


def test_what_is_off_says_why(sources):
    for source in sources:
        assert bool(source.off_reason) != source.enabled, source.id


def test_trap_44_everyones_terms_and_family_are_named(sources):
    for source in sources:
        assert source.terms, source.id
        assert source.publisher, source.id
        assert source.publisher_family, source.id
        assert source.notes, source.id
        assert source.title and source.title_ja, source.id


def test_trap_44_the_official_profile_stands_by_itself(sources):
    official = [source for source in sources if source.profile == "official"]
    assert sum(source.enabled for source in official) >= 10
    for source in official:
        assert source.tier == "primary"
        assert source.country in ("JP", "US")
        assert "personal" not in source.terms
    ministries = {"mof-news-rss", "meti-press-page", "whitehouse-presidential-actions", "fr-japan-tariff-json", "cbp-csms-rss", "ustr-rss"}
    assert ministries <= {source.id for source in official}


def test_trap_21_outlets_of_one_house_are_one_family(sources):
    by_id = {source.id: source for source in sources}
    for first, second in [
        ("nhk-politics", "nhk-world-json"),
        ("wor-nikkei-rdf", "nikkei-asia-rdf"),
        ("whitehouse-news-rss", "whitehouse-presidential-actions"),
        ("mof-news-rss", "customs-trade-stats-page"),
        ("yahoo-jp-reuters-rss", "gnews-reuters-en"),
    ]:
        assert by_id[first].publisher_family == by_id[second].publisher_family
    assert by_id["yahoo-jp-kyodo-rss"].publisher_family != by_id["yahoo-jp-business-rss"].publisher_family
    assert by_id["ft-world-rss"].publisher_family != by_id["nikkei-asia-rdf"].publisher_family


def test_trap_31_google_news_is_never_on(sources):
    for source in sources:
        if "news.google.com" in source.url:
            assert not source.enabled
            assert "not a source" in source.off_reason


def test_trap_38_addresses_are_sent_as_they_stand(sources):
    for source in sources:
        url = url_on(source.url, date(2027, 1, 1))
        assert str(request_url(url)) == url
        assert "{" not in url


def test_trap_43_a_yearly_list_rolls_on_1_january(sources):
    treasury = next(source for source in sources if source.id == "treasury-press-json")
    assert url_on(treasury.url, date(2026, 12, 31)).endswith("/2026.json")
    assert url_on(treasury.url, date(2027, 1, 1)).endswith("/2027.json")
    assert url_on("https://example.org/2026", date(2027, 1, 1)) == "https://example.org/2026"


def test_trap_25_nobody_is_asked_oftener_than_every_15_minutes(sources):
    assert min(source.poll_minutes for source in sources) >= 15


def test_what_needs_words_to_be_read_has_them(sources):
    for source in sources:
        assert source.lang in ("ja", "en")
        if source.tz:
            ZoneInfo(source.tz)
        if source.country == "JP" and source.enabled:
            assert source.tz == "Asia/Tokyo"
        if source.kind == "page":
            assert source.selector
        if source.kind == "json_api":
            assert {"items", "id", "title"} <= source.json_fields.keys()
    assert Counter(source.kind for source in sources) == {"feed": 104, "json_api": 13, "page": 8}


@pytest.mark.parametrize(
    ("source_id", "one", "other"),
    [
        ("kantei-news-rdf", "https://www.kantei.go.jp/jp/103/actions/202504/08kanzei.html", "http://www.kantei.go.jp/jp/105/actions/202504/08kanzei.html"),
        ("cbp-csms-rss", "https://content.govdelivery.com/accounts/USDHSCBP/bulletins/3e5a1b2?wgt_ref=W", "https://content.govdelivery.com/bulletins/gd/USDHSCBP-3e5a1b2"),
        ("fr-japan-tariff-json", "https://www.federalregister.gov/documents/2025/09/09/2025-17389/x", "https://www.federalregister.gov/public-inspection/2025-17389/y"),
        ("whitehouse-news-rss", "https://www.whitehouse.gov/?p=12345", "http://www.whitehouse.gov/?p=12345"),
        ("bbc-business-rss", "https://www.bbc.com/news/articles/c86ejj93qx2o#0", "https://www.bbc.co.uk/news/articles/c86ejj93qx2o"),
        ("meti-press-page", "https://www.meti.go.jp/press/2026/06/20260623001/20260623001.html", "https://www.meti.go.jp/press/2026/06/20260623001/index.html"),
        ("tcrh-tracker-rss", "https://www.x.com/2025/07/03/trump-2-0-tariff-tracker/", "https://www.x.com/2026/07/27/trump-2-0-tariff-tracker/"),
    ],
)  # fmt: skip
def test_trap_38_an_articles_own_number_is_found_in_each_of_its_addresses(sources, source_id, one, other):
    pattern = next(source for source in sources if source.id == source_id).number_pattern
    assert re.search(pattern, one).group(1) == re.search(pattern, other).group(1)


def test_the_facts_are_those_of_the_reference(sources):
    if not REFERENCE.exists():
        pytest.skip("../shared is not beside this checkout")
    rows = {row["id"]: row for row in map(json.loads, REFERENCE.read_text("utf-8").splitlines())}
    ours = {source.id for source in sources if source.id.startswith("hts-9903-")}
    assert rows.keys() == {source.id for source in sources} - ours and len(ours) == 3
    for source in (source for source in sources if source.id not in ours):
        row = rows[source.id]
        # The headquarters' page is off in the reference until its selector was checked against it; ours takes any.
        assert source.enabled == (row["default_on"] or source.id == "cas-tariff-hq-page")
        assert url_on(source.url, date(2026, 1, 1)) == row["url"]
        assert (source.kind, source.format, source.lang, source.title) == (row["kind"], row["format"], row["lang"], row["name_en"])


def test_a_catalogue_is_the_same_after_being_written_and_read(sources):
    assert parse_catalogue(to_toml(sources), "copy").sources == sources


def test_a_file_of_your_own(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('\ufeff[[source]]\nid = "a"\nurl = "https://example.org/feed"\n', "utf-8")
    assert read_catalogue(path).sources == (Source(id="a", url="https://example.org/feed"),)
    with pytest.raises(CatalogueError, match="can't be read"):
        read_catalogue(tmp_path / "none.toml")
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CatalogueError, match="UTF-8"):
        read_catalogue(path)


ROW = '[[source]]\nid = "b"\nurl = "https://example.org/feed"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[source]\n", "no valid TOML"),
        ('sources = "x"\n', "did you mean `source`?"),
        ('source = "x"\n', r"begin each source with a line \[\[source\]\]"),
        ("[[source]]\nid = 'a'\n", r"mine.toml, source 1 \(a\): `url` is missing"),
        ("[[source]]\nurl = 'https://example.org/'\n", "without an id"),
        (ROW + "poll_minuts = 5\n", "unknown field `poll_minuts` .did you mean `poll_minutes`?"),
        (ROW + "qqqq = 5\n", "known are id, url"),
        (ROW + "poll_minutes = '5'\n", "it must be a whole number"),
        (ROW + "poll_minutes = true\n", "it must be a whole number"),
        (ROW + "poll_minutes = 0\n", "above 0"),
        (ROW + "enabled = 1\n", "true or false"),
        (ROW + "title = 5\n", "text in quotes"),
        (ROW + "kind = 'feeds'\n", "did you mean `feed`?"),
        (ROW + "mode = 'x'\n", "known are watch, list"),
        (ROW + "profile = 'oficial'\n", "did you mean `official`?"),
        (ROW + "enabled = false\n", "`off_reason` is missing"),
        (ROW + "kind = 'json_api'\n", "no `items`"),
        (ROW + "json_fields = { items = 'results' }\n", "begins with /"),
        (ROW + "json_fields = { item = '/results' }\n", "did you mean `items`?"),
        (ROW + "number_pattern = '('\n", "no regular expression"),
        (ROW + "number_pattern = 'a'\n", "no group"),
        (ROW + ROW, r"mine.toml, source 2 \(b\): the id is taken"),
        (ROW.replace('"b"', '"B 1"'), "small letters"),
        (ROW.replace("https", "ftp"), "begins with http"),
        (ROW.replace("https://example.org/feed", "example.org"), "begins with http"),
        (ROW.replace("https://example.org/feed", "https://[::1"), "begins with http"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_advice(text, says):
    with pytest.raises(CatalogueError, match=says) as caught:
        parse_catalogue(text, "mine.toml")
    assert str(caught.value).startswith("mine.toml")


def test_the_row_in_the_readme_is_one():
    readme = (Path(__file__).parents[2] / "feeds/README.md").read_text("utf-8")
    row = readme.split("```toml\n")[1].split("```")[0]
    assert parse_catalogue(row, "README").sources[0].off_reason == "only an example"
