"""What GitLab shows of a project, its merge requests, commits and branches: the long bodies."""

from __future__ import annotations

from tests.simulators.gitlab.bodies import NO_TIME, Bodies, Body, iso, task_status
from tests.simulators.gitlab.records import MergeRequest

_CODE = ("repository", "merge_requests", "forking", "wiki", "builds", "snippets", "pages", "analytics")
_FEATURES = (*_CODE, "container_registry", "releases", "environments", "feature_flags", "infrastructure", "monitor")
_SWITCHES = {
    "packages_enabled": True,
    "service_desk_enabled": False,
    "can_create_merge_request_in": True,
    "lfs_enabled": True,
    "shared_runners_enabled": True,
    "group_runners_enabled": True,
    "public_jobs": True,
    "request_access_enabled": True,
    "only_allow_merge_if_pipeline_succeeds": False,
    "only_allow_merge_if_all_discussions_are_resolved": False,
    "allow_merge_on_skipped_pipeline": None,
    "remove_source_branch_after_merge": True,
    "printing_merge_request_link_enabled": True,
    "autoclose_referenced_issues": True,
    "emails_disabled": False,
    "emails_enabled": True,
    "auto_devops_enabled": False,
    "keep_latest_artifact": True,
    "empty_repo": False,
    "resolve_outdated_diff_discussions": False,
}
_LINKS = ("issues", "merge_requests", "repo_branches", "labels", "events", "members", "cluster_agents")


def full_project(show: Bodies, viewer: str | None) -> Body:
    """The project when it is asked for; a stranger sees the beginning of it."""
    it = show.project
    seen = _basic(show) | {"visibility": it.visibility, "archived": it.archived, "owner": None}
    if viewer is None:
        return seen
    role = it.role(viewer)
    access = {"access_level": int(role), "notification_level": 3} if role else None
    api = f"{show.root}/projects/{it.id}"
    opened = [issue for issue in it.issues.values() if issue.state == "opened"]
    return seen | {
        "_links": {"self": api} | {name: f"{api}/{name.removeprefix('repo_')}" for name in _LINKS},
        **_SWITCHES,
        "issues_enabled": it.has_issues,
        "merge_requests_enabled": True,
        "wiki_enabled": True,
        "jobs_enabled": True,
        "snippets_enabled": True,
        "issues_access_level": it.issues_access_level,
        **{f"{name}_access_level": "enabled" for name in _FEATURES},
        "creator_id": 1,
        "import_status": "none",
        "open_issues_count": len(opened),
        "description_html": "",
        "updated_at": iso(it.created_at),
        "ci_config_path": None,
        "ci_default_git_depth": 20,
        "ci_job_token_scope_enabled": False,
        "build_timeout": 3600,
        "shared_with_groups": [],
        "merge_method": "merge",
        "squash_option": "default_off",
        "permissions": {"project_access": access, "group_access": None},
    }


def _basic(show: Bodies) -> Body:
    it = show.project
    namespace, _, name = it.path.rpartition("/")
    group = namespace.rpartition("/")[2]
    return {
        "id": it.id,
        "description": None,
        "name": name,
        "name_with_namespace": it.path.replace("/", " / "),
        "path": name,
        "path_with_namespace": it.path,
        "created_at": iso(it.created_at),
        "default_branch": it.default_branch,
        "tag_list": [],
        "topics": [],
        "ssh_url_to_repo": f"git@localhost:{it.path}.git",
        "http_url_to_repo": f"{show.page}.git",
        "web_url": show.page,
        "readme_url": f"{show.page}/-/blob/{it.default_branch}/README.md",
        "forks_count": 0,
        "avatar_url": None,
        "star_count": 0,
        "last_activity_at": iso(it.created_at),
        "namespace": {
            "id": show.world.group_id(namespace),
            "name": group,
            "path": group,
            "kind": "group",
            "full_path": namespace,
            "parent_id": None,
            "avatar_url": None,
            "web_url": f"{show.web}/groups/{namespace}",
        },
    }


def merge_request(show: Bodies, request: MergeRequest) -> Body:
    """A merge request as lists show it."""
    page = f"{show.page}/-/merge_requests/{request.iid}"
    notes = show.project.notes_on("MergeRequest", request.iid)
    return {
        "id": request.id,
        "iid": request.iid,
        "project_id": show.project.id,
        "title": request.title,
        "description": request.description,
        "state": request.state,
        "created_at": iso(request.created_at),
        "updated_at": iso(request.updated_at),
        "merged_by": show.optional_account(request.merged_by),
        "merge_user": show.optional_account(request.merged_by),
        "merged_at": iso(request.merged_at),
        "closed_by": show.optional_account(request.closed_by),
        "closed_at": iso(request.closed_at),
        "target_branch": request.target_branch,
        "source_branch": request.source_branch,
        "user_notes_count": sum(not note.system for note in notes),
        "upvotes": 0,
        "downvotes": 0,
        "author": show.account(request.author),
        "assignees": show.accounts(request.assignees),
        "assignee": show.account(request.assignees[0]) if request.assignees else None,
        "reviewers": [],
        "source_project_id": show.project.id,
        "target_project_id": show.project.id,
        "labels": sorted(request.labels),
        "draft": False,
        "imported": False,
        "imported_from": "none",
        "work_in_progress": False,
        "milestone": None,
        "merge_when_pipeline_succeeds": False,
        "merge_status": "can_be_merged",
        "detailed_merge_status": "not_open" if request.state != "opened" else "mergeable",
        "merge_after": None,
        "sha": request.sha,
        "merge_commit_sha": request.merge_commit_sha,
        "squash_commit_sha": request.squash_commit_sha,
        "discussion_locked": request.discussion_locked,
        "should_remove_source_branch": None,
        "force_remove_source_branch": True,
        "prepared_at": iso(request.created_at),
        "reference": f"!{request.iid}",
        "references": show.references("!", request.iid),
        "web_url": page,
        "time_stats": dict(NO_TIME),
        "squash": False,
        "squash_on_merge": False,
        "task_completion_status": task_status(request.description),
        "has_conflicts": False,
        "blocking_discussions_resolved": True,
    }


def full_merge_request(show: Bodies, request: MergeRequest) -> Body:
    """A merge request when it is asked for by number."""
    return merge_request(show, request) | {
        "subscribed": False,
        "changes_count": str(len(request.files)),
        "latest_build_started_at": None,
        "latest_build_finished_at": None,
        "first_deployed_to_production_at": None,
        "pipeline": None,
        "head_pipeline": None,
        "diff_refs": {"base_sha": request.sha, "head_sha": request.sha, "start_sha": request.sha},
        "merge_error": None,
        "user": {"can_merge": False},
    }


def diff(name: str) -> Body:
    """A file that a merge request adds."""
    return {
        "diff": "@@ -0,0 +1 @@\n+A line.\n",
        "collapsed": False,
        "too_large": False,
        "new_path": name,
        "old_path": name,
        "a_mode": "0",
        "b_mode": "100644",
        "new_file": True,
        "renamed_file": False,
        "deleted_file": False,
        "generated_file": False,
    }


def commit(show: Bodies, sha: str) -> Body:
    """A commit."""
    at = iso(show.project.created_at)
    author = {"author_name": "Alice", "author_email": "alice@acme.example", "authored_date": at}
    committer = {"committer_name": "Alice", "committer_email": "alice@acme.example", "committed_date": at}
    return {
        "id": sha,
        "short_id": sha[:8],
        "created_at": at,
        "parent_ids": [],
        "title": "A commit",
        "message": "A commit",
        **author,
        **committer,
        "trailers": {},
        "extended_trailers": {},
        "web_url": f"{show.page}/-/commit/{sha}",
        "stats": {"additions": 1, "deletions": 0, "total": 1},
        "status": None,
        "project_id": show.project.id,
        "last_pipeline": None,
    }


def branch(show: Bodies, name: str) -> Body:
    """A branch, at the last commit that was merged."""
    last = next(reversed(show.project.commits), "0" * 40)
    return {
        "name": name,
        "commit": commit(show, last),
        "merged": False,
        "protected": True,
        "developers_can_push": False,
        "developers_can_merge": True,
        "can_push": False,
        "default": name == show.project.default_branch,
        "web_url": f"{show.page}/-/tree/{name}",
    }
