"""A simulated GitHub over real HTTP, with people around it."""

from __future__ import annotations

from collections.abc import Iterable

from followthrough.forges.github.forge import Access, GitHubForge
from followthrough.model import Account, IssueDraft, IssueEdit, IssueState, Thread
from tests.simulators.github import GitHubSimulator
from tests.simulators.github.people import Person

REPO = "acme/shop"


class GitHubPerson:
    """Somebody at work on GitHub's own pages."""

    def __init__(self, person: Person) -> None:
        self._person = person

    def open_issue(self, draft: IssueDraft) -> int:
        return self._person.open_issue(draft.title, draft.body, labels=draft.labels, assignees=draft.assignees)

    def edit(self, number: int, edit: IssueEdit) -> None:
        self._person.edit(number, title=edit.title, body=edit.body)
        self._person.relabel(number, add=edit.add_labels, remove=edit.remove_labels)
        self._person.reassign(number, add=edit.add_assignees, remove=edit.remove_assignees)
        if edit.state is IssueState.CLOSED:
            self._person.close(number, str(edit.close_reason or "completed"))
        elif edit.state is IssueState.OPEN:
            self._person.reopen(number)

    def comment(self, thread: Thread, body: str) -> None:
        self._person.comment(thread.number, body)

    def delete(self, number: int) -> None:
        self._person.delete(number)

    def transfer(self, number: int) -> None:
        self._person.transfer(number)

    def lock(self, number: int) -> None:
        self._person.lock(number)


class GitHubWorld:
    """One repository on one simulated GitHub."""

    def __init__(self, simulator: GitHubSimulator) -> None:
        self.simulator = simulator
        self.forge = GitHubForge(Access(api_url=simulator.url, repo=REPO, token=simulator.token, pace=0))

    def person(self, login: str, *, trusted: bool = True) -> GitHubPerson:
        return GitHubPerson(self.simulator.person(login, trusted=trusted))

    def merge_change_request(self, title: str) -> str:
        alice = self.simulator.person("alice")
        return alice.merge(alice.open_pull_request(title, files=("postmortems/checkout.md",)))

    def invite(self, accounts: Iterable[Account]) -> None:
        for account in accounts:
            self.simulator.invite(account.login, name=account.name)

    def close(self) -> None:
        self.forge.close()
