"""The entry point `tracker`: options that stand before a command, and the list of commands."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import click

from tracker.cli.frame import Context, Group

HELP = """Track what happens in the US-Japan tariff talks, who says so, and what they change afterwards.

\b
Examples:
  tracker up                      set up what is missing, serve the pages, poll and keep polling
  tracker poll                    poll all that is due, once
  tracker timeline --order newest read the timeline in the terminal
  tracker rates --class autos     which duty applies to cars from Japan today
"""


PLACES = {
    "up": "tracker.cli.service",
    "run": "tracker.cli.service",
    "serve": "tracker.cli.service",
    "init": "tracker.cli.service",
    "poll": "tracker.cli.service",
    "import": "tracker.cli.importing",
    "timeline": "tracker.cli.answers",
    "changes": "tracker.cli.answers",
    "diff": "tracker.cli.answers",
    "rates": "tracker.cli.answers",
    "claims": "tracker.cli.answers",
    "search": "tracker.cli.answers",
    "sources": "tracker.cli.sources",
    "doctor": "tracker.cli.care",
    "backup": "tracker.cli.care",
    "restore": "tracker.cli.care",
    "export": "tracker.cli.exporting",
    "config": "tracker.cli.care",
    "systemd": "tracker.cli.care",
    "correct": "tracker.cli.corrections",
    "events": "tracker.cli.corrections",
    "settle": "tracker.cli.settling",
    "prune": "tracker.cli.settling",
    "link": "tracker.cli.linking",
    "relink": "tracker.cli.linking",
    "fingerprint": "tracker.cli.linking",
    "eval": "tracker.cli.evaluating",
    "alert": "tracker.cli.alerts",
    "digest-mail": "tracker.cli.alerts",
}
"""Where each command stands; imported only when it is asked for, so that `--help` need not load a web server."""


@click.group(cls=Group, places=PLACES, help=HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--db", type=click.Path(path_type=Path, dir_okay=False), help="The database file [default: tracker.db; also TRACKER_DB].")
@click.option("--config", type=click.Path(path_type=Path, dir_okay=False), help="The configuration file [also TRACKER_CONFIG].")
@click.option("-v", "--verbose", count=True, help="Say more; twice for the libraries too.")
@click.version_option(version("tariff-timeline"), prog_name="tracker")
@click.pass_context
def main(ctx: click.Context, db: Path | None, config: Path | None, verbose: int) -> None:
    """Keep what was said before the command for it."""
    ctx.obj = Context(db, config, verbose)
