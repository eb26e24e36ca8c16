"""`POST /graphql`: the two roots, and how errors are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from tests.simulators.github.bodies import comment_node, issue_node
from tests.simulators.github.call import Call
from tests.simulators.github.graphql.document import GraphQLSyntaxError, parse
from tests.simulators.github.graphql.execution import Arguments, Execution, GraphQLError, Invalid, Node, Resolver
from tests.simulators.github.graphql.nodes import Graph, actor, constants
from tests.simulators.github.limits import GRAPHQL_RESOURCE
from tests.simulators.github.records import Comment, Role
from tests.simulators.github.repository import Repository
from tests.simulators.github.routes import GRAPHQL, ROUTER
from tests.simulators.wire.exchange import Response, json_response

CLASSIFIERS = {
    "ABUSE": "abuse",
    "DUPLICATE": "duplicate",
    "OFF_TOPIC": "off-topic",
    "OUTDATED": "outdated",
    "RESOLVED": "resolved",
    "SPAM": "spam",
}


@ROUTER.route(GRAPHQL)
def graphql(call: Call) -> Response:
    """Execute a query or mutation; whatever is wrong with it is told with status 200."""
    body = call.body()
    variables = body.get("variables")
    try:
        operation = parse(str(body.get("query") or ""))
        execution = Execution(operation=operation, variables=variables if isinstance(variables, dict) else {})
        data = execution.run(_mutations(call) if operation.kind == "mutation" else _query(call))
    except (GraphQLSyntaxError, Invalid) as error:
        return json_response({"errors": [{"message": str(error)}]})
    errors: Mapping[str, object] = {"errors": execution.errors} if execution.errors else {}
    return json_response({"data": data, **errors})


def _query(call: Call) -> Node:
    viewer = call.world.account(call.token.login)
    shown = actor(viewer, call.root)
    limits = call.world.limits.state(call.token.value, GRAPHQL_RESOURCE)
    fields: dict[str, Resolver] = {
        "viewer": lambda _: replace(shown, fields={**shown.fields, **constants({"login": viewer.login})}),
        "repository": lambda given: _repository(call, given),
        "node": lambda given: _node(call, given.get("id")),
        "nodes": lambda given: [_node_or_error(call, one) for one in _list(given.get("ids"))],
        "rateLimit": lambda _: Node(type_name="RateLimit", fields=constants({"cost": 1, **limits})),
    }
    return Node(type_name="Query", fields=fields)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _repository(call: Call, given: Arguments) -> Node:
    owner, name = str(given.get("owner")), str(given.get("name"))
    found = call.world.find(owner, name)
    if found is None or call.token.role(found) is Role.NONE:
        raise GraphQLError(f"Could not resolve to a Repository with the name '{owner}/{name}'.", type_="NOT_FOUND")
    return Graph(call=call, at=found).repository()


def _node(call: Call, identity: object) -> Node:
    for repository in call.world.repositories.values():
        if call.token.role(repository) is Role.NONE:
            continue
        graph = Graph(call=call, at=repository)
        for issue in repository.issues.values():
            if issue_node(issue) == identity:
                return graph.issue(issue)
        for comment in repository.comments.values():
            if comment_node(comment) == identity:
                return graph.comment(comment)
    raise GraphQLError(f"Could not resolve to a node with the global id of '{identity}'", type_="NOT_FOUND")


def _node_or_error(call: Call, identity: object) -> Node | GraphQLError:
    try:
        return _node(call, identity)
    except GraphQLError as error:
        return error


def _mutations(call: Call) -> Node:
    fields: dict[str, Resolver] = {
        "minimizeComment": lambda given: _minimized(call, given, _classifier),
        "unminimizeComment": lambda given: _minimized(call, given, lambda _: None),
    }
    return Node(type_name="Mutation", fields=fields)


def _classifier(given: Mapping[str, object]) -> str:
    name = str(given.get("classifier"))
    if name not in CLASSIFIERS:
        raise GraphQLError(f"Argument 'classifier' on InputObject has an invalid value ({name}).")
    return CLASSIFIERS[name]


def _minimized(call: Call, given: Arguments, reason: Callable[[Mapping[str, object]], str | None]) -> Node:
    asked = given.get("input")
    asked = asked if isinstance(asked, dict) else {}
    repository, comment = _comment(call, asked.get("subjectId"))
    if not call.token.grants("issues", "write") and not call.token.grants("pull_requests", "write"):
        raise GraphQLError(call.token.refusal, type_="FORBIDDEN")
    if comment.author != call.token.login and call.token.role(repository) < Role.WRITE:
        raise GraphQLError(
            f"{call.token.login} does not have the correct permissions to execute this", type_="FORBIDDEN"
        )
    why = reason(asked)
    changed = repository.change_comment(comment.id, lambda it: replace(it, minimized=why))
    shown = Graph(call=call, at=repository).comment(changed)
    name = "unminimizedComment" if why is None else "minimizedComment"
    values = {name: shown, "clientMutationId": asked.get("clientMutationId")}
    return Node(type_name="MinimizeCommentPayload", fields=constants(values))


def _comment(call: Call, identity: object) -> tuple[Repository, Comment]:
    for repository in call.world.repositories.values():
        for comment in repository.comments.values():
            if comment_node(comment) == identity and call.token.role(repository) is not Role.NONE:
                return repository, comment
    raise GraphQLError(f"Could not resolve to a node with the global id of '{identity}'", type_="NOT_FOUND")
