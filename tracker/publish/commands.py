"""The commands by which a person settles a doubt, as they are typed into a shell (`tracker.cli.corrections`). Pure."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from tracker.publish.reader import Reader


@dataclass(frozen=True, slots=True)
class Command:
    """One way to settle something. said: what it decides, in words. text: one line for a shell, in which the reason is to be filled in."""

    said: str
    text: str


def correct(r: Reader, said: str, item_id: int, options: tuple[str, ...], anchor: str = "") -> Command:
    """`tracker correct ITEM …`. options: as the shell reads them, unquoted. anchor: "" for the default one."""
    named = ("--anchor", anchor) if anchor else ()
    return Command(said, _line(r, "tracker", "correct", str(item_id), *options, *named))


def merge(r: Reader, said: str, into: str, gone: str) -> Command:
    """`tracker events merge INTO GONE …`."""
    return Command(said, _line(r, "tracker", "events", "merge", into, gone))


def settle(r: Reader, kind: str, subject_id: str) -> Command:
    """`tracker settle KIND ID …`: that it was looked at since a source changed its text."""
    return Command(r.t("settle_resting"), _line(r, "tracker", "settle", kind, subject_id))


def of_link(r: Reader, item_id: int, anchor: str = "") -> tuple[Command, ...]:
    """The two ways to settle whether an item belongs to an anchor's story. anchor: "" for the default one."""
    return (
        correct(r, r.t("settle_link"), item_id, ("--link",), anchor),
        correct(r, r.t("settle_unlink"), item_id, ("--unlink",), anchor),
    )


def of_event(r: Reader, item_id: int, event_id: str, anchor: str = "") -> tuple[Command, ...]:
    """The ways to settle which event an item reports. event_id: the one it is held to report. anchor: "" for the default one."""
    return (
        correct(r, r.t("settle_event"), item_id, ("--event", event_id), anchor),
        correct(r, r.t("settle_no_event"), item_id, ("--event", "none"), anchor),
    )


def _line(r: Reader, *words: str) -> str:
    return f"{shlex.join(words)} --reason {shlex.quote(r.t('settle_reason'))}"
