"""From the bytes of a file to its text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.documents.nodes.tree import Scalar
from followthrough.documents.text.source import Source, open_source
from followthrough.model import Format, Position, Suppression


def codes(source: Source) -> list[str]:
    return [finding.code for finding in source.findings]


def value(source: Source, key: str) -> str:
    assert source.front_matter is not None
    found = source.front_matter.get(key)
    assert isinstance(found, Scalar)
    return found.value


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.md", Format.MARKDOWN),
        ("A.MD", Format.MARKDOWN),
        ("a.markdown", Format.MARKDOWN),
        ("2026-11-03.html.md.erb", Format.MARKDOWN),
        ("a.mdx", Format.MARKDOWN),
        ("a.txt", Format.MARKDOWN),
        ("2026-11 incidents/2026-11-03 Checkout", Format.MARKDOWN),
        ("notes v1.2", Format.MARKDOWN),
        ("a.yml", Format.YAML),
        ("a.yaml", Format.YAML),
        ("a.json", Format.JSON),
        ("a.adoc", Format.UNSUPPORTED),
        ("a.rst", Format.UNSUPPORTED),
        ("a.docx", Format.UNSUPPORTED),
        ("a.html", Format.UNSUPPORTED),
        ("a.html.erb", Format.UNSUPPORTED),
    ],
)
def test_the_name_tells_the_format(path: str, expected: Format) -> None:
    """A file without an extension is Markdown."""
    assert open_source(path, b"x").format is expected


def test_an_unsupported_format_is_one_finding_and_not_read() -> None:
    """Whatever a PDF holds, nothing is concluded from it."""
    source = open_source("a.pdf", b"%PDF\x00\xff" * 1_000_000)
    assert (codes(source), source.readable, source.text) == (["FT004"], False, "")
    assert source.findings[0].message == "PDF is not read"


@pytest.mark.parametrize(
    ("data", "message", "position"),
    [
        pytest.param(b"ok\n\xc3(", "byte 0xC3 on line 2, column 1", Position(line=2), id="broken sequence"),
        pytest.param(
            "é\né".encode() + b"\xe9", "byte 0xE9 on line 2, column 2", Position(line=2, column=2), id="Latin-1"
        ),
        pytest.param("# Hi".encode("utf-16"), "it is UTF-16", Position(line=1), id="UTF-16 with a mark"),
        pytest.param(
            "# Hi".encode("utf-16-le"), "a NUL byte on line 1", Position(line=1, column=2), id="UTF-16 without"
        ),
        pytest.param(b"a\r\nb\x00", "a NUL byte on line 2", Position(line=2, column=2), id="binary"),
        pytest.param(b"\xed\xa0\x80", "byte 0xED on line 1, column 1", Position(line=1), id="lone surrogate"),
    ],
)
def test_bytes_that_are_no_text_are_one_line_that_says_where(data: bytes, message: str, position: Position) -> None:
    """The finding names the byte and its place, and nothing is concluded from the file."""
    source = open_source("a.md", data)
    assert codes(source) == ["FT002"]
    assert message in source.findings[0].message
    assert "\n" not in source.findings[0].message
    assert (source.findings[0].position, source.readable) == (position, False)


def test_a_file_over_one_mebibyte_is_too_large() -> None:
    """At the limit it is read, a byte more and it is not."""
    assert open_source("a.md", b"x" * 1_048_576).readable
    source = open_source("a.md", b"x" * 1_048_577)
    assert (codes(source), source.readable) == (["FT003"], False)


def test_markdown_of_more_lines_than_anybody_reads_is_too_large() -> None:
    """At the limit it is read; a line more and the finding stands on that line."""
    assert open_source("a.md", b"x\n" * 20_000).readable
    source = open_source("a.md", b"x\n" * 20_001)
    assert (codes(source), source.readable) == (["FT003"], False)
    assert source.findings[0].position.line == 20_001
    assert open_source("a.json", b"\n" * 20_001 + b"{}").readable


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf", b"\r\n"])
@pytest.mark.parametrize("path", ["a.md", "a.yml", "a.json"])
def test_an_empty_file_is_a_finding(path: str, data: bytes) -> None:
    """White space and a byte order mark are nothing."""
    source = open_source(path, data)
    assert (codes(source), source.readable) == (["FT005"], False)


def test_line_ends_become_lf_and_the_mark_goes() -> None:
    """Windows, old Mac and Unix files have the same lines."""
    assert open_source("a.md", b"\xef\xbb\xbfa\r\nb\rc\nd\r\n").text == "a\nb\nc\nd\n"


@pytest.mark.parametrize(
    ("garbled", "meant"),
    [
        ("What Didnâ€™t Work", "What Didn’t Work"),
        ("â€œquotedâ€\x9d", "“quoted”"),
        ("Ã¼ber ZÃ¼rich", "über Zürich"),
        ("ÃƒÂ¼ber", "über"),
        ("ã‚¢ã‚¯ã‚·ãƒ§ãƒ³", "アクション"),  # noqa: RUF001 - garbled on purpose
    ],
)
def test_garbled_characters_are_read_as_meant(garbled: str, meant: str) -> None:
    """UTF-8 that was once read as Windows-1252, once or twice."""
    source = open_source("a.md", f"# {garbled}\n".encode())
    assert (source.text, codes(source), source.readable) == (f"# {meant}\n", ["FT008"], True)


def test_repairs_are_one_finding_with_their_count() -> None:
    """The first is shown, with its place; the lines of the text stay where they were."""
    source = open_source("a.md", "Fine\n\nIt didnâ€™t\nand canâ€™t\n".encode())
    assert codes(source) == ["FT008"]
    assert source.findings[0].position == Position(line=3, column=4, end_column=10)
    assert '"didnâ€™t" as "didn’t", on 2 lines, first on line 3' in source.findings[0].message
    assert source.text == "Fine\n\nIt didn’t\nand can’t\n"


@pytest.mark.parametrize(
    "text", ["Café São Paulo naïve – “x” … €5", "SÃO PAULO", "障害報告", "Ünïcödé ﬁ \uff21\uff22", "don't"]
)
def test_right_text_is_left_alone(text: str) -> None:
    """No quotes, ligatures or widths are touched."""
    source = open_source("a.md", text.encode())
    assert (source.text, source.findings) == (text, ())


def test_yaml_front_matter_is_split_off_and_its_lines_stay() -> None:
    """The rest keeps its line numbers; values keep theirs."""
    source = open_source("a.md", b"---\ntitle: Outage\ndate: 2026-11-03\n---\n# Hi\n")
    assert source.text == "\n\n\n\n# Hi\n"
    assert value(source, "Date") == "2026-11-03"
    assert source.front_matter is not None
    assert [key.position.line for key, _ in source.front_matter.entries] == [2, 3]


def test_toml_front_matter_is_split_off_too() -> None:
    """Dates and numbers are text like everything else."""
    source = open_source("a.md", b'+++\ntitle = "Outage"\ndate = 2026-11-03\nowners = ["Alice", "Bob"]\n+++\n# Hi\n')
    assert source.text == "\n\n\n\n\n# Hi\n"
    assert (value(source, "title"), value(source, "date")) == ("Outage", "2026-11-03")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        pytest.param(b"---\ntitle: a: b\n---\n# Hi\n", 2, id="YAML"),
        pytest.param(b"+++\ntitle = \n+++\n# Hi\n", 2, id="TOML"),
        pytest.param(b"+++\na = " + b"[" * 5000 + b"\n+++\n# Hi\n", 2, id="deep TOML"),
        pytest.param(b"---\na: 1\nb: &x [*x]\n---\n# Hi\n", 3, id="alias"),
        pytest.param(b"---\na: 1\nA: 2\n---\n# Hi\n", 3, id="repeated key"),
    ],
)
def test_broken_front_matter_is_a_finding_and_the_document_is_still_read(data: bytes, line: int) -> None:
    """The finding points at the line; the text after it is whole."""
    source = open_source("a.md", data)
    assert (codes(source), source.findings[0].position.line) == (["FT006"], line)
    assert (source.readable, source.front_matter, source.text.strip()) == (True, None, "# Hi")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\n# Title\n\nwords\n\n---\nmore\n", id="two rules"),
        pytest.param("---\ntitle: never closed\n", id="not closed"),
        pytest.param("# Title\n---\na: b\n---\n", id="not at the top"),
        pytest.param("---\nJust words here.\n---\n", id="no key"),
    ],
)
def test_a_rule_at_the_top_is_no_front_matter(text: str) -> None:
    """Nothing of the text is lost."""
    source = open_source("a.md", text.encode())
    assert (source.text, source.front_matter, source.findings) == (text, None, ())


def test_empty_front_matter_is_empty() -> None:
    """It says nothing and hides nothing."""
    source = open_source("a.md", b"---\n---\n# Hi\n")
    assert source.front_matter is not None
    assert (source.front_matter.entries, source.text) == ((), "\n\n# Hi\n")


def test_tags_of_a_template_language_are_left_as_text() -> None:
    """ERB is neither run nor removed."""
    assert open_source("a.md.erb", b"# Hi <%= name %>\n").text == "# Hi <%= name %>\n"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.md", "x <!-- followthrough: ignore FT203 -->\n", [Suppression(codes=frozenset({"FT203"}), line=1)]),
        (
            "a.md",
            "<!-- followthrough: ignore FT203, ft201 -->\n\n- x\n",
            [Suppression(codes=frozenset({"FT203", "FT201"}), line=3)],
        ),
        ("a.md", "x\n<!-- followthrough: ignore-file FT101 -->\n", [Suppression(codes=frozenset({"FT101"}))]),
        ("a.md", "<!-- followthrough: ignore everything -->\nx\n", []),
        ("a.md", "# followthrough: ignore FT203\n", []),
        ("a.yml", "due: soon # followthrough: ignore FT203\n", [Suppression(codes=frozenset({"FT203"}), line=1)]),
        ("a.yml", "a:\n  # followthrough: ignore FT203\n  b: c\n", [Suppression(codes=frozenset({"FT203"}), line=3)]),
        ("a.json", '{"title": "# followthrough: ignore FT203"}', []),
    ],
)
def test_a_comment_silences_findings(path: str, text: str, expected: list[Suppression]) -> None:
    """Its own line, the next where it stands alone, or the whole document."""
    assert list(open_source(path, text.encode()).suppressions) == expected


@given(st.sampled_from(["a.md", "a.yml", "a.json", "a.pdf", "a"]), st.binary(max_size=200) | st.text().map(str.encode))
def test_any_bytes_give_a_source(path: str, data: bytes) -> None:
    """Unreadable is always explained; what is readable has LF alone and as many lines as the file."""
    source = open_source(path, data)
    assert source.readable or source.findings
    assert "\r" not in source.text
    if source.readable:
        plain = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        assert source.text.count("\n") == plain.count(b"\n")
