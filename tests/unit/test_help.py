"""Help as it is shown: examples stand on lines of their own, and no control character shows."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from tracker.cli.main import main


def commands(group: click.Group, context: click.Context, path: str = "tracker") -> Iterator[tuple[str, click.Command, click.Context]]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, parent=context, info_name=name)
        yield f"{path} {name}", command, inner
        if isinstance(command, click.Group):
            yield from commands(command, inner, f"{path} {name}")


ALL = list(commands(main, click.Context(main, info_name="tracker")))


@pytest.mark.parametrize(("path", "command", "context"), ALL, ids=[path for path, _, _ in ALL])
def test_help_is_readable(path: str, command: click.Command, context: click.Context) -> None:
    text = command.get_help(context)
    assert "\\b" not in text and "\b" not in text
    assert "Example" in text
    assert any(line.strip().startswith(("tracker ", "Example: tracker ")) for line in text.splitlines())
