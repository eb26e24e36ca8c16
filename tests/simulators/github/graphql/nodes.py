"""GitHub's types as nodes: actors, repositories, issues, pull requests, comments, labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.simulators.github.bodies import Bodies, comment_node, iso, issue_node
from tests.simulators.github.call import Call
from tests.simulators.github.graphql.connections import connection
from tests.simulators.github.graphql.execution import Arguments, GraphQLError, Node, Resolver
from tests.simulators.github.records import Account, Closing, Comment, Issue, Label, Role
from tests.simulators.github.repository import Repository

_PERMISSIONS = {
    Role.READ: "READ",
    Role.TRIAGE: "TRIAGE",
    Role.WRITE: "WRITE",
    Role.MAINTAIN: "MAINTAIN",
    Role.ADMIN: "ADMIN",
}


def constants(values: Mapping[str, object]) -> dict[str, Resolver]:
    """Fields that take no arguments and are known already."""

    def of(value: object) -> Resolver:
        return lambda _: value

    return {name: of(value) for name, value in values.items()}


def actor(account: Account, root: str) -> Node:
    """A person or a bot; GraphQL names a bot without `[bot]`."""
    origin = root.split("/api/", maxsplit=1)[0]
    login = account.login.removesuffix("[bot]")
    values: dict[str, object] = {
        "login": login,
        "id": f"U_kgDO{account.id}",
        "databaseId": account.id,
        "url": f"{origin}/{login}",
    }
    if account.kind == "User":
        values |= {"name": account.name, "email": account.email or ""}
    return Node(type_name=account.kind, fields=constants(values), interfaces=frozenset({"Actor", "Node"}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Shows one repository's records as nodes, to the bearer of the call's token."""

    call: Call
    at: Repository

    @property
    def _bodies(self) -> Bodies:
        return Bodies(world=self.call.world, repository=self.at, root=self.call.root)

    def actor(self, login: str | None) -> Node | None:
        """Somebody or nobody."""
        return None if login is None else actor(self.call.world.account(login), self.call.root)

    def repository(self) -> Node:
        """The repository and the ways into it."""
        it, role = self.at, self.call.token.role(self.at)
        values: dict[str, object] = {
            "id": f"R_kgDO{it.id}",
            "databaseId": it.id,
            "name": it.name,
            "nameWithOwner": it.full_name,
            "url": self._bodies.web,
            "isPrivate": it.private,
            "isArchived": it.archived,
            "hasIssuesEnabled": it.has_issues,
            "viewerPermission": _PERMISSIONS[role],
            "viewerCanAdminister": role is Role.ADMIN,
            "defaultBranchRef": Node(type_name="Ref", fields=constants({"name": it.default_branch})),
        }
        ways: dict[str, Resolver] = {
            "owner": lambda _: self.actor(it.owner),
            "assignableUsers": self._assignable,
            "labels": self._labels,
            "issue": lambda given: self.issue(self._numbered(given, "Issue", pull=False)),
            "pullRequest": lambda given: self.issue(self._numbered(given, "PullRequest", pull=True)),
            "issueOrPullRequest": lambda given: self.issue(self._numbered(given, "issue or pull request", pull=None)),
            "issues": self._issues,
        }
        return Node(type_name="Repository", fields=constants(values) | ways, interfaces=frozenset({"Node"}))

    def _numbered(self, given: Arguments, kind: str, *, pull: bool | None) -> Issue:
        number = given.get("number")
        found = self.at.issues.get(number) if isinstance(number, int) else None
        if found is None or (pull is not None and pull is not (found.pull is not None)):
            raise GraphQLError(f"Could not resolve to an {kind} with the number of {number}.", type_="NOT_FOUND")
        return found

    def _assignable(self, given: Arguments) -> Node:
        wanted = str(given.get("query") or "").lower()
        people = [self.call.world.account(login) for login in sorted(self.at.members)]
        found = [one for one in people if one.kind == "User" and wanted in f"{one.login} {one.name or ''}".lower()]
        return connection("user", found, given, lambda account: actor(account, self.call.root))

    def _labels(self, given: Arguments) -> Node:
        wanted = str(given.get("query") or "").lower()
        found = [label for label in self.at.labels.values() if wanted in f"{label.name} {label.description}".lower()]
        return connection("label", found, given, self.label)

    def _issues(self, given: Arguments) -> Node:
        issues = [issue for issue in self.at.listed() if issue.pull is None and _fits(issue, given)]
        order = given.get("orderBy")
        if isinstance(order, dict):
            by_update = order.get("field") == "UPDATED_AT"
            issues.sort(
                key=lambda issue: (issue.updated_at if by_update else issue.created_at, issue.number),
                reverse=order.get("direction") == "DESC",
            )
        return connection("issue", issues, given, self.issue)

    def label(self, label: Label) -> Node:
        """A label."""
        values = {
            "id": f"LA_kwDO{label.id}",
            "name": label.name,
            "color": label.color,
            "description": label.description,
            "isDefault": False,
            "createdAt": iso(self.at.created_at),
            "updatedAt": iso(self.at.created_at),
            "url": f"{self._bodies.web}/labels/{label.name}",
        }
        return Node(type_name="Label", fields=constants(values), interfaces=frozenset({"Node"}))

    def issue(self, issue: Issue) -> Node:
        """An issue or a pull request."""
        shown = self._bodies.issue(issue)
        merged = issue.pull is not None and issue.pull.merged_at is not None
        values: dict[str, object] = {
            "id": issue_node(issue),
            "databaseId": issue.id,
            "number": issue.number,
            "title": issue.title,
            "body": issue.body or "",
            "url": shown["html_url"],
            "state": "MERGED" if merged else issue.state.upper(),
            "closed": issue.state == "closed",
            "closedAt": shown["closed_at"],
            "createdAt": shown["created_at"],
            "updatedAt": shown["updated_at"],
            "locked": issue.locked,
            "authorAssociation": shown["author_association"],
        }
        if issue.pull is None:
            values["stateReason"] = issue.state_reason.upper() if issue.state_reason else None
        else:
            commit = Node(type_name="Commit", fields=constants({"oid": issue.pull.commit}))
            values |= {
                "merged": merged,
                "mergedAt": iso(issue.pull.merged_at),
                "mergeCommit": commit if merged else None,
            }
        fields = constants(values) | self._around(issue)
        kind = "Issue" if issue.pull is None else "PullRequest"
        return Node(type_name=kind, fields=fields, interfaces=frozenset({"Node", "Closable", "Comment", "Assignable"}))

    def _around(self, issue: Issue) -> dict[str, Resolver]:
        labels = [self.at.label(name) for name in issue.labels]
        people = [self.call.world.account(login) for login in issue.assignees]
        closings = [closing for closing in self.at.closings if closing.number == issue.number]
        root = self.call.root
        return {
            "author": lambda _: self.actor(issue.author),
            "labels": lambda given: connection("label", labels, given, self.label),
            "assignees": lambda given: connection("user", people, given, lambda one: actor(one, root)),
            "comments": lambda given: connection(
                "issueComment", self.at.comments_on(issue.number), given, self.comment
            ),
            "timelineItems": lambda given: connection(
                "issueTimelineItems", _of_kind(closings, given), given, lambda one: self._closing(one, issue)
            ),
        }

    def comment(self, comment: Comment) -> Node:
        """A comment."""
        shown = self._bodies.comment(comment)
        values = {
            "id": comment_node(comment),
            "databaseId": comment.id,
            "body": comment.body,
            "url": shown["html_url"],
            "isMinimized": comment.minimized is not None,
            "minimizedReason": comment.minimized,
            "createdAt": shown["created_at"],
            "updatedAt": shown["updated_at"],
            "authorAssociation": shown["author_association"],
            "viewerDidAuthor": comment.author == self.call.token.login,
        }
        people: dict[str, Resolver] = {"author": lambda _: self.actor(comment.author)}
        interfaces = frozenset({"Node", "Comment", "Minimizable"})
        return Node(type_name="IssueComment", fields=constants(values) | people, interfaces=interfaces)

    def _closing(self, closing: Closing, issue: Issue) -> Node:
        commit = None
        if closing.by_commit is not None:
            commit = Node(type_name="Commit", fields=constants({"oid": closing.by_commit}))
        values = {
            "id": f"CE_kwDO{closing.id}",
            "createdAt": iso(closing.at),
            "closer": commit,
            "stateReason": issue.state_reason.upper() if issue.state_reason else None,
        }
        people: dict[str, Resolver] = {"actor": lambda _: self.actor(closing.actor)}
        return Node(type_name="ClosedEvent", fields=constants(values) | people, interfaces=frozenset({"Node"}))


def _of_kind(closings: Sequence[Closing], given: Arguments) -> Sequence[Closing]:
    kinds = given.get("itemTypes")
    return closings if kinds is None or (isinstance(kinds, list) and "CLOSED_EVENT" in kinds) else ()


def _fits(issue: Issue, given: Arguments) -> bool:
    narrower = given.get("filterBy")
    narrower = narrower if isinstance(narrower, dict) else {}
    states, labels = given.get("states"), given.get("labels") or narrower.get("labels")
    since = narrower.get("since")
    held = {name.lower() for name in issue.labels}
    return (
        (not isinstance(states, list) or issue.state.upper() in states)
        and (not isinstance(labels, list) or any(str(name).lower() in held for name in labels))
        and (since is None or issue.updated_at >= datetime.fromisoformat(str(since)).astimezone(UTC))
    )
