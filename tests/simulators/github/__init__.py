"""A GitHub to test against: REST and GraphQL over real HTTP on 127.0.0.1, with people, limits and faults.

Start it
--------
A module that starts one says `pytestmark = LOOPBACK` (from `tests.simulators.loopback`), so that pytest-socket lets it
reach 127.0.0.1 and nothing else; tests below `tests/simulators` have that already, and the fixture `github`::

    @pytest.fixture
    def github() -> Iterator[GitHubSimulator]:
        with GitHubSimulator() as simulator:        # enterprise=True: an older server, below /api/v3
            yield simulator

    client = Github(base_url=github.url, auth=Auth.Token(github.token), retry=None, seconds_between_writes=0)

`github.url` is GITHUB_API_URL, `github.token` the GITHUB_TOKEN of a workflow in `acme/shop`: it acts as
`github-actions[bot]` with `contents: read, issues: write, pull_requests: write`. Other bearers::

    github.issue_token(Token(value="ghp_x", login="alice", kind=Kind.CLASSIC))           # as alice, if she was invited
    github.issue_token(Token(value="ghs_y", permissions={"contents": "read"}))           # 403 on every write
    github.world.revoke(github.token)                                                    # 401 from now on

State is plain: `github.repository` has `issues`, `comments`, `labels`, `members`, `private`, `archived`, `has_issues`,
`default_branch`, `lag` (lists lie so far behind) and `numbered_issue_pages` (see `paging`); `github.world` has
`accounts`, `limits`, `lists_closers`, `shows_minimized`, `rename()`. `github.clock.advance(seconds)` lets time pass at
once.

Act as another person
---------------------
People act on the state itself; their deeds are no requests and stand in no log::

    github.invite("alice", name="Alice Smith")        # a member, whom issues can be assigned to
    alice = github.person("alice")                    # trusted=False: a passer-by, whose association is NONE
    number = alice.open_issue("Alert on queue depth", labels=["bug"])
    alice.close(number, "not_planned"); alice.lock(number); alice.transfer(number); alice.delete(number)
    commit = alice.merge(alice.open_pull_request("Postmortem: checkout outage"))

Inject faults
-------------
`inject` takes a fault of `tests.simulators.wire.faults` (or of `.limits`) and says which request it meets: by route
(the names are in `.routes`), method, running number since the plan was empty, any condition; after `skip`, and so many
`times` (`ALWAYS` of `wire.plan`: for good)::

    github.inject(faults.reset(committed=True), route=CREATE_ISSUE)                       # made, but the answer is lost
    github.inject(faults.server_error(502, committed=False), method="GET", times=2)
    github.inject(limits.limited(429, retry_after="Fri, 20 Nov 2026 15:30:00 GMT"), route=CREATE_ISSUE, skip=3)
    github.inject(faults.slow(3.0), number=7)                                             # committed, then silence
    github.inject(faults.meanwhile(lambda: alice.close(7)), route=GET_ISSUE)              # between two requests
    github.inject(faults.meanwhile(lambda: os.kill(pid, SIGKILL)), number=4)              # a client that dies
    github.inject(faults.meanwhile(lambda: github.world.revoke(github.token)), number=4)  # a token that expires
    github.inject(github.vanishing, number=4)                                             # refused, until `come_back()`
    with Trap() as trap:                                                                  # another origin
        github.inject(faults.redirected(f"{trap.url}/x", 307), route=LIST_ISSUES)
        github.inject(faults.linked(f"{trap.url}/x"), route=LIST_ISSUES)
        ...; assert trap.credentials == ()

`github.faults.waiting` counts those that have not struck: a test of a fault asserts that it is 0 at its end.

Read the log
------------
`github.journal` iterates over `Exchange`s (request without credentials, response, route, whose token, whether a fault
had its hand in it); `journal.reads`, `journal.writes`, `journal.of(CREATE_ISSUE)`, `journal.clear()`, and
`journal.table()` for the message of an assertion. A GraphQL query counts as a read.

What it is true to, and where that is known from, the modules say. A bug in the simulator is raised when it stops.
"""

from tests.simulators.github.records import Role
from tests.simulators.github.simulator import GitHubSimulator
from tests.simulators.github.tokens import Kind, Token

__all__ = ["GitHubSimulator", "Kind", "Role", "Token"]
