"""The single facts of an incident."""

from __future__ import annotations

from datetime import date

import pytest

from followthrough.documents.facts.incident import split_list
from followthrough.documents.rules import DateOrder, ReadingRules
from tests.unit.documents.reading import read_text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("**Severity:** P1", id="bold with its colon"),
        pytest.param("**Severity**: P1", id="bold before its colon"),
        pytest.param("- **Severity:** P1", id="in a list"),
        pytest.param("Severity: P1", id="plain"),
        pytest.param("**Date:** 2026-11-03  \n**Severity:** P1  \n**Status:** Resolved", id="lines of a paragraph"),
        pytest.param("**Date:** 2026-11-03 | **Severity:** P1", id="two on a line"),
        pytest.param("Date: 2026-11-03 · Severity: P1 · Lead: Alice Smith", id="three plain ones on a line"),
        pytest.param("| Field | Value |\n|---|---|\n| Severity | P1 |", id="table with a header"),
        pytest.param("|  |  |\n|---|---|\n| Severity | P1 |\n| Date | 2026-11-03 |", id="table without"),
        pytest.param("| Severity | P1 |\n|---|---|\n| Date | 2026-11-03 |", id="table whose header is a field"),
        pytest.param("## Severity\n\nP1", id="heading"),
    ],
)
def test_a_field_is_read_however_it_is_written(text: str) -> None:
    assert read_text(f"# Checkout outage\n\n{text}\n").severity == "P1"


def test_front_matter_states_facts_too() -> None:
    text = (
        "---\nseverity: P1\ndate: 2026-11-03\nservices: [checkout, carts]\nowner: Alice Smith\n---\n\n"
        "# Checkout outage\n"
    )

    postmortem = read_text(text)

    assert (postmortem.severity, postmortem.date) == ("P1", date(2026, 11, 3))
    assert (postmortem.services, postmortem.owners) == (("checkout", "carts"), ("Alice Smith",))
    assert postmortem.positions["/severity"].line == 2


@pytest.mark.parametrize(
    "title", ["The incident on 17th October 2026", "Checkout outage, 2026-10-17", "Oct 17, 2026: carts were lost"]
)
def test_the_day_in_a_title_goes_before_that_of_the_post(title: str) -> None:
    assert read_text(f"---\ntitle: '{title}'\ndate: 2026-11-03\n---\n\nText.\n").date == date(2026, 10, 17)
    assert read_text(f"---\ndate: 2026-11-03\n---\n\n# {title}\n").date == date(2026, 10, 17)


@pytest.mark.parametrize("title", ["Checkout outage of 03/04/2026", "Checkout outage of October 2026"])
def test_a_title_that_leaves_the_day_open_leaves_it_to_the_post(title: str) -> None:
    assert read_text(f"---\ndate: 2026-11-03\n---\n\n# {title}\n").date == date(2026, 11, 3)


def test_a_day_in_the_title_yields_to_a_field_of_the_incident() -> None:
    text = "---\ndate: 2026-11-03\n---\n\n# Review of 2026-10-20\n\n**Date of incident:** 2026-10-17\n"

    assert read_text(text).date == date(2026, 10, 17)


@pytest.mark.parametrize("stated", ["January 2026", "2026-01", "Q1 2026", "Jan 2026 (about)"])
def test_a_month_is_no_day_of_an_incident(stated: str) -> None:
    text = f"# Checkout outage\n\n**Date:** {stated}\n**Date of resolution:** 2026-01-28\n\nFixed on 2026-01-28.\n"
    postmortem = read_text(text, path="postmortems/2026-01-28-checkout.md")

    assert postmortem.date is None
    assert "FT106" in {finding.code for finding in postmortem.findings}


def test_a_start_tells_the_day_where_the_date_names_only_a_month() -> None:
    text = "# Checkout outage\n\n**Date:** January 2026\n**Start time:** 2026-01-14 09:12 UTC\n"

    assert read_text(text).date == date(2026, 1, 14)


@pytest.mark.parametrize(
    ("stated", "severity"),
    [
        ("🔴 Critical", "Critical"),
        ("⚠️ P2", "P2"),
        ("🔴", "🔴"),
        ("P1. Nobody could pay. Carts were kept.", "P1"),
        ("P1 (see #7)", "P1 (see #7)"),
        ("P1（決済。Checkout も）", "P1（決済。Checkout も）"),
        ("P1 (proposed. Carts were kept)", "P1 (proposed. Carts were kept)"),
        ("High. " + "Carts were lost all over the shop. " * 20, "High"),
    ],
)
def test_a_severity_is_its_first_sentence_without_pictographs(stated: str, severity: str) -> None:
    assert read_text(f"# Checkout outage\n\n- **Severity:** {stated}\n").severity == severity


def test_a_long_status_is_its_first_sentence() -> None:
    story = "The queue was drained on release `v7`, and every cart was written again. " * 9

    assert read_text(f"# T\n\n- **Status**: **resolved** (2026-11-03). {story}\n").status == "resolved (2026-11-03)"
    assert read_text("# T\n\n**Status:** ✅ Resolved\n").status == "Resolved"
    assert read_text("# T\n\n**Status:** Fixed. Audit pending\n").status == "Fixed. Audit pending"


@pytest.mark.parametrize("label", ["Severity (see `levels.md`)", "Severity (S)"])
def test_a_label_may_have_a_remark_in_brackets(label: str) -> None:
    assert read_text(f"# Checkout outage\n\n- {label}: sev1\n").severity == "sev1"


def test_the_hour_of_a_post_is_not_that_of_the_incident() -> None:
    postmortem = read_text("---\ndate: 2026-11-03 10:00:00 +0200\n---\n\n# Checkout outage\n")

    assert (postmortem.date, postmortem.started_at) == (date(2026, 11, 3), None)


def test_each_fact_is_placed_where_it_stands() -> None:
    postmortem = read_text("# Checkout outage\n\n**Date:** 2026-11-03\n**Severity:** P1\n")

    place = postmortem.positions["/severity"]
    assert (place.line, place.column, place.end_column) == (4, 15, 17)
    assert postmortem.positions["/title"].column == 3
    assert postmortem.positions["/date"].line == 3


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("# Outage\n\n**Date:** 3 Nov 2026\n", date(2026, 11, 3), id="a field"),
        pytest.param("# Outage\n\n**Date and Time:** 2026-11-03 09:12 UTC\n", date(2026, 11, 3), id="with a time"),
        pytest.param("# 2026-11-03 Outage\n", date(2026, 11, 3), id="in the title"),
        pytest.param(
            "# Outage\n\n## Summary\n\nOn November 3, 2026 it broke.\n", date(2026, 11, 3), id="in the summary"
        ),
        pytest.param("# Outage\n", date(2026, 11, 9), id="in the name of the file"),
        pytest.param("# Outage\n\nOn 3 Nov 2026 it broke.\n", date(2026, 11, 3), id="in the first words"),
        pytest.param(
            "# Outage\n\nCarts failed.\n\nOn 3 Nov 2026 we looked.\n", date(2026, 11, 9), id="before further words"
        ),
        pytest.param(
            "# Metadata\n\nOwner: Alice\n\n# Overview\n\nTuesday, Nov. 3, 2026\n",
            date(2026, 11, 3),
            id="in one of two overviews",
        ),
        pytest.param(
            "# Outage\n\n## Summary\n\nx\n\n**Prepared by:** Alice  \n**Date:** 2026-12-24\n",
            date(2026, 11, 9),
            id="a signature's date is not the incident's",
        ),
    ],
)
def test_the_date_is_looked_for_where_it_is_most_certain(text: str, day: date) -> None:
    assert read_text(text, path="postmortems/2026-11-09-outage.md").date == day


def test_a_date_that_may_be_two_is_a_finding_unless_the_order_is_known() -> None:
    text = "# Outage\n\n**Date:** 03/04/2026\n"

    unknown = read_text(text, path="outage.md")

    assert unknown.date is None
    assert [(one.code, one.position.line, one.position.column) for one in unknown.findings] == [("FT106", 3, 11)]
    assert read_text(text, ReadingRules(date_order=DateOrder.DMY), "outage.md").date == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param(
            "---\ndate: 2026-11-09\n---\n\n# Outage\n\n**Started:** 2026-11-03 09:12\n",
            date(2026, 11, 3),
            id="the start in the body, not the day of the post",
        ),
        pytest.param(
            "---\ndate: 2026-11-09\n---\n\n# 障害\n\n| 項目 | 内容 |\n|---|---|\n| 発生日時 | 2026-11-03 09:12 |\n",
            date(2026, 11, 3),
            id="in a table",
        ),
        pytest.param(
            "---\ndate: 2026-11-09\n---\n\n# Outage\n\n**Incident date:** 2026-11-03\n",
            date(2026, 11, 3),
            id="its date",
        ),
        pytest.param(
            "---\ndate: 2026-11-09\n---\n\n# Outage\n\n**Started:** 09:12\n",
            date(2026, 11, 9),
            id="a start without a day",
        ),
        pytest.param(
            "---\nincident_date: 2026-11-03\n---\n\n# Outage\n\n**Started:** 2026-11-04 09:12\n",
            date(2026, 11, 3),
            id="matter that speaks of the incident",
        ),
        pytest.param(
            "---\ndate: 2026-11-03\nstarted_at: 2026-11-02T22:09:00Z\n---\n\n# Outage\n",
            date(2026, 11, 3),
            id="matter that tells both",
        ),
        pytest.param(
            "---\ndate: 2026-11-03\n---\n\n# Outage\n\n**Resolved:** 2026-11-09\n",
            date(2026, 11, 3),
            id="the end says less",
        ),
        pytest.param(
            "# Outage\n\n**Window:** unknown - 2026-11-09\n\n## Timeline\n\n- 2026-11-03 09:12: down\n",
            date(2026, 11, 3),
            id="the first entry, not the end of what began nobody knows when",
        ),
        pytest.param(
            "# Outage\n\n**Resolved:** 2026-11-09\n\n## Timeline\n\n- unclear when: it began\n- 2026-11-03: down\n",
            date(2026, 11, 3),
            id="the first entry, not the end",
        ),
        pytest.param(
            "# Outage\n\n**Resolved:** 2026-11-09 10:00\n", date(2026, 11, 9), id="the end where there is no more"
        ),
        pytest.param(
            "# Outage\n\n## Timeline (UTC) 11/21/26-11/25/26\n\n- 09:12: down\n",
            date(2026, 11, 21),
            id="in the heading of the timeline",
        ),
        pytest.param(
            "# Outage\n\n## Timeline 3/4/2026 - 3/25/2026\n\n- 09:12: down\n",
            date(2026, 3, 4),
            id="the order that the heading shows",
        ),
    ],
)
def test_of_several_days_the_one_on_which_it_began_counts(text: str, day: date) -> None:
    assert read_text(text, path="outage.md").date == day


def test_the_name_of_the_file_says_more_than_the_heading_of_the_timeline() -> None:
    text = "# Outage\n\n## Timeline 2026-11-01 - 2026-11-25\n\n- 09:12: down\n"

    assert read_text(text, path="2026-11-03-outage.md").date == date(2026, 11, 3)


@pytest.mark.parametrize(
    ("other", "day"),
    [
        pytest.param("25/03/2026", date(2026, 4, 3), id="day first"),
        pytest.param("03/25/2026", date(2026, 3, 4), id="month first"),
        pytest.param("25/03/2026 and 03/26/2026", None, id="both"),
        pytest.param("05/06/2026", None, id="in doubt as well"),
    ],
)
def test_a_date_that_may_be_two_follows_the_order_of_other_dates_of_the_document(other: str, day: date | None) -> None:
    text = f"# Outage\n\n**Date:** 03/04/2026\n\n## Timeline\n\n- {other} It began\n"

    assert read_text(text, path="outage.md").date == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("- 6th Nov 2026: it began", date(2026, 11, 6), id="the same day in words"),
        pytest.param("- 8 November 2026: the certificate ran out", date(2026, 11, 6), id="a day of that month"),
        pytest.param("- 8 November 2026: one\n- 9 June 2026: another", None, id="a day of each month"),
        pytest.param("- 8 May 2026: neither", None, id="a day of another month"),
    ],
)
def test_a_date_that_may_be_two_is_settled_by_days_that_leave_no_doubt(text: str, day: date | None) -> None:
    assert read_text(f"# 06-11-2026 - Outage\n\n## Timeline\n\n{text}\n", path="outage.md").date == day


def test_the_matter_settles_a_date_in_the_body_without_a_finding() -> None:
    postmortem = read_text("---\ndate: 2026-06-10\n---\n\n# Outage\n\n**Date:** 10/06/2026\n", path="outage.md")

    assert (postmortem.date, postmortem.findings) == (date(2026, 6, 10), ())


@pytest.mark.parametrize(
    ("fields", "start", "end"),
    [
        pytest.param("**Date/Time:** 2026-11-03 09:12 - 10:32 (UTC)", "T09:12:00+00:00", "T10:32:00+00:00", id="range"),
        pytest.param(
            "**Date:** 2026-11-03\n**Duration:** 09:12 to 10:32", "T09:12:00", "T10:32:00", id="as a duration"
        ),
        pytest.param(
            "**Date:** 2026-11-03\n**Start Time:** 09:12 UTC\n**End Time:** 10:32 UTC",
            "T09:12:00+00:00",
            "T10:32:00+00:00",
            id="two fields",
        ),
        pytest.param("**Date:** 2026-11-03\n**Start Time:** 09:12", "T09:12:00", None, id="start alone"),
        pytest.param("**Date:** 2026-11-03\n**Duration:** 80 minutes", None, None, id="a mere length"),
        pytest.param(
            "**Date:** 2026-11-03\n**Duration:** a day, from the page (07:40) to the first jobs (09:12/10:32)",
            None,
            None,
            id="a story of a length",
        ),
        pytest.param(
            "**Date:** 2026-11-03\n**Started:** 09:12 JST (carts failed at 08:15 already)",
            "T09:12:00+09:00",
            None,
            id="a second time behind the start",
        ),
        pytest.param(
            "**Date and time:** 2026-11-03 09:12 JST (= 2026-11-03 00:12 UTC)\n**End:** 10:32 JST (all carts)",
            "T09:12:00+09:00",
            "T10:32:00+09:00",
            id="the same in UTC",
        ),
        pytest.param("**Date:** 2026-11-03\n**Duration:** 09:12 - ongoing", "T09:12:00", None, id="not over yet"),
    ],
)
def test_start_and_end_come_from_fields_or_ranges(fields: str, start: str | None, end: str | None) -> None:
    postmortem = read_text(f"# Outage\n\n{fields}\n")

    assert postmortem.started_at == (start and f"2026-11-03{start}")
    assert postmortem.ended_at == (end and f"2026-11-03{end}")


def test_an_end_before_its_start_is_the_next_days() -> None:
    postmortem = read_text("# Outage\n\n**Date:** 2026-11-03\n**Start Time:** 23:15\n**End Time:** 01:40\n")

    assert postmortem.ended_at == "2026-11-04T01:40:00"


def test_owners_are_lead_owner_and_commander_and_nobody_else() -> None:
    text = (
        "# Outage\n\n**Incident Commander:** Dana Ferrer  \n**Incident Owner(s):** Alice & Bob  \n"
        "**Technical Lead:** Carol  \n**Prepared By:** Erin  \n**Approved By:** Frank  \n"
        "**Stakeholders Notified:** Grace\n"
    )

    assert read_text(text).owners == ("Dana Ferrer", "Alice", "Bob")


def test_what_is_not_stated_is_left_empty() -> None:
    postmortem = read_text("# Outage\n\n**Severity:** N/A\n**Status:** [Open/Closed]\n", path="outage.md")

    assert (postmortem.severity, postmortem.status, postmortem.date, postmortem.duration) == (None, None, None, None)
    assert (postmortem.owners, postmortem.services, postmortem.incident_id) == ((), (), None)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("checkout, carts; search", ("checkout", "carts", "search")),
        ("checkout (eu, us), carts", ("checkout (eu, us)", "carts")),
        ("checkout and carts", ("checkout", "carts")),
        ("search and discovery platform", ("search and discovery platform",)),
        ("checkout, carts, and search", ("checkout", "carts", "search")),
        ("", ()),
    ],
)
def test_an_enumeration_is_split_at_its_commas(text: str, parts: tuple[str, ...]) -> None:
    assert split_list(text) == parts


def test_the_words_a_document_opens_with_tell_the_day_where_nothing_else_does() -> None:
    text = "# Outage\n\nOn 3 November 2026 checkout broke.\n\n## Timeline\n\n- 2026-11-04 09:00 Fixed\n"

    assert read_text(text, path="outage.md").date == date(2026, 11, 3)


def test_services_told_in_sentences_are_those_of_the_first() -> None:
    cell = "carts (the `POST` route)、search。`/health` は応答するので、外形監視は緑。"
    english = "Carts, search. All was slow, and much of it failed."

    assert read_text(f"# T\n\n**Affected services:** {cell}\n").services == ("carts (the POST route)", "search")
    assert read_text(f"# T\n\n**Affected services:** {english}\n").services == ("Carts", "search")


def test_the_mark_of_a_footnote_is_no_part_of_a_fact() -> None:
    text = (
        "# T\n\n**Duration:** 79 minutes [^1]\n**Root cause:** The pattern `[^a]` matched[^b].\n\n[^1]: All in all.\n"
    )

    postmortem = read_text(text)

    assert (postmortem.duration, postmortem.root_cause) == ("79 minutes", "The pattern [^a] matched.")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("> **Date:** 2026-11-03 · **Severity:** P1\n>\n> Drill.", id="below the title"),
        pytest.param("> Date: 2026-11-03 09:12~09:30 (UTC) · Severity: P1 · Drill: 4", id="plain"),
    ],
)
def test_a_quote_below_the_title_may_state_fields(text: str) -> None:
    postmortem = read_text(f"# Outage\n\n{text}\n\n## Log\n\n> Severity: P4\n", path="outage.md")

    assert (postmortem.date, postmortem.severity) == (date(2026, 11, 3), "P1")
    assert postmortem.positions["/severity"].line == 3


def test_a_quote_elsewhere_states_nothing() -> None:
    assert read_text("# Outage\n\n## Log\n\n> Severity: P4\n").severity is None


def test_a_range_among_the_parts_of_a_line_is_the_window() -> None:
    postmortem = read_text("# T\n\n> **When:** 2026-11-03 01:47~01:49 (UTC) · planned\n")

    assert (postmortem.started_at, postmortem.ended_at) == ("2026-11-03T01:47:00+00:00", "2026-11-03T01:49:00+00:00")


@pytest.mark.parametrize("header", ["항목 | 값", "字段 | 值", "Felt | Verdi", "Campo | Valore"])
def test_a_table_of_fields_is_known_by_its_header_in_any_language(header: str) -> None:
    postmortem = read_text(f"# T\n\n| {header} |\n|---|---|\n| **Severity** | P1 |\n| Duration | 2m |\n")

    assert (postmortem.severity, postmortem.duration, postmortem.findings) == ("P1", "2m", ())


def test_fields_are_read_in_norwegian() -> None:
    text = (
        "# Handlekurven var nede\n\n**Dato:**\n\n03.11.2026\n\n**Alvorlighetsgrad:** Høy\n\n**Sammendrag:** Nede.\n\n"
        "**Konsekvens:** Ingen kjøp.\n\n**Rotårsak:** Full disk.\n\n## Tidslinje\n\n- 09:12 Nede\n"
    )

    postmortem = read_text(text)

    assert (postmortem.date, postmortem.severity, postmortem.summary) == (date(2026, 11, 3), "Høy", "Nede.")
    assert (postmortem.impact, postmortem.root_cause, len(postmortem.timeline)) == ("Ingen kjøp.", "Full disk.", 1)
