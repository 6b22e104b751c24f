"""What every command shares: options, configuration, output for people or programs, and errors as one line without a traceback."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from db.connection import Connection
from db.errors import StoreError
from db.store.connect import Store, open_store, read_connection, refuse_older, version_of
from feeds.errors import FeedError
from tracker.clock import start_from
from tracker.config import Config, load_config, with_options
from tracker.errors import TrackerError

OURS = (TrackerError, StoreError, FeedError)
"""Whatever a command may say in one line; anything else is a fault of the program and rises."""


class Context:
    """What the options before the command say; the configuration is read when a command first asks for it."""

    def __init__(self, db: Path | None, config: Path | None, verbose: int) -> None:
        """Keep the options. verbose: how often -v stood there."""
        self._db, self._file, self.verbose = db, config, verbose
        self._config: Config | None = None

    @property
    def config(self) -> Config:
        """The configuration in force. Raises ConfigError."""
        if self._config is None:
            self._config = with_options(load_config(self._file, os.environ), db=self._db)
        return self._config

    @property
    def now(self) -> datetime:
        """The instant of a one-shot command: `TRACKER_NOW`, else the machine's. Raises ConfigError."""
        return start_from(os.environ)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The database, for writing. Raises StoreError's children, SchemaTooOld for one that was not migrated among them."""
        with open_store(self.config.db) as store:
            refuse_older(store.path, version_of(store.conn))
            yield store

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The database, for reading only. Raises StoreError's children."""
        conn = read_connection(self.config.db)
        try:
            yield conn
        finally:
            conn.close()


pass_context = click.make_pass_decorator(Context)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, to be read by a program.")


class Day(click.ParamType):  # type: ignore[type-arg]  # generic only in newer versions of click
    """A day `YYYY-MM-DD`, or where it may be, an instant in ISO 8601; the text stays as it was given. Empty: none."""

    name = "day"

    def __init__(self, instants: bool = False) -> None:
        """instants: whether an instant will do too."""
        self._instants = instants

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 - as click.ParamType
        """The text of a day or instant; another text is a usage error."""
        text = str(value).strip()
        try:
            if len(text) == 10 or not self._instants:
                date.fromisoformat(text or "2025-04-16")
            elif text:
                datetime.fromisoformat(text.replace("Z", "+00:00"))
        except ValueError:
            instant = ", or an instant such as 2025-04-16T20:00:00Z" if self._instants else ""
            self.fail(f"{text!r} is no day: write one such as 2025-04-16{instant}", param, ctx)
        return text


class Group(click.Group):
    """A group whose commands are imported when they are asked for, and end in one line and status 1 where one of our errors rises.

    Usage errors end with 2, as click has it.
    """

    def __init__(self, *args: Any, places: Mapping[str, str] | None = None, **options: Any) -> None:  # noqa: ANN401 - as click.Group
        """places: the module of each command by name; the command is that module's attribute of the same name, `-` as `_`."""
        super().__init__(*args, **options)
        self._places = places or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted({*super().list_commands(ctx), *self._places})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now; None for none."""
        if cmd_name not in self._places:
            return super().get_command(ctx, cmd_name)
        command = getattr(import_module(self._places[cmd_name]), cmd_name.replace("-", "_") + "_command")
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click.Group.invoke
        """Run the command. Our errors become a line on standard error and exit status 1."""
        try:
            return super().invoke(ctx)
        except OURS as error:
            click.echo(f"tracker: {error}", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            # Whoever read our output (`| head`) has seen enough: nothing failed.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


def plain(value: object) -> Any:  # noqa: ANN401 - JSON
    """A value as JSON knows it: dataclasses as objects, paths as text, tuples as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(part) for name, part in asdict(value).items()}
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(part) for part in value]
    return str(value) if isinstance(value, Path | datetime) else value


def print_json(value: object) -> None:
    """Print a value as indented JSON, Japanese left readable."""
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows as a table on a terminal, as tab-separated lines elsewhere. Empty cells for None."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for row in [list(columns), *cells]:
            click.echo("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in row))
        return
    table = Table(*columns, box=None, pad_edge=False)
    for row in cells:
        table.add_row(*(cell.replace("[", "\\[") for cell in row))
    Console().print(table)
