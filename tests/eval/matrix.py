"""Labelled items to matrices: which rule holds how near, for each item."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tracker.evaluate import read_labels
from tracker.facts.extract import Extractor, day_of
from tracker.link.model import bits_within, concept_bits, sign_bits, wordless_bits
from tracker.link.rules import PLACES, place_of, rule_from
from tracker.link.signs import circumstances, masks_of
from tracker.types import Subject


@dataclass(frozen=True)
class Item:
    """A labelled text.

    judged: labelled by the rules of `eval/`, and counted in the figures; others only teach. links: whether it teaches what belongs.
    """

    subject: Subject
    linked: bool
    relation: str | None
    topics: tuple[str, ...]
    event: str | None
    sure: bool = True
    hard: bool = False
    judged: bool = True
    links: bool = True


@dataclass(frozen=True)
class Space:
    """The signs of a gazetteer under the classes and phases of a fit."""

    extractor: Extractor
    signs: dict
    bits: dict
    within: dict
    phases: tuple
    wordless: dict

    def masks(self, subject, guarded=True):
        """The masks of a subject; guarded False: as for relation and topics, whether or not a guard holds."""
        always = 0
        for name in circumstances(subject, day_of(subject), self.phases):
            always |= self.wordless.get(name, 0)
        bits = self.bits if guarded else {concept: (live, live) for concept, (_, live) in self.bits.items()}
        return masks_of(self.extractor.read(subject).mentions, bits, self.within, always)


def space_of(concepts, classes, phases) -> Space:
    """The space of a gazetteer."""
    signs = sign_bits(concepts, classes, phases)
    bits, within = concept_bits(concepts, classes, signs), bits_within(concepts, classes, signs)
    return Space(Extractor(concepts), signs, bits, within, phases, wordless_bits(phases, classes, signs))


def read_judged(path: Path) -> list[Item]:
    """The items of a JSON Lines file with the fields of `eval/README.md`."""
    labelled = read_labels(path.read_text(encoding="utf-8").splitlines(), path.name)
    return [Item(subject, lb.linked, lb.relation, lb.topics, lb.event, lb.sure, lb.hard) for subject, lb in labelled]


def read_written(path: Path) -> list[Item]:
    """The examples written for the fit: `day | relation or - or + | topics | title | lead` a line, `#` opens a comment.

    A minus belongs elsewhere; a plus belongs here, and teaches neither relation nor topics. A relation with a star teaches itself and the
    topics, and no link: many more texts that belong than ones that don't would shift the link's bias.
    """
    items = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            day, relation, topics, title, lead = (part.strip() for part in line.split("|"))
            subject = Subject(f"{path.stem}-{number}", title, lead, lang=path.stem[-2:], published_date=day or None)
            linked, links, relation = relation != "-", not relation.endswith("*"), relation.rstrip("*+-") or None
            items.append(Item(subject, linked, relation, tuple(topics.split()), None, judged=False, links=links))
    return items


def read_cited(path: Path) -> list[Item]:
    """The titles that the chronology cites, with their event's relation and topics: they teach relations only.

    Whether such a title belongs by its own words is not said there, so that it is no example of a link.
    """
    found = {}
    for event in (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()):
        for source in event["sources"]:
            day = (source["published"] or event["known_from"])[:10]
            subject = Subject(f"cited-{source['url']}", source["title"], lang=source["lang"], published_date=day, tier=source["tier"])
            found[source["title"]] = Item(subject, True, event["relation"], tuple(event["topics"]), event["id"], judged=False)
    return list(found.values())


def nearness(items, names, space) -> np.ndarray:
    """For each item, three columns a rule: 1 where it holds anywhere, within a sentence, in the title. Shape (items, 3 x rules).

    Nearer includes farther, so that weights of one direction grow with nearness.
    """
    x = _held([space.masks(item.subject) for item in items], names, space)
    return x.reshape(len(items), len(names) * 3)


def standing(items, names, space) -> np.ndarray:
    """For each item, two columns a rule: 1 where it holds anywhere, and in the title, guards aside. Shape (items, 2 x rules)."""
    x = _held([space.masks(item.subject, guarded=False) for item in items], names, space)
    return x[:, :, (0, 2)].reshape(len(items), len(names) * 2)


def by_place(weights: np.ndarray, places: int) -> np.ndarray:
    """Weights of `nearness` (3 places) or `standing` (2) as what a rule adds, nearest first. Shape (classes, rules, places)."""
    return np.cumsum(weights.reshape(len(weights), weights.shape[-1] // places, places), axis=-1)[..., ::-1]


def _held(masks, names, space) -> np.ndarray:
    rules = [rule_from(name, space.signs, "candidates") for name in names]
    x = np.zeros((len(masks), len(rules), len(PLACES)))
    for row, mask in enumerate(masks):
        for column, rule in enumerate(rules):
            place = place_of(rule, mask)
            if place >= 0:
                x[row, column, : len(PLACES) - place] = 1
    return x
