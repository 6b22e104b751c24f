"""The configuration in force as a TOML text that could be its file, and as values with where each came from. Pure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomli_w

from tracker.config import Config, settings, where


def config_toml(config: Config) -> str:
    """Every key with what it sets, its value, and where the value came from. Variables that name no setting stand at the end."""
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
    """A value as TOML has it: paths as text, tuples as lists."""
    value = getattr(config, key)
    if isinstance(value, tuple):
        return [str(part) for part in value]
    return str(value) if isinstance(value, Path) else value


def _commented(assigned: str, origin: str) -> list[str]:
    """An assignment with a comment behind its first line."""
    first, *rest = assigned.splitlines()
    return [f"{first}  # {origin}", *rest]
