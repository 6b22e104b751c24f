"""Time, memory and space of `tracker export` over many items: `./run.sh bench export_cost` 1,000,000, `… export_cost 120000` fewer."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.large_database import Size, make

AN_EVENT = 50
PROGRAM = "from tracker.cli.main import main; main()"


def run(items: int = 1_000_000) -> dict[str, float]:
    """Seconds, peak of resident memory in MB, and the export's size beside the database's, in MB; the export is a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        database = Path(name) / "tracker.db"
        make(database, Size(items, items // AN_EVENT))
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", PROGRAM, "--db", str(database), "export"], check=True, stdout=subprocess.DEVNULL)
        taken_s = time.perf_counter() - began
        size = sum(path.stat().st_size for path in database.with_name("tracker.db.download").rglob("*") if path.is_file())
        peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        mb = database.stat().st_size / 1e6
    return {
        "items": items, "seconds": round(taken_s, 1), "peak_mb": round(peak_mb), "export_mb": round(size / 1e6), "database_mb": round(mb),
        "ratio": round(size / 1e6 / mb, 2),
    }  # fmt: skip
