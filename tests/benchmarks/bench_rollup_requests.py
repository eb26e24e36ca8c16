"""How many requests a rollup asks for on GitHub and on GitLab, over real HTTP to simulated ones.

Run with `make bench`. The bounds are asserted in tests/forges/test_rollup_requests.py; here they are told.
"""

from __future__ import annotations

import time
from datetime import timedelta

from tests.forges.github_world import GitHubWorld
from tests.forges.gitlab_world import GitLabWorld
from tests.forges.test_rollup_requests import MONDAY, Shop
from tests.simulators.github import GitHubSimulator
from tests.simulators.gitlab import GitLabSimulator

SIZES = ((1, 10), (1, 100), (10, 10), (50, 10))


def main() -> None:
    """Print a table: requests and seconds of a week with a fresh comment each, of the day after, of the next week."""
    print(f"{'':>7} {'postmortems':>11} {'items':>6} {'fresh':>14} {'day after':>14} {'next week':>14}")
    for name in ("github", "gitlab"):
        for documents, items in SIZES:
            print(f"{name:>7} {documents:>11} {documents * items:>6} {' '.join(_weeks(name, documents, items))}")


def _weeks(name: str, documents: int, items: int) -> list[str]:
    simulator = GitHubSimulator() if name == "github" else GitLabSimulator()
    with simulator:
        world = GitHubWorld(simulator) if isinstance(simulator, GitHubSimulator) else GitLabWorld(simulator)
        shop = Shop(world)
        shop.open(documents, items)
        told = [f"{_told(shop, days):>14}" for days in (0, 1, 7)]
        world.close()
    return told


def _told(shop: Shop, days: int) -> str:
    began = time.perf_counter()
    requests = shop.requests(MONDAY + timedelta(days=days))
    return f"{requests} ({time.perf_counter() - began:.2f} s)"


if __name__ == "__main__":
    main()
