"""What an enum value is called in English and Japanese, and the sentence that explains it, from `labels.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tracker.errors import PackError
from tracker.typed_rows import nearest, row_from

LANGS = ("en", "ja")
_WHERE = "tracker/labels.toml"


@dataclass(frozen=True, slots=True)
class Label:
    """A value's names and sentences."""

    en: str
    ja: str
    sentence_en: str
    sentence_ja: str

    def name(self, lang: str) -> str:
        """What the value is called; lang: `en` or `ja`."""
        return self.ja if lang == "ja" else self.en

    def sentence(self, lang: str) -> str:
        """The sentence that explains the value; lang: `en` or `ja`."""
        return self.sentence_ja if lang == "ja" else self.sentence_en


@dataclass(frozen=True, slots=True)
class Labels:
    """All labels by kind (`relation`, `rate_kind`, …), then by value."""

    table: Mapping[str, Mapping[str, Label]]

    def of(self, kind: str, value: str) -> Label:
        """The label of a value. Raises PackError for a kind or a value without one."""
        values = self.table.get(kind)
        if values is None:
            raise PackError(_WHERE, f"no kind {kind!r}", nearest(kind, self.table))
        label = values.get(value)
        if label is None:
            raise PackError(_WHERE, f"no label for {kind} {value!r}", nearest(value, values))
        return label

    def values(self, kind: str) -> tuple[str, ...]:
        """A kind's values in the order of the file. Raises PackError for an unknown kind."""
        if kind not in self.table:
            raise PackError(_WHERE, f"no kind {kind!r}", nearest(kind, self.table))
        return tuple(self.table[kind])


@cache
def read_labels() -> Labels:
    """The labels that ship with the program; read once. Raises PackError for a broken file."""
    text = (files("tracker") / "labels.toml").read_text(encoding="utf-8")
    return parse_labels(text)


def parse_labels(text: str) -> Labels:
    """Labels from TOML tables `[kind.value]` with en, ja, sentence_en, sentence_ja. Raises PackError for a broken one."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(_WHERE, f"no TOML: {error}") from error
    return Labels(
        {kind: {value: row_from(Label, row, f"{_WHERE}, {kind}.{value}") for value, row in rows.items()} for kind, rows in data.items()}
    )


def label(kind: str, value: str, lang: str) -> str:
    """What a value is called; lang: `en` or `ja`. Raises PackError for a kind or a value without a label."""
    return read_labels().of(kind, value).name(lang)


def sentence(kind: str, value: str, lang: str) -> str:
    """The sentence that explains a value; lang: `en` or `ja`. Raises PackError for a kind or a value without a label."""
    return read_labels().of(kind, value).sentence(lang)
