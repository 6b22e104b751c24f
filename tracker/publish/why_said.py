"""Why a source's next check is when it is, in the reader's language: read out of the sentence that scheduling stored. Pure."""

from __future__ import annotations

import re

from tracker.publish.reader import Reader, Said

_SPAN = r"(?P<span>[\d.]+) (?P<unit>h|min)"
# The sentences of `feeds.schedule.next_check_why` and `tracker.outcome`; a test holds both against each other.
_CLAUSES = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (f"every {_SPAN}", "why_every"),
        (rf"the server says that its answer holds for {_SPAN} \(Cache-Control\)", "why_fresh"),
        (rf"the server asks to be left alone for {_SPAN} \(Retry-After\)", "why_retry_after"),
        (rf"the feed asks for {_SPAN} \(ttl\)", "why_ttl"),
        (f"it blocks us, and is left alone for {_SPAN}", "why_block"),
        (f"the server asks for {_SPAN}", "why_asked"),
        (r"after failures of weight (?P<weight>[\d.e+]+) in a row once a day, and never given up", "why_daily"),
        (r"(?P<times>[\d.e+]+) times as long after failures of weight (?P<weight>[\d.e+]+) in a row", "why_longer"),
        ("nothing could be reached in this round, so our own network is looked at again soon", "why_ours"),
    )
)


def why_said(r: Reader, why: str) -> Said:
    """The reason in the reader's language; one that can't be read stays in English, as stored."""
    if r.lang == "en" or not why:
        return Said(why, "en")
    said = [_clause(r, clause) for clause in re.split("; |, but ", why)]
    return Said(r.t("why_joint").join(said), r.lang) if all(said) else Said(why, "en")


def _clause(r: Reader, clause: str) -> str:
    for pattern, key in _CLAUSES:
        found = pattern.fullmatch(clause)
        if found:
            values = {name: value for name, value in found.groupdict().items() if name not in ("span", "unit")}
            span = {"span": r.t(f"span_{found['unit']}", n=found["span"])} if "span" in found.groupdict() else {}
            return r.t(key, **values, **span)
    return ""
