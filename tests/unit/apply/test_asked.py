from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from followthrough.apply.asked import not_kept
from followthrough.model import Account, Issue, IssueDraft, IssueEdit, IssueState

NOW = datetime(2026, 11, 20, tzinfo=UTC)
ISSUE = Issue(
    number=7,
    url="local:issues/7",
    title="Alert on queue depth",
    body="Text.\r\nMore.\r\n",
    labels=("Postmortem-Action", "bug"),
    assignees=("Alice",),
    due=date(2026, 12, 1),
    author=Account(login="followthrough"),
    created_at=NOW,
    updated_at=NOW,
)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param(IssueEdit(), None, id="nothing"),
        pytest.param(IssueEdit(title="Alert on queue depth"), None, id="title kept"),
        pytest.param(IssueEdit(title="Else"), "the title", id="title"),
        pytest.param(IssueEdit(body="Text.\nMore."), None, id="line ends are the forge's"),
        pytest.param(IssueEdit(body="Else."), "the text", id="text"),
        pytest.param(IssueEdit(add_labels=("postmortem-action",)), None, id="labels know no case"),
        pytest.param(IssueEdit(add_labels=("P1", "bug")), "the label P1", id="label"),
        pytest.param(IssueEdit(remove_labels=("bug",)), "that the label bug goes", id="label left"),
        pytest.param(IssueEdit(add_assignees=("alice",)), None, id="logins know no case"),
        pytest.param(IssueEdit(add_assignees=("bob", "carol")), "the assignee bob, carol", id="assignees"),
        pytest.param(IssueEdit(due=date(2026, 12, 2)), "the due date 2026-12-02", id="due date"),
        pytest.param(IssueEdit(clear_due=True), "that it has no due date", id="no due date"),
        pytest.param(IssueEdit(state=IssueState.CLOSED), "that it is closed", id="state"),
        pytest.param(
            IssueEdit(title="Else", add_labels=("P1",)), "the title; the label P1", id="several things at once"
        ),
        pytest.param(
            IssueDraft(title=ISSUE.title, body=ISSUE.body, assignees=("bob",), due=ISSUE.due, confidential=True),
            "the assignee bob; its confidentiality",
            id="draft",
        ),
    ],
)
def test_what_a_forge_left_out_is_told(asked: IssueDraft | IssueEdit, said: str | None) -> None:
    assert not_kept(asked, ISSUE) == (f"the forge did not keep {said}" if said else None)
