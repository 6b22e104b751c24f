"""The daily digest: what a day brought, in one language, also when it brought nothing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTPUTF8
from zoneinfo import ZoneInfo

from db.alert_rows import LookedAt, RaisedAlert
from tracker.alert import Happening
from tracker.alert_text import Message
from tracker.alert_words import say

MOST = 30
"""So many lines stand in each part; what is beyond is counted."""


@dataclass(frozen=True, slots=True)
class Day:
    """What a digest is made of. since, until: UTC text. ahead: (day, title) of what is scheduled next."""

    since: str
    until: str
    looked: LookedAt
    events: tuple[Happening, ...] = ()
    changes: tuple[Happening, ...] = ()
    troubles: tuple[Happening, ...] = ()
    raised: tuple[RaisedAlert, ...] = ()
    ahead: tuple[tuple[str, str], ...] = ()


def digest(day: Day, lang: str, base: str) -> Message:
    """The digest in English or Japanese. base: the address of our pages."""
    gist = say(lang, "gist", events=len(day.events), changes=len(day.changes)) if day.events or day.changes else say(lang, "all_quiet")
    period = say(lang, "period", since=_minute(day.since), until=_minute(day.until))
    lines = [period] if day.events or day.changes else [period, say(lang, "quiet_line")]
    lines += [_answered(day.looked, lang), say(lang, "items", n=day.looked.items), _told(day.raised, lang)]
    for key, found in (("new_events", day.events), ("changes", day.changes), ("trouble", day.troubles)):
        lines += _listed(say(lang, key), [f"{one.title}\n  {base}{one.path}" for one in found], lang, base)
    lines += _listed(say(lang, "ahead"), [f"{date} {title}" for date, title in day.ahead], lang, base)
    return Message(say(lang, "digest", day=day.until[:10], gist=gist), "\n".join([*lines, "", f"{base}/"]))


def mail(message: Message, at: datetime) -> str:
    """A message as mail (RFC 5322, UTF-8 in its headers as RFC 6532 has it), without a sender or a reader. at: aware UTC."""
    one = EmailMessage(policy=SMTPUTF8.clone(linesep="\n", max_line_length=None, cte_type="8bit"))
    one["Subject"] = message.title
    one["Date"] = at
    one.set_content(message.body, charset="utf-8", cte="8bit")
    return one.as_bytes().decode("utf-8")


def digest_day(now: datetime, hour: int, zone: str) -> str | None:
    """The local day whose digest is due by now, None where there is none yet. now: aware UTC. hour: local, -1 for never."""
    local = now.astimezone(ZoneInfo(zone))
    return local.date().isoformat() if 0 <= hour <= local.hour else None


def _answered(looked: LookedAt, lang: str) -> str:
    return say(lang, "answered", answered=looked.answered, due=looked.asked) if looked.asked else say(lang, "nobody_asked")


def _told(raised: Sequence[RaisedAlert], lang: str) -> str:
    waiting = [one for one in raised if one.sent_at is None]
    line = say(lang, "told", n=len(raised))
    error = next((one.error for one in reversed(waiting) if one.error), "")
    return f"{line} {say(lang, 'unsent', n=len(waiting), error=error)}" if error else line


def _listed(heading: str, entries: Iterable[str], lang: str, base: str) -> list[str]:
    found = list(entries)
    more = [say(lang, "more", n=len(found) - MOST, url=f"{base}/")] if len(found) > MOST else []
    return ["", f"{heading}:", *(f"- {one}" for one in found[:MOST]), *more] if found else []


def _minute(instant: str) -> str:
    return instant[:16].replace("T", " ")
