"""The folder of what `/download` offers, and making it anew once a day beside the poller, in a process of its own."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

from db.store.connect import Store
from db.store.retention import last_done, mark_done
from tracker.config import Config
from tracker.instants import instant_of, text_of

LOG = logging.getLogger("tracker")
EVERY = timedelta(days=1)
TASK = "downloads"
_PROGRAM = "from tracker.cli.main import main; main()"
_NICE = 10
"""How far the process that makes downloads stands back behind the poller and the pages."""


def downloads_folder(database: Path, setting: str) -> Path:
    """Where downloads lie. setting: as configured; a relative path lies beside the database, empty is `<database>.download` there."""
    return database.absolute().parent / Path(setting or f"{database.name}.download").expanduser()


class Downloads:
    """Makes the downloads anew in turn, one process at a time, and records when that was done whole."""

    def __init__(self, config: Config) -> None:
        """Begin nothing yet."""
        self._config = config
        self._process: subprocess.Popen[bytes] | None = None
        self._began: datetime | None = None

    def in_turn(self, store: Store, now: datetime) -> None:
        """Begin where the setting is on and a day has passed since the last time, and record what has ended. now: aware UTC.

        What fails says so on standard error, leaves the former downloads, and is tried again a day later. Raises StoreError's children.
        """
        if self._process is not None:
            self._look(store)
        elif self._config.downloads_daily and self._is_due(store, now):
            self._began = now
            try:
                self._process = subprocess.Popen(export_command(self._config), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _NICE)
            except OSError as error:
                LOG.error("downloads can't be made anew: %s", error.strerror)

    def close(self) -> None:
        """End what is under way; the former downloads stay."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None

    def _is_due(self, store: Store, now: datetime) -> bool:
        last = last_done(store.conn, TASK)
        times = [one for one in (instant_of(last) if last else None, self._began) if one is not None]
        return not any(one <= now < one + EVERY for one in times)

    def _look(self, store: Store) -> None:
        assert self._process is not None and self._began is not None
        status = self._process.poll()
        if status is None:
            return
        self._process = None
        if status == 0:
            mark_done(store, TASK, text_of(self._began))
        else:
            LOG.error("downloads could not be made anew (status %d); again in a day", status)


def export_command(config: Config) -> list[str]:
    """The command that makes the downloads of a configuration, as a process of this installation."""
    file = [] if config.file is None else ["--config", str(config.file.absolute())]
    return [sys.executable, "-c", _PROGRAM, "--db", str(config.db.absolute()), *file, "export"]
