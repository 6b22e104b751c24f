import pytest

from tracker.errors import BadParameter, PackError
from tracker.publish.language import Choice, Words, accepted, choose


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("", "en"),
        ("ja", "ja"),
        ("ja-JP,ja;q=0.9,en-US;q=0.8", "ja"),
        ("en-GB,en;q=0.9,ja;q=0.8", "en"),
        ("fr-FR,fr;q=0.9,ja;q=0.4,en;q=0.3", "ja"),
        ("fr", "en"),
        ("ja;q=0,en;q=0.1", "en"),
        ("ja;q=0", "en"),
        ("ja;q=nonsense, en;q=0.1", "en"),
        ("en;q=0.5,ja;q=0.5", "en"),
        ("*", "en"),
        (",,;;=", "en"),
    ],
)
def test_the_header_chooses_by_weight(header, lang):
    assert accepted(header) == lang


def test_the_address_comes_before_the_cookie_and_the_cookie_before_the_header():
    assert choose("en", "ja", "ja") == Choice("en", explicit=True)
    assert choose("", "ja", "en") == Choice("ja")
    assert choose(None, "fr", "ja") == Choice("ja")


def test_who_asks_for_none_gets_the_configured_one():
    assert choose(None, None, "", "ja") == Choice("ja")
    assert choose(None, None, "fr", "ja") == Choice("ja")
    assert choose(None, None, "en", "ja") == Choice("en")


def test_an_unknown_language_is_refused_with_the_possible_ones():
    with pytest.raises(BadParameter) as caught:
        choose("fr", None, "")
    assert (caught.value.name, caught.value.value, caught.value.possible) == ("ui", "fr", ("en", "ja"))


def test_words_are_filled_in():
    words = Words({"found": {"en": "{n} found", "ja": "{n}件"}})
    assert words.say("found", "ja", {"n": 3}) == "3件"
    with pytest.raises(PackError):
        words.say("lost", "ja", {})
