"""The command `eval`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from db.queries.subjects import person_decided
from tracker.anchor import load_packs
from tracker.cli.frame import Context, json_option, pass_context, print_json, print_table
from tracker.correcting import label_of_row, subject_of_row
from tracker.errors import ImportFileError, NotPossible, UnknownName
from tracker.evaluate import Figures, Label, evaluate, read_labels
from tracker.instants import text_of
from tracker.joining import Mind, load_minds
from tracker.predicting import predictions
from tracker.types import Subject

SHOWN = (
    "items", "linked", "precision", "recall", "f1", "f1_sure", "calibration_error", "hard_negatives", "hard_linked", "relation_accuracy",
    "topics_f1", "event_precision", "event_recall", "event_f1", "cross_language_pairs",
)  # fmt: skip


@click.command("eval")
@click.argument("files", metavar="FILE.jsonl...", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--corrections", is_flag=True, help="Also what people decided in the database, as labels.")
@click.option("--anchor", default="", help="Another anchor than the default one.")
@json_option
@pass_context
def eval_command(ctx: Context, files: tuple[Path, ...], corrections: bool, anchor: str, as_json: bool) -> None:
    """Hold links, relations, topics and events against labels, by language and together: nothing is stored.

    A line of FILE.jsonl is a JSON object with id, lang, title, linked, and where known summary, body, published (a day), tier, relation,
    topics, event, hard (words alone would mislead), sure (false where it could be labelled either way).

    \b
    Examples:
      tracker eval labels_en.jsonl labels_ja.jsonl
      tracker eval --corrections --json
    """
    mind = _mind(ctx, anchor)
    labelled = [row for file in files for row in _read(file)]
    if corrections:
        labelled += _corrected(ctx, mind.model.anchor_id)
    if not labelled:
        raise NotPossible("eval", "there are no labels", "name a file, or --corrections once there are some")
    _refuse_twice([label for _, label in labelled])
    said = predictions([subject for subject, _ in labelled], mind, text_of(ctx.now))
    found = evaluate([label for _, label in labelled], said)
    if as_json:
        print_json(found)
        return
    print_table(("", *found), [(name.replace("_", " "), *(_cell(figures, name) for figures in found.values())) for name in SHOWN])


def _mind(ctx: Context, anchor: str) -> Mind:
    default = next((pack.anchor.id for pack in load_packs(ctx.config.anchors) if pack.anchor.default), "")
    minds = {mind.model.anchor_id: mind for mind in load_minds(ctx.config.anchors)}
    wanted = anchor or ctx.config.default_anchor or default or next(iter(minds))
    if wanted not in minds:
        raise UnknownName(wanted, "no pack has this anchor", f"there are {', '.join(minds)}")
    return minds[wanted]


def _read(file: Path) -> tuple[tuple[Subject, Label], ...]:
    try:
        return read_labels(file.read_text(encoding="utf-8-sig").splitlines(), file.name)
    except (OSError, UnicodeDecodeError) as error:
        raise ImportFileError(str(file), f"can't be read: {error}", "a text file in UTF-8, one JSON object a line") from error


def _corrected(ctx: Context, anchor_id: str) -> list[tuple[Subject, Label]]:
    with ctx.reading() as conn:
        found = person_decided(conn, anchor_id)
    return [(subject_of_row(row), label_of_row(row, decided.link, event_id)) for row, decided, event_id in found]


def _refuse_twice(labels: list[Label]) -> None:
    seen: set[str] = set()
    for label in labels:
        if label.key in seen:
            raise ImportFileError(label.key, "this id stands twice in the labels", "label each item once")
        seen.add(label.key)


def _cell(figures: Figures, name: str) -> str:
    value = asdict(figures)[name]
    return "–" if value is None else str(value) if isinstance(value, int) else f"{value:.3f}"
