"""The commands that look after an installation: `doctor`, `backup`, `restore`, `config`, `systemd`."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

import click

from tracker.backup import back_up
from tracker.checkup import FAULT, megabytes
from tracker.cli.frame import Context, json_option, pass_context, print_json
from tracker.config import Config, is_secret, settings
from tracker.config_text import config_toml, config_values
from tracker.doctor import look_over, rebuild_search
from tracker.downloading import downloads_folder
from tracker.restoring import restore
from tracker.unit_file import Unit, unit_text

_COLOURS = {"ok": "green", "note": "yellow", "fault": "red"}


@click.command("doctor")
@click.option("--full", is_flag=True, help="Also the contents of indexes, and every snapshot; takes long on a large database.")
@click.option("--fix", is_flag=True, help="Build the search index anew first.")
@json_option
@pass_context
def doctor_command(ctx: Context, full: bool, fix: bool, as_json: bool) -> None:
    """Look over the database, the sources, the poller, the clock, the disk and the last backup, and say what to do.

    Each line is `ok`, a `note` (worth knowing) or a `fault`. Exit status 1 where there is a fault.

    \b
    Examples:
      tracker doctor
      tracker doctor --full --json
    """
    if fix:
        done = rebuild_search(ctx.config)
        click.echo(f"search index built anew: {done} items and events", err=as_json)
    found = tuple(look_over(ctx.config, ctx.now, full))
    if as_json:
        print_json({"ok": not any(one.state == FAULT for one in found), "checks": found})
    else:
        for one in found:
            state = click.style(f"{one.state:<5}", fg=_COLOURS[one.state])
            click.echo(f"{state} {one.check:<9} {one.detail}{f' -> {one.advice}' if one.advice else ''}")
    sys.exit(1 if any(one.state == FAULT for one in found) else 0)


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@json_option
@pass_context
def backup_command(ctx: Context, file: Path | None, as_json: bool) -> None:
    """Write a consistent copy of the database, with the configuration file and packs of your own, while the poller runs.

    FILE is one archive (.tar), read back after it was written; a folder gets one that is named by its time. Without FILE it stands beside
    the database. `tracker doctor` tells its age.

    \b
    Examples:
      tracker backup
      tracker backup /var/backups/tariffs/
    """
    done = back_up(ctx.config, file or ctx.config.db.absolute().parent, ctx.now)
    if as_json:
        print_json(done)
        return
    click.echo(f"{done.file}: {megabytes(done.size)}, {', '.join(done.parts)}; read back and found whole")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--configuration", is_flag=True, help="Also put back configuration and packs where other ones stand.")
@json_option
@pass_context
def restore_command(ctx: Context, file: Path, configuration: bool, as_json: bool) -> None:
    """Put the database of a backup in place of the present one, which is kept beside it.

    Configuration and packs are put back where they are missing. Refused where a poller runs; stop `tracker serve` too, for it would go on
    showing the old file.

    \b
    Example: tracker restore tracker.db.backup-20260411T030000Z.tar
    """
    done = restore(ctx.config, file, ctx.now, configuration)
    if as_json:
        print_json(done)
        return
    click.echo(f"{done.database}: as it was at {done.made_at}")
    for path in done.kept:
        click.echo(f"  what stood there is kept as {path}")
    for path in done.written:
        click.echo(f"  put back {path}")
    for path in done.differing:
        click.echo(f"  {path} is another one than in the backup, and stays (--configuration puts the backup's in its place)")


@click.command("config")
@json_option
@pass_context
def config_command(ctx: Context, as_json: bool) -> None:
    """Print the configuration in force as a TOML file, with where each value came from.

    \b
    Examples:
      tracker config
      TRACKER_PORT=8080 tracker config --json
    """
    if as_json:
        print_json({"file": ctx.config.file, "settings": config_values(ctx.config), "ignored": ctx.config.ignored})
    else:
        click.echo(config_toml(ctx.config), nl=False)


@click.command("systemd")
@click.argument("command", type=click.Choice(["up", "run", "serve"]), default="up")
@click.option("--user", "of_user", is_flag=True, help="For `systemctl --user`, without root.")
@pass_context
def systemd_command(ctx: Context, command: str, of_user: bool) -> None:
    """Print a unit file by which systemd runs `tracker up` (or `run`, or `serve`) of this installation on this database.

    \b
    Examples:
      tracker systemd > tariff-timeline.service
      tracker --db /var/lib/tariffs/tracker.db systemd run
    """
    config = ctx.config
    database = config.db.absolute()
    file = config.file.absolute() if config.file else None
    given = _environment(config)
    open_ones = {_variable(key): value for key, value in given.items() if not is_secret(key)}
    secrets = tuple(_variable(key) for key in given if is_secret(key))
    unit = Unit(command, _program(), database, file, _written(config), _user(), config.total_s, open_ones, secrets, of_user)
    click.echo(unit_text(unit), nl=False)


def _environment(config: Config) -> dict[str, str]:
    """The settings that the environment gives now, by key; folders as absolute paths, for the service works in another one."""
    found = {key: os.environ[_variable(key)] for key in settings() if key != "db" and os.environ.get(_variable(key))}
    if "anchors" in found:
        found["anchors"] = ",".join(str(folder.absolute()) for folder in config.anchors)
    return found


def _written(config: Config) -> tuple[Path, ...]:
    """The folders that a service writes in: the database's, and where downloads are made."""
    downloads = downloads_folder(config.db, config.downloads)
    return tuple(dict.fromkeys((config.db.absolute().parent, *((downloads.parent,) if config.downloads_daily else ()))))


def _variable(key: str) -> str:
    return f"TRACKER_{key.upper()}"


def _user() -> str:
    """Who runs this: by name, else by number."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def _program() -> tuple[str, ...]:
    """How this installation is called: the script beside its Python, else that Python with the entry point."""
    script = Path(sys.executable).with_name("tracker")
    if script.is_file():
        return (str(script),)
    return (sys.executable, "-c", "from tracker.cli.main import main; main()")
