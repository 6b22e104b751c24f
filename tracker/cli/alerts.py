"""The commands about messages: `alert test`, `alert preview`, `digest-mail`."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.alert_reading import lang_of, read_day, would_have_been
from tracker.alert_rules import rules_in_force, table_of
from tracker.alert_text import Message, base_url, is_loopback, trial_message
from tracker.cli.frame import Context, Group, json_option, pass_context, print_json, print_table
from tracker.config import Config
from tracker.digest import digest, mail
from tracker.errors import CheckFailed
from tracker.sending import mark_of, send

NO_CHANNEL = ("alert_channels", "no channel is configured", 'write alert_channels = ["mailto://…", "json://…"] into the configuration')


@click.group("alert", cls=Group)
def alert_command() -> None:
    """Messages about what changes: send a trial, or see what would have been sent.

    \b
    Examples:
      tracker alert preview --days 30
      tracker alert test
    """


@alert_command.command("test")
@json_option
@pass_context
def test_command(ctx: Context, as_json: bool) -> None:
    """Send a trial message to each channel, and say which took it.

    Warns where the addresses in messages would lead nowhere but to this machine. Exit status 1 where a channel refused, or there is none.

    \b
    Example: tracker alert test
    """
    config = ctx.config
    base = base_url(config.public_url, config.host, config.port)
    if is_loopback(base):
        click.echo(f"warning: messages would lead to {base}, which only this machine can open; set public_url", err=True)
    _send_out(config, trial_message(lang_of(config), base), as_json)


@alert_command.command("preview")
@click.option("--days", type=click.FloatRange(0, 3650), default=30, show_default=True, help="How far to look back.")
@json_option
@pass_context
def preview_command(ctx: Context, days: float, as_json: bool) -> None:
    """List what the rules in force would have sent in the last days; raises and sends nothing.

    \b
    Example: tracker alert preview --days 30
    """
    config = ctx.config
    with ctx.reading() as conn:
        found = would_have_been(conn, config, ctx.now, days)
    base = base_url(config.public_url, config.host, config.port)
    rules = rules_in_force(config.alerts)
    cells = [(one.happening.at, one.rule, one.happening.title, base + one.happening.path) for one in found]
    if as_json:
        alerts = [dict(zip(("at", "rule", "title", "url"), row, strict=True)) for row in cells]
        print_json({"days": days, "rules": [table_of(rule) for rule in rules], "muted": config.alert_mute, "alerts": alerts})
        return
    names = ", ".join(rule.name for rule in rules if rule.name not in config.alert_mute) or "none"
    click.echo(f"{len(found)} alerts in {days:g} days by the rules {names}")
    if found:
        print_table(("at", "rule", "title", "url"), cells)


@click.command("digest-mail")
@click.option("--lang", type=click.Choice(["en", "ja"]), help="The language [default: digest_lang, lang, English].")
@click.option("--days", type=click.FloatRange(0, 3650, min_open=True), default=1, show_default=True, help="How long a time it is about.")
@click.option("--send", "to_channels", is_flag=True, help="Send it to the channels of the configuration.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write it into this file.")
@pass_context
def digest_mail_command(ctx: Context, lang: str | None, days: float, to_channels: bool, output: Path | None) -> None:
    """Print the digest of the last day as the text of a mail, write it into a file, or send it.

    It also says that all is quiet, and how many sources answered.

    \b
    Examples:
      tracker digest-mail --lang ja
      tracker digest-mail --output today.eml
      tracker digest-mail --send
    """
    config = ctx.config
    spoken = lang or config.digest_lang or lang_of(config)
    with ctx.reading() as conn:
        found = digest(read_day(conn, spoken, ctx.now, days), spoken, base_url(config.public_url, config.host, config.port))
    text = mail(found, ctx.now)
    if output:
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CheckFailed(str(output), f"can't be written: {error.strerror}") from error
        click.echo(f"{output}: {found.title}")
    if to_channels:
        _send_out(config, found)
    if not output and not to_channels:
        click.echo(text, nl=False)


def _send_out(config: Config, message: Message, as_json: bool = False) -> None:
    """Send a message to every channel now, and print which took it. Raises CheckFailed where one did not, or there is none."""
    if not config.alert_channels:
        raise CheckFailed(*NO_CHANNEL)
    errors = send(config.alert_channels, message)
    found = [(mark_of(channel), error or "sent") for channel, error in zip(config.alert_channels, errors, strict=True)]
    if as_json:
        print_json([{"channel": channel, "result": result} for channel, result in found])
    else:
        print_table(("channel", "result"), found)
    if failed := sum(map(bool, errors)):
        raise CheckFailed("alert_channels", f"{failed} of {len(errors)} channels did not take the message")
