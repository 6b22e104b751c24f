"""The frozen values of `feeds`: what is polled, what was asked, what came back, and what was read in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Source:
    """Something polled; one row of a catalogue. Field names are those of the table `sources`.

    kind: `feed`, `page` or `json_api`. selector: CSS for pages. mode: for pages `watch` (the selected text is one item) or
    `list` (each selected link is an item). json_fields: for JSON APIs, JSON Pointers (RFC 6901) by name: `items`, `id`, `title`,
    `url`, `summary`, `date`, `updated`. number_pattern: a regular expression whose first group is the outlet's own article number
    in an address (TRAPS 11), None where it has none. tz: IANA name assumed for times without a zone.
    """

    id: str
    url: str
    kind: str = "feed"
    format: str = ""
    homepage: str = ""
    title: str = ""
    title_ja: str = ""
    publisher: str = ""
    publisher_family: str = ""
    country: str = ""
    lang: str = ""
    tier: str = ""
    profile: str = "default"
    terms: str = ""
    enabled: bool = True
    off_reason: str = ""
    poll_minutes: int = 60
    selector: str = ""
    mode: str = "watch"
    item_selector: str = ""
    json_fields: Mapping[str, str] = field(default_factory=dict)
    number_pattern: str | None = None
    tz: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes a request conditional; sent back byte for byte (RFC 9110 §13). None: nothing to send."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """One answer, whole and within the limits. `status` is 200 to 299, or 304 with an empty body.

    url: as asked. final_url: after redirects. permanent_url: where a chain of only permanent redirects (301, 308) led, else None.
    headers: names in lower case, a repeated header's values joined by ", ". body: decoded by Content-Encoding, bytes.
    sent_bytes: size on the wire. fresh_s: seconds that Cache-Control or Expires allow (RFC 9111 §4.2.1), 0 for nothing.
    retry_after_s: seconds, 0 for nothing. elapsed_ms: from the first byte sent to the last received. downgraded: a redirect left
    https for http on the way.
    """

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    sent_bytes: int = 0
    permanent_url: str | None = None
    fresh_s: int = 0
    retry_after_s: int = 0
    elapsed_ms: int = 0
    downgraded: bool = False

    @property
    def content_type(self) -> str:
        """The header as sent, or the empty string."""
        return self.headers.get("content-type", "")

    @property
    def validators(self) -> Validators:
        """What the server gave for the next conditional request."""
        return Validators(self.headers.get("etag"), self.headers.get("last-modified"))


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date as a source stated it (DESIGN, rules of data).

    at: UTC instant `YYYY-MM-DDTHH:MM:SSZ` of the start of the stated period in its zone, None without one. date: the day as stated,
    `YYYY-MM-DD`. precision: `second minute day month year none`. zone_from: `text feed source assumed`. raw: what stood there.
    """

    at: str | None = None
    date: str | None = None
    precision: str = "none"
    zone_from: str = "assumed"
    raw: str = ""


NO_STAMP = Stamp()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a document, as plain text (DESIGN, rules of data). `raw_hash`: hash of its own bytes where it could be cut out.

    shared_guid: another entry of the document has this guid with another link; shared_url: this address with another guid or title
    (TRAPS 12). Such a guid or address says nothing about who the entry is.
    """

    guid: str = ""
    url: str = ""
    title: str = ""
    summary: str = ""
    body: str = ""
    author: str = ""
    published: Stamp = NO_STAMP
    updated: Stamp = NO_STAMP
    lang: str = ""
    position: int = 0
    raw_hash: str = ""
    shared_guid: bool = False
    shared_url: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """Who an entry is within its source, and across sources.

    key: `guid:…`, `url:…` or `title:<title>|<day>`: the first that the entry has. aliases: (kind `guid` or `url`, value) pairs by which
    an item may be found again. publication_key: the canonical URL without its scheme, "" without one; the same in every source.
    """

    key: str
    guid: str = ""
    canonical_url: str = ""
    publication_key: str = ""
    aliases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What was read in one response's bytes.

    entries: complete new ones in the order of the document. skipped: raw hashes of entries that the gate knew and nobody parsed again.
    raw_hashes: of all entries, in order, where the document could be cut (else empty). warnings: for `polls.warning`.
    empty_why: "" or why nothing could be read (an empty selection, a feed without entries).
    """

    entries: tuple[Entry, ...] = ()
    title: str = ""
    homepage: str = ""
    lang: str = ""
    format: str = ""
    charset: str = ""
    raw_hashes: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    empty_why: str = ""
    ttl_minutes: int = 0
