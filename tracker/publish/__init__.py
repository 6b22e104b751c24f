"""The Datasette plugin: hook functions, thin; what they call stands in the modules beside this.

Imports stand in the functions: Datasette loads this package while it is itself being imported, and then must find the hooks.
"""

from __future__ import annotations

from typing import Any

from datasette import hookimpl


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Our pages, before Datasette's own."""
    from tracker.publish.routes import ROUTES

    return list(ROUTES)


@hookimpl
def get_metadata(datasette: Any) -> dict[str, Any]:  # noqa: ANN401 - Datasette has no type annotations
    """What every table and column means."""
    from tracker.publish.app import metadata_of

    return metadata_of(datasette)


@hookimpl
def canned_queries(datasette: Any, database: str) -> dict[str, dict[str, Any]]:  # noqa: ANN401
    """The questions of DESIGN's contract, as named queries of our database."""
    from tracker.publish.app import canned_for

    return canned_for(datasette, database)


@hookimpl(trylast=True)
def prepare_connection(conn: Any) -> None:  # noqa: ANN401
    """Search words cut as the index was, also in Datasette's own box; last, or its `escape_fts` comes back over ours (TRAPS 27)."""
    from db.search_words import register_functions

    register_functions(conn)


@hookimpl
def render_cell(datasette: Any, database: str, column: str, value: object) -> Any:  # noqa: ANN401
    """Links from Datasette's own tables to our pages and out to sources."""
    from tracker.publish.app import cell

    return cell(datasette, database, column, value)


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:  # noqa: ANN401
    """Datasette's templates under a policy without inline scripts, and how to cite a canned query."""
    from tracker.publish.own_templates import prepare

    prepare(datasette, env)


@hookimpl
def extra_css_urls(datasette: Any, view_name: str) -> list[str]:  # noqa: ANN401
    """Datasette's own pages in our colours; our pages bring their own sheet."""
    from tracker.publish.app import own_style

    return own_style(datasette, view_name)


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]]:  # noqa: ANN401
    """The way from Datasette's own pages back to ours."""
    from tracker.publish.app import links_back

    return links_back(datasette)


@hookimpl
def asgi_wrapper() -> Any:  # noqa: ANN401
    """The safety headers of answers that are not our pages'."""
    from tracker.publish.headers import guarded

    return guarded


@hookimpl
def startup() -> None:
    """No page's failure prints what every variable holds, as Datasette does where the library `rich` is installed."""
    from datasette import handle_exception as datasettes

    datasettes.rich = None


@hookimpl(hookwrapper=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:  # noqa: ANN401
    """Our page where nothing is at an address, or where ours failed; what Datasette was asked wrongly goes its own way."""
    from tracker.publish.routes import instead_of

    outcome = yield
    ours = instead_of(datasette, request, exception)
    if ours is not None:
        outcome.force_result([ours])
