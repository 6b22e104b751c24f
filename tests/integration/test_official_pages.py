"""Each page and schedule of the catalogue, in the form that it has, by its own selector: a changed rate is one material change that names
the number, and what stands around it is nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import FeedServer
from polled_tracker import Tracker

from feeds.catalogue import read_default

PAGES = sorted(source.id for source in read_default().sources if source.kind == "page" or source.id.startswith("hts-9903-"))
NEEDED = {
    "kantei-news-rdf", "cas-tariff-hq-page", "meti-press-page", "meti-tariff-portal-page", "mofa-press-page", "mof-news-rss", "ustr-rss",
    "ustr-press-page", "whitehouse-presidential-actions", "cbp-csms-rss", "hts-9903-cars-json", "hts-9903-general-json",
    "hts-9903-trucks-json", "hts-current-release-json",
}  # fmt: skip
LINKS = {
    "meti-press-page": '<h2>2026年9月16日</h2><ul><li><a href="/press/2026/09/20260916001/20260916001.html">{said}</a></li></ul>',
    "mofa-press-page": '<dl><dt>令和8年9月16日</dt><dd><a href="/mofaj/press/release/pressit_000001_02345.html">{said}</a></dd></dl>',
    "customs-trade-stats-page": '<table><tr><td>9.16</td><td><a href="gaiyo2026_08.htm">{said}</a></td></tr></table>',
    "jetro-northamerica-page": '<ul><li class="record"><div class="title"><a href="/biznews/2026/09/abc.html">{said}</a></div></li></ul>',
    "ustr-press-page": '<div class="view-content"><div class="views-row"><a href="/2026/september/one">{said}</a></div></div>',
    "cit-slip-opinions-page": '<table><tr><td>26-101</td><td><a href="/sites/cit/files/26-101.pdf">{said}</a></td></tr></table>',
}
SAID = {
    "ja": "米国の関税措置により、日本からの自動車に対する関税率は{rate}%とされています。",
    "en": "Statement on the tariff of {rate}% on passenger vehicles of Japan",
}


def page(source_id: str, lang: str, rate: int, around: int) -> str:
    """The page as it stands: menu, advertisement and counter around what is watched, which says the rate."""
    said = SAID[lang].format(rate=rate)
    inner = LINKS.get(source_id, "<h1>US tariffs</h1><p>{said}</p>").format(said=said)
    head = f"<html lang='{lang}'><head><title>Tariffs</title><script>var seen = {around};</script></head>"
    menu = f"<header><nav><span>Menu {around}</span></nav></header><div class='ad'>Advertisement {around}</div>"
    return f"{head}<body>{menu}<div id='mainArea'><main>{inner}</main></div><footer>アクセス数 {around:06d}</footer></body></html>"


def schedule(rate: int, around: int) -> str:
    """Rows of the schedule as its export has them. around: of what is no duty of a heading."""
    empty: dict[str, object] = dict.fromkeys(("special", "other"), "") | {"units": [], "quotaQuantity": None, "additionalDuties": None}
    car = "Passenger vehicles and light trucks that are products of Japan, as provided for in subdivision (l) of U.S. note 33"
    rows = [
        {"htsno": "9903.94.41", "indent": "0", "description": car, "general": f"{rate}%"},
        {"htsno": "9903.94.99", "indent": "0", "description": "Articles of another country", "general": "25%"},
    ]
    return json.dumps([{**empty, **row, "footnotes": [{"value": f"See note {around}"}]} for row in rows])


def answer(source_id: str, lang: str, rate: int, around: int) -> tuple[str, str]:
    if source_id.startswith("hts-"):
        return schedule(rate, around), "application/json"
    return page(source_id, lang, rate, around), "text/html; charset=utf-8"


ON = {
    "kantei-news-rdf", "cas-tariff-hq-page", "meti-press-page", "mof-news-rss", "ustr-rss", "whitehouse-presidential-actions",
    "cbp-csms-rss", "hts-9903-cars-json", "hts-9903-general-json", "hts-9903-trucks-json",
}  # fmt: skip
"""One of each office of the issue but the foreign ministry, whose firewall refuses programs from outside Japan."""


def test_what_the_issue_lists_is_in_the_catalogue_and_what_is_off_says_why() -> None:
    found = {source.id: source for source in read_default().sources}
    assert found.keys() >= NEEDED
    assert {name for name in NEEDED if found[name].enabled} >= ON
    assert all(source.enabled or source.off_reason for source in found.values())
    assert all(found[name].selector for name in NEEDED if found[name].kind == "page")


@pytest.mark.parametrize("source_id", PAGES)
def test_a_changed_rate_is_one_material_change_and_what_stands_around_it_is_none(
    tmp_path: Path, feed_server: FeedServer, source_id: str
) -> None:
    tracker = Tracker(tmp_path)
    source = next(one for one in read_default().sources if one.id == source_id)
    tracker.add(replace(source, id="official", url=f"{feed_server.url}/page", enabled=True, off_reason=""))

    def look(rate: int, around: int) -> None:
        body, media = answer(source_id, source.lang, rate, around)
        feed_server.put("/page", body, content_type=media)
        tracker.later(hours=13)
        assert not tracker.poll("official").failed

    look(24, 1)
    items = tracker.one("SELECT count(*) FROM items WHERE source_id = 'official'")
    assert items == (2 if source_id.startswith("hts-") else 1)
    for around in (2, 3):
        look(24, around)
    assert tracker.one("SELECT count(*) FROM revisions") == items and tracker.rows("SELECT * FROM changes") == []
    look(15, 4)
    ((kind, material, reasons, en, ja),) = tracker.rows("SELECT kind, material, reasons, summary_en, summary_ja FROM changes")
    assert (kind, material) == ("edited", 1)
    assert [tuple(one.values()) for one in json.loads(str(reasons)) if one["class"] == "rate"] == [("rate", "24%", "15%")]
    for said in (en, ja):
        assert "24%" in str(said) and "15%" in str(said)
    assert tracker.one("SELECT count(*) FROM items WHERE source_id = 'official'") == items
