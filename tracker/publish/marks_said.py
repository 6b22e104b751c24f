"""What the facts behind a decision are called: `usd:5.5e+11` is $550 billion, 5500億ドル in Japanese (`tracker.events.marks`). Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tracker.gazetteer import Concept
from tracker.publish.names import concept_said
from tracker.publish.reader import Reader

_UNITS = {"en": ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")), "ja": ((1e12, "兆"), (1e8, "億"), (1e4, "万"))}
_MONEY = ("usd", "jpy", "eur", "krw", "gbp")
_COUNTED = ("nth", "round", "trip", "tranche", "meeting", "call")
_INSTRUMENT = re.compile(r"instrument\.(?P<kind>eo|proc|frdoc-|fr|section)(?P<number>\d[\w-]*)")


def mark_said(r: Reader, mark: str, concepts: Mapping[str, Concept]) -> str:
    """A mark in words of the reader's language; one of which nothing more is known without its underscores.

    concepts: of the gazetteer, by id.
    """
    if mark in concepts:
        return concept_said(r, concepts[mark]).text
    kind, _, value = mark.partition(":")
    if kind.startswith("act."):
        return r.label("act", kind.removeprefix("act."))
    if kind in _MONEY or (value and kind.isupper()):
        return _money(r, kind.lower(), value)
    if kind in _COUNTED:
        return r.t(f"mark_{kind}", n=value)
    if kind == "pct":
        return _rate(r, value)
    if kind == "minutes":
        return r.n("minutes", int(value))
    if kind == "count":
        number, _, what = value.partition(" ")
        return r.t(f"mark_{what}", n=number) if f"mark_{what}" in r.words.table else value
    return _instrument(r, mark) or (value or kind.rpartition(".")[2]).replace("_", " ")


def _money(r: Reader, currency: str, value: str) -> str:
    amount = float(value)
    unit, name = next(((unit, name) for unit, name in _UNITS[r.lang] if amount >= unit), (1.0, ""))
    number = f"{amount / unit:,.10g}"
    key = f"mark_{currency}"
    scaled = r.t("space").join((number, name)) if name else number
    return r.t(key, amount=scaled) if key in r.words.table else f"{scaled} {currency.upper()}"


def _rate(r: Reader, value: str) -> str:
    percent, _, subject = value.partition(":")
    said = f"{percent}%"
    if not subject:
        return said
    name = next((r.label(kind, subject) for kind in ("product", "topic") if r.label(kind, subject) != subject), subject.replace("_", " "))
    return r.t("mark_of", what=said, subject=name)


def _instrument(r: Reader, mark: str) -> str:
    found = _INSTRUMENT.fullmatch(mark)
    if found is None:
        return ""
    kind, number = found["kind"].rstrip("-"), found["number"]
    return r.t(f"mark_{kind}", n=number.replace("-", " FR ", 1) if kind == "fr" else number)
