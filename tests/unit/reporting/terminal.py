"""What a person sees: a renderable printed as a terminal of a given width shows it."""

from __future__ import annotations

import io

from rich.console import Console, RenderableType


def shown(renderable: RenderableType, *, width: int = 100, color: bool = False) -> str:
    """The printed text, blanks at line ends left out; with `color`, the escape sequences too."""
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
        _environ={},
    )
    with console.capture() as capture:
        console.print(renderable, crop=False)
    return "\n".join(line.rstrip() for line in capture.get().split("\n"))
