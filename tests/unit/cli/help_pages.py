"""docs/cli.md with the help that the commands really print; run as a module, it is brought up to date."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from followthrough.cli import cli

PAGE = Path(__file__).parents[3] / "docs" / "cli.md"
_BLOCK = re.compile(r"(?<=```console\n)\$ (followthrough[^\n]*--help)\n.*?(?=```)", re.DOTALL)


def refreshed(page: str) -> str:
    """The page with every block of help as it is printed now."""
    return _BLOCK.sub(lambda found: f"$ {found[1]}\n{_help(found[1])}", page)


def _help(command: str) -> str:
    arguments = command.split()[1:]
    return CliRunner().invoke(cli, arguments, prog_name="followthrough", terminal_width=100).output


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
