"""YAML, JSON and TOML as trees of text with places."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from followthrough.documents.nodes import from_json, from_toml, from_yaml
from followthrough.documents.nodes.tree import Mapping, Node, Scalar, Sequence, StructureError
from followthrough.model import Position

Plain = str | list["Plain"] | dict[str, "Plain"]


def plain(node: Node) -> Plain:
    """The tree without its places."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.value: plain(value) for key, value in node.entries}


def scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from scalars(item)
        case Mapping():
            for key, value in node.entries:
                yield key
                yield from scalars(value)


def test_yaml_scalars_stay_as_written() -> None:
    """Nothing turns into a boolean, a number, a time or a date."""
    text = "a: off\nb: no\nc: 0123\nd: 12:30:00\ne: 2026-02-30\nf: 1_000\ng: .5\nh: ''\ni:\nj: ~\nk: 'null'\n"
    node = from_yaml.load(text)
    first = {"a": "off", "b": "no", "c": "0123", "d": "12:30:00", "e": "2026-02-30", "f": "1_000", "g": ".5"}
    assert plain(node) == first | {"h": "", "i": "", "j": "~", "k": "null"}
    assert isinstance(node, Mapping)
    nulls = [key.value for key, value in node.entries if isinstance(value, Scalar) and value.is_null]
    assert nulls == ["i", "j"]


def test_yaml_nodes_know_their_places() -> None:
    """Line, column and extent, from the first line of the block they stand in; blocks know their last line."""
    node = from_yaml.load(
        "title: Überlauf\nitems:\n  - {a: [x, 'y z']}\n  - b: |\n      one\n      two\n", first_line=5
    )
    places = {one.value: (one.position.line, one.position.column, one.position.end_column) for one in scalars(node)}
    assert places["Überlauf"] == (5, 8, 16)
    assert places["x"] == (7, 10, 11)
    assert places["y z"] == (7, 13, 18)
    assert places["one\ntwo\n"] == (8, 8, None)
    assert node.end_line == 10


def test_keys_are_found_in_whichever_case() -> None:
    """`Title` and `title` are one key."""
    node = from_yaml.load("Title: x\n")
    assert isinstance(node, Mapping)
    assert node.get("TITLE") is node.entries[0][1]
    assert node.get("date") is None


def test_an_empty_yaml_text_is_a_null() -> None:
    """So is one that holds comments alone."""
    for text in ("", "\n", "# a comment\n", "---\n"):
        node = from_yaml.load(text)
        assert isinstance(node, Scalar)
        assert node.is_null


@pytest.mark.parametrize(
    ("text", "says", "line", "column"),
    [
        pytest.param("a: &x 1\n", "refer to", 1, 4, id="anchor"),
        pytest.param("a: 1\nb: *x\n", "refers to another place (*x)", 2, 4, id="alias"),
        pytest.param("a: &a [*a]\n", "refer to", 1, 4, id="recursion"),
        pytest.param("<<: {a: 1}\n", "merges another mapping", 1, 1, id="merge key"),
        pytest.param("a: !!python/object/apply:os.system [id]\n", "type of its own", 1, 4, id="object tag"),
        pytest.param("a: !!binary x\n", "type of its own", 1, 4, id="binary tag"),
        pytest.param("a: !foo x\n", "type of its own", 1, 4, id="own tag"),
        pytest.param("a: 1\nb: 2\nA: 3\n", "the key A stands twice, on lines 1 and 3", 3, 1, id="repeated key"),
        pytest.param("a: 1\n---\nb: 2\n", "several documents", 2, 1, id="two documents"),
        pytest.param("? [a]\n: b\n", "serves as a key", 1, 3, id="list as a key"),
        pytest.param("[" * 20_000, "more than 32 levels", 1, 34, id="deep flow"),
        pytest.param("- " * 20_000, "more than 32 levels", 1, 67, id="deep block"),
        pytest.param("- x\n" * 60_000, "more than 50,000 values", 50_000, 3, id="too many"),
        pytest.param("title: @alice\n", "cannot open with @", 1, 8, id="handle"),
        pytest.param("title: `x`\n", "cannot open with `", 1, 8, id="backtick"),
        pytest.param("title: *bold* x\n", "cannot open with *", 1, 8, id="bold"),
        pytest.param("a: b: c\n", "second colon", 1, 5, id="second colon"),
        pytest.param("a:\n\tb: c\n", "a tab indents it", 2, 1, id="tab"),
        pytest.param("a: 1\nb: 'x\n", "a quote is opened and never closed", 2, 4, id="open quote"),
        pytest.param("a: x\x07y\n", "control character (U+0007)", 1, 5, id="control character"),
        pytest.param("- [a, b\n", "a bracket is opened and never closed", 1, 3, id="open bracket"),
        pytest.param("a: 1\nb: {c: 1\n", "a bracket is opened and never closed", 2, 4, id="open brace"),
        pytest.param("- a\nb: 1\n", "does not stand where those above it do", 2, 1, id="odd indentation"),
    ],
)
@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader], ids=["C", "Python"])
def test_yaml_that_is_not_plain_is_refused(
    text: str, says: str, line: int, column: int, loader: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error says what, where and the mend; a bomb is refused before anything is built, with or without libyaml."""
    monkeypatch.setattr(from_yaml, "_LOADER", loader)
    started = time.process_time()
    with pytest.raises(StructureError) as caught:
        from_yaml.load(text)
    assert says in caught.value.message
    assert (caught.value.position.line, caught.value.position.column) == (line, column)
    assert caught.value.remedy
    assert time.process_time() - started < 20


def test_a_bomb_of_aliases_is_refused() -> None:
    """Nine levels of nine would be 387 million values."""
    bomb = 'a: &a ["x"]\n' + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{f'*{chr(97 + i)},' * 9}]\n" for i in range(8))
    with pytest.raises(StructureError):
        from_yaml.load(bomb)


def test_json_values_stay_as_written() -> None:
    """Escapes are undone, numbers keep their digits."""
    text = '{"a": "x\\/\\u00e9\\ud83d\\ude00\\n", "b": [1.10, 1e5, true, null, ""], "c": {"d": ' + "9" * 10_000 + "}}"
    assert plain(from_json.load(text)) == {
        "a": "x/é😀\n",
        "b": ["1.10", "1e5", "true", "null", ""],
        "c": {"d": "9" * 10_000},
    }


def test_json_nodes_know_their_places() -> None:
    """Tabs and odd white space inside strings change nothing."""
    node = from_json.load('{\n\t"title": "a\u2028b",\n  "list": [1,\n    "x"]\n}\n')
    places = {one.value: one.position for one in scalars(node)}
    assert places["a\u2028b"] == Position(line=2, column=11, end_column=16)
    assert places["1"] == Position(line=3, column=12, end_column=13)
    assert places["x"] == Position(line=4, column=5, end_column=8)
    assert node.end_line == 5


@pytest.mark.parametrize(
    ("text", "says", "column"),
    [
        pytest.param("", "ends too early", 1, id="empty"),
        pytest.param("[1", "a comma or ] is missing", 3, id="open list"),
        pytest.param('{"a":1,}', "a comma after the last value", 7, id="last comma"),
        pytest.param("[1 2]", "a comma or ] is missing", 4, id="no comma"),
        pytest.param("{'a': 1}", "a key in double quotes is missing", 2, id="single quotes"),
        pytest.param("{a: 1}", "a key in double quotes is missing", 2, id="bare key"),
        pytest.param('{"a" 1}', "a colon is missing", 6, id="no colon"),
        pytest.param('{"a": }', "a value is missing", 7, id="no value"),
        pytest.param("[NaN]", "NaN is no value", 2, id="NaN"),
        pytest.param("[-Infinity]", "-Infinity is no value", 2, id="infinity"),
        pytest.param("{} {}", "more after the end", 4, id="two values"),
        pytest.param('["\\ud800"]', "half a character", 2, id="lone surrogate"),
        pytest.param('["a]', "never closed", 2, id="open string"),
        pytest.param('["\\x"]', "backslash", 3, id="unknown escape"),
        pytest.param('["a\nb"]', "inside quotes", 4, id="line end in a string"),
        pytest.param("// no\n{}", "a value is missing", 1, id="comment"),
        pytest.param("[" * 100_000, "more than 32 levels", 34, id="deep"),
        pytest.param("[" + "1," * 60_000 + "1]", "more than 50,000 values", 100_000, id="too many"),
        pytest.param('{"a": 1, "A": 2}', "stands twice, on one line", 10, id="repeated key"),
    ],
)
def test_json_that_is_not_json_is_refused(text: str, says: str, column: int) -> None:
    """With the column, and without recursion."""
    with pytest.raises(StructureError) as caught:
        from_json.load(text)
    assert says in caught.value.message
    assert caught.value.position.column == column


def test_toml_values_are_text_with_the_line_of_their_key() -> None:
    """Each table of an array has its own."""
    text = 'title = "X"\ndate = 2026-11-03\n[[action_items]]\ntitle = "A"\ndone = true\n[[action_items]]\ntitle = "B"\n'
    node = from_toml.load(text, first_line=2)
    assert plain(node) == {
        "title": "X",
        "date": "2026-11-03",
        "action_items": [{"title": "A", "done": "true"}, {"title": "B"}],
    }
    lines = {one.value: one.position.line for one in scalars(node) if one.value != "title"}
    first = {"X": 2, "date": 3, "2026-11-03": 3, "action_items": 4}
    assert lines == first | {"A": 5, "done": 6, "true": 6, "B": 8}


def test_toml_keys_are_found_however_they_are_written() -> None:
    """Dotted, quoted, in a table's head; a key inside an inline table stands where that does."""
    node = from_toml.load('a."b c" = 1\n\n[x.y]\n  d = {e = 2}\n')
    assert plain(node) == {"a": {"b c": "1"}, "x": {"y": {"d": {"e": "2"}}}}
    places = {one.value: (one.position.line, one.position.column) for one in scalars(node)}
    assert {key: places[key] for key in ("a", "b c", "x", "y", "d")} == {
        "a": (1, 1),
        "b c": (1, 3),
        "x": (3, 2),
        "y": (3, 4),
        "d": (4, 3),
    }
    assert places["e"][0] == 4


@pytest.mark.parametrize(
    "text", ["a." * 200 + "a = 1", "x" * 17_000, '"a b".' * 2700 + "a = 1"], ids=["dots", "long", "quoted"]
)
def test_toml_that_would_take_long_is_refused(text: str) -> None:
    """Before or soon after it is parsed."""
    started = time.process_time()
    with pytest.raises(StructureError):
        from_toml.load(text)
    assert time.process_time() - started < 10


@pytest.mark.parametrize("text", ["a = ", "a = 1\na = 2\n", "a = 1\nA = 2\n", "a = " + "[" * 10_000, "= 1"])
def test_toml_that_is_not_toml_is_refused(text: str) -> None:
    """Never with another exception."""
    with pytest.raises(StructureError):
        from_toml.load(text)


_KEYS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=8)
_VALUES = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp", "Cf", "Co"))),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(_KEYS, below, max_size=3).filter(lambda one: len({key.casefold() for key in one}) == len(one))
    ),
    max_leaves=12,
)


def dump_yaml(value: Plain) -> str:
    return str(yaml.safe_dump(value, allow_unicode=True, default_style='"', sort_keys=False))


@given(_VALUES, st.sampled_from([None, 2]))
def test_json_reads_back_what_was_written(value: Plain, indent: int | None) -> None:
    """The same values, each at a place where the text holds it."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    node = from_json.load(text)
    assert plain(node) == value
    assert_places(node, text, lambda written: str(json.loads(written)))


@given(_VALUES)
def test_yaml_reads_back_what_was_written(value: Plain) -> None:
    """The same values, each at a place where the text holds it."""
    text = dump_yaml(value)
    node = from_yaml.load(text)
    assert plain(node) == value
    assert_places(node, text, lambda written: str(yaml.safe_load(written)))


def assert_places(node: Node, text: str, read: Callable[[str], str]) -> None:
    lines = text.split("\n")
    for one in scalars(node):
        place = one.position
        if place.end_column is not None:
            assert read(lines[place.line - 1][place.column - 1 : place.end_column - 1]) == one.value


def refusals(text: str) -> Iterator[StructureError]:
    for load in (from_yaml.load, from_json.load, from_toml.load):
        try:
            load(text)
        except StructureError as error:
            yield error


@given(st.text(st.sampled_from("ab:-[]{}&*!|>'\"%@`#,? \n\t0\\/é"), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No parser lets anything but its own error out, and its place lies in the text."""
    lines = text.split("\n")
    for error in refusals(text):
        assert 1 <= error.position.line <= len(lines)
        assert 1 <= error.position.column <= len(lines[error.position.line - 1]) + 1


@given(st.text(max_size=80))
def test_any_characters_are_read_or_refused(text: str) -> None:
    """Control characters, surrogates and line separators too."""
    assert all(error.message and error.remedy for error in refusals(text))
