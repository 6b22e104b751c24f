"""Lists of feeds as other programs write and read them (OPML 2.0, opml.org/spec2.opml): pure, bytes in and bytes out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from feeds.catalogue_toml import is_web_address
from feeds.errors import CatalogueError
from feeds.source_id import source_id
from feeds.types import Source

_ROOTS = frozenset({"opml", "outlinedocument"})  # the second is what OPML was called at first
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2
_REFUSED = b"<!ENTITY"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an OPML file brought. left_out: addresses that are no web addresses. warnings: what was broken in the file."""

    sources: tuple[Source, ...]
    left_out: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def read_opml(data: bytes, name: str, taken: Collection[str] = ()) -> Imported:
    """Every outline with an xmlUrl, at any depth, once each, enabled, in the order of the file.

    data: the file's bytes, in any encoding that they declare. name: of the file, for errors. taken: ids that can't be used.
    A file that is not well-formed brings what can be read, with a warning. Raises CatalogueError when nothing can be, when the root
    is no OPML, and when the file declares entities (an expansion bomb, or a way to other files).
    """
    if _REFUSED in data.replace(b"\0", b""):
        raise CatalogueError(name, "the file declares entities", "no list of feeds needs them: remove the DOCTYPE")
    root, warnings = _root(data, name)
    if _tag(root) not in _ROOTS:
        raise CatalogueError(name, f"the root is <{_tag(root)}>", "an OPML file begins with <opml>")
    found: dict[str, Source] = {}
    left_out: list[str] = []
    used = set(taken)
    for outline in _outlines(root):
        url = "".join(_attribute(outline, "xmlurl").split())
        if url in found or not url:
            continue
        if not is_web_address(url):
            left_out.append(url)
            continue
        found[url] = _source(outline, url, source_id(url, used))
        used.add(found[url].id)
    if warnings and not found:
        raise CatalogueError(name, warnings[0], "nothing could be read in it")
    return Imported(tuple(found.values()), tuple(left_out), warnings)


def _root(data: bytes, name: str) -> tuple[etree._Element, tuple[str, ...]]:
    """The root element, and what was broken."""
    try:
        return etree.fromstring(data, _parser(recover=False)), ()
    except etree.XMLSyntaxError as error:
        broken = error
    try:
        root = etree.fromstring(data, _parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise CatalogueError(name, f"not well-formed: {broken.msg}", "an OPML file is wanted") from broken
    return root, (f"not well-formed: {broken.msg}; what could be read was taken",)


def _parser(recover: bool) -> etree.XMLParser:
    """A parser that opens nothing and expands nothing."""
    return etree.XMLParser(recover=recover, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)


def _outlines(root: etree._Element) -> Iterator[etree._Element]:
    return (element for element in root.iter(etree.Element) if _tag(element) == "outline")


def _tag(element: etree._Element) -> str:
    """An element's name without its namespace, in small letters."""
    return etree.QName(element).localname.lower()


def _attribute(outline: etree._Element, name: str) -> str:
    """An attribute whatever the case of its name, white space folded; programs write xmlUrl, xmlurl and xmlURL."""
    for key, value in outline.attrib.items():
        if str(key).lower() == name:
            return " ".join(str(value).split())
    return ""


def _source(outline: etree._Element, url: str, its_id: str) -> Source:
    folders = [title for parent in outline.iterancestors() if _tag(parent) == "outline" and (title := _title(parent))]
    homepage = _attribute(outline, "htmlurl")
    return Source(
        id=its_id,
        url=url,
        title=_title(outline),
        homepage=homepage if is_web_address(homepage) else "",
        lang=_attribute(outline, "language").lower(),
        notes=f"In the folder {' / '.join(reversed(folders))}." if folders else "",
    )


def _title(outline: etree._Element) -> str:
    return _attribute(outline, "text") or _attribute(outline, "title")


def write_opml(sources: Iterable[Source], title: str) -> bytes:
    """An OPML 2.0 file with the feeds among the sources; pages and JSON APIs mean nothing to other programs and are left out."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _fit(title)
    body = etree.SubElement(root, "body")
    for source in sources:
        if source.kind == "feed":
            values = {"text": source.title or source.id, "xmlUrl": source.url, "htmlUrl": source.homepage, "language": source.lang}
            etree.SubElement(body, "outline", {"type": "rss"} | {key: _fit(value) for key, value in values.items() if value})
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _fit(text: str) -> str:
    """A text without the characters that XML can't hold."""
    return _UNFIT.sub("", text)
