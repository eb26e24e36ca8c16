"""Feeds the readers with what a coverage-guided fuzzer thinks of: `make fuzz`.

The first byte of an input chooses the kind of document. An input that breaks a promise is left as a file in the folder
of the run, and giving that file as the argument repeats it.
"""

from __future__ import annotations

import sys

import atheris  # type: ignore[import-untyped]  # fetched by `make fuzz` alone

with atheris.instrument_imports(include=["followthrough", "markdown_it"]):
    from tests.fuzz.promises import ENDINGS, hold

    # What is imported late is instrumented as well.
    for ending in ENDINGS:
        hold(ending, b'{"title": "x"}')


def feed(data: bytes) -> None:
    """Hold the readers to their promises with one input."""
    if data:
        hold(ENDINGS[data[0] % len(ENDINGS)], data[1:])


def main() -> None:
    """Fuzz until libFuzzer has had enough."""
    atheris.Setup(sys.argv, feed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
