"""Nouns that replace each other when a sentence is reworded, a group a line: general vocabulary of news and official pages.

A noun in a noun's place that stands in no group with it is another thing (`kind_changes`).
"""

from __future__ import annotations

ENGLISH = """
agreement deal accord pact arrangement settlement
talks negotiations discussions consultations dialogue meeting session round
tariff tariffs duty duties levy levies tax taxes charge charges
company firm business maker manufacturer producer group enterprise concern
companies firms businesses makers manufacturers producers groups enterprises concerns industry
official aide source spokesman spokeswoman spokesperson representative person
officials aides sources people representatives authorities
government administration cabinet authorities state
ministry department agency authority office bureau
plan proposal scheme programme program roadmap timetable schedule blueprint strategy project
measure step move action measures steps moves actions
rule regulation law act statute rules regulations laws legislation bill
ruling decision judgment verdict order finding opinion
court judge judges justices tribunal bench panel
problem issue matter question trouble difficulty mystery topic subject
problems issues matters questions troubles difficulties topics
concern worry fear anxiety unease concerns worries fears
reason cause factor ground grounds explanation motive
result outcome effect consequence impact results effects consequences fallout
share portion part proportion percentage slice
rise increase gain jump growth climb uptick hike
fall drop decline decrease decreases slide slump dip reduction cut
gap deficit shortfall difference
profit earnings income
loss losses damage hit
price prices cost costs fee fees charge charges
money cash funds funding sum finance
worker employee staff personnel workforce workers employees
job post position role jobs posts positions
boss head chief leader chair chairman director
lawmaker legislator politician deputy lawmakers
voter citizen people public
customer client buyer shopper consumer customers clients buyers shoppers consumers
venue stadium site place location arena spot
town city area region district place municipality
country nation state economy countries nations states economies
house home building property residence
street road avenue
car vehicle automobile auto cars vehicles autos
truck lorry trucks lorries
goods products items merchandise cargo shipments commodities
part component parts components
photo picture image photograph photos pictures images
statement comment remark announcement release statements comments remarks
report document paper study survey account
form application request filing petition forms applications requests
letter note message email
page site website portal webpage
deadline date cutoff
start beginning launch opening outset
end close conclusion finish
year years twelvemonth
time moment point period
meeting summit conference gathering session
visit trip journey tour
phone telephone call
poll survey study
forecast projection outlook estimate prediction
goal target aim objective
chance possibility likelihood prospect odds
pair couple two duo
bird rooster cock animal
man person guy individual
child kid youngster children kids youngsters
woman lady person
crash accident collision incident
blast explosion
fight battle struggle row dispute clash war feud
support backing help aid assistance relief
criticism condemnation attack
change shift alteration amendment revision changes
pressure strain stress
market bourse exchange
stock stocks share shares equities
bank lender
partner ally counterpart
side party camp
sides parties camps governments
list roster schedule
section chapter paragraph clause part
line hotline number helpline
desk counter window office
supplier vendor contractor suppliers vendors
factory plant works mill
inventory stock stockpile stocks
shipment consignment delivery cargo
exemption waiver exclusion exception relief
refund repayment reimbursement return
method way manner approach means
information details data particulars
week days
"""
JAPANESE = """
理由 背景 要因 原因 わけ 根拠
会談 会合 協議 会議 面会 交渉 対話 話し合い 打ち合わせ
合意 妥結 取り決め 約束 協定
企業 会社 各社 同社 事業者 メーカー 業者 業界
関係者 当局者 高官 担当者 幹部 職員 関係筋 消息筋
措置 対応 施策 対策 政策 方策 手段
規則 規定 法令 制度 決まり ルール 法律
判決 判断 決定 命令 裁定 結論
問題 課題 論点 事項 件 案件 テーマ
懸念 不安 心配 危惧
結果 影響 効果 成果 余波
割合 比率 シェア 率 比重
増加 拡大 上昇 伸び 増
減少 縮小 低下 落ち込み 減
利益 もうけ 収益
損失 損害 被害 打撃
価格 値段 料金 単価 費用 経費 コスト
資金 資本 お金 マネー 財源
従業員 社員 労働者 働き手 人員
首脳 トップ 代表 責任者 指導者
客 顧客 利用者 消費者 買い手
場所 会場 所在地 現場
地域 地区 地方 エリア
国 国家 各国
住宅 家屋 家
商品 製品 品物 物品 貨物
写真 画像
声明 談話 発言 コメント 発表 表明
報告 報告書 文書 資料 書類 書面
申請 申込 申し込み 申立て 届出 手続き 申告
期限 締め切り 期日
開始 スタート 始まり 着手
終了 終わり 完了 幕切れ
訪問 来訪 訪日 渡航
電話 通話
調査 アンケート 集計
予想 予測 見通し 見込み 試算 推計 想定
目標 狙い 目的
可能性 公算 見込み 確率
事故 衝突 事件
支援 援助 後押し 助成 補助 協力 サポート
批判 非難 反発
変更 修正 改定 見直し 改正
市場 相場 マーケット
株 株式
双方 両者 両国 日米
一覧 リスト 名簿
項 条 節
窓口 担当 係 課
取引先 仕入れ先 顧客
在庫 ストック
免除 除外 例外
還付 返金 払い戻し
方法 やり方 手法
情報 詳細 内容
記者団 報道陣 記者 会見 記者会見 取材
政府 当局 内閣 官邸
国会 議会
関税 税 税率
輸出入 貿易 通商 取引
住民 市民 国民 人々
経営者 社長 経営陣 トップ
計画 案 構想 プラン 戦略 方針
役割 立場 地位 職
負担 重荷 コスト
事実 実態 状況 情勢 現状
時期 時点 タイミング 時
意見 見解 考え 見方 主張
米国 アメリカ 米側 米政府
日本 日本側 わが国
様子 姿
"""
