"""Pull requests over REST: look at one, its files, and those that a commit belongs to."""

from __future__ import annotations

import hashlib
import re

from tests.simulators.github.call import Call
from tests.simulators.github.issues import show
from tests.simulators.github.paging import numbered
from tests.simulators.github.refusals import not_found, refused
from tests.simulators.github.repository_bodies import full_pull, pull
from tests.simulators.github.routes import GET_PULL, LIST_PULL_FILES, PULLS_OF_COMMIT, ROUTER
from tests.simulators.wire.exchange import Response, json_response

_SHA = re.compile(r"[0-9a-f]{40}")


@ROUTER.route(GET_PULL)
def get_pull(call: Call) -> Response:
    """One pull request; an issue of that number is none."""
    repository = call.repository()
    call.demand("pull_requests", level="read")
    issue = call.issue(repository, named="pull_number")
    if issue.pull is None:
        raise not_found()
    return json_response(full_pull(show(call, repository), issue, call.token.role(repository)))


@ROUTER.route(LIST_PULL_FILES)
def list_pull_files(call: Call) -> Response:
    """The files that a pull request adds, a page of them."""
    repository = call.repository()
    call.demand("pull_requests", level="read")
    issue = call.issue(repository, named="pull_number")
    if issue.pull is None:
        raise not_found()
    shown = show(call, repository)
    base = f"{call.root}/repositories/{repository.id}/pulls/{issue.number}/files"
    page, headers = numbered(call.request, base, issue.pull.files)
    commit = issue.pull.commit
    files = [
        {
            "sha": hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest(),
            "filename": name,
            "status": "added",
            "additions": 1,
            "deletions": 0,
            "changes": 1,
            "blob_url": f"{shown.web}/blob/{commit}/{name}",
            "raw_url": f"{shown.web}/raw/{commit}/{name}",
            "contents_url": f"{shown.api}/contents/{name}?ref={commit}",
        }
        for name in page
    ]
    return json_response(files, headers=headers)


@ROUTER.route(PULLS_OF_COMMIT)
def pulls_of_commit(call: Call) -> Response:
    """The pull requests that brought a commit; 422 where no commit has that name."""
    repository = call.repository()
    call.demand("pull_requests", level="read")
    commit = call.parts["commit_sha"]
    if not _SHA.fullmatch(commit) or commit not in repository.commits:
        raise refused(422, f"No commit found for SHA: {commit}")
    found = [repository.issues[number] for number in repository.commits[commit] if number in repository.issues]
    base = f"{call.root}/repositories/{repository.id}/commits/{commit}/pulls"
    page, headers = numbered(call.request, base, found)
    shown = show(call, repository)
    return json_response([pull(shown, issue, call.token.role(repository)) for issue in page], headers=headers)
