"""A merge request's merge: the commits that it brings, and the issues that it closes."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from tests.simulators.gitlab.project import Project, stamp
from tests.simulators.gitlab.records import MergeRequest
from tests.simulators.gitlab.references import closed_by


def new_commit(project: Project) -> str:
    """A commit's name that no other has."""
    return hashlib.sha1(f"{project.path} {project.next_id()}".encode(), usedforsecurity=False).hexdigest()


def merge(
    project: Project, iid: int, actor: str, *, commit: str | None = None, fast_forward: bool = False
) -> MergeRequest:
    """Merge an open merge request, with a merge commit (named where `commit` is given) unless it is fast-forwarded."""
    request = project.merge_requests[iid]
    if request.state == "merged":
        return request
    now = stamp(project.now())
    made = commit or (request.sha if fast_forward else new_commit(project))
    if made != request.sha:
        project.commits.setdefault(made, []).append(iid)
    merged = replace(
        request,
        state="merged",
        sha=made if fast_forward else request.sha,
        merge_commit_sha=None if fast_forward else made,
        merged_at=now,
        merged_by=actor,
    )
    for closed in closed_by(request.description or ""):
        if closed in project.issues and request.target_branch == project.default_branch:
            project.close(closed, actor, commit=made)
    return project.change_merge_request(iid, lambda _: merged)
