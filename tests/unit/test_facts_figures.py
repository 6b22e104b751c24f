"""Rates, amounts, rounds, durations, instruments and days, read alike in both languages."""

import pytest
from facts_of import facts

TOLD = " 日米関税交渉 Japan-US tariff talks"
"""Something telling, so that the text is read at all."""


def rates(text):
    return [(rate.percent, rate.subjects[:1]) for rate in facts("", text + "。" + TOLD).rates]


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("a 27.5% rate", 27.5),
        ("27・5％の税率", 27.5),
        ("15 percent", 15.0),
        ("15-percent", 15.0),
        ("25 per cent", 25.0),
        ("１２．５％", 12.5),
        ("利益の9割", 90.0),
        ("利益の九割", 90.0),
        ("2割5分", 25.0),
        ("2,000%", 2000.0),
        ("50パーセント", 50.0),
    ],
)
def test_percentages_of_every_spelling(text, percent):
    assert percent in [rate for rate, _ in rates(text)]


@pytest.mark.parametrize("text", ["役割を果たす", "2 percentage points", "分割払い"])
def test_what_is_no_percentage(text):
    assert rates(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("US tariff on Japanese cars falls to 15%", (15.0, ("autos",))),
        ("自動車関税を15%に引き下げ", (15.0, ("autos",))),
        ("相互関税は15%", (15.0, ("reciprocal",))),
        ("医薬品に100%を課す", (100.0, ("pharma",))),
        ("a 50% duty on steel", (50.0, ("steel",))),
        ("a 100% chip tariff", (100.0, ("semiconductors",))),
    ],
)
def test_a_rate_knows_what_it_is_of(text, found):
    assert found in rates(text)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("$550 billion", 550e9, "USD"),
        ("US$550bn", 550e9, "USD"),
        ("$550-Billion", 550e9, "USD"),
        ("550 billion dollars", 550e9, "USD"),
        ("36-B.-Dlr", 36e9, "USD"),
        ("5500億ドル", 550e9, "USD"),
        ("5,500億ドル", 550e9, "USD"),
        ("2兆6700億円", 2.67e12, "JPY"),
        ("2.67兆円", 2.67e12, "JPY"),
        ("5兆5千億円", 5.5e12, "JPY"),
        ("637.6 billion yen", 637.6e9, "JPY"),
        ("2.1 T. Yen", 2.1e12, "JPY"),
        ("¥80 trillion", 80e12, "JPY"),
        ("￥１００万円", 1e6, "JPY"),
        ("3500億ウォン", 350e9, "KRW"),
        ("€600 billion", 600e9, "EUR"),
        ("$800", 800.0, "USD"),
    ],
)
def test_amounts_of_every_spelling(text, value, currency):
    assert (value, currency) in [(amount.value, amount.currency) for amount in facts("", text + "。" + TOLD).amounts]


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("seventh round of tariff talks", "round", 7),
        ("7回目の協議", "round", 7),
        ("7回目の日米関税交渉", "round", 7),
        ("2nd round", "round", 2),
        ("round five", "round", 5),
        ("10回目の訪米", "trip", 10),
        ("10th trip", "trip", 10),
        ("eighth visit", "trip", 8),
        ("first tranche of investments", "tranche", 1),
        ("対米投資の第1弾", "tranche", 1),
        ("第1号案件", "tranche", 1),
        ("第二弾", "tranche", 2),
        ("second batch of projects", "tranche", 2),
        ("3回目の会談", "meeting", 3),
        ("fourth phone call", "call", 4),
        ("第2回閣僚協議", "round", 2),
    ],
)
def test_counted_things(text, kind, number):
    assert (kind, number) in [(ordinal.kind, ordinal.number) for ordinal in facts("", text + "。" + TOLD).ordinals]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("約50分会談した", 50),
        ("for 75 minutes", 75),
        ("1時間半", 90),
        ("2時間10分", 130),
        ("two 45-minute calls", 45),
        ("約30分間電話で", 30),
        ("3 hours", 180),
    ],
)
def test_durations(text, minutes):
    assert minutes in [duration.minutes for duration in facts("", text + "。" + TOLD).durations]


@pytest.mark.parametrize("text", ["午後1時1分に発動", "3分の1", "5分野で協力", "2割5分", "30分後", "24時間以内"])
def test_what_is_no_duration(text):
    assert facts("", text + "。" + TOLD).durations == ()


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("EO 14345", "instrument.eo14345"),
        ("Executive Order 14345", "instrument.eo14345"),
        ("大統領令14345号", "instrument.eo14345"),
        ("大統領令第14345号", "instrument.eo14345"),
        ("90 FR 43535", "instrument.eo14345"),
        ("Proclamation 10908", "instrument.proc10908"),
        ("布告第10908号", "instrument.proc10908"),
        ("EO 14999", "instrument.eo14999"),
        ("91 FR 12345", "instrument.fr91-12345"),
        ("Section 232", "instrument.section232"),
        ("通商法301条", "instrument.section301"),
        ("FR Doc. 2025-17389", "instrument.frdoc-2025-17389"),
    ],
)
def test_instruments_have_one_id_in_both_languages(text, instrument):
    assert instrument in [one.id for one in facts("", text + "。" + TOLD).instruments]


def days(text, day="2025-07-23"):
    return [(found.date, found.zone, found.how) for found in facts("", text + TOLD, day).days]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They met on Tuesday.", ("2025-07-22", "", "weekday")),
        ("Wednesday's talks.", ("2025-07-23", "", "weekday")),
        ("WASHINGTON — It was announced Tuesday.", ("2025-07-22", "ET", "weekday")),
        ("Tokyo, July 23 (Jiji Press)--The government", ("2025-07-23", "JST", "partial")),
        ("from Aug. 1", ("2025-08-01", "", "partial")),
        ("on 7 April 2025", ("2025-04-07", "", "stated")),
        ("April 16, 2025", ("2025-04-16", "", "stated")),
        ("赤沢氏は22日、", ("2025-07-22", "", "partial")),
        ("【ワシントン共同】赤沢氏は22日、", ("2025-07-22", "ET", "partial")),
        ("日本時間23日の朝", ("2025-07-23", "JST", "partial")),
        ("現地時間22日", ("2025-07-22", "ET", "partial")),
        ("2025年4月16日", ("2025-04-16", "", "stated")),
        ("8月1日から", ("2025-08-01", "", "partial")),
        ("来月1日から", ("2025-08-01", "", "partial")),
        ("先月30日", ("2025-06-30", "", "partial")),
        ("きょう発動した", ("2025-07-23", "JST", "relative")),
        ("昨日会談した", ("2025-07-22", "JST", "relative")),
        ("they meet today", ("2025-07-23", "", "relative")),
    ],
)
def test_days_are_made_full_by_the_publication_date(text, found):
    assert found in days(text)


@pytest.mark.parametrize("text", ["30日間の猶予", "90-day pause", "2月30日", "10日前に", "May be delayed", "a 25 percent rate", "3日目"])
def test_what_is_no_day(text):
    assert days(text) == []


def test_a_weekday_beside_a_date_is_one_day():
    assert days("opens Sunday (June 15) in Canada.", "2025-06-14") == [("2025-06-15", "", "partial")]


def test_years_turn():
    assert days("12月30日に会談", "2026-01-02")[0][0] == "2025-12-30"
    assert days("on Jan. 3", "2025-12-29")[0][0] == "2026-01-03"


def test_without_a_publication_date_only_full_dates_are_days():
    found = facts("", "on Tuesday, 22日, April 16, 2025" + TOLD, None).days
    assert [day.date for day in found] == ["2025-04-16"]


def test_offices_are_resolved_by_date():
    text = "経産相が訪米し、ラトニック商務長官と関税を協議"
    assert facts(text, day="2025-03-10").persons == ("person.muto", "person.lutnick")
    assert facts(text, day="2026-02-12").persons == ("person.akazawa", "person.lutnick")
    assert "role.jp_meti_minister" in facts(text).persons
    assert facts("首相、トランプ氏と電話会談 関税巡り", day="2025-06-13").persons == ("person.ishiba", "person.trump")
    assert facts("首相、トランプ氏と会談 関税巡り", day="2025-10-28").persons == ("person.takaichi", "person.trump")


def test_one_person_in_two_spellings_and_two_languages():
    texts = ("赤沢氏、ベセント氏と関税協議", "赤澤大臣、ベッセント長官と関税協議", "Akazawa, Bessent hold tariff talks")
    assert {frozenset(facts(text, day="2025-06-01").persons) for text in texts} == {frozenset({"person.akazawa", "person.bessent"})}


def test_what_happened_where_and_between_whom():
    found = facts("Trump signs order on tariffs", "Japan's car exports will pay less, the White House said after talks.", "2025-09-04")
    assert "signs" in found.acts and "product.autos" in found.products and found.countries == ("country.japan",)
    assert found.places == ("place.white_house",) and "person.trump" in found.persons and {"us", "jp"} <= set(found.sides)


def test_a_text_that_tells_of_nothing_is_not_read():
    assert facts("Rain on Sunday", "Showers over Tokyo; some chance of thunder.", "2025-06-01").mentions == ()
    assert facts("石破首相が地元入り", "祭りに参加した。", "2025-06-01").mentions == ()


def test_leaders_of_both_sides_are_telling_only_together():
    assert facts("石破首相がトランプ大統領と電話", day="2025-06-13").mentions


def test_only_the_beginning_of_a_body_is_read():
    body = "Nothing here. " * 200 + "Japan-US tariff talks"
    assert facts("A day", body=body).mentions == ()
    assert facts("A day", body="Japan-US tariff talks. " + body).mentions[0].field == "body"
