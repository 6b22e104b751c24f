"""Further Japanese names of goods, by what they mean; those of the talks themselves stand in `things_ja`."""

from __future__ import annotations

GOODS = {
    "pump": "ポンプ", "valve": "バルブ, 弁類", "cutlery": "刃物, 包丁", "brown_rice": "玄米", "milled_rice": "精米, 白米",
    "beer": "ビール", "soy_sauce": "しょうゆ, 醤油", "noodle": "麺類, 即席麺", "mushroom": "シイタケ, キノコ", "seaweed": "ノリ, 海苔",
    "pearl": "真珠", "bicycle": "自転車", "tractor": "トラクター", "elevator": "エレベーター", "forklift": "フォークリフト",
    "excavator": "油圧ショベル", "paint": "塗料", "plywood": "合板", "pulp": "パルプ", "tile": "タイル", "screw": "ねじ, ボルト",
    "wire": "線材, 電線", "pipe": "鋼管, 配管", "magnet": "磁石", "sensor": "センサー", "television": "テレビ", "console": "ゲーム機",
    "copier": "複写機, 複合機", "medical_device": "医療機器", "syringe": "注射器", "vaccine": "ワクチン", "insulin": "インスリン",
    "helicopter": "ヘリコプター", "satellite": "人工衛星", "rocket": "ロケット", "train": "鉄道車両", "crane": "クレーン",
    "container": "コンテナ", "ammonia": "アンモニア", "uranium": "ウラン", "nickel": "ニッケル", "lithium": "リチウム",
    "cobalt": "コバルト", "zinc": "亜鉛", "titanium": "チタン", "diamond": "ダイヤモンド", "poultry": "鶏肉", "lamb": "羊肉",
    "butter": "バター", "honey": "はちみつ, 蜂蜜", "apple": "リンゴ, りんご", "grape": "ブドウ", "peach": "桃", "onion": "タマネギ",
    "vegetable": "野菜", "flower": "生花, 切り花", "tobacco": "たばこ, タバコ", "book": "書籍", "gift": "贈り物", "letter": "書状",
    "postcard": "はがき", "parcel": "小包", "small_packet": "小形包装物", "ferroalloy": "合金鉄", "rubber": "ゴム",
    "carpet": "じゅうたん, カーペット", "mattress": "マットレス", "sofa": "ソファ", "refrigerator": "冷蔵庫",
    "air_conditioner": "エアコン", "washing": "洗濯機", "jewelry": "宝飾品", "plate": "厚板", "coil": "熱延鋼板, 冷延鋼板",
}  # fmt: skip
