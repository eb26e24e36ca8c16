from __future__ import annotations

import pytest

from followthrough.errors import ExitCode
from followthrough.model import Finding, IssueDraft, Position, Severity
from followthrough.tracking.changes import Conflict, Deferred, OpenIssue, Subject
from followthrough.tracking.outcome import Failed, Outcome, exit_code

SUBJECT = Subject(path="postmortems/dns.md", postmortem="postmortems/dns.md", item="renew", title="Renew certificates")
OPEN = OpenIssue(subject=SUBJECT, reason="new", draft=IssueDraft(title="Renew certificates", body=""))
NEW = Conflict(subject=SUBJECT, reason="both changed")
KNOWN = Conflict(subject=SUBJECT, reason="both changed", new=False)
HELD = Deferred(subject=SUBJECT, reason="too many")
DUPLICATE_ID = Finding(
    code="FT210",
    severity=Severity.ERROR,
    message="The id is used twice",
    remedy="give each its own",
    path="postmortems/dns.md",
    position=Position(line=3),
)


def failed(code: ExitCode) -> Failed:
    """A change that was not carried out."""
    return Failed(change=OPEN, reason="refused", exit_code=code)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        pytest.param(Outcome(unchanged=3), ExitCode.OK, id="in step"),
        pytest.param(Outcome(warnings=("an owner cannot be assigned",)), ExitCode.OK, id="warnings alone"),
        pytest.param(Outcome(conflicts=(KNOWN,)), ExitCode.OK, id="a conflict told before"),
        pytest.param(Outcome(blocked=(DUPLICATE_ID,)), ExitCode.FINDINGS, id="an error kept an item from its issue"),
        pytest.param(Outcome(conflicts=(KNOWN, NEW)), ExitCode.DECISION, id="a new conflict"),
        pytest.param(Outcome(deferred=(HELD,)), ExitCode.DECISION, id="a brake"),
        pytest.param(Outcome(postponed=(failed(ExitCode.DEFERRED),)), ExitCode.DEFERRED, id="a rate limit"),
        pytest.param(Outcome(failed=(failed(ExitCode.PARTIAL),)), ExitCode.PARTIAL, id="a change failed"),
        pytest.param(Outcome(unknown=(failed(ExitCode.PARTIAL),)), ExitCode.PARTIAL, id="nobody knows"),
        pytest.param(Outcome(status_failed=("dns.md: locked",)), ExitCode.PARTIAL, id="the status comment failed"),
        pytest.param(Outcome(failed=(failed(ExitCode.ACCESS),)), ExitCode.ACCESS, id="no permission"),
        pytest.param(
            Outcome(blocked=(DUPLICATE_ID,), conflicts=(NEW,)), ExitCode.DECISION, id="a decision before a document"
        ),
        pytest.param(
            Outcome(conflicts=(NEW,), postponed=(failed(ExitCode.DEFERRED),)),
            ExitCode.DEFERRED,
            id="a limit before a decision",
        ),
        pytest.param(
            Outcome(failed=(failed(ExitCode.PARTIAL),), postponed=(failed(ExitCode.DEFERRED),)),
            ExitCode.PARTIAL,
            id="a failure before a limit",
        ),
        pytest.param(
            Outcome(
                failed=(failed(ExitCode.PARTIAL),),
                postponed=(failed(ExitCode.ACCESS),),
                deferred=(HELD,),
                blocked=(DUPLICATE_ID,),
            ),
            ExitCode.ACCESS,
            id="no permission before everything",
        ),
    ],
)
def test_the_exit_code_says_what_stands_in_the_way_first(outcome: Outcome, expected: ExitCode) -> None:
    """A run ends with the code of what a person has to look at first."""
    assert expected is exit_code(outcome)
