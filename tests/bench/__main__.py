"""`./run.sh bench` runs all comparisons, `./run.sh bench NAME [NUMBER]` one; each prints one line of JSON with its ratios."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))


def main(arguments: list[str]) -> None:
    names = arguments[:1] or sorted(path.stem for path in HERE.glob("*.py") if "\ndef run(" in path.read_text())
    for name in names:
        run = importlib.import_module(f"bench.{name}").run
        print(name, json.dumps(run(*(int(value) for value in arguments[1:]))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
