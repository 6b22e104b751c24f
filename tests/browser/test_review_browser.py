"""`/review` in a real browser: at desk and phone width, read by anybody, decided on by who has signed in, without a script."""

import pytest
from cdp import chromium, fits, listening, walk
from doubtful_stock import SAME_DAY, WIRE, doubtful_database
from publish_stock import NOW, pack

from tracker.instants import instant_of
from tracker.publish.app import make_datasette

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed: apt-get install chromium")

# What an accessibility checker looks for first: names of controls, ids that are one thing's, headings in order, landmarks with names.
FAULTS = """(() => {
  const faults = [], seen = new Set();
  for (const one of document.querySelectorAll('[id]')) { if (seen.has(one.id)) faults.push('twice: ' + one.id); seen.add(one.id) }
  for (const one of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
    if (!one.labels.length) faults.push('without a label: ' + one.name)
  for (const one of document.querySelectorAll('button, a')) if (!one.textContent.trim()) faults.push('without a name: ' + one.outerHTML)
  for (const one of document.querySelectorAll('nav')) if (!one.getAttribute('aria-label')) faults.push('a nav without a name')
  for (const one of document.querySelectorAll('[aria-labelledby]'))
    if (!document.getElementById(one.getAttribute('aria-labelledby'))) faults.push('named by nothing: ' + one.outerHTML.slice(0, 80))
  const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map(one => +one.tagName[1])
  levels.forEach((level, at) => { if (at && level > levels[at - 1] + 1) faults.push('a heading is left out before level ' + level) })
  return faults
})()"""


@pytest.fixture
def site(tmp_path):
    ds = make_datasette(doubtful_database(tmp_path), (pack(),), lambda: instant_of(NOW))
    with listening(ds) as url:
        yield url, ds.sign({"a": {"id": "ito"}}, "actor")


async def sign_in(tab, url, token):
    await tab.call("Network.setCookie", name="ds_actor", value=token, url=url)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_page_is_whole_and_fits_signed_in_or_not(site, tmp_path, lang, width):
    url, token = site

    async def steps(tab):
        for signed_in in (False, True):
            for path in (f"/review?ui={lang}", f"/event/{WIRE}?ui={lang}", f"/event/{SAME_DAY}?ui={lang}", f"/item/4?ui={lang}"):
                await tab.open(url + path, width)
                await tab.value("document.querySelectorAll('details').forEach(one => one.open = true)")
                await fits(tab, path)
                assert await tab.value(FAULTS) == []
            await tab.open(f"{url}/review?ui={lang}", width, 1600)
            assert bool(await tab.value("document.querySelectorAll('form').length")) == signed_in
            picture = tmp_path / f"review-{lang}-{width}-{signed_in}.png"
            await tab.picture(picture)
            assert picture.stat().st_size > 20_000
            await sign_in(tab, url, token)

    walk(steps)


def test_one_click_selects_a_whole_command(site):
    url, _ = site

    async def steps(tab):
        await tab.open(f"{url}/review")
        assert await tab.value("getComputedStyle(document.querySelector('code.command')).userSelect") == "all"

    walk(steps)


def test_a_doubt_is_settled_with_a_reason_and_is_gone(site):
    url, token = site

    async def steps(tab):
        await tab.open(f"{url}/about")
        await sign_in(tab, url, token)
        await tab.open(f"{url}/review?kind=unsure&ui=ja", 390)
        button = "document.querySelector('button[value=unlink]')"
        assert not await tab.value(f"{button}.form.checkValidity()"), "a reason is asked for"
        await tab.value("document.querySelector('input[name=reason]').value = '別の話題'")
        await tab.follow(f"{button}.click()")
        assert await tab.value("document.querySelector('[role=status] a').textContent") == "報道6"
        assert await tab.value("document.documentElement.lang") == "ja"
        assert await tab.value("document.querySelectorAll('.doubts > li').length") == 0
        await tab.open(f"{url}/item/6?ui=ja")
        assert "人による判断" in await tab.value("document.querySelector('.verdict').textContent")

    walk(steps)
