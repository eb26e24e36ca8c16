"""Show results: one format on stdout, further ones in files; a terminal gets colours and a pipe does not."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from followthrough.cli.options import Common, Formats
from followthrough.errors import ConfigError
from followthrough.redaction import secrets_in, without

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

Renderings = Mapping[str, Callable[[], "RenderableType"]]
"""Format → what makes it; text as it is, or something that rich lays out."""

_PIPE_WIDTH = 120


def show(renderings: Renderings, formats: Formats, common: Common) -> None:
    """Write what goes to files, then print; at last raises ConfigError where a file could not be written."""
    failures = [_written(one.file, _laid_out(renderings[one.format](), _page)) for one in formats.written]
    sys.stdout.write(_laid_out(renderings[formats.format](), lambda: console(sys.stdout, common)))
    for failure in filter(None, failures):
        raise failure


def console(stream: TextIO, common: Common) -> Console:
    """A console on a stream: as wide as its terminal, or wide enough where there is none."""
    from rich.console import Console

    wide = None if stream.isatty() or os.environ.get("COLUMNS") else _PIPE_WIDTH
    plain = not common.color or bool(os.environ.get("NO_COLOR"))
    return Console(
        file=stream, width=wide, color_system=None if plain else "auto", highlight=False, markup=False, emoji=False
    )


def _page() -> Console:
    """A console for what goes to a file: plain, and as wide as a pipe."""
    from rich.console import Console

    return Console(file=StringIO(), width=_PIPE_WIDTH, color_system=None, highlight=False, markup=False, emoji=False)


def _laid_out(rendering: RenderableType, make_page: Callable[[], Console]) -> str:
    if isinstance(rendering, str):
        return clean(rendering)
    page = make_page()
    with page.capture() as captured:
        page.print(rendering, crop=False)  # a line that is longer on purpose stays whole
    return clean(captured.get())


def clean(text: str) -> str:
    """The text without any secret of the environment."""
    return without(secrets_in(os.environ), text)


def _written(file: Path, text: str) -> ConfigError | None:
    """Write a file; what prevented that is returned, since the work whose result it is may be done already."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", errors="backslashreplace", newline="")
    except OSError as error:
        return ConfigError(f"{file} cannot be written: {error.strerror}", hint="give another file to --output")
    return None
