"""Reads catalogue files: the one that is shipped with us, or one of your own."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from feeds.catalogue_toml import Catalogue, parse_catalogue
from feeds.errors import CatalogueError

DEFAULT_NAME = "sources.toml"


def read_default() -> Catalogue:
    """The catalogue that is shipped with us. Raises CatalogueError when an edited copy is broken."""
    return parse_catalogue(files("feeds").joinpath(DEFAULT_NAME).read_text("utf-8"), DEFAULT_NAME)


def read_catalogue(path: Path) -> Catalogue:
    """The catalogue in a file (UTF-8). Raises CatalogueError when it can't be read or holds a mistake."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(str(path), f"can't be read: {error}", "a TOML file in UTF-8 is wanted") from error
    return parse_catalogue(text, path.name)
