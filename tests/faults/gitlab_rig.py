"""The scene on a simulated GitLab."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta

from followthrough.forges.gitlab.forge import Access, GitLabForge
from tests.faults.scene import Scene
from tests.simulators.gitlab import GitLabSimulator
from tests.simulators.gitlab.records import ISSUE, MERGE_REQUEST, Issue


class GitLabScene(Scene):
    """One project with people and two merged merge requests."""

    def __init__(self, gitlab: GitLabSimulator) -> None:
        self.gitlab = gitlab
        gitlab.invite("alice", name="Alice Smith")
        gitlab.invite("bob", name="Bob Jones")
        super().__init__(gitlab)

    def merged(self, path: str) -> str:
        alice = self.gitlab.person("alice")
        return alice.merge(alice.open_merge_request(f"Postmortem: {path}", files=(path,)))

    def connected(self) -> GitLabForge:
        access = Access(api_url=self.gitlab.url, repo=self.gitlab.project.path, token=self.token)
        return GitLabForge(access, self.clock)

    def let_lists_lag(self, by: timedelta) -> None:
        self.gitlab.project.lag = by

    def shown(self) -> Iterable[str]:
        return [self._shown(issue) for issue in self.gitlab.project.issues.values()]

    def bodies(self) -> Iterable[str]:
        return [issue.description or "" for issue in self.gitlab.project.issues.values()]

    def said(self) -> Iterable[str]:
        project = self.gitlab.project
        return [note.body for iid in project.merge_requests for note in project.notes_on(MERGE_REQUEST, iid)]

    def _shown(self, issue: Issue) -> str:
        notes = [note for note in self.gitlab.project.notes_on(ISSUE, issue.iid) if not note.system]
        sides = (issue.state, str(issue.due_date), sorted(issue.labels), sorted(issue.assignees), len(notes))
        return json.dumps((issue.title, *sides))
