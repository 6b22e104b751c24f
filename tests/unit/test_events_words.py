"""The words of acts, previews and agencies, and the files behind joining: what they find, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from event_items import the_model

from tracker.anchor import shipped
from tracker.errors import PackError
from tracker.event_model import WEIGHTS, load_weights, load_words
from tracker.events.compare import FEATURES
from tracker.events.marks import by_kind, kind_of
from tracker.events.model import read_weights
from tracker.events.words import AGENCY, PREVIEW, Words, counts, distinct, fold, read_words, tokens


def acts(text: str) -> frozenset[str]:
    return distinct(load_words().found(fold(text)), "act.")


@pytest.mark.parametrize(
    ("english", "japanese", "act"),
    [
        ("Akazawa cancels trip", "訪米取りやめ", "cancels"), ("Trump signs order", "大統領令に署名", "signs"),
        ("talks by phone", "電話で協議", "calls"), ("court strikes down duties", "違法と判断", "rules"),
        ("Ishiba to step down", "退陣を表明", "resigns"), ("shares slump", "株価が下落", "market"),
        ("memorandum of understanding", "了解覚書", "memorandum"), ("USTR opens probe", "301条調査の対象", "investigates"),
    ],
)  # fmt: skip
def test_one_act_is_found_in_both_languages(english: str, japanese: str, act: str) -> None:
    assert act in acts(english)
    assert act in acts(japanese)


def test_an_english_form_begins_a_word_and_ends_one_unless_it_is_open() -> None:
    words = Words(read_words('[acts.opens]\nen = ["open*"]\nja = []\n[acts.gap]\nen = ["gap"]\nja = []\n', "t"))
    assert words.found("it opened") == {"act.opens"}
    assert words.found("reopened") == frozenset()
    assert words.found("a gap") == {"act.gap"}
    assert words.found("gaping") == frozenset()


def test_previews_and_agencies_are_told_from_acts() -> None:
    found = load_words().found(fold("ロイター: Akazawa leaves for Washington"))
    assert PREVIEW in found and AGENCY + "reuters" in found


def test_how_many_of_what_is_one_fact_in_both_languages() -> None:
    assert counts(fold("probes of 60 economies")) == counts(fold("60カ国・地域を調査")) == {"60 countries"}
    assert counts(fold("three projects")) == counts(fold("3案件")) == {"3 projects"}
    assert counts(fold("in 2025 the")) == frozenset()


def test_likeness_counts_words_and_pairs_of_characters() -> None:
    assert tokens(fold("The tariff on cars")) == {"tariff", "cars"}
    assert tokens(fold("関税交渉")) == {"関税", "税交", "交渉"}
    assert fold("１５％ ’s 1,514") == "15% 's 1514"


@pytest.mark.parametrize("text", ["[acts", '[acts.x]\nen = "word"', "[acts.x]\nen = [1]", '[acts.x]\nen = ["*"]'])
def test_a_word_list_that_cannot_be_used_is_refused(text: str) -> None:
    with pytest.raises(PackError, match=r"list\.toml"):
        read_words(text, "list.toml")


def weights_text(**changes: object) -> str:
    row = {"version": "9", "profile": 1.0, "event": dict.fromkeys(FEATURES, 0.5), "item": dict.fromkeys(FEATURES, 0.25), **changes}
    return json.dumps(row)


def test_weights_are_read_in_the_order_of_the_features() -> None:
    weights = read_weights(weights_text(), "w.json")
    assert weights.event == (0.5,) * len(FEATURES) and weights.item[0] == 0.25 and weights.version == "9"


@pytest.mark.parametrize("text", ["{", "[]", weights_text(event={}), weights_text(item=dict.fromkeys(FEATURES, "x")),
                                  weights_text(profile=float("nan"))])  # fmt: skip
def test_weights_that_cannot_be_used_are_refused(text: str) -> None:
    with pytest.raises(PackError, match=r"w\.json"):
        read_weights(text, "w.json")


def test_a_pack_without_weights_takes_the_shipped_ones(tmp_path: Path) -> None:
    assert load_weights(tmp_path) == load_weights(shipped()[0])
    (tmp_path / WEIGHTS).write_text(weights_text(), encoding="utf-8")
    assert load_weights(tmp_path).version == "9"


def test_the_shipped_weights_say_what_the_reference_says() -> None:
    weights = the_model().weights
    for row in (weights.event, weights.item):
        told = dict(zip(FEATURES, row, strict=True))
        assert all(told[name] <= 0.0 for name in FEATURES if name.startswith(("other_", "third_")))
        assert all(told[name] >= 0.0 for name in ("facts", "words", "persons", "acts", "figures", "relation", "topics"))


def test_marks_are_sorted_by_what_they_are() -> None:
    named = [kind_of(mark) for mark in ("person.trump", "usd:3.6e+10", "trip:10", "phrase.signs")]
    assert named == ["person", "amount", "ordinal", "concept"]
    kinds = by_kind(["person.trump", "nth:7", "country.korea"], frozenset({"country.korea"}), home=False)
    assert kinds["figure"] == kinds["nth"] == {"nth:7"} and kinds["foreign"] == {"country.korea"}
    assert "foreign" not in by_kind(["country.korea"], frozenset({"country.korea"}), home=True)
