"""What is said in a message: pure. A message is a title and a body of plain text, in one language."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from db.alert_rows import RaisedAlert
from tracker.alert_words import say

MOST = 20
"""So many alerts are told one by one; what is beyond is counted."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent to a channel. Both are plain text; the body has one blank line between alerts."""

    title: str
    body: str


def base_url(public_url: str, host: str, port: int) -> str:
    """Where readers find our pages, without a slash at the end: the public address, else where the pages are served."""
    return public_url.rstrip("/") or f"http://{f'[{host}]' if ':' in host else host}:{port}"


def is_loopback(address: str) -> bool:
    """Whether an address leads nowhere but to the machine on which it is read."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return not host
    return number.is_loopback or number.is_unspecified


def message(alerts: Sequence[RaisedAlert], lang: str, base: str) -> Message:
    """One message of one or more alerts, each with its rule, how to mute it and its address. base: of our pages."""
    title = say(lang, "one", title=alerts[0].title) if len(alerts) == 1 else say(lang, "many", n=len(alerts))
    parts = [_part(one, lang) for one in alerts[:MOST]]
    if len(alerts) > MOST:
        parts.append(say(lang, "more", n=len(alerts) - MOST, url=f"{base}/tracker/alerts"))
    return Message(title, "\n\n".join(parts))


def trial_message(lang: str, base: str) -> Message:
    """A message that says that it is a test."""
    said = say(lang, "test")
    return Message(said, f"{said}\n{base}/")


def _part(alert: RaisedAlert, lang: str) -> str:
    names = ", ".join(json.dumps(name, ensure_ascii=False) for name in alert.names)
    mute = say(lang, "mute" if names else "mute_rule", rule=alert.rule, names=names)
    return f"{alert.title}\n{alert.url}\n{say(lang, 'rule')}: {alert.rule}. {mute}"
