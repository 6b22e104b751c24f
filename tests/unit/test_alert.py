"""Which happenings deserve a message, by which rule, and what the message says."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from db.alert_rows import ChangeNews, EventNews, QuietSource, RaisedAlert, RateNews, TableRate, Trouble
from tracker.alert import Happening, alerts, due_at
from tracker.alert_news import of_change, of_event, of_quiet, of_rates, of_trouble, recovered
from tracker.alert_rules import DEFAULT_RULES, AlertRule, rule_from, rules_in_force, table_of
from tracker.alert_text import MOST, base_url, is_loopback, message
from tracker.alert_words import WORDS, span
from tracker.config_text import shortened
from tracker.errors import ConfigError
from tracker.sending import mark_of

NOW = datetime(2026, 11, 1, 3, tzinfo=UTC)
EVENT = Happening(
    "new_event", "event x", "2026-11-01T00:00:00Z", "X", "/event/x", ("nhk",), relation="agreement", topics=("autos",), names=("x",)
)
CHANGE = replace(EVENT, on="material_change", subject="change 7", names=("x",))
TROUBLE = Happening("source_trouble", "source nhk t", "2026-10-30T00:00:00Z", "T", "/sources#nhk", ("nhk",), lasted_s=2 * 86400.0)


def test_the_first_rule_that_asks_takes_it() -> None:
    rules = (AlertRule("changes", "material_change"), AlertRule("deals", "new_event", ("agreement",)), AlertRule("all", "new_event"))
    assert [one.rule for one in alerts([EVENT], rules)] == ["deals"]
    assert [one.rule for one in alerts([replace(EVENT, relation="impact")], rules)] == ["all"]
    assert alerts([EVENT], rules[:1]) == ()


@pytest.mark.parametrize(
    ("rule", "asked"),
    [
        (AlertRule("r", "new_event"), True),
        (AlertRule("r", "new_event", relations=("measure",)), False),
        (AlertRule("r", "new_event", topics=("autos", "legal")), True),
        (AlertRule("r", "new_event", topics=("legal",)), False),
        (AlertRule("r", "new_event", sources=("nhk", "bbc")), True),
        (AlertRule("r", "new_event", sources=("bbc",)), False),
    ],
)
def test_a_rule_asks_by_relation_topic_and_source(rule: AlertRule, asked: bool) -> None:
    assert bool(alerts([EVENT], (rule,))) is asked


def test_nothing_is_told_of_a_first_look_or_an_import() -> None:
    assert [len(alerts([replace(EVENT, looks=looks)], DEFAULT_RULES)) for looks in (0, 1, 2)] == [0, 0, 1]


@pytest.mark.parametrize("muted", ["new-event", "nhk", "x"])
def test_a_rule_a_source_and_an_event_can_be_muted(muted: str) -> None:
    assert alerts([EVENT], DEFAULT_RULES, (muted,)) == ()
    assert len(alerts([EVENT], DEFAULT_RULES, ("something-else",))) == 1


def test_what_one_of_two_sources_reports_is_told_though_the_other_is_muted() -> None:
    assert len(alerts([replace(EVENT, sources=("bbc", "nhk"))], DEFAULT_RULES, ("nhk",))) == 1


def test_what_is_beside_the_subject_is_told_only_where_a_rule_names_its_source() -> None:
    beside = replace(CHANGE, on_subject=False)
    assert alerts([beside], DEFAULT_RULES) == ()
    assert len(alerts([beside], (AlertRule("r", "material_change", sources=("nhk",)),))) == 1


def test_a_muted_rule_leaves_the_happening_to_the_next_one() -> None:
    rules = (AlertRule("a", "new_event"), AlertRule("b", "new_event"))
    assert [one.rule for one in alerts([EVENT], rules, ("a",))] == ["b"]


def test_what_was_told_is_not_told_again_by_another_rule() -> None:
    assert alerts([EVENT], (AlertRule("renamed", "new_event"),), told=("event x",)) == ()


def test_a_source_is_told_of_after_the_days_of_the_rule() -> None:
    assert [len(alerts([TROUBLE], (AlertRule("r", "source_trouble", days=days),))) for days in (0, 2, 2.01)] == [1, 1, 0]


def trouble(**more: object) -> Trouble:
    usual = {
        "source_id": "nhk", "title": "NHK", "title_ja": "日本放送", "state": "failing", "why": "404", "failures": 0.5, "failed_attempts": 1,
        "last_ok_at": None, "until": None, "since": "2026-10-30T03:00:00Z", "looks": 2,
    }  # fmt: skip
    return Trouble(**{**usual, **more})  # type: ignore[arg-type]


def test_a_trouble_and_its_end_have_two_subjects() -> None:
    (begun,) = of_trouble(trouble(), NOW, "en")
    assert (begun.lasted_s, begun.subject, begun.path) == (2 * 86400.0, "source nhk 2026-10-30T03:00:00Z", "/sources#nhk")
    assert begun.title == "NHK does not answer since 2026-10-30 03:00 UTC: 404"
    _, ended = of_trouble(trouble(until="2026-10-30T05:00:00Z"), NOW, "ja")
    assert ended.subject == begun.subject + " over"
    assert "日本放送" in ended.title and "2時間" in ended.title
    (over,) = recovered([begun.subject], {"nhk": ("ok", "NHK", "")}, NOW, "en")
    assert over.subject == ended.subject and "all right again after 2 days" in over.title
    assert list(recovered([begun.subject], {"nhk": ("failing", "NHK", "")}, NOW, "en")) == []
    assert list(recovered([begun.subject], {}, NOW, "en")) == []


def test_a_failure_of_our_own_network_is_no_ones_trouble() -> None:
    assert list(of_trouble(trouble(failures=0.0), NOW, "en")) == []
    assert list(of_trouble(trouble(since=None), NOW, "en")) == []


def test_a_source_that_is_gone_is_told_of_at_once() -> None:
    (gone,) = of_trouble(trouble(state="off", since="2026-11-01T02:59:00Z"), NOW, "en")
    assert alerts([gone], (AlertRule("r", "source_trouble", days=30),))


def test_a_source_without_anything_new_for_days() -> None:
    quiet = of_quiet(QuietSource("nhk", "NHK", "", "2026-10-29T03:00:00Z", 2), NOW, "en")
    assert [len(alerts([quiet], (AlertRule("r", "source_quiet", days=days),))) for days in (3, 4)] == [1, 0]
    assert alerts([quiet], DEFAULT_RULES) == ()


CHANGED = ChangeNews(
    7,
    3,
    "nhk",
    "2026-11-01T00:00:00Z",
    "edited",
    "none",
    "15% became 24%",
    "15％が24％に",
    "Deal",
    5,
    6,
    "NHK",
    "日本放送",
    "agreement",
    (),
    "x",
    True,
    2,
)


@pytest.mark.parametrize(
    ("kind", "path", "words"),
    [
        ("edited", "/item/3/diff/5..6", "NHK changed “Deal”: 15% became 24%"),
        ("reverted", "/item/3/diff/5..6", "NHK went back to an earlier text of “Deal”: 15% became 24%"),
        ("withdrawn", "/item/3", "NHK withdrew “Deal”: 15% became 24%"),
        ("returned", "/item/3/diff/5..6", "NHK put back “Deal”: 15% became 24%"),
    ],
)
def test_a_change_has_its_address_and_says_what_changed(kind: str, path: str, words: str) -> None:
    found = of_change(replace(CHANGED, kind=kind), "en")
    assert (found.path, found.title) == (path, words)
    assert "15％が24％に" in of_change(replace(CHANGED, kind=kind), "ja").title


def test_a_change_of_an_article_has_the_address_of_its_own_stream() -> None:
    assert of_change(replace(CHANGED, origin="article"), "en").path == "/item/3/diff/5..6?origin=article"


def test_a_change_says_what_rests_on_the_text_and_can_be_muted_by_its_events() -> None:
    found = of_change(replace(CHANGED, resting=("event x", "rate autos-06", "claim c1", "claim c2")), "en")
    assert found.title.endswith("15% became 24% Resting on that text: event x, rate autos-06, claim c1, … (4)")
    assert found.names == ("x",)
    assert "この文面にもとづくもの：event y" in of_change(replace(CHANGED, resting=("event y",), event_id=None), "ja").title


def test_an_event_is_called_by_its_title_in_the_readers_language_or_the_other() -> None:
    event = EventNews("2026-10-30-r-1", "2026-11-01T00:00:00Z", "agreement", ("autos",), None, "日米が合意", 2, ("nhk",))
    assert of_event(event, "Agreement", "en").title == "New event (Agreement): 日米が合意"
    assert of_event(event, "合意", "ja").title == "新しい出来事（合意）：日米が合意"


TABLE = (
    TableRate("us-japan", "autos", "Cars", "自動車", 2.5, 25.0, False),
    TableRate("us-japan", "autos", "Cars", "自動車", 2.5, 15.0, True),
    TableRate("us-japan", "copper", "Copper", "銅", None, 50.0, False),
)


def text_with(percent: float, subjects: list[str], duty: str = "tariff", at: int = 10) -> RateNews:
    facts = {"mentions": [["topic.x", duty, "title", 0, 6, True, False, 0]], "rates": [[percent, subjects, "", "title", at, at + 3]]}
    return RateNews(9, "nhk", "T", "us-japan", "measure", (), json.dumps(facts), "2026-11-01T00:00:00Z", 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (text_with(12.5, ["autos"]), "A rate that the table does not have: 12.5% for Cars (law today: 15%), in “T”"),
        (text_with(15.0, ["autos"]), None),
        (text_with(27.5, ["autos"]), None),  # 25% on top of the normal duty
        (text_with(24.0, ["copper"]), "A rate that the table does not have: 24% for Copper, in “T”"),
        (text_with(24.0, ["rice"]), None),
        (text_with(24.0, []), None),
        (text_with(24.0, ["autos"], duty="exports"), None),
        (text_with(24.0, ["autos"], at=60), None),
        (text_with(24.0, ["autos"], duty="関税"), "A rate that the table does not have: 24% for Cars (law today: 15%), in “T”"),
    ],
)
def test_a_rate_of_duty_that_the_table_does_not_have(text: RateNews, said: str | None) -> None:
    assert [one.title for one in of_rates(text, TABLE, "en")] == ([said] if said else [])


def test_a_rate_that_stood_there_at_the_first_look_is_no_news_when_the_text_is_edited() -> None:
    text = text_with(12.5, ["autos"])
    for untold, lang in (("A tariff of 12.5 percent on cars", "en"), ("自動車の関税は１２．５％に", "ja")):
        assert list(of_rates(replace(text, untold=untold, lang=lang), TABLE, "en")) == []
    assert len(list(of_rates(replace(text, untold="A tariff of 2.5% on cars", lang="en"), TABLE, "en"))) == 1


def test_the_same_rate_of_the_same_goods_is_one_subject() -> None:
    first, second = (next(of_rates(replace(text_with(12.5, ["autos"]), item_id=number), TABLE, "en")) for number in (1, 2))
    assert first.subject == second.subject == "rate autos 12.5"
    assert len(alerts([second, first], DEFAULT_RULES)) == 1


def raised(number: int, **more: object) -> RaisedAlert:
    usual = {
        "id": number, "raised_at": "2026-11-01T00:00:00Z", "rule": "new-event", "subject": f"event {number}", "title": f"Event {number}",
        "url": f"https://t.example/event/{number}", "sent_at": None, "channel": "", "error": None, "names": ("nhk", f"{number}"),
    }  # fmt: skip
    return RaisedAlert(**{**usual, **more})  # type: ignore[arg-type]


def test_each_alert_names_its_rule_how_to_mute_it_and_its_address() -> None:
    one = message([raised(1)], "en", "https://t.example")
    assert one.title == "Tariff timeline: Event 1"
    assert one.body.splitlines() == [
        "Event 1", "https://t.example/event/1",
        'rule: new-event. To mute, in the configuration: alert_mute = ["new-event"] (the whole rule) or ["nhk", "1"]',
    ]  # fmt: skip
    japanese = message([raised(1, names=()), raised(2)], "ja", "https://t.example")
    assert japanese.title == "関税年表：通知2件"
    assert 'alert_mute = ["new-event"]\n\nEvent 2' in japanese.body


def test_a_flood_is_counted() -> None:
    many = message([raised(number) for number in range(MOST + 3)], "en", "https://t.example")
    assert many.body.count("rule: new-event") == MOST and many.body.endswith("and 3 more: https://t.example/tracker/alerts")


def test_a_group_is_sent_a_window_after_its_first() -> None:
    assert due_at([], 10) is None
    assert due_at([NOW, NOW - timedelta(minutes=4)], 10) == NOW + timedelta(minutes=6)


@pytest.mark.parametrize(
    ("address", "loopback"),
    [
        ("http://127.0.0.1:8001", True), ("http://localhost", True), ("http://[::1]:8001", True), ("http://0.0.0.0:8001", True),
        ("http://a.localhost/", True), ("", True), ("https://tariffs.example", False), ("http://192.168.1.5:8001", False),
    ],
)  # fmt: skip
def test_addresses_that_only_this_machine_can_open(address: str, loopback: bool) -> None:
    assert is_loopback(address) is loopback


def test_the_public_address_goes_before_the_one_that_is_served() -> None:
    assert base_url("https://t.example/", "127.0.0.1", 8001) == "https://t.example"
    assert (base_url("", "127.0.0.1", 8001), base_url("", "::1", 80)) == ("http://127.0.0.1:8001", "http://[::1]:80")


def test_channels_are_named_without_what_opens_doors() -> None:
    said = [
        shortened(one) for one in ("mailto://me:secret@mail.example?to=x", "slack://TokA/TokB.x/TokC", "json://u:p@hook.example/key", "")
    ]
    assert said == ["mailto://mail.example/***", "slack:///***", "json://hook.example/***", ""]
    assert mark_of("slack://a") != mark_of("slack://b")


def test_the_usual_rules_are_valid_and_serve_where_there_are_none() -> None:
    assert rules_in_force(()) == DEFAULT_RULES
    assert [rule_from(table_of(rule), "file") for rule in DEFAULT_RULES] == list(DEFAULT_RULES)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": "a", "on": "nw_event"}, "did you mean 'new_event'?"),
        ({"name": "a"}, "'on' is missing"),
        ({"name": "A b", "on": "new_event"}, "no name for a rule"),
        ({"name": "digest", "on": "new_event"}, "no name for a rule"),
        ({"name": "a", "on": "new_event", "relations": ["agreements"]}, "did you mean 'agreement'?"),
        ({"name": "a", "on": "new_event", "topics": ["car"]}, "known are autos"),
        ({"name": "a", "on": "source_trouble", "days": -1}, "at least 0"),
        ({"name": "a", "on": "new_event", "source": ["x"]}, "did you mean 'sources'?"),
    ],
)
def test_a_mistake_in_a_rule_is_named(data: dict[str, object], words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        rule_from(data, "tracker.toml")
    assert words in str(caught.value)


def test_every_word_is_there_in_both_languages_with_the_same_values() -> None:
    for key, (en, ja) in WORDS.items():
        assert en and ja and en != ja, key
        assert {part.split("}")[0] for part in en.split("{")[1:]} == {part.split("}")[0] for part in ja.split("{")[1:]}, key


def test_stretches_of_time() -> None:
    assert [span("en", seconds) for seconds in (90, 7200, 86400, 3 * 86400)] == ["1 minutes", "2 hours", "24 hours", "3 days"]
