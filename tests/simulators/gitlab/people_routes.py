"""People over REST: oneself, members of a project, users by name."""

from __future__ import annotations

from collections.abc import Sequence

from tests.simulators.gitlab.bodies import Body, account, iso
from tests.simulators.gitlab.call import Call
from tests.simulators.gitlab.issues import show
from tests.simulators.gitlab.paging import numbered
from tests.simulators.gitlab.project import Project
from tests.simulators.gitlab.records import Account
from tests.simulators.gitlab.refusals import not_found
from tests.simulators.gitlab.routes import (
    GET_MEMBER,
    GET_USER,
    GET_USER_BY_ID,
    LIST_DIRECT_MEMBERS,
    LIST_MEMBERS,
    LIST_PROJECT_USERS,
    LIST_USERS,
    ROUTER,
)
from tests.simulators.wire.exchange import Response, json_response

_PROFILE = ("bio", "location", "linkedin", "twitter", "discord", "website_url", "github", "organization", "job_title")


@ROUTER.route(GET_USER)
def get_user(call: Call) -> Response:
    """One's own account; that of a project's token is a bot's."""
    who = call.world.account(call.signed_in())
    since = iso(next(iter(call.world.projects.values())).created_at)
    body: Body = _profile(call, who) | {
        "email": who.public_email or f"{who.username}@noreply.gitlab.example",
        "commit_email": who.public_email or f"{who.username}@noreply.gitlab.example",
        "confirmed_at": since,
        "last_sign_in_at": since,
        "current_sign_in_at": since,
        "last_activity_on": None if since is None else since[:10],
        "theme_id": 3,
        "color_scheme_id": 1,
        "projects_limit": 0,
        "identities": [],
        "can_create_group": False,
        "can_create_project": False,
        "two_factor_enabled": False,
        "external": who.bot,
        "private_profile": False,
        "preferred_language": "en",
    }
    return json_response(body)


def _profile(call: Call, who: Account) -> Body:
    return account(who, call.web) | {
        "created_at": iso(next(iter(call.world.projects.values())).created_at),
        **dict.fromkeys(_PROFILE, ""),
        "pronouns": None,
        "bot": who.bot,
        "work_information": None,
        "local_time": None,
        "followers": 0,
        "following": 0,
        "is_followed": False,
    }


@ROUTER.route(GET_USER_BY_ID)
def get_user_by_id(call: Call) -> Response:
    """Somebody's profile, which says whether it is a bot's."""
    call.signed_in()
    who = call.world.account_by_id(call.number("user_id"))
    if who is None:
        raise not_found("User")
    return json_response(_profile(call, who))


@ROUTER.route(LIST_USERS)
def list_users(call: Call) -> Response:
    """Users, by exactly their name, or by a part of a name or exactly a public address."""
    call.signed_in()
    username, search = call.parameters.text("username"), (call.parameters.text("search") or "").lower()
    everybody = [
        one
        for one in call.world.accounts.values()
        if (username is None or username.lower() == one.username.lower()) and _matches(one, search)
    ]
    page, headers = numbered(call.request, sorted(everybody, key=lambda one: -one.id))
    return json_response([account(one, call.web) for one in page], headers=headers)


def _matches(who: Account, search: str) -> bool:
    return search in who.username.lower() or search in who.name.lower() or search == who.public_email.lower()


def _members(call: Call, project: Project) -> list[Account]:
    search = (call.parameters.text("query") or call.parameters.text("search") or "").lower()
    everybody = [call.world.account(username) for username in project.members]
    return sorted((one for one in everybody if _matches(one, search)), key=lambda one: one.id)


@ROUTER.route(LIST_MEMBERS)
@ROUTER.route(LIST_DIRECT_MEMBERS)
def list_members(call: Call) -> Response:
    """The members, a page of them; `user_ids[]` picks some."""
    project = call.project()
    call.signed_in()
    ids = call.parameters.integers("user_ids")
    listed: Sequence[Account] = [one for one in _members(call, project) if not ids or one.id in ids]
    page, headers = numbered(call.request, listed)
    shown = show(call, project)
    return json_response([shown.member(one.username, project.role(one.username)) for one in page], headers=headers)


@ROUTER.route(GET_MEMBER)
def get_member(call: Call) -> Response:
    """One member."""
    project = call.project()
    call.signed_in()
    who = call.world.account_by_id(call.number("user_id"))
    if who is None or not project.role(who.username):
        raise not_found()
    return json_response(show(call, project).member(who.username, project.role(who.username)))


@ROUTER.route(LIST_PROJECT_USERS)
def list_project_users(call: Call) -> Response:
    """The members as users, without what they may do."""
    project = call.project()
    page, headers = numbered(call.request, _members(call, project))
    return json_response([account(one, call.web) for one in page], headers=headers)
