"""Whose money, how long, what kind of thing, what limits it, what is done: one fact a case, and its like that changes nothing."""

import pytest

from tracker.diff.compare import compare
from tracker.diff.currencies import foreign
from tracker.diff.durations import english_durations, japanese_durations, same_length
from tracker.diff.types import RevisionText
from tracker.diff.values import values
from tracker.facts.folding import fold


def difference(lang, before, after, field="body"):
    return compare(RevisionText(**{field: before}), RevisionText(**{field: after}), lang)


@pytest.mark.parametrize(
    ("text", "japanese", "keys"),
    [
        ("C$700 million", False, ["700000000 CAD"]),
        ("US$5 and $6", False, ["5 USD", "6 USD"]),
        ("A$3.2bn", False, ["3200000000 AUD"]),
        ("40 Canadian dollars, 2 million yuan", False, ["40 CAD", "2000000 CNY"]),
        ("40 cents", False, ["0.4 USD"]),
        ("700万カナダドル、5億元", True, ["7000000 CAD", "500000000 CNY"]),
        ("40セント", True, ["0.4 USD"]),
    ],
)
def test_sums_know_whose_money_they_are_in(text, japanese, keys):
    assert [value.key for value in values(fold(text), japanese) if value.kind == "amount"] == keys


def test_a_text_without_foreign_money_has_none():
    assert not list(foreign("Rates fell", False))
    assert not list(foreign("円が上がった", True))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("an hour and 40 minutes", ["100 minute"]),
        ("zero hours and 5 minutes", ["5 minute"]),
        ("two and a half years", ["30 month"]),
        ("three years and six months", ["42 month"]),
        ("half an hour, half a year", ["30 minute", "6 month"]),
        ("two and a half people", []),
        ("the rate of the day", []),
    ],
)
def test_english_lengths_of_time(text, keys):
    assert [value.key for value in english_durations(text)] == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("1時間40分", ["100 minute"]),
        ("1年半と2カ月半", ["18 month", "2.5 month"]),
        ("2年3カ月", ["27 month"]),
        ("半年とひと月", ["6 month", "1 month"]),
        ("税率", []),
    ],
)
def test_japanese_lengths_of_time(text, keys):
    assert [value.key for value in japanese_durations(text)] == keys


def test_one_length_in_two_units():
    assert same_length("2 week", "14 day")
    assert same_length("18 カ月", "18 month")
    assert not same_length("2 week", "15 day")
    assert not same_length("2 car", "2 car")
    assert not same_length("per 年", "per 年")


@pytest.mark.parametrize(
    ("lang", "before", "after", "kind"),
    [
        ("ja", "第1号は発電所となる。", "第1号は造船所となる。", "scope"),
        ("ja", "補助は中小企業に出る。", "補助は企業に出る。", "scope"),
        ("ja", "売上の1割を対米輸出に頼る。", "売上の1割を輸出に頼る。", "scope"),
        ("ja", "贈り物、および販売品が対象です。", "贈り物が対象です。", "scope"),
        ("en", "Importers of record, and brokers who act for them.", "Importers of record.", "scope"),
        ("en", "The grant goes to small firms in Kobe.", "The grant goes to firms in Kobe.", "scope"),
        ("en", "He praised the harvest in Kobe.", "He praised the weather in Kobe.", "scope"),
        ("ja", "視察団は神社を訪れた。", "視察団は劇場を訪れた。", "scope"),
        ("en", "Members absorbed the cost themselves.", "Members shifted the cost themselves.", "headline_claim"),
        ("ja", "受注は今冬に回復すると見る。", "受注は今冬に途絶えると見る。", "headline_claim"),
        ("en", "The furlough will be extended until May.", "The furlough has been extended until May.", "status"),
        ("en", "cars,24\nbuses,10", "cars,15\nbuses,10", "number"),
    ],
)
def test_what_is_something_else(lang, before, after, kind):
    assert kind in {reason.kind for reason in difference(lang, before, after).reasons}


@pytest.mark.parametrize(
    ("lang", "before", "after"),
    [
        ("en", "File a declaration in the portal.", "Submit a declaration in the portal."),
        ("en", "They met for an hour and 40 minutes.", "They met for 100 minutes."),
        ("en", "He entered the venue in Kobe.", "He entered the stadium in Kobe."),
        ("en", "Orders fell in May.", "Orders dropped in May."),
        ("ja", "額は明らかにしなかった。", "額は明言しなかった。"),
        ("ja", "25年度の販売は伸びた。", "2025年度の販売は伸びた。"),
        ("ja", "四輪の生産を移す。", "4輪の生産を移す。"),
        ("ja", "理由を説明した。", "背景を説明した。"),
        ("en", "Rates\nPage served at 00:01", "Rates\nPage served at 07:45"),
    ],
)
def test_what_is_the_same_in_other_words(lang, before, after):
    assert not difference(lang, before, after).material


@pytest.mark.parametrize(
    ("before", "after"),
    [("日銀、利上げ見送りへ", "日銀、利上げ見送り"), ("赤沢氏、8度目の訪米へ", "赤沢氏、8度目の訪米を中止")],
)
def test_what_is_to_come_in_a_headline(before, after):
    assert difference("ja", before, after, "title").material


def test_another_headline_altogether_claims_something_else():
    before, after = "Queen thanks nurses after long winter in hospital", "Minister weighs fresh levy on empty second homes"
    assert any(reason.kind == "headline_claim" for reason in difference("en", before, after, "title").reasons)
    assert not difference("en", "Explainer | How the offset for parts works", "How the offset for parts works", "title").material


def test_one_sided_reasons_read_as_a_sentence():
    found = difference("en", "The panel did not meet in Kobe.", "The panel did meet in Kobe.")
    assert found.summary_en == "In the text, a negation was removed: “not”."
    found = difference("ja", "還付は米国、スイスに及ぶ。", "還付は米国に及ぶ。")
    assert "対象に関わる語が削除された" in found.summary_ja
