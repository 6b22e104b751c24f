"""A chart of pygal's as SVG that may stand in a page: shapes, texts and classes of our own, nothing else. Pure.

Only elements and attributes named here are taken over. What pygal adds beside them (styles, scripts with its settings, comments, empty
layers, its own classes) stays behind. Elements carry no namespace: an HTML parser gives `svg` and what is in it the right one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as Tree

from markupsafe import Markup

XLINK = "{http://www.w3.org/1999/xlink}"
SHAPES = {"rect": ("x", "y", "width", "height"), "path": ("d",), "text": ("x", "y")}
NUMBER = re.compile(r"-?\d+\.\d+")
HATCHED = {"gap": "M-2 2 4 -4 M0 8 8 0 M6 10 10 6", "no_law_known": "M-2 2 4 -4 M0 8 8 0 M6 10 10 6", "not_checked": "M2 3.5h3 M6 7.5h2"}
"""Stretches with a pattern, by their kind; the others have a plain ground."""
LABEL_ROOM = 56


@dataclass(frozen=True, slots=True)
class Drawn:
    """What pygal drew: its tree, and for each of its series our classes and a label, the empty string for none."""

    tree: Any
    kinds: tuple[str, ...]
    labels: tuple[str, ...]


def plain_svg(drawn: Drawn, name: str, said: tuple[str, str], role: str, classes: str) -> Markup:
    """The chart as an element for a page.

    name: its id, unique on the page. said: title and description, which name it to screen readers (SVG Accessibility API Mappings, 8.1).
    role: `img`, or `group` where it has links. classes: of the `svg`.
    """
    named = {"role": role, "aria-labelledby": f"{name}-t", "aria-describedby": f"{name}-d"}
    svg = Tree.Element("svg", {"class": classes, "viewBox": drawn.tree.get("viewBox"), **named})
    Tree.SubElement(svg, "title", {"id": f"{name}-t"}).text = said[0]
    Tree.SubElement(svg, "desc", {"id": f"{name}-d"}).text = said[1]
    _patterns(svg, name, drawn.kinds)
    for layer in drawn.tree.iterfind("g/g"):
        if layer.get("class") == "plot":
            group = Tree.SubElement(svg, "g", {"transform": layer.get("transform")})
            _layer(group, layer, drawn, name)
    return Markup(Tree.tostring(svg, encoding="unicode"))  # ElementTree escaped all texts and attributes


def _patterns(svg: Tree.Element, name: str, kinds: tuple[str, ...]) -> None:
    wanted = [kind for kind in HATCHED if f"stretch {kind}" in kinds]
    defs = Tree.SubElement(svg, "defs") if wanted else svg
    for kind in wanted:
        box = {"id": f"{name}-{kind}", "width": "8", "height": "8", "patternUnits": "userSpaceOnUse"}
        pattern = Tree.SubElement(defs, "pattern", box)
        Tree.SubElement(pattern, "path", {"class": f"hatch {kind}", "d": HATCHED[kind]})


def _layer(group: Tree.Element, layer: Any, drawn: Drawn, name: str) -> None:  # noqa: ANN401 - lxml's or ElementTree's element
    width = float(layer.find("rect").get("width"))
    for part in layer:
        kinds = (part.get("class") or "").split()
        if kinds[:1] == ["axis"]:
            axis = Tree.SubElement(group, "g", {"class": f"axis {kinds[1]}", "aria-hidden": "true"})
            for shape in _shapes(part):
                _copied(axis, shape, "guide" if shape.tag == "path" else "")
        elif kinds[:1] == ["series"]:
            number = int(kinds[1].removeprefix("serie-"))
            _series(group, part, (drawn.kinds[number], drawn.labels[number]), name, width)


def _series(group: Tree.Element, part: Any, meant: tuple[str, str], name: str, width: float) -> None:  # noqa: ANN401
    kind, label = meant
    first, _, of = kind.partition(" ")
    for shape in _shapes(part):
        link, said = _link_of(shape), _label_of(shape) or label
        if first == "mark":
            _mark(group, shape, of, said, width)
            continue
        target = Tree.SubElement(group, "a", {"href": link, "aria-label": said}) if link else group
        copy = _copied(target, shape, kind)
        if first == "stretch" and of in HATCHED:
            copy.set("fill", f"url(#{name}-{of})")
        if said:
            Tree.SubElement(copy, "title").text = said


def _mark(group: Tree.Element, shape: Any, of: str, said: str, width: float) -> None:  # noqa: ANN401
    """A line through a day, and what it is called at its top, on the side that has room."""
    if shape.tag == "path":
        (x, low), (_, high) = _points(shape.get("d"))
    else:
        x, high = float(shape.get("x")), float(shape.get("y"))
        low = high + float(shape.get("height"))
    Tree.SubElement(group, "path", {"class": f"mark {of}", "d": f"M{x:.1f} {high:.1f}V{low:.1f}"})
    if said:
        aside = (x - 4, "end") if x > width - LABEL_ROOM else (x + 4, "start")
        text = Tree.SubElement(group, "text", {"class": f"label {of}", "x": f"{aside[0]:.1f}", "y": "11", "text-anchor": aside[1]})
        text.text = said


def _copied(parent: Tree.Element, shape: Any, kind: str) -> Tree.Element:  # noqa: ANN401
    """A shape with its place and size alone, in tenths of a pixel."""
    tag = shape.tag
    kept = {key: _tenths(shape.get(key)) for key in SHAPES[tag] if shape.get(key)}
    copy = Tree.SubElement(parent, tag, {"class": kind, **kept} if kind else kept)
    if tag == "text":
        copy.text = shape.text
    return copy


def _points(path: str) -> list[tuple[float, float]]:
    """The corners of a path that has lines only."""
    numbers = [float(each) for each in NUMBER.findall(path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _shapes(part: Any) -> Iterator[Any]:  # noqa: ANN401
    return (each for each in part.iter() if each.tag in SHAPES)


def _link_of(shape: Any) -> str:  # noqa: ANN401
    around = shape.getparent()
    return str(around.get(f"{XLINK}href") or "") if around is not None and around.tag == "a" else ""


def _label_of(shape: Any) -> str:  # noqa: ANN401
    return next((str(each.text or "") for each in shape.getparent() if each.tag == "desc" and each.get("class") == "label"), "")


def _tenths(text: str) -> str:
    return NUMBER.sub(lambda found: f"{float(found[0]):.1f}", text)
