"""Reads the files behind event joining and builds a pack's model: the thin shell of `tracker.events.model`."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from tracker.anchor import shipped
from tracker.errors import PackError
from tracker.events.model import Extract, Model, Weights, build, read_weights
from tracker.events.words import Words, read_words
from tracker.pack import Pack

WEIGHTS = "event_weights.json"


def load_model(pack: Pack, extract: Extract) -> Model:
    """The model of a pack. extract: facts of its concepts (`tracker.facts.extract.Extractor.extract`).

    A pack without weights of its own takes those of the first shipped pack that has some. Raises PackError for files that can't be used.
    """
    return build(pack, extract, load_words(), load_weights(pack.folder))


def load_words() -> Words:
    """The words of acts, previews and agencies that ship with the program. Raises PackError where they can't be used."""
    path = Path(str(files("tracker"))) / "event_words.toml"
    return Words(read_words(_text(path), path.name))


def load_weights(folder: Path) -> Weights:
    """The weights in a pack's folder, else in the first shipped pack that has some. Raises PackError where there are none."""
    found = next((path for path in (place / WEIGHTS for place in (folder, *shipped())) if path.is_file()), None)
    if found is None:
        raise PackError(str(folder), f"no {WEIGHTS} there, nor in a shipped pack")
    return read_weights(_text(found), f"{found.parent.name}/{found.name}")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(str(path), f"can't be read: {error}", "it must be a readable file in UTF-8") from error
