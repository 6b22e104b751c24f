"""The reader of a page: everything that is said differently in another language. Pure; templates see one as `r`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from tracker.errors import PackError
from tracker.publish.addresses import Pairs, address, segment
from tracker.publish.language import LANGUAGES, Choice, Words

if TYPE_CHECKING:
    from tracker.labels import Labels

ZONES = {"en": ZoneInfo("UTC"), "ja": ZoneInfo("Asia/Tokyo")}
DAY_FORMATS = {"en": "d MMMM y", "ja": "y年M月d日"}
SHORT_FORMATS = {"en": "d MMM y", "ja": "y年M月d日"}
MONTH_FORMATS = {"en": "MMMM y", "ja": "y年M月"}
DAY_ONLY_FORMATS = {"en": "d MMM", "ja": "M月d日"}
CLOCK_FORMATS = {"en": "d MMM y, HH:mm", "ja": "y年M月d日 H:mm"}


@dataclass(frozen=True, slots=True)
class Said:
    """A text with the language that it is in."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Says things in the page's language. Texts that sources wrote stay as they are and are marked with their own."""

    choice: Choice
    words: Words
    labels: Labels
    base: str = "/"

    @property
    def lang(self) -> str:
        """`en` or `ja`."""
        return self.choice.lang

    @property
    def other(self) -> str:
        """The language that the page does not speak."""
        return next(lang for lang in LANGUAGES if lang != self.lang)

    def t(self, key: str, **values: object) -> str:
        """The page's words for `key`. Raises PackError for a key without words."""
        return self.words.say(key, self.lang, values)

    def n(self, key: str, count: int, **values: object) -> str:
        """The words for a number of things: `<key>_one` for one, else `<key>`; both get `{n}`."""
        return self.t(f"{key}_one" if count == 1 else key, n=f"{count:,}", **values)

    def pair(self, en: str | None, ja: str | None) -> tuple[Said, ...]:
        """The texts there are, the one in the reader's language first, the other as the original beside it."""
        said = [Said(text, lang) for text, lang in ((en, "en"), (ja, "ja")) if text]
        return tuple(sorted(said, key=lambda each: each.lang != self.lang))

    def pick(self, en: str | None, ja: str | None) -> Said:
        """The text in the reader's language, else the other one, else nothing."""
        return next(iter(self.pair(en, ja)), Said("", self.lang))

    def label(self, kind: str, value: str | None) -> str:
        """The name of an enum value; a value that `labels.toml` lacks stands for itself."""
        return self._labelled(kind, value, sentence=False)

    def sentence(self, kind: str, value: str | None) -> str:
        """The sentence that explains an enum value."""
        return self._labelled(kind, value, sentence=True)

    def day(self, text: str | None, precision: str = "day", short: bool = False) -> str:
        """A day `YYYY-MM-DD` (or the start of an instant) in words, down to its precision; the empty string for none."""
        if not text:
            return ""
        try:
            stated = date.fromisoformat(text[:10])
        except ValueError:
            return text
        if precision == "year":
            return self.t("year", y=stated.year)
        form = MONTH_FORMATS if precision == "month" else SHORT_FORMATS if short else DAY_FORMATS
        return format_date(stated, form[self.lang], locale=self.lang)

    def day_only(self, text: str) -> str:
        """A day `YYYY-MM-DD` in words without its year, for days that stand beside another."""
        return format_date(date.fromisoformat(text[:10]), DAY_ONLY_FORMATS[self.lang], locale=self.lang)

    def moment(self, text: str | None) -> str:
        """An instant `YYYY-MM-DDTHH:MM:SSZ` in words: UTC in English, Japan's time in Japanese; a day stays a day."""
        if not text or len(text) <= 10:
            return self.day(text, short=True)
        return self._clock(text, ZONES[self.lang])

    def stated(self, at: str | None, precision: str) -> str:
        """A publication date down to the precision that its source gave; the empty string where it gave none."""
        if not at or precision == "none":
            return ""
        return self.moment(at) if precision in ("second", "minute") else self.day(at, precision, short=True)

    def percent(self, value: float | None) -> str:
        """A rate with its sign, without zeros that say nothing; a dash for none."""
        return "–" if value is None else f"{value:g}%"

    def signed(self, value: float) -> str:
        """A weight in log-odds with its sign and two decimals."""
        return f"{value:+.2f}".replace("-", "−")

    def link(self, path: str, pairs: Pairs = ()) -> str:
        """An address of ours; carries `ui` on where the present one has it."""
        return address(self.path(path), [*pairs, ("ui", self.lang)] if self.choice.explicit else pairs)

    def at(self, path: str, pairs: Pairs = ()) -> str:
        """An address of Datasette's own, which knows no language."""
        return address(self.path(path), pairs)

    def path(self, path: str) -> str:
        """A path as the browser has to ask for it: below `base`, where a proxy puts the pages."""
        return self.base.rstrip("/") + path

    def to(self, kind: str, name: str | int) -> str:
        """The address of one event, item, or other thing that has a page."""
        return self.link(f"/{kind}/{segment(name)}")

    def _clock(self, text: str, zone: ZoneInfo) -> str:
        try:
            at = datetime.fromisoformat(text.replace("Z", "+00:00"))
        except ValueError:
            return text
        return format_datetime(at, CLOCK_FORMATS[self.lang], tzinfo=zone, locale=self.lang) + self.t("clock_zone")

    def _labelled(self, kind: str, value: str | None, sentence: bool) -> str:
        if not value:
            return ""
        try:
            label = self.labels.of(kind, value)
        except PackError:
            return value
        return label.sentence(self.lang) if sentence else label.name(self.lang)
