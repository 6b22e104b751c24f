"""What changed between two revisions of an item, whether it matters, and why: pure functions over text."""
