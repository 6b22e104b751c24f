"""axe-core, the accessibility checker, from the npm registry as it is configured; kept beside the virtual environment once it was had."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from cdp import Tab

VERSION = "4.14.1"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
GRAVE = ("serious", "critical")
_KEPT = Path(__file__).resolve().parents[2] / ".venv" / f"axe-core-{VERSION}.min.js"


@cache
def axe_script() -> str | None:
    """The checker's script, None where it can't be had: without npm, or without its registry."""
    if not _KEPT.exists() and not _fetch():
        return None
    return _KEPT.read_text(encoding="utf-8")


def _fetch() -> bool:
    npm = shutil.which("npm")
    if npm is None or not _KEPT.parent.is_dir():
        return False
    with tempfile.TemporaryDirectory() as folder:
        packing = [npm, "pack", f"axe-core@{VERSION}", "--silent", "--pack-destination", folder]
        try:
            subprocess.run(packing, cwd=folder, check=True, capture_output=True, timeout=120, stdin=subprocess.DEVNULL)
        except (subprocess.SubprocessError, OSError):
            return False
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as packed:
            script = packed.extractfile("package/axe.min.js")
            assert script is not None
            _KEPT.write_bytes(script.read())
    return True


async def violations(tab: Tab) -> list[str]:
    """What the checker holds against the page that is shown, from `serious` on: a line each, with the elements."""
    await tab.value(f"{axe_script()};true")
    options = json.dumps({"runOnly": {"type": "tag", "values": list(RULES)}, "resultTypes": ["violations"]})
    answer = await tab.call(
        "Runtime.evaluate",
        expression=f"axe.run(document, {options}).then(found => JSON.stringify(found.violations))",
        awaitPromise=True,
        returnByValue=True,
    )
    assert "exceptionDetails" not in answer, answer
    found: list[dict[str, Any]] = json.loads(answer["result"]["value"])
    return [_line(one) for one in found if one["impact"] in GRAVE]


def _line(one: dict[str, Any]) -> str:
    nodes = ", ".join(" ".join(map(str, node["target"])) + " " + node["html"][:120] for node in one["nodes"][:4])
    return f"{one['id']} ({one['impact']}, {len(one['nodes'])} times): {one['help']}: {nodes}"
