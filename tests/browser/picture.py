"""Makes the pictures of the README, from the baseline and items of our own writing (`tests/data/picture_items.jsonl`).

Run it from the project's folder after a change of the pages: `.venv/bin/python tests/browser/picture.py`
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

TESTS = Path(__file__).resolve().parents[1]
ITEMS = TESTS / "data" / "picture_items.jsonl"
FOLDER = TESTS / "data" / "pictures"
NOW = "2026-10-10T12:00:00Z"
DESK, PHONE = (1100, 880), (390, 844)
COLOURS = 192
"""Of each picture: the pages have few, and so a file stays below 150 kB."""


@dataclass(frozen=True)
class Shot:
    """One picture. path: of the page. size: in CSS pixels."""

    name: str
    path: str
    size: tuple[int, int] = DESK
    dark: bool = False


SHOTS = (
    Shot("home", "/?ui=en"),
    Shot("timeline", "/timeline?order=oldest&from=2025-04-14&to=2025-05-20&ui=en", (1100, 1100)),
    Shot("event", "/event/2025-04-16-akazawa-trump-first-round?ui=en", (1100, 1900)),
    Shot("rates", "/rates?on=2025-09-20&known=2025-10-01&ui=en"),
    Shot("changes", "/changes?kind=edited&ui=en"),
    Shot("event-phone-ja", "/event/2025-04-16-akazawa-trump-first-round?ui=ja", PHONE),
    Shot("rates-phone-ja", "/rates/autos?on=2025-09-20&known=2025-10-01&ui=ja", PHONE),
    Shot("home-phone-dark", "/?ui=en", PHONE, dark=True),
)


async def make(folder: Path) -> None:
    """Write all pictures into a folder."""
    from cdp import open_tab, served
    from cli_runs import Cli

    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        cli = Cli(Path(place), {"TRACKER_NOW": NOW})
        cli("init")
        cli("import", ITEMS)
        with served(Path(place) / "tracker.db") as url:
            async with open_tab() as tab:
                for shot in SHOTS:
                    scheme = [{"name": "prefers-color-scheme", "value": "dark" if shot.dark else "light"}]
                    await tab.call("Emulation.setEmulatedMedia", features=scheme)
                    await tab.open(f"{url}{shot.path}", *shot.size)
                    await tab.picture(folder / f"{shot.name}.png")
                    quantised(folder / f"{shot.name}.png")


def quantised(path: Path) -> None:
    """Write a picture anew with few colours, as small as PNG makes it."""
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    sys.path[:0] = [str(TESTS), str(TESTS / "browser"), str(TESTS.parent)]
    asyncio.run(make(Path(sys.argv[1]) if sys.argv[1:] else FOLDER))
