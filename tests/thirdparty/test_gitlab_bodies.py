"""The bodies of the simulated GitLab have what another client declares of GitLab's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from tests.simulators.client import Client
from tests.simulators.gitlab import GitLabSimulator, Tier
from tests.thirdparty.gitbeaker import DECLARATIONS, Declarations

PROJECT = "/projects/acme%2Fplatform%2Fshop"
KINDS = {
    f"{PROJECT}/issues/1": "IssueSchema",
    f"{PROJECT}/issues": "IssueSchema",
    f"{PROJECT}/issues/1/notes": "IssueNoteSchema",
    f"{PROJECT}/issues/1/links": "IssueLinkSchema",
    f"{PROJECT}/issues/1/resource_state_events": "StateEventSchema",
    f"{PROJECT}/labels?with_counts=true": "LabelSchema",
    f"{PROJECT}/members/all": "MemberSchema",
    f"{PROJECT}/merge_requests": "MergeRequestSchema",
    f"{PROJECT}/merge_requests/1": "ExpandedMergeRequestSchema",
    f"{PROJECT}/merge_requests/1/diffs": "MergeRequestDiffSchema",
    f"{PROJECT}/repository/branches": "BranchSchema",
    f"{PROJECT}/repository/commits/main": "CommitSchema",
    PROJECT: "SimpleProjectSchema",
    "/user": "ExpandedUserSchema",
    "/users": "SimpleUserSchema",
    "/version": "MetadataSchema",
    "/personal_access_tokens/self": "PersonalAccessTokenSchema",
}

pytestmark = pytest.mark.skipif(
    not DECLARATIONS.target.exists(), reason="@gitbeaker/core is not there yet: run `make thirdparty`"
)


@pytest.fixture(scope="module")
def declarations() -> Declarations:
    return Declarations.load()


@pytest.fixture(params=list(Tier), ids=[tier.value for tier in Tier])
def client(request: pytest.FixtureRequest) -> Iterator[Client]:
    """A project in which everything has happened."""
    with GitLabSimulator(tier=request.param) as gitlab, Client(gitlab.url, gitlab.token, scheme="Bearer") as client:
        gitlab.invite("alice", name="Alice Smith")
        alice = gitlab.person("alice")
        draft = {"title": "One", "description": "- [ ] a", "labels": "ours", "due_date": "2026-12-01"}
        client.post(f"{PROJECT}/issues", {**draft, "assignee_ids": [gitlab.world.account("alice").id]})
        client.post(f"{PROJECT}/issues/1/notes", {"body": "Text."})
        link = {"target_project_id": gitlab.project.id, "target_issue_iid": alice.open_issue("Two")}
        client.post(f"{PROJECT}/issues/1/links", link)
        client.put(f"{PROJECT}/issues/1", {"state_event": "close", "discussion_locked": True})
        alice.merge(alice.open_merge_request("Postmortem", "Text.", files=["postmortems/one.md"]))
        yield client


@pytest.mark.parametrize("path", KINDS)
def test_a_body_has_what_is_declared_of_it(declarations: Declarations, client: Client, path: str) -> None:
    answer = client.get(path)
    bodies = answer.entries if isinstance(answer.json, list) else [answer.entry]
    assert (answer.status, len(bodies) > 0) == (200, True)
    assert [told for body in bodies for told in declarations.complaints(KINDS[path], body)] == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"iid": "1"}, "IssueSchema.iid is no number: '1'"),
        ({"title": 7}, "IssueSchema.title is no string: 7"),
        ({"assignees": "nobody"}, "IssueSchema.assignees"),
        ({"confidential": 0}, "IssueSchema.confidential is no boolean: 0"),
    ],
)
def test_a_wrong_body_would_be_complained_about(
    declarations: Declarations, client: Client, change: Mapping[str, object], said: str
) -> None:
    right = client.get(f"{PROJECT}/issues/1").entry
    (told,) = declarations.complaints("IssueSchema", {**right, **change})
    assert told.startswith(said)
    lacking = {key: value for key, value in right.items() if key not in change}
    key = next(iter(change))
    optional = declarations.interfaces["IssueSchema"][key][0]
    assert declarations.complaints("IssueSchema", lacking) == ([] if optional else [f"IssueSchema.{key} is missing"])
