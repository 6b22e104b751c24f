"""What a running publication was given: words, labels, packs and a clock. Read once when the server starts, from package data."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files

from tracker.anchor import load_packs
from tracker.clock import running_clock, start_from
from tracker.instants import Clock
from tracker.labels import Labels, read_labels
from tracker.pack import Pack
from tracker.publish.language import DEFAULT, Words

DISTRIBUTION = "tariff-timeline"
STYLE = "style.css"
OWN_STYLE = "datasette.css"


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything that the pages need beside the database.

    style: short hash of the style sheets, so that new ones are fetched. lang: the language for those who ask for none.
    public_url: the address that readers use, without a slash at its end; empty for the one that a request names.
    downloads: the setting of that name.
    """

    words: Words
    labels: Labels
    packs: tuple[Pack, ...]
    clock: Clock
    version: str
    style: str
    lang: str = DEFAULT
    public_url: str = ""
    downloads: str = ""


def load_publication(packs: Sequence[Pack] = (), clock: Clock | None = None, lang: str = "") -> Publication:
    """Read words and labels; without packs those that ship with the program, without a clock the machine's (or TRACKER_NOW's).

    Raises PackError for package data that can't be used, ConfigError for a bad TRACKER_NOW.
    """
    here = files("tracker.publish")
    styles = b"".join((here / "static" / name).read_bytes() for name in (STYLE, OWN_STYLE))
    return Publication(
        words=Words(tomllib.loads((here / "words.toml").read_text(encoding="utf-8"))),
        labels=read_labels(),
        packs=tuple(packs) or load_packs(),
        clock=clock or running_clock(start_from()),
        version=version(DISTRIBUTION),
        style=hashlib.sha256(styles).hexdigest()[:8],
        lang=lang or DEFAULT,
    )
