"""What an issue belongs to: other issues, and with a paid tier epics."""

from __future__ import annotations

from dataclasses import replace

from tests.simulators.gitlab.bodies import Body, iso
from tests.simulators.gitlab.call import Call
from tests.simulators.gitlab.editing import Editing
from tests.simulators.gitlab.issues import show
from tests.simulators.gitlab.paging import numbered
from tests.simulators.gitlab.project import Project
from tests.simulators.gitlab.records import ISSUE, Issue, Link, Role
from tests.simulators.gitlab.refusals import forbidden, not_found, refused
from tests.simulators.gitlab.routes import ADD_ISSUE_TO_EPIC, CREATE_LINK, GET_EPIC, LIST_LINKS, ROUTER
from tests.simulators.wire.exchange import Response, json_response

_KINDS = ("relates_to", "blocks", "is_blocked_by")


@ROUTER.route(LIST_LINKS)
def list_links(call: Call) -> Response:
    """The issues that an issue is linked to, whichever end it is."""
    project = call.project()
    issue = call.issue(project)
    here = (project.id, issue.iid)
    shown: list[Body] = []
    for link in call.world.links:
        if here not in (link.source, link.target):
            continue
        there, iid = link.target if link.source == here else link.source
        other = call.world.projects[there]
        if iid in other.issues and call.sees(other, other.issues[iid]):
            body = show(call, other).issue(other.issues[iid])
            at = iso(link.created_at)
            body |= {"issue_link_id": link.id, "link_type": link.kind}
            shown.append(body | {"link_created_at": at, "link_updated_at": at})
    page, headers = numbered(call.request, shown)
    return json_response(page, headers=headers)


@ROUTER.route(CREATE_LINK)
def create_link(call: Call) -> Response:
    """Link an issue to another; to block one another is for paid tiers, and 409 says that they are linked."""
    project, asked = call.project(), call.parameters
    user = call.demand(project, Role.PLANNER)
    issue = call.issue(project)
    target = call.project_of(asked.required("target_project_id"))
    other = target.issues.get(asked.integer("target_issue_iid") or 0)
    if other is None or not call.sees(target, other) or other.id == issue.id:
        raise not_found()
    kind = asked.choice("link_type", _KINDS, _KINDS[0])
    if kind != _KINDS[0] and not call.world.paid:
        raise refused(403, "403 Forbidden - Blocked issues not available for current license")
    ends = ((project.id, issue.iid), (target.id, other.iid))
    if any({link.source, link.target} == set(ends) for link in call.world.links):
        raise refused(409, "Issue(s) already assigned")
    identity, now = call.world.next_id(), call.world.now()
    call.world.links.append(Link(id=identity, source=ends[0], target=ends[1], kind=kind, created_at=now))
    _say(call, user, (project, issue), (target, other))
    _say(call, user, (target, other), (project, issue))
    shown = {"source_issue": show(call, project).issue(issue), "target_issue": show(call, target).issue(other)}
    return json_response({"id": identity, **shown, "link_type": kind}, 201)


def _say(call: Call, user: str, at: tuple[Project, Issue], of: tuple[Project, Issue]) -> None:
    name = f"#{of[1].iid}" if at[0] is of[0] else f"{of[0].path}#{of[1].iid}"
    editing = Editing(world=call.world, project=at[0], actor=user, kind=ISSUE, iid=at[1].iid)
    editing.say(f"marked this issue as related to {name}")


def _epic(call: Call) -> tuple[str, int, str]:
    """Group, iid and title of the epic of the path. Raises Refused: 403 where nothing was paid for, else 404."""
    call.signed_in()
    if not call.world.paid:
        raise forbidden()
    asked = call.parts["id"]
    group = next((path for path, known in call.world.group_ids.items() if asked.lower() in (path, str(known))), None)
    iid = call.number("epic_iid")
    title = None if group is None else call.world.epics.get((group, iid))
    if group is None or title is None:
        raise not_found()
    return group, iid, title


@ROUTER.route(GET_EPIC)
def get_epic(call: Call) -> Response:
    """One epic of a group."""
    group, iid, title = _epic(call)
    page = f"{call.web}/groups/{group}/-/epics/{iid}"
    return json_response(
        {"id": iid + 500_000, "iid": iid, "group_id": call.world.group_id(group), "title": title, "state": "opened"}
        | {"web_url": page, "labels": [], "references": {"short": f"&{iid}", "full": f"{group}&{iid}"}}
    )


@ROUTER.route(ADD_ISSUE_TO_EPIC)
def add_issue_to_epic(call: Call) -> Response:
    """Put an issue, named by its id and not by its iid, into an epic."""
    group, iid, title = _epic(call)
    wanted = call.number("issue_id")
    for project in call.world.projects.values():
        for issue in project.issues.values():
            if issue.id == wanted and call.sees(project, issue):
                call.demand(project, Role.PLANNER)
                changed = project.change(issue.iid, lambda it: replace(it, epic_iid=iid))
                epic: Body = {"iid": iid, "title": title, "group_id": call.world.group_id(group)}
                return json_response({"id": 1, "epic": epic, "issue": show(call, project).issue(changed)}, 201)
    raise not_found()
