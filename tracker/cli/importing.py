"""The command `import`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from db.queries.waiting import linked_count
from tracker.cli.frame import Context, json_option, pass_context, print_json
from tracker.importing import import_rows, read_file
from tracker.installing import tell_time
from tracker.joining import Joiner, load_minds
from tracker.reading import load_linkers
from tracker.relinking import settle_events

SETTLED_AT_ONCE = 20_000
"""Up to so many linked items, all events are settled after an import: half a minute. With more, `tracker relink` does it."""


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@pass_context
def import_command(ctx: Context, file: Path, as_json: bool) -> None:
    """Import items from FILE, one JSON object a line, the same way through as a poll.

    Keys: url, title, and optionally id (the guid), summary, body, author, published, lang, source, observed_at, observed_by. An item that
    is imported twice with another text gains a revision; a copy from before those that are kept (observed_at) goes before them. A line
    that can't be used is named and left out (exit status 1).

    \b
    Example: tracker import items.jsonl
    """
    rows, errors = read_file(file, ctx.now)
    console = Console(stderr=True)
    with ctx.store() as store, Progress(console=console, disable=as_json or not console.is_terminal, transient=True) as bar:
        tell_time(store, ctx.now)
        task = bar.add_task("importing", total=len(rows))
        came = import_rows(store, rows, load_linkers(ctx.config.anchors), ctx.now, lambda done: bar.update(task, advance=done))
        bar.update(task, description="joining events")
        joiner = Joiner(store, ctx.config.anchors)
        joiner.settle(ctx.now)
        for mind in load_minds(ctx.config.anchors):
            # A file brings many days at once, in no order: what came first could not see what it belongs with.
            if linked_count(store.conn, mind.model.anchor_id) <= SETTLED_AT_ONCE:
                settle_events(store, mind, ctx.now)
        joiner.index()
    done = replace(came, errors=(*errors, *came.errors))
    if as_json:
        print_json(done)
    else:
        click.echo(f"{file.name}: {done.rows} rows, {done.items_new} items new, {done.items_revised} revised, {len(done.errors)} left out")
        for error in done.errors:
            click.echo(f"  {error}", err=True)
    sys.exit(1 if done.errors else 0)
