"""A simulated GitLab over real HTTP, with people around it."""

from __future__ import annotations

from collections.abc import Iterable

from followthrough.forges.gitlab.forge import Access, GitLabForge
from followthrough.model import Account, IssueDraft, IssueEdit, IssueState, Thread
from tests.simulators.gitlab import GitLabSimulator
from tests.simulators.gitlab.people import Person
from tests.simulators.gitlab.records import ISSUE, MERGE_REQUEST

KINDS = {"issue": ISSUE, "change_request": MERGE_REQUEST}


class GitLabPerson:
    """Somebody at work on GitLab's own pages."""

    def __init__(self, simulator: GitLabSimulator, person: Person) -> None:
        self._simulator = simulator
        self._person = person

    def open_issue(self, draft: IssueDraft) -> int:
        return self._person.open_issue(
            draft.title,
            draft.body,
            labels=draft.labels,
            assignees=draft.assignees,
            due=draft.due,
            confidential=draft.confidential,
        )

    def edit(self, number: int, edit: IssueEdit) -> None:
        self._person.edit(number, title=edit.title, description=edit.body)
        self._person.relabel(number, add=edit.add_labels, remove=edit.remove_labels)
        self._person.reassign(number, add=edit.add_assignees, remove=edit.remove_assignees)
        if edit.due is not None or edit.clear_due:
            self._person.set_due(number, edit.due)
        if edit.state is IssueState.CLOSED:
            self._person.close(number)
        elif edit.state is IssueState.OPEN:
            self._person.reopen(number)

    def comment(self, thread: Thread, body: str) -> None:
        self._person.comment(thread.number, body, kind=KINDS[thread.kind])

    def delete(self, number: int) -> None:
        self._person.delete(number)

    def transfer(self, number: int) -> None:
        self._person.move(number)

    def lock(self, number: int) -> None:
        """Lock the issue of that number, or the merge request where there is no such issue."""
        is_issue = number in self._simulator.project.issues
        self._person.lock(number, kind=ISSUE if is_issue else MERGE_REQUEST)


class GitLabWorld:
    """One project on one simulated GitLab."""

    def __init__(self, simulator: GitLabSimulator, repo: str | None = None, token: str | None = None) -> None:
        self.simulator = simulator
        repo = repo or simulator.project.path
        self.forge = GitLabForge(Access(api_url=simulator.url, repo=repo, token=token or simulator.token, pace=0))

    def person(self, login: str, *, trusted: bool = True) -> GitLabPerson:
        return GitLabPerson(self.simulator, self.simulator.person(login, trusted=trusted))

    def merge_change_request(self, title: str) -> str:
        alice = self.simulator.person("alice")
        return alice.merge(alice.open_merge_request(title, files=("postmortems/checkout.md",)))

    def invite(self, accounts: Iterable[Account]) -> None:
        for account in accounts:
            self.simulator.invite(account.login, name=account.name, email=account.email or "")

    def close(self) -> None:
        self.forge.close()
