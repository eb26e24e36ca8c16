from __future__ import annotations

from collections.abc import Mapping

import pytest

from followthrough.ci.addresses import ForgeName
from followthrough.ci.target import Asked, Target, choose_target
from followthrough.errors import ConfigError

ACTIONS = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_REPOSITORY": "acme/shop",
    "GITHUB_API_URL": "https://api.github.com",
}
GITLAB_CI = {
    "GITLAB_CI": "true",
    "CI_PROJECT_ID": "42",
    "CI_PROJECT_PATH": "acme/sre/shop",
    "CI_API_V4_URL": "https://git.acme.example/api/v4",
}
GITHUB, GITLAB, LOCAL = ForgeName.GITHUB, ForgeName.GITLAB, ForgeName.LOCAL


def _target(
    asked: Asked,
    environ: Mapping[str, str],
    origin: str | None = None,
    hosts: Mapping[str, ForgeName] | None = None,
) -> tuple[str, str, str]:
    found: Target = choose_target(asked, environ, origin, hosts or {})
    return found.forge.value, found.repo, found.api_url


@pytest.mark.parametrize(
    ("asked", "environ", "origin", "expected"),
    [
        pytest.param(Asked(), ACTIONS, None, ("github", "acme/shop", "https://api.github.com"), id="Actions"),
        pytest.param(
            Asked(), GITLAB_CI, None, ("gitlab", "acme/sre/shop", "https://git.acme.example/api/v4"), id="GitLab CI"
        ),
        pytest.param(Asked(forge=LOCAL), ACTIONS, None, ("local", "", ""), id="asked for the embedded one in CI"),
        pytest.param(
            Asked(),
            {},
            "git@github.com:acme/shop.git",
            ("github", "acme/shop", "https://api.github.com"),
            id="origin on github.com",
        ),
        pytest.param(
            Asked(),
            {},
            "https://gitlab.com/acme/sre/shop",
            ("gitlab", "acme/sre/shop", "https://gitlab.com/api/v4"),
            id="origin on gitlab.com",
        ),
        pytest.param(
            Asked(api_url="https://git.acme.example/api/v4"),
            {},
            "git@git.acme.example:acme/shop.git",
            ("gitlab", "acme/shop", "https://git.acme.example/api/v4"),
            id="a host named by its API address",
        ),
        pytest.param(
            Asked(forge=GITLAB, api_url="https://git.acme.example"),
            {},
            "git@git.acme.example:acme/shop.git",
            ("gitlab", "acme/shop", "https://git.acme.example/api/v4"),
            id="a host named with the forge",
        ),
        pytest.param(
            Asked(),
            {"CI_SERVER_URL": "https://git.acme.example"},
            "git@git.acme.example:acme/sre/shop.git",
            ("gitlab", "acme/sre/shop", "https://git.acme.example/api/v4"),
            id="a host named by its own address",
        ),
        pytest.param(
            Asked(repo="acme/other"),
            ACTIONS,
            None,
            ("github", "acme/other", "https://api.github.com"),
            id="--repo wins",
        ),
        pytest.param(
            Asked(forge=GITHUB, repo="acme/shop"),
            {},
            "git@gitlab.com:acme/elsewhere",
            ("github", "acme/shop", "https://api.github.com"),
            id="another forge than the origin's",
        ),
        pytest.param(
            Asked(forge=GITLAB, repo="42"),
            {},
            None,
            ("gitlab", "42", "https://gitlab.com/api/v4"),
            id="a project number",
        ),
        pytest.param(
            Asked(),
            {**ACTIONS, "GITHUB_API_URL": "http://127.0.0.1:8080"},
            None,
            ("github", "acme/shop", "http://127.0.0.1:8080"),
            id="the CI's own address is a root as it stands",
        ),
    ],
)
def test_choose_target(
    asked: Asked, environ: Mapping[str, str], origin: str | None, expected: tuple[str, str, str]
) -> None:
    """The forge is the one asked for, else the CI's, else that of a host somebody vouched for."""
    assert _target(asked, environ, origin) == expected


def test_a_persons_own_hosts() -> None:
    """A host that a person vouches for in their own configuration is known."""
    found = _target(Asked(), {}, "git@git.acme.example:acme/shop", {"git.acme.example": GITHUB})
    assert found == ("github", "acme/shop", "https://git.acme.example/api/v3")


@pytest.mark.parametrize(
    ("asked", "environ", "origin", "complaint"),
    [
        pytest.param(Asked(), {}, None, "no forge to be seen", id="nothing known"),
        pytest.param(
            Asked(), {}, "git@git.acme.example:a/b", "Nobody said which forge", id="a host nobody vouched for"
        ),
        pytest.param(Asked(forge=GITHUB), {}, None, "not known which repository", id="no repository"),
        pytest.param(
            Asked(forge=GITHUB),
            {},
            "git@git.acme.example:a/b",
            "not known which repository",
            id="not an unknown host's",
        ),
        pytest.param(Asked(forge=GITHUB, repo="shop"), {}, None, "not a repository of github", id="half a name"),
        pytest.param(Asked(forge=GITHUB, repo="a/../b"), {}, None, "not a repository of github", id="a path"),
        pytest.param(Asked(forge=GITLAB, repo="a/../b"), {}, None, "not a repository of gitlab", id="a way out"),
        pytest.param(Asked(api_url="http://evil.example/api/v3"), ACTIONS, None, "not https", id="plain http"),
        pytest.param(
            Asked(),
            {**ACTIONS, "GITHUB_API_URL": "http://evil.example"},
            None,
            "GITHUB_API_URL",
            id="names the variable",
        ),
    ],
)
def test_no_target(asked: Asked, environ: Mapping[str, str], origin: str | None, complaint: str) -> None:
    """What cannot be known is an error with the option to give, never a guess."""
    with pytest.raises(ConfigError, match=complaint) as caught:
        _target(asked, environ, origin)
    assert caught.value.hint


@pytest.mark.parametrize("origin", [None, "git@git.acme.example:a/b"])
def test_the_way_out_is_named(origin: str | None) -> None:
    """Who has no forge at hand is told of the embedded one."""
    with pytest.raises(ConfigError) as caught:
        _target(Asked(), {}, origin)
    assert "--forge local" in str(caught.value.hint)
