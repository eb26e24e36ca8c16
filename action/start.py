"""Start the command line out of this checkout: its own source first, then what was installed for it."""  # noqa: INP001 - a script, run by its path

from __future__ import annotations

import os
import sys
from pathlib import Path

# An isolated Python looks neither at PYTHONPATH nor in the current folder, which may hold anybody's code.
sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "src"), os.environ["FOLDER"]]

from followthrough.cli import main  # noqa: E402 - it is found on the path that was just made

main(["ci"])
