"""Writes what the fuzzer begins with into a folder: `python -m tests.fuzz.seeds FOLDER`."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

from tests.fuzz.documents import EXAMPLES
from tests.fuzz.promises import ENDINGS

_FAMILIES = Path(__file__).parents[1] / "acceptance" / "families"


def main() -> None:
    """An input for each example: the number of its ending, then its bytes."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for file in (*EXAMPLES, *sorted(_FAMILIES.glob("*.md"))):
        seed = bytes([ENDINGS.index(file.suffix)]) + file.read_bytes()
        (folder / sha256(seed).hexdigest()[:16]).write_bytes(seed)


if __name__ == "__main__":
    main()
