"""From options, environment and git to the forge that a command talks to."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from followthrough.ci.addresses import ForgeName
from followthrough.ci.target import Asked, Target, choose_target
from followthrough.cli.log import LOG
from followthrough.cli.options import Common
from followthrough.cli.workspace import Workspace
from followthrough.config.hosts import own_config, read_hosts
from followthrough.discovery.history import describe_commit, origin_url
from followthrough.discovery.repository import Repository
from followthrough.errors import AccessDenied, ConfigError
from followthrough.forges.local import Commit, LocalForge
from followthrough.forges.protocol import Forge

if TYPE_CHECKING:
    from followthrough.forges.github.forge import GitHubForge
    from followthrough.forges.gitlab.forge import GitLabForge

TRACKER = Path(".followthrough/tracker.sqlite3")
_OF_A_JOB = "glcbt-"
"""What the tokens of jobs begin with, but for those of older versions of GitLab."""


@contextmanager
def open_forge(
    workspace: Workspace, common: Common, *, writable: bool, sleep: Callable[[float], None] = time.sleep
) -> Iterator[Forge]:
    """The forge that is meant, open for the time of a command; without `writable` it refuses every write.

    `sleep` waits where a remote forge asks for it. Raises ConfigError where it cannot be known or is not served,
    ForgeError where it cannot be used.
    """
    target = find_target(workspace, common)
    LOG.info("forge %s, since %s", target.forge, target.because)
    if target.forge is ForgeName.LOCAL:
        forge: LocalForge | GitHubForge | GitLabForge = _local(workspace.repository, common.local, writable=writable)
    elif target.forge is ForgeName.GITLAB:
        forge = _gitlab(target, common, writable=writable, sleep=sleep)
    else:
        forge = _github(target, common, writable=writable, sleep=sleep)
    with closing(forge):
        yield forge


def find_target(workspace: Workspace, common: Common) -> Target:
    """Which forge and which repository are meant; a tracker file that was named means the embedded one."""
    named = ForgeName(common.forge) if common.forge else ForgeName.LOCAL if common.local else None
    asked = Asked(forge=named, repo=common.repo, api_url=common.api_url)
    hosts = {host: ForgeName(forge) for host, forge in read_hosts(own_config(os.environ)).items()}
    return choose_target(asked, os.environ, origin_url(workspace.repository), hosts)


def _ca_bundle(common: Common) -> Path | None:
    """The file of certificates that was named. Raises ConfigError where it holds none."""
    if common.ca_bundle is not None:
        import ssl

        try:
            ssl.create_default_context(cafile=common.ca_bundle)
        except OSError as error:
            hint = "give a file with certificates in PEM form, each from BEGIN CERTIFICATE to END CERTIFICATE"
            raise ConfigError(f"{common.ca_bundle} holds no certificates that can be read", hint=hint) from error
    return common.ca_bundle


def _local(repository: Repository, file: Path | None, *, writable: bool) -> LocalForge:
    def describe(commit: str) -> Commit | None:
        told = describe_commit(repository, commit)
        return None if told is None else Commit(subject=told[1], committed_at=datetime.fromisoformat(told[0]))

    return LocalForge(file or repository.root / TRACKER, writable=writable, describe=describe)


def _github(target: Target, common: Common, *, writable: bool, sleep: Callable[[float], None]) -> GitHubForge:
    from followthrough.forges.github.forge import PACE, Access, GitHubForge
    from followthrough.forges.transport.clock import Clock

    token = _token("GH_TOKEN", "GITHUB_TOKEN")
    access = Access(
        api_url=_github_root(target, common, token),
        repo=target.repo,
        token=token,
        pace=PACE if common.pace is None else common.pace,
        writable=writable,
        ca_bundle=_ca_bundle(common),
    )
    return GitHubForge(access, Clock(sleep=sleep))


def _github_root(target: Target, common: Common, token: str) -> str:
    """The API root; a bare address on this machine may be one, else it is that of an Enterprise Server."""
    if target.or_root is None:
        return target.api_url
    from followthrough.forges.transport.probe import answering

    roots, headers = (target.or_root, target.api_url), {"Authorization": f"Bearer {token}"}
    return answering(roots, f"/repos/{target.repo}", headers, ca_bundle=_ca_bundle(common)) or target.api_url


def _gitlab(target: Target, common: Common, *, writable: bool, sleep: Callable[[float], None]) -> GitLabForge:
    from followthrough.forges.gitlab.forge import PACE, Access, GitLabForge
    from followthrough.forges.transport.clock import Clock

    token = _gitlab_token()
    access = Access(
        api_url=_gitlab_root(target, common, token),
        repo=target.repo,
        token=token,
        pace=PACE if common.pace is None else common.pace,
        writable=writable,
        ca_bundle=_ca_bundle(common),
    )
    return GitLabForge(access, Clock(sleep=sleep))


def _gitlab_root(target: Target, common: Common, token: str) -> str:
    """The API root; a bare address on this machine may be one, but rather is an instance's."""
    if target.or_root is None:
        return target.api_url
    from followthrough.forges.transport.probe import answering

    roots, path = (target.api_url, target.or_root), f"/projects/{quote(target.repo, safe='')}"
    return answering(roots, path, {"PRIVATE-TOKEN": token}, ca_bundle=_ca_bundle(common)) or target.api_url


def _gitlab_token() -> str:
    """The token in GITLAB_TOKEN. Raises AccessDenied that says which one to make, also where it is but a job's."""
    from followthrough.forges.gitlab.answers import HOW_TO_GET_IN

    token, job = (os.environ.get(name, "").strip() for name in ("GITLAB_TOKEN", "CI_JOB_TOKEN"))
    if token and token != job and not token.startswith(_OF_A_JOB):
        return token
    if token:
        said = "GITLAB_TOKEN holds the CI_JOB_TOKEN of a job, which may not use issues"
    else:
        said = "There is no token in GITLAB_TOKEN"
        said += ", and the CI_JOB_TOKEN of a job may not use issues" if job else ""
    raise AccessDenied(said, hint=HOW_TO_GET_IN)


def _token(*variables: str) -> str:
    """The first of some variables of the environment that holds a credential. Raises AccessDenied where none does."""
    tokens = (os.environ.get(variable, "").strip() for variable in variables)
    token = next(filter(None, tokens), None)
    if token is None:
        names = " or ".join(variables)
        hint = (
            f"put one with `issues: write` and `pull-requests: write` into {variables[-1]}, never into a file;"
            " `gh auth token` prints the one of gh"
        )
        raise AccessDenied(f"There is no token in {names}", hint=hint)
    return token
