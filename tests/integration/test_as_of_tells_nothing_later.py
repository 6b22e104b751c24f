"""What pages show as of a moment tells nothing that came later: every event and matter of the baseline, on every one of its days."""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape
from importlib.resources import files

import pytest
from publish_stock import baseline_database, pack, using

from tracker.hindsight import days_named, known_at
from tracker.timeline import Moment, is_known, moment

FOLDER = files("tracker") / "anchors" / "us_japan_2025_04_16"
LONG = 24
"""A text of so many characters that stands on a page is that text, and not a turn of speech."""
CHECKED = "2026-10-09"
EVERY = 8
"""On each day of the baseline the timeline is read; of the pages of events and matters, those of each so many days."""


@cache
def chronology() -> list[dict[str, object]]:
    return [json.loads(line) for line in (FOLDER / "chronology.jsonl").read_text(encoding="utf-8").splitlines()]


@cache
def days() -> tuple[str, ...]:
    """Every day on which something of the baseline came to be known, and the anchor's eve."""
    found = {str(event["known_from"])[:10] for event in chronology()} | {"2025-01-31", "2025-04-15", "2025-07-01"}
    return tuple(sorted(found))


def seen(day: str) -> Moment:
    return moment(day, Moment("", "", ""))


def known(event: dict[str, object], day: str) -> bool:
    return is_known(str(event["known_from"]), str(event["timezone"]), seen(day))


@cache
def later_texts(day: str) -> list[str]:
    """Texts that no page may show as of a day: of events known later, what became known later, and what matters are called from today."""
    found: list[object] = []
    for event in chronology():
        if not known(event, day):
            found += [event["title_en"], event["title_ja"], event["summary_en"], event["summary_ja"]]
        if not known(event, day) or (event["later_from"] and not is_known(str(event["later_from"]), str(event["timezone"]), seen(day))):
            found += [event["later_en"], event["later_ja"]]
    for line in (FOLDER / "threads.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        names = ("summary_en", "summary_ja", "note_en", "note_ja")
        found += [row.get(name) for name in names]
    for line in (FOLDER / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        found.append(json.loads(line).get("outcome_note_en"))
    return [str(text) for text in found if text and len(str(text)) >= LONG]


@cache
def later_citations(day: str) -> list[str]:
    """Addresses cited only with a later day; one without a day counts from when the baseline was last checked."""
    cited = [(source["url"], (source["published"] or CHECKED)[:10]) for event in chronology() for source in event["sources"]]
    shown = {url for url, published in cited if published <= day}
    return [url for url, _ in cited if url not in shown]


@cache
def allowed_days(day: str) -> set[str]:
    """Days ahead that one could know: those that texts of known events name on purpose, and days of entry that known laws name."""
    named = {str(ahead) for event in chronology() if known(event, day) for ahead in event["mentions_future"]}
    return named | set(known_at(pack().rates, day).ahead)


def main_of(markup: str) -> str:
    """What a page tells of the story: not the frame around it, nor addresses of ours, nor the form, nor what the tracker says of itself."""
    inside = markup[markup.index("<main") : markup.index("</main>")]
    inside = re.sub(r'<details class="filters">.*?</details>', "", inside, flags=re.S)
    inside = re.sub(r"<text.*?</text>", "", inside, flags=re.S)  # a scale goes on to the end of its month
    inside = re.sub(r'<p class="looked">.*?</p>', "", inside, flags=re.S)
    inside = re.sub(r'<section class="cite".*?</section>', "", inside, flags=re.S)
    inside = re.sub(r'(href|id|class|datetime)="/?[^"]*"', lambda found: found[0] if "://" in found[0] else "", inside)
    return unescape(re.sub(r"\s+", " ", inside))


def check(text: str, day: str, where: str) -> None:
    for later in later_texts(day):
        assert later not in text, (where, later)
    for url in later_citations(day):
        assert url not in text, (where, url)
    plain = re.sub(r"<[^>]*>", " ", text)
    allowed = allowed_days(day)
    for named in days_named(plain):
        period = named.removesuffix("-01").removesuffix("-01")  # where no more than a month or a year is named
        known_ahead = any(named.startswith(ahead) or ahead.startswith(period) for ahead in allowed)
        assert named <= last_day(day) or known_ahead, (where, named)


def last_day(day: str) -> str:
    """The day in Tokyo at the end of the day in Washington."""
    return max(day, seen(day).at[:10])


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    return baseline_database(tmp_path_factory.mktemp("as_of"))


def texts(database, paths):
    async def work(client):
        return [(path, await client.get(path)) for path in paths]

    return using(database, work)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_timeline_tells_nothing_later_on_any_day_of_the_baseline(bare, lang):
    paths = [f"/timeline?as_of={day}&ui={lang}" for day in days()]
    for (path, response), day in zip(texts(bare, paths), days(), strict=True):
        assert response.status_code == 200, (path, response.text[-500:])
        check(main_of(response.text), day, path)
        shown = set(re.findall(r'/event/([^"?]+)\?as_of', response.text))
        assert shown == {str(event["id"]) for event in chronology() if known(event, day)}, path
        counted = map(int, re.findall(r'<tr><th scope="row"><a [^>]*>[^<]*</a></th><td class="number">(\d+)', response.text))
        assert sum(counted) == len(shown), path


@pytest.mark.parametrize("ending", ["json", "csv"])
def test_the_data_tells_nothing_later(bare, ending):
    paths = [f"/timeline.{ending}?as_of={day}" for day in days()]
    for (path, response), day in zip(texts(bare, paths), days(), strict=True):
        for later in later_texts(day):
            assert later not in response.text, (path, later)
        if ending == "json":
            check_languages(path, response.json(), day)


def check_languages(path, rows, day):
    cited = {event["id"]: event["sources"] for event in chronology()}
    for row in rows:
        langs = {source["lang"] for source in cited[row["event_id"]] if (source["published"] or CHECKED)[:10] <= day}
        assert set(row["langs"]) == langs, (path, row["event_id"])


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_form_offers_nothing_that_came_later(bare, lang):
    for day in days()[::EVERY]:
        ((_, response),) = texts(bare, [f"/timeline?as_of={day}&ui={lang}"])
        for name, field in (("actor", "actor_ids"), ("product", "products")):
            select = re.search(rf'<select id="f-{name}".*?</select>', response.text, re.S)
            offered = set(re.findall(r'<option value="([^"]+)"', select[0])) if select else set()
            assert offered == {value for event in chronology() if known(event, day) for value in event[field]}, (day, name)


def test_each_events_page_tells_nothing_later_from_the_day_it_could_be_known(bare):
    chosen, wanted = days()[::EVERY], []
    for event in chronology():
        first = str(event["known_from"])[:10]
        later = [day for day in chosen if day > first][:1]
        wanted += [(event, day, lang) for day, lang in [(first, "en"), (first, "ja"), *((day, "en") for day in later)]]
    paths = [f"/event/{event['id']}?as_of={day}&ui={lang}" for event, day, lang in wanted]
    for (path, response), (event, day, _) in zip(texts(bare, paths), wanted, strict=True):
        assert response.status_code == (200 if known(event, day) else 404), path
        if response.status_code == 200:
            check(main_of(response.text), day, path)


def test_an_event_that_was_not_known_yet_has_no_page(bare):
    for event in chronology()[20::10]:
        before = days()[max(days().index(str(event["known_from"])[:10]) - 1, 0)]
        if known(event, before):
            continue
        ((path, response),) = texts(bare, [f"/event/{event['id']}?as_of={before}"])
        assert response.status_code == 404, path
        assert str(event["title_en"]) not in response.text


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_matters_tell_nothing_later(bare, lang):
    threads = [one.id for one in pack().threads]
    for day in days()[:: 2 * EVERY]:
        paths = [f"/threads?as_of={day}&ui={lang}", *(f"/thread/{one}?as_of={day}&ui={lang}" for one in threads)]
        for path, response in texts(bare, paths):
            assert response.status_code == 200, path
            check(main_of(response.text), day, path)
            goods = {one.title_en for one in pack().classes}
            written = {one.title_en for one in pack().threads if one.title_en != one.plain_en} - goods
            titled = [title for title in written if f">{title}<" in response.text]
            assert not titled, path
