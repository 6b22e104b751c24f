"""The commands `link`, `relink` and `fingerprint`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from db.queries.items import item, links
from db.queries.subjects import items_count
from db.store.releases import keep_fingerprint, record_release
from feeds.catalogue import read_default
from feeds.normalise.dates import parse_date
from feeds.normalise.language import language_of
from tracker.anchor import load_packs
from tracker.cli.frame import Context, json_option, pass_context, print_json, print_table
from tracker.errors import BadParameter, UnknownName
from tracker.explaining import parts_of_item, parts_of_text
from tracker.installing import release_of, tell_time
from tracker.instants import text_of
from tracker.joining import Joiner, load_minds
from tracker.pack import Pack
from tracker.publish.language import Choice
from tracker.publish.publication import load_publication
from tracker.publish.reader import Reader
from tracker.publish.view_item import LinkParts, LinkView, link_view
from tracker.relinking import fingerprint_of, relink
from tracker.types import Subject


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is no item, as it was given."""

    title: str
    summary: str = ""
    published: str = ""
    lang: str = ""


@click.command("link")
@click.argument("item_id", metavar="[ITEM]", type=int, required=False)
@click.option("--explain", is_flag=True, help="Also each reason with its weight.")
@click.option("--text", "title", help="A headline that is no item.")
@click.option("--summary", default="", help="The text below that headline.")
@click.option("--published", default="", help="When that text was published, e.g. 2025-05-01.")
@click.option("--lang", default="", help="The language of that text [default: as its letters show].")
@click.option("--anchor", default="", help="Only this anchor [default: all].")
@click.option("--ui", type=click.Choice(["en", "ja"]), default="en", show_default=True, help="The language of the explanation.")
@json_option
@pass_context
def link_command(ctx: Context, /, item_id: int | None, explain: bool, as_json: bool, **said: Any) -> None:  # noqa: ANN401 - click's options
    """Say whether ITEM, or a text, belongs to the story, which event it reports, and why: a sentence, then each reason with its weight.

    The weights are log-odds: they add up to the probability's. Of an item, the decision is shown as it is stored.

    \b
    Examples:
      tracker link --explain 4711
      tracker link --explain --text "Akazawa meets Bessent in Washington" --published 2025-05-01
    """
    if (item_id is None) == (said["title"] is None):
        raise click.UsageError("Give either an ITEM or a --text.")
    packs = [pack for pack in load_packs(ctx.config.anchors) if said["anchor"] in ("", pack.anchor.id)]
    if not packs:
        raise UnknownName(said["anchor"], "no pack has this anchor", "see `anchors` in `tracker config`")
    publication = load_publication(packs)
    r = Reader(Choice(said["ui"]), publication.words, publication.labels)
    text = Text(said["title"] or "", said["summary"], said["published"], said["lang"])
    found = _of_item(ctx, item_id, packs) if item_id is not None else _of_text(ctx, text, packs)
    views = [link_view(r, parts, {concept.id: concept for concept in pack.concepts}) for pack, parts in found]
    if as_json:
        print_json(views)
        return
    for view in views:
        _print(r, view, explain)


def _of_item(ctx: Context, item_id: int, packs: list[Pack]) -> list[tuple[Pack, LinkParts]]:
    with ctx.reading() as conn:
        stored = {link.anchor_id: link for link in links(conn, item(conn, item_id).id)}
        return [(pack, parts_of_item(conn, pack.anchor, stored[pack.anchor.id])) for pack in packs if pack.anchor.id in stored]


def _of_text(ctx: Context, text: Text, packs: list[Pack]) -> list[tuple[Pack, LinkParts]]:
    stated = parse_date(text.published)
    if text.published and stated.date is None:
        raise BadParameter("published", text.published, form="a day such as 2025-05-01, or an instant")
    asked = Subject(
        key="text", title=text.title, summary=text.summary, lang=language_of(f"{text.title} {text.summary}", text.lang),
        published_at=stated.at, published_date=stated.date, seen_at=text_of(ctx.now),
    )  # fmt: skip
    minds = {mind.model.anchor_id: mind for mind in load_minds(ctx.config.anchors)}
    with ctx.reading() if ctx.config.db.exists() else nullcontext() as conn:
        return [(pack, parts_of_text(conn, pack.anchor, minds[pack.anchor.id], asked)) for pack in packs]


def _print(r: Reader, view: LinkView, explain: bool) -> None:
    click.echo(view.sentence)
    for line in _facts(r, view):
        click.echo(line)
    if not explain:
        return
    rows = [(r.signed(line.weight) if line.first else "", line.name, line.form, line.field) for line in view.reasons]
    print_table(("weight", "reason", "words", "where"), [*rows, (r.signed(view.sum), "= log-odds of the probability", "", "")])
    if view.event is not None and view.event.grounds:
        grounds = [(r.signed(ground.weight), ground.name, r.t("comma").join(ground.values)) for ground in view.event.grounds]
        print_table(("weight", "ground for the event", "what"), grounds)


def _facts(r: Reader, view: LinkView) -> Iterator[str]:
    link = view.link
    if link.linked:
        topics = r.t("comma").join(r.label("topic", topic) for topic in link.topics)
        yield f"{r.label('relation', link.relation)}{r.t('colon')}{topics}"
    if view.event is not None:
        event = view.event.event
        yield f"{event.id}: {r.pick(event.title_en, event.title_ja).text}"
        yield view.event.sentence


@click.command("relink")
@json_option
@pass_context
def relink_command(ctx: Context, as_json: bool) -> None:
    """Decide on all items and events again with the present linker, as after an update of the program or a pack.

    What people decided stays. A poller may run beside it. Running it twice changes nothing.

    \b
    Example: tracker relink
    """
    minds, packs, console = load_minds(ctx.config.anchors), load_packs(ctx.config.anchors), Console(stderr=True)
    with ctx.store() as store, Progress(console=console, disable=as_json or not console.is_terminal, transient=True) as bar:
        tell_time(store, ctx.now)
        task = bar.add_task("deciding again", total=items_count(store.conn))
        done = relink(store, minds, ctx.now, lambda count: bar.update(task, advance=count))
        bar.update(task, description="indexing")
        Joiner(store, ctx.config.anchors).index()
        mark = fingerprint_of(store.conn)
        record_release(store, text_of(ctx.now), release_of(packs, read_default()))
        keep_fingerprint(store, mark)
    if as_json:
        print_json({"items": done.items, "links_changed": done.links, "event_rows_written": done.events, "fingerprint": mark})
        return
    click.echo(f"{done.items} items decided again: {done.links} links changed, {done.events} rows of events; fingerprint {mark}")


@click.command("fingerprint")
@json_option
@pass_context
def fingerprint_command(ctx: Context, as_json: bool) -> None:
    """Print a hash of all links and events: the same items and versions give the same, on any machine, after one relink.

    \b
    Example: tracker fingerprint
    """
    with ctx.reading() as conn:
        mark = fingerprint_of(conn)
    if as_json:
        print_json({"fingerprint": mark})
    else:
        click.echo(mark)
