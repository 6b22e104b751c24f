"""What we remember: one SQLite file, its schema, every write and every read. Knows nothing of tariffs or of HTTP."""
