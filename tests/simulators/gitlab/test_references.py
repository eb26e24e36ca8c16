from __future__ import annotations

import pytest

from tests.simulators.client import Client
from tests.simulators.gitlab import GitLabSimulator
from tests.simulators.gitlab.references import closed_by, references_in

ISSUES = "/projects/acme%2Fplatform%2Fshop/issues"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ask @alice.", ("@alice",)),
        ("Ask @acme/sre or **@all**", ("@acme/sre", "@all")),
        ("See #12 and !3, &7 or %2", ("#12", "!3", "&7", "%2")),
        ("See acme/attic#4.", ("acme/attic#4",)),
        ('Set ~bug, ~"two words"', ("~bug", '~"two words"')),
        ("| a |\n|---|\n| @alice |", ("@alice",)),
        ("GL-7 and [issue:8]", ("GL-7", "[issue:8]")),
        ("[here](http://127.0.0.1:1/acme/shop/-/issues/9)", ("http://127.0.0.1:1/acme/shop/-/issues/9",)),
    ],
)
def test_what_a_text_names_is_found(text: str, named: tuple[str, ...]) -> None:
    assert references_in(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "`@alice #12`",
        "```\n@alice !3\n```",
        "    @alice",
        "<!-- @alice #12 -->",
        "alice@acme.example",
        "\\@alice \\#12 \\~bug",
        "@\u200balice #\u200b12 !\u200b3",
        "Item # 12, 100 % and a!b",
    ],
)
def test_code_comments_and_what_is_broken_up_name_nothing(text: str) -> None:
    assert references_in(text) == ()


@pytest.mark.parametrize("text", ["Closes #3", "fixes: #3", "Resolved issue #3", "Implements #3"])
def test_closing_words_are_heeded(text: str) -> None:
    assert closed_by(text) == (3,)
    assert text in references_in(text)


def test_what_is_named_is_told_and_remembered(gitlab: GitLabSimulator, client: Client) -> None:
    gitlab.person("alice").open_issue("Other")
    gitlab.person("alice").open_merge_request("Postmortem")
    client.post(ISSUES, {"title": "One", "description": "See #1."})
    client.post(f"{ISSUES}/2/notes", {"body": "@alice: !1"})
    client.put(f"{ISSUES}/2", {"description": "See #1 still."})
    assert [(one.text, one.place) for one in gitlab.project.references] == [
        ("#1", "#2"),
        ("@alice", "#2"),
        ("!1", "#2"),
    ]
    assert [note.body for note in gitlab.project.notes_on("Issue", 1)] == ["mentioned in issue #2"]
    assert [note.body for note in gitlab.project.notes_on("MergeRequest", 1)] == ["mentioned in issue #2"]
