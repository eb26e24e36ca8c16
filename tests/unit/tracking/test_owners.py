from __future__ import annotations

import pytest

from followthrough.model import Account
from followthrough.tracking.owners import assign
from followthrough.tracking.rules import OwnerTarget

PEOPLE = (
    Account(login="alice", name="Alice Smith", email="alice@acme.example"),
    Account(login="Bob", name="Bob Jones"),
    Account(login="bob2", name="Bob Jones"),
    Account(login="carol", name="Carol"),
    Account(login="dave", name="carol"),
)
MAP = {
    "sre": OwnerTarget(team="acme/sre", logins=("alice", "carol")),
    "ops": OwnerTarget(team="acme/ops"),
    "erin": OwnerTarget(logins=("erin-left",)),
    "zoe@acme.example": OwnerTarget(logins=("Alice",)),
}


@pytest.mark.parametrize(
    ("owners", "logins", "unassignable"),
    [
        pytest.param(("SRE",), ("alice", "carol"), (), id="a team that the map gives people"),
        pytest.param(("@sre",), ("alice", "carol"), (), id="the same as a handle"),
        pytest.param(("Ops",), (), ("Ops",), id="a team that it gives nobody"),
        pytest.param(("Erin",), (), ("Erin",), id="somebody whom the forge no longer knows"),
        pytest.param(("Zoe <zoe@acme.example>",), ("alice",), (), id="a mailbox on the map"),
        pytest.param(("@Alice",), ("alice",), (), id="a handle"),
        pytest.param(("@nobody",), (), ("@nobody",), id="a handle that is nobody's"),
        pytest.param(("alice  SMITH",), ("alice",), (), id="a name"),
        pytest.param(("alice@acme.example",), ("alice",), (), id="an address"),
        pytest.param(("Bob Jones",), (), ("Bob Jones",), id="a name that two people have"),
        pytest.param(("bob",), ("Bob",), (), id="a login in another case"),
        pytest.param(("Carol",), ("carol",), (), id="a login before somebody else's name"),
        pytest.param(("Alice Smith", "@alice", "Mallory"), ("alice",), ("Mallory",), id="one person twice"),
        pytest.param((), (), (), id="nobody"),
    ],
)
def test_whom_an_issue_is_given_to(
    owners: tuple[str, ...], logins: tuple[str, ...], unassignable: tuple[str, ...]
) -> None:
    found = assign(owners, MAP, PEOPLE, 10)
    assert (found.logins, found.unassignable) == (logins, unassignable)


def test_a_forge_that_takes_any_name_is_given_the_name_as_written() -> None:
    assert assign(("Alice  Smith", "@bob"), {}, None, 10).logins == ("Alice Smith", "bob")
    assert assign(("SRE",), MAP, None, 10).logins == ("alice", "carol")


def test_no_more_are_assigned_than_the_forge_takes() -> None:
    assert assign(("Carol", "alice"), {}, PEOPLE, 1).logins == ("carol",)
