"""What a decision rests on, in words of both languages: every sign, fact and figure that the program can name."""

import json
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from db.records import EventRow, EvidenceRow, LinkedItem
from tracker.anchor import load_packs
from tracker.events.compare import FEATURES
from tracker.events.marks import kind_of
from tracker.labels import read_labels
from tracker.linker import linker_of
from tracker.publish.commands import correct, merge, of_event, of_link
from tracker.publish.grounds import event_link, is_preview, named_events
from tracker.publish.language import Choice, Words
from tracker.publish.marks_said import mark_said
from tracker.publish.names import concepts_by_id
from tracker.publish.reader import Reader
from tracker.publish.reasons import Verdict, reason_lines, reason_name, verdict_said

WORDS = Words(tomllib.loads((Path(str(files("tracker.publish"))) / "words.toml").read_text(encoding="utf-8")))
READERS = {lang: Reader(Choice(lang), WORDS, read_labels()) for lang in ("en", "ja")}
PACKS = load_packs()
CONCEPTS = concepts_by_id(PACKS)
MARKS = (
    "person.akazawa", "act.meets", "nth:2", "round:2", "usd:1", "eur:1", "pct:15", "rate.24", "minutes:75", "instrument.eo14257", "place.x",
    "product.autos", "company.toyota", "country.china", "org.meti", "role.x", "count:60 countries", "process.x",
)  # fmt: skip
EVENT = EventRow("2025-05-01-x", "a", "watched", "2025-05-01", "negotiation", "reported", "2025-05-01T00:00:00Z", title_en="X")


def ground(fact: str, weight: float, *values: str) -> dict[str, object]:
    return {"fact": fact, "values": list(values), "weight": weight}


def told(lang: str, grounds: list[dict[str, object]], titles: dict[str, tuple[str | None, str | None]] | None = None, **more: object):
    values = {
        "item_id": 1, "revision_id": 1, "item_key": "k", "source_id": "s", "publisher": "", "publisher_family": "", "tier": "",
        "lang": "en", "origin": "watched", "url": "", "publication_key": "", "title": "T", "summary": "", "published_at": None,
        "published_date": None, "first_seen_at": "2025-05-01T00:00:00Z", "relation": "negotiation", "topics": (), "score": 0.99,
        "facts": "{}", "event_id": EVENT.id, "decided_by": "linker", "joined_by": "linker", "event_score": 0.81,
        "event_reasons": json.dumps(grounds),
    }  # fmt: skip
    item = LinkedItem(**{**values, **more})
    return event_link(READERS[lang], EVENT, item, CONCEPTS, titles or {})


@pytest.mark.parametrize("lang", READERS)
def test_each_rule_of_the_shipped_models_is_named_in_words(lang):
    signs = read_labels().table["sign"]
    for pack in PACKS:
        rules = [rule.name for rule in linker_of(pack).model.link.rules]
        assert rules
        for rule in rules:
            for sign in (token for token in rule.split() if token not in "+-~"):
                assert sign.rstrip("!") in signs or sign.startswith("about_"), f"give the sign {sign!r} a label in labels.toml, kind `sign`"
            assert "_" not in reason_name(READERS[lang], rule)


def test_what_must_not_stand_there_is_told_apart():
    assert reason_name(READERS["en"], "tariff_home + us - others ~ home") == (
        "Tariff on the home side + US side, without Third countries, not in the title: Home side"
    )
    assert reason_name(READERS["ja"], "others - home").endswith("、当事国側なし")
    assert reason_name(READERS["en"], "about_autos + of_another_pack") == "Cars and parts + of another pack"


def test_every_fact_that_joining_states_is_named():
    kinds = {kind_of(mark) for mark in MARKS}
    against = {name for name in FEATURES if name.startswith(("other_", "third_"))}
    folder = Path(str(files("tracker.events")))
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    stated = {*re.findall(r'Ground\("(\w+)"', source), "its_items", "limit"}
    assert stated >= {"start", "words", "relation", "topic", "day", "preview", "opened", "not"}
    for fact in kinds | against | stated - {"opened", "not"}:
        assert f"ground_{fact}" in WORDS.table, f"give the fact {fact!r} words: ground_{fact} in words.toml"
    for day in (name for name in FEATURES if name.startswith("day")):
        assert day in WORDS.table, f"give the feature {day!r} words in words.toml"


def test_every_act_and_every_agency_is_labelled():
    words = tomllib.loads((Path(str(files("tracker"))) / "event_words.toml").read_text(encoding="utf-8"))
    for kind in ("act", "agency"):
        named = words[{"act": "acts", "agency": "agencies"}[kind]]
        assert set(read_labels().table[kind]) == set(named), f"give each of these in event_words.toml a label in labels.toml, kind `{kind}`"


@pytest.mark.parametrize(
    ("mark", "en", "ja"),
    [
        ("person.akazawa", "Ryosei Akazawa", "赤沢"),
        ("act.cancels", "Cancelling or postponing", "取りやめ・延期"),
        ("usd:5.5e+11", "$550 billion", "5,500億ドル"),
        ("jpy:8e+13", "80 trillion yen", "80兆円"),
        ("jpy:1.4e+04", "14,000 yen", "1.4万円"),
        ("krw:3.5e+09", "3.5 billion won", "35億ウォン"),
        ("AUD:2e+06", "2 million AUD", "200万 AUD"),
        ("pct:27.5", "27.5%", "27.5%"),
        ("pct:15:autos", "15% (Cars and light trucks)", "15%（乗用車・小型トラック）"),
        ("pct:24:reciprocal", "24% (reciprocal)", "24%（reciprocal）"),
        ("round:8", "round 8", "第8回協議"),
        ("trip:10", "trip 10", "10回目の訪問"),
        ("nth:2", "no. 2", "第2"),
        ("minutes:75", "75 minutes", "75分"),
        ("count:60 countries", "60 countries", "60カ国"),
        ("count:3 ships", "3 ships", "3 ships"),
        ("instrument.eo19999", "Executive Order 19999", "大統領令19999号"),
        ("instrument.proc19999", "Proclamation 19999", "布告19999号"),
        ("instrument.fr90-43535", "90 FR 43535", "連邦官報90 FR 43535"),
        ("instrument.section201", "Section 201", "201条"),
        ("instrument.frdoc-2025-16000", "FR document 2025-16000", "連邦官報文書2025-16000"),
        ("org.of_another_pack", "of another pack", "of another pack"),
    ],
)
def test_facts_are_said_as_a_reader_says_them(mark, en, ja):
    assert (mark_said(READERS["en"], mark, CONCEPTS), mark_said(READERS["ja"], mark, CONCEPTS)) == (en, ja)


def test_a_link_is_told_by_its_words_and_what_they_are_then_what_spoke_against_it():
    evidence = [
        EvidenceRow(0, "bias", -4.0), EvidenceRow(1, "home_negotiator + us", 3.1, "Akazawa", "title", 0, 7),
        EvidenceRow(2, "home_negotiator + us", 0.0, "Trump", "title", 14, 19), EvidenceRow(3, "levy", 2.0, "tariff", "title", 20, 26),
        EvidenceRow(4, "levy + home", 1.0, "tariff", "title", 20, 26), EvidenceRow(5, "date", -1.5), EvidenceRow(6, "limit", -0.5),
    ]  # fmt: skip
    said = verdict_said(READERS["en"], "Talks", Verdict(True, 0.5249, "linker"), reason_lines(READERS["en"], evidence))
    assert said == (
        "Linked to “Talks” with a probability of 52.5%. "
        "What spoke for it most: “Akazawa” + “Trump” (Chief negotiator + US side), “tariff” (Tariffs). What spoke against it most: Date."
    )
    nothing = verdict_said(READERS["en"], "Talks", Verdict(False, 0.09, "linker"), reason_lines(READERS["en"], evidence[:1]))
    assert nothing == "Not linked to “Talks”: the probability is 9.0%. Nothing in its words spoke for it."
    assert "人による判断" in verdict_said(READERS["ja"], "協議", Verdict(False, 0.1, "person"), ())


def test_an_event_is_told_by_its_strongest_grounds():
    view = told("en", [
        ground("words", 3.0), ground("person", 2.0, "person.akazawa"), ground("amount", 1.0, "usd:5.5e+11"), ground("topic", 0.5, "autos"),
        ground("day", -1.2, "day_missed", "days_after_1"), ground("start", -4.8),
    ])  # fmt: skip
    assert view.sentence == (
        "It reports this event with a probability of 81.0%. What joined it most: Alike in wording, Persons in common (Ryosei Akazawa), "
        "Amounts in common ($550 billion). What spoke against it most: Days (it names other days, one day apart)."
    )
    assert [line.weight for line in view.grounds] == [3.0, 2.0, 1.0, 0.5, -1.2, -4.8]
    assert view.nearest == ()


def test_what_opened_an_event_names_the_nearest_ones_that_are_still_there():
    grounds = [ground("opened", 0.0), ground("not", -0.4, "b"), ground("not", -2.0, "gone")]
    view = told("ja", grounds, {"b": ("B", "乙")})
    assert view.sentence == "既知の出来事に当てはまらず、この報道から立てた出来事です。"
    assert [(near.event_id, near.title_ja, near.likely) for near in view.nearest] == [("b", "乙", "40.1%")]
    assert view.grounds == ()
    assert named_events(json.dumps(grounds)) == ("b", "gone")


def test_a_preview_and_a_persons_word_are_told():
    assert "never counted as the first" in told("en", [ground("day", 1.0, "days_before_1"), ground("preview", 0.0)]).sentence
    assert is_preview(json.dumps([ground("preview", 0.0)])) and not is_preview("") and not is_preview("[]")
    by_person = told("en", [ground("person", 0.0, "read it")], joined_by="person")
    assert by_person.sentence == "A person decided this; it stays above the program's decision. The reason given: read it"
    assert by_person.grounds == ()


def test_commands_can_be_pasted_into_a_shell():
    r = READERS["en"]
    assert [one.text for one in of_link(r, 7)] == ["tracker correct 7 --link --reason why", "tracker correct 7 --unlink --reason why"]
    assert of_event(r, 7, "2025-05-01-x", "us-korea")[0].text == "tracker correct 7 --event 2025-05-01-x --anchor us-korea --reason why"
    assert of_event(READERS["ja"], 7, "x")[1].text == "tracker correct 7 --event none --reason '理由'"
    assert correct(r, "", 7, ("--relation", "a; rm -rf /")).text == "tracker correct 7 --relation 'a; rm -rf /' --reason why"
    assert merge(r, "", "a b", "$(c)").text == "tracker events merge 'a b' '$(c)' --reason why"
