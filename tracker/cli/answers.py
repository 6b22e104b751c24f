"""The commands that answer in the terminal what the pages answer: `timeline`, `changes`, `diff`, `rates`, `claims`, `search`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import click

from db.change_rows import ChangeFilter
from db.errors import UnknownRow
from db.queries.articles import article_holder
from db.queries.changes import item_changes
from db.queries.events import default_anchor
from db.queries.items import item, revisions
from db.queries.noise import masks
from db.queries.read import fetch
from db.queries.search import search
from db.queries.sql import statement
from db.queries.timeline import ORDERS, TimelineFilter, TimelineRow, timeline
from tracker.change_said import change_said
from tracker.claims_reading import anchor_names, board_of, standings_at
from tracker.cli.frame import Context, Day, Group, json_option, pass_context, plain, print_json, print_table
from tracker.diff.compare import compare
from tracker.diff.types import Difference, RevisionText
from tracker.errors import UnknownName
from tracker.labels import label
from tracker.noise_said import noise_said
from tracker.pipeline import text_of_revision
from tracker.settling import resting_at
from tracker.timeline import moment, moment_at
from tracker.types import RELATIONS, TOPICS

lang_option = click.option("--lang", type=click.Choice(["en", "ja"]), default="en", show_default=True, help="The language of the output.")
DECISIONS = dict.fromkeys(("add", "close", "confirm"), "tracker.cli.rates")
"""Where the commands below `rates` stand."""
ORIGINS = ("entry", "article")
CONTEXT = 120
"""Characters that a difference shows on either side of a change."""
limit_option = click.option("--limit", type=click.IntRange(1, 10000), default=200, show_default=True, help="At most so many rows.")


@click.command("timeline")
@click.option("--relation", multiple=True, type=click.Choice(RELATIONS), help="Only events of this relation; may stand several times.")
@click.option("--topic", multiple=True, type=click.Choice(TOPICS), help="Only events on this topic; may stand several times.")
@click.option("--q", default="", help="Only events with all these words, in either language.")
@click.option("--from", "from_day", default="", type=Day(), help="From this local day on, YYYY-MM-DD.")
@click.option("--to", "to_day", default="", type=Day(), help="Up to this local day.")
@click.option("--as-of", default="", type=Day(instants=True), help="As it could be known at the end of this day, or at this instant.")
@click.option("--order", type=click.Choice(ORDERS), default="newest", show_default=True, help="What comes first.")
@click.option("--anchor", default="", help="Another anchor than the default one.")
@limit_option
@lang_option
@json_option
@pass_context
def timeline_command(ctx: Context, /, lang: str, as_json: bool, from_day: str, to_day: str, **asked: object) -> None:
    """Print the timeline.

    \b
    Examples:
      tracker timeline --topic autos --from 2025-07-01 --order oldest
      tracker timeline --as-of 2025-07-01 --lang ja
    """
    with ctx.reading() as conn:
        rows = timeline(conn, TimelineFilter(from_=from_day, to=to_day, **asked))  # type: ignore[arg-type]
        rests = resting_at(conn, "event", [row.event_id for row in rows], str(asked["as_of"]), ctx.now)
    if as_json:
        print_json([{**plain(row), "resting": rests.get(row.event_id, ())} for row in rows])
        return
    columns = ("date", "relation", "status", "items", "title", "changed since")
    print_table(columns, [(*_event_cells(row, lang), len(rests.get(row.event_id, ())) or None) for row in rows])


def _event_cells(row: TimelineRow, lang: str) -> tuple[object, ...]:
    relation, status = label("relation", row.relation, lang), label("event_status", row.status, lang)
    return row.date, relation, status, row.items, _title(row.title_en, row.title_ja, lang)


def _title(en: str | None, ja: str | None, lang: str) -> str:
    return (ja or en or "") if lang == "ja" else (en or ja or "")


@click.command("changes")
@click.option("--since", default="", type=Day(instants=True), help="Only changes observed after this day or instant.")
@click.option("--source", "source_id", default="", help="Only changes of this source.")
@click.option("--material/--cosmetic", default=None, help="Only changes that matter, or only those that don't.")
@click.option("--kind", type=click.Choice(["edited", "withdrawn", "returned", "reverted"]), help="Only changes of this kind.")
@limit_option
@lang_option
@json_option
@pass_context
def changes_command(ctx: Context, /, lang: str, as_json: bool, kind: str | None, **asked: object) -> None:
    """Print what sources changed after they published, newest first.

    \b
    Example: tracker changes --since 2025-07-01 --material
    """
    with ctx.reading() as conn:
        rows = item_changes(conn, ChangeFilter(kind=kind or "", **asked))  # type: ignore[arg-type]
        ignored = noise_said(masks(conn, sorted({row.item_id for row in rows})), lang)
    if as_json:
        print_json(rows)
        return
    cells = [
        (
            row.observed_at, row.source_id, row.item_id, label("change_kind", row.kind, lang), "*" if row.material else "",
            change_said(row.kind, row.summary_ja if lang == "ja" else row.summary_en, lang),
        )
        for row in rows
    ]  # fmt: skip
    print_table(("observed", "source", "item", "kind", "material", "what"), cells)
    for line in ignored:
        click.echo(line)


@click.command("diff")
@click.argument("item_id", metavar="ITEM", type=int)
@click.option("--between", type=(int, int), help="The numbers of two revisions [default: the last two].")
@click.option("--origin", type=click.Choice(ORIGINS), default=ORIGINS[0], show_default=True, help="The entry in its feed, or the article.")
@lang_option
@json_option
@pass_context
def diff_command(ctx: Context, /, item_id: int, between: tuple[int, int] | None, origin: str, **output: Any) -> None:  # noqa: ANN401
    """Print what changed between two revisions of ITEM: removed words in red and brackets, added ones in green and braces.

    \b
    Examples:
      tracker diff 4711 --between 1 3
      tracker diff 4711 --origin article
    """
    lang: str = output["lang"]
    with ctx.reading() as conn:
        language = item(conn, item_id).lang
        ignored = noise_said(masks(conn, [item_id]), lang)
        holder = item_id if origin == ORIGINS[0] else article_holder(conn, item_id)
        kept = {row.seq: row for row in revisions(conn, holder) if row.origin == origin}
    numbers = sorted(kept)
    start, to = between or (numbers[-2:] if len(numbers) > 1 else (1, 1))
    for number in (start, to):
        if number not in kept:
            of = "" if origin == ORIGINS[0] else f" of its {origin}"
            raise UnknownRow(f"item {item_id}", f"it has no revision {number}{of}", f"it has {', '.join(map(str, numbers)) or 'none'}")
    before, after = text_of_revision(kept[start]), text_of_revision(kept[to])
    difference = compare(before, after, language)
    if output["as_json"]:
        print_json({"item_id": item_id, "origin": origin, "from": start, "to": to, "difference": difference})
        return
    click.echo(f"revision {start} ({kept[start].observed_at}) to {to} ({kept[to].observed_at})")
    click.echo((difference.summary_ja if lang == "ja" else difference.summary_en) or "no difference")
    _print_inline(difference, before)
    for line in ignored:
        click.echo(line)


def _print_inline(difference: Difference, before: RevisionText) -> None:
    for field in difference.fields:
        text, parts = getattr(before, field.field), []
        for segment in field.segments:
            if segment.op != "equal":
                parts.append(click.style(f"[-{segment.before}-]", fg="red") if segment.before else "")
                parts.append(click.style(f"{{+{segment.after}+}}", fg="green") if segment.after else "")
            else:
                parts.append(_around(text[segment.start : segment.end]))
        click.echo(f"{field.field}: {''.join(parts)}")


def _around(text: str) -> str:
    """What stayed, without its middle where it is long."""
    return text if len(text) <= 2 * CONTEXT else f"{text[:CONTEXT]} […] {text[-CONTEXT:]}"


@click.group("rates", cls=Group, places=DECISIONS, invoke_without_command=True)
@click.option("--on", "on_day", default="", type=Day(), help="The day of entry into the US, Eastern time [default: today].")
@click.option("--known", default="", type=Day(instants=True), help="As one could know it at the end of this day [default: today].")
@click.option("--class", "product_class", default="", help="One class of goods, e.g. autos [default: all].")
@click.option("--normal-duty", type=click.FloatRange(0), help="Your own normal duty in per cent [default: the class's example].")
@click.option("--anchor", default="", help="Another anchor than the default one.")
@lang_option
@json_option
@pass_context
@click.pass_context
def rates_command(click_ctx: click.Context, ctx: Context, /, lang: str, as_json: bool, product_class: str, **asked: Any) -> None:  # noqa: ANN401
    """Say which duty applies to goods from Japan on a day, as one could know it on a day; or decide on a row with the commands below.

    \b
    Examples:
      tracker rates --class autos
      tracker rates --on 2025-10-01 --known 2025-06-01 --class autos --normal-duty 2.5
      tracker rates confirm --class autos --reason "looked it up in the HTS"
    """
    if click_ctx.invoked_subcommand is not None:
        return
    duty = "" if asked["normal_duty"] is None else f"{asked['normal_duty']:g}"
    values = {"on": asked["on_day"], "known": asked["known"], "normal_duty": duty}
    with ctx.reading() as conn:
        anchor = asked["anchor"] or default_anchor(conn)
        rows = [row for row in map(dict, fetch(conn, statement("rates_as_of"), values)) if row["anchor_id"] == anchor]
        rests = resting_at(conn, "rate", [row["id"] for row in rows if row["id"]], str(asked["known"]), ctx.now)
    if not rows:
        raise UnknownName(anchor, "no class of goods belongs to this anchor", "see `tracker timeline --json` for the anchors")
    if product_class:
        names = [row["product_class"] for row in rows]
        if product_class not in names:
            raise UnknownName(product_class, "no class of goods has this name", f"there are {', '.join(names)}")
        rows = [row for row in rows if row["product_class"] == product_class]
    if as_json:
        lists = ("announced", "undated")
        print_json([{**row, **{name: json.loads(row[name]) for name in lists}, "resting": rests.get(row["id"], ())} for row in rows])
        return
    columns = ("class", "total %", "answer", "rate %", "basis", "since", "instrument", "checked", "changed since")
    print_table(columns, [(*_rate_cells(row, lang), len(rests.get(row["id"], ())) or None) for row in rows])


def _rate_cells(row: Mapping[str, object], lang: str) -> tuple[object, ...]:
    kind = label("rate_kind", str(row["kind"]), lang)
    basis = label("basis", str(row["basis"]), lang) if row["basis"] else ""
    first = row["product_class"], row["total_percent"], kind, row["rate_percent"], basis
    return (*first, row["effective_from"], row["instrument_ja" if lang == "ja" else "instrument"], row["checked_on"])


@click.command("claims")
@click.option("--as-of", default="", type=Day(instants=True), help="As it could be known at the end of this day, or at this instant.")
@lang_option
@json_option
@pass_context
def claims_command(ctx: Context, /, lang: str, as_json: bool, as_of: str) -> None:
    """Print the checkable statements of the founding article with their outcomes.

    \b
    Examples:
      tracker claims --lang ja
      tracker claims --as-of 2025-08-01
    """
    with ctx.reading() as conn:
        rows = [dict(row) for row in fetch(conn, "SELECT * FROM claim_board ORDER BY claim_id")]
        if as_of:
            seen = moment(as_of, moment_at(ctx.now))
            then = {one.claim.id: one for name in anchor_names(conn) for one in standings_at(conn, name, seen)}
            rows = [{**row, **board_of(then[row["claim_id"]])} for row in rows if row["claim_id"] in then]
        rests = resting_at(conn, "claim", [row["claim_id"] for row in rows], as_of, ctx.now)
    rows = [{**row, "resting": rests.get(row["claim_id"], ())} for row in rows]
    if as_json:
        print_json(rows)
        return
    counts = ("evidence_for", "evidence_against", f"statement_{lang}")
    cells = [
        (row["claim_id"], label("outcome", row["outcome"], lang), *(row[name] for name in counts), len(row["resting"]) or None)
        for row in rows
    ]
    print_table(("claim", "outcome", "for", "against", "statement", "changed since"), cells)


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@limit_option
@json_option
@pass_context
def search_command(ctx: Context, /, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find the items and events that have all the words, in English or Japanese, newest first.

    \b
    Examples:
      tracker search 関税 合意
      tracker search auto tariffs 15%
    """
    with ctx.reading() as conn:
        hits = search(conn, " ".join(words), limit)
    if as_json:
        print_json(hits)
        return
    print_table(("date", "kind", "id", "lang", "title"), [(hit.date[:10], hit.kind, hit.id, hit.lang, hit.title) for hit in hits])
