"""The wheel, installed into an empty environment and used from another folder: package data and entry points are in it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from cli_runs import Cli

ROOT = Path(__file__).parents[2]
PARTS = ("db", "feeds", "tracker")


def run(*words: object, cwd: Path) -> str:
    got = subprocess.run([str(word) for word in words], cwd=cwd, env=Cli(cwd).clean_env(), capture_output=True, text=True, check=False)
    assert got.returncode == 0, got.stdout + got.stderr
    return got.stdout


@pytest.mark.slow
def test_the_wheel_carries_its_data_and_sets_up_from_another_folder(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for part in PARTS:
        shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source)
    # The build's own requirements are here; an isolated build would fetch them.
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path, source, cwd=tmp_path)
    wheel = next(tmp_path.glob("*.whl"))
    held = {Path(name).as_posix() for name in zipfile.ZipFile(wheel).namelist()}
    data = (path for part in PARTS for path in (source / part).rglob("*") if path.is_file())
    assert not {path.relative_to(source).as_posix() for path in data} - held
    assert not [name for name in held if name.startswith("tests")]

    home = tmp_path / "env"
    venv.EnvBuilder(with_pip=False, symlinks=True).create(home)
    place = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    run(sys.executable, "-m", "pip", "--python", home / "bin" / "python", "install", "-q", "--no-deps", "--no-index", wheel, cwd=tmp_path)
    assert (place / "tracker" / "publish" / "templates").is_dir()
    # What the program depends on is installed where this test runs; only the program itself is the wheel's.
    (place / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")

    away = tmp_path / "away"
    away.mkdir()
    where = run(home / "bin" / "python", "-c", "import tracker, feeds, db; print(tracker.__file__, feeds.__file__, db.__file__)", cwd=away)
    assert all(Path(path).is_relative_to(home) for path in where.split())
    assert "125 sources are on" in run(home / "bin" / "tracker", "init", cwd=away)
    assert (away / "tracker.db").exists()
    assert len(run(home / "bin" / "tracker", "timeline", "--limit", "1000", cwd=away).splitlines()) >= 113
    assert "Linked to" in run(home / "bin" / "tracker", "link", "--text", "Akazawa meets Trump on tariffs", cwd=away)
    plugins = json.loads(run(home / "bin" / "python", "-m", "datasette", "plugins", cwd=away))
    assert [(one["static"], one["templates"]) for one in plugins if one["name"] == "tariff-timeline"] == [(True, True)]
