"""Which language a page speaks, and its words: pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.errors import BadParameter, PackError

LANGUAGES = ("en", "ja")
DEFAULT = "en"
COOKIE = "tracker_ui"


@dataclass(frozen=True, slots=True)
class Choice:
    """The language of one answer. explicit: the address itself said so (`ui=`), so links carry it on."""

    lang: str
    explicit: bool = False


def choose(ui: str | None, cookie: str | None, accept_language: str, default: str = DEFAULT) -> Choice:
    """The page's language: `ui` of the address, else the cookie, else the header, else the default (DESIGN, command line).

    ui: None or empty for none given. accept_language: the header as sent (RFC 9110 §12.5.4), empty for none.
    Raises BadParameter when `ui` is neither `en` nor `ja`.
    """
    if ui:
        if ui not in LANGUAGES:
            raise BadParameter("ui", ui, LANGUAGES)
        return Choice(ui, explicit=True)
    if cookie in LANGUAGES:
        return Choice(cookie)
    return Choice(accepted(accept_language, default))


def accepted(header: str, default: str = DEFAULT) -> str:
    """The language of ours that `Accept-Language` wants most; the first named wins among equals (RFC 9110 §12.5.4), else the default."""
    wanted: list[tuple[float, int, str]] = []
    for position, part in enumerate(header.split(",")):
        tag, _, parameters = part.strip().partition(";")
        lang = tag.split("-")[0].strip().lower()
        quality = _quality(parameters)
        if lang in LANGUAGES and quality > 0:
            wanted.append((-quality, position, lang))
    return min(wanted)[2] if wanted else default


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the pages, from `words.toml`: by key, then by language."""

    table: Mapping[str, Mapping[str, str]]

    def say(self, key: str, lang: str, values: Mapping[str, object]) -> str:
        """The words of `key` with `{name}` filled in from `values`. Raises PackError for a key that the table lacks."""
        try:
            words = self.table[key][lang]
        except KeyError as error:
            raise PackError("tracker/publish/words.toml", f"no words for {key!r} in {lang!r}") from error
        return words.format_map(values) if values else words
