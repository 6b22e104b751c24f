"""Charts as SVG that stands in the page: bars over time, and rates as steps over days of entry. Pure.

pygal reckons scales and shapes; `plain_svg` takes over shapes, texts and classes alone, so that no style, script or address of pygal's
reaches a page (its Content-Security-Policy would forbid them anyhow). Colours, lines and patterns are `style.css`'s. Each chart is drawn
for a desk and for a phone, and the style sheet shows one of them. A chart never stands alone: the page has a table that says the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import pygal
from markupsafe import Markup

from tracker.publish.chart_scale import day_ticks, percent_ticks
from tracker.publish.plain_svg import Drawn, plain_svg

KEPT = 512
"""Charts remembered: the same ones are asked for again and again, and pygal takes 2 to 3 ms for one."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A day with a line through it. kind: `today`, `anchor`, `asked`, or `known` (what came to be known); label: short, may be empty."""

    day: str
    kind: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `start` to before `end` without anything to draw. kind: `gap` (nobody was looking), or a kind of answer on rates."""

    start: str
    end: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """How many there were from the day `start` to before `end`. label: said on hovering and to screen readers. href: empty for no link."""

    start: str
    end: str
    count: int
    label: str
    href: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A total in per cent from the day `start` to before `end`; None draws nothing, and a `Stretch` says why."""

    start: str
    end: str
    percent: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """Steps of one kind: `law`, `earlier` (law as known on another day), `announced` or `proposed`."""

    kind: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a chart stands on: days from `start` to before `end`, and what it is called.

    name: unique on the page, letters, digits, `-` and `_`. title: a few words; description: what a reader would see in it, in a sentence.
    wide: height for desk width, and width, in CSS pixels; narrow: the same for phones. None leaves that one out.
    """

    name: str
    title: str
    description: str
    lang: str
    start: str
    end: str
    marks: tuple[Mark, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    wide: tuple[int, int] | None = (1080, 150)
    narrow: tuple[int, int] | None = (400, 150)


@lru_cache(maxsize=KEPT)
def bar_strip(canvas: Canvas, bars: tuple[Bar, ...]) -> Markup:
    """Bars over time; where a bar has a link, all of its column leads there. Stretches without coverage are hatched.

    The chart is a group of links for screen readers where bars have links, else an image.
    """
    top = max((bar.count for bar in bars), default=0) or 1
    return _each_size(canvas, lambda size: _bars(canvas, bars, top, size), linked=any(bar.href for bar in bars))


@lru_cache(maxsize=KEPT)
def step_chart(canvas: Canvas, lines: tuple[Line, ...], top: float = 0.0) -> Markup:
    """Rates as steps over days of entry, one line for each kind. top: the scale reaches at least so far, so that charts can be compared."""
    highest = max((step.percent or 0.0 for line in lines for step in line.steps), default=0.0)
    return _each_size(canvas, lambda size: _steps(canvas, lines, max(top, highest, 5.0), size), linked=False)


def _each_size(canvas: Canvas, draw: Any, linked: bool) -> Markup:  # noqa: ANN401 - a function from a size to a drawing
    sizes = [("wide", canvas.wide), ("narrow", canvas.narrow)]
    only = " only" if None in (canvas.wide, canvas.narrow) else ""
    role = "group" if linked else "img"
    drawn = [
        plain_svg(draw(size), f"{canvas.name}-{name}", (canvas.title, canvas.description), role, f"chart {name}{only}")
        for name, size in sizes
        if size
    ]
    return Markup("").join(drawn)


def _bars(canvas: Canvas, bars: tuple[Bar, ...], top: float, size: tuple[int, int]) -> Drawn:
    ceiling = top * 1.15
    chart = pygal.Histogram(**_options(canvas, size, ceiling, [0, top]))
    series = _Series(chart)
    for stretch in canvas.stretches:
        series.add(f"stretch {stretch.kind}", [{"value": (ceiling, *_within(canvas, stretch.start, stretch.end)), "label": stretch.label}])
    for kind, chosen in (("bar", False), ("bar chosen", True)):
        values = [
            {"value": (bar.count, _x(bar.start), _x(bar.end)), "label": bar.label} for bar in bars if bar.chosen == chosen and bar.count
        ]
        series.add(kind, values)
    # The columns lie over the bars, so that a small bar is as easily met as a large one.
    columns = [
        {"value": (ceiling, _x(bar.start), _x(bar.end)), "label": bar.label, "xlink": {"href": bar.href, "target": ""}}
        for bar in bars
        if bar.href
    ]
    series.add("column", columns)
    for mark in _marks(canvas):
        day = _x(mark.day)
        series.add(f"mark {mark.kind}", [{"value": (ceiling, day, day + 0.01), "label": mark.label}])
    return series.drawn()


def _steps(canvas: Canvas, lines: tuple[Line, ...], top: float, size: tuple[int, int]) -> Drawn:
    ticks = percent_ticks(top)
    ceiling = ticks[-1] * 1.08
    options = _options(canvas, size, ceiling, [{"value": value, "label": f"{value:g}%"} for value in ticks])
    chart = pygal.XY(**options, show_dots=False, allow_interruptions=True)
    series = _Series(chart)
    for stretch in canvas.stretches:
        start, end = _within(canvas, stretch.start, stretch.end)
        series.add(f"stretch {stretch.kind}", [(start, 0), (start, ceiling), (end, ceiling), (end, 0)], stretch.label)
    for mark in _marks(canvas):
        series.add(f"mark {mark.kind}", [(_x(mark.day), 0), (_x(mark.day), ceiling)], mark.label)
    for line in lines:
        for run in _runs(canvas, line):
            series.add(f"line {line.kind}", run)
    return series.drawn()


def _runs(canvas: Canvas, line: Line) -> list[list[tuple[int, float]]]:
    """The corners of a line, one list for each stretch of days without a break."""
    runs: list[list[tuple[int, float]]] = []
    ends = ""
    for step in line.steps:
        if step.percent is None or step.end <= canvas.start or step.start >= canvas.end:
            continue
        start, end = _within(canvas, step.start, step.end)
        if step.start != ends or not runs:
            runs.append([])
        runs[-1] += [(start, step.percent), (end, step.percent)]
        ends = step.end
    return runs


class _Series:
    """The series of a pygal chart, with the classes and labels that their shapes get: pygal numbers its series and knows no names."""

    def __init__(self, chart: Any) -> None:  # noqa: ANN401 - pygal has no type annotations
        self._chart, self._kinds, self._labels = chart, list[str](), list[str]()

    def add(self, kind: str, values: list[Any], label: str = "") -> None:
        if values:
            self._chart.add("", values)
            self._kinds.append(kind)
            self._labels.append(label)

    def drawn(self) -> Drawn:
        if not self._kinds:  # without a value pygal would write "No data" in place of the axes
            self.add("nothing", [(0, 0, 0) if isinstance(self._chart, pygal.Histogram) else (0, 0)])
        return Drawn(self._chart.render_tree(), tuple(self._kinds), tuple(self._labels))


def _options(canvas: Canvas, size: tuple[int, int], ceiling: float, y_labels: list[Any]) -> dict[str, Any]:
    width, height = size
    start, end = _x(canvas.start), _x(canvas.end)
    return {
        "width": width, "height": height, "js": (), "css": (), "show_legend": False, "margin": 6, "margin_right": 14,
        "x_labels": [{"value": _x(day), "label": said} for day, said in day_ticks(canvas.start, canvas.end, canvas.lang, width)],
        "y_labels": y_labels, "range": (0, ceiling), "xrange": (start, end), "no_prefix": True,
        "style": pygal.style.Style(label_font_size=12, major_label_font_size=12),
    }  # fmt: skip


def _marks(canvas: Canvas) -> tuple[Mark, ...]:
    return tuple(mark for mark in canvas.marks if canvas.start <= mark.day < canvas.end)


def _within(canvas: Canvas, start: str, end: str) -> tuple[int, int]:
    return _x(max(start, canvas.start)), _x(min(end, canvas.end))


def _x(day: str) -> int:
    return date.fromisoformat(day).toordinal()
