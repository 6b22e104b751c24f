"""How to cite a page or a query: what was asked, of which version of the data, when; as text, BibTeX and RIS. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.publish.plain_text import clean

FORMATS = ("en", "ja", "bibtex", "ris")
MEDIA_TYPES = {"bibtex": "application/x-bibtex", "ris": "application/x-research-info-systems"}
"""Of the forms that are no plain text."""
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited. title: of the page or query. site: who publishes. asked: the parameters in words, `on=2025-08-01, known=…`.

    version: of the pack and the linker. stamp: names the state of the data. at: UTC instant of the answer.
    """

    title: str
    site: str
    url: str
    asked: str
    version: str
    stamp: str
    at: str


def citation(cited: Cited, form: str) -> str:
    """The citation in one of FORMATS, ended by a line break."""
    match form:
        case "bibtex":
            return _bibtex(cited)
        case "ris":
            return _ris(cited)
        case "ja":
            asked = f"（条件：{_line(cited.asked)}）" if cited.asked else ""
            return (
                f"「{_line(cited.title)}」{asked}『{_line(cited.site)}』、データの版 {_line(cited.version)}（{cited.stamp}）、"
                f"{cited.at} 時点、{cited.url}、{cited.at[:10]} 閲覧。\n"
            )
        case _:
            asked = f" ({_line(cited.asked)})" if cited.asked else ""
            return (
                f"“{_line(cited.title)}”{asked}. {_line(cited.site)}. Data version {_line(cited.version)} ({cited.stamp}), "
                f"as of {cited.at}. {cited.url} (accessed {cited.at[:10]}).\n"
            )


def _bibtex(cited: Cited) -> str:
    """An entry `misc` (https://ctan.org/pkg/biblatex, §2.1.1); double braces keep capitals, the address stands verbatim."""
    note = _note(cited)
    fields = (
        ("title", f"{{{_tex(cited.title)}}}"), ("author", f"{{{_tex(cited.site)}}}"), ("year", cited.at[:4]),
        ("url", cited.url.replace("{", "%7B").replace("}", "%7D")), ("urldate", cited.at[:10]), ("note", _tex(note)),
    )  # fmt: skip
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields)
    return f"@misc{{tariff-timeline-{cited.stamp},\n{body}\n}}\n"


def _ris(cited: Cited) -> str:
    """A record of the type ELEC, one tag a line; a value can't hold a line break."""
    tags = (
        ("TY", "ELEC"), ("TI", _line(cited.title)), ("AU", _line(cited.site)), ("PY", cited.at[:4]),
        ("DA", cited.at[:10].replace("-", "/")), ("UR", cited.url), ("Y2", cited.at[:10].replace("-", "/")), ("N1", _note(cited)),
        ("ER", ""),
    )  # fmt: skip
    return "".join(f"{tag}  - {value}\r\n" for tag, value in tags)


def _note(cited: Cited) -> str:
    asked = f"{_line(cited.asked)}; " if cited.asked else ""
    return f"{asked}data version {_line(cited.version)} ({cited.stamp}), as of {cited.at}"


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in _line(text))
