"""Summary, impact, causes, lessons, metrics and reviews."""

from __future__ import annotations

from datetime import date

import pytest

from followthrough.documents.facts.narrative import metric_key
from tests.unit.documents.reading import read_text


def test_a_field_speaks_before_a_section_of_its_name() -> None:
    text = "# T\n\n- **Impact:** nobody could pay\n\n## Impact\n\n- **Users Affected:** 40\n"

    assert read_text(text).impact == "nobody could pay"


def test_a_section_speaks_with_its_fields_and_labels() -> None:
    text = "# T\n\n## Impact\n\n- **Users Affected:** 40\n\n**Business Impact:**\n- 12 orders lost\n- one angry call\n"

    assert read_text(text).impact == "Users Affected: 40\nBusiness Impact:\n12 orders lost\none angry call"


def test_fields_under_a_summary_are_no_summary() -> None:
    assert read_text("# T\n\n## Incident Summary\n\n- **Date:** 2026-11-03\n- **Duration:** 1 h\n").summary is None


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        pytest.param("## Root Cause\n\nThe disk was full.\n", "The disk was full.", id="section"),
        pytest.param("## Root Causes\n\n- **Primary Cause:** a full disk\n", "a full disk", id="field in a section"),
        pytest.param("## Root Cause Analysis\n\n### Primary Cause\n\na full disk\n", "a full disk", id="sub-heading"),
        pytest.param("## Root Cause Analysis\n\n**Root Cause**:\na full disk\n", "a full disk", id="label"),
        pytest.param(
            "- **Root Cause:** a full disk\n\n## Root Cause Analysis\n\n- **Primary Cause:** more\n",
            "a full disk",
            id="the plainest name first",
        ),
    ],
)
def test_the_root_cause_is_read_under_its_plainest_name(text: str, cause: str) -> None:
    assert read_text(f"# T\n\n{text}").root_cause == cause


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("### Contributing Factors\n\n- no alert\n- no test\n", id="heading"),
        pytest.param("**Contributing Factors**:\n- no alert\n- no test\n", id="label"),
        pytest.param("- **Contributing Factors:**\n  - no alert\n  - no test\n", id="nested list"),
    ],
)
def test_contributing_factors_are_listed(text: str) -> None:
    assert read_text(f"# T\n\n## Root Cause\n\n{text}").contributing_factors == ("no alert", "no test")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "## Lessons Learned\n\n### What Went Well\n\n- a\n- b\n\n### What Went Wrong\n\n- c\n\n"
            "### Where we got lucky\n\n- d\n",
            id="headings",
        ),
        pytest.param("**What Worked Well**:\n- a\n- b\n\n**What Didn't Work**:\n- c\n\n**Luck:**\n- d\n", id="labels"),
        pytest.param(
            "- **What went well:**\n  - a\n  - b\n- **What didn’t go well:** c\n- **Where we got lucky:** d\n",
            id="entries",
        ),
    ],
)
def test_lessons_are_told_apart(text: str) -> None:
    lessons = read_text(f"# T\n\n{text}").lessons

    assert (lessons.went_well, lessons.went_wrong, lessons.lucky) == (("a", "b"), ("c",), ("d",))


def test_metrics_are_fields_under_a_metrics_heading_and_times_to_repair_anywhere() -> None:
    text = (
        "# T\n\n- **Time to repair**: 7 m\n\n## Metrics\n\n### Impact Metrics\n\n"
        "- **Users Affected**: 40\n- **Downtime**: [How long]\n"
    )

    assert read_text(text).metrics == {"time_to_repair": "7 m", "users_affected": "40"}


def test_a_metrics_key_has_no_abbreviation() -> None:
    assert metric_key("Time to Detection (TTD)") == "time_to_detection"


def test_reviews_are_named_as_their_labels_name_them() -> None:
    text = (
        "# T\n\n**Date:** 2026-11-03\n\n## Follow-up\n\n- **30-day Review:** 3 Dec 2026\n"
        "- **60-day Review:** [DATE]\n- **Postmortem Review Meeting:** 2026-11-10, 14:00\n\n---\n\n"
        "**Prepared by:** Alice  \n**Next Review:** 2027-05-01\n"
    )

    assert [(review.name, review.date, review.line) for review in read_text(text).reviews] == [
        ("30-day Review", date(2026, 12, 3), 7),
        ("Postmortem Review Meeting", date(2026, 11, 10), 9),
        ("Next Review", date(2027, 5, 1), 14),
    ]


def test_a_review_without_a_date_is_a_finding() -> None:
    findings = read_text("# T\n\n**Date:** 2026-11-03\n\n- **Review Date:** when there is time\n").findings

    assert [(one.code, one.position.line) for one in findings] == [("FT106", 5)]
