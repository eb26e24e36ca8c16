"""Status as OpenMetrics text, for Prometheus and its like (OpenMetrics 1.0)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from followthrough.rollups.inert import inert
from followthrough.rollups.item import ItemState, TrackedItem, in_order, totals


def status_openmetrics(items: Sequence[TrackedItem]) -> str:
    """Gauges over all items, and one for each overdue item so that an alert can name it; ends with `# EOF`."""
    return "\n".join((*_lines(items), "# EOF")) + "\n"


def _lines(items: Sequence[TrackedItem]) -> Iterator[str]:
    sums = totals(items)
    counts = {
        ItemState.OPEN: sums.open,
        ItemState.DONE: sums.done,
        ItemState.WONT_DO: sums.wont_do,
        ItemState.SNOOZED: sums.snoozed,
        ItemState.UNTRACKED: sums.untracked,
    }
    yield from _family("followthrough_action_items", "Action items by state.")
    for state, count in counts.items():
        yield f'followthrough_action_items{{state="{state.value}"}} {count}'
    yield from _family("followthrough_action_items_overdue", "Open action items whose deadline has passed.")
    yield f"followthrough_action_items_overdue {sums.overdue}"
    yield from _family("followthrough_oldest_overdue_days", "Days since the deadline of the longest overdue item.")
    yield f"followthrough_oldest_overdue_days {sums.oldest_overdue_days}"
    yield from _family("followthrough_action_item_overdue_days", "Days since the deadline of each overdue item.")
    for item in in_order(items):
        if item.overdue:
            yield f"followthrough_action_item_overdue_days{{{_labels(item)}}} {item.days_overdue}"


def _family(name: str, text: str) -> tuple[str, str]:
    return f"# TYPE {name} gauge", f"# HELP {name} {text}"


def _labels(item: TrackedItem) -> str:
    labels = {
        "item": item.key,
        "postmortem": item.postmortem,
        "title": item.title,
        "owners": ", ".join(item.owners),
        "issue": "" if item.number is None else str(item.number),
    }
    return ",".join(f'{name}="{escaped(value)}"' for name, value in labels.items())


def escaped(value: str) -> str:
    """The value as it stands between the quotes of a label."""
    return inert(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
