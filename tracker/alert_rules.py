"""Which happenings deserve a message: rules as data, read from the configuration or, without any there, the ones below. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from tracker.errors import ConfigError, PackError
from tracker.typed_rows import nearest, row_from
from tracker.types import RELATIONS, TOPICS

NEW_EVENT, MATERIAL_CHANGE, RATE_DIFFERS, SOURCE_TROUBLE = "new_event", "material_change", "rate_differs", "source_trouble"
SOURCE_QUIET = "source_quiet"
KINDS = (NEW_EVENT, MATERIAL_CHANGE, RATE_DIFFERS, SOURCE_TROUBLE, SOURCE_QUIET)
DIGEST = "digest"
"""The rule by which the daily digest stands among the alerts; no rule of the configuration may take this name."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class AlertRule:
    """One rule. on: one of KINDS. Empty relations, topics and sources ask for all.

    relations, topics: of an event, or of the item's link. sources: ids. days: how long a source must be in trouble (0: at
    once), or have had nothing new.
    """

    name: str
    on: str
    relations: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    days: float = 1.0


DEFAULT_RULES = (
    AlertRule("new-event", NEW_EVENT, ("anchor", "negotiation", "agreement", "measure", "response")),
    AlertRule("material-change", MATERIAL_CHANGE),
    AlertRule("rate-differs", RATE_DIFFERS, ("negotiation", "agreement", "measure")),
    AlertRule("source-trouble", SOURCE_TROUBLE, days=1.0),
)
"""What is told where the configuration names no rule."""


def rules_in_force(rules: Sequence[AlertRule]) -> tuple[AlertRule, ...]:
    """The rules of a configuration, or the default ones where it has none."""
    return tuple(rules) or DEFAULT_RULES


def rule_from(data: Mapping[str, Any], where: str) -> AlertRule:
    """A rule from a table of the configuration. where: for errors. Raises ConfigError for an unknown key or a value that can't be."""
    try:
        rule = row_from(AlertRule, data, where)
    except PackError as error:
        raise ConfigError(error.where, error.problem, error.advice) from error
    if not _NAME.fullmatch(rule.name) or rule.name == DIGEST:
        raise ConfigError(where, f"{rule.name!r} is no name for a rule", "small Latin letters, digits and -, such as new-deal")
    for given, known in (((rule.on,), KINDS), (rule.relations, RELATIONS), (rule.topics, TOPICS)):
        for value in given:
            if value not in known:
                raise ConfigError(f"{where}, {rule.name}", f"{value!r} is not possible", nearest(value, dict.fromkeys(known)))
    if rule.days < 0:
        raise ConfigError(f"{where}, {rule.name}", f"{rule.days:g} days are too few", "at least 0")
    return rule


def table_of(rule: AlertRule) -> dict[str, Any]:
    """A rule as a table of the configuration, without what is a default."""
    usual = {one.name: one.default for one in fields(AlertRule)}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(rule).items() if value != usual[key]}
