"""One file, the environment over it, the command line over both; mistakes are named with what to do."""

import contextlib
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from feeds.retrieve.limits import DEFAULT_LIMITS, Limits
from tracker.alert_rules import AlertRule
from tracker.config import Config, limits, load_config, settings, where, with_options
from tracker.config_text import config_toml
from tracker.errors import ConfigError


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "tracker.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_file_and_environment_everything_is_a_default(tmp_path: Path) -> None:
    with contextlib.chdir(tmp_path):
        config = load_config(None, {})
    assert config == Config()
    assert (str(config.db), config.host, config.port) == ("tracker.db", "127.0.0.1", 8001)
    assert {where(config, key) for key in settings()} == {"default"}


def test_every_key_has_a_default_and_words() -> None:
    assert all(settings().values())
    assert set(settings()) | {"file", "origins", "ignored"} == {one.name for one in fields(Config)}
    assert limits(Config()) == DEFAULT_LIMITS
    assert {one.name for one in fields(Limits)} <= set(settings())


def test_the_environment_goes_above_the_file_and_the_command_line_above_both(tmp_path: Path) -> None:
    path = written(tmp_path, 'port = 9000\nhost = "0.0.0.0"\ndb = "data/x.db"\nconnect_s = 3\nanchors = ["packs/canada"]\n')
    environ = {"TRACKER_PORT": "9001", "TRACKER_ALLOW_PRIVATE": "1", "TRACKER_HOST": "", "TRACKER_ANCHORS": "a, b"}
    config = with_options(load_config(path, environ), port=9002, host=None)
    assert (config.port, config.host, config.connect_s, config.allow_private) == (9002, "0.0.0.0", 3.0, True)
    assert config.db == tmp_path / "data/x.db"
    assert config.anchors == (Path("a"), Path("b"))
    said = {key: where(config, key) for key in ("port", "host", "allow_private", "workers")}
    assert said == {
        "port": "command line", "host": f"file {path}", "allow_private": "environment TRACKER_ALLOW_PRIVATE", "workers": "default",
    }  # fmt: skip


def test_paths_of_the_file_are_relative_to_it(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, 'anchors = ["packs/canada", "/srv/pack"]'), {})
    assert config.anchors == (tmp_path / "packs/canada", Path("/srv/pack"))


def test_the_file_may_be_named_by_the_environment_or_lie_in_the_working_folder(tmp_path: Path) -> None:
    path = written(tmp_path, "port = 9000")
    assert load_config(None, {"TRACKER_CONFIG": str(path)}).port == 9000
    with contextlib.chdir(tmp_path):
        assert load_config(None, {}).port == 9000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("prot = 1", "unknown key 'prot' (did you mean 'port'?)"),
        ("zzz = 1", "known are db, host"),
        ('port = "9000"', "'9000' is not a whole number"),
        ("port = true", "True is not a whole number"),
        ("port = 70000", "no port"),
        ("port = -1", "too small (at least 0)"),
        ('lang = "fr"', "'fr' is not possible"),
        ("anchors = 3", "a list of folders"),
        ("anchors = [3]", "a list of folders"),
        ('db = ""', "is not a path"),
        ("allow_private = 1", "1 is not true or false"),
        ("connect_s = 0", "too small (at least 0.1)"),
        ("[alert]\nx = 1", "unknown key 'alert'"),
        ("port =", "no TOML"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_what_to_do(tmp_path: Path, text: str, words: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_config(path, {})
    assert words in str(caught.value)
    assert "tracker.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "text", "words"),
    [
        ("TRACKER_PORT", "many", "'many' is not a whole number"),
        ("TRACKER_TICK_S", "often", "'often' is not a number"),
        ("TRACKER_ALLOW_PRIVATE", "maybe", "'maybe' is not true or false"),
        ("TRACKER_PROFILE", "all", "one of default, official"),
    ],
)
def test_a_mistake_in_the_environment_names_the_variable(variable: str, text: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(None, {variable: text})
    assert words in str(caught.value)
    assert variable in str(caught.value)


def test_numbers_and_answers_of_the_environment(tmp_path: Path) -> None:
    config = load_config(None, {"TRACKER_TICK_S": "0.5", "TRACKER_PORT": "0", "TRACKER_ALLOW_PRIVATE": "off", "TRACKER_DB": "y.db"})
    assert (config.tick_s, config.port, config.allow_private, config.db) == (0.5, 0, False, Path("y.db"))


RULES = """
alert_channels = ["json://u:secret@hook.example/x"]
heartbeat_url = "https://beats.example/secret"
[[alerts]]
name = "deals"
on = "new_event"
relations = ["agreement"]
[[alerts]]
name = "silent"
on = "source_trouble"
days = 2
"""


def test_rules_are_tables_and_are_printed_as_such(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, RULES), {})
    assert config.alerts == (AlertRule("deals", "new_event", ("agreement",)), AlertRule("silent", "source_trouble", days=2))
    text = config_toml(config)
    assert "secret" not in text
    again = tomllib.loads(text)
    assert again["alerts"] == tomllib.loads(RULES)["alerts"]
    assert (again["alert_channels"], again["heartbeat_url"]) == (["json://hook.example/***"], "https://beats.example/***")
    assert load_config(None, {"TRACKER_ALERTS": '[{name = "a", on = "new_event"}]'}).alerts == (AlertRule("a", "new_event"),)


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"TRACKER_ALERTS": "["}, "no TOML"),
        ({"TRACKER_ALERTS": "[1]"}, "a list of tables, each with `name` and `on`"),
        ({"TRACKER_ALERTS": '[{name = "a", on = "new_event"}, {name = "a", on = "new_event"}]'}, "two rules are called 'a'"),
        ({"TRACKER_ALERTS": '[{name = "a", on = "event"}]'}, "'event' is not possible"),
        ({"TRACKER_DIGEST_HOUR": "24"}, "no hour of a day"),
        ({"TRACKER_DIGEST_ZONE": "Tokyo"}, "one of Asia/Tokyo"),
    ],
)
def test_a_mistake_in_what_is_said_of_alerts_is_named(environ: dict[str, str], words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(None, environ)
    assert words in str(caught.value)


def test_a_missing_file_is_an_error_where_it_was_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="can't be read"):
        load_config(tmp_path / "none.toml", {})


def test_variables_that_name_no_setting_are_shown() -> None:
    assert load_config(None, {"TRACKER_PROT": "1", "TRACKER_NOW": "x", "HOME": "/"}).ignored == ("TRACKER_PROT",)


def test_options_are_checked_too() -> None:
    with pytest.raises(ConfigError, match="--port"):
        with_options(Config(), port=70000)
    with pytest.raises(ConfigError, match="unknown key"):
        where(Config(), "prot")
