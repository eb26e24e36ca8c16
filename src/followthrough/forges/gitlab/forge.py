"""GitLab behind the protocol: one method each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from followthrough.errors import ForgeError
from followthrough.forges.gitlab import editing, examining, merge_requests
from followthrough.forges.gitlab import group as groups
from followthrough.forges.gitlab import labels as labelling
from followthrough.forges.gitlab.answers import Forbidden, Refusals, judge
from followthrough.forges.gitlab.api import READ, WRITE, Api
from followthrough.forges.gitlab.comments import Notes
from followthrough.forges.gitlab.connection import connections
from followthrough.forges.gitlab.convert import Converter, is_moved
from followthrough.forges.gitlab.people import People
from followthrough.forges.gitlab.project import Project, look_at, require_issues, require_writable
from followthrough.forges.gitlab.quick_actions import refuse_commands
from followthrough.forges.gitlab.relations import Relations
from followthrough.forges.protocol import Capabilities, Examination, each_by_itself
from followthrough.forges.transport.budget import Budget
from followthrough.forges.transport.clock import Clock
from followthrough.forges.transport.exchange import Effect, Request
from followthrough.forges.transport.executor import Executor, Reading, Unserved
from followthrough.forges.transport.pace import Pace
from followthrough.forges.transport.rehearsal import ReadOnly
from followthrough.model import Account, ChangeRequest, Comment, Issue, IssueDraft, IssueEdit, Label, Thread

PACE = 0.25
"""Seconds between writes that come in large numbers; GitLab.com takes some hundred a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How to get at one project."""

    api_url: str
    """The API's root, without a last slash."""
    repo: str
    """Its path with all groups, or its number."""
    token: str
    pace: float = PACE
    """Least seconds between writes after the first few; 0 turns every pace off."""
    writable: bool = True
    """Without it every write is refused before it is sent."""
    ca_bundle: Path | None = None
    """Certificates to trust instead of the usual ones."""


class GitLabForge:
    """Issues of one project. Raises ForgeError where GitLab refuses, fails, or cannot be reached."""

    name = "gitlab"
    capabilities = Capabilities(
        native_due=True,
        folds_comments=False,
        confidential_issues=True,
        not_planned=False,
        settles=True,
        max_assignees=200,
        links_issues=True,
        max_title=255,
        max_body=65_000,
    )

    def __init__(self, access: Access, clock: Clock | None = None) -> None:
        clock = clock or Clock()
        self._writable = access.writable
        self._connections = connections(access.api_url, access.token, access.ca_bundle)
        executor = Executor(
            self._connections if access.writable else ReadOnly(self._connections),
            Reading(
                judge=judge,
                refusal=Refusals(access.api_url, access.repo, (access.token,)),
                place=urlsplit(access.api_url).netloc,
            ),
            budget=Budget(clock),
            pace=Pace(access.pace, clock),
            clock=clock,
        )
        self._api = Api(execute=executor, api_url=access.api_url, repo=access.repo)
        self._converter = Converter(web_url=web_url(access.api_url), project=access.repo)
        self._people = People(api=self._api, converter=self._converter, project_id=self._project_id)
        self._seen: dict[int, Issue] = {}

    def close(self) -> None:
        """Hang up."""
        self._connections.close()

    def repositories(self, group: str) -> tuple[str, ...]:
        """The projects of a group and of those below it. Raises NotFound."""
        return groups.projects(self._api, group)

    def lease(self) -> AbstractContextManager[None]:
        """Nothing: a pipeline's resource group keeps runs apart."""
        return nullcontext()

    def whoami(self) -> Account:
        """The account that the token is for, asked once."""
        return self._people.me()

    def assignable(self, wanted: Iterable[str] = ()) -> tuple[Account, ...] | None:
        """All members of the project."""
        return self._people.assignable(wanted)

    def list_issues(self, label: str) -> tuple[Issue, ...]:
        """All issues with the label, oldest first."""
        if "," in label:
            raise ForgeError(f"GitLab cannot list issues by the label {label!r}", hint="choose one without a comma")
        request = Request(
            method="GET",
            path=self._api.path("issues"),
            what="list issues",
            needs=READ,
            query={"scope": "all", "state": "all", "labels": label, "order_by": "created_at", "sort": "asc"},
        )
        try:
            listed = self._api.every(request, lambda raw: None if is_moved(raw) else self._converter.issue(raw))
        except (Forbidden, Unserved):
            if self._project is not None:
                require_issues(self._project)
            raise
        issues = {issue.number: issue for issue in listed if issue is not None}
        return tuple(self._vouched(issues[number]) for number in sorted(issues))

    def get_issue(self, number: int) -> Issue:
        """One issue as it is now. Raises NotFound or Gone."""
        return self._saw(editing.look(self._api, self._converter, number))

    def open_issue(self, draft: IssueDraft) -> Issue:
        """Open one issue, without those whom GitLab cannot assign. Raises Ambiguous where the answer was lost."""
        self._check(title=draft.title, body=draft.body, where="The issue")
        self._require_writable()
        body = {
            "title": draft.title,
            "description": draft.body,
            "labels": ",".join(draft.labels),
            "assignee_ids": self._people.ids(draft.assignees),
            "due_date": draft.due and draft.due.isoformat(),
            "confidential": draft.confidential,
        }
        request = Request(
            method="POST",
            path=self._api.path("issues"),
            what=f"open the issue {draft.title!r}",
            needs=WRITE,
            effect=Effect.CREATE,
            body={name: value for name, value in body.items() if value},
        )
        return self._saw(self._api.one(request, self._converter.issue))

    def edit_issue(self, number: int, edit: IssueEdit) -> Issue:
        """Change what the edit names."""
        self._check(title=edit.title, body=edit.body, where=f"The text of #{number}")
        seen = self._seen.get(number) or self.get_issue(number)
        with self._explained():
            return self._saw(editing.edit_issue(self._api, self._converter, self._people, edit, seen))

    def relate(self, number: int, ticket: str) -> None:
        """Link an issue to the issue or epic that a ticket names. Raises ForgeError."""
        Relations(api=self._api, project=self._path, web_url=self._converter.web_url).relate(number, ticket)

    def list_comments(self, thread: Thread) -> tuple[Comment, ...]:
        """All comments, oldest first. Raises NotFound."""
        return tuple(self._of_known(comment) for comment in self._notes.of(thread))

    def comments_on(self, threads: Sequence[Thread]) -> Mapping[Thread, tuple[Comment, ...]]:
        """The comments of each thread that is there."""
        return each_by_itself(self, threads)

    def post_comment(self, thread: Thread, body: str) -> Comment:
        """Add a comment. Raises ForgeError on a locked thread, Ambiguous where the answer was lost."""
        self._check(body=body, where="A comment")
        with self._explained():
            return self._of_known(self._notes.post(thread, body))

    def edit_comment(self, comment: Comment, body: str) -> Comment:
        """Replace the text of a comment."""
        self._check(body=body, where="A comment")
        with self._explained():
            return self._of_known(self._notes.edit(comment, body))

    def fold_comment(self, comment: Comment, replacement: str) -> None:
        """Leave a replacement: GitLab cannot hide a comment."""
        self.edit_comment(comment, replacement)

    def ensure_labels(self, labels: Iterable[Label]) -> None:
        """Make those labels that are missing, in the project or a group above it."""
        for label in labelling.missing(self._api, labels):
            self._require_writable()
            labelling.make(self._api, label)

    def change_request_of(self, commit: str) -> ChangeRequest | None:
        """The merge request through which a commit came to the default branch; the first, where there are several."""
        default = self._project.default_branch if self._project else None
        return merge_requests.that_brought(self._api, self._converter, commit, default)

    def get_change_request(self, number: int) -> ChangeRequest:
        """One merge request. Raises NotFound."""
        return merge_requests.get(self._api, self._converter, number)

    def locked_among(self, threads: Sequence[Thread]) -> frozenset[Thread]:
        """Those of these merge requests that are locked."""
        locked = merge_requests.locked_among(self._api, [one.number for one in threads])
        return frozenset(one for one in threads if one.number in locked)

    def examine(self) -> Examination:
        """What GitLab tells of the project and of the token."""
        return examining.examine(self._api, self._project)

    def issue_in(self, ticket: str) -> int | None:
        """The number that `#7`, `GL-7`, `group/project#7` or the address of an issue names in this project."""
        match = self._ticket.fullmatch(ticket.strip())
        return int(match[1]) if match else None

    @cached_property
    def _project(self) -> Project | None:
        return look_at(self._api)

    @cached_property
    def _path(self) -> str:
        """The project's path with all groups, which is asked for only where its number was given."""
        is_number = self._api.repo.isdecimal()
        return self._project.path if is_number and self._project else self._api.repo

    @cached_property
    def _notes(self) -> Notes:
        return Notes(api=self._api, converter=self._converter, project=self._path)

    @cached_property
    def _ticket(self) -> re.Pattern[str]:
        path, web = re.escape(self._path), re.escape(self._converter.web_url)
        page = rf"{web}/{path}/(?:-/)?(?:issues|work_items)/"
        return re.compile(rf"(?:#|GL-|{path}#|{page})([1-9][0-9]{{0,17}})(?:[?#].*)?/?", re.IGNORECASE)

    def _project_id(self) -> int | None:
        return self._project.id if self._project else None

    def _saw(self, issue: Issue) -> Issue:
        issue = self._vouched(issue)
        self._seen[issue.number] = issue
        return issue

    def _vouched(self, issue: Issue) -> Issue:
        return replace(issue, author=self._people.vouched(issue.author))

    def _of_known(self, comment: Comment) -> Comment:
        return replace(comment, author=self._people.vouched(comment.author))

    def _check(self, *, title: str | None = None, body: str | None = None, where: str) -> None:
        """Refuse to send what GitLab would refuse, or carry out. Raises ForgeError."""
        limits = self.capabilities
        for name, text, most in (("title", title, limits.max_title), ("text", body, limits.max_body)):
            if text is not None and len(text) > most:
                raise ForgeError(f"The {name} is too long for GitLab: {len(text)} characters, {most} at most")
        refuse_commands(body or "", where)

    def _require_writable(self) -> None:
        """Say before anything new is made what stands in its way: GitLab drops in silence what a guest may not set."""
        if self._writable and self._project is not None:
            require_writable(self._project)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Say what it is about the project where a write is refused, as far as that can be known."""
        try:
            yield
        except Forbidden:
            self._require_writable()
            raise


def web_url(api_url: str) -> str:
    """Where people look at what an API holds.

    >>> web_url("https://git.acme.example/api/v4")
    'https://git.acme.example'
    """
    return api_url.removesuffix("/api/v4")
