"""Everything that is public as files: tables, timeline, a copy of the database, and what describes and proves them."""
