"""The scene on a simulated GitHub."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta

from followthrough.forges.github.forge import Access, GitHubForge
from tests.faults.scene import Scene
from tests.simulators.github import GitHubSimulator
from tests.simulators.github.records import Issue


class GitHubScene(Scene):
    """One repository with people and two merged pull requests."""

    def __init__(self, github: GitHubSimulator) -> None:
        self.github = github
        github.invite("alice", name="Alice Smith")
        github.invite("bob", name="Bob Jones")
        super().__init__(github)

    def merged(self, path: str) -> str:
        alice = self.github.person("alice")
        return alice.merge(alice.open_pull_request(f"Postmortem: {path}", files=(path,)))

    def connected(self) -> GitHubForge:
        repo = self.github.repository.full_name
        return GitHubForge(Access(api_url=self.github.url, repo=repo, token=self.token), self.clock)

    def let_lists_lag(self, by: timedelta) -> None:
        self.github.repository.lag = by

    def shown(self) -> Iterable[str]:
        return [self._shown(issue) for issue in self.github.repository.issues.values() if issue.pull is None]

    def bodies(self) -> Iterable[str]:
        return [issue.body or "" for issue in self.github.repository.issues.values()]

    def said(self) -> Iterable[str]:
        repository = self.github.repository
        pulls = [issue.number for issue in repository.issues.values() if issue.pull is not None]
        return [comment.body for number in pulls for comment in repository.comments_on(number)]

    def _shown(self, issue: Issue) -> str:
        comments = len(self.github.repository.comments_on(issue.number))
        sides = (issue.state, issue.state_reason, sorted(issue.labels), sorted(issue.assignees), comments)
        return json.dumps((issue.title, *sides))
