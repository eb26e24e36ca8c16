"""How long the command line takes to start, beside an import of click alone.

Run with `make bench`. All are whole processes, run in turn; the median of the ratios of the rounds is what counts.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROUNDS = 15

_EXAMPLES = Path(__file__).parents[2] / "examples" / "postmortems"
_BARE = [sys.executable, "-c", "import click"]
_OURS = {
    "--version": (["--version"], 2.0),
    "--help": (["--help"], 2.0),
    "check of six files": (["check"], None),
    "parse of six files": (["parse"], None),
}
"""What is run, and how many times a bare import of click it may take."""


def seconds(command: list[str], folder: Path) -> float:
    """How long a process runs."""
    began = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if done.returncode not in {0, 1}:
        raise SystemExit(f"{command} ended with {done.returncode}")
    return time.perf_counter() - began


def main() -> None:
    """Print a row for each command; the process fails where one takes longer than it may."""
    beyond = []
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copytree(_EXAMPLES, folder / "postmortems")
        print(f"{'followthrough':20} {'ms':>6} {'of import click':>16}")
        for name, (arguments, most) in _OURS.items():
            pairs = []
            for _ in range(ROUNDS):
                bare = seconds(_BARE, folder)
                pairs.append((bare, seconds([sys.executable, "-m", "followthrough", *arguments], folder)))
            ratio = statistics.median(ours / bare for bare, ours in pairs)
            print(f"{name:20} {min(ours for _, ours in pairs) * 1000:>6.0f} {ratio:>16.2f}")
            if most is not None and ratio > most:
                beyond.append(name)
    if beyond:
        raise SystemExit(f"longer than it may: {', '.join(beyond)}")


if __name__ == "__main__":
    main()
