"""What is called material, and what for."""

import pytest

from feeds.documents.unread import file_mark
from tracker.diff.compare import apply, compare, is_japanese
from tracker.diff.types import COSMETIC, MATERIAL, SAME, RevisionText


def of(before, after, lang="en", field="body"):
    return compare(RevisionText(**{field: before}), RevisionText(**{field: after}), lang)


@pytest.mark.parametrize(
    ("kind", "before", "after", "lang"),
    [
        ("rate", "The duty on cars is 15%.", "The duty on cars is 24%.", "en"),
        ("rate", "自動車の税率は15%だ。", "自動車の税率は24%だ。", "ja"),
        ("amount", "Japan will invest $550 billion.", "Japan will invest $350 billion.", "en"),
        ("amount", "負担は40億円増える。", "負担は400億円増える。", "ja"),
        ("unit", "The cost is $2 million a year.", "The cost is 2 million yen a year.", "en"),
        ("deadline", "Comments are due by June 22.", "Comments are due by July 6.", "en"),
        ("deadline", "8月7日までに申告する。", "8月17日までに申告する。", "ja"),
        ("date", "The order was signed on Sept. 4.", "The order was signed on Sept. 5.", "en"),
        ("number", "Seven rounds were held in Washington.", "Eight rounds were held in Washington.", "en"),
        ("negation", "Cars are not covered by the order.", "Cars are covered by the order.", "en"),
        ("negation", "政府は報復しない方針だ。", "政府は報復する方針だ。", "ja"),
        ("modality", "The rate will fall in the autumn.", "The rate may fall in the autumn.", "en"),
        ("modality", "番号を記載しなければならない。", "番号を記載することができる。", "ja"),
        ("status", "日米が関税で合意した。", "日米が関税を協議した。", "ja"),
        ("status", "The House passed the bill on trade.", "The House rejected the bill on trade.", "en"),
        ("scope", "The duty covers steel and aluminum.", "The duty covers steel, copper and aluminum.", "en"),
        ("scope", "航空機と部品を除外する。", "航空機と部品、無人機を除外する。", "ja"),
        ("scope", "Only firms that sued are paid.", "All firms are paid.", "en"),
        ("scope", "South Korea accepted the terms of the deal.", "Taiwan accepted the terms of the deal.", "en"),
        ("person_or_office", "赤沢氏は会見で説明した。", "加藤氏は会見で説明した。", "ja"),
        ("person_or_office", "The talks were led by Scott Bessent.", "The talks were led by Howard Lutnick.", "en"),
        ("person_or_office", "The Secretary of Commerce signed.", "The Secretary of Energy signed.", "en"),
        ("quotation", "首相は「合意は履行した。見直す考えはない」と答えた。", "首相は「合意は履行した」と答えた。", "ja"),
        ("correction_notice", "It fell.", "It fell.\nCorrection: an earlier version gave a wrong figure.", "en"),
        ("correction_notice", "減った。", "減った。\n【訂正】当初の記事の数字に誤りがありました。", "ja"),
        ("passage_added", "Talks ended.", "Talks ended.\nThe plant in Ohio will close in May.", "en"),
        ("passage_removed", "協議した。\n米側は追加の購入を求めた。", "協議した。", "ja"),
    ],
)
def test_material_changes_by_class(kind, before, after, lang):
    difference = of(before, after, lang)
    assert difference.material
    assert kind in {reason.kind for reason in difference.reasons}, difference.reasons
    assert set(difference.classes) <= {*MATERIAL, *COSMETIC}


@pytest.mark.parametrize(
    ("kind", "before", "after", "lang"),
    [
        ("spelling_variant", "The duty is 15 percent.", "The duty is 15%.", "en"),
        ("spelling_variant", "A plan for labour and defence.", "A plan for labor and defense.", "en"),
        ("spelling_variant", "枠は2兆5000億円だ。", "枠は2.5兆円だ。", "ja"),
        ("width_variant", "税率は１５％だ。", "税率は15%だ。", "ja"),
        ("kana_variant", "関税をめぐる協議だ。", "関税を巡る協議だ。", "ja"),
        ("kana_variant", "赤澤氏が訪米した。", "赤沢氏が訪米した。", "ja"),
        ("whitespace", "The duty is  15%.", "The duty is 15%.", "en"),
        ("punctuation", "The duty, he said, is 15%.", "The duty he said is 15%.", "en"),
        ("markup_text", "- Steel: 50%\n- Copper: 50%", "* Steel: 50%\n* Copper: 50%", "en"),
        ("typo", "The goverment agreed.", "The government agreed.", "en"),
        ("rewording", "Canada rejects the deal with a baseline duty.", "Canada turns down the deal with a baseline duty.", "en"),
        ("reorder", "Steel is hit. Cars are not hit.", "Cars are not hit. Steel is hit.", "en"),
        ("timestamp", "Updated: 4 July 2025\nThe duty is 15%.", "Updated: 8 July 2025\nThe duty is 15%.", "en"),
        ("timestamp", "更新日：2025年8月1日\n税率：15%", "更新日：2025年8月9日\n税率：15%", "ja"),
        ("counter", "税率：15%\nあなたは 031,442 人目の訪問者です", "税率：15%\nあなたは 032,006 人目の訪問者です", "ja"),
        ("related_links", "It fell.\nSee also: Rate of 25%", "It fell.\nSee also: Rate of 15%", "en"),
        ("advert", "It fell.\nSponsored: 20% off", "It fell.\nSponsored: 30% off", "en"),
        ("byline", "It fell.\n(Reporting by Emi Sato)", "It fell.\n(Reporting by Ken Abe)", "en"),
        ("copyright_year", "It fell.\n© 2025 Example", "It fell.\n© 2026 Example", "en"),
        ("background", "It fell.", "It fell.\nTokyo is the largest city of Japan.", "en"),
    ],
)
def test_cosmetic_changes_by_class(kind, before, after, lang):
    difference = of(before, after, lang)
    assert not difference.material, difference.reasons
    assert kind in difference.classes


@pytest.mark.parametrize(
    ("before", "after", "lang"),
    [
        ("Related industries will lose 3% of their jobs.", "Related industries will lose 5% of their jobs.", "en"),
        ("As of Aug. 7, goods of Japan pay 15%.", "As of Aug. 8, goods of Japan pay 15%.", "en"),
        ("Published Aug. 7, the rule takes effect at once.", "Published Aug. 9, the rule takes effect at once.", "en"),
        ("Popular cars such as the Corolla pay 15%.", "Popular cars such as the Corolla pay 25%.", "en"),
        ("Search firms expect 5% fewer hires.", "Search firms expect 9% fewer hires.", "en"),
        ("関連産業への影響は3%だ。", "関連産業への影響は5%だ。", "ja"),
        ("人気車種の税率は15%だ。", "人気車種の税率は25%だ。", "ja"),
        ("次回協議（8月5日）で決める。", "次回協議（8月6日）で決める。", "ja"),
        ("発効日：2025年8月7日", "発効日：2025年8月8日", "ja"),
        ("Effective: November 1, 2025", "Effective: December 1, 2025", "en"),
    ],
)
def test_text_that_looks_like_furniture_is_text(before, after, lang):
    assert of(before, after, lang).material


def test_figures_that_changed_places_are_material():
    before = "9903.05.48 (normal duty below 12.5%), 9903.05.49 (12.5% or more)"
    assert of(before, before.replace("48", "x").replace("49", "48").replace("x", "49")).material
    rows = "- Pennsylvania: $17 billion\n- Texas: $16 billion"
    assert of(rows, "- Pennsylvania: $16 billion\n- Texas: $17 billion").material
    assert not of(rows, "- Texas: $16 billion\n- Pennsylvania: $17 billion").material


def test_an_item_that_moves_under_another_heading_is_material():
    before = "Covered:\n- Trucks\n- Buses\nNot covered:\n- Trailers\n- Engines\nEnd of page."
    moved = "Covered:\n- Trucks\nNot covered:\n- Trailers\n- Buses\n- Engines\nEnd of page."
    assert [reason.kind for reason in of(before, moved).reasons] == ["scope"]
    turned = "Covered:\n- Buses\n- Trucks\nNot covered:\n- Engines\n- Trailers\nEnd of page."
    assert not of(before, turned).material


def test_trap_10_every_change_has_a_difference_to_show():
    for before, after in (("a", "b"), ("", "b"), ("a", ""), ("a b", "a  b"), ("１５%", "15%")):
        difference = of(before, after)
        assert any(segment.op != "equal" for field in difference.fields for segment in field.segments)
        assert difference.summary_en
        assert difference.summary_ja


def test_trap_20_two_characters_matter_and_a_footer_does_not():
    text = "The duty on goods of Japan is 15%.\n" + "The committee met again and took note of the report.\n" * 20
    footer = "\n".join(["© 2025 Example", "Follow us: X", "See also: one | two", "Sponsored: three"] * 5)
    rate = of(text + footer, text.replace("15%", "24%") + footer)
    assert rate.material
    assert rate.reasons[0].before == "15%"
    rebuilt = "\n".join(["© 2026 Other", "Follow us: Y", "See also: four | five", "Sponsored: six"] * 6)
    assert not of(text + footer, text + rebuilt).material


def test_reasons_stand_heaviest_first_and_say_where():
    difference = compare(
        RevisionText(title="Japan agrees to talks", body="The rate is 15%. It will start."),
        RevisionText(title="Japan may agree to talks", body="The rate is 24%. It may start."),
        "en",
    )
    assert [reason.kind for reason in difference.reasons] == ["rate", "modality", "modality"]
    assert difference.reasons[0].field == "body"
    assert difference.summary_en == "In the text, a rate changed from “15%” to “24%”, and 2 more."
    assert difference.summary_ja == "本文で税率などの比率が「15%」から「24%」に変わった（ほか2件）。"


def test_sentences_for_what_came_went_or_did_not_matter():
    added = of("Talks ended.", "Talks ended.\nThe plant in Ohio will close.")
    assert added.summary_en == "In the text, a passage was added: “The plant in Ohio will close.”."
    removed = of("協議した。\n米側は追加の購入を求めた。", "協議した。", "ja")
    assert removed.summary_ja == "本文から文章が削除された：「米側は追加の購入を求めた。」。"
    cosmetic = of("税率は１５％だ。", "税率は15%だ。", "ja")
    assert cosmetic.summary_ja == "全角・半角だけが変わり、読者に関わる変更はない。"
    assert cosmetic.summary_en == "Only character width changed; nothing that matters to a reader."


def test_an_author_is_a_byline():
    difference = of("Emi Sato", "Emi Sato and Ken Abe", field="author")
    assert (difference.material, difference.classes) == (False, ("byline",))


def test_notice():
    silent = of("The duty is 15%.", "The duty is 24%.")
    assert silent.notice == "none"
    told = of("The duty is 15%.", "The duty is 24%.\nUPDATE: the rate was raised on Friday.")
    assert told.notice == "announced"
    corrected = of("減った。", "増えた。\n※当初の記事に誤りがありました。お詫びして訂正します。", "ja")
    assert corrected.notice == "announced"
    moved = compare(RevisionText(body="It is 15%."), RevisionText(body="It is 24%."), "en", dates_moved=True)
    assert moved.notice == "date_moved"


def test_the_language_is_known_by_kana_where_it_is_not_stated():
    assert is_japanese("ja-JP", "")
    assert is_japanese("", "関税の話")
    assert not is_japanese("en", "関税の話")
    assert not is_japanese("", "tariffs")


def test_nothing_from_nothing():
    assert compare(RevisionText(title="a"), RevisionText(title="a"), "en") == SAME


def test_a_file_that_is_replaced_matters_though_nobody_can_read_it():
    before, after = (RevisionText(title=name, body=file_mark(name.encode())) for name in ("one", "two"))
    difference = compare(before, after, "ja")
    assert difference.material and "replaced" in difference.summary_en and "差し替え" in difference.summary_ja
    assert apply(difference, before) == after and compare(after, after, "ja") == SAME
