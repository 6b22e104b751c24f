"""Whether a database was written since one last looked."""

from __future__ import annotations

import sqlite3

from db.queries.read import fetch


def data_version(conn: sqlite3.Connection) -> int:
    """A number that is another one after each commit of any other connection, of whatever process (https://www.sqlite.org/pragma.html#pragma_data_version).

    It means something only beside an earlier one of the same connection, which must not write itself. Reads no table.
    Raises StoreError's children.
    """
    return int(fetch(conn, "PRAGMA data_version")[0][0])
