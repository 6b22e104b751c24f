"""Plain text from what sources write, and the folded form for search and comparison (DESIGN, rules of data: text).

Stored text is the format's own decoding with tags and the raised marks of footnotes removed, block ends as line breaks, a second level
of entities decoded only where the whole text has no markup, then NFC, and nothing else but for what no XML or SQL text may hold (control
characters, lone surrogates) and white space at both ends.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Literal

from feeds.normalise.footnotes import without_footnote_marks, without_marks_in_rates

TextKind = Literal["html", "guess", "text"]
"""How a format means a value: `html` markup for sure; `guess` nominally plain but often markup (titles of RSS, values of JSON
APIs); `text` plain by its own word (Atom's type="text", JSON Feed's titles)."""

BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hgroup html legend li listing main menu nav ol optgroup option p pre search section summary table tbody tfoot thead "
    "tr ul caption title".split()
)
"""Elements whose end, or whose beginning after text, ends a line; `br` and `hr` are line breaks themselves (HTML, §15.3 Flow content)."""
_INLINE = frozenset(
    "a abbr acronym audio b bdi bdo big br button cite code col colgroup data del dfn em embed font hr i iframe img input ins kbd label "
    "link map mark math meta meter object output picture progress q rp rt ruby s samp script select small source span strike strong "
    "style sub sup svg td template textarea th time tt u var video wbr applet base frame frameset head isindex marquee noscript "
    "param track blink nobr set animate menuitem".split()
)
_KNOWN = BLOCKS | _INLINE
_CELLS = frozenset(("td", "th"))
# Their content is code, not text.
_CODE = "script|style|template|noembed|noframes|iframe|object|applet|svg|math|xmp"

# Each alternative begins with `<` and fails or ends at the next `<` outside quotes, so that a text is read in linear time; what is
# never closed runs to the end, as in a browser (HTML, §13.2.5).
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    rf"|<(?P<code>{_CODE})\b(?:\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z)|[^'\"<>])*(?:>(?:[^<]++|<(?!/(?P=code)\s*(?:>|\Z)))*+(?:</(?P=code)\s*>?|\Z)|\Z)"
    r"|<(?P<slash>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*)(?:\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z)|[^'\"<>])*(?:>|\Z)"
    r"|<[!?][a-zA-Z/\[][^<>]*(?:>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])(\s+[a-zA-Z-]+\s*=)?")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# XML 1.0 §2.2 allows none of these; a lone surrogate cannot be stored as UTF-8.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"\s+")
# No normal form drops one of these or makes two of them one.
_KEPT = re.compile("[0-9A-Za-zぁ-ゔァ-ヺ一-鿿]+")

# What the two readings of Shift_JIS, and typographers, write differently. NFKC takes care of the full-width ones.
_ALIKE = str.maketrans(
    {
        "〜": "~", "∥": "‖", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"',
    }
)  # fmt: skip


def plain_text(value: str, kind: TextKind = "html") -> str:
    """Plain text of a value as its format means it (DESIGN, rules of data: text).

    value: as the format's own parser gives it, so XML or JSON is decoded already. kind: see `TextKind`; a `guess` is markup where it
    has a tag that HTML knows, a `text` only where such an element has attributes or is opened and closed: feeds do so in spite of what
    they declare, while a title about `<b>` is left alone.
    """
    if "<" not in value and "&" not in value:
        return tidy_text(value)
    if kind == "html" or ("<" in value and _is_markup(value, strict=kind == "text")):
        return _from_html(value)
    return tidy_text(_decoded_once(value))


def tidy_text(text: str) -> str:
    """Text as it is stored: NFC, Unix line ends, without raised digits in rates, what XML or SQL forbid, and space at both ends."""
    if not text.isprintable():
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = without_forbidden(text)
    if not text.isascii():
        text = without_marks_in_rates(unicodedata.normalize("NFC", text))
    return text.strip()


def without_forbidden(text: str) -> str:
    """Text without the control characters that XML 1.0 §2.2 allows nowhere, and with U+FFFD for lone surrogates."""
    return _SURROGATE.sub("\ufffd", _FORBIDDEN.sub("", text)) if _UNSTORABLE.search(text) else text


def fold(text: str) -> str:
    """The form for search and comparison, never stored in place of the text; folding twice changes nothing.

    NFKC, case folded, dashes, quotes and wave dashes of one kind, runs of white space as one space.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    for _ in range(3):  # folding case can undo NFKC and the other way round; Unicode 15 settles within two rounds
        folded = unicodedata.normalize("NFKC", text.translate(_ALIKE)).casefold()
        if folded == text:
            break
        text = folded
    return " ".join(unicodedata.normalize("NFKC", text).split())


def fold_space(text: str) -> str:
    """Text with each run of white space (Unicode's, so the ideographic space too) as one space, without any at both ends."""
    return " ".join(text.split())


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters on one line, with an ellipsis where something was cut; for messages and samples."""
    line = fold_space(text)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def text_sample(text: str) -> str:
    """The beginning of a text for a message, safe to print, or what can be said of bytes that are none."""
    sample = shorten(text[:400], 80)
    return sample if sample.isprintable() else "bytes that are no text"


def html_lines(markup: str) -> str:
    """Plain text of a page's markup, where white space in the source means nothing: one line a block, none of them empty."""
    lines = (fold_space(line) for line in _without_tags(_SPACE.sub(" ", markup))[0].split("\n"))
    return tidy_text("\n".join(line for line in lines if line))


def says_more(markup: str, limit: int) -> bool:
    """Whether a page's text is sure to be longer than some characters, as far as one can tell before its end; False where it may not be.

    Counted are letters and figures that `html_lines` keeps whatever stands beside them, outside of entities and raised marks, up to the
    limit only: of most pages that is the beginning.
    """
    count = at = 0
    raised = False
    for match in _MARKUP.finditer(markup):
        if match.start() > at and not raised and "&" not in (piece := markup[at : match.start()]):
            count += sum(map(len, _KEPT.findall(piece)))
            if count > limit:
                return True
        at = match.end()
        if (match["name"] or "").lower() == "sup":
            raised = not match["slash"]
    return False


def _is_markup(value: str, *, strict: bool) -> bool:
    opened: set[str] = set()
    closed: set[str] = set()
    for slash, name, attribute in _TAG.findall(value):
        if name.lower() in _KNOWN:
            if attribute or not strict:
                return True
            (closed if slash else opened).add(name.lower())
    return not opened.isdisjoint(closed)


def _from_html(value: str) -> str:
    text, tags = _without_tags(value)
    if not tags:
        text = _decoded_once(text)
    return tidy_text(text)


def _without_tags(markup: str) -> tuple[str, int]:
    """Decoded text without tags and footnotes' marks, and how many tags there were."""
    if "<" not in markup:
        return html.unescape(markup), 0
    markup = without_footnote_marks(markup)
    pieces: list[str] = []
    at = tags = 0
    for match in _MARKUP.finditer(markup):
        if match.start() > at:
            pieces.append(html.unescape(markup[at : match.start()]))
        at = match.end()
        tags += 1
        if name := match["name"]:
            _break_line(pieces, name.lower(), closes=bool(match["slash"]))
    pieces.append(html.unescape(markup[at:]))
    return "".join(pieces), tags


def _break_line(pieces: list[str], name: str, *, closes: bool) -> None:
    """Write what a tag means in plain text: a line break, a tab between cells (HTML, rendered text), or nothing."""
    if name in BLOCKS:
        if pieces and not pieces[-1].endswith("\n"):
            pieces.append("\n")
    elif name in ("br", "hr") and not closes:
        pieces.append("\n")
    elif name in _CELLS and not closes:
        if pieces and not pieces[-1].endswith(("\n", "\t")):
            pieces.append("\t")


def _decoded_once(text: str) -> str:
    """Entities that end in a semicolon decoded, one level; anything else with an ampersand is text."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)
