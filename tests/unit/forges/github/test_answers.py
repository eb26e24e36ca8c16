from __future__ import annotations

from base64 import b64encode

import pytest

from followthrough.errors import AccessDenied, Ambiguous, ForgeError, Gone
from followthrough.forges.github.web import web_url
from followthrough.model import Account, CloseReason
from tests.forges.contract import MANAGED, a_draft
from tests.forges.github_world import GitHubWorld
from tests.simulators.github.routes import (
    CREATE_ISSUE,
    GET_ISSUE,
    LIST_ISSUES,
)
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults

pytestmark = LOOPBACK


class TestAnswers:
    @pytest.mark.parametrize(
        "field", ["number", "title", "state", "html_url", "labels", "user", "created_at", "locked"]
    )
    def test_an_issue_that_is_none_is_not_believed(
        self, world: GitHubWorld, monkeypatch: pytest.MonkeyPatch, field: str
    ) -> None:
        monkeypatch.setattr("followthrough.forges.transport.executor.BACKOFF", ())
        world.simulator.inject(faults.wrong_types(field), route=CREATE_ISSUE)
        with pytest.raises(Ambiguous, match=field):
            world.forge.open_issue(a_draft())
        world.simulator.inject(faults.wrong_types(field), route=LIST_ISSUES)
        with pytest.raises(AccessDenied, match=field):
            world.forge.list_issues(MANAGED)

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "https://evil.example/acme/shop/issues/1", "", "//x"])
    def test_an_address_elsewhere_is_not_believed(self, world: GitHubWorld, url: str) -> None:
        """A server on this machine may stand in for another and bear its addresses, but nobody is sent there."""
        world.simulator.inject(faults.altered(lambda issue: {**_object(issue), "html_url": url}), route=CREATE_ISSUE)
        issue = world.forge.open_issue(a_draft())
        assert issue.url == f"{world.simulator.url}/acme/shop/issues/{issue.number}"

    @pytest.mark.parametrize("headers", [{}, {"Location": ""}])
    def test_an_issue_that_moved_to_nobody_says_where_is_gone(
        self, world: GitHubWorld, headers: dict[str, str]
    ) -> None:
        """It is one issue's fate, not the repository's: others go on."""
        moved = faults.answered(301, {"message": "Moved Permanently"}, committed=False, headers=headers)
        world.simulator.inject(moved, route=GET_ISSUE)
        with pytest.raises(Gone, match=r"#7 was moved, and GitHub does not say where"):
            world.forge.get_issue(7)

    @pytest.mark.parametrize(
        ("error", "told"),
        [
            pytest.param(
                {"resource": "Issue", "field": "title", "code": "invalid"}, "title invalid", id="of the issue"
            ),
            pytest.param(
                {"resource": "Label", "field": "name", "code": "invalid"}, "Label name invalid", id="of a label"
            ),
            pytest.param({"resource": "Issue", "message": "body is too long"}, "body is too long", id="in words"),
            pytest.param("nonsense", "nonsense", id="a text"),
            pytest.param(7, "Validation Failed", id="a number"),
        ],
    )
    def test_what_github_finds_wrong_is_told_with_its_mend(self, world: GitHubWorld, error: object, told: str) -> None:
        refusal = {"message": "Validation Failed", "errors": [error]}
        world.simulator.inject(faults.answered(422, refusal, committed=False), route=CREATE_ISSUE)
        with pytest.raises(ForgeError) as refused:
            world.forge.open_issue(a_draft())
        assert refused.value.message == f"GitHub refused to open the issue 'Alert on queue depth' (HTTP 422): {told}"
        assert refused.value.hint == "change that in the document or the configuration, then run again"

    def test_an_account_that_was_deleted_is_nobody_to_trust(self, world: GitHubWorld) -> None:
        world.simulator.inject(faults.altered(lambda issue: {**_object(issue), "user": None}), route=CREATE_ISSUE)
        assert world.forge.open_issue(a_draft()).author == Account(login="ghost")

    @pytest.mark.parametrize(
        ("ticket", "number"),
        [
            ("#7", 7),
            (" GH-7 ", 7),
            ("acme/shop#7", 7),
            ("ACME/Shop#7", 7),
            ("{web}/acme/shop/issues/7", 7),
            ("{web}/acme/shop/issues/7#issuecomment-9", 7),
            ("{web}/acme/shop/pull/7", None),
            ("{web}/acme/shop-two/issues/7", None),
            ("https://github.com.evil.example/acme/shop/issues/7", None),
            ("acme/other#7", None),
            ("#07", None),
            ("7", None),
            ("", None),
        ],
    )
    def test_which_tickets_are_issues_of_this_repository(
        self, world: GitHubWorld, ticket: str, number: int | None
    ) -> None:
        assert world.forge.issue_in(ticket.format(web=web_url(world.simulator.url))) == number

    def test_the_duplicate_of_another_issue_was_closed_as_such(self, world: GitHubWorld) -> None:
        number = world.forge.open_issue(a_draft()).number
        world.simulator.person("alice").close(number, "duplicate")
        assert world.forge.get_issue(number).close_reason is CloseReason.DUPLICATE


def _object(answer: object) -> dict[str, object]:
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize("spelling", ["{token}", "Bearer {token}", "https://x:{token}@git.acme.example", "{base64}"])
def test_a_token_that_the_server_repeats_is_not_passed_on(world: GitHubWorld, spelling: str) -> None:
    token = world.simulator.token
    encoded = b64encode(f"x-access-token:{token}".encode()).decode()
    said = f"what is {spelling.format(token=token, base64=encoded)} good for?\n::error::and a second line"
    world.simulator.inject(faults.answered(422, {"message": said}, committed=False), route=CREATE_ISSUE)
    with pytest.raises(ForgeError, match="good for") as refused:
        world.forge.open_issue(a_draft())
    assert token not in refused.value.message
    assert encoded not in refused.value.message
    assert "\n" not in refused.value.message
