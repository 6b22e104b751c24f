"""Content hashes, raw hashes, and the language of a text."""

import pytest

from feeds.normalise.hashing import CONTENT_VERSION, content_hash, raw_hash
from feeds.normalise.language import language_of, primary_tag


def test_a_content_hash_begins_with_its_version_and_folds_white_space_only():
    one = content_hash("Title", "a  b", "c\nd", "")
    assert one == content_hash("Title ", "a b", "c\u3000d", "\t")
    assert one[:2] == f"{CONTENT_VERSION:02x}"
    assert len(one) == 66
    assert one != content_hash("title", "a b", "c d", "")
    assert content_hash("a", "b", "", "") != content_hash("a b", "", "", "") != content_hash("", "a", "b", "")


def test_a_raw_hash_is_of_the_bytes():
    assert raw_hash(b"<item/>") == raw_hash(b"<item/>") != raw_hash(b"<item />")
    assert len(raw_hash(b"")) == 32


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("関税について", "en-US", "ja"),  # what WordPress says by default
        ("ﾆｭｰｽ", "", "ja"),
        ("Japan and US hold talks", "ja", "en"),
        ("（PDF）", "ja", "ja"),
        ("TSMC", "ja", "ja"),
        ("Tariffs", "", "en"),
        ("日米首脳会談", "ja-JP", "ja"),
        ("日米首脳会談", "", ""),
        ("Les droits de douane", "fr-FR", "fr"),
        ("15%", "Japanese", "ja"),
        ("한국", "", ""),
        ("", "", ""),
        ("Os pilotos disputam a fase final. " * 20, "", ""),
        ("The ministers met and said that talks go on. " * 20, "", "en"),
    ],
)
def test_letters_go_before_what_is_declared(text, declared, language):
    assert language_of(text, declared) == language


def test_primary_tags():
    assert [primary_tag(tag) for tag in ("ja_JP", "EN", "English", "jp", "x", "12")] == ["ja", "en", "en", "ja", "", ""]
