from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from followthrough.errors import Ambiguous
from followthrough.forges.gitlab import connection
from followthrough.model import IssueEdit, Label, Thread
from tests.forges.contract import MANAGED, a_draft
from tests.forges.gitlab_world import GitLabWorld
from tests.simulators.gitlab.routes import (
    CREATE_ISSUE,
    CREATE_ISSUE_NOTE,
    CREATE_LABEL,
    EDIT_ISSUE,
    EDIT_ISSUE_NOTE,
    GET_ISSUE_NOTE,
)
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults

pytestmark = LOOPBACK


class TestLostAnswers:
    """What brings about a state may go again; what somebody did meanwhile stays."""

    @pytest.mark.parametrize("committed", [True, False])
    def test_an_edit_whose_answer_was_lost_is_looked_after(self, world: GitLabWorld, *, committed: bool) -> None:
        issue = world.forge.open_issue(a_draft())
        world.simulator.inject(faults.server_error(502, committed=committed), route=EDIT_ISSUE)
        edit = IssueEdit(title="New", add_labels=("overdue",), remove_labels=(MANAGED,), due=date(2026, 12, 1))
        edited = world.forge.edit_issue(issue.number, edit)
        assert (edited.title, edited.labels, edited.due) == ("New", ("overdue",), date(2026, 12, 1))
        assert len(world.simulator.journal.of(EDIT_ISSUE)) == (1 if committed else 2)

    def test_two_requests_that_met_are_looked_after(self, world: GitLabWorld) -> None:
        issue = world.forge.open_issue(a_draft())
        in_the_way = faults.answered(409, {"message": "409 Resource lock"}, committed=False)
        world.simulator.inject(in_the_way, route=EDIT_ISSUE)
        assert world.forge.edit_issue(issue.number, IssueEdit(title="New")).title == "New"

    def test_an_edit_is_not_repeated_over_what_somebody_wrote_meanwhile(self, world: GitLabWorld) -> None:
        issue = world.forge.open_issue(a_draft())
        alice = world.simulator.person("alice")
        world.simulator.inject(faults.server_error(502, committed=False), route=EDIT_ISSUE)
        rewrite = faults.meanwhile(lambda: alice.edit(issue.number, description="Alice's"), committed=False)
        world.simulator.inject(rewrite, method="GET")
        with pytest.raises(Ambiguous):
            world.forge.edit_issue(issue.number, IssueEdit(body="Ours"))
        assert world.forge.get_issue(issue.number).body == "Alice's"

    @pytest.mark.parametrize("committed", [True, False])
    def test_a_comment_is_edited_though_the_answer_was_lost(self, world: GitLabWorld, *, committed: bool) -> None:
        thread = Thread(kind="issue", number=world.forge.open_issue(a_draft()).number)
        posted = world.forge.post_comment(thread, "Before.")
        world.simulator.inject(faults.reset(committed=committed), route=EDIT_ISSUE_NOTE)
        assert world.forge.edit_comment(posted, "After.").body == "After."

    def test_a_comment_is_not_written_over_what_somebody_made_of_it_meanwhile(self, world: GitLabWorld) -> None:
        thread = Thread(kind="issue", number=world.forge.open_issue(a_draft()).number)
        posted = world.forge.post_comment(thread, "Before.")
        alice = world.simulator.person("alice")
        world.simulator.inject(faults.reset(committed=False), route=EDIT_ISSUE_NOTE)
        rewrite = faults.meanwhile(lambda: alice.edit_note(int(posted.id), "Alice's"), committed=False)
        world.simulator.inject(rewrite, route=GET_ISSUE_NOTE)
        with pytest.raises(Ambiguous):
            world.forge.edit_comment(posted, "After.")
        assert [one.body for one in world.forge.list_comments(thread)] == ["Alice's"]

    @pytest.mark.parametrize("committed", [True, False])
    def test_labels_are_made_though_the_answer_was_lost(self, world: GitLabWorld, *, committed: bool) -> None:
        world.simulator.inject(faults.closed(committed=committed), route=CREATE_LABEL)
        world.forge.ensure_labels([Label(name="overdue", color="b60205", description="Past its due date")])
        assert world.simulator.project.labels["overdue"].color.casefold() == "#b60205"

    @pytest.mark.parametrize("route", [CREATE_ISSUE, CREATE_ISSUE_NOTE])
    def test_an_answer_that_takes_too_long_is_lost(
        self, world: GitLabWorld, monkeypatch: pytest.MonkeyPatch, route: str
    ) -> None:
        issue = world.forge.open_issue(a_draft())
        monkeypatch.setattr(connection, "TIMEOUT", (1.0, 0.2))
        world.simulator.inject(faults.slow(0.6), route=route)
        write: dict[str, Callable[[], object]] = {
            CREATE_ISSUE: lambda: world.forge.open_issue(a_draft("Second")),
            CREATE_ISSUE_NOTE: lambda: world.forge.post_comment(Thread(kind="issue", number=issue.number), "Hello."),
        }
        world.simulator.journal.clear()
        with pytest.raises(Ambiguous, match="it took too long"):
            write[route]()
        assert len(world.simulator.journal.of(route)) <= 1
