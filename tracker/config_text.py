"""The configuration in force as a TOML text that could be its file, and as values with where each came from. Pure."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import tomli_w

from tracker.alert_rules import AlertRule, table_of
from tracker.config import Config, is_secret, settings, where

_WITH_HOST = frozenset({"http", "https", "json", "jsons", "form", "forms", "xml", "xmls", "mailto", "mailtos", "ntfy", "ntfys"})


def config_toml(config: Config) -> str:
    """Every key with what it sets, its value, and where the value came from. Variables that name no setting stand at the end.

    Of what is secret only the beginning is shown: what is printed ends up in bug reports.
    """
    lines = [f"# {config.file}" if config.file else "# no file was read: `tracker.toml` of the working folder is, where there is one", ""]
    for key, what in settings().items():
        assigned = tomli_w.dumps({key: value_of(config, key)}).strip()
        lines += [f"# {what}", *_commented(assigned, where(config, key)), ""]
    lines += [f"# {name} is set in the environment, but names no setting" for name in config.ignored]
    return "\n".join(lines).rstrip() + "\n"


def config_values(config: Config) -> dict[str, dict[str, Any]]:
    """Every key with its value, where that came from, and what it sets."""
    return {key: {"value": value_of(config, key), "from": where(config, key), "sets": what} for key, what in settings().items()}


def value_of(config: Config, key: str) -> Any:  # noqa: ANN401 - one of TOML's values
    """A value as TOML has it: paths as text, tuples as lists, rules as tables, secrets shortened."""
    value = getattr(config, key)
    if isinstance(value, tuple):
        return [_part(part, is_secret(key)) for part in value]
    return _part(value, is_secret(key)) if isinstance(value, Path | str) else value


def shortened(address: str) -> str:
    """An address without what opens doors: its scheme, and its host where the scheme says that it is one and no token."""
    scheme, _, rest = address.partition("://")
    host = urlsplit(f"//{rest}").hostname if scheme in _WITH_HOST else ""
    return f"{scheme}://{host or ''}/***" if address else ""


def _part(value: object, secret: bool) -> object:
    if isinstance(value, AlertRule):
        return table_of(value)
    return shortened(str(value)) if secret else str(value)


def _commented(assigned: str, origin: str) -> list[str]:
    """An assignment with a comment behind its first line."""
    first, *rest = assigned.splitlines()
    return [f"{first}  # {origin}", *rest]
