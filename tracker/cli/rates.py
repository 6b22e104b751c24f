"""The commands `rates add`, `rates close`, `rates confirm`: a person's decisions on rates, above the pack's."""

from __future__ import annotations

from typing import Any

import click

from db.queries.events import default_anchor
from tracker.cli.corrections import by_option
from tracker.cli.frame import Context, json_option, print_json
from tracker.correcting import Person
from tracker.errors import NotPossible
from tracker.installing import tell_time
from tracker.instants import days_at
from tracker.pack import BASES, RATE_STATUSES, VALUE_BASES, Rate
from tracker.rate_decisions import add, close, confirm, law_today

_DAY = "YYYY-MM-DD"


@click.command("add")
@click.option("--class", "product_class", required=True, help="The class of goods, e.g. autos.")
@click.option("--percent", type=float, help="The rate in per cent; left out where it is not known.")
@click.option("--basis", type=click.Choice(BASES), default="additional", show_default=True, help="On top, the larger of both, or in all.")
@click.option("--status", type=click.Choice(RATE_STATUSES), default="law", show_default=True, help="What the rate is by now.")
@click.option("--from", "effective_from", metavar=_DAY, help="The first day of entry on which it applies, Eastern time.")
@click.option("--to", "effective_to", metavar=_DAY, help="The first day on which it does not apply any more.")
@click.option("--known", "known_from", metavar=_DAY, help="Since when one could know it [default: today].")
@click.option("--announced", "announced_on", metavar=_DAY, help="When it was announced.")
@click.option("--value-base", type=click.Choice(VALUE_BASES), default="full", show_default=True, help="Of which value the per cent are.")
@click.option("--instrument", default="", help="The order, proclamation or notice.")
@click.option("--legal-basis", default="", help="The statute behind it.")
@click.option("--note", "rate_note_en", default="", help="What else one must know.")
@click.option("--event", "event_id", help="The id of the event by which it came.")
@click.option("--official", is_flag=True, help="It rests on an official text.")
@click.option("--url", "urls", multiple=True, help="The address of a document behind it; may stand several times.")
@click.option("--anchor", default="", help="Another anchor than the default one.")
@json_option
@by_option
def add_command(ctx: Context, person: Person, /, as_json: bool, **said: Any) -> None:  # noqa: ANN401 - click's options by name
    """Add a row to the table of rates. It goes above the pack's rows for the same days.

    \b
    Example: tracker rates add --class autos --percent 15 --basis total --from 2025-09-16 --known 2025-09-04 \
      --instrument "EO 14345" --url https://www.federalregister.gov/ --reason "read in the notice"
    """
    urls, anchor = said.pop("urls"), said.pop("anchor")
    today = days_at(ctx.now)[0]
    with ctx.store() as store:
        tell_time(store, ctx.now)
        named = {**said, "rate_percent": said["percent"], "known_from": said["known_from"] or today, "checked_on": today}
        del named["percent"]
        rate = Rate(id="", **named, anchor_id=anchor or default_anchor(store.conn))
        done = add(store, rate, urls, person)
    if as_json:
        print_json(done)
    else:
        click.echo(f"{done.id}: {_said(done)}")


@click.command("close")
@click.argument("rate_id", metavar="RATE")
@click.option("--to", metavar=_DAY, required=True, help="The first day of entry on which it does not apply any more.")
@click.option("--known", metavar=_DAY, help="Since when one knows [default: today].")
@json_option
@by_option
def close_command(ctx: Context, person: Person, /, rate_id: str, as_json: bool, **said: str | None) -> None:
    """Let the row RATE end: from --known on, one knows that it applies only up to before --to.

    What one could know before that day stays as it was. The ids of rows: `tracker rates --json`.

    \b
    Example: tracker rates close autos-06 --to 2026-12-01 --reason "Proclamation 12345"
    """
    with ctx.store() as store:
        tell_time(store, ctx.now)
        done = close(store, rate_id, str(said["to"]), said["known"] or days_at(ctx.now)[0], person)
    if as_json:
        print_json(done)
    else:
        click.echo(f"{done.before.id}: holds as one knew before {done.before.known_to}; from then on {done.after.id}: {_said(done.after)}")


@click.command("confirm")
@click.argument("rate_ids", metavar="[RATE]...", nargs=-1)
@click.option("--class", "product_class", help="The row of law that holds today for this class of goods.")
@click.option("--on", "on_day", metavar=_DAY, help="When it was checked [default: today].")
@click.option("--anchor", default="", help="Another anchor than the default one.")
@json_option
@by_option
def confirm_command(ctx: Context, person: Person, /, rate_ids: tuple[str, ...], as_json: bool, **said: Any) -> None:  # noqa: ANN401 - click's
    """Record that rows were checked and still hold; pages and `tracker rates` show the day.

    \b
    Examples:
      tracker rates confirm --class autos --reason "looked it up in the HTS"
      tracker rates confirm autos-06 --on 2026-11-01 --reason "CBP message of that day"
    """
    today = days_at(ctx.now)[0]
    with ctx.store() as store:
        tell_time(store, ctx.now)
        if said["product_class"]:
            anchor = said["anchor"] or default_anchor(store.conn)
            rate_ids = (*rate_ids, law_today(store, anchor, said["product_class"], today).id)
        if not rate_ids:
            raise NotPossible("rates confirm", "no row was named", "name ids, or a class with --class")
        done = confirm(store, rate_ids, said["on_day"] or today, person)
    if as_json:
        print_json(done)
        return
    for rate in done:
        click.echo(f"{rate.id}: checked on {rate.checked_on}; {_said(rate)}")


def _said(rate: Rate) -> str:
    """A rate in a few words."""
    percent = "rate not known" if rate.rate_percent is None else f"{rate.rate_percent:g}% {rate.basis}"
    return f"{rate.product_class}, {rate.status}, {percent}, from {rate.effective_from or 'no day named'} to {rate.effective_to or 'open'}"
