"""How many requests a sync on GitHub asks for, over real HTTP to a simulated one.

Run with `make bench`. The bounds are asserted in tests/forges/test_github_requests.py; here they are told.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tests.forges.test_github_requests import Shop
from tests.simulators.github import GitHubSimulator

SIZES = ((1, 10), (1, 100), (10, 10), (10, 100))


def main() -> None:
    """Print a table: requests and seconds of a first run, of one with nothing to do, of one with one change."""
    print(f"{'documents':>9} {'items':>6} {'first':>14} {'no change':>14} {'one deadline':>14}")
    for documents, items in SIZES:
        with GitHubSimulator() as simulator:
            shop = Shop(simulator)
            written = shop.write_down(documents, items)
            first = _told(lambda: shop.requests(written))  # noqa: B023 - called at once
            second = _told(lambda: shop.requests(written))  # noqa: B023 - called at once
            one, *others = written
            item, *rest = one.action_items
            moved = [replace(one, action_items=(replace(item, due=date(2027, 1, 15)), *rest)), *others]
            third = _told(lambda: shop.requests(moved))  # noqa: B023 - called at once
        print(f"{documents:>9} {documents * items:>6} {first:>14} {second:>14} {third:>14}")


def _told(run: Callable[[], int]) -> str:
    began = time.perf_counter()
    requests = run()
    return f"{requests} ({time.perf_counter() - began:.2f} s)"


if __name__ == "__main__":
    main()
