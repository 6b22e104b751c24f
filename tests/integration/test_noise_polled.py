"""A page that changes at every look: recorded until that is known, ignored from then on, visibly, and never in what matters."""

from __future__ import annotations

import pytest
from cli_runs import Cli
from polled_tracker import Tracker

from tracker.diff.noise import COSMETIC_IN_A_ROW

NEWS = ("Port strike ends", "Rice harvest begins", "Minister in Paris", "Yen firmer", "New stamps", "Rain in Kyushu", "Trains late")


def page(look: int, rate: str = "15") -> str:
    """A ministry's page with a clock, a visitor counter, a rotating list of news, and a rate."""
    news = "".join(f"<li>{NEWS[(look * 3 + n) % len(NEWS)]}</li>" for n in range(3))
    return (
        "<html><head><title>US tariffs</title></head><body><main><h1>US tariffs on cars</h1>"
        f"<p>Current time: {look % 12 + 1}:{look % 60:02d}:{look * 7 % 60:02d}</p>"
        f"<p>The additional duty on passenger cars from Japan is {rate}%.</p><h2>Related news</h2><ul>{news}</ul>"
        f"<h2>Contact</h2><p>Trade policy office</p><p>Page views: {31_442 + look * 17:,}</p></main></body></html>"
    )


class Watch:
    """A watched page whose look a test sets."""

    def __init__(self, folder, server, look=page) -> None:
        self.tracker, self.server, self.look, self.count = Tracker(folder), server, look, 0
        self.tracker.add_feed("page", self.put(0), kind="page", selector="main", lang="en")

    def put(self, look: int, **other: str) -> str:
        return self.server.put("/page", self.look(look, **other), content_type="text/html", conditional=False)

    def see(self, look: int | None = None, **other: str) -> str:
        """One poll of the next look; its outcome."""
        self.count = self.count + 1 if look is None else look
        self.put(self.count, **other)
        self.tracker.later(hours=1)
        return self.tracker.poll("page").reports[0].outcome

    def revisions(self) -> int:
        return int(str(self.tracker.one("SELECT count(*) FROM revisions")))

    def learn(self) -> None:
        self.tracker.poll("page")
        for _ in range(COSMETIC_IN_A_ROW):
            assert self.see() == "changed"
        assert self.revisions() == COSMETIC_IN_A_ROW + 1
        assert self.tracker.rows("SELECT count(*) FROM changes WHERE material") == [(0,)]


@pytest.fixture
def watch(tmp_path, feed_server) -> Watch:
    return Watch(tmp_path, feed_server)


def test_trap_19_what_changes_at_every_look_is_ignored_once_it_is_known(watch: Watch) -> None:
    watch.learn()
    for _ in range(20):
        assert watch.see() == "unchanged"
    assert watch.revisions() == COSMETIC_IN_A_ROW + 1
    assert watch.tracker.one("SELECT count(*) FROM snapshots") == COSMETIC_IN_A_ROW + 1
    assert watch.tracker.rows("SELECT origin, ignored, learned_at, last_ignored_at, lifted_at FROM noise_masks") == [
        ("entry", 20, "2025-04-18T03:00:00Z", "2025-04-18T23:00:00Z", None)
    ]


def test_trap_19_what_matters_is_seen_through_the_mask(watch: Watch) -> None:
    watch.learn()
    assert watch.see(rate="24") == "changed"
    assert watch.see(rate="24") == "unchanged", "the mask holds on the new text too"
    assert watch.see() == "changed"
    told = watch.tracker.rows("SELECT kind, material FROM changes ORDER BY id DESC LIMIT 2")
    assert told == [("reverted", 1), ("edited", 1)]
    assert watch.tracker.one("SELECT count(*) FROM noise_masks") == 1


@pytest.mark.parametrize(
    "said", ["The additional duty on passenger cars from Japan rises to 24% on August 1.", "Japan and the US did not agree on rice."]
)
def test_trap_19_what_matters_is_seen_also_where_a_list_rotates(watch: Watch, said: str) -> None:
    watch.learn()
    watch.look = lambda look: page(look).replace("<li>", f"<li>{said}</li><li>", 1)
    assert watch.see() == "changed"
    assert watch.tracker.rows("SELECT kind, material FROM changes ORDER BY id DESC LIMIT 1") == [("edited", 1)]


@pytest.mark.parametrize("form", ["Page served at {:02d}:{:02d}", "Generated {:02d}:{:02d} JST", "現在時刻 {:02d}時{:02d}分"])
def test_trap_19_a_page_that_says_when_it_was_served_is_bounded(tmp_path, feed_server, form: str) -> None:
    def served(look: int) -> str:
        told = form.format(look // 60, look % 60)
        return f"<html><body><main><h1>Tariffs</h1><p>The duty on cars is 15%.</p><p>{told}</p></main></body></html>"

    watch = Watch(tmp_path, feed_server, served)
    watch.tracker.poll("page")
    seen = [watch.see() for _ in range(COSMETIC_IN_A_ROW + 16)]
    assert seen[-15:] == ["unchanged"] * 15
    assert watch.revisions() <= COSMETIC_IN_A_ROW + 2


def test_a_rate_that_moves_every_week_is_no_noise(tmp_path, feed_server) -> None:
    def weekly(look: int) -> str:
        said = f"The duty on rice this week is {200 + look} yen per kilo."
        return f"<html><body><main><h1>Duty of the week</h1><p>{said}</p></main></body></html>"

    watch = Watch(tmp_path, feed_server, weekly)
    watch.tracker.poll("page")
    for _ in range(COSMETIC_IN_A_ROW + 10):
        assert watch.see() == "changed"
    assert watch.revisions() == COSMETIC_IN_A_ROW + 11
    assert watch.tracker.one("SELECT count(*) FROM changes WHERE material") == COSMETIC_IN_A_ROW + 10
    assert watch.tracker.one("SELECT count(*) FROM noise_masks") == 0


def test_cosmetic_changes_without_a_place_of_their_own_are_bounded_too(tmp_path, feed_server) -> None:
    words = "the talks on cars go on while both sides study the papers of the last round and wait for a date".split()

    def restless(look: int) -> str:
        said = [word.upper() if look % len(words) == n else word for n, word in enumerate(words)]
        return f"<html><body><main><h1>Talks</h1><p>{' '.join(said)}.</p></main></body></html>"

    watch = Watch(tmp_path, feed_server, restless)
    watch.learn()
    assert [watch.see() for _ in range(5)] == ["unchanged"] * 5
    assert watch.tracker.one("SELECT ignored FROM noise_masks") == 5


def test_a_person_takes_the_mask_off_and_puts_it_on_again(watch: Watch) -> None:
    watch.learn()
    watch.see()
    cli = Cli(watch.tracker.folder, {"TRACKER_NOW": "2025-04-20T00:00:00Z"})
    item = cli.one("SELECT id FROM items")
    told = cli("diff", item).out
    assert f"item {item} (Feed entry)" in told and "ignored, 1 times so far" in told
    assert "無視している（1回）" in cli("changes", "--lang", "ja").out
    assert "no mask was taken off" in cli("correct", item, "--ignore-noise", "--reason", "x", code=1).err
    cli("correct", item, "--show-noise", "--reason", "the list matters to us", "--by", "Ito")
    assert cli.rows("SELECT made_by, target, field, value, reason FROM corrections") == [
        ("Ito", f"item:{item}", "noise", "shown", "the list matters to us")
    ]
    assert "as a person decided" in cli("diff", item).out
    assert cli.one("SELECT noise FROM items") is None
    for _ in range(COSMETIC_IN_A_ROW + 3):
        assert watch.see() == "changed", "it is not learned again"
    cli("correct", item, "--ignore-noise", "--reason", "too much", "--by", "Ito")
    assert watch.see() == "changed"
    assert watch.see() == "unchanged"


def test_a_learned_mask_is_shown_on_the_items_page(watch: Watch) -> None:
    import asyncio

    from tracker.publish.app import make_datasette

    watch.learn()
    watch.see()
    item = watch.tracker.one("SELECT id FROM items")

    async def read(lang: str) -> str:
        return (await make_datasette(watch.tracker.config.db).client.get(f"/item/{item}?ui={lang}")).text

    english, japanese = asyncio.run(read("en")), asyncio.run(read("ja"))
    assert "1 sightings differed in nothing else" in english
    assert "Page views: " in english and f"tracker correct {item} --show-noise" in english
    assert "見るたびに変わる部分" in japanese
