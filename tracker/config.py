"""The configuration: one TOML file, overridden by `TRACKER_<KEY>` in the environment; each value knows where it came from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from feeds.retrieve.limits import DEFAULT_LIMITS, Limits
from tracker.alert_rules import AlertRule, rule_from
from tracker.errors import ConfigError
from tracker.typed_rows import nearest

DATABASE = Path("tracker.db")
FILE = "tracker.toml"
"""The file that is read from the working folder where none is named."""

LANGS = ("", "en", "ja")
PROFILES = ("default", "official")
ZONES = ("Asia/Tokyo", "America/New_York", "UTC")
_LEAVE = frozenset({"TRACKER_CONFIG", "TRACKER_NOW"})
"""Variables that are no settings: which file to read, and what time it is (`tracker.clock`)."""

_MOST = {"port": (65535, "no port"), "digest_hour": (23, "no hour of a day")}
_YES, _NO = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})


def _setting(default: Any, what: str, **rest: Any) -> Any:  # noqa: ANN401 - as dataclasses.field
    """A field with what it sets. least: the smallest value. choices: the possible ones. secret: not to be shown whole."""
    return field(default=default, metadata={"what": what, "least": None, "choices": (), "secret": False, **rest})


@dataclass(frozen=True, slots=True)
class Config:
    """The settings in force. Names are the keys of the file; units stand in the names (`_s` seconds, `_days`, `_minutes`, `_bytes`).

    Paths of the file are relative to its folder, those of the environment to the working folder. file: the one that was read, None for
    none. origins: (key, where from) of each value that is no default. ignored: variables `TRACKER_…` that name no setting.
    """

    db: Path = _setting(DATABASE, "the database")  # noqa: RUF009 - it gives a dataclasses.field
    host: str = _setting("127.0.0.1", "the address that the pages are served at")
    port: int = _setting(8001, "the port that the pages are served at; 0 takes a free one", least=0)
    public_url: str = _setting("", "the address that readers use, for links in feeds and messages; empty: the host and port")
    lang: str = _setting("", "the language of pages and messages for those who ask for none; empty: English", choices=LANGS)
    anchors: tuple[Path, ...] = _setting((), "folders of further anchor packs")
    default_anchor: str = _setting("", "the anchor that is meant where none is named; empty: the first pack that says so of itself")
    profile: str = _setting("default", "which sources of the catalogue are on", choices=PROFILES)
    contact: str = _setting("", "an address where a person can be reached, sent with each request")
    user_agent: str = _setting("", "the whole User-Agent header in place of ours")
    allow_private: bool = _setting(False, "also fetch from loopback and private addresses")
    concurrency: int = _setting(DEFAULT_LIMITS.concurrency, "requests at once", least=1)
    per_host: int = _setting(DEFAULT_LIMITS.per_host, "requests at once to one scheme, name and port", least=1)
    host_delay_s: float = _setting(DEFAULT_LIMITS.host_delay_s, "pause between two requests to one host", least=0)
    connect_s: float = _setting(DEFAULT_LIMITS.connect_s, "longest wait for DNS, TCP and TLS", least=0.1)
    read_s: float = _setting(DEFAULT_LIMITS.read_s, "longest silence within an answer", least=0.1)
    total_s: float = _setting(DEFAULT_LIMITS.total_s, "longest retrieval over all its redirects", least=0.1)
    sent_bytes: int = _setting(DEFAULT_LIMITS.sent_bytes, "largest body as sent", least=1)
    decoded_bytes: int = _setting(DEFAULT_LIMITS.decoded_bytes, "largest body once decompressed", least=1)
    redirects: int = _setting(DEFAULT_LIMITS.redirects, "redirects followed", least=0)
    tick_s: float = _setting(15.0, "how often the poller looks for what is due", least=0.1)
    spread_minutes: float = _setting(10.0, "over how long `up` and `run` spread the first round", least=0)
    workers: int = _setting(2, "processes that parse and link large rounds; 0 does it in the poller's own", least=0)
    articles: tuple[str, ...] = _setting(("official",), "whose articles are watched: ids of sources, or one of official, all, none")
    articles_per_host: int = _setting(3, "articles that one host is asked for in a round", least=1)
    snapshot_days: int = _setting(365, "days for which the bytes behind items are kept on which nothing rests; 0 keeps them", least=0)
    unlinked_days: int = _setting(365, "days for which items are kept that were never linked; 0 keeps them", least=0)
    downloads: str = _setting("", "the folder that /download offers, beside the database; empty: its name and .download")
    downloads_daily: bool = _setting(False, "make it anew once a day, in a process of its own beside the poller")
    alert_channels: tuple[str, ...] = _setting((), "where alerts and digests go: addresses as apprise has them", secret=True)
    alert_window_minutes: float = _setting(10.0, "over how long alerts are gathered into one message", least=0)
    alert_mute: tuple[str, ...] = _setting((), "what no alert is sent of: names of rules, ids of sources, events and classes of goods")
    digest_hour: int = _setting(-1, "the hour of the day at which the digest is sent; -1: never", least=-1)
    digest_zone: str = _setting("Asia/Tokyo", "the time zone of that hour", choices=ZONES)
    digest_lang: str = _setting("", "the language of the digest; empty: as `lang`", choices=LANGS)
    heartbeat_url: str = _setting("", "an address that is called after each round, so that another service misses us", secret=True)
    alerts: tuple[AlertRule, ...] = _setting((), "the rules by which alerts are raised, one table each; none: four usual ones")
    file: Path | None = None
    origins: tuple[tuple[str, str], ...] = ()
    ignored: tuple[str, ...] = ()


def load_config(path: Path | None, environ: Mapping[str, str]) -> Config:
    """The settings of a file and the environment, over the defaults.

    path: the file; None takes `TRACKER_CONFIG`, else `tracker.toml` in the working folder where it exists. environ: an empty variable
    counts as none. Raises ConfigError for a file that can't be read, an unknown key (with the nearest known one), and a value of a wrong
    type or outside its range.
    """
    named = path or (Path(environ["TRACKER_CONFIG"]) if environ.get("TRACKER_CONFIG") else None)
    file = named or (Path(FILE) if Path(FILE).is_file() else None)
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for key, value in (_read(file) if file else {}).items():
        values[key] = _checked(key, value, f"{file}", file.parent if file else Path())
        origins[key] = f"file {file}"
    for key in settings():
        variable = f"TRACKER_{key.upper()}"
        if environ.get(variable):
            values[key] = _checked(key, _parsed(key, environ[variable], variable), variable, Path())
            origins[key] = f"environment {variable}"
    ignored = tuple(sorted(name for name in environ if _is_stranger(name)))
    return replace(Config(), **values, file=file, origins=tuple(origins.items()), ignored=ignored)


def with_options(config: Config, **options: object) -> Config:
    """The settings with those of the command line put over them; None leaves one. Raises ConfigError for a wrong one."""
    given = {key: value for key, value in options.items() if value is not None}
    values: dict[str, Any] = {key: _checked(key, value, f"--{key}", Path()) for key, value in given.items()}
    return replace(config, **values, origins=(*config.origins, *((key, "command line") for key in given)))


def where(config: Config, key: str) -> str:
    """Where a value came from: `default`, `file <path>`, `environment <variable>` or `command line`. Raises ConfigError: unknown key."""
    _known(key, "configuration")
    return dict(config.origins).get(key, "default")


def settings() -> dict[str, str]:
    """Every key with what it sets, in words, in the order of the file."""
    return {name: one.metadata["what"] for name, one in _fields().items()}


def is_secret(key: str) -> bool:
    """Whether a setting holds what opens doors to others, such as the passwords in a channel's address."""
    return bool(_fields()[key].metadata["secret"])


def limits(config: Config) -> Limits:
    """What the settings allow to a retrieval."""
    return Limits(**{one.name: getattr(config, one.name) for one in fields(Limits)})


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(file), f"no TOML: {error}", "one `key = value` a line; texts in quotes") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(file), f"can't be read: {error}", "name another file with --config or TRACKER_CONFIG") from error


def _checked(key: str, value: object, source: str, folder: Path) -> object:
    """The value as its field holds it, after looking at its type and range. folder: what its paths are relative to."""
    one = _known(key, source)
    hint = get_type_hints(Config)[key]
    found = _converted(value, hint, folder) if hint != tuple[AlertRule, ...] else _rules(value, f"{source}, {key}")
    if found is None:
        raise ConfigError(f"{source}, {key}", f"{value!r} is not {_described(hint)}", one.metadata["what"])
    least, choices = one.metadata["least"], one.metadata["choices"]
    if least is not None and isinstance(found, (int, float)) and found < least:
        raise ConfigError(f"{source}, {key}", f"{value!r} is too small", f"at least {least:g}")
    if key in _MOST and isinstance(found, int) and found > _MOST[key][0]:
        raise ConfigError(f"{source}, {key}", f"{value!r} is {_MOST[key][1]}", f"at most {_MOST[key][0]}")
    if choices and found not in choices:
        raise ConfigError(f"{source}, {key}", f"{value!r} is not possible", "one of " + ", ".join(choice or '""' for choice in choices))
    return found


def _rules(value: object, source: str) -> tuple[AlertRule, ...] | None:
    """Tables as rules, None where they are none. Raises ConfigError for one that can't be used, and for a name that comes twice."""
    if not isinstance(value, (list, tuple)) or not all(isinstance(one, (dict, AlertRule)) for one in value):
        return None
    rules = tuple(one if isinstance(one, AlertRule) else rule_from(one, source) for one in value)
    names = [rule.name for rule in rules]
    for name in names:
        if names.count(name) > 1:
            raise ConfigError(source, f"two rules are called {name!r}", "each needs a name of its own")
    return rules


def _known(key: str, source: str) -> Field[Any]:
    known = _fields()
    if key not in known:
        raise ConfigError(source, f"unknown key {key!r}", nearest(key, known))
    return known[key]


def _fields() -> dict[str, Field[Any]]:
    return {one.name: one for one in fields(Config) if one.metadata}


def _converted(value: object, hint: object, folder: Path) -> object | None:
    """The value as the annotated type, None where it has another one."""
    if get_origin(hint) is tuple:
        parts = [_converted(part, get_args(hint)[0], folder) for part in value] if isinstance(value, (list, tuple)) else [None]
        return None if None in parts else tuple(parts)
    if hint is Path:
        return folder / Path(value).expanduser() if isinstance(value, (str, Path)) and str(value) else None
    if hint is float and type(value) is int:
        return float(value)
    return value if type(value) is hint else None


_LISTED: dict[object, str] = {Path: "folders", str: "texts", AlertRule: "tables, each with `name` and `on`"}


def _described(hint: object) -> str:
    if get_origin(hint) is tuple:
        return f"a list of {_LISTED[get_args(hint)[0]]}"
    words: dict[object, str] = {Path: "a path", str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
    return words[hint]


def _parsed(key: str, text: str, variable: str) -> object:
    """A variable's text as TOML would have given it; lists are separated by commas, but for rules, which are TOML."""
    hint = get_type_hints(Config)[key]
    if hint == tuple[AlertRule, ...]:
        try:
            return tomllib.loads(f"{key} = {text}")[key]
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(variable, f"no TOML: {error}", "as behind `alerts =` in the file, in one line") from error
    if get_origin(hint) is tuple:
        return [part.strip() for part in text.split(",") if part.strip()]
    if hint is bool and text.strip().lower() in _YES | _NO:
        return text.strip().lower() in _YES
    if hint in (int, float):
        try:
            return int(text) if hint is int else float(text)
        except ValueError as error:
            raise ConfigError(variable, f"{text!r} is not {_described(hint)}", settings()[key]) from error
    return text


def _is_stranger(name: str) -> bool:
    return name.startswith("TRACKER_") and name not in _LEAVE and name.removeprefix("TRACKER_").lower() not in _fields()
