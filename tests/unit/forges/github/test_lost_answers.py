from __future__ import annotations

from collections.abc import Callable

import pytest

from followthrough.errors import Ambiguous
from followthrough.forges.github import connection
from followthrough.model import IssueEdit, Label, Thread
from tests.forges.contract import MANAGED, a_draft
from tests.forges.github_world import GitHubWorld
from tests.simulators.github.routes import (
    ADD_LABELS,
    CREATE_COMMENT,
    CREATE_ISSUE,
    CREATE_LABEL,
    EDIT_COMMENT,
    EDIT_ISSUE,
)
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults

pytestmark = LOOPBACK


class TestLostAnswers:
    """What brings about a state may go again; what somebody did meanwhile stays."""

    @pytest.mark.parametrize("committed", [True, False])
    def test_an_edit_whose_answer_was_lost_is_looked_after(self, world: GitHubWorld, *, committed: bool) -> None:
        issue = world.forge.open_issue(a_draft())
        world.simulator.inject(faults.server_error(502, committed=committed), route=EDIT_ISSUE)
        edited = world.forge.edit_issue(issue.number, IssueEdit(title="New", add_labels=("overdue",)))
        assert (edited.title, set(edited.labels)) == ("New", {MANAGED, "overdue"})
        assert len(world.simulator.journal.of(EDIT_ISSUE)) == (1 if committed else 2)

    def test_an_edit_is_not_repeated_over_what_somebody_wrote_meanwhile(self, world: GitHubWorld) -> None:
        issue = world.forge.open_issue(a_draft())
        alice = world.simulator.person("alice")
        world.simulator.inject(faults.server_error(502, committed=False), route=EDIT_ISSUE)
        rewrite = faults.meanwhile(lambda: alice.edit(issue.number, body="Alice's"), committed=False)
        world.simulator.inject(rewrite, method="GET")
        with pytest.raises(Ambiguous):
            world.forge.edit_issue(issue.number, IssueEdit(body="Ours"))
        assert world.forge.get_issue(issue.number).body == "Alice's"

    @pytest.mark.parametrize("committed", [True, False])
    def test_a_comment_is_edited_though_the_answer_was_lost(self, world: GitHubWorld, *, committed: bool) -> None:
        thread = Thread(kind="issue", number=world.forge.open_issue(a_draft()).number)
        posted = world.forge.post_comment(thread, "Before.")
        world.simulator.inject(faults.reset(committed=committed), route=EDIT_COMMENT)
        assert world.forge.edit_comment(posted, "After.").body == "After."

    @pytest.mark.parametrize("committed", [True, False])
    def test_labels_are_set_and_made_though_the_answer_was_lost(self, world: GitHubWorld, *, committed: bool) -> None:
        issue = world.forge.open_issue(a_draft())
        for route in (CREATE_LABEL, ADD_LABELS):
            world.simulator.inject(faults.closed(committed=committed), route=route)
        world.forge.ensure_labels([Label(name="overdue", color="b60205", description="Past its due date")])
        assert world.forge.edit_issue(issue.number, IssueEdit(add_labels=("overdue",))).labels == (MANAGED, "overdue")
        assert world.simulator.repository.labels["overdue"].color == "b60205"

    @pytest.mark.parametrize(
        "answer", [faults.altered(lambda _: {"ok": True}), faults.empty()], ids=["of another shape", "empty"]
    )
    def test_a_label_whose_answer_tells_no_labels_is_looked_for(self, world: GitHubWorld, answer: faults.Fault) -> None:
        issue = world.forge.open_issue(a_draft())
        world.simulator.inject(answer, route=ADD_LABELS)
        assert world.forge.edit_issue(issue.number, IssueEdit(add_labels=("overdue",))).labels == (MANAGED, "overdue")

    @pytest.mark.parametrize("route", [CREATE_ISSUE, CREATE_COMMENT])
    def test_an_answer_that_takes_too_long_is_lost(
        self, world: GitHubWorld, monkeypatch: pytest.MonkeyPatch, route: str
    ) -> None:
        issue = world.forge.open_issue(a_draft())
        monkeypatch.setattr(connection, "TIMEOUT", (1.0, 0.2))
        world.simulator.inject(faults.slow(0.6), route=route)
        write: dict[str, Callable[[], object]] = {
            CREATE_ISSUE: lambda: world.forge.open_issue(a_draft("Second")),
            CREATE_COMMENT: lambda: world.forge.post_comment(Thread(kind="issue", number=issue.number), "Hello."),
        }
        world.simulator.journal.clear()
        with pytest.raises(Ambiguous, match="it took too long"):
            write[route]()
        assert len(world.simulator.journal.of(route)) <= 1
