"""Datasette's own templates under a policy without `unsafe-inline`: each script and style element bears the answer's nonce.

Their sources are changed as Jinja reads them, so that nothing of them is copied here and a newer Datasette's are treated alike.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jinja2.ext import Extension

from tracker.publish.cite_page import cite_ways
from tracker.publish.headers import NONCE
from tracker.publish.language import LANGUAGES
from tracker.publish.listed import in_language
from tracker.publish.serving import ask

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request
    from jinja2 import Environment

    from tracker.publish.answers import Way

OURS = "tracker/"
"""Where our pages' templates are: they have neither scripts that run nor styles of their own."""

_ELEMENT = re.compile(r"<(script|style)(?=[\s>])", re.IGNORECASE)
_HEIGHT = re.compile(r'\sstyle="height: (\{\{.*?\}\})em"')
_STYLE = re.compile(r'\sstyle="(?:\{\{.*?\}\}|[^"{])*"')


class Guarded(Extension):
    """Puts the nonce on script and style elements, and takes style attributes off, which no nonce can allow."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """A template's source as it is to be read."""
        return source if (name or "").startswith(OURS) else guarded_source(source)


def guarded_source(source: str) -> str:
    """The source of a template of Datasette's with nonces, without style attributes.

    The colours that they give stand in `datasette.css`; the one that is of use, the height of the SQL editor, becomes a number of rows.
    """
    sized = _HEIGHT.sub(r' rows="\1"', source)
    return _ELEMENT.sub(r'<\1 nonce="{{ tracker_nonce() }}"', _STYLE.sub("", sized))


def prepare(datasette: Datasette, env: Environment) -> None:
    """Make Datasette's Jinja environment treat its templates so, and give them the links by which a canned query is cited."""

    def cites(request: Request) -> tuple[Way, ...]:
        asked = ask(request, datasette)[0]
        english, japanese = (cite_ways(replace(asked, r=in_language(asked.r, lang))) for lang in LANGUAGES)
        return (english[0], japanese[0], *english[1:])

    env.add_extension(Guarded)
    env.globals["tracker_nonce"] = NONCE.get
    env.globals["tracker_cites"] = cites
