"""The repositories of an organisation."""

from __future__ import annotations

from tests.simulators.github.call import Call
from tests.simulators.github.issues import show
from tests.simulators.github.paging import numbered
from tests.simulators.github.records import Role
from tests.simulators.github.refusals import not_found
from tests.simulators.github.repository_bodies import repository as shown
from tests.simulators.github.routes import LIST_ORGANISATION_REPOSITORIES, ROUTER
from tests.simulators.wire.exchange import Response, json_response


@ROUTER.route(LIST_ORGANISATION_REPOSITORIES)
def list_repositories(call: Call) -> Response:
    """The repositories of an organisation that the bearer sees, a page of them."""
    owner = call.parts["org"].lower()
    account = call.world.accounts.get(owner)
    if account is None or account.kind != "Organization":
        raise not_found()
    seen = [
        one
        for one in call.world.repositories.values()
        if one.owner.lower() == owner and call.token.role(one) > Role.NONE
    ]
    page, headers = numbered(
        call.request, f"{call.root}/organizations/{account.id}/repos", sorted(seen, key=lambda one: one.full_name)
    )
    return json_response([shown(show(call, one), call.token.role(one)) for one in page], headers=headers)
