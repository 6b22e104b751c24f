"""README.md is run: every command and every SQL statement in it, every page it names, every setting. Nothing is skipped silently."""

from __future__ import annotations

import http.client
import json
import os
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from cli_runs import Cli

from tracker.config import Config, load_config, settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ITEMS = ROOT / "tests" / "data" / "cli_items.jsonl"
NOT_RUN = {
    "test": "it would run this very test",
    "lint": "it checks the code and not the program; CI runs it",
    "bench": "it measures for minutes",
    "setup": "it installs what this test runs with",
}
"""Words of run.sh that are no commands of the program, each with the reason why it is not executed here."""
GO_ON = ("up", "run", "serve")
PLACEHOLDERS = {"COMMAND", "URL", "ID", "FILE", "FILE.jsonl", "ITEM", "DIR", "EVENT", "RATE"}
EXAMPLES = {
    "<id>": {"event": "2025-07-22-deal-announced", "item": "1", "changes": "1"},
    "<class>": {"rates": "autos"}, "<a>..<b>": {"diff": "1..2"},
}  # fmt: skip
NO_SETTINGS = {"TRACKER_NOW", "TRACKER_CONFIG"}


def blocks(language: str) -> list[str]:
    """The fenced blocks in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.M | re.S)


def lines() -> list[list[str]]:
    """The commands of every `sh` block, block by block; a line that goes on in the next is one."""
    found = (block.replace("\\\n", " ").splitlines() for block in blocks("sh"))
    return [[line.strip() for line in block if line.strip() and not line.strip().startswith("#")] for block in found]


def words_of(line: str) -> list[str]:
    """A command line as the program's words; fails for one that is neither `./run.sh` nor `tracker`."""
    words = shlex.split(line)
    assert words[0] in ("./run.sh", "tracker", ".venv/bin/tracker"), f"README has a command that this test does not know: {line}"
    return words[1:]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with some items, one of them edited, in which no source is on: nothing outside is asked."""
    cli = Cli(tmp_path_factory.mktemp("readme"))
    cli("init")
    cli("import", ITEMS)
    first = json.loads(ITEMS.read_text(encoding="utf-8").splitlines()[0])
    (cli.folder / "edited.jsonl").write_text(json.dumps({**first, "title": "Akazawa meets Trump; no deal yet"}), encoding="utf-8")
    cli("import", "edited.jsonl", TRACKER_NOW="2026-11-01T05:00:00Z")
    cli.write("UPDATE sources SET enabled = 0, set_by_person = '[\"enabled\"]'")
    cli.write("PRAGMA wal_checkpoint(TRUNCATE)")
    return cli.folder / "tracker.db"


@pytest.fixture
def cli(tmp_path: Path, prepared: Path) -> Cli:
    (tmp_path / "tracker.db").write_bytes(prepared.read_bytes())
    return Cli(tmp_path, {"TRACKER_PORT": "0", "TRACKER_WORKERS": "0"})


def get(address: str, path: str) -> int:
    conn = http.client.HTTPConnection(address.removeprefix("http://"), timeout=20)
    try:
        conn.request("GET", path)
        return conn.getresponse().status
    finally:
        conn.close()


def test_the_readme_has_commands() -> None:
    assert sum(map(len, lines())) >= 10
    assert ["./run.sh up"] in lines() and ["./run.sh test"] in lines()


@pytest.mark.parametrize("block", lines(), ids=lambda block: "; ".join(block)[:60])
def test_every_command_of_the_readme_runs(cli: Cli, block: list[str]) -> None:
    for line in block:
        words = words_of(line)
        if words[0] in NOT_RUN:
            assert re.search(rf"^(\S+ \| )*{words[0]}( \| \S+)*\)$", (ROOT / "run.sh").read_text(encoding="utf-8"), re.M), line
        elif words[0] in GO_ON and "--once" not in words:
            with cli.service(*words) as service:
                if words[0] == "run":
                    service.wait_for("polling")
                else:
                    assert get(service.address(), "/timeline") == 200
                assert service.end() == 0, line
        else:
            got = cli(*words)
            assert got.out.strip(), line


def test_run_sh_hands_other_words_to_the_program() -> None:
    script = (ROOT / "run.sh").read_text(encoding="utf-8")
    assert 'exec .venv/bin/tracker "$command" "$@"' in script and 'exec .venv/bin/tracker up "$@"' in script
    assert os.access(ROOT / "run.sh", os.X_OK)
    got = subprocess.run([ROOT / "run.sh", "--help"], capture_output=True, text=True, check=True, timeout=20)
    assert got.stdout.startswith("usage: ./run.sh up|test")


def inline() -> Iterator[str]:
    """Commands named within the text."""
    yield from (code for code in re.findall(r"`([^`\n]+)`", README) if code.startswith(("./run.sh ", "tracker ")))


@pytest.mark.parametrize("code", sorted(set(inline())))
def test_every_command_named_in_the_text_is_there(cli: Cli, code: str) -> None:
    words = words_of(code)
    if words[0] in NOT_RUN or words == ["COMMAND"]:
        return
    if not PLACEHOLDERS & set(words) and words[0] not in GO_ON:
        cli(*words)
        return
    known = [word for word in words if word not in PLACEHOLDERS and not word.startswith("-")]
    assert all(word.islower() for word in known), f"{code}: a placeholder that this test does not know"
    assert len(cli(*known, "--help").out) > 50


@pytest.mark.parametrize("statement", [one.strip() for block in blocks("sql") for one in block.split(";") if one.strip()])
def test_every_statement_runs_and_finds_something_or_has_no_reason_to(cli: Cli, statement: str) -> None:
    found = cli.rows(statement)
    about_items = re.search(r"item_changes|first_seen_at >", statement)  # of a poll's time, which this database has not seen
    assert found or about_items, statement


def test_every_page_named_answers(prepared: Path, tmp_path: Path) -> None:
    (tmp_path / "tracker.db").write_bytes(prepared.read_bytes())
    paths = {path for path in re.findall(r"`(/[^`\s]*)`", README)} | set(re.findall(r"<http://127\.0\.0\.1:8001(/[^>]*)>", README))
    assert {"/timeline", "/event/<id>", "/item/<id>", "/rates", "/sources"} <= paths
    with Cli(tmp_path, {}).service("serve", "--port", "0") as serve:
        address = serve.address()
        for path in sorted(paths):
            asked = path
            for name, examples in EXAMPLES.items():
                for kind, example in examples.items():
                    asked = asked.replace(f"/{kind}/{name}", f"/{kind}/{example}")
            assert "<" not in asked, f"{path}: a placeholder that this test does not know"
            assert get(address, asked) == (503 if path == "/-/health" else 200), path  # no poller runs here, and health says so
        assert serve.end() == 0


def rows_of_settings() -> dict[str, str]:
    """The rows of the table of settings: key, what it sets."""
    section = README.split("\n## Configuration\n")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| `([a-z_]+)` \| (.*?) \|$", section, re.M))


def test_every_setting_stands_in_the_readme_with_its_words_and_default() -> None:
    table = rows_of_settings()
    assert list(table) == list(settings())
    for one in fields(Config):
        if one.metadata:
            said = re.fullmatch(r"(.*?)(?: \[([^\]]*)\])?", table[one.name])
            assert said and said[1] == one.metadata["what"], one.name
            default = ", ".join(one.default) if isinstance(one.default, tuple) else str(one.default)
            assert (said[2] or "") == (default.lower() if isinstance(one.default, bool) else default), one.name


def test_every_variable_named_is_one() -> None:
    named = set(re.findall(r"\bTRACKER_[A-Z_]+\b", README)) - {"TRACKER_"}
    assert named - {f"TRACKER_{key.upper()}" for key in settings()} <= NO_SETTINGS


def test_every_piece_of_configuration_is_understood(tmp_path: Path) -> None:
    pieces = [*blocks("toml"), *re.findall(r"`([a-z_]+ = [^`\n]+)`", README)]
    assert pieces
    for piece in pieces:
        (tmp_path / "tracker.toml").write_text(piece + "\n", encoding="utf-8")
        assert set(tomllib.loads(piece)) <= set(settings())
        load_config(tmp_path / "tracker.toml", {})


def test_what_it_links_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target
