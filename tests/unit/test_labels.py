"""Every enum value of the schema, the types and the pack has a name and a sentence in both languages."""

import re
from collections.abc import Iterator

import pytest

from db.migrations import STEPS
from tracker.anchor import baseline, load_packs
from tracker.diff.types import COSMETIC, MATERIAL
from tracker.errors import PackError
from tracker.gazetteer import KINDS, SIGNALS
from tracker.labels import label, parse_labels, read_labels, sentence
from tracker.pack import (
    BASES,
    CLAIM_KINDS,
    CONFIDENCES,
    DEFAULT_LAWS,
    DIMENSIONS,
    OUTCOMES,
    RATE_STATUSES,
    STAGES,
    STANCES,
    TIERS,
    VALUE_BASES,
)
from tracker.types import FIELDS, RELATIONS, TOPICS

# The kind of label for each column of the schema whose values a CHECK lists; None where the values are never shown.
COLUMNS = {
    ("sources", "kind"): "source_kind",
    ("sources", "added_by"): "added_by",
    ("sources", "state"): "source_state",
    ("polls", "outcome"): "poll_outcome",
    ("gaps", "cause"): "gap_cause",
    ("items", "origin"): "item_origin",
    ("items", "published_precision"): "precision",
    ("items", "zone_from"): "zone_from",
    ("item_aliases", "kind"): "alias_kind",
    ("noise_masks", "origin"): "origin",
    ("revisions", "origin"): "origin",
    ("changes", "kind"): "change_kind",
    ("changes", "notice"): "notice",
    ("events", "origin"): "event_origin",
    ("events", "status"): "event_status",
    ("event_tags", "kind"): None,
    ("links", "decided_by"): "decided_by",
    ("evidence", "field"): "field",
    ("event_items", "decided_by"): "decided_by",
    ("product_classes", "default_law"): "default_law",
    ("rates", "status"): "rate_status",
    ("rates", "basis"): "basis",
    ("rates", "value_base"): "value_base",
    ("rates", "decided_by"): "decided_by",
    ("claim_evidence", "stance"): "stance",
    ("resting", "kind"): "resting_kind",
    ("resting", "via"): "resting_via",
    ("resting", "settled_by"): "settled_by",
    ("search_queue", "kind"): "search_kind",
}

# Values that no CHECK lists: those of DESIGN's contracts, of the types, and of the packs.
STATED = {
    "relation": RELATIONS,
    "topic": TOPICS,
    "field": FIELDS,
    "confidence": (*CONFIDENCES, "confirmed", "likely", "unverified"),
    "tier": (*TIERS, "primary", "national", "aggregator", "trade_press", "think_tank"),
    "stage": STAGES,
    "rate_status": RATE_STATUSES,
    "basis": BASES,
    "value_base": VALUE_BASES,
    "default_law": DEFAULT_LAWS,
    "claim_kind": CLAIM_KINDS,
    "dimension": DIMENSIONS,
    "outcome": OUTCOMES,
    "stance": STANCES,
    "concept_kind": KINDS,
    "signal": SIGNALS,
    "rate_kind": ("rate", "no_extra_duty", "no_law_known", "not_checked", "before_table"),
    "what": ("new_item", "new_event", "changed", "withdrawn"),
    "search_kind": ("item", "event"),
    "health": ("ok", "late", "failing"),
    "report_basis": ("published", "seen"),
    "profile": ("default", "official"),
    "source_mode": ("watch", "list"),
    "order": ("newest", "oldest"),
    "lang": ("en", "ja"),
    "reason": ("bias", "tier", "date", "script", "limit"),
    "material": ("0", "1"),
    "change_class": (*MATERIAL, *COSMETIC),
    "pack_table": tuple(table.name for table in baseline(load_packs()[0]).tables),
    "linked": ("0", "1"),
}


def checked_values() -> Iterator[tuple[str, str, list[str]]]:
    """(table, column, values) of each CHECK that lists texts."""
    for step in STEPS:
        for table, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\)", step.sql, re.DOTALL):
            for column, values in re.findall(r"CHECK \((\w+) IN\s*\(([^)]*'[^)]*)\)", body):
                yield table, column, re.findall(r"'([^']*)'", values)


def test_every_check_of_the_schema_is_labelled() -> None:
    found = list(checked_values())
    assert len(found) >= 25
    for table, column, values in found:
        assert (table, column) in COLUMNS, f"say in this test which kind of label {table}.{column} has"
        kind = COLUMNS[table, column]
        for value in values if kind else []:
            assert label(str(kind), value, "en")


@pytest.mark.parametrize("kind", sorted(STATED))
def test_every_stated_value_is_labelled(kind: str) -> None:
    for value in STATED[kind]:
        assert label(kind, value, "en") and label(kind, value, "ja")


def test_every_value_of_the_packs_is_labelled() -> None:
    pack = load_packs()[0]
    used = {
        *(("product", row.id) for row in pack.classes),
        *(("lang", row.lang) for row in pack.citations),
        *(("side", concept.side) for concept in pack.concepts),
        *(("precision", event.date_precision) for event in pack.events),
        *(("confidence", event.confidence) for event in pack.events),
        *(("confidence", row.confidence) for row in pack.ahead),
    }
    for kind, value in used:
        assert label(kind, value, "ja")


def test_each_label_is_in_both_languages_with_a_sentence_that_ends() -> None:
    labels = read_labels()
    for kind in labels.table:
        for value in labels.values(kind):
            for lang, stop in (("en", "."), ("ja", "。")):
                assert label(kind, value, lang).strip(), (kind, value, lang)
                assert sentence(kind, value, lang).endswith(stop), (kind, value, lang)


def test_names_within_a_kind_tell_values_apart() -> None:
    for kind, values in read_labels().table.items():
        for lang in ("en", "ja"):
            names = [one.name(lang) for one in values.values()]
            assert len(set(names)) == len(names), (kind, lang)


def test_an_unknown_value_is_a_typed_error_with_the_nearest() -> None:
    with pytest.raises(PackError, match="did you mean 'relation'"):
        label("relations", "anchor", "en")
    with pytest.raises(PackError, match="did you mean 'negotiation'"):
        sentence("relation", "negotiations", "ja")
    with pytest.raises(PackError, match="no kind"):
        read_labels().values("x")


@pytest.mark.parametrize(("text", "words"), [("[a", "no TOML"), ('[a.b]\nen = "x"', "'ja' is missing"), ("[a.b]\nen = 3", "'en' is 3")])
def test_a_broken_file_is_named(text: str, words: str) -> None:
    with pytest.raises(PackError, match=words):
        parse_labels(text)
