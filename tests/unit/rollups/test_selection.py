from __future__ import annotations

from followthrough.rollups.selection import select
from tests.unit.rollups.builders import ALL, CERTIFICATES, FAILOVER, LOST, RETRIES


def test_no_condition_selects_everything() -> None:
    """Asking for nothing in particular shows all."""
    assert select(ALL) == ALL


def test_an_owner_is_found_whatever_the_case_and_with_or_without_the_at_sign() -> None:
    """`--owner @carol jones` finds what Carol Jones owns together with others."""
    assert select(ALL, owners=("@carol jones",)) == (FAILOVER,)
    assert select(ALL, owners=("Carol Jones", "bob")) == (FAILOVER, CERTIFICATES)


def test_an_owner_is_never_found_by_a_part_of_the_name() -> None:
    """`--owner Carol` is not Carol Jones."""
    assert select(ALL, owners=("Carol",)) == ()


def test_overdue_leaves_out_snoozed_items() -> None:
    """A snoozed item whose deadline has passed is not late."""
    assert select(ALL, overdue=True) == (RETRIES,)


def test_a_path_is_matched_as_the_caller_says() -> None:
    """Globs are the command line's; here a predicate decides."""
    assert select(ALL, holds=lambda path: path == "postmortems/dns.md") == (LOST, CERTIFICATES)
    assert select(ALL, overdue=True, holds=lambda path: path == "postmortems/dns.md") == ()
