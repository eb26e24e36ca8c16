from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.simulators.client import Client
from tests.simulators.github import GitHubSimulator, Kind, Token
from tests.simulators.github.graphql.document import Field, Fragment, GraphQLSyntaxError, Variable, parse

NAMES = """
query People($owner: String!, $repo: String!, $after: String, $size: Int = 2) {  # by pages
  repository(owner: $owner, name: $repo) {
    assignableUsers(first: $size, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { ...who }
    }
  }
}
fragment who on User { login, name }
"""
CLOSERS = """
query($n: Int!) { repository(owner: "acme", name: "shop") { issue(number: $n) { stateReason
  timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) { nodes { __typename ... on ClosedEvent {
    actor { login __typename } closer { ... on Commit { oid } } } } } } } }
"""
MINIMIZE = """
mutation Fold($input: MinimizeCommentInput!) {
  minimizeComment(input: $input) { minimizedComment { isMinimized minimizedReason } }
}
"""


def ask(client: Client, query: str, variables: Mapping[str, object] | None = None) -> dict[str, object]:
    answer = client.post("/graphql", {"query": query, "variables": variables or {}})
    assert answer.status == 200
    return answer.entry


def dig(answer: object, *path: str | int) -> object:
    """What lies under the keys and indices."""
    for step in path:
        assert isinstance(answer, (dict, list))
        answer = answer[step]  # type: ignore[index]  # the query says which steps are keys
    return answer


def test_a_query_is_read_whole() -> None:
    operation = parse(
        'query Q($a: [Int!]! = [1, -2.5]) { x: y(s: "q\\"", e: UP, o: {k: $a, n: null}) { ... on T { z } } }'
    )
    assert (operation.kind, operation.defaults) == ("query", {"a": [1, -2.5]})
    values = {"s": 'q"', "e": "UP", "o": {"k": Variable("a"), "n": None}}
    selection = (Fragment(type_name="T", selection=(Field(key="z", name="z", arguments={}),)),)
    assert operation.selection == (Field(key="x", name="y", arguments=values, selection=selection),)


@pytest.mark.parametrize("text", ["", "{", "{a", "subscription { a }", "query ( { a }", "{ a(b: ) }", "%"])
def test_what_is_no_query_is_refused(client: Client, text: str) -> None:
    with pytest.raises(GraphQLSyntaxError):
        parse(text)
    assert "errors" in ask(client, text)


def test_people_are_listed_with_their_names_page_by_page(github: GitHubSimulator, client: Client) -> None:
    for login, name in (("alice", "Alice Smith"), ("bob", None), ("carol", "Carol Jones")):
        github.invite(login, name=name)
    where = {"owner": "acme", "repo": "shop"}
    first = dig(ask(client, NAMES, where), "data", "repository", "assignableUsers")
    assert dig(first, "nodes") == [{"login": "alice", "name": "Alice Smith"}, {"login": "bob", "name": None}]
    assert dig(first, "pageInfo", "hasNextPage") is True
    second = ask(client, NAMES, {**where, "after": dig(first, "pageInfo", "endCursor")})
    assert dig(second, "data", "repository", "assignableUsers", "nodes") == [{"login": "carol", "name": "Carol Jones"}]
    assert dig(second, "data", "repository", "assignableUsers", "pageInfo", "hasNextPage") is False


def test_it_is_told_who_closed_an_issue(github: GitHubSimulator, client: Client) -> None:
    alice = github.person("alice")
    number = alice.open_issue("One")
    alice.close(number, "not_planned", commit="c" * 40)
    issue = dig(ask(client, CLOSERS, {"n": number}), "data", "repository", "issue")
    event = dig(issue, "timelineItems", "nodes", 0)
    assert dig(issue, "stateReason") == "NOT_PLANNED"
    assert event == {
        "__typename": "ClosedEvent",
        "actor": {"login": "alice", "__typename": "User"},
        "closer": {"oid": "c" * 40},
    }


def test_issues_are_filtered_and_paged(github: GitHubSimulator, client: Client) -> None:
    alice = github.person("alice")
    for number in range(3):
        alice.open_issue(f"Item {number}", labels=["ours"])
    alice.open_issue("Another")
    alice.close(2)
    query = (
        '{ repository(owner: "acme", name: "shop") { issues(first: 2, labels: ["OURS"], states: [OPEN],'
        " orderBy: {field: CREATED_AT, direction: ASC}) { totalCount nodes { number labels(first: 5) { nodes { name } }"
        " author { login } comments(first: 1) { totalCount } } } } }"
    )
    issues = dig(ask(client, query), "data", "repository", "issues")
    assert dig(issues, "totalCount") == 2
    assert dig(issues, "nodes", 1) == {
        "number": 3,
        "labels": {"nodes": [{"name": "ours"}]},
        "author": {"login": "alice"},
        "comments": {"totalCount": 0},
    }


def test_a_comment_is_hidden_and_shown_again(github: GitHubSimulator, client: Client) -> None:
    number = github.person("alice").open_issue("One")
    comment = client.post(f"/repos/acme/shop/issues/{number}/comments", {"body": "Old."}).entry
    assert comment["minimized"] is None
    given = {"input": {"subjectId": comment["node_id"], "classifier": "OUTDATED"}}
    folded = dig(ask(client, MINIMIZE, given), "data", "minimizeComment", "minimizedComment")
    assert folded == {"isMinimized": True, "minimizedReason": "outdated"}
    (listed,) = client.get(f"/repos/acme/shop/issues/{number}/comments").entries
    assert (listed["minimized"], listed["updated_at"]) == ({"reason": "outdated"}, comment["updated_at"])
    node = ask(
        client, "query($i: ID!) { node(id: $i) { ... on IssueComment { isMinimized } } }", {"i": comment["node_id"]}
    )
    assert node == {"data": {"node": {"isMinimized": True}}}
    github.world.shows_minimized = False
    assert "minimized" not in client.get(f"/repos/acme/shop/issues/{number}/comments").entries[0]


def test_of_several_nodes_those_that_are_gone_are_null(github: GitHubSimulator, client: Client) -> None:
    alice = github.person("alice")
    comment = alice.comment(alice.open_issue("One"), "x")
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on IssueComment { body } } }"
    answer = ask(client, query, {"ids": ["IC_gone", f"IC_kwDO{comment.id}"]})
    assert answer["data"] == {"nodes": [None, {"body": "x"}]}
    assert dig(answer, "errors", 0, "path") == ["nodes", 0]


def test_a_reader_hides_nothing(github: GitHubSimulator) -> None:
    alice = github.person("alice")
    comment = alice.comment(alice.open_issue("One"), "x")
    reader = github.issue_token(Token(value="ghs_reader", kind=Kind.INSTALLATION, permissions={"issues": "read"}))
    given = {"input": {"subjectId": f"IC_kwDO{comment.id}", "classifier": "OUTDATED"}}
    with Client(github.url, reader) as client:
        assert dig(ask(client, MINIMIZE, given), "errors", 0, "type") == "FORBIDDEN"
    assert github.repository.comments[comment.id].minimized is None


@pytest.mark.parametrize(
    ("query", "said"),
    [
        pytest.param('{ repository(owner: "acme", name: "no") { id } }', "NOT_FOUND", id="no repository"),
        pytest.param(CLOSERS.replace("$n: Int!", "$n: Int = 4711"), "NOT_FOUND", id="no issue"),
        pytest.param('{ nodes(ids: ["IC_x"]) { id } }', "NOT_FOUND", id="no node"),
        pytest.param(
            '{ repository(owner: "acme", name: "shop") { labels { totalCount } } }',
            "MISSING_PAGINATION_BOUNDARIES",
            id="no size",
        ),
        pytest.param(
            '{ repository(owner: "acme", name: "shop") { labels(first: 101) { totalCount } } }',
            "EXCESSIVE_PAGINATION",
            id="great size",
        ),
    ],
)
def test_errors_come_with_status_200_and_their_type(client: Client, query: str, said: str) -> None:
    assert dig(ask(client, query), "errors", 0, "type") == said


@pytest.mark.parametrize("query", ["{ viewer { salary } }", "{ viewer }", "{ viewer { ...nobody } }", "{ nothing }"])
def test_what_the_schema_lacks_fails_the_whole_query(client: Client, query: str) -> None:
    answer = ask(client, query)
    assert "data" not in answer
    assert "errors" in answer


def test_the_limit_of_graphql_says_so_with_status_200(github: GitHubSimulator, client: Client) -> None:
    github.world.limits.per_hour["graphql"] = 1
    assert ask(client, "{ viewer { login } }") == {"data": {"viewer": {"login": "github-actions[bot]"}}}
    assert dig(ask(client, "{ viewer { login } }"), "errors", 0, "type") == "RATE_LIMITED"
    assert client.get("/repos/acme/shop").status == 200
