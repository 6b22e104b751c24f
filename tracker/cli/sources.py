"""The commands `sources …`: what is polled, and what one would get by polling it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from db.queries.sources import list_sources, source
from db.records import SourceRow
from db.store.sources import add_source, disable_source, enable_source, remove_source
from feeds.catalogue_toml import is_source_id, is_web_address, url_on
from feeds.discover import Found, discover
from feeds.errors import CatalogueError, FeedError
from feeds.opml import read_opml, write_opml
from feeds.retrieve.retriever import Retriever
from feeds.source_id import source_id
from feeds.types import Source
from tracker.cli.frame import Context, Group, json_option, pass_context, print_json, print_table
from tracker.config import limits
from tracker.errors import CheckFailed, ConfigError
from tracker.instants import text_of
from tracker.jobs import Job, Read
from tracker.reading import load_linkers, read
from tracker.sources import row_of, source_of

SHOWN = ("id", "kind", "enabled", "state", "poll_minutes", "lang", "profile", "title")


@click.group("sources", cls=Group)
def sources_command() -> None:
    """List, add, test and switch what is polled.

    \b
    Examples:
      tracker sources list --on
      tracker sources add https://example.org/news/
      tracker sources test mof-news-rss
    """


@sources_command.command("list")
@click.option("--on", is_flag=True, help="Only those that are polled.")
@json_option
@pass_context
def list_command(ctx: Context, on: bool, as_json: bool) -> None:
    """List the sources with their state and, for those that are off, the reason.

    \b
    Example: tracker sources list --json
    """
    with ctx.reading() as conn:
        rows = [row for row in list_sources(conn) if row.enabled or not on]
    if as_json:
        print_json(rows)
        return
    cells = [(*(getattr(row, name) for name in SHOWN), row.off_reason or row.next_check_at or "at the next tick") for row in rows]
    print_table((*SHOWN, "next check or reason"), cells)


@sources_command.command("add")
@click.argument("url")
@click.option("--id", "identifier", help="The id to give it [default: made from the address].")
@click.option("--kind", type=click.Choice(["feed", "page", "json_api"]), help="What it is, where that is known better.")
@click.option("--lang", help="Its language, e.g. ja.")
@click.option("--selector", help="For a page: the CSS selector of the text to watch.")
@click.option("--minutes", type=click.IntRange(1), help="How often to poll it [default: 60].")
@json_option
@pass_context
def add_command(ctx: Context, /, url: str, as_json: bool, **said: Any) -> None:  # noqa: ANN401 - click's options by name
    """Look at URL, say what is there, and add it: the feed behind a page is found, a page is watched.

    A source that can't be reached now is added all the same, and asked again on schedule (exit status 1 says so).

    \b
    Examples:
      tracker sources add https://example.org/feed.xml
      tracker sources add https://example.org/tariffs/ --kind page --selector main
    """
    address = _usable(url, said["identifier"])
    with ctx.store() as store:
        stored = list_sources(store.conn)
        taken = [row.id for row in stored]
        found, trouble = asyncio.run(_look(ctx, address, taken, said))
        row = row_of(_named(found, said, taken), "person")
        _refuse_twice(row, stored)
        chosen = tuple(name for name, value in (("poll_minutes", said["minutes"]),) if value)
        add_source(store, replace(row, set_by_person=chosen))
    if as_json:
        print_json({"source": row, "found": found if isinstance(found, Found) else None, "error": trouble})
    else:
        click.echo(f"added {row.id}: {row.kind} {row.url}")
        _print_found(found)
    if trouble:
        click.echo(f"tracker: it could not be looked at: {trouble}; it is asked again on schedule", err=True)
        sys.exit(1)


def _usable(url: str, identifier: str | None) -> str:
    """The whole address of what was typed, `https://` put before it where no scheme stands there. Raises click.BadParameter."""
    whole = url.strip() if "://" in url else f"https://{url.strip()}"
    if not is_web_address(whole):
        raise click.BadParameter(f"{url!r} is no web address", param_hint="URL")
    if identifier and not is_source_id(identifier):
        raise click.BadParameter(f"{identifier!r} can't be an id: small letters, digits, and - . _ between them", param_hint="--id")
    return whole


def _refuse_twice(row: SourceRow, stored: Sequence[SourceRow]) -> None:
    """Raise ConfigError where the same is polled already: it would only be asked twice as often."""
    for one in stored:
        if (one.url, one.kind, one.selector) == (row.url, row.kind, row.selector):
            advice = "nothing is left to do" if one.enabled else f"`tracker sources enable {one.id}` turns it on"
            raise ConfigError(row.url, f"it is here already, as {one.id}", advice)


async def _look(ctx: Context, url: str, taken: list[str], said: dict[str, Any]) -> tuple[Found | Source, str]:
    try:
        async with Retriever(limits(ctx.config)) as retriever:
            return await discover(url, retriever, taken, kind=said["kind"] or "", selector=said["selector"] or ""), ""
    except CatalogueError:  # a selector that is none will be none tomorrow
        raise
    except FeedError as error:
        return Source(id=said["identifier"] or source_id(url, taken), url=url, kind=said["kind"] or "feed"), str(error)


def _named(found: Found | Source, said: dict[str, Any], taken: list[str]) -> Source:
    """The source with what was said on the command line put over what was found. Raises ConfigError for an id that is taken."""
    made = found.source if isinstance(found, Found) else found
    if said["identifier"] in taken:
        raise ConfigError(said["identifier"], "this id is taken", "choose another --id, or remove that source first")
    options = {"id": "identifier", "kind": "kind", "lang": "lang", "selector": "selector", "poll_minutes": "minutes"}
    return replace(made, **{name: said[option] for name, option in options.items() if said[option]})


def _print_found(found: Found | Source) -> None:
    if isinstance(found, Source):
        return
    for line in found.lines():
        click.echo(f"  {line}")


@sources_command.command("remove")
@click.argument("identifier", metavar="SOURCE")
@pass_context
def remove_command(ctx: Context, identifier: str) -> None:
    """Remove a source. One that brought items is turned off instead: what it said stays.

    \b
    Example: tracker sources remove example-org-feed
    """
    with ctx.store() as store:
        gone = remove_source(store, identifier, "a person")
    click.echo(f"{identifier}: removed" if gone else f"{identifier}: turned off; its items stay")


@sources_command.command("enable")
@click.argument("identifier", metavar="SOURCE")
@pass_context
def enable_command(ctx: Context, identifier: str) -> None:
    """Turn a source on; it is due at once, and a newer catalogue does not turn it off again.

    \b
    Example: tracker sources enable jetro-biznews-rss
    """
    with ctx.store() as store:
        enable_source(store, identifier)
        row = source(store.conn, identifier)
    click.echo(f"{identifier}: on" + (f"; terms: {row.terms}" if row.terms else ""))


@sources_command.command("disable")
@click.argument("identifier", metavar="SOURCE")
@click.option("--reason", default="turned off by a person", show_default=True, help="Shown beside it.")
@pass_context
def disable_command(ctx: Context, identifier: str, reason: str) -> None:
    """Turn a source off; its items stay.

    \b
    Example: tracker sources disable mof-news-rss --reason "too many bond notices"
    """
    with ctx.store() as store:
        disable_source(store, identifier, reason)
    click.echo(f"{identifier}: off ({reason})")


@sources_command.command("test")
@click.argument("identifier", metavar="SOURCE")
@json_option
@pass_context
def test_command(ctx: Context, identifier: str, as_json: bool) -> None:
    """Poll a source now and show what would be stored, storing nothing.

    \b
    Example: tracker sources test mof-news-rss
    """
    with ctx.reading() as conn:
        row = source(conn, identifier)
    got = asyncio.run(_try(ctx, row))
    if as_json:
        items = [{"entry": one.entry, "links": links} for one, links in zip(got.seen, got.links, strict=True)]
        print_json({"document": got.document, "items": items})
        return
    for warning in filter(None, (*got.document.warnings, got.document.empty_why)):
        click.echo(f"warning: {warning}")
    rows = [
        (one.entry.published.date, f"{links[0].score:.2f}" if links else "", one.entry.title, one.entry.url)
        for one, links in zip(got.seen, got.links, strict=True)
    ]
    print_table(("date", "link", "title", "url"), rows)
    click.echo(f"{len(rows)} items, {got.document.format or row.kind}; nothing was stored")


async def _try(ctx: Context, row: SourceRow) -> Read:
    async with Retriever(limits(ctx.config)) as retriever:
        response = await retriever.retrieve(url_on(row.url, ctx.now.date()))
    return read(Job(source_of(row), response, frozenset(), text_of(ctx.now)), load_linkers(ctx.config.anchors))


@sources_command.command("import-opml")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@pass_context
def import_opml_command(ctx: Context, file: Path) -> None:
    """Add every feed of an OPML file, turned on.

    \b
    Example: tracker sources import-opml subscriptions.opml
    """
    with ctx.store() as store:
        stored = list_sources(store.conn)
        imported = read_opml(file.read_bytes(), file.name, [row.id for row in stored])
        here = {row.url for row in stored}
        added = [one for one in imported.sources if one.url not in here]
        with store.atomic():
            for one in added:
                add_source(store, row_of(one, "person"))
    for warning in (*imported.warnings, *(f"left out, no web address: {address}" for address in imported.left_out)):
        click.echo(f"warning: {warning}", err=True)
    click.echo(f"{file.name}: {len(added)} sources added, {len(imported.sources) - len(added)} were here already")


@sources_command.command("export-opml")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option("--all", "everything", is_flag=True, help="Also those that are off.")
@pass_context
def export_opml_command(ctx: Context, file: Path | None, everything: bool) -> None:
    """Write the feeds as OPML, to FILE or to standard output.

    \b
    Example: tracker sources export-opml feeds.opml
    """
    with ctx.reading() as conn:
        rows = [row for row in list_sources(conn) if row.kind == "feed" and (row.enabled or everything)]
    data = write_opml([source_of(row) for row in rows], "US-Japan tariff timeline")
    if file is None:
        click.echo(data.decode())
        return
    try:
        file.write_bytes(data)
    except OSError as error:
        raise CheckFailed(str(file), f"can't be written: {error.strerror}", "name another file") from error
    click.echo(f"{file}: {len(rows)} feeds")
