"""Figures for Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/): pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from tracker.instants import instant_of
from tracker.publish.health import FAILING, LATE, OK

if TYPE_CHECKING:
    from db.health_rows import Pulse


@dataclass(frozen=True, slots=True)
class Measured:
    """What is told. rows: by table. states: sources by state. outcomes: polls of the last day by outcome."""

    version: str
    status: str
    rows: Mapping[str, int]
    states: Mapping[str, int]
    outcomes: Mapping[str, int]
    pulse: Pulse


class _Figures(Collector):
    def __init__(self, measured: Measured) -> None:
        self._measured = measured

    def collect(self) -> Iterator[Metric]:
        """All figures. Moments are Unix seconds, so that an age is what the reader makes of them."""
        told, pulse = self._measured, self._measured.pulse
        yield InfoMetricFamily("tracker", "The program", value={"version": told.version})
        verdicts = {one: int(one == told.status) for one in (OK, LATE, FAILING)}
        yield _by("tracker_status", "1 for the verdict of /-/health", "status", verdicts)
        yield _by("tracker_rows", "Rows of a table", "table", told.rows)
        yield _by("tracker_sources", "Sources in a state", "state", told.states)
        yield _by("tracker_polls_24h", "Polls of the last 24 hours by outcome", "outcome", told.outcomes)
        yield GaugeMetricFamily("tracker_sources_enabled", "Sources that are switched on", value=pulse.enabled)
        yield GaugeMetricFamily("tracker_sources_late", "Sources that are due", value=pulse.late)
        yield GaugeMetricFamily("tracker_search_queue", "Rows that wait for the search index", value=pulse.queue)
        yield GaugeMetricFamily("tracker_events_pending", "Linked items that wait to be joined to an event", value=pulse.pending)
        for name, what, at in (
            ("clock", "When the database's clock was last set", pulse.now),
            ("beat", "The last sign of life of the running poller", pulse.beat_at),
            ("last_poll", "When the last poll began", pulse.last_poll_at),
            ("oldest_due", "When the source that waits longest was due", pulse.oldest_due_at),
        ):
            if at:
                yield GaugeMetricFamily(f"tracker_{name}_timestamp_seconds", what, value=_seconds(at))


def exposition(measured: Measured) -> str:
    """The figures in the text format, under a registry of their own."""
    registry = CollectorRegistry()
    registry.register(_Figures(measured))
    return generate_latest(registry).decode()


def _by(name: str, what: str, label: str, values: Mapping[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, what, labels=[label])
    for value, count in values.items():
        family.add_metric([value], count)
    return family


def _seconds(at: str) -> float:
    return instant_of(at).timestamp()
