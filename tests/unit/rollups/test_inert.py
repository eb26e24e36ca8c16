from __future__ import annotations

import pytest

from followthrough.rollups.inert import inert


@pytest.mark.parametrize(
    ("text", "folded", "expected"),
    [
        pytest.param("a ##[add-mask]b", False, "a #\u200b#[add-mask]b", id="the old command"),
        pytest.param("std::vector", False, "std::vector", id="colons in one piece"),
        pytest.param("std::vector", True, "std:\u200b:vector", id="colons where lines fold"),
        pytest.param("Alert on #7 at 09:12", True, "Alert on #7 at 09:12", id="plain words"),
    ],
)
def test_a_runner_finds_no_command(text: str, expected: str, *, folded: bool) -> None:
    """Plain words stay as they are."""
    assert inert(text, folded=folded) == expected
