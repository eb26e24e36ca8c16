"""What GitHub shows of its records: complete enough for its published OpenAPI description, all URLs under one root."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlsplit

from tests.simulators.github.records import Account, Comment, Issue, Label
from tests.simulators.github.repository import Repository
from tests.simulators.github.world import World

Body = dict[str, object]

_ACCOUNT_URLS = {
    "followers_url": "/followers",
    "following_url": "/following{/other_user}",
    "gists_url": "/gists{/gist_id}",
    "starred_url": "/starred{/owner}{/repo}",
    "subscriptions_url": "/subscriptions",
    "organizations_url": "/orgs",
    "repos_url": "/repos",
    "events_url": "/events{/privacy}",
    "received_events_url": "/received_events",
}
_REACTIONS = ("+1", "-1", "laugh", "confused", "heart", "hooray", "eyes", "rocket")
_PREFIXES = {"User": "U", "Bot": "BOT", "Organization": "O"}


def iso(instant: datetime | None) -> str | None:
    """The instant as GitHub writes it."""
    return None if instant is None else instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def comment_node(comment: Comment) -> str:
    """The id by which GraphQL knows a comment."""
    return f"IC_kwDO{comment.id}"


def issue_node(issue: Issue) -> str:
    """The id by which GraphQL knows an issue or a pull request."""
    return f"{'I' if issue.pull is None else 'PR'}_kwDO{issue.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """Shows the records of one repository to one client."""

    world: World
    repository: Repository
    root: str
    """The API's root as the client knows it."""

    @property
    def api(self) -> str:
        """The repository's own URL."""
        return f"{self.root}/repos/{self.repository.full_name}"

    @property
    def web(self) -> str:
        """The repository's page for people, on the same host."""
        parts = urlsplit(self.root)
        return f"{parts.scheme}://{parts.netloc}/{self.repository.full_name}"

    def account(self, login: str) -> Body:
        """Somebody, in short."""
        return account(self.world.account(login), self.root)

    def optional_account(self, login: str | None) -> Body | None:
        """Somebody or nobody."""
        return None if login is None else self.account(login)

    def accounts(self, logins: Iterable[str]) -> list[Body]:
        """Several people, in short."""
        return [self.account(login) for login in logins]

    def label(self, label: Label) -> Body:
        """A label."""
        return {
            "id": label.id,
            "node_id": f"LA_kwDO{label.id}",
            "url": f"{self.api}/labels/{quote(label.name, safe='')}",
            "name": label.name,
            "color": label.color,
            "default": label.name in {"bug", "documentation", "duplicate", "enhancement", "wontfix"},
            "description": label.description,
        }

    def labels(self, issue: Issue) -> list[Body]:
        """The labels of an issue."""
        return [self.label(self.repository.label(name)) for name in issue.labels]

    def issue(self, issue: Issue) -> Body:
        """An issue, or a pull request as the issue endpoints show it."""
        url = f"{self.api}/issues/{issue.number}"
        page = f"{self.web}/{'issues' if issue.pull is None else 'pull'}/{issue.number}"
        body: Body = {
            "url": url,
            "repository_url": self.api,
            "labels_url": f"{url}/labels{{/name}}",
            "comments_url": f"{url}/comments",
            "events_url": f"{url}/events",
            "html_url": page,
            "id": issue.id,
            "node_id": issue_node(issue),
            "number": issue.number,
            "title": issue.title,
            "user": self.account(issue.author),
            "labels": self.labels(issue),
            "state": issue.state,
            "locked": issue.locked,
            "assignee": self.account(issue.assignees[0]) if issue.assignees else None,
            "assignees": self.accounts(issue.assignees),
            "milestone": None,
            "comments": len(self.repository.comments_on(issue.number)),
            "created_at": iso(issue.created_at),
            "updated_at": iso(issue.updated_at),
            "closed_at": iso(issue.closed_at),
            "author_association": self.repository.membership(issue.author).association,
            "active_lock_reason": issue.lock_reason,
            "body": issue.body,
            "closed_by": self.optional_account(issue.closed_by),
            "reactions": self.reactions(url),
            "timeline_url": f"{url}/timeline",
            "performed_via_github_app": None,
            "state_reason": issue.state_reason,
        }
        if issue.pull is not None:
            links = {"url": f"{self.api}/pulls/{issue.number}", "html_url": page}
            links |= {"diff_url": f"{page}.diff", "patch_url": f"{page}.patch"}
            return body | {"draft": False, "pull_request": links | {"merged_at": iso(issue.pull.merged_at)}}
        return body | {
            "sub_issues_summary": {"total": 0, "completed": 0, "percent_completed": 0},
            "issue_dependencies_summary": dict.fromkeys(
                ("blocked_by", "total_blocked_by", "blocking", "total_blocking"), 0
            ),
        }

    def comment(self, comment: Comment) -> Body:
        """A comment on an issue or a pull request."""
        url = f"{self.api}/issues/comments/{comment.id}"
        issue = self.repository.issues[comment.number]
        page = "issues" if issue.pull is None else "pull"
        minimized = None if comment.minimized is None else {"reason": comment.minimized}
        return {
            "url": url,
            "html_url": f"{self.web}/{page}/{comment.number}#issuecomment-{comment.id}",
            "issue_url": f"{self.api}/issues/{comment.number}",
            "id": comment.id,
            "node_id": comment_node(comment),
            "user": self.account(comment.author),
            "created_at": iso(comment.created_at),
            "updated_at": iso(comment.updated_at),
            "author_association": self.repository.membership(comment.author).association,
            "body": comment.body,
            "reactions": self.reactions(url),
            "performed_via_github_app": None,
            **({"minimized": minimized} if self.world.shows_minimized else {}),
        }

    def reactions(self, url: str) -> Body:
        """That nobody has reacted."""
        return {"url": f"{url}/reactions", "total_count": 0, **dict.fromkeys(_REACTIONS, 0)}


def account(account: Account, root: str) -> Body:
    """Somebody, in short."""
    parts = urlsplit(root)
    origin = f"{parts.scheme}://{parts.netloc}"
    url = f"{root}/users/{quote(account.login, safe='')}"
    page = f"/apps/{account.login.removesuffix('[bot]')}" if account.kind == "Bot" else f"/{account.login}"
    return {
        "login": account.login,
        "id": account.id,
        "node_id": f"{_PREFIXES[account.kind]}_kgDO{account.id}",
        "avatar_url": f"{origin}/avatars/u/{account.id}?v=4",
        "gravatar_id": "",
        "url": url,
        "html_url": f"{origin}{page}",
        **{name: f"{url}{suffix}" for name, suffix in _ACCOUNT_URLS.items()},
        "type": account.kind,
        "user_view_type": "public",
        "site_admin": False,
    }
