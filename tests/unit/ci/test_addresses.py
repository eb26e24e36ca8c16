from __future__ import annotations

import pytest

from followthrough.ci.addresses import ForgeName, Remote, api_root, bare_loopback, checked_url, parse_remote
from followthrough.errors import ConfigError


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://github.com/acme/shop.git", Remote(host="github.com", path="acme/shop"), id="https"),
        pytest.param("https://bot@git.acme.example/a/b/", Remote(host="git.acme.example", path="a/b"), id="a user"),
        pytest.param(
            "git@gitlab.com:acme/sre/shop.git", Remote(host="gitlab.com", path="acme/sre/shop"), id="scp-like"
        ),
        pytest.param("ssh://git@github.com:22/acme/shop", Remote(host="github.com", path="acme/shop"), id="ssh"),
        pytest.param("ssh://git@ssh.github.com:443/a/b.git", Remote(host="github.com", path="a/b"), id="ssh over 443"),
        pytest.param("GitHub.com:acme/shop", Remote(host="github.com", path="acme/shop"), id="letter case"),
        pytest.param("/srv/git/shop.git", None, id="a folder"),
        pytest.param("../shop", None, id="a folder nearby"),
        pytest.param("file:///srv/git/shop.git", None, id="a file address"),
        pytest.param("https://github.com", None, id="no path"),
        pytest.param("https://[oops/a/b", None, id="no address at all"),
    ],
)
def test_parse_remote(url: str, expected: Remote | None) -> None:
    """A remote names the same repository however it is written."""
    assert parse_remote(url) == expected


@pytest.mark.parametrize(
    ("forge", "url", "expected"),
    [
        pytest.param("gitlab", "https://git.acme.example", "https://git.acme.example/api/v4", id="an instance"),
        pytest.param("gitlab", "https://git.acme.example/api/v4/", "https://git.acme.example/api/v4", id="a root"),
        pytest.param("gitlab", "https://acme.example/git", "https://acme.example/git/api/v4", id="below a path"),
        pytest.param("gitlab", "http://127.0.0.1:8080", "http://127.0.0.1:8080/api/v4", id="loopback"),
        pytest.param("gitlab", "http://[::1]:8080", "http://[::1]:8080/api/v4", id="loopback, version 6"),
        pytest.param("gitlab", "http://localhost", "http://localhost/api/v4", id="loopback by name"),
        pytest.param("github", "https://github.com", "https://api.github.com", id="GitHub itself"),
        pytest.param("github", "https://api.github.com/", "https://api.github.com", id="its root"),
        pytest.param("github", "https://api.acme.ghe.com", "https://api.acme.ghe.com", id="data residency"),
        pytest.param("github", "https://acme.ghe.com/", "https://api.acme.ghe.com", id="its enterprise"),
        pytest.param("github", "https://ghe.com.acme.example", "https://ghe.com.acme.example/api/v3", id="a like name"),
        pytest.param("github", "https://git.acme.example", "https://git.acme.example/api/v3", id="Enterprise Server"),
        pytest.param("github", "https://git.acme.example/api/v3", "https://git.acme.example/api/v3", id="its API root"),
        pytest.param(
            "github", "https://acme.example/a/proxy", "https://acme.example/a/proxy", id="a prefix of its own"
        ),
    ],
)
def test_api_root(forge: str, url: str, expected: str) -> None:
    """An instance's address is completed to its API root; a root stays as it is."""
    assert api_root(ForgeName(forge), url, "--api-url") == expected


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        pytest.param("http://git.acme.example", "not https", id="plain http"),
        pytest.param("http://127.0.0.1.evil.example", "not https", id="a host that only begins like loopback"),
        pytest.param("http://169.254.169.254/", "not https", id="a metadata service"),
        pytest.param("https://oauth2:secret@git.acme.example", "user name or a token", id="user information"),
        pytest.param("https://git.acme.example?private_token=secret", "query", id="query"),
        pytest.param("git.acme.example", "not an address", id="no scheme"),
        pytest.param("https://git.acme.example:port", "not an address", id="no port"),
        pytest.param("file:///etc/passwd", "not an address", id="a file"),
        pytest.param("ftp://git.acme.example", "not https", id="another scheme"),
    ],
)
def test_checked_url(url: str, complaint: str) -> None:
    """No token goes to an address in the clear or one that hides something; the complaint never repeats a secret."""
    with pytest.raises(ConfigError, match=complaint) as caught:
        checked_url(url, "--api-url")
    assert caught.value.message.startswith("--api-url")
    assert "secret" not in caught.value.message


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("http://127.0.0.1:8080", "http://127.0.0.1:8080", id="bare"),
        pytest.param("http://localhost:8080/", "http://localhost:8080", id="with a slash"),
        pytest.param("https://[::1]", "https://[::1]", id="version 6"),
        pytest.param("http://127.0.0.1:8080/api/v3", None, id="with a path"),
        pytest.param("https://git.acme.example", None, id="another machine"),
        pytest.param("http://127.0.0.1.evil.example", None, id="a host that only begins like loopback"),
    ],
)
def test_bare_loopback(url: str, expected: str | None) -> None:
    """Only an address on this machine that names no path may mean two things."""
    assert bare_loopback(url) == expected
