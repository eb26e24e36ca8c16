"""What GitHub shows of a repository, of a pull request and of one's own account: the long bodies."""

from __future__ import annotations

from tests.simulators.github.bodies import Bodies, Body, account, iso, issue_node
from tests.simulators.github.records import Account, Issue, Pull, Role
from tests.simulators.github.repository import Repository

_URLS = {
    "archive_url": "/{archive_format}{/ref}",
    "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors",
    "deployments_url": "/deployments",
    "downloads_url": "/downloads",
    "events_url": "/events",
    "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}",
    "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}",
    "languages_url": "/languages",
    "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}",
    "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "tags_url": "/tags",
    "teams_url": "/teams",
    "trees_url": "/git/trees{/sha}",
}
_COUNTS = ("forks", "forks_count", "stargazers_count", "watchers", "watchers_count", "size")
_RIGHTS = {"pull": Role.READ, "triage": Role.TRIAGE, "push": Role.WRITE, "maintain": Role.MAINTAIN, "admin": Role.ADMIN}


def repository(show: Bodies, role: Role) -> Body:
    """The repository as part of another body."""
    it = show.repository
    open_issues = sum(issue.state == "open" for issue in it.issues.values())
    return {
        "id": it.id,
        "node_id": f"R_kgDO{it.id}",
        "name": it.name,
        "full_name": it.full_name,
        "private": it.private,
        "owner": show.account(it.owner),
        "html_url": show.web,
        "description": None,
        "fork": False,
        "url": show.api,
        **{name: f"{show.api}{suffix}" for name, suffix in _URLS.items()},
        "git_url": f"git{show.web.removeprefix('http')}.git",
        "ssh_url": f"git@localhost:{it.full_name}.git",
        "clone_url": f"{show.web}.git",
        "svn_url": show.web,
        "mirror_url": None,
        "homepage": None,
        "language": None,
        **dict.fromkeys(_COUNTS, 0),
        "open_issues": open_issues,
        "open_issues_count": open_issues,
        "default_branch": it.default_branch,
        "has_issues": it.has_issues,
        "has_projects": True,
        "has_wiki": True,
        "has_pages": False,
        "has_downloads": True,
        "has_discussions": False,
        "archived": it.archived,
        "disabled": False,
        "visibility": "private" if it.private else "public",
        "license": None,
        "topics": [],
        "pushed_at": iso(it.created_at),
        "created_at": iso(it.created_at),
        "updated_at": iso(it.created_at),
        "permissions": {name: role >= least for name, least in _RIGHTS.items()},
    }


def full_repository(show: Bodies, role: Role) -> Body:
    """The repository when it is asked for by name."""
    return repository(show, role) | {
        "organization": show.account(show.repository.owner),
        "network_count": 0,
        "subscribers_count": 0,
    }


def pull(show: Bodies, issue: Issue, role: Role) -> Body:
    """A pull request as lists show it."""
    assert issue.pull is not None
    url, page = f"{show.api}/pulls/{issue.number}", f"{show.web}/pull/{issue.number}"
    as_issue = f"{show.api}/issues/{issue.number}"
    links = {
        "self": url,
        "html": page,
        "issue": as_issue,
        "comments": f"{as_issue}/comments",
        "review_comments": f"{url}/comments",
        "review_comment": f"{show.api}/pulls/comments{{/number}}",
        "commits": f"{url}/commits",
        "statuses": f"{show.api}/statuses/{issue.pull.commit}",
    }
    return {
        "url": url,
        "id": issue.id,
        "node_id": issue_node(issue),
        "html_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "issue_url": as_issue,
        **{f"{name}_url": links[name] for name in links if name not in {"self", "html", "issue"}},
        "number": issue.number,
        "state": issue.state,
        "locked": issue.locked,
        "title": issue.title,
        "user": show.account(issue.author),
        "body": issue.body,
        "labels": [label | {"description": label["description"] or ""} for label in show.labels(issue)],
        "milestone": None,
        "active_lock_reason": issue.lock_reason,
        "created_at": iso(issue.created_at),
        "updated_at": iso(issue.updated_at),
        "closed_at": iso(issue.closed_at),
        "merged_at": iso(issue.pull.merged_at),
        "merge_commit_sha": issue.pull.commit,
        "assignee": show.account(issue.assignees[0]) if issue.assignees else None,
        "assignees": show.accounts(issue.assignees),
        "requested_reviewers": [],
        "requested_teams": [],
        "head": _branch(show, issue.pull.head, issue.pull, role),
        "base": _branch(show, issue.pull.base, issue.pull, role),
        "_links": {name: {"href": link} for name, link in links.items()},
        "author_association": show.repository.membership(issue.author).association,
        "auto_merge": None,
        "draft": False,
    }


def _branch(show: Bodies, name: str, pull: Pull, role: Role) -> Body:
    return {
        "label": f"{show.repository.owner}:{name}",
        "ref": name,
        "sha": pull.commit,
        "user": show.account(show.repository.owner),
        "repo": repository(show, role),
    }


def full_pull(show: Bodies, issue: Issue, role: Role) -> Body:
    """A pull request when it is asked for by number."""
    assert issue.pull is not None
    merged = issue.pull.merged_at is not None
    return pull(show, issue, role) | {
        "merged": merged,
        "mergeable": None if merged else True,
        "rebaseable": None if merged else True,
        "mergeable_state": "unknown" if merged else "clean",
        "merged_by": show.optional_account(issue.pull.merged_by),
        "comments": len(show.repository.comments_on(issue.number)),
        "review_comments": 0,
        "maintainer_can_modify": False,
        "commits": 1,
        "additions": len(issue.pull.files),
        "deletions": 0,
        "changed_files": len(issue.pull.files),
    }


def own_account(who: Account, root: str, home: Repository | None) -> Body:
    """One's own account, as a token without the scope `user` sees it."""
    created = iso(home.created_at) if home is not None else "2020-01-01T00:00:00Z"
    return account(who, root) | {
        "name": who.name,
        "company": None,
        "blog": "",
        "location": None,
        "email": who.email,
        "hireable": None,
        "bio": None,
        "twitter_username": None,
        "public_repos": 0,
        "public_gists": 0,
        "followers": 0,
        "following": 0,
        "created_at": created,
        "updated_at": created,
    }
