"""Owner, deadline, status, priority and tickets around an item's words."""

from __future__ import annotations

import pytest

from followthrough.documents.rules import ReadingRules
from followthrough.model import DueSource
from tests.unit.documents.reading import items_under_heading, read_text

ISSUE = "https://github.com/acme/shop/issues/7"


def one(text: str, rules: ReadingRules | None = None) -> dict[str, object]:
    """What is read from one bullet, less what stayed empty; `title` is always told."""
    (item,) = items_under_heading(f"- {text}", rules or ReadingRules())
    told = {
        "owners": item.owners,
        "due": item.due and item.due.isoformat(),
        "status": item.status,
        "done": item.done,
        "priority": item.priority,
        "own": item.own_tickets,
        "tickets": item.tickets if item.tickets != item.own_tickets else (),
        "id": item.id,
    }
    return {"title": item.title, **{key: value for key, value in told.items() if value}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cap retries @alice", {"owners": ("@alice",)}),
        ("Cap retries - @alice, @bob", {"owners": ("@alice", "@bob")}),
        ("Cap retries (@acme/sre)", {"owners": ("@acme/sre",)}),
        ("Cap retries (Owner: Alice Smith)", {"owners": ("Alice Smith",)}),
        ("Cap retries (Owner: Alice, Bob)", {"owners": ("Alice", "Bob")}),
        ("Cap retries [Owner: Alice]", {"owners": ("Alice",)}),
        ("Cap retries — owner: Alice", {"owners": ("Alice",)}),
        ("Cap retries **Owner:** Alice **Due:** 2026-12-01", {"owners": ("Alice",), "due": "2026-12-01"}),
        ("Cap retries | Owner: Alice | Due: 1 Dec", {"owners": ("Alice",), "due": "2026-12-01"}),
        ("Cap retries (Alice Smith, due 2026-12-01)", {"owners": ("Alice Smith",), "due": "2026-12-01"}),
        ("Cap retries - Alice Smith - 2026-12-01", {"owners": ("Alice Smith",), "due": "2026-12-01"}),
        ("Cap retries - *Dana* - done", {"owners": ("Dana",), "status": "done", "done": True}),
        ("Cap retries (owner=ops, due=2026-12-01)", {"owners": ("ops",), "due": "2026-12-01"}),
        ("Cap retries (owner=Alice,priority=high)", {"owners": ("Alice",), "priority": "high"}),
        (
            "Cap retries [owner=@alice; due=2026-12; ticket=#7]",
            {"owners": ("@alice",), "due": "2026-12-31", "own": ("#7",)},
        ),
        (
            "Cap retries. (owner=ops, due=2026-12-01, done=2026-11-20)",
            {"owners": ("ops",), "due": "2026-12-01", "status": "done", "done": True},
        ),
        (
            "Cap retries (owner=ops, priority=low, status=in progress)",
            {"owners": ("ops",), "priority": "low", "status": "in progress"},
        ),
        ("Cap retries (owner=ops, due=unknown)", {"owners": ("ops",)}),
        ("Cap retries (owner=, priority=, due=)", {}),
        ("Cap retries [owner: Alice; due: 2026-12-01]", {"owners": ("Alice",), "due": "2026-12-01"}),
        (
            "Cap retries [owner: Alice; priority: high; status: open]",
            {"owners": ("Alice",), "priority": "high", "status": "open"},
        ),
        ("Suggested: Cap retries", {"status": "Suggested"}),
        ("**Implemented:** Cap retries", {"status": "Implemented", "done": True}),
        ("Partly implemented: Cap retries", {"status": "Partly implemented"}),
        ("@alice: Cap retries", {"owners": ("@alice",)}),
        ("**@alice** Cap retries", {"owners": ("@alice",)}),
        ("[Alice] Cap retries", {"owners": ("Alice",)}),
        ("Cap retries, due 1 Dec 2026", {"due": "2026-12-01"}),
        ("Cap retries by 2026-12-01", {"due": "2026-12-01"}),
        ("Cap retries (by Dec 1, 2026)", {"due": "2026-12-01"}),
        ("Cap retries (due: 2 weeks)", {"due": "2026-11-17"}),
        ("Cap retries (done)", {"status": "done", "done": True}),
        ("Cap retries - DONE", {"status": "DONE", "done": True}),
        ("Cap retries :white_check_mark:", {"status": ":white_check_mark:", "done": True}),
        ("Nina: Cap retries", {"owners": ("Nina",)}),
        ("Cap retries ✅", {"status": "✅", "done": True}),
        ("TODO: Cap retries", {"status": "TODO"}),
        ("**DONE** Cap retries", {"status": "DONE", "done": True}),
        ("Cap retries (in progress)", {"status": "in progress"}),
        ("**HIGH** Cap retries", {"priority": "HIGH"}),
        ("[P1] Cap retries", {"priority": "P1"}),
        ("P2: Cap retries", {"priority": "P2"}),
        ("Cap retries (#12)", {"own": ("#12",)}),
        ("Cap retries (see #12, #13)", {"own": ("#12", "#13")}),
        ("Cap retries ([issue](https://github.com/acme/shop/issues/7))", {"own": (ISSUE,)}),
        ("Cap retries. Ticket [#7](https://github.com/acme/shop/issues/7)", {"own": (ISSUE,)}),
        (f"Cap retries {ISSUE}", {"own": (ISSUE,)}),
        ("Cap retries OPS-77", {"own": ("OPS-77",)}),
        ("OPS-77: Cap retries", {"own": ("OPS-77",)}),
        (
            "Cap retries. DONE in [PR #7](https://github.com/acme/shop/issues/7)",
            {"status": "DONE", "done": True, "own": (ISSUE,)},
        ),
        ("OPS-77 Cap retries", {"own": ("OPS-77",)}),
        ("[T77](https://tasks.example/T77) Cap retries", {"own": ("https://tasks.example/T77",)}),
        ("Cap retries – [T77](https://tasks.example/T77)", {"own": ("https://tasks.example/T77",)}),
        ("Cap retries — **Bug:** [b/7](https://github.com/acme/shop/issues/7)", {"own": (ISSUE,)}),
        ("Cap retries — Nina Berg", {"owners": ("Nina Berg",)}),
        ("Cap retries - Zuzu - 2026-12-01", {"owners": ("Zuzu",), "due": "2026-12-01"}),
        ("Cap retries, Nina, 2026-12-01", {"owners": ("Nina",), "due": "2026-12-01"}),
        ("Cap retries (Nina, 1 Dec)", {"owners": ("Nina",), "due": "2026-12-01"}),
        ("Cap retries (Nina, by end of week)", {"owners": ("Nina",), "due": "2026-11-06"}),
        ("Cap retries - Owner: Nina Berg, by 1 Dec", {"owners": ("Nina Berg",), "due": "2026-12-01"}),
        ("Cap retries: done", {"status": "done", "done": True}),
        ("Cap retries. Done in the pool.", {"status": "Done in the pool", "done": True}),
        ("Cap retries - already done", {"status": "already done", "done": True}),
        ("Cap retries (already done)", {"status": "already done", "done": True}),
        ("Cap retries - this is done", {"status": "this is done", "done": True}),
        ("Cap retries - this has already been done.", {"status": "this has already been done", "done": True}),
        ("Cap retries. This has been done.", {"status": "This has been done", "done": True}),
        (
            "Cap retries. This has now been completed in #12.",
            {"status": "This has now been completed", "done": True, "own": ("#12",)},
        ),
        ("Cap retries. Already fixed.", {"status": "Already fixed", "done": True}),
        ("Cap retries. [Ticket raised](https://github.com/acme/shop/issues/7)", {"own": (ISSUE,)}),
        ("Cap retries. Issue created [#7](https://github.com/acme/shop/issues/7)", {"own": (ISSUE,)}),
        ("Cap retries [see issue here](https://github.com/acme/shop/issues/7)", {"own": (ISSUE,)}),
        ("Cap retries ([link to the issue](https://github.com/acme/shop/issues/7))", {"own": (ISSUE,)}),
        (f"Cap retries. {ISSUE}", {"own": (ISSUE,)}),
        ("Cap retries (issue [here](https://github.com/acme/shop/issues/7).)", {"own": (ISSUE,)}),
        ("Cap retries (tracked [here](https://github.com/acme/shop/issues/7))", {"own": (ISSUE,)}),
        ("**TODO due 2026-12-21** — Cap retries", {"status": "TODO", "due": "2026-12-21"}),
        ("TODO (by 1 Dec): Cap retries", {"status": "TODO", "due": "2026-12-01"}),
        ("**DONE 2026-11-14** — Cap retries", {"status": "DONE", "done": True}),
        ("**DEFERRED P2** — Cap retries", {"status": "DEFERRED", "priority": "P2"}),
        ("**me** — Cap retries", {"owners": ("me",)}),
        (
            f"Cap retries - done in https://github.com/acme/shop/pull/8 / {ISSUE}",
            {"status": "done", "done": True, "own": (ISSUE, "https://github.com/acme/shop/pull/8")},
        ),
        ("Cap retries (big-shop#12)", {"own": ("big-shop#12",)}),
        ("Cap retries (tracked as #7 and #8)", {"own": ("#7", "#8")}),
        ("Cap retries, closes #7", {"own": ("#7",)}),
        ("[N/A] Cap retries", {"status": "N/A"}),
        ("~~Cap retries~~", {"done": True}),
        ("Cap retries 📅 2026-12-01 👤 @alice", {"due": "2026-12-01", "owners": ("@alice",)}),
        ("Cap retries ✅ 2026-12-01", {"status": "✅", "done": True}),
        ("[/] Cap retries", {"status": "in progress"}),
        ("[-] Cap retries", {"status": "cancelled"}),
        ("What: Cap retries", {}),
        ("1.2 Cap retries", {}),
        ("R-2: Cap retries", {"id": "R-2"}),
        ("Action #2: Cap retries", {}),
        ("AI-3: Cap retries", {"id": "AI-3"}),
        ("Task 2: Cap retries", {}),
        ("[ ] Cap retries", {}),
        (
            "TODO: **P1** Cap retries (#12) - @alice, due 1 Dec",
            {"status": "TODO", "priority": "P1", "own": ("#12",), "owners": ("@alice",), "due": "2026-12-01"},
        ),
    ],
)
def test_decoration_is_read_out_of_the_title(text: str, expected: dict[str, object]) -> None:
    told = one(text)

    assert str(told.pop("title")).rstrip(".") == "Cap retries"
    assert told == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@alice will cap the retries", {"owners": ("@alice",)}),
        ("Platform team to cap the retries", {"owners": ("Platform team",)}),
        ("Nina to cap the retries", {"owners": ("Nina",)}),
        ("Ask @alice about the retries", {"owners": ("@alice",)}),
        ("Fix the [retries](https://github.com/acme/shop/issues/7) in carts", {"tickets": (ISSUE,)}),
        ("We will cap the retries", {}),
        ("Status page: add a component", {}),
        ("Alerts: fire after 5 minutes, not 15", {}),
        ("Add an owner: label to each dashboard", {}),
        ("Write down what can be done", {}),
        ("Decide by consensus", {}),
        ("We've told the squads to pin their charts", {}),
        ("We asked Ops to look at the pool", {}),
        ("This led Ops to page the vendor", {}),
        ("Learn C#7 and F#4", {}),
        ("Update our devops: they page too often", {}),
        ("Contact Ops to raise the quota", {}),
        ("Move to v2 - this is fixed there", {}),
        ("Cap retries - this is not done", {}),
        ("Write down what is already done", {}),
        ("Cap retries. This is done elsewhere by hand, which hurts.", {}),
        ("Remind the payments team to rotate keys", {}),
        ("The team will write a runbook", {}),
        ("SRE should be able to roll back", {}),
        ("The payments team should have access to the logs", {}),
        ("Nina will be reviewing the runbook", {"owners": ("Nina",)}),
        ("The payments team will write a runbook", {"owners": ("The payments team",)}),
        ("Cap retries - we told ops", {}),
        ("Replace the pool (no date yet)", {}),
        ("Turn on UTF-8 in checkout", {}),
        ("Wait until the queue is empty", {}),
        ("Cap retries (if possible)", {}),
        ("Cap retries (Tessaly)", {}),
        ("Mail support@acme.example first", {}),
        ("Move to v2, then to v3", {}),
        ("Legal to review the contract", {"owners": ("Legal",)}),
        ("DevEx will publish the runbook", {"owners": ("DevEx",)}),
        ("Support will be extended to weekends", {}),
        ("Upgrade Redis, Postgres, then Kafka", {}),
        ("Restart on failure - twice", {}),
        ("Close the pool. Open a ticket with them", {}),
        ("Warn before overwriting files of 2026-12-01", {}),
        ("Change the default to: closed loop", {}),
        ("Look in Jira: closed tickets only", {}),
        ("3.5 GB are enough for a pod", {}),
        ("Chown the spool directory (owner=root)", {}),
        ("Answer with (status=503, retry=5)", {}),
        ("Start the pods with (priority=high, preempt=never)", {}),
        ("Start the pods with (priority=high, status=open)", {}),
    ],
)
def test_words_of_the_sentence_stay_in_the_title(text: str, expected: dict[str, object]) -> None:
    told = one(text)

    assert told.pop("title") == text.replace("[retries](https://github.com/acme/shop/issues/7)", "retries")
    assert told == expected


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Cap retries (waits for Kim, who is on OPS-7)", True),
        ("Cap retries (now blocking on OPS-7)", False),
        ("Cap retries, depends on OPS-7", False),
        ("Cap retries as in OPS-7", False),
        ("Cap retries after OPS-7", False),
        ("Finish the work on OPS-7", True),
        ("Cap retries as described in OPS-7", True),
        ("Cap retries and the [rest of it](https://github.com/acme/shop/issues/7)", True),
    ],
)
def test_a_ticket_that_the_sentence_needs_stays_in_it(text: str, *, own: bool) -> None:
    """It is the item's own unless the sentence says that it is another's."""
    (item,) = items_under_heading(f"- {text}")

    assert item.title == text.replace("](https://github.com/acme/shop/issues/7)", "").replace("[", "")
    assert bool(item.own_tickets) is own
    assert len(item.tickets) == 1


def test_a_ticket_behind_a_whole_sentence_is_taken_off_whatever_its_last_word() -> None:
    assert one(f"Say that we did this. [Issue]({ISSUE})") == {"title": "Say that we did this.", "own": (ISSUE,)}
    assert one(f"Meet to learn from it {ISSUE}") == {"title": "Meet to learn from it", "own": (ISSUE,)}


@pytest.mark.parametrize(
    "text",
    [
        "Raise it with the vendor (Case ID: 174229643)",
        "Raise it with the vendor, case ID: 174229643",
        "Raise it with the vendor (ID: 174229643)",
        "Raise it with the vendor (Support Owner: nobody yet)",
    ],
)
def test_what_is_labelled_as_something_elses_is_none_of_the_items(text: str) -> None:
    told = one(text)

    assert told == {"title": text}


def test_an_item_may_name_its_id_at_its_end() -> None:
    assert one("Cap retries (ID: AI-3)") == {"title": "Cap retries", "id": "AI-3"}
    assert one("Cap retries, ID: 3") == {"title": "Cap retries", "id": "3"}


def test_a_bare_name_in_brackets_counts_where_the_config_knows_it() -> None:
    rules = ReadingRules(known_people=frozenset({"tessaly"}))

    assert one("Cap retries (Tessaly)", rules) == {"title": "Cap retries", "owners": ("Tessaly",)}


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("Edge Routing will document the failover", ("Edge Routing",)),
        ("Edge Routing and Nina to rehearse the failover", ("Edge Routing", "Nina")),
        ("Edge Routing will double-check the failover", ("Edge Routing",)),
        ("Edge Routing 2.0 will contain a failover", ()),
        ("Edge Routing will contain a failover", ()),
        ("Edge Caching will document the failover", ()),
        ("Document how Edge Routing is to fail over", ()),
    ],
)
def test_a_team_of_two_words_is_known_where_the_document_says_that_it_is_one(
    text: str, owners: tuple[str, ...]
) -> None:
    story = "On Monday the Edge Routing team was paged. Edge Caching was slow."

    (item,) = read_text(f"# T\n\n## Summary\n\n{story}\n\n## Action Items\n\n- {text}\n").action_items

    assert item.owners == owners


@pytest.mark.parametrize("name", ["Jane Smith", "Jane", "JS"])
def test_a_bare_name_in_brackets_counts_where_the_document_knows_it(name: str) -> None:
    text = f"# T\n\n**Incident Lead:** Jane Smith\n\n## Action Items\n\n- Cap retries ({name})\n"

    (item,) = read_text(text).action_items

    assert (item.title, item.owners) == ("Cap retries", (name,))


def test_a_bare_name_in_brackets_counts_where_another_item_names_its_owner() -> None:
    first, second = items_under_heading("- Cap retries (Tessaly)\n- Add a test - Owner: Tessaly Moor")

    assert (first.title, first.owners, second.owners) == ("Cap retries", ("Tessaly",), ("Tessaly Moor",))


def test_a_state_beside_a_ticket_is_the_items() -> None:
    done, open_ = items_under_heading(
        "| Action | Bug |\n|---|---|\n| Cap retries | n/a **DONE** |\n| Add a test | Bug 5554 **TODO** |"
    )

    assert (done.done, done.status, done.tickets) == (True, "DONE", ())
    assert (open_.done, open_.status, open_.tickets) == (False, "TODO", ("Bug 5554",))


def test_an_item_that_is_only_a_ticket_keeps_it_as_its_title() -> None:
    assert one(ISSUE) == {"title": ISSUE, "own": (ISSUE,)}
    assert one("#12") == {"title": "#12", "own": ("#12",)}


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("  - Owner: Alice\n  - Due: 2026-12-01", {"owners": ("Alice",), "due": "2026-12-01"}),
        ("  - **Owner:** Alice **Priority:** High", {"owners": ("Alice",), "priority": "High"}),
        ("  Owner: Alice, due: 2026-12-01", {"owners": ("Alice",), "due": "2026-12-01"}),
        (f"  - {ISSUE}", {"tickets": (ISSUE,)}),
        (f"  - Ticket: {ISSUE}", {"own": (ISSUE,)}),
        ("  - This has been done: see the log", {"status": "This has been done: see the log", "done": True}),
        ("  - Owner: [Name]", {}),
    ],
)
def test_what_hangs_below_an_item_is_the_items(below: str, expected: dict[str, object]) -> None:
    told = one(f"Cap retries\n{below}")

    assert told == {"title": "Cap retries", **expected}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("| Cap retries | Alice, Bob | 2026-12-01 | Done |", ("Cap retries", ("Alice", "Bob"), "2026-12-01", True)),
        ("| Cap retries | Alice<br>Bob | - | |", ("Cap retries", ("Alice", "Bob"), None, False)),
        ("| Cap retries | N/A | soon | Done, see #7 |", ("Cap retries", (), None, True)),
        ("| [x] Cap retries | [Owner] | YYYY-MM-DD | |", ("Cap retries", (), None, True)),
    ],
)
def test_cells_of_a_row_are_facts_of_the_item(cells: str, expected: tuple[object, ...]) -> None:
    (item,) = items_under_heading(f"| Action | Owner | Due | Status |\n|---|---|---|---|\n{cells}")

    assert (item.title, item.owners, item.due and item.due.isoformat(), item.done) == expected


@pytest.mark.parametrize(
    ("text", "title", "priority"),
    [
        ("**RELAY-ALARM (P1):** Cap retries", "RELAY-ALARM (P1): Cap retries", "P1"),
        ("**Relay alarm [High]**: Cap retries", "Relay alarm [High]: Cap retries", "High"),
        ("[ ] **Relay alarm (P1)** Cap retries", "Relay alarm (P1) Cap retries", "P1"),
        ("**Relay alarm (soon):** Cap retries", "Relay alarm (soon): Cap retries", None),
        ("Cap retries of the **relay (P1)** at five", "Cap retries of the relay (P1) at five", None),
        ("**Relay (P2):** Cap retries (P1)", "Relay (P2): Cap retries", "P1"),
    ],
)
def test_a_bold_lead_may_name_the_priority_in_brackets(text: str, title: str, priority: str | None) -> None:
    (item,) = items_under_heading(f"- {text}")

    assert (item.title, item.priority) == (title, priority)


@pytest.mark.parametrize(
    ("cell", "owners"),
    [
        ("(prior)", ()),
        ("(none)", ()),
        ("(nobody yet)", ()),
        ("n/a", ()),
        ("???", ()),
        ("-", ()),
        ("(Alice)", ("Alice",)),
        ("(@alice)", ("@alice",)),
        ("Alice (prior)", ("Alice",)),
        ("Alice, -", ("Alice",)),
    ],
)
def test_a_cell_that_names_nobody_leaves_an_item_without_owner(cell: str, owners: tuple[str, ...]) -> None:
    (item,) = items_under_heading(f"| Action | Owner |\n|---|---|\n| Cap retries | {cell} |")

    assert item.owners == owners


def test_a_deadline_that_is_no_date_is_kept_as_written() -> None:
    (item,) = items_under_heading("| Action | Due |\n|---|---|\n| Cap retries | soon |")

    assert (item.due, item.due_text, item.due_source) == (None, "soon", None)


def test_a_written_deadline_goes_before_the_horizon() -> None:
    first, second = items_under_heading("### Next week\n\n- Cap retries\n- Add a test, due 2026-12-01")

    assert (first.due_source, first.due_text, str(first.due)) == (DueSource.HORIZON, None, "2026-11-10")
    assert (second.due_source, second.due_text, str(second.due)) == (DueSource.DOCUMENT, "2026-12-01", "2026-12-01")


@pytest.mark.parametrize(
    ("header", "cell", "identity", "tickets"),
    [
        ("#", "1", None, ()),
        ("No.", "2", None, ()),
        ("#", "P-1", "P-1", ()),
        ("ID", "queue-1", "queue-1", ()),
        ("Jira", "PAY-7", None, ("PAY-7",)),
        ("Ticket", "7", None, ("#7",)),
        ("Issue", "-", None, ()),
    ],
)
def test_an_ordinal_is_neither_id_nor_ticket(
    header: str, cell: str, identity: str | None, tickets: tuple[str, ...]
) -> None:
    (item,) = items_under_heading(f"| {header} | Action |\n|---|---|\n| {cell} | Cap retries |")

    assert (item.id, item.tickets) == (identity, tickets)
