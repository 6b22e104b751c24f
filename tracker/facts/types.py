"""The frozen values that are found in a text. Spans are code points, half open, into the stored `field`: `text[start:end] == form`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Mention(NamedTuple):
    """A form of a concept. live: its guard is satisfied. vetoed: a word beside it says that another sense is meant."""

    concept: str
    form: str
    field: str
    start: int
    end: int
    live: bool = True
    vetoed: bool = False
    sentence: int = 0


class Rate(NamedTuple):
    """A percentage. percent: 27.5 for 27.5%, 90 for 9割. subjects: what stands near it (`autos`, `reciprocal` …), nearest first."""

    percent: float
    subjects: tuple[str, ...]
    form: str
    field: str
    start: int
    end: int


class Amount(NamedTuple):
    """A sum of money. value: in whole units. currency: ISO 4217 (`USD` `JPY` `EUR` `KRW` …)."""

    value: float
    currency: str
    form: str
    field: str
    start: int
    end: int


class Instrument(NamedTuple):
    """A numbered legal text.

    id: the concept's where the gazetteer has the number, else `instrument.eo14999`, `.proc11099`, `.fr90-43535`, `.section201`.
    """

    id: str
    form: str
    field: str
    start: int
    end: int


class Day(NamedTuple):
    """A calendar day that the text names.

    date: `YYYY-MM-DD`. zone: `ET`, `JST` or empty where nothing tells. how: `stated` (with its year), `partial` (year or month taken from
    the publication date), `weekday` or `relative` (today, きょう).
    """

    date: str
    zone: str
    how: str
    form: str
    field: str
    start: int
    end: int


class Ordinal(NamedTuple):
    """A counted thing. kind: `round`, `trip`, `tranche`, `call` or `meeting`; `number` from 1."""

    kind: str
    number: int
    form: str
    field: str
    start: int
    end: int


class Duration(NamedTuple):
    """How long something took, in minutes."""

    minutes: int
    form: str
    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What one subject's text says, without its words.

    zone: `ET` or `JST` where a dateline tells which day is meant. persons: concept ids, offices resolved by the publication date, in
    order of mention; the same for organisations, places, countries, products, instruments_named. processes: ids of processes and
    measures whose guard holds. acts: what happened (`signs`, `announces` …). sides: of the live mentions.
    """

    mentions: tuple[Mention, ...] = ()
    rates: tuple[Rate, ...] = ()
    amounts: tuple[Amount, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    days: tuple[Day, ...] = ()
    ordinals: tuple[Ordinal, ...] = ()
    durations: tuple[Duration, ...] = ()
    zone: str = ""
    persons: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()


NOTHING = Facts()
