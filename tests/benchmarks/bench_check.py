"""How long `followthrough check` takes over 2,000 documents, beside a bare parse of the same files by markdown-it-py.

Run with `make bench`. Both are whole processes, run in turn, so that the ratio of a round compares like with like; the
median of the ratios is what counts. The second table tells how both grow with the number of documents.
"""

from __future__ import annotations

import os
import random
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.generator import postmortem

DOCUMENTS = 2_000
ROUNDS = 3
MOST_TIMES = 1.8
MOST_MIB = 256

_EXAMPLES = Path(__file__).parents[2] / "examples" / "postmortems"
_FIELD = re.compile(r"#|\|--|.{0,30}:")
_WORD = re.compile(r"\b[a-z]{6,}\b")
_BARE = """
import pathlib, sys
from markdown_it import MarkdownIt
parser = MarkdownIt("commonmark").enable("table")
for path in sorted(pathlib.Path("postmortems").iterdir()):
    parser.parse(path.read_text(encoding="utf-8"))
"""


def write_documents(folder: Path, count: int) -> int:
    """Write so many documents, each example and each invented shape in turn in words of its own; return their bytes."""
    examples = [file.read_text(encoding="utf-8") for file in sorted(_EXAMPLES.glob("*.md"))]
    folder.mkdir(parents=True)
    written = 0
    for number in range(count):
        rng = random.Random(number)  # noqa: S311 - repeatable, not secret
        kind = number % (len(examples) + 1)
        text = postmortem(number, 8) if kind == len(examples) else _in_other_words(examples[kind], rng)
        text = re.sub(r"INC-[0-9]+", f"INC-{number}", text)
        written += (folder / f"{number:05}.md").write_text(text, encoding="utf-8")
    return written


def _in_other_words(text: str, rng: random.Random) -> str:
    """The text with every seventh long word of its prose replaced, so that no two documents say the same."""

    def swapped(found: re.Match[str]) -> str:
        return f"word{rng.randrange(10_000)}" if rng.random() < 1 / 7 else found[0]

    return "\n".join(line if _FIELD.match(line) else _WORD.sub(swapped, line) for line in text.split("\n"))


def run(command: list[str], folder: Path) -> tuple[float, float]:
    """Seconds and peak MiB of a process."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def measure(count: int, rounds: int) -> tuple[float, float, float]:
    """The seconds of a check, how many times those of a bare parse they are, and its peak MiB."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_documents(folder / "postmortems", count)
        pairs = []
        for _ in range(rounds):
            bare, _ = run([sys.executable, "-c", _BARE], folder)
            pairs.append((bare, *run([sys.executable, "-m", "followthrough", "check"], folder)))
    ratio = statistics.median(seconds / bare for bare, seconds, _ in pairs)
    return min(seconds for _, seconds, _ in pairs), ratio, max(peak for *_, peak in pairs)


def main() -> None:
    """Print a row for each number of documents; the process fails where the last takes more than it may."""
    print(f"{'documents':>9} {'check s':>8} {'of bare parse':>14} {'peak MiB':>9}")
    for count in (DOCUMENTS // 8, DOCUMENTS // 4, DOCUMENTS // 2, DOCUMENTS):
        seconds, ratio, peak = measure(count, ROUNDS)
        print(f"{count:>9} {seconds:>8.2f} {ratio:>14.2f} {peak:>9.0f}")
    if ratio > MOST_TIMES or peak > MOST_MIB:
        raise SystemExit(f"more than {MOST_TIMES} times a bare parse, or more than {MOST_MIB} MiB")


if __name__ == "__main__":
    main()
