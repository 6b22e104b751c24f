"""The matching rules of the gazetteer, rule by rule, and its worst ambiguities (reference README)."""

import pytest
from facts_of import concept, link, live, mentions, named, small

from tracker.gazetteer import Guard


def forms(find, text, field="title"):
    return [mention.form for mention in (mentions(text, find=find) if field == "title" else mentions("", text, find=find))]


def test_rule_1_widths_and_apostrophes_are_one():
    find = small(concept("rate.24", ja=("24%",)), concept("country.japan", en=("Japan's rate",)), concept("us", ja=("USスチール",)))
    assert forms(find, "関税は２４％に") == ["２４％"]
    assert forms(find, "Japan’s rate falls") == ["Japan’s rate"]
    assert forms(find, "ＵＳスチール") == ["ＵＳスチール"]
    assert forms(find, "USｽﾁｰﾙが") == ["USｽﾁｰﾙ"]


def test_rule_2_english_forms_are_whole_words_with_or_without_s():
    find = small(concept("country.japan", en=("Japan",)))
    assert forms(find, "Japan's, (Japan) and US-Japan, not Japanese nor JapanToday") == ["Japan", "Japan", "Japan"]


def test_rule_2_a_capital_asks_for_a_capital_and_a_small_letter_for_either():
    find = small(concept("company.ford", en=("Ford",)), concept("topic.tariff", en=("tariff",)), concept("org.maff", en=("MAFF",)))
    assert forms(find, "They can't afford to ford a river; Ford can. TARIFF, Tariff, tariff; Maff") == [
        "Ford",
        "TARIFF",
        "Tariff",
        "tariff",
    ]


def test_rule_2_a_headline_in_capitals_only_is_matched_without_case():
    find = small(concept("person.akazawa", en=("Akazawa",)), concept("company.ford", en=("Ford",)))
    assert forms(find, "AKAZAWA TO CANCEL VISIT") == ["AKAZAWA"]
    assert forms(find, "AKAZAWA TO CANCEL VISIT", field="summary") == ["AKAZAWA"]
    assert forms(find, "FORD") == ["FORD"] and forms(find, "ford") == []


def test_rule_3_japanese_forms_are_found_within_words_but_katakana_does_not_touch_katakana():
    find = small(concept("person.vance", ja=("バンス",)), concept("country.india", ja=("インド",)), concept("tariff", ja=("関税",)))
    assert forms(find, "高関税とバンス氏") == ["関税", "バンス"]
    assert forms(find, "アドバンス、インドネシア、インドー") == []


def test_rule_3_latin_letters_in_japanese_text_keep_their_borders():
    find = small(concept("country.eu", ja=("EU",)))
    assert forms(find, "米EUが合意、EUROではない") == ["EU"]


@pytest.mark.parametrize("text", ["115%", "2.15%", "1,15%"])
def test_rule_4_a_number_is_no_part_of_a_larger_one(text):
    assert forms(small(concept("rate.15", en=("15%",))), f"up {text} today") == []


def test_rule_4_nor_of_one_with_a_japanese_unit():
    find = small(concept("rate.550bn", ja=("5500億ドル",)))
    assert forms(find, "1兆5500億ドル") == [] and forms(find, "約5500億ドル") == ["5500億ドル"]


def test_rule_5_the_longest_form_wins_across_concepts():
    find = small(
        concept("country.us", ja=("米", "米国")),
        concept("product.rice", ja=("米国産米",)),
        concept("product.autos", ja=("自動車",)),
        concept("topic.auto_tariffs", ja=("自動車関税",)),
        concept("country.japan_us", ja=("日米",)),
        concept("other.bases", ja=("日米合同委員会",)),
    )
    assert forms(find, "米国産米と米国、米の自動車関税、日米合同委員会") == ["米国産米", "米国", "米", "自動車関税", "日米合同委員会"]


def test_rule_5_a_shared_form_names_both_concepts():
    find = small(concept("first", ja=("訪米",)), concept("second", ja=("訪米",)))
    assert named("訪米へ", find=find) == {"first", "second"}


GUARDED = Guard((), ("tariff", "関税"), ("baseball", "球団"))


def test_rule_6_a_near_word_in_the_same_sentence_satisfies_in_either_language():
    find = small(concept("company.mazda", en=("Mazda",), ja=("マツダ",), guard=GUARDED))
    assert live("Mazda hurt by a tariff", find=find) and live("マツダ、関税で赤字", find=find)
    assert not live("Mazda sells cars", find=find) and named("Mazda sells cars", find=find)
    assert not live("", "Mazda sells cars. A tariff hurts others.", find=find)
    assert not live("Mazda sells cars", "A tariff hurts others.", find=find)


def test_rule_6_a_veto_rejects_every_form_of_the_concept():
    find = small(concept("company.mazda", en=("Mazda", "Mazda Motor"), guard=Guard(("Mazda",), ("tariff",), ("baseball",))))
    assert live("Mazda Motor opens a plant", find=find)
    (mention,) = mentions("Mazda Motor, a tariff and baseball", find=find)
    assert mention.vetoed and not mention.live


def test_rule_6_a_near_word_stands_outside_the_form_but_a_veto_may_hold_it():
    find = small(concept("talks", ja=("関税交渉",), guard=GUARDED), concept("role.pm", ja=("首相",), guard=Guard((), (), ("カナダ首相",))))
    assert not live("関税交渉が続く", find=find) and live("関税交渉、高関税で難航", find=find) == {"talks"}
    assert not live("カナダ首相が訪問", find=find) and live("首相が訪問", find=find) == {"role.pm"}


def test_sentences_end_where_they_end():
    text = 'U.S. President Trump met Mr. Kato on Aug. 7. "It went well," he said. Next came lunch.\n関税だ。交渉だ！'
    assert {mention.sentence for mention in mentions("", text)} <= {0, 1, 2, 3, 4}
    find = small(
        concept("a", en=("Kato",)),
        concept("b", en=("well",)),
        concept("c", en=("lunch",)),
        concept("d", ja=("関税",)),
        concept("e", ja=("交渉",)),
    )
    assert [mention.sentence for mention in mentions("", text, find=find)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("text", "concept_id"),
    [
        ("備蓄米の放出続く、コメ価格は高止まり", "country.us"),
        ("欧米や南米で人気", "country.us"),
        ("日米合同委員会が基地の運用を協議", "country.japan_us"),
        ("普天間返還の日米合意から30年", "process.deal_reached"),
        ("内閣支持率27.5%に低下", "rate.27_5"),
        ("最高裁が一票の格差で判決", "org.scotus"),
        ("ウイグルの強制労働、企業に調査義務", "instrument.section301_forced_labor"),
        ("徴用工の強制労働で判決", "instrument.section301_forced_labor"),
        ("中国商務省が関税に反発", "org.commerce"),
        ("福岡ソフトバンク、関税でバットが値上がり", "company.softbank"),
        ("マツダスタジアムの弁当、関税で値上げ", "company.mazda"),
        ("柏崎刈羽の再稼働、赤沢経産相「大きな意義」 通商も", "person.akazawa"),
        ("自工会の片山氏、関税交渉に期待", "person.katayama_satsuki"),
        ("三菱自の加藤氏、為替に懸念", "person.kato_katsunobu"),
        ("カナダ首相が関税に失望", "role.jp_pm"),
        ("You can't afford it: glass and ford", "company.us_automakers"),
        ("The diet of pandas and trade in bamboo", "org.diet"),
        ("JAMA study on surgery in older patients", "org.jama"),
        ("Canada hosts Ishiba and Trump at the G7 for trade talks", "country.canada"),
    ],
)
def test_what_only_looks_like_a_concept_gives_no_evidence(text, concept_id):
    assert concept_id not in live(text)


@pytest.mark.parametrize(
    ("text", "concept_id"),
    [
        ("米関税で業績悪化", "topic.trump_tariffs"),
        ("赤澤大臣、関税で訪米", "person.akazawa"),
        ("自動車関税27.5%から下げ", "rate.27_5"),
        ("ベセント財務長官、日本と協議", "person.bessent"),
        ("Supreme Court hears tariff case", "org.scotus"),
        ("加藤財務相、ベッセント氏と為替を協議", "person.kato_katsunobu"),
        ("自工会の片山会長、関税で会見", "person.katayama_masanori"),
        ("Greer sees trade deal with Tokyo", "person.greer"),
        ("Japan’s $550 Billion pledge", "rate.550bn"),
    ],
)
def test_what_is_meant_gives_evidence(text, concept_id):
    assert concept_id in live(text)


@pytest.mark.parametrize(
    ("title", "summary", "day"),
    [
        (
            "Abe agrees to two-way trade talks as car tariffs loom",
            "Japan and the US will negotiate a trade agreement on goods.",
            "2018-09-27",
        ),
        ("日米貿易交渉、茂木・ライトハイザー会談へ", "自動車への追加関税は避けられる見通し。", "2019-08-20"),
        ("US-Japan trade deal to lift Trump tariffs on steel", "Biden officials agreed on a quota.", "2022-02-08"),
        ("1980年代の日米貿易摩擦を振り返る", "自動車の輸出自主規制と半導体協定があった。", None),
        ("関税法違反の疑いで逮捕 金塊を密輸か", "税関の検査で見つかった。", "2025-06-05"),
        ("米韓、関税15%で合意", "韓国は3500億ドルを投資する。", "2025-07-31"),
        ("Swiss hope for lower US tariff", "Bern sends negotiators to Washington again.", "2025-08-06"),
        ("What is a customs broker?", "How HS codes decide the duty that importers pay.", "2025-06-01"),
        ("日米防衛相、ミサイル生産で一致", "在日米軍の再編も協議した。", "2026-01-16"),
        ("Bank of Japan raises rates to 0.75%", "Governor Ueda pointed to wages.", "2025-12-19"),
        ("Dodgers win World Series", "Ohtani and Yamamoto shine for the US champions.", "2025-11-02"),
        ("自民総裁に高市氏", "決選投票で小泉氏を破った。", "2025-10-04"),
    ],
)
def test_other_stories_are_not_linked(title, summary, day):
    assert not link(title, summary, day).linked


@pytest.mark.parametrize(
    ("title", "summary", "day"),
    [
        ("Akazawa meets Lutnick in Washington on tariffs", "", "2025-06-27"),
        ("赤沢氏、ラトニック商務長官と会談", "自動車関税の引き下げを改めて求めた。", "2025-06-27"),
        ("Trump says Japan will pay 25% from Aug. 1", "The letter to Ishiba was posted on social media.", "2025-07-08"),
        ("対米投資、第1弾は3案件", "5500億ドルのうち約360億ドルを充てる。", "2026-02-18"),
        ("Toyota cuts profit forecast on US tariffs", "", "2025-08-07"),
        ("県内企業の4割に影響 トランプ関税", "商工会議所が調べた。", "2025-06-01"),
        ("Supreme Court strikes down Trump's tariffs", "The emergency powers law does not allow them.", "2026-02-20"),
        ("EU deal modelled on Japan's 15% tariff agreement", "", "2025-07-27"),
        ("Kato, Bessent agree yen rate reflects fundamentals", "", "2025-05-21"),
    ],
)
def test_the_story_is_linked(title, summary, day):
    assert link(title, summary, day).linked
