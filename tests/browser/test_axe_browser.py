"""No page has a serious fault for people who use it by keyboard, screen reader or with other colours (WCAG 2.2 AA, by axe-core)."""

import asyncio

import pytest
from axe import axe_script, violations
from cdp import chromium, in_language, open_tab, served
from cli_runs import Cli
from publish_stock import FIRST_ROUND, OPENED, filled_database

pytestmark = [
    pytest.mark.skipif(chromium() is None, reason="Chromium is not installed: apt-get install chromium"),
    pytest.mark.skipif(axe_script() is None, reason="axe-core can't be had: install npm, or see how its registry is configured"),
]

PAGES = (
    "/", "/new", "/timeline", "/timeline?as_of=2025-07-01", "/threads", "/thread/negotiation-rounds", f"/event/{FIRST_ROUND}",
    f"/event/{OPENED}", "/item/1", "/item/4", "/changes", "/changes/1", "/rates", "/rates?on=2025-08-01&on_b=2025-09-20", "/rates/autos",
    "/claims", "/sources", "/source/ministry", "/download", "/sources?by=tier&q=p", "/source/paper", "/search?q=関税", "/search?q=zzzq",
    "/search?q=tariff&lang=en", "/review", "/about", "/download", "/event/nothing-here",
)  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    database = filled_database(tmp_path_factory.mktemp("axe"))
    Cli(database.parent)("export")
    with served(database) as url:
        yield url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("ja", 390)])
def test_no_serious_fault_on_any_page(address, lang, width, scheme):
    async def run():
        found = {}
        async with open_tab() as tab:
            await tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
            for path in PAGES:
                await tab.open(address + in_language(path, lang), width)
                if faults := await violations(tab):
                    found[path] = faults
        return found

    assert asyncio.run(run()) == {}


def test_the_checker_finds_a_fault_that_is_there(address):
    async def run():
        async with open_tab() as tab:
            await tab.open(f"{address}/about?ui=en")
            await tab.value("document.body.insertAdjacentHTML('beforeend', '<img src=\"/x.png\"><a href=\"/y\"></a>')")
            return await violations(tab)

    found = asyncio.run(run())
    assert any(line.startswith("image-alt") for line in found) and any(line.startswith("link-name") for line in found)
