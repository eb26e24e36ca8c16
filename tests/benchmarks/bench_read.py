"""How long hostile documents take to read and check, beside a bare parse by markdown-it-py of the same text.

Run with `make bench`. Each document is read by a process of its own, whose peak memory is told before the bare parse.
Of what is made of short lines it has as many as are read. tests/unit/documents/test_growth.py asserts linear growth.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from markdown_it import MarkdownIt

from followthrough.checking import check
from followthrough.checking.rules import CheckingRules
from followthrough.config.schemas import load_schema
from followthrough.documents import read
from followthrough.documents.rules import ReadingRules
from tests.benchmarks.hostile import NAMES, hostile

SIZE = 1 << 20
MOST_SECONDS, MOST_MIB = 2, 256


def measure(name: str) -> dict[str, float]:
    """Seconds and peak MiB of reading and checking one document, and the seconds of a bare parse."""
    data = hostile(name, SIZE)
    rules = CheckingRules(schema=load_schema("postmortem"))
    check(read("warm.md", b"# Outage\n\n## Action Items\n\n- Fix it @ann #1\n", ReadingRules()), rules)
    began = time.process_time()
    check(read("hostile.md", data, ReadingRules()), rules)
    ours = time.process_time() - began
    peak = _peak_mib()
    parser = MarkdownIt("commonmark").enable("table")
    began = time.process_time()
    parser.parse(data.decode("utf-8", "replace"))
    return {"ours": ours, "peak": peak, "bare": time.process_time() - began}


def _peak_mib() -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def main() -> None:
    """Print a row for each document; the process fails where one takes more than any may."""
    if sys.argv[1:]:
        print(json.dumps(measure(sys.argv[1])))
        return
    print(f"{'1 MiB or 20,000 lines of':32} {'seconds':>8} {'peak MiB':>8} {'of bare parse':>14}")
    beyond = []
    for name in NAMES:
        run = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.bench_read", name], capture_output=True, check=True, text=True
        )
        row = json.loads(run.stdout)
        print(f"{name:32} {row['ours']:>8.2f} {row['peak']:>8.0f} {row['ours'] / row['bare']:>14.2f}")
        if row["ours"] > MOST_SECONDS or row["peak"] > MOST_MIB:
            beyond.append(name)
    if beyond:
        raise SystemExit(f"more than {MOST_SECONDS} s or {MOST_MIB} MiB: {', '.join(beyond)}")


if __name__ == "__main__":
    main()
