"""Links: what is decided, with which reasons, and by which weights."""

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from facts_of import concept, link, linker

from tracker.errors import PackError
from tracker.facts.extract import Extractor
from tracker.facts.wire import from_json
from tracker.gazetteer import read_concepts
from tracker.link.decide import link_subject, relation_with_event
from tracker.link.model import bits_within, concept_bits, read_model, sign_bits
from tracker.link.rules import bundled, holding, needed, place_of, rule_from
from tracker.link.signs import Masks, circumstances, parts_of
from tracker.types import RELATIONS, TOPICS, Subject

WEIGHTS = Path(__file__).parents[2] / "tracker/anchors/us_japan_2025_04_16/weights.json"
CONCEPTS = (
    concept("country.japan", ("Japan",), ("日本",), kind="country", side="jp", signal="context"),
    concept("topic.tariff", ("tariff", "tariffs"), ("関税",), kind="topic", signal="context", groups=("tariff",)),
    concept("country.korea", ("Korea",), ("韓国",), kind="country", side="other", signal="contrary"),
)


def model_of(rules: dict, bias: float = -1.0, concepts=CONCEPTS, **changes):
    names = [*RELATIONS, *TOPICS]
    label = [0.0] * len(names)
    label[RELATIONS.index("measure")] = 1.0
    row = {
        "version": "test-1",
        "linked": 0.5,
        "opens": 0.8,
        "classes": {"home": ["home_country"]},
        "phases": [["2025-01-20", "early"], ["2025-04-16", "later"]],
        "link": {"names": ["link"], "bias": [bias], "rules": {rule: [[w] for w in places] for rule, places in rules.items()}},
        "labels": {"names": names, "bias": label, "rules": {"home_country": [[0.5] * len(names), [0.2] * len(names)]}},
        **changes,
    }
    return read_model(json.dumps(row), "weights.json", concepts, "anchor")


def decide(model, title, summary="", day="2025-06-01", tier=""):
    return link_subject(Subject("test", title, summary, published_date=day, tier=tier), Extractor(CONCEPTS), model)


def test_a_rule_weighs_by_where_its_signs_stand():
    model = model_of({"home + tariff": (3.0, 2.0, 1.5)})
    for title, summary, weight in (
        ("Japan hit by tariff", "", 3.0),
        ("A day", "Japan hit by tariff.", 2.0),
        ("A tariff day", "Japan is hit.", 1.5),
        ("A tariff day", "Nothing more.", None),
    ):
        decided = decide(model, title, summary)
        assert [reason.weight for reason in decided.evidence[1:]] == ([weight, 0.0] if weight else [])
        assert decided.score == pytest.approx(1 / (1 + math.exp(-(weight or 0) + 1)))


def test_a_reason_of_two_words_has_its_weight_on_the_first_row():
    decided = decide(model_of({"home + tariff": (3.0, 2.0, 1.5)}), "Tariffs hit Japan")
    assert [(reason.form, reason.weight) for reason in decided.evidence] == [("", -1.0), ("Tariffs", 3.0), ("Japan", 0.0)]
    assert decided.linked and decided.relation == "measure" and decided.version == "test-1" and decided.anchor_id == "anchor"
    assert {mention.concept for mention in from_json(decided.facts).mentions} == {"country.japan", "topic.tariff"}


def test_what_must_not_stand_there():
    model = model_of({"tariff - other_country": (2.0, 2.0, 2.0), "tariff ~ home": (1.0, 1.0, 1.0)})
    fired = {title: [r.concept for r in decide(model, title, more).evidence[1:]] for title, more in TEXTS.items()}
    assert fired["A tariff"] == ["tariff - other_country", "tariff ~ home"]
    assert fired["Korea tariff"] == ["tariff ~ home"]
    assert fired["Japan tariff"] == ["tariff - other_country"]
    assert fired["Our tariff"] == ["tariff - other_country", "tariff ~ home"]


TEXTS = {"A tariff": "", "Korea tariff": "", "Japan tariff": "", "Our tariff": "Japan is hit."}


def test_circumstances_are_reasons_without_words():
    rules = {"early": (-2.0,) * 3, "undated": (-1.0,) * 3, "kana": (0.5,) * 3, "tier_official": (0.25,) * 3}
    model = model_of(rules)
    assert [(r.concept, r.weight, r.field) for r in decide(model, "関税の話", day=None, tier="official").evidence[1:]] == [
        ("date", -1.0, None),
        ("script", 0.5, None),
        ("tier", 0.25, None),
    ]
    assert [r.concept for r in decide(model, "A tariff", day="2025-02-01").evidence] == ["bias", "date"]
    assert [r.concept for r in decide(model, "A tariff", day="2025-06-01").evidence] == ["bias"]


def test_no_score_goes_beyond_the_limit():
    decided = decide(model_of({"tariff": (40.0, 40.0, 40.0)}), "A tariff")
    assert decided.evidence[-1].concept == "limit" and decided.evidence[-1].weight == pytest.approx(12 - 39)
    assert math.log(decided.score / (1 - decided.score)) == pytest.approx(12)


def test_a_veto_speaks_neither_for_nor_in_company():
    guarded = read_concepts(
        [
            json.dumps(
                {
                    "id": "country.japan",
                    "kind": "country",
                    "en": ["Japan"],
                    "ja": [],
                    "side": "jp",
                    "signal": "core",
                    "topics": [],
                    "guard": {"forms": [], "near_en": ["tariff"], "near_ja": [], "veto_en": ["porcelain"], "veto_ja": []},
                }
            )
        ],
        "g",
    )
    concepts = (*guarded, CONCEPTS[1])
    model = model_of({"home + tariff": (3.0, 2.0, 1.5)}, concepts=concepts)

    def reasons(title):
        return [r.concept for r in link_subject(Subject("t", title, published_date="2025-06-01"), Extractor(concepts), model).evidence]

    assert reasons("Japan tariff") == ["bias", "home + tariff", "home + tariff"]
    assert reasons("Japan porcelain tariff") == ["bias"]


def test_signs_inside_a_longer_form_count():
    concepts = (*CONCEPTS, concept("process.talks", ("Japan tariff talks",), kind="process", signal="core", relation_hint="negotiation"))
    model = model_of({"home + tariff": (3.0, 2.0, 1.5)}, concepts=concepts)
    decided = link_subject(Subject("t", "Japan tariff talks go on", published_date="2025-06-01"), Extractor(concepts), model)
    assert [(r.concept, r.form, r.weight) for r in decided.evidence[1:]] == [("home + tariff", "Japan tariff talks", 3.0)]


def test_a_concept_of_several_topics_is_solely_about_none():
    concepts = (
        concept("topic.cars", ("car tariff",), kind="topic", topics=("autos",)),
        concept("rate.25", ("25%",), kind="rate", topics=("autos", "steel_aluminum")),
    )
    signs = sign_bits(concepts, {}, ())
    bits = {name: live for name, (_, live) in concept_bits(concepts, {}, signs).items()}
    assert bits["topic.cars"] & signs["about_autos"] and bits["topic.cars"] & signs["solely_autos"]
    assert bits["rate.25"] & signs["about_autos"] and bits["rate.25"] & signs["about_steel_aluminum"]
    assert not bits["rate.25"] & (signs["solely_autos"] | signs["solely_steel_aluminum"])


def test_a_rule_for_signs_that_a_gazetteer_lacks_is_left_out():
    assert (
        model_of({"central_bank + tariff": (9.0,) * 3, "tariff - central_bank": (1.0,) * 3}).link.rules[0].name == "tariff - central_bank"
    )


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"version": 1}', WEIGHTS.read_text(encoding="utf-8").replace('"names": ["link"]', '"names": ["links"]')],
)
def test_weights_that_cant_be_used_are_named(text):
    with pytest.raises(PackError, match=r"weights\.json"):
        read_model(text, "weights.json", CONCEPTS, "anchor")


def test_a_rule_that_asks_for_nothing_known_is_an_error():
    with pytest.raises(PackError, match="ghost"):
        rule_from("tariff + ghost", {"tariff": 1}, "weights.json")


def test_bundles_hold_what_each_rule_says():
    signs = {name: 1 << at for at, name in enumerate("abcd")}
    rules = [rule_from(name, signs, "") for name in ("a", "a + b", "b + c - d", "c ~ a", "a + c")]
    for title in range(16):
        for text in range(16):
            masks = Masks(title & text, text, (title & text, text & ~title))
            expected = {number: place_of(rule, masks) for number, rule in enumerate(rules) if place_of(rule, masks) >= 0}
            assert dict(holding(bundled(rules), masks)) == expected
    assert needed("b + c - d") == ("b", "c") and needed("c ~ a") == ("c",)


def test_parts_come_from_kind_and_side_where_a_gazetteer_gives_none():
    assert parts_of(concept("person.x", ("X",), kind="person", side="kr", signal="core")) == ("home_negotiator",)
    assert parts_of(concept("country.kr", ("Korea",), kind="country", side="kr")) == ("home_country",)
    assert parts_of(concept("country.jp", ("Japan",), kind="country", side="other")) == ("other_country",)
    assert parts_of(concept("rate.350bn", ("$350 billion",), kind="rate", signal="core", topics=("investment",))) == (
        "pledge",
        "pledge_sum",
    )
    assert parts_of(concept("process.deal", ("deal",), kind="process", signal="core", relation_hint="agreement")) == ("deal", "deal_home")
    assert parts_of(concept("x", ("x",), groups=("wages",))) == ("wages",)


def test_phases_are_those_of_the_day():
    phases = (("2025-01-20", "early"), ("2025-04-16", "later"))
    assert circumstances(Subject("t", "x"), "2024-12-31", phases) == []
    assert circumstances(Subject("t", "x"), "2025-01-20", phases) == ["early"]
    assert circumstances(Subject("t", "x", "カ"), "2026-01-01", phases) == ["later", "kana"]
    assert circumstances(Subject("t", "x"), None, phases) == ["undated"]


def test_an_events_relation_outweighs_the_items_own():
    linked = link("Akazawa and Lutnick agree to continue Japan tariff talks", day="2025-06-27")
    assert relation_with_event(linked, "anchor") == "anchor" and relation_with_event(linked, None) == linked.relation == "negotiation"
    assert relation_with_event(link("Rain on Sunday"), "anchor") is None


def test_shares_that_rise_on_an_agreement_are_no_agreement():
    rise = replace(link("Akazawa and Lutnick agree to continue Japan tariff talks", day="2025-06-27"), relation="impact")
    assert relation_with_event(rise, "agreement") == relation_with_event(rise, "response") == "impact"
    assert relation_with_event(rise, "precursor") == "impact" and relation_with_event(rise, "measure") == "measure"


def test_an_answer_to_a_measure_is_no_measure():
    answer = replace(link("Akazawa and Lutnick agree to continue Japan tariff talks", day="2025-06-27"), relation="response")
    assert relation_with_event(answer, "measure") == relation_with_event(answer, "agreement") == "response"
    assert relation_with_event(answer, "negotiation") == "negotiation" and relation_with_event(answer, "impact") == "impact"


@pytest.mark.parametrize(
    ("title", "asks"),
    [
        ("Will Japan pay?", True), ("日本企業への影響は", True), ("合意できるのか", True), ("15％とは？", True), ("「合意は?」", True),
        ("Japan pays", False), ("日本は合意した", False), ("", False),
    ],
)  # fmt: skip
def test_a_headline_that_asks_is_told_by_its_end(title, asks):
    assert ("asks" in circumstances(Subject("t", title), "2024-12-31", ())) == asks


def test_what_a_longer_form_holds_is_found_in_any_spelling():
    concepts = (*CONCEPTS, concept("process.levy_deal", ("levy on Japan 15%",), (), kind="process", groups=("deal",)))
    signs = sign_bits(concepts, {}, ())
    within = bits_within(concepts, {}, signs)
    assert within["levy on Japan 15%"] == within["Levy On Japan 15％"] == signs["home_country"]
    assert within["levy"] == 0


def test_a_firm_of_two_topics_is_partly_about_each_and_a_rate_is_not():
    maker = concept("company.reactors", ("Reactor Works",), (), kind="company", topics=("investment", "energy"))
    rate = replace(maker, id="rate.two", kind="rate")
    signs = sign_bits((maker, rate), {}, ())
    _, live = concept_bits((maker, rate), {}, signs)["company.reactors"]
    assert live & signs["partly_energy"] and live & signs["partly_investment"] and not live & signs["solely_energy"]
    assert not concept_bits((maker, rate), {}, signs)["rate.two"][1] & signs["partly_energy"]


@pytest.mark.parametrize(
    ("title", "day", "relation"),
    [
        ("Trump announces 25% tariff on cars, Japan to be hit", "2025-03-27", "precursor"),
        ("赤沢氏、ワシントンでトランプ氏と初の関税協議", "2025-04-17", "anchor"),
        ("Akazawa, Lutnick hold seventh round of tariff talks", "2025-06-27", "negotiation"),
        ("日米が関税15%で合意、5500億ドル投資", "2025-07-23", "agreement"),
        ("米、日本車の関税を15%に引き下げ 16日発動", "2025-09-16", "measure"),
        ("Ishiba calls Trump's tariff letter deeply regrettable", "2025-07-08", "response"),
        ("Toyota profit falls on US tariffs", "2025-08-07", "impact"),
        ("Japan tariff deal is model for EU, raises pressure on Korea", "2025-07-24", "spillover"),
        ("社説 日米関税合意 課題残る", "2025-07-24", "analysis"),
    ],
)
def test_relations_of_plain_cases(title, day, relation):
    assert link(title, day=day).relation == relation


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("日本車の関税15%に", "autos"),
        ("Steel tariffs doubled to 50%, Japan warns", "steel_aluminum"),
        ("対米投資5500億ドルの覚書", "investment"),
        ("医薬品関税、日本は15%上限", "pharma"),
        ("Kato, Bessent hold currency talks on yen", "currency"),
        ("最高裁、トランプ関税を違法と判断", "legal"),
        ("Chip tariffs hit Japan's equipment makers", "semiconductors"),
        ("トランプ関税、県内企業の業績に影響", "macro_economy"),
        ("コメ輸入拡大、日米関税合意で", "agriculture"),
        ("Japan tariff deal puts pressure on Korea", "other_countries"),
    ],
)
def test_topics_of_plain_cases(title, topic):
    assert topic in link(title, day="2025-07-24").topics


def test_the_shipped_model_is_whole():
    model = linker().model
    assert model.version.startswith("link-") and 0 < model.linked < model.opens < 1 and len(model.link.rules) > 80
    assert model.labels.names == (*RELATIONS, *TOPICS)
