"""A model without the baseline events that a person made part of others: nothing joins them any more. Pure."""

from __future__ import annotations

from dataclasses import replace

from tracker.events.model import Model


def without(model: Model, merged: frozenset[str]) -> Model:
    """The model without some baseline events; itself where none of them is its own. merged: ids."""
    if merged.isdisjoint(model.profiles):
        return model
    profiles = {name: profile for name, profile in model.profiles.items() if name not in merged}
    days = {day: tuple(name for name in names if name not in merged) for day, names in model.by_day.items()}
    return replace(model, profiles=profiles, by_day=days)
