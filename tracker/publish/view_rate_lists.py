"""Where the official list of a class of goods is, as links. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.pack import ProductClass, Rate

if TYPE_CHECKING:
    from db.queries.rate_documents import RateDocument

NOTICE = re.compile(r"\b20\d\d-\d{5}\b")
HEADING = re.compile(r"\b9\d{3}\.\d{2}\.\d{2}\b")
ACT = re.compile(r"\b1?\d{4}\b(?!\.)")
REGISTER = "https://www.federalregister.gov/d/"
"""The Federal Register's short address of a document by its number."""
SCHEDULE = "https://hts.usitc.gov/search?query="
"""The tariff schedule's own search, by a heading of it."""


@dataclass(frozen=True, slots=True)
class ListPart:
    """A part of what says where the list is, with the address of the text it names."""

    text: str
    href: str


def official_list(one: ProductClass, rates: Sequence[Rate], documents: Mapping[str, Sequence[RateDocument]]) -> tuple[ListPart, ...]:
    """The parts of a class's list, each with a link: to a checked official text that it names, else by number to where such texts are.

    rates: the class's rows. documents: behind them, by the row's id, official ones first.
    """
    official = {rate.id: [each for each in documents.get(rate.id, ()) if each.tier == "official"] for rate in rates}
    acts: dict[str, str] = {}
    for rate in rates:
        for document in official[rate.id]:
            for number in (*NOTICE.findall(document.url), *ACT.findall(document.title)):
                acts.setdefault(number, document.url)
        for number in (*NOTICE.findall(rate.instrument), *ACT.findall(NOTICE.sub("", rate.instrument))):
            if official[rate.id]:
                acts.setdefault(number, official[rate.id][0].url)
    parts = [part.strip() for part in one.official_list.split(";") if part.strip()]
    return tuple(ListPart(part, _address(part, acts)) for part in parts)


def _address(part: str, acts: Mapping[str, str]) -> str:
    notices = NOTICE.findall(part)
    named: list[str] = [acts[number] for number in (*notices, *ACT.findall(NOTICE.sub("", HEADING.sub("", part)))) if number in acts]
    if named:
        return named[0]
    if notices:
        return f"{REGISTER}{notices[0]}"
    heading = HEADING.search(part)
    return f"{SCHEDULE}{heading[0] if heading else 'Japan'}"
