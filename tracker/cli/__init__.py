"""The `tracker` command line (click): one module a group of commands."""
