"""How a running server knows that the database was written: one connection that only looks."""

from __future__ import annotations

import secrets

from datasette.app import Datasette

from db.queries.version import data_version
from tracker.publish.app import database_of, publication_of
from tracker.publish.caching import State


class Watch:
    """One connection of a Datasette's database, used by the server's own thread alone."""

    def __init__(self, datasette: Datasette) -> None:
        """Opens the connection; Datasette closes it with its others."""
        publication = publication_of(datasette)
        self._conn = database_of(datasette).connect()
        # The numbers of another process, or of this one before it was started anew, mean something else.
        self._program = f"{publication.version} {publication.style} {secrets.token_hex(8)}"

    def state(self) -> State:
        """What the database and the program are now. Raises StoreError's children."""
        return State(str(data_version(self._conn)), self._program)


def watch_of(datasette: Datasette) -> Watch:
    """The watch of a Datasette, made when it is first asked for."""
    watch: Watch | None = getattr(datasette, "tracker_watch", None)
    if watch is None:
        watch = datasette.tracker_watch = Watch(datasette)
    return watch
