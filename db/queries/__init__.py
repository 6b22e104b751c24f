"""Every read: Python functions over a connection, and the .sql files of views and canned queries."""
