"""Every shape in which people write action items."""

from __future__ import annotations

import pytest

from followthrough.documents.rules import ReadingRules
from tests.unit.documents.reading import items_under_heading, read_text, titles

ISSUE = "https://github.com/acme/shop/issues/7"
CAP, TEST = "Cap retries at 3", "Add a load test"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"- {CAP}\n- {TEST}", id="bullets"),
        pytest.param(f"1. {CAP}\n2. {TEST}", id="numbers"),
        pytest.param(f"- [ ] {CAP}\n- [x] {TEST}", id="check boxes"),
        pytest.param("* Cap retries\n  at 3\n* Add a\n  load test", id="wrapped bullets"),
        pytest.param(f"{CAP}\n\n{TEST}", id="paragraphs"),
        pytest.param(f"{CAP}.\n{TEST}.", id="a sentence on each line"),
        pytest.param(f"### 1. {CAP}\n\nIt hurt.\n\n### 2. {TEST}\n\nIt would have helped.", id="numbered headings"),
        pytest.param(f"### {CAP}\n\n- **Owner:** Alice\n\n### {TEST}\n\nOwner: Bob", id="headings with fields"),
        pytest.param(f"**1. {CAP}**\n\n- why: it hurt\n\n**2. {TEST}**\n\n- soon", id="bold titles"),
        pytest.param(f"Action: {CAP}\nOwner: Alice\n\nAction: {TEST}\nOwner: Bob", id="records in paragraphs"),
        pytest.param(f"- **Action:** {CAP}\n- **Owner:** Alice\n- **Action:** {TEST}", id="records in a list"),
        pytest.param(f"| Action | Owner |\n|---|---|\n| {CAP} | Alice |\n| {TEST} | |", id="table"),
        pytest.param(
            f"| # | Owner | What |\n|---|---|---|\n| 1 | Alice | {CAP} |\n| 2 | | {TEST} |", id="other columns"
        ),
        pytest.param(f"| **Owner** | **Task** |\n|---|---|\n| A | **{CAP}** |\n| B | {TEST} |", id="bold table"),
        pytest.param(f"| Action |\n|---|\n| {CAP} |\n\nand\n\n| Action |\n|---|\n| {TEST} |", id="two tables"),
        pytest.param(f"- **Tasks:**\n  - {CAP}\n  - {TEST}", id="nested under a label"),
        pytest.param(f"- **Alice**\n  - {CAP}\n- **Bob**\n  - {TEST}", id="nested under owners"),
        pytest.param(f"We will now do this:\n\n- {CAP}\n- {TEST}\n\nThat is all we found.", id="between sentences"),
        pytest.param(
            f"<table><tr><th>Action</th><th>Owner</th></tr>\n<tr><td>{CAP}</td><td>Alice</td></tr>\n"
            f"<tr><td>{TEST}</td><td></td></tr></table>",
            id="table in HTML",
        ),
        pytest.param(f"• {CAP}\n• Add a load\n  test", id="typed bullets"),
        pytest.param(f"TODO: {CAP}\n\nDONE: {TEST}", id="state markers"),
        pytest.param(f"- {CAP}\n\n<!-- - not this -->\n\n- {TEST}", id="a comment between"),
        pytest.param(f"- {CAP}\n- {TEST}\n\n```\n- not this\n```", id="code below"),
    ],
)
def test_a_shape_gives_its_two_items(body: str) -> None:
    assert [title.rstrip(".") for title in titles(items_under_heading(body))] == [CAP, TEST]


@pytest.mark.parametrize(
    "body",
    [
        "No action items.",
        "None needed for this rehearsal. In production we would alert on it.",
        "N/A",
        "- None",
        "- ",
        "- [ ] [Action 1]",
        "1. <What to do>",
        "| Action | Owner |\n|---|---|\n| [Action item 1: say what] | [Owner 1] |",
        "| Action | Owner | Due | Status |\n|---|---|---|---|\n| Description | Owner | Date | Status |",
        "| Action | Owner | Due |\n|---|---|---|\n| Description of the action | Team/Individual | YYYY-MM-DD |",
        "| Action | Owner |\n|---|---|\n| | |",
        "| Action | Owner | Status |\n|---|---|---|\n| ... another item | ?? | **TODO** |",
        "| Type | Name |\n|---|---|\n| CNAME | www.shop.example |",
        "_All of this follows from our discussion._",
        "```\n- a log\n```",
        "> - somebody said so",
        "Refer to the vault for [all that happened](https://wiki.example/vault).",
        "See the whole change [here](https://git.example/change).",
        "- See [the review](https://wiki.example/review)\n- Please see https://wiki.example/review",
        "![a chart](https://charts.example/1.png)",
        "- ![a chart][chart]\n\n[chart]: https://charts.example/1.png",
    ],
)
def test_what_says_nothing_gives_no_item(body: str) -> None:
    assert items_under_heading(body) == ()


@pytest.mark.parametrize(
    "text",
    [
        "See whether we can cap retries as in [Envoy](https://envoy.example)",
        "See if [Envoy](https://envoy.example) helps",
        "See the runbook [here](https://wiki.example/runbook) and rehearse it",
        "See the runbook [here](https://wiki.example/runbook). Rehearse [it](https://wiki.example/rehearsal)",
        "See [the issue](https://github.com/acme/shop/issues/7)",
    ],
)
def test_what_is_to_be_looked_into_is_more_than_a_pointer(text: str) -> None:
    assert len(items_under_heading(f"- {text}")) == 1


def test_the_words_of_a_picture_are_none_of_the_items() -> None:
    (item,) = items_under_heading(
        "- Cap retries ![a chart](https://charts.example/1.png)\n\n"
        "  ![more](https://charts.example/2.png)\n\n  They hurt ![so](https://charts.example/3.png)"
    )

    assert (item.title, item.details) == ("Cap retries", "They hurt")


def test_a_badge_may_say_the_state() -> None:
    (item,) = items_under_heading("- ![done](https://badges.example/done.svg) Cap retries")

    assert item.done


def test_a_legend_before_the_table_is_no_item() -> None:
    body = (
        "Kinds:\n\n- Prevent: so that it does not come back\n- Detect: so that we see it sooner\n\n"
        "| Action | Type |\n|---|---|\n| Cap retries | Prevent |\n\n- P0: today\n- P1: this week\n"
    )

    assert titles(items_under_heading(body)) == ["Cap retries"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("- TODO: Cap retries\n- DONE: Add a test", id="states"),
        pytest.param("- P1: Cap retries\n- P2: Add a test", id="priorities"),
    ],
)
def test_entries_that_open_with_a_state_are_no_legend(body: str) -> None:
    """A list of its own whose entries open with states or priorities lists items."""
    assert titles(items_under_heading(body)) == ["Cap retries", "Add a test"]


def test_paragraphs_that_open_with_a_state_are_items_where_no_section_is() -> None:
    """`TODO: …` is a promise wherever it stands, save in the story."""
    text = "# T\n\nIt hurt.\n\nTODO: Cap retries\n\nDONE: Add a test\n\n## Timeline\n\nTODO: not this\n"

    assert titles(read_text(text).action_items) == ["Cap retries", "Add a test"]


def test_a_paragraph_that_opens_with_a_state_is_one_item_whatever_its_lines() -> None:
    first, second, third = items_under_heading(
        "**TODO**: Cap retries.\nThey hurt us twice.\n\nTODO: Add a test.\nDONE: Page somebody."
    )

    assert first.title.rstrip(".") == "Cap retries. They hurt us twice"
    assert [(item.title.rstrip("."), item.status) for item in (second, third)] == [
        ("Add a test", "TODO"),
        ("Page somebody", "DONE"),
    ]


def test_a_sentence_in_letters_without_spaces_is_no_label() -> None:
    (item,) = items_under_heading("- 不要只看进程是否存在。还必须检查：\n  - 端口\n  - 日志")

    assert (item.title, item.details) == ("不要只看进程是否存在。还必须检查", "端口\n日志")


def test_a_heading_above_mere_code_is_no_item_unless_it_says_what_to_do() -> None:
    items = items_under_heading(
        "### The right way to write a redirect with cookies\n\n```\nx\n```\n\n"
        "### Write the redirect with its cookies\n\n```\ny\n```"
    )

    assert titles(items) == ["Write the redirect with its cookies"]


def test_tickets_below_a_sentence_that_says_what_they_are_for_are_items() -> None:
    text = (
        "# T\n\nWe changed this:\n\n- https://github.com/acme/shop/pull/6\n\n"
        "We learnt a lot, and have opened issues to track the work that is left:\n\n"
        "- https://github.com/acme/shop/issues/7\n- https://github.com/acme/shop/issues/8\n"
    )

    assert [item.own_tickets for item in read_text(text).action_items] == [
        ("https://github.com/acme/shop/issues/7",),
        ("https://github.com/acme/shop/issues/8",),
    ]


def test_a_paragraph_that_opens_with_its_owner_is_an_item_with_the_list_that_completes_it() -> None:
    body = (
        "**JP** Page somebody as soon as:\n- search fails\n- checkout fails - https://github.com/acme/shop/issues/7\n\n"
        "**AC** Cap retries\n\n**Search team** Add a test"
    )

    first, second, third = items_under_heading(body)

    assert (first.title, first.owners, first.tickets) == ("Page somebody as soon as", ("JP",), (ISSUE,))
    assert first.details is not None
    assert first.end_line == 9
    assert (second.title, second.owners) == ("Cap retries", ("AC",))
    assert (third.title, third.owners) == ("Add a test", ("Search team",))


@pytest.mark.parametrize(
    "lead", ["**Search team** will do the following:", "**TODO:**", "We talked to **Nina** about these:"]
)
def test_a_line_that_leads_on_to_a_list_is_no_item(lead: str) -> None:
    assert titles(items_under_heading(f"{lead}\n- {CAP}\n- {TEST}")) == [CAP, TEST]


def test_what_is_called_an_action_point_is_an_item_wherever_it_stands() -> None:
    text = (
        "# T\n\n## Lessons learned\n\n### Mail\n\nIt was late.\n\nAction point: tell customers by mail.\n"
        "- This has been done. See the wiki.\n\n### Alarms\n\n- Action point: test them.\n"
    )

    first, second = read_text(text).action_items

    assert (first.title, first.done) == ("tell customers by mail.", True)
    assert (second.title, second.done) == ("test them.", False)


def test_a_line_in_italics_owns_the_bullets_below_it() -> None:
    first, second = items_under_heading("*Search team*\n\n- Cap retries\n\n*Later*\n\n- Add a test")

    assert (first.owners, second.owners, second.category) == (("Search team",), (), "Later")


def test_the_label_of_a_row_is_its_id_not_its_ticket() -> None:
    (item,) = items_under_heading("| Ref | Action | Owner |\n|---|---|---|\n| A1 | Cap retries | Nina |")

    assert (item.id, item.tickets) == ("A1", ())


def test_a_bare_state_is_no_item() -> None:
    text = "# T\n\n## Recommendations\n\n- Cap retries\n\n## Sign-off\n\n**Preventive measures:** ✅ IMPLEMENTED\n"

    assert titles(read_text(text).action_items) == ["Cap retries"]


def test_a_ticket_is_found_in_any_cell_of_the_row() -> None:
    (item,) = items_under_heading(
        "| Action | Type | Where |\n|---|---|---|\n"
        "| Cap retries | [PR](https://github.com/acme/shop/pull/8) in our fork | like OPS-7 |"
    )

    assert item.tickets == ("https://github.com/acme/shop/pull/8", "OPS-7")
    assert item.own_tickets == ()


def test_a_name_describes_an_action_beside_an_owner() -> None:
    (item,) = items_under_heading("| Name | Owner |\n|---|---|\n| Cap retries | Nina |")

    assert (item.title, item.owners) == ("Cap retries", ("Nina",))


@pytest.mark.parametrize("header", ["Issue / PR", "Issue/PR"])
def test_a_column_may_hold_tickets_of_two_kinds(header: str) -> None:
    (item,) = items_under_heading(f"| Action | {header} |\n|---|---|\n| Cap retries | acme/shop#7 |")

    assert item.own_tickets == ("acme/shop#7",)


def test_a_section_is_known_behind_the_number_of_a_phase() -> None:
    text = "# T\n\n## Phase 3: Improvement plan\n\n| Item | Owner |\n|---|---|\n| Cap retries | Nina |\n"

    (item,) = read_text(text).action_items

    assert item.title == "Cap retries"


def test_terms_with_their_definitions_are_items_with_their_fields() -> None:
    (item,) = items_under_heading("Cap retries\n: Owner: Search team\n: Due: 2026-12-01")

    assert (item.title, item.owners, str(item.due)) == ("Cap retries", ("Search team",), "2026-12-01")


def test_check_boxes_beside_a_table_are_items_and_other_bullets_are_not() -> None:
    body = "| Action | Owner |\n|---|---|\n| Cap retries | Alice |\n\n- a remark\n\nand\n\n- [ ] Add a test\n"

    assert titles(items_under_heading(body)) == ["Cap retries", "Add a test"]


def test_nested_bullets_are_details_of_their_item() -> None:
    (item,) = items_under_heading("- Cap retries\n  - in checkout\n  - in carts")

    assert item.details == "in checkout\nin carts"
    assert (item.line, item.end_line) == (7, 9)


def test_a_bare_name_above_deeds_only_groups_them() -> None:
    items = items_under_heading(
        "- Cap retries\n- Better alarms\n  - Add one for search\n  - Page somebody at night\n"
        "- Load tests\n  - each night\n  - with real carts"
    )

    assert titles(items) == ["Cap retries", "Add one for search", "Page somebody at night", "Load tests"]
    assert [item.category for item in items] == [None, "Better alarms", "Better alarms", None]


def test_entries_with_several_fields_each_are_items() -> None:
    first, second = items_under_heading(
        "- Category: Code fix. Cap retries in\n  the client.\n  Owner: @nina\n"
        "  Tracking: `PAY-7`. Due: 1 December 2026.\n"
        "- Category: Alarm. Page somebody.\n  Owner: @oskar\n  Tracking: `PAY-8`. Due: 2 December 2026."
    )

    assert (first.title, first.category, first.owners) == ("Cap retries in the client.", "Code fix", ("@nina",))
    assert (first.own_tickets, str(first.due)) == (("PAY-7",), "2026-12-01")
    assert (second.title, second.category, second.own_tickets) == ("Page somebody.", "Alarm", ("PAY-8",))


def test_a_list_of_bare_names_below_a_sentence_is_no_list_of_items() -> None:
    body = "Remove the records of these hosts once nobody asks for them:\n\n- shop-static\n- mail-static"

    assert titles(items_under_heading(body)) == ["Remove the records of these hosts once nobody asks for them"]


def test_a_numbered_heading_with_fields_is_an_item_whatever_lists_stand_below_it() -> None:
    first, second = items_under_heading(
        "### A1. Decide how staging reads its data\n**Priority:** High\n**Options:**\n1. A copy\n2. The same data\n\n"
        "### A2. Checks before each release\n**Priority:** Low\n**Action:** before a push, verify:\n- [ ] it builds\n"
    )

    assert (first.title, first.priority) == ("Decide how staging reads its data", "High")
    assert first.details == "A copy\nThe same data"
    assert (second.title, second.priority) == ("Checks before each release", "Low")


def test_a_bare_line_that_names_action_items_opens_them_even_inside_the_story() -> None:
    text = (
        "# T\n\n## Detection\n\nCustomers called.\n\nAction Items\n- Cap retries\n\n"
        "## Resolution\n\nActions:\n- Rolled back\n"
    )

    assert titles(read_text(text).action_items) == ["Cap retries"]


def test_a_paragraph_that_only_tells_what_happened_is_no_item() -> None:
    body = (
        "Three stale records were removed at once, since nobody had asked for them in a year.\n\n"
        "There was a race in the cart. It has been with us for years.\n\n"
        "We have decided to cap retries.\n\nAdd a test, as was agreed.\n\nThe alarm had a bug (OPS-7).\n\n"
        "Search was slow, so Nina will look into it.\n\n**DONE**: The pool was doubled."
    )

    assert [item.title.rstrip(".") for item in items_under_heading(body)] == [
        "We have decided to cap retries",
        "Add a test, as was agreed",
        "The alarm had a bug",
        "Search was slow, so Nina will look into it",
        "The pool was doubled",
    ]


def test_a_question_that_is_answered_with_no_is_no_item() -> None:
    body = (
        "Could we have seen it earlier?\n\nNo, the alarm came within a minute.\n\n"
        "Would a second queue help? No, it failed as well.\n\n"
        "Can carts live without search?\n\nNo, but they should.\n\n"
        "Do we need a second region?\n\nWrite to our customers."
    )

    assert titles(items_under_heading(body)) == [
        "Can carts live without search?",
        "No, but they should.",
        "Do we need a second region?",
        "Write to our customers.",
    ]


def test_a_sentence_that_ends_in_a_colon_is_an_item_that_its_list_completes() -> None:
    (item,) = items_under_heading("- Make sure that these page somebody:\n  - search\n  - checkout")

    assert item.title == "Make sure that these page somebody"
    assert item.details == "search\ncheckout"


def test_sub_headings_give_the_category_whole() -> None:
    items = items_under_heading(
        "### 1. **Immediate** Actions (Next 24 hours)\n\n- [ ] Cap retries\n\n### Later\n\n- Add a test"
    )

    assert [item.category for item in items] == ["Immediate Actions (Next 24 hours)", "Later"]
    assert [str(item.due) for item in items] == ["2026-11-04", "None"]


def test_a_category_column_goes_before_the_heading() -> None:
    (item,) = items_under_heading("### Later\n\n| Action | Type |\n|---|---|\n| Cap retries | Prevent |")

    assert item.category == "Prevent"


def test_a_label_that_opens_the_section_is_no_category() -> None:
    text = (
        "# T\n\n## Preventative Measures\n\n**Process**:\n- talk more\n\n"
        "**Action Items**:\n| Action | Owner |\n|-|-|\n| Cap retries | A |\n"
    )

    (item,) = read_text(text).action_items

    assert (item.title, item.category) == ("Cap retries", None)


@pytest.mark.parametrize(
    ("label", "owners"),
    [
        ("**Alice Smith**", ("Alice Smith",)),
        ("**Alice and Bob:**", ("Alice", "Bob")),
        ("**@bob**", ("@bob",)),
        ("**Platform team**", ("Platform team",)),
        ("JG:", ("JG",)),
        ("**For planning**", ()),
        ("**Public Endpoint**", ()),
    ],
)
def test_a_line_that_is_only_names_owns_the_bullets_below_it(label: str, owners: tuple[str, ...]) -> None:
    (item,) = items_under_heading(f"{label}\n\n- Cap retries")

    assert item.owners == owners


def test_a_group_that_is_done_makes_its_items_done() -> None:
    items = items_under_heading(
        "### Done\n\n- Cap retries\n\n### Quick wins (Completed)\n\n- Add a test\n\n### Open\n\n- Page us"
    )

    assert [item.done for item in items] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("## Action Items\n\n- a b\n\n## Prevention\n\n- c d\n", ["a b"], id="an explicit section alone"),
        pytest.param("## Prevention\n\n- c d\n", ["c d"], id="prevention where there is no other"),
        pytest.param("## Follow-up\n\n- a b\n\n## Recommendations\n\n- c d\n", ["a b"], id="follow-up before advice"),
        pytest.param("## Action Items\n\n- a b\n\n## Next Steps\n\n- c d\n", ["a b", "c d"], id="two explicit ones"),
        pytest.param("Going forward, we will:\n\n- a b\n- c d\n", ["a b", "c d"], id="a sentence that promises"),
        pytest.param("## Costs\n\n| Action | Owner |\n|-|-|\n| a b | A |\n", ["a b"], id="a table that says it itself"),
        pytest.param(
            "## Timeline\n\n| Time | Action | Owner |\n|-|-|-|\n| 09:12 | a b | A |\n", [], id="a timeline's table"
        ),
        pytest.param("## Resolution\n\n- a b\n", [], id="what was done"),
        pytest.param("## **Resolving it**\n\n**Immediate fixes:**\n\n- Cut logs: a b\n", [], id="fixes that were"),
        pytest.param("## How we fixed it\n\n**Immediate fixes:**\n\n- Cut logs: a b\n", [], id="how it was fixed"),
        pytest.param("## Mitigations\n\n- Suggested: a b\n- Implemented: c d\n", ["a b", "c d"], id="proposals"),
        pytest.param("## Mitigations\n\n- a b\n- Rolled back: c d\n", [], id="what mitigated it"),
        pytest.param("## Windows\n\n- Proposed: 10:00 to 11:00\n- Implemented: no\n", [], id="proposals of times"),
        pytest.param("## Timeline\n\n### Response\n\n- **Actions:** a b\n", [], id="a field of the story"),
        pytest.param("## Action Items\n\n- a b\n\n### Appendix\n\n- c d\n", ["a b"], id="an aside inside"),
        pytest.param("## Next steps\n\n### Detection\n\n- a b\n", ["a b"], id="a kind of item named like the story"),
    ],
)
def test_items_are_read_where_they_are_promised(text: str, expected: list[str]) -> None:
    assert titles(read_text(f"# T\n\n{text}").action_items) == expected


@pytest.mark.parametrize(
    "heading", ["Maßnahmen", "Actions correctives", "Próximos pasos", "Plano de ação", "今後の対応"]
)
def test_action_sections_are_known_in_other_languages(heading: str) -> None:
    assert titles(read_text(f"# T\n\n## {heading}\n\n- cap retries\n").action_items) == ["cap retries"]


def test_a_table_is_read_in_another_language() -> None:
    text = (
        "# T\n\n## Maßnahmen\n\n| Nr. | Maßnahme | Zuständig | Frist | Status |\n|-|-|-|-|-|\n"
        "| 1 | Alarm bauen | Jörg | 1. Dezember 2026 | erledigt |\n"
    )

    (item,) = read_text(text).action_items

    assert (item.title, item.owners, str(item.due), item.done) == ("Alarm bauen", ("Jörg",), "2026-12-01", True)


def test_a_config_names_further_sections_and_columns() -> None:
    rules = ReadingRules(extra_sections=("Repairs",), extra_columns={"owner": ("Caretaker",)})
    text = "# T\n\n## Repairs\n\n| Task | Caretaker |\n|---|---|\n| Cap retries | Alice |\n"

    (item,) = read_text(text, rules).action_items

    assert item.owners == ("Alice",)


def test_each_item_says_how_it_was_found_and_what_was_passed_over_is_noted() -> None:
    postmortem = read_text("# T\n\n## Action Items\n\nWe talked.\n\n- [ ] Cap retries\n\n## Prevention\n\n- c d\n")

    assert [item.found_by for item in postmortem.action_items] == ['check box under "Action Items"']
    assert [(note.line, note.text.split(":")[0]) for note in postmortem.notes] == [
        (5, "passed over"),
        (9, 'passed over "Prevention"'),
    ]


def test_an_issue_with_words_beside_its_number_is_the_item_and_its_outcome_the_state() -> None:
    first, second = items_under_heading(
        "| Issue | Triggered by | Outcome |\n|---|---|---|\n"
        "| #7 — alert on a full spool directory | Nobody saw the disk fill up | Resolved by PR #9 — a rule |\n"
        "| #8 — rotate the logs of the relay | Found on the way, while others read #7 | Open — deferred |"
    )

    assert (first.title, first.done, first.own_tickets) == ("alert on a full spool directory", True, ("#7",))
    assert (second.title, second.done, second.own_tickets) == ("rotate the logs of the relay", False, ("#8",))


def test_the_number_of_another_row_is_no_ticket() -> None:
    rows = "| 1 | Cap retries | Open (fold into #2) | #2 |\n| 2 | Add a test, like #1 (#1) | Open, see #7 | |"
    first, second = items_under_heading(f"| # | Action | Status | Ticket |\n|---|---|---|---|\n{rows}")

    assert first.tickets == ("#2",), "a column of tickets holds tickets"
    assert (second.title, second.tickets) == ("Add a test, like #1 (#1)", ("#7",))


def test_an_issue_that_is_only_a_number_leaves_the_words_to_another_column() -> None:
    (item,) = items_under_heading("| Issue | Part | Outcome |\n|---|---|---|\n| PR #7 | Alert on a full disk | Open |")

    assert (item.title, item.own_tickets, item.status) == ("Alert on a full disk", ("#7",), "Open")


def test_a_remark_that_opens_with_a_word_like_a_state_is_the_item_where_nothing_else_is() -> None:
    (item,) = items_under_heading(
        "| Issue | Owner | Notes |\n|---|---|---|\n| #7 | Alice | Complete the move to tape |"
    )

    assert (item.title, item.own_tickets, item.status) == ("Complete the move to tape", ("#7",), None)


@pytest.mark.parametrize("head", ["Mirror Load Handling", "Pager Escalation", "Demotion Enhancements", "Bug Bounty"])
@pytest.mark.parametrize("mark", ["-", "1."])
def test_the_name_of_a_field_of_work_is_no_owner(mark: str, head: str) -> None:
    (item,) = items_under_heading(f"{mark} **{head}**\n   - Cap the retries of the mirror")

    assert (item.title, item.owners, item.category) == ("Cap the retries of the mirror", (), head)


@pytest.mark.parametrize("head", ["Juniper Ledger", "Harbour Mesh"])
def test_a_numbered_group_names_an_owner_only_where_somebody_is_called_so(head: str) -> None:
    (item,) = items_under_heading(f"1. **{head}**\n   - Cap the retries of the mirror")
    assert (item.owners, item.category) == ((), head)

    (known,) = read_text(f"# T\n\n**Lead:** {head}\n\n## Actions\n\n1. **{head}**\n   - Cap retries\n").action_items
    assert known.owners == (head,)


@pytest.mark.parametrize("head", ["Priya Raman", "@priya", "Platform team"])
def test_a_numbered_group_may_be_somebodys(head: str) -> None:
    (item,) = items_under_heading(f"1. **{head}**\n   - Cap the retries of the mirror")

    assert item.owners == (head,)
