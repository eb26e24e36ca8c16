"""A chart for a digest in Mermaid's words: how many issues were opened and how many of them are settled, by week.

Numbers and dates of our own alone, so that nothing foreign reaches the language of the chart. GitLab draws a block of
up to 2,000 characters by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from followthrough.rollups.figures import Week
from followthrough.tracking.days import MONTHS

_WEEKS = 12


def weekly_chart(weeks: Sequence[Week]) -> str | None:
    """The chart of the last twelve weeks; None where there are not two to compare."""
    last = weeks[-_WEEKS:]
    if len(last) < 2:  # noqa: PLR2004  # two make a chart
        return None
    days = ", ".join(f'"{week.monday.day} {MONTHS[week.monday.month - 1]}"' for week in last)
    opened = ", ".join(str(week.opened) for week in last)
    settled = ", ".join(str(week.settled) for week in last)
    return "\n".join(
        (
            "```mermaid",
            "xychart-beta",
            f"    x-axis [{days}]",
            f'    y-axis "issues" 0 --> {max(week.opened for week in last)}',
            f"    bar [{opened}]",
            f"    line [{settled}]",
            "```",
        )
    )
