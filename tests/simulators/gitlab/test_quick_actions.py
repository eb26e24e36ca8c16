from __future__ import annotations

import pytest

from tests.simulators.gitlab.quick_actions import commands_in, extracted


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        pytest.param("/close", ("/close",), id="alone"),
        pytest.param("Text.\n/close\nMore.", ("/close",), id="among lines"),
        pytest.param("/CLOSE", ("/close",), id="any case"),
        pytest.param("/label ~bug ~p1", ("/label ~bug ~p1",), id="argument"),
        pytest.param("/assign @all\n\n/due tomorrow", ("/assign @all", "/due tomorrow"), id="two"),
        pytest.param("Text.\n\r/close", ("/close",), id="carriage return before"),
        pytest.param("Text.\r\n/close\r\n", ("/close",), id="Windows lines"),
        pytest.param("~~~\n/close\n~~~", ("/close",), id="tildes shelter nothing"),
        pytest.param("<!-- a\n/close\n-->", ("/close",), id="a comment shelters nothing"),
        pytest.param("<details><summary>x</summary>\n/close\n", ("/close",), id="tags in one line shelter nothing"),
        pytest.param("```\n/close", ("/close",), id="an open fence shelters nothing"),
        pytest.param("- item\n/close", ("/close",), id="after a list"),
        pytest.param(
            "```a``` b\n\n/close\n\n```\nc\n```", ("/close",), id="before a fence, to those who read Markdown"
        ),
        pytest.param("<b>\n\n/close\n\n</b>", ("/close",), id="a tag shelters only up to a blank line"),
        pytest.param(">>>\na\n>>>\n\n/close\n\n>>>\nb\n>>>", ("/close",), id="between two quotes"),
    ],
)
def test_a_command_at_the_beginning_of_a_line_is_found(text: str, commands: tuple[str, ...]) -> None:
    assert commands_in(text) == commands


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("```\n/close\n```", id="fence"),
        pytest.param("```sh\n/close\n```\n", id="fence with a language"),
        pytest.param(">>>\n/close\n>>>", id="quote"),
        pytest.param("<div>\n/close\n</div>", id="HTML"),
        pytest.param(" /close", id="a space before"),
        pytest.param("\\/close", id="escaped"),
        pytest.param("\u200b/close", id="a break before"),
        pytest.param("- /close", id="in a list"),
        pytest.param("> /close", id="in a quote"),
        pytest.param("| /close |", id="in a table"),
        pytest.param("see /close", id="inside a line"),
        pytest.param("one\r/close", id="after a lone carriage return"),
        pytest.param("/closed\n/close,\n/etc/hosts\n/var", id="no such command"),
        pytest.param("/close\tnow", id="a tab instead of a space"),
    ],
)
def test_what_only_looks_like_a_command_is_none(text: str) -> None:
    assert commands_in(text) == ()


def test_the_text_is_kept_without_its_commands() -> None:
    taken = extracted("One.\n/close\n\nTwo.\n```\n/close\n```\n/title New\n\n")
    assert (taken.text, taken.commands) == ("One.\nTwo.\n```\n/close\n```", (("close", ""), ("title", "New")))


def test_blank_ends_are_stripped_and_carriage_returns_dropped() -> None:
    assert extracted("One.\r\nTwo. \n\n").text == "One.\nTwo."
