"""What holds for every command: help with an example, usage errors with status 2, our errors as one line with status 1."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from cli_runs import Cli

from tracker.cli.main import PLACES, main

CONTRACT = {
    "up", "init", "poll", "run", "serve", "import", "sources", "link", "relink", "correct", "events", "rates", "timeline", "changes",
    "diff", "claims", "search", "eval", "fingerprint", "doctor", "backup", "restore", "export", "config", "systemd",
}  # fmt: skip
WITHOUT_OUTPUT = {
    "up", "run", "serve", "systemd", "digest-mail", "sources remove", "sources enable", "sources disable", "sources import-opml",
    "sources export-opml",
}  # fmt: skip
"""Commands whose output no program reads: they go on, or print one file."""
NEEDS_DATABASE = (
    "poll", "run", "serve", "timeline", "changes", "diff 1", "rates", "claims", "search x", "link 1", "relink", "fingerprint", "backup",
    "correct 1 --link --reason x", "events merge a b --reason x", "events split a 1 --reason x", "rates confirm a --reason x",
    "rates add --class autos --from 2026-01-01 --reason x", "rates close a --to 2026-01-01 --reason x", "sources list", "sources test x",
    "sources enable x", "sources remove x", "sources export-opml", "sources add http://127.0.0.1:9/", "eval --corrections", "doctor",
    "settle event a --reason x", "prune", "prune --dry-run", "export", "export out",
)  # fmt: skip


def commands(group: click.Group = main, name: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for part in group.list_commands(context):
        command = group.get_command(context, part)
        assert command is not None
        full = f"{name} {part}".strip()
        yield full, command
        if isinstance(command, click.Group):
            yield from commands(command, full)


def test_the_commands_of_the_contract_are_there() -> None:
    assert set(PLACES) == set(main.list_commands(click.Context(main))) >= CONTRACT


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=lambda value: value if isinstance(value, str) else "")
def test_every_command_helps_with_an_example(tmp_path: Path, name: str, command: click.Command) -> None:
    got = Cli(tmp_path)(*name.split(), "--help")
    examples = [line for line in got.lines if f"tracker {name}" in " ".join(line.replace("--db tariffs.db ", "").split())]
    assert "Example" in got.out and len(examples) >= 2, got.out  # the usage line, and an example
    options = {option for parameter in command.params for option in parameter.opts}
    if not isinstance(command, click.Group) or command.invoke_without_command:
        assert ("--json" in options) != (name in WITHOUT_OUTPUT)
    assert Cli(tmp_path)(*name.split(), "--no-such-option", code=2).err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", NEEDS_DATABASE)
def test_without_a_database_it_says_so_in_one_line_and_makes_none(tmp_path: Path, words: str) -> None:
    got = Cli(tmp_path)(*words.split(), code=1)
    said = got.out + got.err
    assert "there is no database here" in said and "`tracker init`" in said
    if words != "doctor":
        assert got.err.count("\n") == 1 and got.err.startswith("tracker: ") and not got.out.strip()
    assert not list(tmp_path.glob("*.db"))


@pytest.mark.parametrize(
    ("text", "said"),
    [("prt = 1", "did you mean 'port'?"), ("port = 'x'", "a whole number"), ("port = ", "no TOML"), ("host_delay_s = -1", "too small")],
)
def test_a_configuration_that_can_not_be_used_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "tracker.toml").write_text(text, encoding="utf-8")
    got = Cli(tmp_path)("config", code=1)
    assert said in got.err and got.err.count("\n") == 1
    assert "can't be read" in Cli(tmp_path)("--config", "none.toml", "config", code=1).err


def test_a_file_that_is_no_database_and_one_of_a_newer_program_are_refused(tmp_path: Path) -> None:
    cli = Cli(tmp_path)
    (tmp_path / "tracker.db").write_bytes(b"this is not a database, but long enough to be looked at" * 20)
    assert "no SQLite database" in cli("timeline", code=1).err
    (tmp_path / "tracker.db").unlink()
    cli("init")
    cli.write("PRAGMA user_version = 9999")
    for words in ("timeline", "poll", "init", "relink"):
        assert "newer program" in cli(words, code=1).err


def test_as_a_process_an_error_is_one_line_without_a_traceback(tmp_path: Path) -> None:
    got = Cli(tmp_path).process("timeline")
    assert (got.code, got.out) == (1, "")
    assert got.err.startswith("tracker: tracker.db: there is no database here") and got.err.count("\n") == 1
    version = Cli(tmp_path).process("--version")
    assert version.code == 0 and version.out.startswith("tracker, version ")
