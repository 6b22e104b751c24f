"""The page that lies in an export: what is in it, what is left out, and whose the quoted texts are; in English, then in Japanese. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.exporting.layout import BODIES, SNAPSHOTS

if TYPE_CHECKING:
    from tracker.exporting.package import Contents, Table

_EN = """# {title}

{description}

As of {made_at}. Data version: {version}. Fingerprint of links and events: {fingerprint}.{home}

## What is in

- `tracker.db`: everything as one SQLite file. It opens in any SQLite client; `tracker --db tracker.db serve` shows it as pages.
- `data/`: {count} tables and views, each as CSV and as JSON Lines with the same rows. `datapackage.json` (Data Package 2.0) says what each
  column means, which rows refer to which, and how many there are. Times are UTC; an empty cell is no value.
- `timeline.en.atom`, `timeline.ja.atom`, `timeline.en.ics`, `timeline.ja.ics`: the timeline as feed and calendar.
- `CITATION.cff`: how to cite it. `SHA256SUMS`: check all files with `sha256sum -c SHA256SUMS`.

In CSV a text that a spreadsheet would take for a formula begins with an apostrophe; JSON Lines has every text as it is stored. Bytes are in
Base64. All files are of one moment.

## What is left out

{left_out}

## Terms

Titles, summaries{quoted} belong to their publishers and are quoted with their address. The column `terms` of `sources` names each
publisher's terms in short: read them before you publish anything whole. What this program concluded (links, events, changes, rates, claims)
is cited as `CITATION.cff` says.

{tables}
"""
_JA = """# {title}

{description}

{made_at} 時点。データの版：{version}。関連づけと出来事のフィンガープリント：{fingerprint}。{home}

## 収めたもの

- `tracker.db`：全体を一つにしたSQLiteファイル。SQLiteの道具で開けます。`tracker --db tracker.db serve` でページとして見られます。
- `data/`：表とビュー{count}件。同じ行をCSVとJSON Linesで収めます。列の意味、行どうしの関係、行数は `datapackage.json`（Data Package 2.0）に
  あります。時刻はUTC、空のセルは値なしです。
- `timeline.en.atom`、`timeline.ja.atom`、`timeline.en.ics`、`timeline.ja.ics`：年表のフィードとカレンダー。
- `CITATION.cff`：引用のしかた。`SHA256SUMS`：`sha256sum -c SHA256SUMS` で全ファイルを確かめられます。

CSVでは、表計算ソフトが式とみなす文字列の前にアポストロフィを付けています。JSON Linesは保存したままです。バイト列はBase64です。
全ファイルは同じ一時点のものです。

## 除いたもの

{left_out}

## 利用条件

見出し、要約{quoted}の権利は発行元にあり、出典を示して引用しています。各発行元の条件の要点は `sources` の `terms` 列にあります。
全文を公開する前に確かめてください。このプログラムが導いたもの（関連づけ、出来事、変更、税率、主張）は `CITATION.cff` のように引用します。

{tables}
"""
_LEFT = {
    BODIES: ("- The texts of articles and entries (`revisions.body`), and their words in the search index: they are their publishers'.",
             "- 記事と配信項目の本文（`revisions.body`）と、検索索引にあるその語。権利は発行元にあります。"),
    SNAPSHOTS: ("- The bytes as retrieved (`snapshots.body`). Their SHA-256, address and time are there, so that a copy can be checked.",
                "- 取得したままのバイト列（`snapshots.body`）。SHA-256、アドレス、時刻は残すので、写しを照合できます。"),
}  # fmt: skip
_HELPERS = (
    "- Of the files in `data/`: tables that only help the program. They are in `tracker.db`.",
    "- `data/` のファイルでは、プログラムの補助の表。`tracker.db` にはあります。",
)


def readme_text(contents: Contents) -> str:
    """`README.md` of an export."""
    return "\n".join(_said(contents, place, form) for place, form in enumerate((_EN, _JA)))


def _said(contents: Contents, place: int, form: str) -> str:
    release, kept = contents.release, [name for name in (BODIES, SNAPSHOTS) if name not in contents.left_out]
    none = ("not worked out", "未算出")[place]
    quoted = {BODIES: (", texts", "、本文"), SNAPSHOTS: (", retrieved pages", "、取得したページ")}
    return form.format(
        title=contents.descriptions.title[place],
        description=contents.descriptions.description[place],
        made_at=contents.made_at or none,
        version=f"{release.pack}; {release.linker}",
        fingerprint=f"`{release.fingerprint}`" if release.fingerprint else none,
        home=f" <{contents.home}>" if contents.home else "",
        count=len(contents.tables),
        left_out="\n".join([*(_LEFT[name][place] for name in contents.left_out), _HELPERS[place]]),
        quoted="".join(quoted[name][place] for name in kept),
        tables="\n".join(["| `data/` | |", "| --- | --- |", *(_row(table, place) for table in contents.tables)]),
    )


def _row(table: Table, place: int) -> str:
    said = f"{table.described.title[place]}{(': ', '：')[place]}{table.described.description[place]}"
    return f"| `{table.shape.name}` | {said.replace('|', '/')} |"
