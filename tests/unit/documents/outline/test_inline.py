"""Inline Markdown as plain words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.documents.outline.inline import Link, plain, strip_markup


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("**Bold**, *slanted* and __strong__", "Bold, slanted and strong", id="emphasis"),
        pytest.param("***both***", "both", id="both kinds at once"),
        pytest.param(
            "snake_case_name and 5 * 3 * 2", "snake_case_name and 5 * 3 * 2", id="signs that emphasise nothing"
        ),
        pytest.param("`a_b*` and ``x`y``", "a_b* and x`y", id="code keeps its signs"),
        pytest.param("a lone ` tick", "a lone ` tick", id="a tick without its partner"),
        pytest.param("[the page](https://a.example/x(1)) here", "the page here", id="link"),
        pytest.param("![a graph](g.png) of load", "a graph of load", id="image"),
        pytest.param("<https://a.example/1>", "https://a.example/1", id="address in angles"),
        pytest.param(r"\*not\* bold", "*not* bold", id="escapes"),
        pytest.param("fish &amp; chips", "fish & chips", id="entities"),
        pytest.param("one<br>two <b>three</b>", "one two three", id="HTML tags"),
        pytest.param("<Name of the lead>", "<Name of the lead>", id="what only looks like a tag"),
        pytest.param("[not a link] here", "[not a link] here", id="brackets without an address"),
        pytest.param("\ufeff\ufeffCap re\u00adtries\u200b", "Cap retries", id="invisible characters"),
        pytest.param("**\ufeffCap** re&shy;tries", "Cap retries", id="invisible characters amid markup"),
        pytest.param("\U0001f469\u200d\U0001f692 drill", "\U0001f469\u200d\U0001f692 drill", id="joined letters"),
        pytest.param("  wide   open\tspaces ", "wide open spaces", id="white space"),
    ],
)
def test_markup_leaves_only_words(text: str, words: str) -> None:
    assert plain(text) == words


def test_a_reference_link_counts_where_its_definition_is() -> None:
    stripped = strip_markup("[#12]: add a test", {"#12": "https://forge.example/acme/shop/issues/12"})

    assert stripped.text == "#12: add a test"
    assert stripped.links == (Link(0, 3, "https://forge.example/acme/shop/issues/12"),)


def test_code_may_be_the_words_of_a_link() -> None:
    stripped = strip_markup("see [`acme/shop#7`](https://a.example/7), [``a`b`` c][x] and `[no](link)`", {"x": "u"})

    assert stripped.text == "see acme/shop#7, a`b c and [no](link)"
    assert [(stripped.text[link.start : link.end], link.url) for link in stripped.links] == [
        ("acme/shop#7", "https://a.example/7"),
        ("a`b c", "u"),
    ]


def test_links_and_bold_text_are_placed_in_the_plain_words() -> None:
    stripped = strip_markup("**Owner:** see [the page](https://a.example/1), https://a.example/2.")

    assert [stripped.text[start:end] for start, end in stripped.bolds] == ["Owner:"]
    assert [(stripped.text[link.start : link.end], link.url) for link in stripped.links] == [
        ("the page", "https://a.example/1"),
        ("https://a.example/2", "https://a.example/2"),
    ]


@settings(max_examples=150)
@given(st.text(alphabet=st.sampled_from("*_`[]()<>~\\!& abé:/#\n"), max_size=60))
def test_any_text_can_be_stripped_and_every_place_lies_inside_it(text: str) -> None:
    stripped = strip_markup(text)

    places = [*((link.start, link.end) for link in stripped.links), *stripped.bolds]
    assert all(0 <= start <= end <= len(stripped.text) for start, end in places)
    assert "  " not in stripped.text
