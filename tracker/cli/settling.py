"""The commands `settle` (a person looked at what rests on changed text) and `prune` (retention, now)."""

from __future__ import annotations

from typing import Any

import click

from tracker.checkup import megabytes
from tracker.cli.corrections import by_option
from tracker.cli.frame import Context, json_option, pass_context, print_json
from tracker.correcting import Person
from tracker.installing import tell_time
from tracker.retaining import prune, would_drop
from tracker.settling import Wanted, settle_by_person
from tracker.tidying import retention_of


@click.command("settle")
@click.argument("kind", type=click.Choice(["event", "rate", "claim"]))
@click.argument("subject", metavar="ID")
@click.option("--change", "change_id", type=int, help="Only what rests on the text of this change [default: every open one].")
@json_option
@by_option
def settle_command(ctx: Context, person: Person, /, as_json: bool, **said: Any) -> None:  # noqa: ANN401 - click's options
    """Say that an event, a rate or a claim was looked at since a source changed its text, so that it is no longer marked.

    With an event, its rates and claims are settled too, as far as they rest on the changed text by way of it.

    \b
    Examples:
      tracker settle event 2025-07-22-deal-announced --reason "the order itself says 15%"
      tracker settle rate autos-232-15-20250916 --change 4711 --reason "looked it up in the HTS"
    """
    with ctx.store() as store:
        tell_time(store, ctx.now)
        done = settle_by_person(store, Wanted(said["kind"], said["subject"], said["change_id"]), person)
    if as_json:
        print_json(done)
        return
    for one in done:
        click.echo(f"{one.kind} {one.subject_id}: change {one.change_id} of item {one.item_id} is settled")


@click.command("prune")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@json_option
@pass_context
def prune_command(ctx: Context, dry_run: bool, as_json: bool) -> None:
    """Drop what nothing rests on after the days that the configuration says (`unlinked_days`, `snapshot_days`).

    The poller does it bit by bit, once a day. What is linked, cited or decided on by a person stays, however old.

    \b
    Examples:
      tracker prune --dry-run
      tracker prune
    """
    kept = retention_of(ctx.config)
    if dry_run:
        with ctx.reading() as conn:
            old = would_drop(conn, kept, ctx.now)
        if as_json:
            print_json(old)
        else:
            click.echo(f"would drop {old.items} items and the bytes of {old.snapshots} snapshots ({megabytes(old.bytes)})")
        return
    with ctx.store() as store:
        done = prune(store, kept, ctx.now)
    if as_json:
        print_json(done)
    else:
        click.echo(f"dropped {done.items} items and the bytes of {done.snapshots} snapshots; the file keeps their room for what comes")
