"""Reading a gazetteer: every row checked, and named where it can't be used."""

import json

import pytest

from tracker.anchor import load_packs
from tracker.errors import PackError
from tracker.gazetteer import Guard, Office, read_concepts

ROW = {
    "id": "person.example",
    "kind": "person",
    "en": ["Example"],
    "ja": ["見本"],
    "roles": [],
    "topics": ["autos"],
    "side": "jp",
    "signal": "core",
    "ambiguous": True,
    "guard": None,
    "relation_hint": None,
    "note": "",
}


def read(**changes):
    return read_concepts([json.dumps({**ROW, **changes})], "gazetteer.jsonl")


def test_a_row_becomes_a_concept():
    (concept,) = read(
        en=["Example", "Ms Example"],
        guard={"forms": ["Example"], "near_en": ["tariff"], "near_ja": ["関税"], "veto_en": [], "veto_ja": ["選挙"]},
        roles=[{"from": "2025-01-01", "to": None, "title_en": "Minister", "title_ja": "大臣", "person": "person.other"}],
        groups=["home_minister"],
    )
    assert concept.forms == ("Example", "Ms Example", "見本")
    assert concept.guard == Guard(("Example",), ("tariff", "関税"), ("選挙",))
    assert concept.roles == (Office("2025-01-01", None, "Minister", "大臣", "person.other"),)
    assert concept.groups == ("home_minister",) and concept.relation_hint is None


def test_empty_lines_are_passed_over_and_order_is_kept():
    lines = ["", json.dumps(ROW), "  ", json.dumps({**ROW, "id": "person.second"})]
    assert [concept.id for concept in read_concepts(lines, "g")] == ["person.example", "person.second"]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"kind": "planet"}, "kind"),
        ({"signal": "loud"}, "signal"),
        ({"relation_hint": "rumour"}, "relation_hint"),
        ({"topics": ["weather"]}, "weather"),
        ({"en": "Example"}, "en"),
        ({"en": [], "ja": []}, "no form"),
        ({"id": ""}, "id"),
        ({"side": None}, "side"),
        ({"guard": []}, "guard"),
        ({"roles": ["minister"]}, "roles"),
        ({"roles": [{"from": "last year"}]}, "no day"),
        ({"groups": [1]}, "groups"),
    ],
)
def test_a_bad_row_is_named(changes, problem):
    with pytest.raises(PackError) as caught:
        read_concepts([json.dumps(ROW), json.dumps({**ROW, "id": "person.second", **changes})], "gazetteer.jsonl")
    assert "gazetteer.jsonl, row 2" in str(caught.value) and problem in str(caught.value)


@pytest.mark.parametrize("line", ["{", "[]", '"text"'])
def test_a_line_that_is_no_object_is_named(line):
    with pytest.raises(PackError, match="row 1"):
        read_concepts([line], "g")


def test_an_id_stands_once():
    with pytest.raises(PackError, match="twice"):
        read_concepts([json.dumps(ROW)] * 2, "g")


def test_the_shipped_gazetteer_says_who_shares_a_form():
    owners: dict[str, list] = {}
    for concept in load_packs()[0].concepts:
        for form in concept.forms:
            owners.setdefault(form, []).append(concept)
    for form, some in owners.items():
        if len(some) > 1:
            assert all("shared" in concept.note.lower() for concept in some), (form, [concept.id for concept in some])
