"""One anchor's way from a text to a link: what its pack says, made ready once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tracker.anchor import shipped
from tracker.errors import PackError
from tracker.facts.extract import Extractor
from tracker.link.decide import link_subject
from tracker.link.model import Model, read_model
from tracker.pack import Pack
from tracker.types import Link, Subject

WEIGHTS = "weights.json"


@dataclass(frozen=True, slots=True)
class Linker:
    """Finds the facts of an anchor's gazetteer and decides by its model."""

    anchor_id: str
    extractor: Extractor
    model: Model

    def link(self, subject: Subject) -> Link:
        """Whether a subject belongs to the anchor's story, with reasons."""
        return link_subject(subject, self.extractor, self.model)


def linker_of(pack: Pack) -> Linker:
    """The linker of a pack. One without weights of its own is decided by the shipped ones: they weigh kinds of concepts, not words.

    Raises PackError where the weights can't be read.
    """
    path = Path(pack.weights) if pack.weights else shipped()[0] / WEIGHTS
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise PackError(path.name, f"can't be read: {error.strerror}", "install the program again, or give the pack its weights") from error
    return Linker(pack.anchor.id, Extractor(pack.concepts), read_model(text, path.name, pack.concepts, pack.anchor.id))
