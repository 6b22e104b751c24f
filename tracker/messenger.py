"""The program that speaks to channels, run as a process of its own: `python -m tracker.messenger`. Only here stands apprise.

A process of its own, because apprise loads a hundred services (40 MB), and because one that hangs can be ended. It reads one JSON
object, {channels, title, body}, and writes a JSON list: for each channel the empty text, or what went wrong. Addresses hold passwords:
they come in by standard input, where no list of processes shows them, and never stand in what is said.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Sequence

import apprise

UNKNOWN = "apprise knows no such address"


def deliver(channels: Sequence[str], title: str, body: str) -> list[str]:
    """Send plain text to each channel, one after the other; for each what went wrong, or the empty text."""
    return [_deliver(channel, title, body) for channel in channels]


def _deliver(channel: str, title: str, body: str) -> str:
    asset = apprise.AppriseAsset(app_id="tariff-timeline", app_desc="Tariff timeline", async_mode=False)
    service = apprise.Apprise(asset=asset)
    with apprise.LogCapture(level=logging.WARNING, fmt="%(message)s") as said:  # type: ignore[no-untyped-call]  # it has no annotations
        if not service.add(channel):
            return UNKNOWN
        if service.notify(title=title, body=body, body_format=apprise.NotifyFormat.TEXT):
            return ""
        return " ".join(said.getvalue().split()) or "refused without a reason"


def main() -> None:
    """Do what standard input says."""
    asked = json.load(sys.stdin)
    json.dump(deliver(asked["channels"], asked["title"], asked["body"]), sys.stdout)


if __name__ == "__main__":
    main()
