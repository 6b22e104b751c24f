"""Japanese words for whom something concerns and for what stands somewhere, by what they mean, and what limits a noun.

General words for any firm or person (企業, 関係者, 当局者) are left out, since they replace each other.
"""

from __future__ import annotations

PARTIES = {
    "importer": "輸入者, 輸入業者, 輸入企業",
    "exporter": "輸出者, 輸出業者, 輸出企業",
    "broker": "通関業者, 通関士, 代理人",
    "carrier": "運送業者, 運送会社, 物流会社, 運送人",
    "shipping": "船会社, 海運会社, 海運各社",
    "airline": "航空会社, 航空各社",
    "shipper": "荷主, 荷送人",
    "consignee": "荷受人",
    "retailer": "小売業者, 小売店, 小売り各社",
    "wholesaler": "卸売業者, 卸業者, 問屋",
    "farmer": "農家, 農業者",
    "fisherman": "漁業者, 漁師, 漁協",
    "brewer": "酒蔵, 酒造会社, 蔵元",
    "seafood_firm": "水産加工会社, 水産加工業者, 水産会社",
    "bank": "銀行, 金融機関",
    "regional_bank": "地方銀行, 地銀, 信用金庫",
    "insurer": "保険会社, 生命保険会社",
    "household": "家計, 世帯",
    "consumer": "消費者, 利用者, 顧客",
    "student": "学生, 留学生",
    "teacher": "教員, 教師",
    "elderly": "高齢者, 年金受給者",
    "patient": "患者",
    "tourist": "観光客, 旅行者",
    "union": "労働組合, 労組",
    "shareholder": "株主",
    "investor": "投資家",
    "supplier": "仕入れ先, 下請け, 下請け企業, 部品会社, 部品メーカー",
    "dealer": "販売店, 販売会社",
    "worker": "従業員, 社員, 労働者",
    "official": "職員, 公務員",
    "executive": "役員, 経営者, 経営陣",
    "lawyer": "弁護士",
    "tax_accountant": "税理士, 会計士",
    "lawmaker": "国会議員",
    "voter": "有権者",
    "refugee": "難民",
    "foreigner": "外国人",
    "resident": "住民",
    "child": "子ども, 子供, 生徒, 児童",
    "parent": "保護者",
    "women": "女性",
    "men": "男性",
    "sole": "個人事業主, 個人事業者",
    "municipality": "自治体, 市町村",
    "university": "大学",
    "carmaker": "自動車メーカー, 車メーカー, 自動車各社, 完成車メーカー",
    "steelmaker": "鉄鋼メーカー, 鉄鋼各社",
    "chipmaker": "半導体メーカー",
    "drugmaker": "製薬会社, 製薬各社",
    "manufacturing": "製造業",
    "services": "非製造業, サービス業",
    "construction": "建設業, 建設会社",
    "farming": "農業",
    "fishery": "漁業, 水産業",
    "forestry": "林業",
    "tourism": "観光業",
    "transport": "運輸業, 運送業",
    "retail": "小売業",
}

FACILITIES = {
    "factory": "工場",
    "power": "発電所",
    "shipyard": "造船所",
    "smelter": "製錬所, 精錬所",
    "refinery": "製油所",
    "steelworks": "製鉄所",
    "warehouse": "倉庫",
    "port": "港湾",
    "airport": "空港",
    "office": "事務所",
    "school": "学校",
    "store": "店舗",
    "mine": "鉱山, 炭鉱",
    "farm": "農場, 牧場",
    "railway": "鉄道",
    "road": "道路, 高速道路",
    "pipeline": "パイプライン",
    "data_center": "データセンター",
    "laboratory": "研究所, 研究開発拠点, 研究拠点",
    "headquarters": "本社",
    "branch": "支社, 支店, 営業所",
    "hotel": "ホテル",
    "embassy": "大使館",
    "consulate": "領事館, 総領事館",
    "prison": "刑務所",
    "canteen": "食堂",
    "base": "基地",
}

# What limits the noun behind it, so that an edit which adds or drops nothing else changes whom or what it concerns.
LIMITING = frozenset(
    (
        "中小 中堅 大手 小規模 零細 個人 法人 国内 国外 海外 外資系 上場 非上場 新規 既存 民間 公的 県内 市内 都内 府内 道内 区内"
        " 域内 域外 正規 非正規 常勤 非常勤 有料 無料 直接 間接 一般 特別 特定 指定 認定 登録 未登録 高齢 若手 女性 男性 外国"
        " 輸入 輸出 国産 外国産 農業 漁業 工業 商業 業務用 家庭用 産業用 軍事 軍用 民生 民生用 医療 医療用 電気 中古 新品 冷凍"
        " 生鮮 加工 未加工 乾燥 有機 高性能 先端 大型 中型 小型 公立 私立 国立 都市 地方 全国 東日本 西日本 北部 南部 東部 西部"
        " 二国間 多国間 単身 低所得 高所得 夜間 昼間 平日 休日"
    ).split()
)
# The last character of a word of three or more that names a kind of place, office, trade or tax: 発電所 and 造船所 are two things.
HEADS = frozenset("所館院店港駅校課薬州県市町村区湾島橋湖省庁局業税法")
