"""`/-/health` and `/-/metrics`: read from the database alone, so that each process says the same."""

from __future__ import annotations

from datetime import datetime, timedelta

from db.connection import Connection
from db.errors import StoreError
from db.queries.events import default_anchor
from db.queries.health import counts, outcomes, pulse, states
from db.queries.sources import list_sources
from tracker.instants import instant_of, text_of
from tracker.publish.answers import Answer, Asked, Plain
from tracker.publish.health import Due, Health, Vitals, broken, judge
from tracker.publish.metrics import Measured, exposition

BEAT_S = 60
"""The longest time between two signs of life of a healthy poller; it beats at each tick, every 15 s unless configured otherwise."""


def health(conn: Connection, asked: Asked) -> Answer:
    """`/-/health`: 200 or 503 with `{status, checks}`, whatever state the database is in."""
    try:
        verdict = _judged(conn, asked.now)
    except StoreError as error:
        verdict = broken(str(error))
    return Plain(verdict.to_json(), "application/json", verdict.http_status)


def metrics(conn: Connection, asked: Asked) -> Answer:
    """`/-/metrics`: the figures in Prometheus' text format. Raises StoreError's children."""
    measured = Measured(
        version=asked.version,
        status=_judged(conn, asked.now).status,
        rows=counts(conn),
        states=states(conn),
        outcomes=outcomes(conn, _day_before(asked.now)),
        pulse=pulse(conn),
    )
    return Plain(exposition(measured), "text/plain; version=0.0.4")


def _judged(conn: Connection, now: str) -> Health:
    beating = pulse(conn)
    sources = tuple(Due(s.id, s.state, s.next_check_at, s.poll_minutes) for s in list_sources(conn) if s.enabled)
    return judge(Vitals(default_anchor(conn), beating.beat_at, sources), now, BEAT_S)


def _day_before(now: str) -> str:
    at: datetime = instant_of(now)
    return text_of(at - timedelta(days=1))
