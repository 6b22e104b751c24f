"""How far a request may go, and who we say we are: pure."""

from __future__ import annotations

from dataclasses import dataclass

PRODUCT = "tariff-timeline"
"""Who we are: the first word of the User-Agent header, and the name by which a site's robots.txt speaks to us."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a Retriever; each default serves a polite poller of a few hundred sources.

    sent_bytes, decoded_bytes: largest body before and after Content-Encoding is undone (the largest feed of the catalogue has 0.6 MB).
    redirects: hops followed. connect_s: DNS, TCP and TLS together. read_s: longest silence. total_s: one retrieval from first to last
    byte over all its hops, time spent queueing for a slow host left out. concurrency: requests at once; per_host: at once to one
    (scheme, name, port). host_delay_s: pause between two requests to one host. allow_private: also fetch from loopback and private
    addresses. contact: an address where a person can be reached, part of the User-Agent. user_agent: in place of ours.
    """

    sent_bytes: int = 10_000_000
    decoded_bytes: int = 30_000_000
    redirects: int = 5
    connect_s: float = 10.0
    read_s: float = 20.0
    total_s: float = 60.0
    concurrency: int = 100
    per_host: int = 1
    host_delay_s: float = 0.0
    allow_private: bool = False
    contact: str = ""
    user_agent: str = ""


DEFAULT_LIMITS = Limits()


def user_agent(limits: Limits, version: str) -> str:
    """The User-Agent header: name, version and contact, never a browser's (RFC 9110 §10.1.5; TRAPS 41).

    version: of this distribution, e.g. `0.1.0`.
    """
    if limits.user_agent:
        return limits.user_agent
    about = f"+{limits.contact}" if limits.contact else "feed reader"
    return f"{PRODUCT}/{version} ({about})"
