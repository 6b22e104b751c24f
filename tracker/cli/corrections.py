"""The commands by which a person decides: `correct`, `events merge`, `events split`."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from db.queries.events import default_anchor, event
from db.records import EventRow
from db.store.connect import Store
from tracker.cli.frame import Context, Group, json_option, pass_context, print_json
from tracker.correcting import Person, Wanted, correct_item
from tracker.errors import BadParameter, UnknownName
from tracker.installing import tell_time
from tracker.instants import text_of
from tracker.joining import Joiner, Mind, load_minds
from tracker.merging import merge_events, split_event
from tracker.noise_decisions import decide_on_noise
from tracker.types import RELATIONS, TOPICS

Command = Callable[..., Any]
NONE = "none"


def by_option(command: Command) -> Command:
    """The options of every decision: `--reason`, which it needs, and `--by`; the command is handed a Person."""

    @click.option("--reason", required=True, help="Why; kept, and shown beside the decision.")
    @click.option("--by", default=None, help="Who decides [default: the user of this machine].")
    @pass_context
    @wraps(command)
    def decided(ctx: Context, /, *said: Any, reason: str, by: str | None, **options: Any) -> Any:  # noqa: ANN401 - as the command is called
        return command(ctx, Person(by or _user(), text_of(ctx.now), reason), *said, **options)

    return decided


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


def mind_of(ctx: Context, anchor_id: str) -> Mind:
    """What decides for an anchor. Raises UnknownName for one whose pack is not there, and PackError."""
    minds = {mind.model.anchor_id: mind for mind in load_minds(ctx.config.anchors)}
    if anchor_id not in minds:
        raise UnknownName(anchor_id, "no pack has this anchor", f"there are {', '.join(minds)}")
    return minds[anchor_id]


def _settle(ctx: Context, store: Store) -> None:
    joiner = Joiner(store, ctx.config.anchors)
    joiner.settle(ctx.now)
    joiner.index()


def _topics(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    found = tuple(part.strip() for part in text.split(",") if part.strip())
    for part in found:
        if part not in TOPICS:
            raise BadParameter("topics", part, TOPICS)
    return found


@click.command("correct")
@click.argument("item_id", metavar="ITEM", type=int)
@click.option("--link/--unlink", "linked", default=None, help="It belongs to the anchor's story, or does not.")
@click.option("--relation", type=click.Choice(RELATIONS), help="What part it plays in the story.")
@click.option("--topics", help=f"Its topics, separated by commas: {', '.join(TOPICS)}.")
@click.option("--event", "event_id", help="The id of the event that it reports; `none` for none.")
@click.option("--show-noise/--ignore-noise", "shown", default=None, help="Tell all that it changes at every look, or learn it anew.")
@click.option("--anchor", default="", help="Another anchor than the default one.")
@json_option
@by_option
def correct_command(ctx: Context, person: Person, /, item_id: int, as_json: bool, **said: Any) -> None:  # noqa: ANN401 - click's options
    """Decide on ITEM: linked or not, relation, topics, event. It is kept, with the reason, through every relink.

    \b
    Examples:
      tracker correct 4711 --unlink --reason "about the 2019 agreement"
      tracker correct 4711 --relation response --event 2025-07-22-deal-announced --reason "Keidanren on the deal"
      tracker correct 4711 --show-noise --reason "the counter is the number of refunds"
    """
    chosen = None if said["event_id"] is None else "" if said["event_id"] == NONE else said["event_id"]
    wanted = Wanted(said["linked"], said["relation"], _topics(said["topics"]), chosen)
    with ctx.store() as store:
        tell_time(store, ctx.now)
        mind = mind_of(ctx, said["anchor"] or default_anchor(store.conn))
        if said["shown"] is not None:
            decide_on_noise(store, mind.model.anchor_id, item_id, said["shown"], person)
            if wanted == Wanted():
                now = "all that it changes is recorded" if said["shown"] else "what it changes at every look may be ignored"
                click.echo(f"item {item_id}: {now}")
                return
        link = correct_item(store, mind, item_id, wanted, person)
        _settle(ctx, store)
    if as_json:
        print_json({"item_id": item_id, "link": link})
        return
    how = f"linked, {link.relation}, {', '.join(link.topics)}" if link.linked else "not linked"
    click.echo(f"item {item_id}: {how}; the program alone says {link.score:.1%}")


@click.group("events", cls=Group)
def events_command() -> None:
    """Say that two events are one, or that one is two.

    \b
    Examples:
      tracker events merge 2025-07-22-deal-announced 2025-07-23-r-0a1b2c3d --reason "the same announcement"
      tracker events split 2025-07-23-r-0a1b2c3d 4711 4712 --reason "the markets' reaction"
    """


@events_command.command("merge")
@click.argument("into")
@click.argument("gone")
@json_option
@by_option
def merge_command(ctx: Context, person: Person, /, into: str, gone: str, as_json: bool) -> None:
    """Make the event GONE part of the event INTO: its items report INTO from now on, and its address leads there.

    \b
    Example: tracker events merge 2025-07-22-deal-announced 2025-07-23-r-0a1b2c3d --reason "the same announcement"
    """
    with ctx.store() as store:
        tell_time(store, ctx.now)
        mind = mind_of(ctx, event(store.conn, into).anchor_id)
        merged = merge_events(store, mind, into, gone, person)
        _settle(ctx, store)
    _told(merged, f"{gone} is part of {merged.id} now", as_json)


@events_command.command("split")
@click.argument("event_id", metavar="EVENT")
@click.argument("items", metavar="ITEM...", nargs=-1, required=True, type=int)
@json_option
@by_option
def split_command(ctx: Context, person: Person, /, event_id: str, items: tuple[int, ...], as_json: bool) -> None:
    """Make ITEMs of EVENT an event of their own. It stays apart through every relink.

    \b
    Example: tracker events split 2025-07-23-r-0a1b2c3d 4711 4712 --reason "the markets' reaction"
    """
    with ctx.store() as store:
        tell_time(store, ctx.now)
        mind = mind_of(ctx, event(store.conn, event_id).anchor_id)
        opened = split_event(store, mind, event_id, items, person)
        _settle(ctx, store)
    _told(opened, f"{len(set(items))} items of {event_id} report {opened.id} now", as_json)


def _told(row: EventRow, sentence: str, as_json: bool) -> None:
    if as_json:
        print_json(row)
    else:
        click.echo(f"{sentence}: {row.title_en or row.title_ja or ''}")
