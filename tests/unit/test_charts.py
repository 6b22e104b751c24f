"""Charts: what stands in a page is safe for its Content-Security-Policy, true to the numbers, and said to who can't see it."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from tracker.publish.chart_scale import day_ticks, percent_ticks
from tracker.publish.charts import Bar, Canvas, Line, Mark, Step, Stretch, bar_strip, step_chart

CANVAS = Canvas(
    "strip", "Events by month", 'Two months <with> "events"', "en", "2025-03-01", "2025-07-01",
    marks=(Mark("2025-04-16", "anchor", "16 April"), Mark("2020-01-01", "today", "outside")),
    stretches=(Stretch("2025-05-10", "2026-01-01", "gap", "nobody was looking"),),
)  # fmt: skip
BARS = (
    Bar("2025-03-01", "2025-04-01", 4, "March: 4 events", '/timeline?from=2025-03-01&to="x'),
    Bar("2025-04-01", "2025-05-01", 8, "April: 8 events", "/timeline?from=2025-04-01"),
    Bar("2025-05-01", "2025-06-01", 0, "May: none", "/timeline?from=2025-05-01"),
)
LAW = Line("law", (Step("2025-03-01", "2025-04-03", 2.5), Step("2025-04-03", "2025-06-01", 27.5), Step("2025-06-15", "2026-01-01", 15.0)))


def trees(markup):
    return list(ElementTree.fromstring(f"<page>{markup}</page>"))


def with_class(tree, name):
    return [each for each in tree.iter() if name in (each.get("class") or "").split()]


@pytest.mark.parametrize("markup", [bar_strip(CANVAS, BARS), step_chart(replace(CANVAS, name="steps"), (LAW,)), bar_strip(CANVAS, ())])
def test_nothing_that_the_policy_forbids_and_no_address_of_others(markup):
    for element in ElementTree.fromstring(f"<page>{markup}</page>").iter():
        assert element.tag in {"page", "svg", "g", "title", "desc", "defs", "pattern", "rect", "path", "text", "a"}
        assert not [name for name in element.attrib if name.startswith("on") or name in ("style", "target")]
    assert "//" not in markup.replace("/timeline", "")
    assert "pygal" not in markup


def test_each_drawing_names_itself_and_ids_are_unique():
    markup = bar_strip(CANVAS, BARS) + step_chart(replace(CANVAS, name="steps"), (LAW,))
    ids = re.findall(r' id="([^"]+)"', markup)
    assert len(ids) == len(set(ids))
    for svg in trees(markup):
        title, desc = svg[0], svg[1]
        assert (title.tag, desc.tag) == ("title", "desc")
        assert svg.get("aria-labelledby") == title.get("id")
        assert svg.get("aria-describedby") == desc.get("id")
        assert desc.text == CANVAS.description


def test_bars_are_as_high_as_their_counts_and_whole_columns_lead_on():
    wide, narrow = trees(bar_strip(CANVAS, BARS))
    for svg in (wide, narrow):
        assert svg.get("role") == "group"
        march, april = (float(each.get("height")) for each in with_class(svg, "bar"))
        assert april == pytest.approx(2 * march, abs=0.2)
        links = [each for each in svg.iter() if each.tag == "a"]
        assert [each.get("href") for each in links] == [bar.href for bar in BARS]
        assert [each.get("aria-label") for each in links] == [bar.label for bar in BARS]


def test_a_stretch_without_coverage_is_hatched_and_ends_with_the_chart():
    (wide, _) = trees(bar_strip(CANVAS, BARS))
    (stretch,) = with_class(wide, "stretch")
    (pattern,) = [each for each in wide.iter() if each.tag == "pattern"]
    assert stretch.get("fill") == f"url(#{pattern.get('id')})"
    assert stretch[0].text == "nobody was looking"
    days = 122
    assert float(stretch.get("width")) / (1080 - 44) == pytest.approx(52 / days, rel=0.06)


def test_only_marks_within_the_days_are_drawn_and_named():
    for markup in (bar_strip(CANVAS, BARS), step_chart(CANVAS, (LAW,))):
        for svg in trees(markup):
            assert len(with_class(svg, "mark")) == 1
            assert [each.text for each in with_class(svg, "label")] == ["16 April"]


def test_a_mark_late_in_the_chart_is_named_on_its_left():
    late = replace(CANVAS, marks=(Mark("2025-06-28", "today", "today"),))
    (wide, _) = trees(step_chart(late, (LAW,)))
    assert with_class(wide, "label")[0].get("text-anchor") == "end"


def test_steps_are_drawn_in_runs_without_a_line_over_days_without_an_answer():
    (wide, _) = trees(step_chart(CANVAS, (LAW,)))
    first, second = (each.get("d") for each in with_class(wide, "line"))
    assert len(re.findall(r"-?\d+\.\d+ -?\d+\.\d+", first)) == 4
    assert len(re.findall(r"-?\d+\.\d+ -?\d+\.\d+", second)) == 2
    assert wide.get("role") == "img"


def test_charts_can_be_compared_by_one_scale():
    low = Line("law", (Step("2025-03-01", "2025-07-01", 10.0),))
    alone, beside = (trees(step_chart(CANVAS, (low,), top))[0] for top in (0.0, 50.0))
    said = [[each.text for each in svg.iter() if each.tag == "text" and (each.text or "").endswith("%")] for svg in (alone, beside)]
    assert said == [["0%", "2%", "4%", "6%", "8%", "10%"], ["0%", "10%", "20%", "30%", "40%", "50%"]]


@pytest.mark.parametrize(("lang", "first"), [("en", "Mar 2025"), ("ja", "2025年3月")])
def test_months_are_named_in_the_readers_language(lang, first):
    assert day_ticks("2025-02-10", "2025-12-01", lang, 1080)[0] == ("2025-03-01", first)


@pytest.mark.parametrize("width", [300, 400, 1080])
@pytest.mark.parametrize(
    ("start", "end"),
    [("2025-03-01", "2025-03-09"), ("2025-03-01", "2025-05-01"), ("2025-01-15", "2026-12-31"), ("1990-01-01", "2026-01-01")],
)
def test_ticks_have_room_and_stay_within_the_days(start, end, width):
    ticks = day_ticks(start, end, "ja", width)
    assert 1 <= len(ticks) <= max(4, width // 84)
    assert all(start <= day <= end for day, _ in ticks)


@pytest.mark.parametrize(("top", "last"), [(2.5, 3), (5, 5), (15, 15), (27.5, 30), (50, 50), (52.9, 60), (410, 500), (1000, 1000)])
def test_percents_reach_to_the_highest(top, last):
    ticks = percent_ticks(top)
    assert (ticks[0], ticks[-1]) == (0, last)
    assert 3 <= len(ticks) <= 7
