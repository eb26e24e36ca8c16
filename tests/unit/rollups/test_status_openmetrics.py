from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from followthrough.rollups.status_openmetrics import status_openmetrics
from tests.unit.rollups.builders import ALL, RETRIES

SAMPLE = re.compile(r'(?P<name>[a-z_]+)(?:\{(?P<labels>(?:[a-z]+="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (?P<value>\d+)')


OVERDUE = (
    'followthrough_action_item_overdue_days{item="ft-bbbbbbbbbbbb",postmortem="inc-42",title="Cap retries at 3",'
    'owners="alice",issue="97"} 16'
)


def test_metrics_to_the_letter() -> None:
    """What Prometheus scrapes."""
    assert status_openmetrics(ALL).splitlines() == [
        "# TYPE followthrough_action_items gauge",
        "# HELP followthrough_action_items Action items by state.",
        'followthrough_action_items{state="open"} 3',
        'followthrough_action_items{state="done"} 2',
        'followthrough_action_items{state="wont_do"} 1',
        'followthrough_action_items{state="snoozed"} 1',
        'followthrough_action_items{state="untracked"} 1',
        "# TYPE followthrough_action_items_overdue gauge",
        "# HELP followthrough_action_items_overdue Open action items whose deadline has passed.",
        "followthrough_action_items_overdue 1",
        "# TYPE followthrough_oldest_overdue_days gauge",
        "# HELP followthrough_oldest_overdue_days Days since the deadline of the longest overdue item.",
        "followthrough_oldest_overdue_days 16",
        "# TYPE followthrough_action_item_overdue_days gauge",
        "# HELP followthrough_action_item_overdue_days Days since the deadline of each overdue item.",
        OVERDUE,
        "# EOF",
    ]


FOREIGN = st.text() | st.text(alphabet='\\"\n\r{}=, n#[')


@given(title=FOREIGN, owner=FOREIGN)
def test_foreign_text_never_leaves_its_label(title: str, owner: str) -> None:
    """Whatever a title holds, every line is a comment or a sample, and the label says the title."""
    text = status_openmetrics((replace(RETRIES, title=title, owners=(owner,)),))
    *lines, last, end = text.split("\n")
    assert (last, end) == ("# EOF", "")
    samples = [SAMPLE.fullmatch(line) for line in lines if not line.startswith("# ")]
    assert all(samples)
    assert text.encode("utf-8")
    assert "##[" not in text
