"""The commands that set up, poll and serve: `init`, `poll`, `run`, `serve`, `up`."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from difflib import get_close_matches

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from db.article_rows import ArticleRow
from db.errors import StoreError
from db.queries.sources import due_sources, list_sources
from db.records import SourceRow
from db.store.connect import Store
from tracker.alerting import Alerting
from tracker.article_plan import ArticlePlan
from tracker.cli.frame import Context, json_option, pass_context, print_json
from tracker.clock import running_clock
from tracker.config import Config, with_options
from tracker.errors import AlreadyRunning, TrackerError, UnknownName
from tracker.installing import Installed, install, tell_time
from tracker.instants import Clock, text_of
from tracker.joining import load_minds
from tracker.lock import is_locked, poller_lock
from tracker.poller import Report, Round
from tracker.service import Service, dice, open_poller
from tracker.serving import poll_until_told, polling, serve

ALL = 1_000_000
FEW = 12
"""Up to this many sources are read in our own process: starting worker processes would take longer than the reading."""

Due = tuple[Sequence[SourceRow], Sequence[ArticleRow]]
"""Sources and articles."""
_FAILED = ("blocked", "error", "no_content")

host_option = click.option("--host", help="The address to serve at [default: 127.0.0.1].")
port_option = click.option("--port", type=int, help="The port to serve at [default: 8001]; 0 takes a free one.")


def _say(text: str) -> None:
    try:
        click.echo(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output (`| head`) has seen enough; the sources are polled all the same.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _log(verbose: int) -> None:
    """Ours from the first -v on; the libraries', of which one tells of every tick, with the second."""
    level = logging.DEBUG if verbose > 1 else logging.WARNING
    logging.getLogger("tracker").setLevel(logging.INFO if verbose == 1 else level)
    logging.basicConfig(level=level, format="%(asctime)s %(name)s %(levelname)s %(message)s", stream=sys.stderr)


@click.command("init")
@json_option
@pass_context
def init_command(ctx: Context, as_json: bool) -> None:
    """Create or migrate the database, load the baseline and the catalogue. Safe to repeat.

    \b
    Example: tracker --db tariffs.db init
    """
    done = install(ctx.config, ctx.now)
    if as_json:
        print_json(done)
        return
    _say(_installed(ctx.config, done))


def _installed(config: Config, done: Installed) -> str:
    made = "created" if done.created else "up to date" if done.schema_before == done.schema else f"migrated from {done.schema_before}"
    backup = f"; the file as it was is kept in {done.backup}" if done.backup else ""
    changed = f", {done.rows_added} baseline rows added, {done.rows_changed} changed" if done.rows_added or done.rows_changed else ""
    return f"{config.db}: {made}, schema {done.schema}{backup}{changed}; {done.sources_on} of {done.sources} sources are on"


@click.command("poll")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@json_option
@pass_context
def poll_command(ctx: Context, sources: tuple[str, ...], as_json: bool) -> None:
    """Poll all that is due, or the named sources now, and say what was new, what changed and what failed.

    What is due is sources and, of official sources and chosen outlets, the articles behind items on the subject (setting `articles`).

    Exit status 1 means that a source failed; the others were polled all the same.

    \b
    Examples:
      tracker poll                        all that is due
      tracker poll mof-news-rss           one source, now
    """
    _log(ctx.verbose)
    config, clock = ctx.config, running_clock(ctx.now)
    with ctx.store() as store, _alone(config, bool(sources)):
        tell_time(store, clock())
        rows = _chosen(store, sources) if sources else due_sources(store.conn, text_of(clock()), ALL)
        articles = () if sources else ArticlePlan(store, config, dice).turn(clock())
        done = asyncio.run(_poll(config, store, clock, (rows, articles), as_json))
        if not sources:  # or a poller beside us would send the same
            asyncio.run(Alerting(config, clock).after_poll(store))
    if as_json:
        print_json({"ours": done.ours, "polls": done.reports})
    else:
        _say(_summary(done))
    sys.exit(1 if done.failed else 0)


def _alone(config: Config, named: bool) -> AbstractContextManager[None]:
    """The poller's lock; named sources may be polled beside a running poller, since a writer waits for the other."""
    return nullcontext() if named else poller_lock(config.db)


def _chosen(store: Store, names: Sequence[str]) -> list[SourceRow]:
    stored = {row.id: row for row in list_sources(store.conn)}
    for name in names:
        if name not in stored:
            near = ", ".join(get_close_matches(name, stored, 3)) or "see `tracker sources list`"
            raise UnknownName(name, "no source has this id", near)
    return [stored[name] for name in dict.fromkeys(names)]


async def _poll(config: Config, store: Store, clock: Clock, due: Due, quiet: bool) -> Round:
    rows, articles = due
    # Articles are read where the reading can be ended: a page may be anything.
    workers = 0 if len(rows) <= FEW and not articles else config.workers
    bar = Progress(
        TextColumn("polling"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.fields[last]}"),
        console=Console(stderr=True), disable=quiet or not sys.stderr.isatty(), transient=True,
    )  # fmt: skip
    with bar:
        task = bar.add_task("", total=len(rows) + len(articles), last="")

        def tell(report: Report) -> None:
            bar.update(task, advance=1, last=report.source_id)
            if bar.disable and not quiet:
                _say(_line(report))

        async with open_poller(config, store, clock, tell, workers) as poller:
            done = await poller.round(rows, articles)
            poller.tidy()
            return done


def _line(report: Report) -> str:
    counts = f" {report.items_new} new, {report.items_revised} revised" if report.items_new or report.items_revised else ""
    trouble = f": {report.error}" if report.error else f" ({report.warning})" if report.warning else ""
    name = report.source_id if report.item_id is None else f"{report.source_id}, article of item {report.item_id}"
    return f"{name}: {report.outcome}{counts}{trouble}"


def _summary(done: Round) -> str:
    if not done.reports:
        return "nothing is due"
    new, revised = sum(report.items_new for report in done.sources), sum(report.items_revised for report in done.sources)
    lines = [f"{len(done.sources)} sources polled: {new} items new, {revised} revised, {len(done.failed)} sources failed"]
    if done.articles:
        changed, gone, failed = (sum(one.outcome in kinds for one in done.articles) for kinds in (("changed",), ("gone",), _FAILED))
        lines.append(f"{len(done.articles)} articles looked at: {changed} with a new text, {gone} missing, {failed} not to be had")
    if done.ours:
        lines.append("nothing at all could be reached: our own network seems to be down, so no source is blamed")
    lines += [f"  {report.source_id}: {report.error}" for report in done.failed]
    return "\n".join(lines)


@click.command("run")
@click.option("--once", is_flag=True, help="Poll what is due once, and end.")
@pass_context
@click.pass_context
def run_command(click_ctx: click.Context, ctx: Context, once: bool) -> None:
    """Run the poller as a service, without the pages, until SIGTERM; the polls under way are finished then.

    Exit status 1 where another poller has this database.

    \b
    Examples:
      tracker run
      tracker run --once        for cron
    """
    if once:
        click_ctx.invoke(poll_command, sources=(), as_json=False)
        return
    _log(max(1, ctx.verbose))
    load_minds(ctx.config.anchors)
    with ctx.store(), poller_lock(ctx.config.db):  # or it would promise to poll, and then fail
        _say(f"{ctx.config.db}: polling; stop with SIGTERM or Ctrl-C")
    poll_until_told(Service(ctx.config, running_clock(ctx.now), lambda report: _say(_line(report))))


@click.command("serve")
@host_option
@port_option
@pass_context
def serve_command(ctx: Context, host: str | None, port: int | None) -> None:
    """Serve the timeline through Datasette, without the poller.

    \b
    Example: tracker serve --port 8080
    """
    _log(ctx.verbose)
    config = with_options(ctx.config, host=host, port=port)
    serve(config, running_clock(ctx.now), _ready(config))


def _ready(config: Config) -> Callable[[str], None]:
    return lambda address: _say(f"{config.db}: the timeline is at {address}")


@click.command("up")
@host_option
@port_option
@pass_context
def up_command(ctx: Context, host: str | None, port: int | None) -> None:
    """Set up what is missing, serve the timeline at once, poll behind it and keep polling: the main job in one word.

    Beside a running poller of the same database it only serves, and says so.

    \b
    Example: tracker up --port 8080
    """
    _log(ctx.verbose)
    config = with_options(ctx.config, host=host, port=port)
    clock = running_clock(ctx.now)
    if is_locked(config.db):
        _say(f"{config.db}: another process is polling already, so this one only serves the pages")
        serve(config, clock, _ready(config))
        return
    _say(_installed(config, install(config, clock())))
    with polling(Service(config, clock, lambda report: _say(_line(report))), _poller_ended):
        serve(config, clock, _ready(config))


def _poller_ended(error: TrackerError | StoreError) -> None:
    if isinstance(error, AlreadyRunning):
        _say(f"{error.where}: another process has begun to poll, so this one only serves the pages")
        return
    then = "it is started again later" if isinstance(error, StoreError) else "nothing is polled"
    click.echo(f"tracker: the poller ended: {error}; {then}, and the pages stay up (process {os.getpid()})", err=True)
