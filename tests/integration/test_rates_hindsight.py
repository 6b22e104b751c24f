"""No text under `known` or `as_of` tells something later: rates, sheets and claims of the baseline, in both languages."""

import json
import re
from html import unescape

import pytest
from click.testing import CliRunner
from publish_stock import baseline_database, get, pack

from tracker.cli.main import main
from tracker.hindsight import Known, known_at, tells_later

KNOWNS = (
    "2025-01-15",
    "2025-03-26",
    "2025-04-09",
    "2025-06-01",
    "2025-08-08",
    "2025-09-04",
    "2025-09-15",
    "2025-12-01",
    "2026-02-20",
    "2026-06-10",
    "2026-07-23",
)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    return baseline_database(tmp_path_factory.mktemp("hindsight"))


def texts_of(markup):
    """What a page's main part says, piece by piece, without its form, our days of checking, its foot, and charts."""
    main_part = re.search(r"<main.*?</main>", markup, re.S)[0]
    for left_out in (
        r"<form.*?</form>",
        r"<p class=\"(?:sheet-foot|meta questions).*?</p>",
        r"<svg.*?</svg>",
        r'<td[^>]*class="day".*?</td>',
        r"<dt>(?:Checked to|確認日)</dt><dd>.*?</dd>",
    ):
        main_part = re.sub(left_out, "", main_part, flags=re.S)
    return [unescape(text).strip() for text in re.split(r"<[^>]+>", main_part) if text.strip()]


@pytest.mark.parametrize("known", KNOWNS)
def test_rates_and_sheets_tell_nothing_later_than_known(bare, known):
    then = known_at(pack().rates, known)
    paths = [f"/rates?on={known}&known={known}", *(f"/rates/{one.id}?on={known}&known={known}" for one in pack().classes)]
    for lang in ("en", "ja"):
        for path, answer in zip(paths, get(bare, *paths, headers={"accept-language": lang}), strict=True):
            assert answer.status_code == 200
            told = [text for text in texts_of(answer.text) if tells_later(text, then)]
            assert not told, (path, lang, told)
            for row in pack().rates:
                if (row.known_from or "") > known or row.known_from == known:
                    continue
                assert not row.later_en or row.later_en not in answer.text


@pytest.mark.parametrize("as_of", ["2025-04-17", "2025-05-01", "2025-07-22", "2025-08-01", "2025-10-03", "2026-02-20", "2026-07-24"])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_claims_tell_nothing_later_than_as_of(bare, as_of, lang):
    (answer,) = get(bare, f"/claims?as_of={as_of}", headers={"accept-language": lang})
    markup = unescape(answer.text)
    for one in pack().outcomes:
        if one.decided_on > as_of:
            same = [other for other in pack().outcomes if other.note_en == one.note_en and other.decided_on <= as_of]
            assert same or (one.note_en not in markup and one.note_ja not in markup), one
    titles = {event.title_en: event.known_from for event in pack().events}
    assert not [title for title, since in titles.items() if title and since[:10] > as_of and f">{title}<" in markup]
    told = [text for text in texts_of(answer.text) if tells_later(text, Known(as_of))]
    assert not told, told


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [("2025-04-17", "open"), ("2025-07-27", "confirmed"), ("2025-10-01", "confirmed"), ("2025-10-02", "partly"), ("", "partly")],
)
def test_japan_as_the_model_for_others_is_told_for_any_day_by_page_and_command(bare, as_of, outcome):
    (answer,) = get(bare, f"/claims?as_of={as_of}")
    assert f'<article class="claim outcome-{outcome}" id="c12-template-for-others"' in answer.text
    said = CliRunner().invoke(main, ["--db", str(bare), "claims", *(["--as-of", as_of] if as_of else []), "--json"])
    row = next(row for row in json.loads(said.output) if row["claim_id"] == "c12-template-for-others")
    assert row["outcome"] == outcome


def test_before_the_article_there_is_no_claim(bare):
    (answer,) = get(bare, "/claims?as_of=2025-04-16")
    assert "No claim had been made by then." in answer.text


def test_forecasts_are_counted_and_newer_events_on_a_claims_topics_named(bare):
    (answer,) = get(bare, "/claims")
    counts = {name: int(n) for name, n in re.findall(r'<li class="outcome-(\w+)"><strong>(\d+)</strong>', answer.text)}
    last = {one.id: one.outcome for one in pack().claims if one.kind == "forecast"}
    assert counts == {name: sum(outcome == name for outcome in last.values()) for name in counts}
    article = re.search(r'id="c12-template-for-others".*?</article>', answer.text, re.S)[0]
    newer = article.partition('class="newer"')[2]
    assert "/event/2026" in newer


@pytest.mark.parametrize(
    "text",
    [
        "from 16 September 2025",
        "on June 3, 2026",
        "in July 2026",
        "2025年7月9日",
        "by 2026",
        "/2025/09/x",
        "FR-2025-09-09",
        "EO 14345",
        "大統領令14345号",
        "notice FR 2025-17908",
    ],
)
def test_days_months_years_and_acts_that_are_later_are_found(text):
    known = Known("2025-06-01", acts={"14345": "2025-09-04", "2025-17908": "2025-09-15"})
    assert tells_later(text, known)
    assert not tells_later(text, Known("2026-12-31"))


@pytest.mark.parametrize("text", ["", None, "5 April 2025", "550 billion", "9903.94.05", "1974", "until 9 July", "from 16 September 2025"])
def test_what_is_earlier_undated_or_known_ahead_is_not(text):
    assert not tells_later(text, Known("2025-06-01", frozenset({"2025-09-16"})))
