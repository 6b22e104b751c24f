"""Linked items to events, in two languages: which event an item reports, when a new one opens, and how the whole store settles. Pure."""
