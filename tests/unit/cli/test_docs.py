from __future__ import annotations

import pytest

from followthrough.cli import COMMANDS
from followthrough.cli.errors import BROKEN_PIPE, INTERRUPTED, TERMINATED
from followthrough.errors import ExitCode
from tests.unit.cli.help_pages import PAGE, refreshed


def test_help_on_the_page() -> None:
    """The help on the page is what the commands print; `python -m tests.unit.cli.help_pages` mends it."""
    page = PAGE.read_text(encoding="utf-8")
    assert page == refreshed(page)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_there(command: str) -> None:
    """Every command has its section with its help."""
    page = PAGE.read_text(encoding="utf-8")
    assert f"### `{command}`" in page
    assert f"$ followthrough {command} --help\nUsage: followthrough {command}" in page


@pytest.mark.parametrize("code", [*ExitCode, INTERRUPTED, BROKEN_PIPE, TERMINATED])
def test_every_exit_code_is_there(code: int) -> None:
    """Every exit code has its line in the table."""
    assert f"\n| {int(code)} | " in PAGE.read_text(encoding="utf-8")
