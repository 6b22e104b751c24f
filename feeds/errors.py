"""The errors of `feeds`; each carries its data and builds its message from it.

    FeedError
    ├── CatalogueError        a row of a catalogue or an OPML file that can't be used
    ├── ScheduleError         an interval that makes no sense
    ├── RetrieveError         no usable answer came
    │   ├── AddressRefused    private, loopback or otherwise forbidden address, or a scheme that isn't http(s)
    │   ├── ConnectFailed     DNS, TCP or TLS failed (transient)
    │   ├── TimedOut          a time limit was hit: connect, read or total
    │   ├── TooLarge          more bytes than allowed, before or after decompression
    │   ├── TooManyRedirects  or a redirect that leads nowhere
    │   ├── BadAnswer         the answer breaks HTTP or its content encoding
    │   ├── Disallowed        the site's robots.txt doesn't want us there
    │   └── StatusError       an HTTP status that is neither success nor 304
    │       ├── Gone          410: the source says that it is gone for good
    │       └── Blocked       401, 403, 451, or a challenge or consent page in place of the content
    │           └── Paywalled only a teaser: the text itself is for subscribers, or behind a log-in
    └── ParseError            the bytes can't be read as what they should be
        ├── NotAFeed          a page, a challenge or nothing where a feed should be
        └── TooComplex        a page or document that unfolds to more than we are ready to read
"""

from __future__ import annotations

from collections.abc import Callable


def _restored(kind: type[FeedError], args: tuple[object, ...], data: dict[str, object]) -> FeedError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(data)
    return error


class FeedError(Exception):
    """Root of the errors of `feeds`. `weight` says how much one counts as a failure (TRAPS 1): hard 1, soft 0.5, transient 0.25."""

    weight: float = 1.0

    def __reduce__(self) -> tuple[Callable[..., FeedError], tuple[object, ...]]:
        """An error crosses from one process to another as it is, without its `__init__` being run again on its message."""
        return _restored, (type(self), self.args, self.__dict__)


class CatalogueError(FeedError):
    """A row of a catalogue or an OPML file that can't be used: says where, what is wrong, and what to do."""

    def __init__(self, where: str, problem: str, advice: str = "") -> None:
        """Name the place (file and row, or source id), the problem, and what to do about it."""
        self.where, self.problem, self.advice = where, problem, advice
        super().__init__(f"{where}: {problem}" + (f" ({advice})" if advice else ""))


class ScheduleError(FeedError):
    """An interval that makes no sense."""


class RetrieveError(FeedError):
    """No usable answer came from `url`."""

    def __init__(self, url: str, reason: str) -> None:
        """Say which address and why."""
        self.url, self.reason = url, reason
        super().__init__(f"{url}: {reason}")


class AddressRefused(RetrieveError):
    """The address is private, loopback, link-local, carrier-grade or metadata, or the scheme isn't http(s)."""


class ConnectFailed(RetrieveError):
    """DNS, TCP or TLS failed before an answer came."""

    weight = 0.25


class TimedOut(RetrieveError):
    """A limit on time was hit; `phase` is `connect`, `read` or `total`."""

    weight = 0.5

    def __init__(self, url: str, phase: str, limit_s: float) -> None:
        """Say which limit was hit, in seconds."""
        self.phase, self.limit_s = phase, limit_s
        super().__init__(url, f"no complete answer: {phase} limit of {limit_s:g} s")


class TooLarge(RetrieveError):
    """More bytes than allowed; `stage` is `sent` (before decompression) or `decoded`."""

    def __init__(self, url: str, stage: str, limit: int) -> None:
        """Say where the limit was hit, in bytes."""
        self.stage, self.limit = stage, limit
        super().__init__(url, f"more than {limit} bytes {stage}")


class TooManyRedirects(RetrieveError):
    """More redirects than allowed, or one without a usable target."""


class BadAnswer(RetrieveError):
    """The answer breaks HTTP or its content encoding."""

    weight = 0.5


class Disallowed(RetrieveError):
    """The site's robots.txt forbids the address to us, or could not be had (RFC 9309 §2.3.1.4); nothing was asked for.

    rule: the line that forbids it, or why none could be read. retry_after_s: seconds until robots.txt is looked at again.
    """

    weight = 0.0

    def __init__(self, url: str, rule: str, retry_after_s: int = 0) -> None:
        """Say which address, which rule, and what can be done."""
        self.rule, self.retry_after_s = rule, retry_after_s
        super().__init__(url, f"the site's robots.txt forbids it ({rule}): ask its owner, or switch the checks of its articles off")


class StatusError(RetrieveError):
    """An HTTP status that is neither success nor 304 (RFC 9110 §15)."""

    weight = 0.5

    def __init__(self, url: str, status: int, reason: str = "", retry_after_s: int = 0) -> None:
        """Keep the status and what Retry-After asked for, in seconds (0 for nothing)."""
        self.status, self.retry_after_s = status, retry_after_s
        super().__init__(url, reason or f"HTTP {status}")


class Gone(StatusError):
    """410: the source says that it is gone for good."""

    weight = 1.0


class Blocked(StatusError):
    """401, 403 or 451, or a challenge or consent page in place of the content (TRAPS 41)."""


class Paywalled(Blocked):
    """A page shows only the beginning of its text: the rest is for subscribers, or for who has logged in."""


class ParseError(FeedError):
    """The bytes from `url` can't be read as what they should be."""

    def __init__(self, url: str, reason: str) -> None:
        """Say which address and why."""
        self.url, self.reason = url, reason
        super().__init__(f"{url}: {reason}")


class NotAFeed(ParseError):
    """A page, a challenge or nothing where a feed should be (TRAPS 17, 33)."""


class TooComplex(ParseError):
    """A page or document that unfolds to more than we are ready to read: elements, depth, pages, cells, bytes or characters."""
