"""The options that commands share, each of which the environment can give too."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

Command = Callable[..., int]
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A further format and the file it goes to."""

    format: str
    file: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What every command is told."""

    forge: str | None = None
    repo: str | None = None
    api_url: str | None = None
    ca_bundle: Path | None = None
    local: Path | None = None
    config: Path | None = None
    today: date | None = None
    pace: float | None = None
    settle: float | None = None
    verbosity: int = 0
    """Above 0 more is told, below 0 less."""
    color: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """How a result is to be shown."""

    format: str
    written: tuple[Written, ...] = ()


def day(text: str) -> date:
    """The date of an option, written as 2026-12-01. Raises what click shows as a mistake of usage."""
    try:
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is not a date such as 2026-12-01.") from error


class Line(click.types.StringParamType):
    """Words that may hold blanks. In the environment each line is a value of its own."""

    def split_envvar_value(self, rv: str) -> Sequence[str]:
        """The lines of a variable, without those that are empty."""
        return [line.strip() for line in rv.splitlines() if line.strip()]


def option(*names: str, **attributes: Any) -> Callable[[Command], Command]:  # noqa: ANN401 - click's own attributes
    """An option that the environment can give too, by any of its names: `--pace` as FOLLOWTHROUGH_PACE."""
    long = [name.removeprefix("--") for name in names if name.startswith("--")]
    variables = ["FOLLOWTHROUGH_" + name.upper().replace("-", "_") for name in long]
    return click.option(*names, envvar=variables if len(variables) > 1 else variables[0], **attributes)


PATHS = click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path())
"""Files, folders or globs; none stands for the globs of the configuration."""


def common_options(*, about_forge: bool, several: bool = False) -> Callable[[Command], Command]:
    """The options of every command, handed over as one value.

    A command that has no use for a forge takes its options all the same, unmentioned, so that one set of options
    serves a whole pipeline. With `several`, --repo may be given more than once, and is handed over as `repos`.
    """

    def decorate(command: Command) -> Command:
        @wraps(command)
        def called(*args: Any, verbose: int, quiet: int, no_color: bool, **options: Any) -> int:  # noqa: ANN401 - click's
            if several:
                options["repos"], options["repo"] = options["repo"], None
            taken = {name: options.pop(name) for name in _TAKEN}
            common = Common(**taken, verbosity=verbose - quiet, color=not no_color)
            return command(common, *args, **options)

        return _with_options(called, hidden=not about_forge, several=several)

    return decorate


_TAKEN = ("forge", "repo", "api_url", "ca_bundle", "local", "config", "today", "pace", "settle")


def _with_options(command: Command, *, hidden: bool, several: bool) -> Command:
    for decorate in reversed((*_forge_options(hidden=hidden, several=several), *_CONDUCT)):
        command = decorate(command)
    return command


def _forge_options(*, hidden: bool, several: bool) -> tuple[Callable[[Command], Command], ...]:
    seconds = click.FloatRange(min=0, max=3600)
    repo = "The repository there; on GitLab the project."
    repos = "The repository there, on GitLab the project; can be given several times."
    return (
        option(
            "--forge",
            type=click.Choice(["github", "gitlab", "local"]),
            help="Where issues live; found out from CI or git's origin where it can be.",
            hidden=hidden,
        ),
        option("--repo", metavar="OWNER/NAME", multiple=several, help=repos if several else repo, hidden=hidden),
        option("--api-url", metavar="URL", help="The address of a forge of your own.", hidden=hidden),
        option(
            "--ca-bundle",
            metavar="FILE",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="The certificates to trust, for a forge of your own.",
            hidden=hidden,
        ),
        option(
            "--local",
            metavar="FILE",
            type=click.Path(path_type=Path),
            help="The file of the embedded forge.  [default: .followthrough/tracker.sqlite3]",
            hidden=hidden,
        ),
        option("--today", metavar="DATE", type=day, help="Take this day for today.", hidden=hidden),
        option(
            "--pace",
            metavar="SECONDS",
            type=seconds,
            help="The least time between writes after a first burst of 20; 0 turns it off.",
            hidden=hidden,
        ),
        option(
            "--settle",
            metavar="SECONDS",
            type=seconds,
            help="How long a list of issues may lag behind a write.",
            hidden=hidden,
        ),
    )


_CONDUCT = (
    option("--config", metavar="FILE", type=click.Path(path_type=Path), help="The configuration to use."),
    option("-v", "--verbose", count=True, help="Tell more on stderr; twice for everything."),
    option("-q", "--quiet", count=True, help="Tell errors alone on stderr."),
    option("--no-color", is_flag=True, help="No colours; NO_COLOR does the same."),
)


def format_options(formats: Sequence[str]) -> Callable[[Command], Command]:
    """The options that say how a result is shown, handed over as one value; the first format is the usual one."""

    def decorate(command: Command) -> Command:
        @wraps(command)
        def called(*args: Any, format_: str, output: tuple[Written, ...], **options: Any) -> int:  # noqa: ANN401 - click's
            return command(*args, formats=Formats(format=format_, written=output), **options)

        return _format(formats)(output_option(formats)(called))

    return decorate


def _format(formats: Sequence[str]) -> Callable[[Command], Command]:
    choice = click.Choice(list(formats))
    return option("--format", "format_", type=choice, default=formats[0], show_default=True, help="What to print.")


def output_option(formats: Sequence[str]) -> Callable[[Command], Command]:
    """The option for what is written to files, handed over as `output`."""

    def written(_: click.Context, __: click.Parameter, texts: Sequence[str]) -> tuple[Written, ...]:
        return tuple(_written(text, formats) for text in texts)

    told = "Write a further format to a file; can be given several times."
    return option("-o", "--output", metavar="FORMAT=FILE", type=_Output(), multiple=True, callback=written, help=told)


def _written(text: str, formats: Sequence[str]) -> Written:
    format_, equals, file = text.partition("=")
    if not equals or not file:
        raise click.BadParameter(f"{text!r} is not FORMAT=FILE, such as json=result.json.")
    if format_ not in formats:
        raise click.BadParameter(f"{format_!r} is not one of {', '.join(formats)}.")
    return Written(format=format_, file=Path(file))


class _Output(click.types.StringParamType):
    """Formats and files. In the environment several stand on lines of their own, or with blanks between them."""

    def split_envvar_value(self, rv: str) -> Sequence[str]:
        """The values of a variable; the name of a file may hold blanks."""
        return [one for one in _BEFORE_A_FORMAT.split(rv.strip()) if one]


_BEFORE_A_FORMAT = re.compile(r"\s+(?=[a-z]+=)")
