"""Makes `tests/data/timeline.png`, the picture of the timeline in the README, from the baseline alone.

Run it from the project's folder after a change of the pages: `.venv/bin/python tests/browser/picture.py`
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
PICTURE = TESTS / "data" / "timeline.png"
QUERY = "order=oldest&from=2025-04-14&to=2025-05-20"


async def make(target: Path) -> None:
    """Write the picture: the days around the anchor, at the width of a desk."""
    from cdp import open_tab, served
    from publish_stock import baseline_database

    with tempfile.TemporaryDirectory() as folder, served(baseline_database(Path(folder))) as url:
        async with open_tab() as tab:
            await tab.open(f"{url}/timeline?{QUERY}", 1100, 960)
            await tab.picture(target)


if __name__ == "__main__":
    sys.path[:0] = [str(TESTS), str(TESTS / "browser"), str(TESTS.parent)]
    asyncio.run(make(PICTURE))
