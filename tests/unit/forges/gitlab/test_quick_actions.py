"""No text of ours makes GitLab do anything, whatever a document says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from followthrough.errors import ForgeError
from followthrough.forges.gitlab.quick_actions import commands_in, refuse_commands
from followthrough.model import ActionItem, Issue, Postmortem, Thread
from tests.acceptance.rig import item, postmortem, sync
from tests.forges.local_world import LocalWorld
from tests.simulators.gitlab import quick_actions as gitlab

LINES = st.sampled_from(
    [
        "/close", "/CLOSE", "/assign @all", "/title Ours now", "/confidential", "/move acme/other", "/label ~bug",
        " /close", "   /close", "\t/close", "\r/close", "text\r/close", "\u2028/close", "\x0b/close", "\x85/close",
        "\u200b/close", "\ufeff/close", "/shrug", "/close\t", "/due 2027-01-01", "/brand_new with that", "/usr/bin/env",
        "```", "```sh", "````", "~~~", ">>>", "`", "<details>", "</details>", "<!--", "-->", "<!-- /close -->",
        "- /close", "> /close", "1. /close", "| /close |", "\\/close", "`/close`", "Alert on it.", "", "\x00",
    ]
)  # fmt: skip
TEXTS = st.lists(LINES, max_size=6).map("\n".join)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("/close", ("/close",), id="alone"),
        pytest.param("Text\n/assign @all\nmore", ("/assign",), id="between lines"),
        pytest.param("/CLOSE\r\n/label ~bug", ("/CLOSE", "/label"), id="any case, Windows' line ends"),
        pytest.param("~~~\n/close\n~~~", ("/close",), id="tildes are no shelter"),
        pytest.param("<!-- x\n/close\n-->", ("/close",), id="a comment is no shelter"),
        pytest.param("```\n/close", ("/close",), id="a fence that never ends"),
        pytest.param("/not_yet invented", ("/not_yet",), id="a name of tomorrow"),
        pytest.param("  /close", ("/close",), id="a little further in"),
        pytest.param("```\n/close\n```\n/due in 2 days", ("/due",), id="after a fence"),
        pytest.param("\n```a``` b\n\n/close\n\n```\nc\n```", ("/close",), id="between code, after a blank line"),
        pytest.param(
            "```a``` b\n\n>>>\n\n/close\n\n>>>x\n\n```\nc\n```", ("/close",), id="between code, in what is no quote"
        ),
        pytest.param("```\n/close\n```", (), id="in a fence"),
        pytest.param(">>>\n/close\n>>>", (), id="in a quote"),
        pytest.param("<details>\n/close\n</details>", (), id="in a block of HTML"),
        pytest.param("\\/close\n- /close\n> /close\n`/close`\na /close", (), id="not at the beginning"),
        pytest.param("/usr/bin/env\n/\n//close", (), id="paths"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_which_lines_count_as_commands(text: str, found: tuple[str, ...]) -> None:
    assert commands_in(text) == found


def test_a_text_with_a_command_is_not_sent_and_its_first_command_is_named() -> None:
    refuse_commands("- /close", "the comment")
    with pytest.raises(ForgeError) as refused:
        refuse_commands("/close\n/assign @all", "the comment")
    assert refused.value.message == "the comment was not sent: GitLab would carry out its line that begins with /close"
    assert refused.value.hint == "put a backslash before it: \\/close"


@given(TEXTS)
@settings(max_examples=800)
@example("```\n>>>\n```\n/close\n>>>")
@example("<b>\n```\n</b>\n/close\n```")
@example("<!-- /close -->\n/close\n</details>")
@example("```a``` b\n\n/close\n\n```\nc\n```")
def test_whatever_gitlab_would_carry_out_is_found(text: str) -> None:
    names = {command.split()[0] for command in gitlab.commands_in(text)}
    assert names <= {name.lower() for name in commands_in(text)}


@given(TEXTS, TEXTS, TEXTS)
@settings(max_examples=40, deadline=None)
@example("/close", "/assign @all\n```\n/close", "~~~\n/title x\n~~~")
def test_no_text_of_ours_holds_a_command(one: str, two: str, three: str) -> None:
    texts = dict(_texts_of_a_life(one, two, three))
    assert texts
    assert {where: commands_in(text) for where, text in texts.items() if commands_in(text)} == {}
    assert {where: gitlab.commands_in(text) for where, text in texts.items() if gitlab.commands_in(text)} == {}


def _texts_of_a_life(one: str, two: str, three: str) -> Iterator[tuple[str, str]]:
    """Every text that is written while items with such words come, change, are done, come back and leave."""
    with TemporaryDirectory() as folder:
        world = LocalWorld(Path(folder) / "tracker.sqlite3")
        commits: dict[str, str] = {}
        for step, document in enumerate(_life(one, two, three)):
            commits = commits or {document.path: world.merge_change_request(one or "Postmortem")}
            sync(world.forge, [document], commits=commits)
            yield from _texts(world, step, commits)
        world.close()


def _texts(world: LocalWorld, step: int, commits: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    issues: tuple[Issue, ...] = world.forge.list_issues("postmortem-action")
    threads = [Thread(kind="issue", number=issue.number) for issue in issues]
    for commit in commits.values():
        request = world.forge.change_request_of(commit)
        assert request is not None
        threads.append(Thread(kind="change_request", number=request.number))
    for issue in issues:
        yield f"{step}: title of #{issue.number}", issue.title
        yield f"{step}: text of #{issue.number}", issue.body
    for comments in world.forge.comments_on(threads).values():
        yield from ((f"{step}: {comment.url}", comment.body) for comment in comments)


def _life(one: str, two: str, three: str) -> Iterator[Postmortem]:
    stays, leaves = _item(f"Stays {one}", two, three), _item(f"Leaves {three}", one, two)
    document = replace(
        postmortem("postmortems/checkout.md", stays, leaves, incident="INC-42"),
        title=one,
        severity=two,
        services=(three,),
    )
    yield document
    changed = replace(stays, details=three, owners=(one,), category=two, priority=three, due_text=one)
    yield replace(document, title=two, action_items=(changed, leaves))
    yield replace(document, action_items=(replace(changed, done=True), leaves))
    yield replace(document, action_items=(changed,))
    yield replace(document, action_items=(changed, leaves))


def _item(title: str, details: str, other: str) -> ActionItem:
    return replace(
        item(title),
        details=details,
        owners=(other,),
        category=other,
        priority=details,
        due_text=other,
        tickets=(other,),
    )
