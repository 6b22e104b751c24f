"""The command line as a person uses it, in a folder of its own: most commands in this process, services as processes of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from db.store.connect import open_store
from tracker.cli.main import main

NOW = "2026-11-01T03:00:00Z"
TRACKER = str(Path(sys.executable).with_name("tracker"))


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


@dataclass
class Cli:
    """A folder in which commands run; `env` is put over an environment without any `TRACKER_…`."""

    folder: Path
    env: dict[str, str] = field(default_factory=lambda: {"TRACKER_NOW": NOW})

    def __call__(self, *words: object, code: int = 0, stdin: str | None = None, **env: str) -> Ran:
        """Run a command in this process and check its exit status. env: further variables."""
        clean = {name: None for name in os.environ if name.startswith("TRACKER_")}
        with chdir(self.folder):
            env = {**clean, **self.env, **env}  # type: ignore[dict-item]
            got = CliRunner().invoke(main, [str(word) for word in words], input=stdin, env=env, prog_name="tracker")
        if got.exception is not None and not isinstance(got.exception, SystemExit):
            raise got.exception
        ran = Ran(got.exit_code, got.stdout, got.stderr)
        assert ran.code == code, ran
        return ran

    def clean_env(self, **env: str) -> dict[str, str]:
        """The environment of a process of its own."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
        return {**kept, **self.env, **env, "PYTHONUNBUFFERED": "1"}

    def process(self, *words: object, **env: str) -> Ran:
        """Run a command as a process and wait for it."""
        got = subprocess.run(
            [TRACKER, *map(str, words)], cwd=self.folder, env=self.clean_env(**env), capture_output=True, text=True, timeout=60, check=False
        )
        return Ran(got.returncode, got.stdout, got.stderr)

    @contextmanager
    def service(self, *words: object, **env: str) -> Iterator[Service]:
        """Start a command that goes on; it is ended at the latest when the block is left."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        started = subprocess.Popen([TRACKER, *map(str, words)], cwd=self.folder, env=self.clean_env(**env), text=True, **pipes)
        service = Service(started)
        try:
            yield service
        finally:
            service.kill()

    def rows(self, sql: str, *values: object, db: str = "tracker.db") -> list[tuple[Any, ...]]:
        """Rows of the database."""
        with open_store(self.folder / db) as store:
            return [tuple(row) for row in store.conn.execute(sql, values)]

    def one(self, sql: str, *values: object) -> Any:
        """The first cell of the first row."""
        return self.rows(sql, *values)[0][0]

    def write(self, sql: str, *values: object) -> None:
        """Change the database behind the program's back."""
        with open_store(self.folder / "tracker.db") as store:
            store.conn.execute(sql, values)


class Service:
    """A running process, whose output is read as it comes."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.out: list[str] = []
        self.err: list[str] = []
        self._readers = [
            threading.Thread(target=self._read, args=(pipe, lines), daemon=True)
            for pipe, lines in ((process.stdout, self.out), (process.stderr, self.err))
        ]
        for reader in self._readers:
            reader.start()

    @staticmethod
    def _read(pipe: Any, lines: list[str]) -> None:
        for line in pipe:
            lines.append(line.rstrip("\n"))
        pipe.close()

    def wait_for(self, words: str, seconds: float = 20.0) -> str:
        """The first line of output with these words."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for line in list(self.out):
                if words in line:
                    return line
            if self.process.poll() is not None and not any(reader.is_alive() for reader in self._readers):
                break
            time.sleep(0.02)
        raise AssertionError(f"{words!r} was not said: {self.out} {self.err}")

    def address(self) -> str:
        """Where the pages are, as soon as it is said; without the slash at the end."""
        return self.wait_for("the timeline is at ").rsplit(" ", 1)[1].rstrip("/")

    def end(self, seconds: float = 20.0) -> int:
        """Ask it to end, wait for it, and give its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.ended(seconds)

    def ended(self, seconds: float = 20.0) -> int:
        """The exit status, once it has ended."""
        code = self.process.wait(seconds)
        for reader in self._readers:
            reader.join(5)
        return code

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.ended()
