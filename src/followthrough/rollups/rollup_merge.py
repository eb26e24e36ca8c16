"""The JSON of several runs as one, and the rollups that such JSON tells of, for a digest over all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from followthrough.errors import ConfigError
from followthrough.model import Review
from followthrough.rollups.item import ItemState, TrackedItem
from followthrough.rollups.rollup import Rollup
from followthrough.rollups.rollup_json import COMMENTS
from followthrough.tracking.ledger import Ledger, Move

if TYPE_CHECKING:
    Value = Mapping[str, Any]  # JSON: what is not as expected is found out by using it, and told by name of file

_TOTALS = ("items", "open", "overdue", "done", "wont_do")


def merge(runs: Mapping[str, object]) -> dict[str, object]:
    """One value for what several runs printed, by the names of their files: as if one had done all of it.

    A postmortem that two of them tell of counts once, as the first of them tells it. Raises ConfigError for a file that
    is not what `followthrough rollup --format json` prints.
    """
    known = [_checked(name, run) for name, run in runs.items()]
    found: dict[tuple[str, str, str], Value] = {}
    for one in (one for run in known for one in run["postmortems"]):
        found.setdefault((one["repository"] or "", one["path"], one["key"]), one)
    postmortems = [found[place] for place in sorted(found)]
    zones = {run["timezone"] for run in known}
    return {
        "version": 1,
        "today": max((run["today"] for run in known), default=None),
        "timezone": zones.pop() if len(zones) == 1 else None,
        "totals": _sums(_TOTALS, (one["totals"] for one in postmortems)),
        "comments": _sums(COMMENTS, (run["comments"] for run in known)),
        "postmortems": postmortems,
        "failed": [failure for run in known for failure in run["failed"]],
    }


def rollups_in(value: Mapping[str, Any]) -> tuple[Rollup, ...]:
    """The rollups of a run, or of several merged, without what only their comments told."""
    today = date.fromisoformat(value["today"])
    return tuple(_rollup(one, today) for one in value["postmortems"])


def _checked(name: str, run: Any) -> Value:  # noqa: ANN401  # whatever a file holds
    try:
        tuple(rollups_in(run))
        _sums(COMMENTS, [run["comments"]])
        tuple(run["failed"])
        zone: str | None = run["timezone"]
        if run["version"] != 1:
            raise ValueError(run["version"])  # noqa: TRY301  # told below, with all else that may be wrong
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise ConfigError(
            f"{name} is not what `followthrough rollup --format json` prints",
            hint="write it with --output json=FILE, by the same version of followthrough",
        ) from error
    return {**run, "timezone": zone}


def _sums(names: Iterable[str], parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    known = list(parts)
    return {name: sum(int(part[name]) for part in known) for name in names}


def _rollup(one: Value, today: date) -> Rollup:
    ledger = Ledger(
        postmortem=one["key"],
        path=one["path"],
        title=one["title"],
        severity=one["severity"],
        date=_day(one["date"]),
        owners=tuple(one["owners"]),
        services=tuple(one["services"]),
        reviews=tuple(
            Review(name=each["name"], date=date.fromisoformat(each["date"]), line=1) for each in one["reviews"]
        ),
        missing=one["missing"],
        confidential=one["confidential"],
    )
    items = tuple(_items(one))
    return Rollup(ledger=ledger, items=items, today=today, repository=one["repository"])


def _items(one: Value) -> Iterator[TrackedItem]:
    for item in one["items"]:
        issue = item["issue"] or {"number": None, "url": None}
        yield TrackedItem(
            key=item["key"],
            postmortem=one["key"],
            path=item["path"],
            postmortem_title=None if item["postmortem"] == item["path"] else item["postmortem"],
            title=item["title"],
            state=ItemState(item["state"]),
            owners=tuple(item["owners"]),
            assigned=item["assigned"],
            due=_day(item["due"]),
            days_overdue=item["days_overdue"],
            priority=item["priority"],
            number=issue["number"],
            url=issue["url"],
            ticket=item["ticket"],
            opened_on=_day(item["opened_on"]),
            closed_on=_day(item["closed_on"]),
            snoozed_until=_day(item["snoozed_until"]),
            confidential=item["confidential"],
            remark=item["remark"],
            moves=tuple(
                Move(on=date.fromisoformat(move["on"]), was=date.fromisoformat(move["was"])) for move in item["moves"]
            ),
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
