"""How `sync` grows: items against seconds, writes and peak memory, on the embedded forge.

Run with `make bench`. Times are told as ratios between sizes of one run; the counts are asserted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.generator import write_corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the command line."""

    seconds: float
    peak_mib: float
    report: dict[str, object]

    def count(self, key: str) -> int:
        """How many entries the report has under a key."""
        entries = self.report[key]
        return len(entries) if isinstance(entries, list) else int(str(entries))


def run_sync(folder: Path) -> Run:
    """Run `followthrough sync` in a folder and measure it."""
    command = [sys.executable, "-m", "followthrough", "sync", "--forge", "local", "--format", "json"]
    with (folder / "report.json").open("wb") as report:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=report)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"sync ended with {process.returncode}")
    text = (folder / "report.json").read_text(encoding="utf-8")
    return Run(seconds=seconds, peak_mib=usage.ru_maxrss / 1024, report=json.loads(text))


def measure(documents: int, items: int) -> tuple[Run, Run]:
    """Sync so many items twice: everything new, then nothing to do."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_corpus(folder / "postmortems", documents, items)
        first, second = run_sync(folder), run_sync(folder)
    if first.count("created") != items or second.count("unchanged") != items:
        raise SystemExit(
            f"expected {items} created, then unchanged: {first.count('created')}, {second.count('unchanged')}"
        )
    writes = sum(second.count(key) for key in ("created", "updated", "closed", "reopened", "linked"))
    if writes:
        raise SystemExit(f"the second run wrote {writes} times")
    return first, second


def main() -> None:
    """Print a row for each size, and how the largest compares with the smallest."""
    print(f"{'documents':>9} {'items':>6} {'first s':>8} {'again s':>8} {'ms/item':>8} {'again ms':>8} {'peak MiB':>8}")
    rows = []
    for documents, items in ((120, 1_000), (360, 3_000), (1_200, 10_000)):
        first, again = measure(documents, items)
        rows.append((items, first, again))
        print(
            f"{documents:>9} {items:>6} {first.seconds:>8.2f} {again.seconds:>8.2f}"
            f" {first.seconds / items * 1000:>8.2f}"
            f" {again.seconds / items * 1000:>8.2f} {max(first.peak_mib, again.peak_mib):>8.0f}"
        )
    (small, first_small, again_small), (large, first_large, again_large) = rows[0], rows[-1]
    size = large / small
    print(
        f"{size:.0f} times the items: {first_large.seconds / first_small.seconds:.1f} times the time,"
        f" again {again_large.seconds / again_small.seconds:.1f} times"
    )


if __name__ == "__main__":
    main()
