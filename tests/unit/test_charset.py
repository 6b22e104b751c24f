"""From bytes to text whatever is declared (TRAPS 40)."""

import time

import pytest

from feeds.normalise.charset import decode
from feeds.normalise.japanese import decode_euc_jp, decode_iso2022_jp

TEXT = "日米関税交渉について、自動車への２５％の追加関税を協議する。"


def document(text, label):
    return f'<?xml version="1.0" encoding="{label}"?><rss><title>{text}</title></rss>'


@pytest.mark.parametrize(
    ("codec", "label"),
    [
        ("utf-8", "utf-8"), ("cp932", "shift_jis"), ("euc_jp", "euc-jp"), ("iso2022_jp", "iso-2022-jp"), ("utf-16", "utf-16-le"),
        ("utf-16-be", "utf-16-be"), ("utf-8-sig", "utf-8"), ("utf-32-be", "utf-32-be"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("declared", ["UTF-8", "Shift_JIS", "EUC-JP", "ISO-2022-JP", "ISO-8859-1", "no-such-encoding"])
@pytest.mark.parametrize("header", ["", "text/xml; charset=utf-8", "text/xml; charset=ISO-8859-1", 'text/xml; charset="EUC-JP"'])
def test_trap_40_the_bytes_decide_whatever_header_and_document_say(codec, label, declared, header):
    decoded = decode(document(TEXT, declared).encode(codec), header)
    assert (decoded.text, decoded.charset) == (document(TEXT, declared), label)


def test_trap_40_a_contradiction_is_told():
    decoded = decode(document(TEXT, "UTF-8").encode("cp932"), "text/xml; charset=EUC-JP")
    assert decoded.warning == "declared as utf-8 and euc-jp, read as shift_jis"
    assert decode(document(TEXT, "Shift_JIS").encode("cp932"), "text/xml; charset=ISO-8859-1").warning == ""


def test_trap_40_undeclared_pages_are_recognised_with_and_without_kana():
    assert decode(TEXT.encode("cp932")).text == TEXT
    assert decode(TEXT.encode("euc_jp")).text == TEXT
    assert decode("貿易統計（速報）令和７年".encode("cp932")).text == "貿易統計（速報）令和７年"


def test_trap_40_characters_of_nec_and_ibm_and_both_dashes():
    text = "①㈱髙﨑～―ｶﾞ∥－￠"
    assert decode(document(text, "Shift_JIS").encode("cp932")).text == document(text, "Shift_JIS")
    assert decode_euc_jp(b"\xad\xa1\xf9\xfc" + "関税".encode("euc_jp")) == "①弴関税"
    assert decode_iso2022_jp(b"\x1b$B\x2d\x21\x1b(B ok \x1b(I6^\x1b(J~") == "① ok ｶﾞ~"
    assert decode_iso2022_jp(b"\x1b$(D\x30\x21\x1b(B.") == "丂."


def test_iso_2022_jp_lines_begin_in_ascii_again():
    assert decode_iso2022_jp("関税".encode("iso2022_jp").removesuffix(b"\x1b(B") + b"\nplain") == "関税\nplain"


def test_a_few_bad_bytes_do_not_change_the_encoding():
    body = document(TEXT * 20, "UTF-8").encode()[:-20] + b"\xff\xfe"
    decoded = decode(body)
    assert decoded.charset == "utf-8"
    assert decoded.text.count("\ufffd") == 2
    assert decoded.warning == "2 characters can't be read as utf-8"
    cut = decode(TEXT.encode()[:-1])
    assert cut.text[:-1] == TEXT[:-1]


def test_western_and_other_encodings():
    assert decode("déjà vu “quoted”".encode("cp1252")).text == "déjà vu “quoted”"
    assert decode("déjà vu".encode("latin-1"), "text/html; charset=ISO-8859-1").charset == "windows-1252"
    assert decode("Привет, мир".encode("koi8-r"), "text/xml; charset=KOI8-R").text == "Привет, мир"
    assert decode("日本".encode("gb2312"), "text/html; charset=gb2312").text == "日本"
    assert decode(b"plain", "text/plain; charset=nonsense").text == "plain"
    assert decode(b"").text == ""


def test_a_meta_element_counts():
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"></head>税関</html>'
    assert decode(page.encode("cp932")).text == page


def test_garbage_is_read_in_bounded_time():
    started = time.perf_counter()
    for body in (b"\xa4" * 400_000, b"\xa1\x20" * 200_000, b"\x81\xff" * 200_000, b"\x1b$B" + b"\x21" * 400_001, bytes(range(256)) * 1000):
        assert isinstance(decode(body).text, str)
    assert time.perf_counter() - started < 10
