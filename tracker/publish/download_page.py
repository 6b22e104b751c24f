"""`/download`: what there is to take away; it is made by `tracker export`, and never for a reader."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from db.connection import Connection
from tracker.exporting.offered import read_offered
from tracker.publish.answers import Answer, Asked, Sheet, Way
from tracker.publish.download_files import folder_of
from tracker.publish.serving import view
from tracker.publish.view_download import download_view


async def download_page(request: Request, datasette: Datasette) -> Response:
    """The page, for the export that lies in the configured folder now."""
    return await view(partial(_page, folder=folder_of(datasette)))(request, datasette)


def _page(conn: Connection, asked: Asked, folder: Path) -> Answer:
    """Raises ExportError for an export that can't be read."""
    offered = read_offered(folder)
    ways = (Way("Data Package", asked.r.path("/download/datapackage.json"), "alternate", "application/json"),) if offered else ()
    return Sheet("tracker/download.html", download_view(asked.r, offered, asked.now), ways)
