"""PDF and office files to plain text, and where a page links to such files."""
