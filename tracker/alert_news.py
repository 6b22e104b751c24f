"""What was read from the database as happenings, with words in one language: pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from db.alert_rows import ChangeNews, EventNews, QuietSource, RateNews, TableRate, Trouble
from tracker.alert import Happening
from tracker.alert_rules import MATERIAL_CHANGE, NEW_EVENT, RATE_DIFFERS, SOURCE_QUIET, SOURCE_TROUBLE
from tracker.alert_words import say, span
from tracker.resting import figures_of

OVER = " over"
"""What stands behind the subject of a trouble whose end is told."""
RESTING = 3
"""So many of the events, rates and claims that rest on a changed text are named."""
REACH = 30
"""A percentage is of a duty where a word for one stands so near to it, in code points."""
_DUTY = re.compile(r"tariff|dut(?:y|ies)|levy|levies|関税|税率|課税", re.IGNORECASE)
_SAME = 1e-6


def of_event(event: EventNews, relation: str, lang: str) -> Happening:
    """A new event. relation: what its relation is called in the language."""
    names = (event.title_ja, event.title_en) if lang == "ja" else (event.title_en, event.title_ja)
    title = say(lang, "new_event", relation=relation, title=names[0] or names[1] or event.id)
    return Happening(
        NEW_EVENT, f"event {event.id}", event.at, title, f"/event/{event.id}", event.sources, event.looks, event.relation, event.topics,
        names=(event.id,),
    )  # fmt: skip


def of_change(change: ChangeNews, lang: str) -> Happening:
    """A material change of an item or a page."""
    both = change.kind != "withdrawn" and change.from_seq is not None and change.to_seq is not None
    stream = "?origin=article" if change.origin == "article" else ""
    path = f"/item/{change.item_id}/diff/{change.from_seq}..{change.to_seq}{stream}" if both else f"/item/{change.item_id}"
    summary = change.summary_ja if lang == "ja" else change.summary_en
    source = _name(change.source_title, change.source_title_ja, change.source_id, lang)
    title = say(lang, f"change_{change.kind}", source=source, title=change.title)
    if change.resting:
        more = f", … ({len(change.resting)})" if len(change.resting) > RESTING else ""
        summary = f"{summary} {say(lang, 'resting', names=', '.join(change.resting[:RESTING]) + more)}".lstrip()
    return Happening(
        MATERIAL_CHANGE, f"change {change.id}", change.observed_at, f"{title}: {summary}" if summary else title, path,
        (change.source_id,), change.looks, change.relation, change.topics, names=_muted_by(change),
        on_subject=change.on_subject,
    )  # fmt: skip


def _muted_by(change: ChangeNews) -> tuple[str, ...]:
    """The events by which an alert of a change can be muted: the one that the item reports, and those that rest on its text."""
    resting = (name.removeprefix("event ") for name in change.resting if name.startswith("event "))
    return tuple(dict.fromkeys((*([change.event_id] if change.event_id else ()), *resting)))


def of_rates(text: RateNews, table: Sequence[TableRate], lang: str) -> Iterator[Happening]:
    """The rates of duty in a text that the table does not have for their class, neither as law nor as announced, at whatever time.

    A rate that the item named when its source was looked at for the first time was no news then, and is none when its text is edited.
    """
    named = figures_of((text.untold,), text.lang)
    for percent, rows in rates_unknown(text.facts, text.anchor_id, table):
        if ("rate", f"{percent:.12g}%") in named:
            continue
        one, law = rows[0], next((row for row in rows if row.now), None)
        words = {"percent": f"{percent:g}", "goods": one.title_ja if lang == "ja" else one.title_en, "title": text.title}
        said = say(lang, "rate", law=f"{law.percent:g}", **words) if law else say(lang, "rate_without_law", **words)
        yield Happening(
            RATE_DIFFERS, f"rate {one.product_class} {percent:g}", text.observed_at, said, f"/item/{text.item_id}", (text.source_id,),
            text.looks, text.relation, text.topics, names=(one.product_class,),
        )  # fmt: skip


def rates_unknown(facts: str, anchor_id: str, table: Sequence[TableRate]) -> Iterator[tuple[float, Sequence[TableRate]]]:
    """The rates of duty in a text that the table does not have for their class, each with the class's rows, of which there is one.

    facts: JSON text, as `links` has it.
    """
    for percent, subject in rates_of_duty(facts):
        rows = [row for row in table if row.anchor_id == anchor_id and _is_of(row.product_class, subject)]
        if rows and not any(_agrees(row, percent) for row in rows):
            yield percent, rows


def rates_of_duty(facts: str) -> list[tuple[float, str]]:
    """The percentages (of what, nearest subject) in a link's facts beside which the text speaks of a duty. facts: JSON text."""
    found = json.loads(facts)
    duties = [(one[2], one[3], one[4]) for one in found.get("mentions", ()) if _DUTY.search(one[1])]
    near = {
        (float(percent), subjects[0])
        for percent, subjects, _, field, start, end in found.get("rates", ())
        if subjects and any(field == where and max(first - end, start - last) <= REACH for where, first, last in duties)
    }
    return sorted(near)


def of_trouble(trouble: Trouble, now: datetime, lang: str) -> Iterator[Happening]:
    """A source in trouble, and where that is over, its end. now: aware UTC. Nothing where only our own network failed."""
    if not trouble.since or (trouble.state in ("failing", "blocked") and trouble.failures <= 0):
        return
    until = datetime.fromisoformat(trouble.until) if trouble.until else now
    lasted_s = max((until - datetime.fromisoformat(trouble.since)).total_seconds(), 0.0)
    # Nothing is tried again where a source has said that it is gone: waiting would tell nothing more.
    lasted_s = float("inf") if trouble.state == "off" else lasted_s
    name = _name(trouble.title, trouble.title_ja, trouble.source_id, lang)
    words = {"source": name, "since": _minute(trouble.since)}
    why = f": {trouble.why}" if trouble.why else ""
    subject, path = f"source {trouble.source_id} {trouble.since}", f"/sources#{trouble.source_id}"
    title = say(lang, f"source_{trouble.state}", **words) + why
    yield Happening(SOURCE_TROUBLE, subject, trouble.since, title, path, (trouble.source_id,), trouble.looks, lasted_s=lasted_s)
    if trouble.until:
        said = say(lang, "source_over", after=span(lang, lasted_s), **words)
        yield Happening(SOURCE_TROUBLE, subject + OVER, trouble.until, said, path, (trouble.source_id,), trouble.looks, lasted_s=lasted_s)


def recovered(told: Iterable[str], states: Mapping[str, tuple[str, str, str]], now: datetime, lang: str) -> Iterator[Happening]:
    """The ends of troubles that were told. told: subjects; states: (state, title, Japanese title) by source; now: aware UTC."""
    for subject in told:
        _, source_id, since = subject.split(" ")
        state, *titles = states.get(source_id, ("off", "", ""))
        if state == "ok":
            after = span(lang, (now - datetime.fromisoformat(since)).total_seconds())
            words = {"source": _name(titles[0], titles[1], source_id, lang), "since": _minute(since), "after": after}
            path, at = f"/sources#{source_id}", now.strftime("%Y-%m-%dT%H:%M:%SZ")
            # Its beginning was told, so its end is, by whatever rule of this kind and however short it was.
            yield Happening(
                SOURCE_TROUBLE, subject + OVER, at, say(lang, "source_over", **words), path, (source_id,), lasted_s=float("inf")
            )


def of_quiet(source: QuietSource, now: datetime, lang: str) -> Happening:
    """A source that answers as it should and has had nothing new since then. now: aware UTC."""
    lasted_s = (now - datetime.fromisoformat(source.last_new_at)).total_seconds()
    name = _name(source.title, source.title_ja, source.id, lang)
    title = say(lang, "source_quiet", source=name, since=_minute(source.last_new_at))
    subject = f"quiet {source.id} {source.last_new_at}"
    path = f"/sources#{source.id}"
    return Happening(SOURCE_QUIET, subject, source.last_new_at, title, path, (source.id,), source.looks, lasted_s=lasted_s)


def _name(title: str, title_ja: str, identifier: str, lang: str) -> str:
    return (title_ja if lang == "ja" else "") or title or identifier


def _minute(instant: str) -> str:
    return instant[:16].replace("T", " ")


def _is_of(product_class: str, subject: str) -> bool:
    """Whether a class of goods is what a text calls by a subject: `reciprocal_baseline` by `reciprocal`, `lumber` by `lumber_furniture`."""
    return product_class.startswith(subject) or subject.startswith(product_class)


def _agrees(row: TableRate, percent: float) -> bool:
    totals = (row.percent, row.percent + (row.normal_duty or 0.0))
    return any(abs(total - percent) < _SAME for total in totals)
