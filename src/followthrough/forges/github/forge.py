"""GitHub behind the protocol: one method each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from urllib.parse import urlsplit

from followthrough.errors import Ambiguous, ForgeError
from followthrough.forges.github import closers, comments, editing, examining, organisation, people, pulls
from followthrough.forges.github import labels as making
from followthrough.forges.github import threads as threads_at_once
from followthrough.forges.github.answers import Invalid, Refusals, judge
from followthrough.forges.github.api import Api
from followthrough.forges.github.connection import connections
from followthrough.forges.github.convert import RUNNER, Converter
from followthrough.forges.github.renaming import Following, Name
from followthrough.forges.github.web import Web
from followthrough.forges.protocol import Capabilities, Examination, each_by_itself
from followthrough.forges.transport.budget import Budget
from followthrough.forges.transport.clock import Clock
from followthrough.forges.transport.exchange import Effect, Request
from followthrough.forges.transport.executor import Reading
from followthrough.forges.transport.fields import Fields
from followthrough.forges.transport.pace import Pace
from followthrough.forges.transport.rehearsal import ReadOnly
from followthrough.model import Account, ChangeRequest, Comment, Issue, IssueDraft, IssueEdit, Label, Thread

PACE = 1.0
"""Seconds that GitHub asks to leave between writes that come in large numbers."""
_OF_APPS = "ghs_"
"""How tokens of apps begin, a workflow's own among them."""
_WORTH_A_PAGE = 3
"""Of so many threads without GraphQL it is worth a try to have all comments of a small repository at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How to get at one repository."""

    api_url: str
    """The API's root, without a last slash."""
    repo: str
    """`owner/name`."""
    token: str
    pace: float = PACE
    """Least seconds between writes after the first few; 0 turns every pace off."""
    writable: bool = True
    """Without it every write is refused before it is sent."""
    ca_bundle: Path | None = None
    """Certificates to trust instead of the usual ones."""


class GitHubForge:
    """Issues of one repository. Raises ForgeError where GitHub refuses, fails, or cannot be reached."""

    name = "github"
    capabilities = Capabilities(
        native_due=False,
        folds_comments=True,
        confidential_issues=False,
        not_planned=True,
        settles=True,
        max_assignees=10,
    )

    def __init__(self, access: Access, clock: Clock | None = None) -> None:
        clock = clock or Clock()
        self._connections = connections(access.api_url, access.token, access.ca_bundle)
        name = Name(access.repo)
        executor = Following(
            self._connections if access.writable else ReadOnly(self._connections),
            Reading(
                judge=judge,
                refusal=Refusals(access.api_url, access.repo, (access.token,)),
                place=urlsplit(access.api_url).netloc,
            ),
            name,
            budget=Budget(clock),
            pace=Pace(access.pace, clock),
            clock=clock,
        )
        self._api = Api(execute=executor, api_url=access.api_url, name=name)
        self._is_apps = access.token.startswith(_OF_APPS)
        self._seen: dict[int, Issue] = {}
        self._there: set[Thread] = set()
        """Pull requests that were looked at."""

    def close(self) -> None:
        """Hang up."""
        self._connections.close()

    def repositories(self, group: str) -> tuple[str, ...]:
        """The repositories of an organisation, or of a person. Raises NotFound."""
        return organisation.repositories(self._api, group)

    def lease(self) -> AbstractContextManager[None]:
        """Nothing: a workflow's concurrency group keeps runs apart."""
        return nullcontext()

    def whoami(self) -> Account:
        """The account that the token is for, asked once."""
        return self._me

    def assignable(self, wanted: Iterable[str] = ()) -> tuple[Account, ...]:
        """Everybody an issue can be assigned to; where the server does not tell, whoever is wanted by a login."""
        return people.assignable(self._api, wanted)

    def list_issues(self, label: str) -> tuple[Issue, ...]:
        """All issues with the label, oldest first."""
        if "," in label:
            raise ForgeError(f"GitHub cannot list issues by the label {label!r}", hint="choose one without a comma")
        request = Request(
            method="GET",
            path=self._api.path("issues"),
            what="list issues",
            needs="issues: read",
            query={"state": "all", "labels": label, "sort": "created", "direction": "asc"},
        )
        listed = dict(self._api.every(request, self._listed))
        issues = {issue.number: issue for issue in listed if not issue.is_change_request}
        untold = [issue for issue, told in listed.items() if not told and issue.number in issues]
        untold.sort(key=lambda issue: issue.closed_at or issue.updated_at)
        by = closers.closers_of(self._api, [issue.number for issue in untold]) if untold else {}
        return tuple(self._saw(replace(issues[n], closed_by=by[n]) if n in by else issues[n]) for n in sorted(issues))

    def get_issue(self, number: int) -> Issue:
        """One issue or pull request as it is now. Raises NotFound or Gone."""
        return self._saw(editing.look(self._api, self._converter, number))

    def open_issue(self, draft: IssueDraft) -> Issue:
        """Open one issue, without assignees that GitHub refuses. Raises Ambiguous where the answer was lost."""
        self._check_size(draft.title, draft.body)
        body: dict[str, object] = {"title": draft.title, "body": draft.body, "labels": list(draft.labels)}
        request = Request(
            method="POST",
            path=self._api.path("issues"),
            what=f"open the issue {draft.title!r}",
            needs=editing.WRITE,
            effect=Effect.CREATE,
            body={**body, "assignees": list(draft.assignees)},
        )
        try:
            return self._saw(self._api.one(request, self._converter.issue))
        except Invalid as refused:
            if not draft.assignees or "assignees" not in refused.fields:
                raise
            opened = self._saw(self._api.one(replace(request, body=body), self._converter.issue))
            return self._assigned(opened, draft.assignees)

    def edit_issue(self, number: int, edit: IssueEdit) -> Issue:
        """Change what the edit names."""
        self._check_size(edit.title, edit.body)
        return self._saw(editing.edit_issue(self._api, self._converter, number, edit, self._seen.get(number)))

    def relate(self, number: int, ticket: str) -> None:
        """GitHub links no issues but by what their texts say. Raises ForgeError."""
        raise ForgeError(f"GitHub cannot link #{number} to {ticket}")

    def list_comments(self, thread: Thread) -> tuple[Comment, ...]:
        """All comments, oldest first. Raises NotFound or Gone."""
        return comments.list_comments(self._api, self._converter, thread, self._me)

    def comments_on(self, threads: Sequence[Thread]) -> Mapping[Thread, tuple[Comment, ...]]:
        """The comments of each thread that is there."""
        told = dict(threads_at_once.comments_of(self._api, self._converter, threads) if len(threads) > 1 else {})
        for look, least in ((self._comments_in_one_page, _WORTH_A_PAGE), (partial(each_by_itself, self), 1)):
            untold = [one for one in threads if one not in told]
            told |= look(untold) if len(untold) >= least else {}
        return told

    def _comments_in_one_page(self, threads: Sequence[Thread]) -> Mapping[Thread, tuple[Comment, ...]]:
        return threads_at_once.comments_in_one_page(self._api, self._converter, threads, self._me, self._there)

    def post_comment(self, thread: Thread, body: str) -> Comment:
        """Add a comment. Raises ForgeError on a locked thread, Ambiguous where the answer was lost."""
        self._check_size(None, body)
        return comments.post_comment(self._api, self._converter, thread, body)

    def edit_comment(self, comment: Comment, body: str) -> Comment:
        """Replace the text of a comment."""
        self._check_size(None, body)
        return comments.edit_comment(self._api, self._converter, comment, body)

    def fold_comment(self, comment: Comment, replacement: str) -> None:
        """Hide a comment as outdated; its text stays."""
        comments.fold_comment(self._api, self._converter, comment, replacement)

    def ensure_labels(self, labels: Iterable[Label]) -> None:
        """Make those labels that are missing."""
        making.ensure_labels(self._api, labels)

    def change_request_of(self, commit: str) -> ChangeRequest | None:
        """The pull request through which a commit came to the default branch; the first, where there are several."""
        found = pulls.of_commit(self._api, self._converter, commit)
        return self._met(found) if found else None

    def get_change_request(self, number: int) -> ChangeRequest:
        """One pull request. Raises NotFound."""
        return self._met(pulls.numbered(self._api, self._converter, number))

    def locked_among(self, threads: Sequence[Thread]) -> frozenset[Thread]:
        """Those of these pull requests that are locked; none on a server without GraphQL."""
        return threads_at_once.locked_among(self._api, threads)

    def examine(self) -> Examination:
        """What GitHub tells of the repository and of the token."""
        return examining.examine(self._api, self._me)

    def issue_in(self, ticket: str) -> int | None:
        """The number that `#7`, `GH-7`, `owner/name#7` or the address of an issue names in this repository."""
        return next((found for web in self._webs if (found := web.issue_in(ticket)) is not None), None)

    @cached_property
    def _me(self) -> Account:
        return people.whoami(self._api, of_app=self._is_apps)

    @cached_property
    def _converter(self) -> Converter:
        return Converter(web=self._webs[0], own_logins=frozenset({self._me.login.casefold(), RUNNER}))

    @property
    def _webs(self) -> tuple[Web, ...]:
        """The pages of the repository, by its name of now and by the one that documents may still know it by."""
        names = dict.fromkeys((self._api.repo, self._api.name.given))
        return tuple(Web.of(self._api.api_url, name) for name in names)

    def _listed(self, raw: Fields) -> tuple[Issue, bool]:
        """An issue, and whether it is told who closed it, so far as anybody did."""
        issue = self._converter.issue(raw)
        return issue, issue.closed_at is None or raw.has("closed_by")

    def _assigned(self, issue: Issue, logins: tuple[str, ...]) -> Issue:
        """An issue that was opened without its assignees, with those of them that GitHub takes."""
        try:
            return self.edit_issue(issue.number, IssueEdit(add_assignees=logins))
        except (Invalid, Ambiguous):
            return issue

    def _met(self, request: ChangeRequest) -> ChangeRequest:
        self._there.add(Thread(kind="change_request", number=request.number))
        return request

    def _saw(self, issue: Issue) -> Issue:
        self._seen[issue.number] = issue
        return issue

    def _check_size(self, title: str | None, body: str | None) -> None:
        limits = self.capabilities
        for name, text, most in (("title", title, limits.max_title), ("text", body, limits.max_body)):
            if text is not None and len(text) > most:
                raise ForgeError(f"The {name} is too long for GitHub: {len(text)} characters, {most} at most")
