"""What a page says when it can't answer: in both languages, with what may be asked instead. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from db.errors import BadQuery, DatabaseBusy, StoreError, TookTooLong, UnknownRow
from tracker.errors import BadParameter, NotAllowed, NotPossible, TrackerError, Unforeseen, UnknownName
from tracker.publish.addresses import address, with_value
from tracker.publish.answers import Asked, Plain, Sheet
from tracker.publish.language import Choice
from tracker.publish.reader import Reader

Failure = TrackerError | StoreError
Say = Callable[[Reader], tuple[str, str]]

LABELLED = {
    "relation": "relation", "topic": "topic", "lang": "lang", "status": "event_status", "kind": "change_kind", "material": "material",
    "origin": "origin",
}  # fmt: skip
"""Which labels name the values of a parameter."""

NAMED = {"events": "event", "items": "item", "changes": "change", "revisions": "revision", "snapshots": "snapshot"}
"""What a row that there is not is called."""

TELL_ALL = 409
"""From this status on, a page also shows the error's own words: the fault lies in what is stored, not in what was typed."""


@dataclass(frozen=True, slots=True)
class Choices:
    """One value that may be asked for, with its address."""

    value: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class ErrorView:
    """An error page. other_…: the same in the language that the page does not speak."""

    title: str
    sentence: str
    other_lang: str
    other_title: str
    other_sentence: str
    possible: tuple[Choices, ...] = ()
    detail: str = ""


def error_answer(error: Failure, asked: Asked) -> Sheet | Plain:
    """The answer to a request that failed: a page, JSON where a program asked for data, plain words for a feed or a calendar.

    Status 400, 403, 404, 409, 500 or 503. The address of a feed or a calendar is often opened by a person, whose reader takes neither.
    """
    status, say = _said(error, asked)
    other = replace(asked.r, choice=Choice(asked.r.other))
    if asked.path.endswith((".json", ".jsonl", ".csv")):
        body = {"ok": False, "status": status, "error": str(error)}
        return Plain(json.dumps(body, ensure_ascii=False), "application/json", status)
    if asked.path.endswith((".atom", ".ics")):
        return Plain("".join(f"{title}\n{sentence}\n\n" for title, sentence in (say(asked.r), say(other))), "text/plain", status)
    view = ErrorView(*say(asked.r), other.lang, *say(other), _possible(error, asked), str(error) if status >= TELL_ALL else "")
    return Sheet("tracker/error.html", view, status=status)


def _said(error: Failure, asked: Asked) -> tuple[int, Say]:
    match error:
        case BadParameter(form=""):
            return 400, lambda r: (r.t("error_bad"), r.t("error_bad_value", value=error.value, name=_parameter(r, error.name)))
        case BadParameter():
            form = error.form
            return 400, lambda r: (
                r.t("error_bad"),
                r.t("error_bad_form", value=error.value, name=_parameter(r, error.name), form=form),
            )
        case UnknownName() | UnknownRow():
            where = NAMED.get(error.where, "page")
            name = asked.name if where in ("event", "item", "snapshot") else asked.path
            return 404, lambda r: (r.t("error_unknown"), r.t(f"error_unknown_{where}", name=name))
        case BadQuery():
            return 400, lambda r: (r.t("error_bad"), str(error))
        case NotAllowed():
            return 403, lambda r: (r.t("error_not_allowed"), r.t("error_not_allowed_why"))
        case NotPossible():
            return 409, lambda r: (r.t("error_not_possible"), r.t("error_not_possible_why"))
        case Unforeseen():
            return 500, lambda r: (r.t("error_ours"), r.t("error_ours_why"))
        case TookTooLong() | DatabaseBusy():
            return 503, lambda r: (r.t("error_slow"), r.t("error_slow_why"))
        case _:
            return 503, lambda r: (r.t("error_missing"), r.t("error_missing_why"))


def _possible(error: Failure, asked: Asked) -> tuple[Choices, ...]:
    if not isinstance(error, BadParameter):
        return ()
    path, kind = asked.r.path(asked.path), LABELLED.get(error.name, "")
    return tuple(
        Choices(value, asked.r.label(kind, value) if kind else value, address(path, with_value(asked.pairs, error.name, value)))
        for value in error.possible
    )


def _parameter(r: Reader, name: str) -> str:
    """The name of a parameter as the forms call it, else as it stands in the address."""
    key = f"f_{name}"
    return r.t(key) if key in r.words.table else name
