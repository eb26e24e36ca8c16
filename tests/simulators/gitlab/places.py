"""What is no issue: the project itself, the instance, one's own token."""

from __future__ import annotations

from tests.simulators.gitlab.bodies import iso
from tests.simulators.gitlab.call import Call
from tests.simulators.gitlab.issues import show
from tests.simulators.gitlab.project_bodies import full_project
from tests.simulators.gitlab.refusals import unauthorized
from tests.simulators.gitlab.routes import GET_METADATA, GET_OWN_TOKEN, GET_PROJECT, GET_VERSION, ROUTER
from tests.simulators.gitlab.tokens import Kind
from tests.simulators.wire.exchange import Response, json_response


@ROUTER.route(GET_PROJECT)
def get_project(call: Call) -> Response:
    """The project, with what the bearer of the token may do there; a stranger learns less."""
    project = call.project()
    return json_response(full_project(show(call, project), call.user))


@ROUTER.route(GET_VERSION)
@ROUTER.route(GET_METADATA)
def get_version(call: Call) -> Response:
    """Which GitLab this is."""
    call.signed_in()
    return json_response(
        {
            "version": call.world.version,
            "revision": "0123456789a",
            "kas": {"enabled": False, "externalUrl": None, "externalK8sProxyUrl": None, "version": None},
            "enterprise": call.world.paid,
        }
    )


@ROUTER.route(GET_OWN_TOKEN)
def get_own_token(call: Call) -> Response:
    """What one's own token is; only a personal one, or a bot's, knows that."""
    username = call.signed_in()
    token = call.token
    if token is None or token.kind is not Kind.PERSONAL:
        raise unauthorized()
    since = iso(next(iter(call.world.projects.values())).created_at)
    return json_response(
        {
            "id": 1,
            "name": token.name,
            "revoked": False,
            "created_at": since,
            "description": None,
            "scopes": list(token.scopes),
            "user_id": call.world.account(username).id,
            "last_used_at": since,
            "active": True,
            "expires_at": "2027-06-30",
        }
    )
