"""The command `export`."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from db.store.public_copy import Kept
from tracker.checkup import megabytes
from tracker.cli.frame import Context, json_option, pass_context, print_json
from tracker.downloading import downloads_folder
from tracker.exporting.export import AROUND, export, public_tables
from tracker.exporting.layout import BODIES, SNAPSHOTS, SUMS
from tracker.publish.describe import read_descriptions

_NAMED = {BODIES: "texts of articles (--with-bodies)", SNAPSHOTS: "bytes as retrieved (--with-snapshots)"}


@click.command("export")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), required=False)
@click.option("--with-bodies", is_flag=True, help="Also the texts of articles and entries: they are their publishers'.")
@click.option("--with-snapshots", is_flag=True, help="Also the bytes as retrieved.")
@json_option
@pass_context
def export_command(ctx: Context, folder: Path | None, with_bodies: bool, with_snapshots: bool, as_json: bool) -> None:
    """Write everything public into the folder DIR, while the poller runs; without DIR, make what /download offers.

    Tables and views as CSV and JSON Lines with a `datapackage.json` that says what each column means, the timeline as Atom and iCalendar,
    a compact copy of the database, CITATION.cff, README.md, and SHA256SUMS to check them with. All of it is of one moment, and the same
    database gives the same bytes. Texts of articles and the bytes as retrieved are left out, also of the copy, unless they are asked for.

    A former export in DIR is replaced once the new one is whole; a folder that holds anything else is refused. It takes about two and a
    half times the space of the database, and the database's once more while it is made.

    \b
    Examples:
      tracker export tariffs-2026-11
      tracker export --with-bodies --with-snapshots /srv/private/tariffs
      tracker export --json
    """
    config = ctx.config
    offered = downloads_folder(config.db, config.downloads)
    target, kept = folder or offered, Kept(with_bodies, with_snapshots)
    if kept != Kept() and target.resolve() == offered.resolve():
        raise click.UsageError("/download offers that folder to everybody: name another DIR for what belongs to others.")
    console = Console(stderr=True)
    with Progress(console=console, disable=as_json or not console.is_terminal, transient=True) as bar:
        task = bar.add_task("", total=AROUND + len(public_tables(read_descriptions())), completed=-1)
        done = export(config, target, kept, lambda step: bar.update(task, advance=1, description=step))
    if as_json:
        print_json(done)
        return
    click.echo(f"{done.folder}: {len(done.files)} files, {megabytes(done.size)}, as of {done.made_at or 'no moment'}; check with {SUMS}")
    if done.left_out:
        click.echo(f"  left out: {', '.join(_NAMED[name] for name in done.left_out)}")
