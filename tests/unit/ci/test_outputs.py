from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.ci.outputs import outputs_text
from followthrough.errors import ConfigError

NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,10}", fullmatch=True)
VALUES = st.text() | st.sampled_from(["ok\nEOF\nresult=pwned\nx<<EOF", "a\nadmin=true", "x=<<y", "\r\n", "a<<b"])


def read_outputs(text: str) -> dict[str, str]:
    """Outputs as the runner reads them: a delimiter is what follows `<<`, unless an equals sign comes first."""
    lines = iter(text.split("\n")[:-1])
    found: dict[str, str] = {}
    for line in lines:
        assert "<<" in line
        assert "=" not in line.partition("<<")[0]
        name, _, delimiter = line.partition("<<")
        value: list[str] = []
        for content in lines:
            if content == delimiter:
                break
            value.append(content)
        else:
            pytest.fail("matching delimiter not found")
        found[name] = "\n".join(value)
    return found


@given(st.dictionaries(NAMES, VALUES))
def test_outputs_are_read_back(values: dict[str, str]) -> None:
    """Whatever a value holds, the runner reads back exactly what was written, and nothing else."""
    assert read_outputs(outputs_text(values)) == values


def test_a_known_delimiter() -> None:
    """A value that holds its delimiter is refused."""
    with pytest.raises(ConfigError, match="holds the delimiter"):
        outputs_text({"result": "one\nEOF\nadmin=true"}, lambda: "EOF")


def test_delimiters_differ() -> None:
    """No delimiter serves twice."""
    lines = outputs_text({"one": "1", "two": "2"}).split("\n")
    assert lines[2] != lines[5]


@pytest.mark.parametrize("name", ["a=b", "a\nb", "", "A B"])
def test_names(name: str) -> None:
    """What could be no name is refused."""
    with pytest.raises(ConfigError):
        outputs_text({name: "1"})
