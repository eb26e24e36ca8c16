"""Invented postmortems in any number, the same ones every time, for measuring growth."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_DEEDS = ("Add", "Remove", "Rehearse", "Document", "Alert on", "Cap", "Expire", "Rotate", "Shard", "Throttle")
_THINGS = ("the cart cache", "retries", "queue depth", "the failover", "stale tokens", "slow queries", "the index")
_PLACES = ("in checkout", "in the ledger", "for search", "on the edge", "in billing", "for couriers", "at login")
_PEOPLE = ("Ada Moreno", "Bo Lindqvist", "Chidi Okafor", "Dana Petrov", "Emre Aksoy", "Fern Gallagher")


def _deed(rng: random.Random, number: int) -> str:
    return f"{rng.choice(_DEEDS)} {rng.choice(_THINGS)} {rng.choice(_PLACES)} (case {number})"


def _table(rng: random.Random, day: date, count: int) -> list[str]:
    rows = ["| Action | Owner | Due | Status |", "|---|---|---|---|"]
    for number in range(count):
        due = day + timedelta(days=rng.randint(7, 90))
        rows.append(f"| {_deed(rng, number)} | {rng.choice(_PEOPLE)} | {due.isoformat()} | Open |")
    return rows


def _check_boxes(rng: random.Random, _day: date, count: int) -> list[str]:
    rows = ["### Soon (next month)"]
    rows += [f"- [ ] {_deed(rng, number)} (Owner: {rng.choice(_PEOPLE)})" for number in range(count)]
    return rows


def postmortem(seed: int, items: int) -> str:
    """One postmortem of about 4 kB with so many open action items."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    day = date(2025, 1, 1) + timedelta(days=seed % 600)
    shape = rng.choice((_table, _check_boxes))
    story = [f"At {hour:02}:{rng.randint(0, 59):02} {_deed(rng, hour).lower()} came up again." for hour in range(24)]
    return "\n".join(
        (
            f"# Postmortem: outage {seed}",
            "",
            f"**Incident ID:** INC-{seed}  ",
            f"**Date:** {day.isoformat()}  ",
            f"**Severity:** P{1 + seed % 3}  ",
            f"**Incident Lead:** {rng.choice(_PEOPLE)}",
            "",
            "## Summary",
            *story[:8],
            "",
            "## Timeline",
            "| Time | Event |",
            "|---|---|",
            *(f"| {hour:02}:00 | {line} |" for hour, line in enumerate(story)),
            "",
            "## Root Cause",
            *story[8:16],
            "",
            "## Action Items",
            "",
            *shape(rng, day, items),
            "",
        )
    )


def write_corpus(folder: Path, documents: int, items: int) -> int:
    """Write so many documents that hold so many items in all, and return how many bytes they have."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for number in range(documents):
        share = items * (number + 1) // documents - items * number // documents
        text = postmortem(number, share)
        written += (folder / f"{number:05}.md").write_text(text, encoding="utf-8")
    return written
