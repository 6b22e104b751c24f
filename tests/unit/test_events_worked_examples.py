"""The ten worked examples of `entities_cross.md`: what two languages say of one event is one, and its named neighbours are not."""

from __future__ import annotations

import pytest
from event_items import event_of, item, the_model

from tracker.events.assign import assign
from tracker.events.join import join

FIRST, KATO, G7, LETTER, DEAL = (
    "2025-04-16-akazawa-trump-first-round", "2025-04-24-kato-bessent-fx", "2025-06-16-g7-kananaskis-no-deal",
    "2025-07-07-letter-25-percent", "2025-07-22-deal-announced",
)  # fmt: skip
FIX, STACKED, ORDER, MEMORANDUM, CARS = (
    "2025-08-07-us-promises-fix", "2025-08-07-stacking-in-force", "2025-09-04-eo-14345", "2025-09-04-investment-mou",
    "2025-09-16-auto-15-in-force",
)  # fmt: skip
STATEMENT, TRANCHE = "2025-09-12-fx-joint-statement", "2026-02-17-first-tranche-36bn"

TOLD = [
    # 1: the first round; not Ishiba's reaction, nor the first meeting of the headquarters.
    (FIRST, item("Trump sits in on first tariff talks with Akazawa, sees 'big progress'", "2025-04-17", "anchor", "reciprocal_tariff",
                 summary="WASHINGTON - The president met the Japanese negotiator for 50 minutes on Wednesday.")),
    (FIRST, item("トランプ氏が赤沢氏と50分会談 初の関税協議「日本が最優先」", "2025-04-17", "anchor", "reciprocal_tariff",
                 summary="赤沢経済再生相は16日、ホワイトハウスでトランプ大統領と会い、続いてベッセント財務長官らと75分協議した。")),
    ("2025-04-17-ishiba-frank-constructive", item("石破首相、初回の日米協議は「率直で建設的」 訪米に意欲", "2025-04-17", "response",
                                                  "domestic_politics defense_security", summary="首相は17日、官邸で記者団に語った。")),
    ("2025-04-08-japan-hq-akazawa-named", item("Japan's tariff headquarters holds first meeting; Akazawa to lead talks", "2025-04-08",
                                               "response", "domestic_politics reciprocal_tariff",
                                               summary="Ishiba chose the economic revitalization minister on Tuesday.")),
    # 2: Washington's evening is Tokyo's next day; the same two men meet in Banff and sign in September.
    (KATO, item("Kato, Bessent discuss currencies without a target", "2025-04-25", "negotiation", "currency",
                summary="The finance chiefs met for 50 minutes in Washington on Thursday.")),
    (KATO, item("加藤財務相がベッセント財務長官と会談、為替目標は議論にならず", "2025-04-25", "negotiation", "currency",
                summary="日本時間25日早朝、約50分間会談した。")),
    ("2025-05-21-kato-bessent-banff", item("加藤・ベッセント両氏がバンフで会談、為替は実体を反映", "2025-05-22", "negotiation",
                                           "currency", summary="G7財務相会議に合わせて21日に会った。")),
    # 3: the G7 meeting; not the call three days before.
    (G7, item("Ishiba and Trump end Kananaskis meeting without tariff deal", "2025-06-17", "negotiation", "autos",
              summary="The two talked for 30 minutes on the sidelines of the G7 on Monday.")),
    (G7, item("石破首相、カナナスキスでトランプ氏と30分会談 関税で合意に至らず", "2025-06-17", "negotiation", "autos agriculture",
              summary="G7サミットに合わせて会談し、閣僚協議の継続を指示した。")),
    ("2025-06-13-ishiba-trump-call", item("石破首相とトランプ大統領が20分電話会談、G7前に協議加速", "2025-06-13", "negotiation",
                                          "reciprocal_tariff autos", summary="13日の電話でカナダで会うことも申し合わせた。")),
    # 4: the letter; not the order of the same day, nor the reply.
    (LETTER, item("Trump letter sets 25% tariff on Japan from Aug. 1", "2025-07-08", "measure", "reciprocal_tariff",
                  summary="He posted the letter to Ishiba on Monday.")),
    (LETTER, item("日本に25％関税、8月1日から トランプ氏が石破首相に書簡", "2025-07-08", "measure", "reciprocal_tariff",
                  summary="米大統領は7日、書簡をSNSで公表した。")),
    ("2025-07-07-eo-14316-extension", item("Trump order EO 14316 extends tariff pause from July 9 to August 1", "2025-07-08", "measure",
                                           "reciprocal_tariff", summary="The executive order was signed on Monday.")),
    ("2025-07-08-ishiba-regrets-letter", item("石破首相「誠に遺憾」 25％関税の通告に、協議は継続", "2025-07-08", "response",
                                              "domestic_politics reciprocal_tariff", summary="総合対策本部で8日に述べた。")),
    # 5: the deal; not Ishiba's explanation of it.
    (DEAL, item("Trump announces Japan trade deal with 15% tariff and $550 billion investment", "2025-07-23", "agreement",
                "reciprocal_tariff investment autos", summary="The agreement was reached on Tuesday after talks with Akazawa.")),
    (DEAL, item("日米が関税合意、15％に 5500億ドル投資 トランプ氏発表", "2025-07-23", "agreement", "reciprocal_tariff investment autos",
                summary="赤沢経済再生相がトランプ大統領と会談し、自動車も15％とすることで合意した。")),
    ("2025-07-23-ishiba-explains-deal", item("Ishiba: no Japanese tariff cuts in deal, rice stays in quota", "2025-07-23", "response",
                                             "agriculture autos domestic_politics",
                                             summary="Ishiba explained on Wednesday that 15% is the lowest rate for a surplus country.")),
    # 6: one day, one order, two events: relation decides.
    (FIX, item("US will amend tariff order and refund excess duties, Akazawa says after meeting Lutnick and Bessent", "2025-08-08",
               "negotiation", "reciprocal_tariff autos", summary="He spoke in Washington on Thursday.")),
    (FIX, item("赤沢氏「大統領令の修正と払い戻しを米側が約束」 ラトニック氏らと会談", "2025-08-08", "negotiation",
               "reciprocal_tariff autos", summary="7日、ワシントンで述べた。")),
    (STACKED, item("15% tariff on Japan begins, piled on top of existing duties", "2025-08-07", "measure", "reciprocal_tariff",
                   summary="The new rate took effect on Thursday and is stacked on the normal duty, contrary to Tokyo's understanding.")),
    (STACKED, item("15％の相互関税が発動、既存の税率に上乗せ 日本に特例なし", "2025-08-07", "measure", "reciprocal_tariff",
                   summary="日本時間7日午後1時すぎに適用が始まった。")),
    # 7: the order and the memorandum of one day.
    (ORDER, item("Trump signs executive order to carry out Japan deal, car tariff to fall to 15%", "2025-09-05", "agreement",
                 "reciprocal_tariff autos", summary="EO 14345 was signed on Thursday.")),
    (ORDER, item("トランプ大統領、日米合意を実施する大統領令に署名 自動車関税15％に", "2025-09-05", "agreement", "reciprocal_tariff autos",
                 summary="4日に署名し、特例措置は8月7日にさかのぼる。")),
    (MEMORANDUM, item("Lutnick and Akazawa sign $550 billion investment MOU", "2025-09-05", "agreement", "investment",
                      summary="Under the memorandum Japan funds projects within 45 days, until 19 January 2029.")),
    (MEMORANDUM, item("5500億ドルの対米投資で覚書に署名 赤沢氏とラトニック商務長官", "2025-09-05", "agreement", "investment",
                      summary="4日、ワシントンで署名した。投資は2029年1月19日まで。")),
    # 8: a duty that starts at 00:01 Eastern is on the same day in both capitals; not the signing.
    (CARS, item("Tariff on Japanese cars and parts falls to 15% on Tuesday", "2025-09-16", "measure", "autos",
                summary="The lower rate took effect at 12:01 a.m., down from 27.5%.")),
    (CARS, item("日本車の関税15％に 16日午後1時すぎに適用", "2025-09-16", "measure", "autos",
                summary="27.5％だった自動車と部品の税率が下がった。")),
    # 9: the English date is one lower.
    (STATEMENT, item("US, Japan finance chiefs reaffirm market-set rates in joint statement", "2025-09-11", "agreement", "currency",
                     summary="Bessent and Kato issued the statement on Thursday in Washington.")),
    (STATEMENT, item("日米財務相が為替で共同声明 加藤氏とベッセント氏", "2025-09-12", "agreement", "currency",
                     summary="12日に発表し、為替は市場で決まると再確認した。")),
    # 10: the first batch; not the failed meeting before, nor the second batch.
    (TRANCHE, item("Trump unveils first three Japanese projects worth $36 billion", "2026-02-18", "agreement", "investment energy",
                   summary="A gas plant, a crude terminal and a synthetic diamond plant were approved on Tuesday.")),
    (TRANCHE, item("対米投資の第1弾3件を決定、360億ドル ガス火力や人工ダイヤ", "2026-02-18", "agreement", "investment energy",
                   summary="トランプ大統領が17日に発表した。")),
    ("2026-02-12-akazawa-lutnick-gap", item("Akazawa says big gap with Lutnick remains over first projects", "2026-02-13", "negotiation",
                                            "investment", summary="They met for 90 minutes on Thursday without a decision.")),
    ("2026-03-19-second-tranche-73bn", item("対米投資の第2弾、最大730億ドル 小型炉とガス火力", "2026-03-20", "agreement",
                                            "investment energy", summary="日米両政府が19日に共同文書で発表した。")),
]  # fmt: skip


@pytest.mark.parametrize(("event_id", "report"), TOLD, ids=[f"{at}-{one[0][:18]}-{one[1].lang}" for at, one in enumerate(TOLD)])
def test_a_report_joins_its_event_and_not_its_neighbour(event_id: str, report: object) -> None:
    assert event_of(join(report, (), the_model())) == event_id


def test_both_languages_meet_in_one_event_when_all_are_settled_together() -> None:
    reports = [item(one.title, one.published_date, one.relation, " ".join(one.topics), summary=one.summary, number=at)
               for at, (_, one) in enumerate(TOLD)]  # fmt: skip
    assert assign(reports, the_model()) == [event_id for event_id, _ in TOLD]


def test_koreas_letter_of_the_same_day_and_rate_is_no_letter_to_japan() -> None:
    korea = item("Trump letter sets 25% tariff on South Korea from Aug. 1", "2025-07-08", "spillover", "other_countries",
                 summary="President Lee received the letter on Monday; Seoul will talk on.")  # fmt: skip
    assert event_of(join(korea, (), the_model())) != LETTER


def test_the_trade_figures_of_the_same_tokyo_day_are_no_tranche() -> None:
    figures = item("1月の対米輸出が減少、貿易統計 自動車が低迷", "2026-02-18", "impact", "macro_economy autos",
                   summary="財務省が18日発表した。米国の関税が響いた。")  # fmt: skip
    assert event_of(join(figures, (), the_model())) != TRANCHE
