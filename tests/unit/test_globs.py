from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.globs import compile_globs, is_glob


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        pytest.param("postmortems/**", "postmortems/a.md", True, id="directly beneath"),
        pytest.param("postmortems/**", "postmortems/2026/a.md", True, id="far beneath"),
        pytest.param("postmortems/**", "postmortems", False, id="not the folder itself"),
        pytest.param("postmortems/**", "x/postmortems/a.md", False, id="anchored at the root"),
        pytest.param("**/postmortems/**", "postmortems/a.md", True, id="no folder before"),
        pytest.param("**/postmortems/**", "x/y/postmortems/z/a.md", True, id="folders before and after"),
        pytest.param("**/postmortems/**", "my-postmortems/a.md", False, id="a whole folder name"),
        pytest.param("*.md", "a.md", True, id="star"),
        pytest.param("*.md", "x/a.md", False, id="star stays within its folder"),
        pytest.param("a?.md", "ab.md", True, id="question mark"),
        pytest.param("a?.md", "a/.md", False, id="question mark is no slash"),
        pytest.param("20[12]?/*.md", "202x/a.md", True, id="letters"),
        pytest.param("20[!12]?/*.md", "202x/a.md", False, id="none of the letters"),
        pytest.param("[a-c].md", "b.md", True, id="range"),
        pytest.param("[c-a].md", "-.md", True, id="range the wrong way round is letters"),
        pytest.param("[", "[", True, id="a bracket alone is a letter"),
        pytest.param("docs/incidents", "docs/incidents/a.md", True, id="a folder's name stands for what lies in it"),
        pytest.param("docs/incidents/", "docs/incidents/a.md", True, id="with a slash too"),
        pytest.param("docs/*", "docs/incidents/a.md", False, id="a wildcard name does not"),
        pytest.param("docs/a.md", "docs/a.md", True, id="exact"),
        pytest.param("docs/a.md", "docs/aXmd", False, id="a dot is a dot"),
        pytest.param("./docs/*", "docs/a.md", True, id="a leading ./ says nothing"),
        pytest.param("docs/*", "docs/a\nb.md", True, id="newline in a name"),
        pytest.param("", "a", False, id="empty"),
    ],
)
def test_glob(pattern: str, path: str, expected: bool) -> None:  # noqa: FBT001 - a table
    """A glob stands for the paths that a user of a shell expects."""
    assert compile_globs([pattern]).match(path) is expected


def test_several_globs() -> None:
    """Several globs match where one of them does; none match nothing."""
    globs = compile_globs(["a/**", "b/**"])
    assert [globs.match(path) for path in ("a/x", "b/x", "c/x")] == [True, True, False]
    assert not compile_globs([]).match("")


def test_case() -> None:
    """Upper and lower case count unless told otherwise."""
    assert not compile_globs(["**/README*"]).match("Readme.md")
    assert compile_globs(["**/README*"], ignore_case=True).match("docs/Readme.md")


@settings(max_examples=200)
@given(st.text(alphabet="ab/*?[]!-^\\.&~|", max_size=12), st.text(alphabet="ab/.-", max_size=8))
def test_odd_patterns(pattern: str, path: str) -> None:
    """No pattern is too odd to be asked."""
    assert compile_globs([pattern]).match(path) in (True, False)


@settings(max_examples=100)
@given(st.lists(st.text(alphabet="ab.-(+", min_size=1, max_size=4).filter(lambda s: s != "."), min_size=1, max_size=3))
def test_plain_paths(segments: list[str]) -> None:
    """A path without wildcards stands for itself and for what lies beneath."""
    path = "/".join(segments)
    assert not is_glob(path)
    globs = compile_globs([path])
    assert globs.match(path)
    assert globs.match(f"{path}/x")
    assert not globs.match(f"{path}x")
