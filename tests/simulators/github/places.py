"""What is no issue: the repository itself, one's own account, the rate limits."""

from __future__ import annotations

from tests.simulators.github.call import Call
from tests.simulators.github.issues import show
from tests.simulators.github.limits import CORE, GRAPHQL_RESOURCE, SEARCH
from tests.simulators.github.refusals import refused
from tests.simulators.github.repository_bodies import full_repository, own_account
from tests.simulators.github.routes import GET_RATE_LIMIT, GET_REPOSITORY, GET_USER, ROUTER
from tests.simulators.github.tokens import Kind
from tests.simulators.wire.exchange import Response, json_response


@ROUTER.route(GET_REPOSITORY)
def get_repository(call: Call) -> Response:
    """The repository, with what the bearer of the token may do there."""
    repository = call.repository()
    return json_response(full_repository(show(call, repository), call.token.role(repository)))


@ROUTER.route(GET_USER)
def get_user(call: Call) -> Response:
    """One's own account; an app's token has none."""
    if call.token.kind is Kind.INSTALLATION:
        raise refused(403, call.token.refusal)
    home = next(iter(call.world.repositories.values()), None)
    return json_response(own_account(call.world.account(call.token.login), call.root, home))


@ROUTER.route(GET_RATE_LIMIT)
def get_rate_limit(call: Call) -> Response:
    """How much is left of each limit; asking costs nothing."""
    resources = {name: call.world.limits.state(call.token.value, name) for name in (CORE, SEARCH, GRAPHQL_RESOURCE)}
    return json_response({"resources": resources, "rate": resources[CORE]})
