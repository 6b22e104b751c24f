"""The unit by which systemd runs the tracker (systemd.service(5), systemd.exec(5)). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

LEAST_STOP_S = 90
"""A stop waits for the polls under way; the shortest time that is left to them, seconds."""
READING_S = 60
"""The deadline within which a document is read (`tracker.reading`)."""
SPARE_S = 15

_SHARED = ("NoNewPrivileges=yes", "LockPersonality=yes", "RestrictRealtime=yes", "RestrictSUIDSGID=yes", "UMask=0027")
_SYSTEM_ONLY = (
    "CapabilityBoundingSet=", "PrivateTmp=yes", "PrivateDevices=yes", "ProtectSystem=strict", "ProtectHome=read-only", "ProtectClock=yes",
    "ProtectHostname=yes", "ProtectControlGroups=yes", "ProtectKernelLogs=yes", "ProtectKernelModules=yes", "ProtectKernelTunables=yes",
    "ProtectProc=invisible", "RestrictNamespaces=yes", "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK",
    "SystemCallArchitectures=native", "SystemCallFilter=@system-service",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit is made of. command: `up`, `run` or `serve`. program: of this installation. writable: folders that it writes in.

    total_s: longest retrieval. environment: settings that stand in the environment now; secrets: names of those that none may read here.
    of_user: for `systemctl --user`.
    """

    command: str
    program: tuple[str, ...]
    database: Path
    config: Path | None
    writable: tuple[Path, ...]
    user: str
    total_s: float
    environment: Mapping[str, str] = field(default_factory=dict)
    secrets: tuple[str, ...] = ()
    of_user: bool = False


def unit_text(unit: Unit) -> str:
    """The unit file."""
    options = ["--db", str(unit.database), *(("--config", str(unit.config)) if unit.config else ())]
    service = [
        "Type=exec",
        f"ExecStart={' '.join(quoted(word) for word in (*unit.program, *options, unit.command))}",
        f"WorkingDirectory={_escaped(str(unit.database.parent))}",
        *(f"Environment={quoted(f'{name}={value}')}" for name, value in unit.environment.items()),
        *_secrets(unit),
        *(() if unit.of_user else (f"User={unit.user}",)),
        "Restart=on-failure",
        "RestartSec=30",
        "# SIGTERM goes to the main process alone: it lets its workers finish the polls under way, and ends with status 0.",
        "KillMode=mixed",
        f"TimeoutStopSec={stop_s(unit.total_s)}",
    ]
    sandbox = list(_SHARED)
    if not unit.of_user:
        sandbox += [*_SYSTEM_ONLY, *(f"ReadWritePaths={quoted(str(folder))}" for folder in unit.writable)]
    where = "~/.config/systemd/user" if unit.of_user else "/etc/systemd/system"
    control = "systemctl --user" if unit.of_user else "systemctl"
    return "\n".join(
        [
            f"# Save this as {where}/tariff-timeline.service, then: {control} daemon-reload; {control} enable --now tariff-timeline",
            "[Unit]",
            "Description=US-Japan tariff timeline",
            "Wants=network-online.target",
            "After=network-online.target",
            "",
            "[Service]",
            *service,
            "",
            "# What it may not do.",
            *sandbox,
            "",
            "[Install]",
            f"WantedBy={'default' if unit.of_user else 'multi-user'}.target",
            "",
        ]
    )


def _secrets(unit: Unit) -> list[str]:
    """Units can be read by everyone on the machine: a secret goes into a file of its own (systemd.exec(5), EnvironmentFile)."""
    if not unit.secrets:
        return []
    file = unit.database.parent / "tracker.env"
    said = f"# {', '.join(unit.secrets)}: secret, so not here. Write NAME=VALUE lines into this file, for its user's eyes only (chmod 600)."
    return [said, f"EnvironmentFile={_escaped(str(file))}"]


def stop_s(total_s: float) -> int:
    """How long a stop waits, whole seconds: for a retrieval that has just begun, for reading it, and for storing it; never below 90."""
    return max(LEAST_STOP_S, int(total_s + READING_S + SPARE_S))


def quoted(word: str) -> str:
    """A word of a command line or an assignment as systemd reads it (systemd.syntax(7), systemd.service(5): `%` and `$` are specials)."""
    plain = _escaped(word).replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{plain}"' if any(mark in plain for mark in " \t\"'\\;") else plain


def _escaped(word: str) -> str:
    return word.replace("%", "%%")
