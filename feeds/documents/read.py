"""A document's bytes to a `Document` with one entry: its text as plain text. Pure; runs in a worker process."""

from __future__ import annotations

from feeds.documents.kinds import Kind, kind_of
from feeds.documents.office import read_docx, read_xlsx
from feeds.documents.pdf import read_pdf
from feeds.documents.unread import file_mark
from feeds.documents.written import Written
from feeds.errors import ParseError
from feeds.normalise.charset import decode
from feeds.normalise.language import language_of
from feeds.normalise.text import fold_space, tidy_text
from feeds.normalise.urls import http_url
from feeds.types import Document, Entry, Response, Source

_UNREAD = "slides, archives and old office files (.doc, .xls, .ppt) are not read: only their bytes are watched"


def read_document(response: Response, source: Source) -> Document:
    """The one entry of a PDF, a docx or xlsx file, a CSV table or a plain text: its title, text, author and dates as stated.

    Lines are paragraphs; cells have tabs between them; sheets and pages follow each other. Of what has no text that can be read
    (encrypted, scanned, of another kind) the text is a mark of its bytes (`feeds.documents.unread`), and a warning says why; what is empty
    or cut off gives no entry and says why in `empty_why`. Raises TooComplex for what unfolds to more than we read,
    ParseError for a broken file or no document at all.
    """
    kind = kind_of(response.body, response.content_type, response.final_url)
    written, charset = _written(response, kind)
    text = file_mark(response.body) if written.empty_why else tidy_text(written.text)
    why = "" if text else written.empty_why or f"the {kind} file has no text"
    title = fold_space(tidy_text(written.title))
    entry = Entry(
        guid=response.url,
        url=http_url(response.url),
        title=title,
        body=text,
        author=fold_space(tidy_text(written.author)),
        published=written.published,
        updated=written.updated,
        lang=source.lang if written.empty_why else language_of(text, written.lang or source.lang),
    )
    return Document(
        entries=() if why else (entry,),
        title=title,
        homepage=source.homepage,
        lang="" if why else entry.lang,
        format=kind,
        charset=charset,
        warnings=(*written.warnings, *([written.empty_why] if written.empty_why and not why else [])),
        empty_why=why,
    )


def _written(response: Response, kind: Kind) -> tuple[Written, str]:
    """What a file says, and the encoding of a plain one."""
    url, body = response.url, response.body
    match kind:
        case "pdf":
            return read_pdf(url, body), ""
        case "docx":
            return read_docx(url, body), ""
        case "xlsx":
            return read_xlsx(url, body), ""
        case "unread":
            return Written("", empty_why=_UNREAD), ""
        case "csv" | "text":
            decoded = decode(body, response.content_type)
            return Written(decoded.text, warnings=decoded.warnings), decoded.charset
        case "":
            raise ParseError(url, "no PDF, office file, table or text that can be read")
