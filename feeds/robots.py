"""What a site's robots.txt allows us (RFC 9309): pure. The one place that knows Protego, Scrapy's reader of these files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from protego import Protego

from feeds.normalise.text import shorten
from feeds.retrieve.limits import PRODUCT

LARGEST = 500 * 1024
"""Bytes of a robots.txt that are read; what follows is not (RFC 9309 §2.5). As many rules as fit take 0.2 s, an address 0.05 s."""

_TOO_MANY = 429  # asks for less, and says nothing of rules: as a server's fault, as Google's crawlers take it
_LINE = re.compile(r"^\s*(user-agent|disallow|allow)\s*:\s*([^#\s][^#\r\n]*)", re.IGNORECASE | re.MULTILINE)
_PARTS_OF_A_TOKEN = re.compile(r"[A-Za-z_-]+")  # RFC 9309 §2.2.1
_LIKELY_RULES = 50  # lines looked at to name the one that forbids


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site says to us. rules: the parsed file, None where there is none. always: what counts for every address without one.

    why: in words, why `always` counts. agent: our product token. crawl_delay: seconds between two requests that the site asks for,
    not in RFC 9309 but obeyed by many, None where it asks for none.
    """

    agent: str
    always: bool = True
    why: str = ""
    crawl_delay: float | None = None
    rules: Protego | None = field(default=None, repr=False, compare=False)
    text: str = field(default="", repr=False)

    @property
    def was_read(self) -> bool:
        """Whether the site gave a file."""
        return self.rules is not None

    def allows(self, url: str) -> bool:
        """Whether we may ask for `url`, an absolute address of the site that the file is from."""
        return self.always if self.rules is None else self.rules.can_fetch(url, self.agent)

    def rule(self, url: str) -> str:
        """The line of our own group that forbids `url`, or why nothing is allowed; empty for an address that is allowed."""
        if self.allows(url):
            return ""
        if self.rules is None:
            return self.why
        path = unquote(urlsplit(url).path) or "/"
        values = set(_forbidden_to(self.agent, self.text))
        likely = sorted((one for one in values if _may_match(one, path)), key=len, reverse=True)[:_LIKELY_RULES]
        named = next((one for one in likely if not Protego.parse(f"User-agent: *\nDisallow: {one}").can_fetch(url, "*")), "")
        return f"Disallow: {shorten(named, 100)}" if named else f"a rule for {self.agent}"


def read_robots(status: int | None, body: bytes, agent: str = PRODUCT, why: str = "") -> Robots:
    """What the answer to `/robots.txt` means for us (RFC 9309 §2.3.1).

    status: of the answer, None where none came. body: as decoded by Content-Encoding. agent: our product token. why: for an answer
    that can't be had, the reason. A success is read; a file that is not to be had (4xx) forbids nothing; one that can't be reached (5xx,
    429, no answer) forbids everything.
    """
    if status is not None and 200 <= status < 300:
        text = body[:LARGEST].decode("utf-8", "replace").removeprefix("\ufeff")
        if len(body) > LARGEST:
            text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1]  # half a line would be another rule
        rules = Protego.parse(text)
        return Robots(agent, crawl_delay=rules.crawl_delay(agent), rules=rules, text=text)
    if status is not None and 300 <= status < 500 and status != _TOO_MANY:
        return Robots(agent, why=f"there is no robots.txt (HTTP {status})")
    return Robots(agent, always=False, why=why or f"robots.txt can't be had: {f'HTTP {status}' if status else 'no answer'}")


def product_token(user_agent: str) -> str:
    """The name by which robots.txt speaks to a User-Agent header's sender, its first product (RFC 9309 §2.2.1); ours where it has none."""
    match = _PARTS_OF_A_TOKEN.match(user_agent.strip())
    return match[0] if match else PRODUCT


def _forbidden_to(agent: str, text: str) -> list[str]:
    """What `Disallow` lines of an agent's own groups say: those whose name is the longest in its own, as Protego chooses, else `*`."""
    groups: dict[str, list[str]] = {}
    names: set[str] = set()  # of the group that a line is in, those that may be ours
    ended = True  # the group before, by a line other than a name (RFC 9309 §2.1)
    for match in _LINE.finditer(text):
        key, value = match[1].lower(), match[2].strip()
        if key == "user-agent":
            names = set() if ended else names
            if (name := value.lower()) == "*" or name in agent.lower():
                names.add(name)
                groups.setdefault(name, [])
        elif key == "disallow":
            for name in names:
                groups[name].append(value)
        ended = key != "user-agent"
    return groups.get(max((name for name in groups if name != "*"), key=len, default="*"), [])


def _may_match(rule: str, path: str) -> bool:
    """Whether a rule's part before any wildcard begins the path: a first look, before Protego's."""
    return path.startswith(unquote(re.split(r"[*$?]", rule, maxsplit=1)[0]))
