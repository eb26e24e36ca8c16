"""GitHub's own expression engine, `@actions/expressions` (MIT): fetched from npm, checked, and asked over a pipe."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

FETCHED = Path(__file__).parents[2] / ".thirdparty"
_VERSION = "0.3.61"
_INTEGRITY = "Ig+tXELvTjlqxQAWBQnLNn2dPpNraLMdSnT+vDzDPmJtbNUhIAH/Z9kVT8pZ8UtJi9vUGs8hwHE8JFJmbOnLEA=="
_PACKAGE = FETCHED / f"actions-expressions-{_VERSION}"
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)

Contexts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Expressions:
    """The engine at the other end of a pipe."""

    asked: IO[str]
    answered: IO[str]

    def filled(self, template: str, contexts: Contexts) -> str:
        """The template with every `${{ … }}` in it evaluated."""
        return _EXPRESSION.sub(lambda found: self._evaluate(found[1].strip(), contexts), template)

    def _evaluate(self, expression: str, contexts: Contexts) -> str:
        self.asked.write(json.dumps({"expression": expression, "contexts": contexts}) + "\n")
        self.asked.flush()
        answer: str = json.loads(self.answered.readline())
        return answer


@contextmanager
def engine() -> Iterator[Expressions]:
    """The engine, for as long as it is wanted."""
    _fetch()
    script = Path(__file__).with_suffix(".mjs")
    command: list[str | Path] = ["node", script, _PACKAGE / "package" / "dist" / "index.js"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Expressions(process.stdin, process.stdout)
        process.stdin.close()


def _fetch() -> None:
    """Bring the package to its place. Raises ValueError where it is not what was pinned."""
    if _PACKAGE.exists():
        return
    FETCHED.mkdir(exist_ok=True)
    command = ["npm", "pack", "--silent", "--json", f"@actions/expressions@{_VERSION}"]
    told = subprocess.run(command, cwd=FETCHED, check=True, capture_output=True, text=True).stdout
    archive = FETCHED / json.loads(told)[0]["filename"]
    digest = hashlib.sha512(archive.read_bytes()).digest()
    if base64.b64encode(digest).decode() != _INTEGRITY:
        raise ValueError(f"@actions/expressions {_VERSION} is not the package that was pinned")
    with tarfile.open(archive) as packed:
        packed.extractall(_PACKAGE, filter="data")
    archive.unlink()
