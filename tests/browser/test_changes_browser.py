"""Changes in a real browser: they fit desk and phone, are told apart by all eyes, and are announced to those who hear the page."""

import re

import pytest
from cdp import chromium, pages_fit, served, walk
from change_stock import HOSTILE, JAPANESE, SILENT, WITHDRAWN, changed_database

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed: apt-get install chromium")

PAGES = (
    "/changes", f"/changes/{SILENT}", f"/changes/{JAPANESE}", f"/changes/{WITHDRAWN}", f"/changes/{HOSTILE}",
    "/item/2/diff/2..3?view=inline", "/changes?source=this-tracker", "/item/2",
)  # fmt: skip
# How people without one kind of cone see sRGB, linearised (Machado, Oliveira, Fernandes 2009, severity 1.0), and grey alone.
EYES = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with served(changed_database(tmp_path_factory.mktemp("browser"))) as url:
        yield url


def linear(colour):
    """A computed `rgb(…)` as three linear shares (WCAG 2.2, relative luminance)."""
    shares = [int(one) / 255 for one in re.findall(r"\d+", colour)[:3]]
    return [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]


def contrast(one, other):
    bright, dark = sorted((0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(one), linear(other))), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def apart(one, other, eyes):
    """How far two colours are from each other for some eyes, on the scale of 0 to 255 of the screen."""
    seen = [[sum(k * c for k, c in zip(row, linear(colour), strict=True)) for row in eyes] for colour in (one, other)]
    shown = [[255 * (max(0.0, min(1.0, share)) ** (1 / 2.4)) for share in each] for each in seen]
    return sum((a - b) ** 2 for a, b in zip(*shown, strict=True)) ** 0.5


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_pages_of_changes_are_quiet_and_fit_the_screen(address, lang, width):
    pages_fit(address, PAGES, lang, width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_came_and_what_went_are_told_apart_with_and_without_colour(address, scheme):
    async def steps(tab):
        await tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        await tab.open(f"{address}/changes/{SILENT}")
        style = "getComputedStyle(document.querySelector('{}')).{}"
        came, went, ink, paper = [
            await tab.value(style.format(*one))
            for one in (("ins", "backgroundColor"), ("del", "backgroundColor"), ("ins", "color"), ("body", "backgroundColor"))
        ]
        for ground in (came, went):
            assert contrast(ink, ground) >= 7
            assert contrast(ground, paper) > 1.05
        for name, eyes in EYES.items():
            assert apart(came, went, eyes) > 25, name
        assert await tab.value(style.format("ins", "textDecorationLine")) == "underline"
        assert await tab.value(style.format("del", "textDecorationLine")) == "line-through"

    walk(steps)


def test_changed_words_are_announced(address):
    async def steps(tab):
        await tab.call("Accessibility.enable")
        await tab.open(f"{address}/changes/{SILENT}")
        tree = await tab.call("Accessibility.getFullAXTree")
        roles = [node["role"]["value"] for node in tree["nodes"] if "role" in node]
        said = " ".join(str(node["name"].get("value", "")) for node in tree["nodes"] if "name" in node)
        assert "deletion" in roles and "insertion" in roles
        assert "[removed:" in said and "[added:" in said

    walk(steps)


def test_from_the_list_to_both_ways_to_look_and_back_to_the_item(address):
    async def steps(tab):
        await tab.open(f"{address}/changes?source=paper")
        await tab.follow(f"document.querySelector('.changes a[href=\"/changes/{SILENT}\"]').click()")
        assert await tab.value("document.querySelectorAll('table.side-by-side').length") == 2
        await tab.follow("document.querySelector('#difference ~ .order a').click()")
        assert await tab.value("document.querySelectorAll('.inline-diff ins').length") >= 2
        await tab.follow("document.querySelector('h1 a').click()")
        assert await tab.value("location.pathname") == "/item/2"

    walk(steps)


def test_a_filter_of_changes_can_be_set_and_taken_off(address):
    async def steps(tab):
        await tab.open(f"{address}/changes")
        every = await tab.value("document.querySelectorAll('.changes > li').length")
        await tab.value("document.querySelector('details.filters').open = true")
        await tab.value("document.querySelector('#f-kind').value = 'withdrawn'")
        await tab.follow("document.querySelector('.filters button').click()")
        assert await tab.value("document.querySelectorAll('.changes > li').length") == 1
        await tab.follow("document.querySelector('.active a').click()")
        assert await tab.value("document.querySelectorAll('.changes > li').length") == every

    walk(steps)
