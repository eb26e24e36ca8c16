"""The command line: read arguments, call, report, exit.

This module imports click alone, so that `--help` answers at once; a command is imported when it is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click

from followthrough import __version__

COMMANDS = {
    "check": "Read and validate postmortems.",
    "parse": "Show what was read from postmortems.",
    "plan": "Show what sync would do.",
    "sync": "Open, edit and close issues until they agree with the postmortems.",
    "rollup": "Tell each postmortem's change request what is overdue, due and done.",
    "status": "Show the tracked action items, overdue first.",
    "report": "Write a page that shows what is tracked and how it goes.",
    "init": "Write a configuration, a workflow and a postmortem to fill in.",
    "doctor": "Tell what would fail, and the exact mend.",
    "ci": "Do what the event of a CI run asks for.",
    "local": "Act on the embedded forge by hand.",
}
"""Each command, in its own module of its name, with the line that the list of commands shows."""


class LazyGroup(click.Group):
    """A group whose commands are imported one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"followthrough.cli.{cmd_name}"), cmd_name)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """The list of commands, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments open with; one that is not there is told with its nearest neighbour."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            ctx.fail(f"There is no command {args[0]!r}." + (f" Did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def cli() -> None:
    """Follow the action items of postmortems until they are done.

    Every option can be given in the environment too: --max-creates as FOLLOWTHROUGH_MAX_CREATES.
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and end the process with its exit code."""
    from followthrough.cli.errors import run

    sys.exit(run(cli, arguments))
