from __future__ import annotations

from base64 import b64encode

import pytest

from followthrough.errors import AccessDenied, Ambiguous, ForgeError, Gone
from followthrough.forges.gitlab.answers import said_by
from followthrough.forges.transport.exchange import Answer
from followthrough.model import Account, CloseReason, Thread
from tests.forges.contract import MANAGED, a_draft
from tests.forges.gitlab_world import GitLabWorld
from tests.simulators.gitlab.routes import CREATE_ISSUE, CREATE_ISSUE_NOTE, GET_ISSUE, LIST_ISSUES
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults
from tests.simulators.wire.exchange import Response

pytestmark = LOOPBACK


class TestAnswers:
    @pytest.mark.parametrize(
        "field", ["iid", "title", "state", "web_url", "labels", "author", "created_at", "discussion_locked"]
    )
    def test_an_issue_that_is_none_is_not_believed(
        self, world: GitLabWorld, monkeypatch: pytest.MonkeyPatch, field: str
    ) -> None:
        monkeypatch.setattr("followthrough.forges.transport.executor.BACKOFF", ())
        world.simulator.inject(faults.wrong_types(field), route=CREATE_ISSUE)
        with pytest.raises(Ambiguous, match=field):
            world.forge.open_issue(a_draft())
        world.simulator.inject(faults.wrong_types(field), route=LIST_ISSUES)
        with pytest.raises(AccessDenied, match=field):
            world.forge.list_issues(MANAGED)

    @pytest.mark.parametrize(
        "url", ["javascript:alert(1)", "", "//x", "https://evil.example/x", "https://a/-/issues/x"]
    )
    def test_an_address_that_leads_to_no_issue_is_not_believed(self, world: GitLabWorld, url: str) -> None:
        world.simulator.inject(faults.altered(lambda issue: {**_object(issue), "web_url": url}), route=CREATE_ISSUE)
        with pytest.raises(Ambiguous, match="web_url"):
            world.forge.open_issue(a_draft())

    def test_a_host_that_takes_itself_for_another_is_told_by_its_own_address(self, world: GitLabWorld) -> None:
        url = "https://git.acme.example/acme/platform/shop/-/work_items/1"
        world.simulator.inject(faults.altered(lambda issue: {**_object(issue), "web_url": url}), route=CREATE_ISSUE)
        issue = world.forge.open_issue(a_draft())
        assert issue.url == f"{world.simulator.web}/acme/platform/shop/-/work_items/1"

    def test_what_was_never_changed_may_say_so_by_saying_nothing(self, world: GitLabWorld) -> None:
        bare = faults.altered(lambda issue: {k: v for k, v in _object(issue).items() if k != "updated_at"})
        for route in (CREATE_ISSUE, CREATE_ISSUE_NOTE):
            world.simulator.inject(bare, route=route)
        issue = world.forge.open_issue(a_draft())
        comment = world.forge.post_comment(Thread(kind="issue", number=issue.number), "Hello.")
        assert (issue.updated_at, comment.updated_at) == (issue.created_at, comment.created_at)

    def test_an_account_that_was_deleted_is_nobody_to_trust(self, world: GitLabWorld) -> None:
        world.simulator.inject(faults.altered(lambda issue: {**_object(issue), "author": None}), route=CREATE_ISSUE)
        assert world.forge.open_issue(a_draft()).author == Account(login="ghost")

    def test_the_duplicate_of_another_issue_was_closed_as_such(self, world: GitLabWorld) -> None:
        number = world.forge.open_issue(a_draft()).number
        world.simulator.person("alice").close(number)
        links = {"closed_as_duplicate_of": f"{world.simulator.url}/projects/1/issues/9"}
        world.simulator.inject(faults.altered(lambda issue: {**_object(issue), "_links": links}), route=GET_ISSUE)
        assert world.forge.get_issue(number).close_reason is CloseReason.DUPLICATE

    @pytest.mark.parametrize(
        ("ticket", "number"),
        [
            ("#7", 7),
            (" GL-7 ", 7),
            ("acme/platform/shop#7", 7),
            ("ACME/Platform/Shop#7", 7),
            ("{web}/acme/platform/shop/-/issues/7", 7),
            ("{web}/acme/platform/shop/issues/7", 7),
            ("{web}/acme/platform/shop/-/work_items/7#note_9", 7),
            ("{web}/acme/platform/shop/-/merge_requests/7", None),
            ("{web}/acme/platform/shop-two/-/issues/7", None),
            ("https://git.evil.example/acme/platform/shop/-/issues/7", None),
            ("acme/other#7", None),
            ("!7", None),
            ("#07", None),
            ("7", None),
            ("", None),
        ],
    )
    def test_which_tickets_are_issues_of_this_project(
        self, world: GitLabWorld, ticket: str, number: int | None
    ) -> None:
        assert world.forge.issue_in(ticket.format(web=world.simulator.web)) == number

    def test_a_comment_that_became_none_is_told(self, world: GitLabWorld) -> None:
        thread = Thread(kind="issue", number=world.forge.open_issue(a_draft()).number)
        summary = {"commands_changes": {"state_event": "close"}, "summary": ["Closed this issue."]}
        world.simulator.inject(faults.answered(202, summary, committed=False), route=CREATE_ISSUE_NOTE)
        with pytest.raises(ForgeError, match="GitLab made no comment of the text"):
            world.forge.post_comment(thread, "Hello.")

    def test_a_comment_that_became_another_is_told(self, world: GitLabWorld) -> None:
        thread = Thread(kind="issue", number=world.forge.open_issue(a_draft()).number)
        world.simulator.inject(
            faults.altered(lambda note: {**_object(note), "body": "Hello. /close"}), route=CREATE_ISSUE_NOTE
        )
        with pytest.raises(ForgeError, match="GitLab made another comment of the text"):
            world.forge.post_comment(thread, "Hello.")

    @pytest.mark.parametrize("text", ["/close", "Text\n/assign @all", "```\n/close", "/CLOSE\r\n"])
    def test_a_text_with_a_command_is_never_sent(self, world: GitLabWorld, text: str) -> None:
        thread = Thread(kind="issue", number=world.forge.open_issue(a_draft()).number)
        world.simulator.journal.clear()
        for write in (
            lambda: world.forge.open_issue(a_draft(body=text)),
            lambda: world.forge.post_comment(thread, text),
        ):
            with pytest.raises(ForgeError, match="GitLab would carry out"):
                write()
        assert world.simulator.journal.writes == ()
        assert world.simulator.project.ran == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param({"message": "403 Forbidden"}, "403 Forbidden", id="a text"),
        pytest.param(
            {"message": {"title": ["is too long", "is odd"]}}, "title is too long; title is odd", id="by field"
        ),
        pytest.param({"message": {"error": "Too often."}}, "error Too often.", id="an error in it"),
        pytest.param(
            {"error": "insufficient_scope", "error_description": "Too few.", "scope": "api"},
            "insufficient_scope; Too few.",
            id="OAuth's",
        ),
        pytest.param({"error": "title is missing"}, "title is missing", id="a parameter"),
        pytest.param({"message": 7}, "", id="nonsense"),
        pytest.param([], "", id="a list"),
        pytest.param(None, "", id="nothing"),
    ],
)
def test_what_a_refusal_says_of_itself(data: object, said: str) -> None:
    assert said_by(Answer(status=400, data=data)) == said


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        pytest.param(410, {}, id="deleted"),
        pytest.param(301, {"Location": "{api}/projects/9/issues/3"}, id="redirected to another project"),
    ],
)
def test_an_issue_that_is_gone_is_that_one_alone(world: GitLabWorld, status: int, headers: dict[str, str]) -> None:
    number = world.forge.open_issue(a_draft()).number
    sent = {name: value.format(api=world.simulator.url) for name, value in headers.items()}
    world.simulator.inject(faults.answered(status, {"message": "Gone"}, committed=False, headers=sent), route=GET_ISSUE)
    with pytest.raises(Gone, match=f"#{number} was"):
        world.forge.get_issue(number)


@pytest.mark.parametrize("route", [LIST_ISSUES, CREATE_ISSUE])
def test_a_redirect_with_a_page_for_people_is_told_at_once(world: GitLabWorld, route: str) -> None:
    headers = {"Location": "https://git.acme.example/users/sign_in", "Content-Type": "text/html"}
    answer = Response(status=302, body=b"<html>You are being redirected.</html>", headers=headers)
    world.simulator.inject(lambda _request, _proceed: answer, route=route)
    with pytest.raises(AccessDenied, match=r"sends us .* to https://git\.acme\.example/users/sign_in"):
        world.forge.open_issue(a_draft()) if route == CREATE_ISSUE else world.forge.list_issues(MANAGED)


def test_a_redirect_to_another_host_is_no_move(world: GitLabWorld) -> None:
    number = world.forge.open_issue(a_draft()).number
    sent = {"Location": "https://evil.example/api/v4/projects/9/issues/3"}
    world.simulator.inject(faults.answered(301, {}, committed=False, headers=sent), route=GET_ISSUE)
    with pytest.raises(AccessDenied, match=r"sends us .* to https://evil\.example"):
        world.forge.get_issue(number)


@pytest.mark.parametrize("route", [LIST_ISSUES, CREATE_ISSUE])
def test_a_project_without_issues_any_more_is_a_matter_of_access(world: GitLabWorld, route: str) -> None:
    fault = faults.answered(410, {"message": "Issues are disabled for this project"}, committed=False)
    world.simulator.inject(fault, route=route)
    with pytest.raises(AccessDenied, match="Issues are disabled for this project") as refused:
        world.forge.open_issue(a_draft()) if route == CREATE_ISSUE else world.forge.list_issues(MANAGED)
    assert "whether issues are switched on" in (refused.value.hint or "")


@pytest.mark.parametrize(
    ("route", "status", "mend"),
    [
        pytest.param(CREATE_ISSUE, 400, "change that in the document", id="sent"),
        pytest.param(CREATE_ISSUE, 422, "change that in the document", id="sent, in other words"),
        pytest.param(CREATE_ISSUE, 409, "run again later", id="in the way"),
        pytest.param(LIST_ISSUES, 422, "run again later", id="asked for"),
    ],
)
def test_a_refusal_is_told_with_its_mend(world: GitLabWorld, route: str, status: int, mend: str) -> None:
    world.simulator.inject(faults.answered(status, {"message": "Not so"}, committed=False), route=route)
    with pytest.raises(ForgeError, match="Not so") as refused:
        world.forge.open_issue(a_draft()) if route == CREATE_ISSUE else world.forge.list_issues(MANAGED)
    assert mend in (refused.value.hint or "")


@pytest.mark.parametrize("spelling", ["{token}", "Bearer {token}", "https://x:{token}@git.acme.example", "{base64}"])
def test_a_token_that_the_server_repeats_is_not_passed_on(world: GitLabWorld, spelling: str) -> None:
    token = world.simulator.token
    encoded = b64encode(f"oauth2:{token}".encode()).decode()
    said = f"what is {spelling.format(token=token, base64=encoded)} good for?\n::error::and a second line"
    world.simulator.inject(faults.answered(400, {"message": said}, committed=False), route=CREATE_ISSUE)
    with pytest.raises(ForgeError, match="good for") as refused:
        world.forge.open_issue(a_draft())
    assert token not in refused.value.message
    assert encoded not in refused.value.message
    assert "\n" not in refused.value.message


def _object(answer: object) -> dict[str, object]:
    assert isinstance(answer, dict)
    return answer
