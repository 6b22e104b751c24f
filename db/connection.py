"""The name of what every read is handed, for those above `db`, which know no SQLite."""

from __future__ import annotations

from sqlite3 import Connection as Connection
