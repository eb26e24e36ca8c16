from __future__ import annotations

from pathlib import Path

import pytest

from followthrough.config.hosts import own_config, read_hosts
from followthrough.errors import ConfigError


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param({"HOME": "/home/ada"}, Path("/home/ada/.config/followthrough/config.yml"), id="at home"),
        pytest.param(
            {"HOME": "/home/ada", "XDG_CONFIG_HOME": "/x"}, Path("/x/followthrough/config.yml"), id="elsewhere"
        ),
        pytest.param({}, None, id="nowhere"),
    ],
)
def test_own_config(environ: dict[str, str], expected: Path | None) -> None:
    """A person's own configuration lies where such files lie."""
    assert own_config(environ) == expected


def test_no_file(tmp_path: Path) -> None:
    """Without a file nobody vouches for a host."""
    assert read_hosts(None) == read_hosts(tmp_path / "none.yml") == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("hosts: {Git.acme.example: gitlab, ghe.acme.example: github}", 2, id="two"),
        pytest.param("hosts:", 0, id="nothing after the key"),
        pytest.param("", 0, id="empty"),
    ],
)
def test_read_hosts(tmp_path: Path, text: str, expected: int) -> None:
    """Each host is one forge."""
    (tmp_path / "config.yml").write_text(text, encoding="utf-8")
    hosts = read_hosts(tmp_path / "config.yml")
    assert len(hosts) == expected
    assert all(host == host.casefold() for host in hosts)


@pytest.mark.parametrize(
    "text", ["hosts: [a]", "- a", "hosts: {a: gitea}", "hosts: {a: &x github, b: *x}", "a: [", "\xff"]
)
def test_mistakes(tmp_path: Path, text: str) -> None:
    """A file that cannot be used is an error with an example to go by."""
    (tmp_path / "config.yml").write_text(text, encoding="latin-1")
    with pytest.raises(ConfigError) as caught:
        read_hosts(tmp_path / "config.yml")
    assert "hosts: {" in str(caught.value.hint)
