"""A GitLab to test against: REST API v4 over real HTTP on 127.0.0.1, with people, roles, tiers, limits and faults.

Start it
--------
A module that starts one says `pytestmark = LOOPBACK` (from `tests.simulators.loopback`), so that pytest-socket lets it
reach 127.0.0.1 and nothing else::

    with GitLabSimulator() as gitlab:                # tier=Tier.PREMIUM; relative_root="/git" for one below a path
        client = gitlab_library.Gitlab(gitlab.web, private_token=gitlab.token, keep_base_url=True)

`gitlab.url` is CI_API_V4_URL, `gitlab.web` CI_SERVER_URL, `gitlab.token` a project access token with the scope `api`
whose bot (`gitlab.bot`) is a Reporter in `acme/platform/shop`. Other bearers::

    gitlab.invite("carol", role=Role.GUEST)
    gitlab.issue_token(Token(value="glpat-x", username="carol"))                            # personal
    gitlab.issue_token(Token(value="glpat-y", username="carol", scopes=("read_api",)))      # 403 on every write
    gitlab.issue_token(Token(value="oauth-z", username="carol", kind=Kind.OAUTH))           # as a bearer alone
    gitlab.job_token("alice")                                                               # CI_JOB_TOKEN
    gitlab.world.project_token(project, "glpat-p", name="robot", role=Role.DEVELOPER)       # another bot
    gitlab.world.revoke(gitlab.token)                                                       # 401 from now on

State is plain: `gitlab.project` has `issues`, `merge_requests`, `notes`, `labels`, `members`, `visibility`, `archived`,
`issues_access_level`, `default_branch`, `lag` (lists lie so far behind); `gitlab.world` has `tier`, `accounts`,
`limits`, `links`, `epics`, `project()`, `group_label()`, `rename()`. `gitlab.clock.advance(seconds)` lets time pass.

What must never come from foreign text shows in two lists: `gitlab.project.ran` (quick actions that were found in a
description or a note, and obeyed) and `gitlab.project.references` (whom and what a text named: `@alice`, `#12`, `!3`).
`quick_actions.commands_in` is the extraction alone, for properties.

Act as another person
---------------------
People act on the state itself; their deeds are no requests and stand in no log::

    gitlab.invite("alice", name="Alice Smith")       # a member, whom issues can be assigned to
    alice = gitlab.person("alice")                   # trusted=False: a passer-by, no member
    iid = alice.open_issue("Alert on queue depth", labels=["bug"], due=date(2026, 12, 1))
    alice.close(iid); alice.lock(iid); alice.hide(iid); alice.move(iid); alice.delete(iid)
    commit = alice.merge(alice.open_merge_request("Postmortem: checkout outage"))

Faults and the log are those of the GitHub simulator (see there): `inject` takes a fault of
`tests.simulators.wire.faults` or of `.limits`, and routes have names in `.routes`; `gitlab.journal` remembers all.

What it leaves out: GraphQL (404), epics beyond putting an issue into one, time tracking, boards, pipelines, tokens in
the query. A locked discussion refuses only those who are no members, as GitLab's own does.
"""

from tests.simulators.gitlab.records import Role, Tier
from tests.simulators.gitlab.simulator import GitLabSimulator
from tests.simulators.gitlab.tokens import Kind, Token

__all__ = ["GitLabSimulator", "Kind", "Role", "Tier", "Token"]
