from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from followthrough.tracking.characters import visible, words
from followthrough.tracking.marker import Marker, parse_marker, render_marker
from followthrough.tracking.sanitize import BREAK, sanitize_body, sanitize_cell, sanitize_title

from .live_text import live_in_body, live_in_title

PIECES = st.sampled_from(
    [
        "@octo-cat", "@acme/sre", "@all", "\\@bob", "cc:@x", "a@b.example", "@\u200duser", "&#64;dave", "&commat;eve",
        "fixes #12", "GH-1", "gl-2", "acme/shop#3", "!5", "&7", "%3", '%"Next"', "~bug", '~"to do"', "~~gone~~", "$9",
        "[issue:12]", "*iteration:4", "https://github.com/acme/shop/issues/1", "HTTP://WWW.GitHub.com/a/b/pull/2",
        "https://git.acme.example/a/b/-/merge_requests/3", "https://git.acme.example/a/b/-/%69ssues/3",
        "www.github.com/a/b/issues/4", "https://acme.example/@eve/%20x", "[x](https://github.com/a/b/issues/5)",
        "0a1b2c3d4e", "/close", "\r/assign @all", "::error::x", "##[add-mask]x", "<!--", "-->", "<details>", "<b>",
        "<!-- followthrough:begin -->", render_marker(Marker(item="i", postmortem="p", path="q")),
        "`", "``", "```", "~~~", "\\`", "|", "- ", "> ", "1. ", "    ", "# ", "\n", "\n\n", " ", "word", "*", "_", "[",
        "](", ")", "\\", "\u202egnp.exe", "\x1b[31m", "\x00", "\ud800", "é", "中", "e" + "\u0301" * 40, "&lt;", "&amp;",
        "| a | b |\n|---|---|\n", "***", "=", "\u2028",
    ]
)  # fmt: skip
NASTY = st.one_of(
    st.lists(PIECES, max_size=12).map("".join), st.text(max_size=60), st.text("@#!&~%$/`<>\\|a1 \n[]():*_-")
)


@given(NASTY)
@settings(max_examples=1500)
@example("foo ` bar\nbaz `@user` qux")
@example("foo ` @bob\n- baz `@user`")
@example("| `a | @bob` |\n|---|---|\n")
@example("_@user_")
def test_nothing_in_a_body_is_live(text: str) -> None:
    assert live_in_body(sanitize_body(text)) == []


@given(NASTY)
@settings(max_examples=600)
def test_nothing_in_a_title_is_live(text: str) -> None:
    title = sanitize_title(text)
    assert live_in_title(title) == []
    assert 0 < len(title) <= 255


@given(NASTY)
@settings(max_examples=600)
def test_nothing_in_a_table_cell_is_live_and_it_stays_one_cell(text: str) -> None:
    row = f"| Owner | {sanitize_cell(text)} |"
    assert live_in_body(f"| | |\n|---|---|\n{row}") == []
    assert "\n" not in row


@given(NASTY)
@settings(max_examples=600)
def test_making_text_harmless_twice_shows_the_same(text: str) -> None:
    for harmless in (sanitize_body, sanitize_title, sanitize_cell):
        once = harmless(text)
        assert _shown(harmless(once)) == _shown(once)


def _shown(text: str) -> str:
    return text.replace(BREAK, "").replace("%40", "@").replace("`", "")


@given(NASTY)
def test_no_foreign_text_is_read_as_a_marker(text: str) -> None:
    assert parse_marker(sanitize_body(text)) is None


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs", "Cf", "Cc"]), max_size=80))
def test_a_title_keeps_its_words(text: str) -> None:
    assert words(sanitize_title(f"fix {text}")) == words(f"fix {text}")


@given(st.text("abcdefghij XYZ.,;()'-\n", max_size=200))
def test_plain_words_stay_as_they_are(text: str) -> None:
    kept = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
    assert sanitize_body(text) == kept


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        pytest.param("ask @octocat", f"ask @{BREAK}octocat", id="a mention"),
        pytest.param("mail ops@acme.example", "mail ops@acme.example", id="an e-mail address stays"),
        pytest.param("call `@Transactional` in `a#1`", "call `@Transactional` in `a#1`", id="code spans stay"),
        pytest.param("fixes #12", f"fixes #{BREAK}12", id="a reference"),
        pytest.param("# Heading", "# Heading", id="a heading stays"),
        pytest.param("~~struck~~", f"~~{BREAK}struck~~", id="struck text still is"),
        pytest.param("~~~python\nx\n~~~", "~~~python\nx\n~~~", id="a fence stays"),
        pytest.param("/close\n  /assign me", "\\/close\n  \\/assign me", id="quick actions"),
        pytest.param("usr/bin and /usr/bin", "usr/bin and /usr/bin", id="a slash within a line stays"),
        pytest.param("x\r/close\r\ny", "x\n\\/close\ny", id="a carriage return ends a line"),
        pytest.param("a < b, a<b", f"a < b, a<{BREAK}b", id="less than"),
        pytest.param("<!-- x -->", f"<{BREAK}!-- x -->", id="a comment shows"),
        pytest.param(
            "&#64;dave & co &amp; more", f"&{BREAK}#{BREAK}64;dave & co &amp; more", id="a character reference"
        ),
        pytest.param("see 0a1b2c3d", "see `0a1b2c3d`", id="a commit"),
        pytest.param("20261103 and defaced", "20261103 and defaced", id="numbers and words are no commits"),
        pytest.param(
            "https://github.com/a/b/issues/1",
            "https://redirect.github.com/a/b/issues/1",
            id="a link to an issue on GitHub",
        ),
        pytest.param(
            "at https://git.acme.example/a/b/-/issues/1.",
            "at `https://git.acme.example/a/b/-/issues/1`.",
            id="a link to an issue elsewhere",
        ),
        pytest.param(
            "https://acme.example/a%20b?x=1#L12",
            "https://acme.example/a%20b?x=1#L12",
            id="other links stay as they are",
        ),
        pytest.param(
            "[note: see](https://acme.example)", f"[{BREAK}note: see](https://acme.example)", id="a link's words"
        ),
        pytest.param("```\nkubectl", "```\nkubectl\n```", id="an open fence is closed"),
        pytest.param("a\u202eb\u200fc", "abc", id="text does not turn"),
        pytest.param("bell\x07", "bell␇", id="controls show"),
        pytest.param("::warning::x", f":{BREAK}:warning::x", id="a workflow command"),
    ],
)
def test_what_becomes_of_text(text: str, harmless: str) -> None:
    assert sanitize_body(text) == harmless


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("Alert on\n  queue depth ", "Alert on queue depth", id="one line"),
        pytest.param("/checkout is slow", f"{BREAK}/checkout is slow", id="no command"),
        pytest.param("x" * 300, "x" * 254 + "…", id="cut at the cap"),
        pytest.param("", "(no title)", id="never empty"),
        pytest.param("\u202e", "(no title)", id="nor invisible"),
    ],
)
def test_what_becomes_of_a_title(text: str, title: str) -> None:
    assert sanitize_title(text) == title


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        pytest.param("a|b", "a\\|b", id="a pipe"),
        pytest.param("a\\|b", "a\\|b", id="an escaped pipe"),
        pytest.param("a\\\\|b", "a\\\\\\|b", id="an escaped backslash and a pipe"),
        pytest.param("ends in \\", "ends in", id="a backslash before our own pipe"),
        pytest.param("two\nlines", "two lines", id="lines"),
    ],
)
def test_what_becomes_of_a_cell(text: str, cell: str) -> None:
    assert sanitize_cell(text) == cell


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Alert on queue-depth!", "alert on  queue depth", id="case and punctuation"),
        pytest.param("Cap ﬁve retries", "cap five retries", id="ligatures"),
        pytest.param(f"@{BREAK}alice fixes #{BREAK}12", "alice fixes 12", id="what was broken by us"),
        pytest.param("Straße", "STRASSE", id="folding"),
    ],
)
def test_titles_that_have_the_same_words(one: str, other: str) -> None:
    assert words(one) == words(other)


def test_a_title_of_punctuation_alone_keeps_it() -> None:
    assert words("???") == "???"


def test_heaps_of_marks_are_levelled() -> None:
    assert len(visible("e" + "\u0301" * 5000)) < 10
