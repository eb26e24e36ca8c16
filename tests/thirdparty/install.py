"""Fetches what the checks by third parties need into `.thirdparty`: `python -m tests.thirdparty.install`.

Packages come through npm, pip and apt, in pinned versions whose hashes are checked; what is there already stays.
"""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

from tests.thirdparty.debian import unpack
from tests.thirdparty.gitbeaker import DECLARATIONS
from tests.thirdparty.gitlab_ci import gitlab_ci
from tests.thirdparty.npm import NpmFile, fetch
from tests.thirdparty.places import FETCHED, GH, GLAB, GRAPHQL, OPENAPI, PYTHON, RECORDINGS, ROOT, SARIF

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
FILES = (
    NpmFile(
        package="@octokit/openapi",
        version="23.0.2",
        integrity="sha512-pV8M7L9GY23AybNvTmo2nyjmpmnt6+2sRE/tqr0ZLQcPS4lnw7u5eZGNmwRNkBC3D7gZXbFx5AHzLUVRBXGDhg==",
        member="generated/api.github.com.json",
        target=OPENAPI,
    ),
    NpmFile(
        package="@octokit/graphql-schema",
        version="15.26.1",
        integrity="sha512-RFDC2MpRBd4AxSRvUeBIVeBU7ojN/SxDfALUd7iVYOSeEK3gZaqR2MGOysj4Zh2xj2RY5fQAUT+Oqq7hWTraMA==",
        member="schema.graphql",
        target=GRAPHQL,
    ),
    NpmFile(
        package="@microsoft/jest-sarif",
        version="1.0.0-beta.0",
        integrity="sha512-A1fOhPd6Ic5iDk4F9YPw1qNB4XF+7+IviR7xl8r2F6QzQkx5cpY9LsGk2rExiFIEcBbjpVnSmwWGBukASkiQ9A==",
        member="lib/schemas/sarif-2.1.0-rtm.5.json",
        target=SARIF,
    ),
    DECLARATIONS,
)
_log = logging.getLogger("thirdparty")


def python_packages() -> None:
    """openapi-core and graphql-core, apart from the environment that the lock describes."""
    stamp = PYTHON / ".requirements.txt"
    if stamp.exists() and stamp.read_bytes() == REQUIREMENTS.read_bytes():
        return
    shutil.rmtree(PYTHON, ignore_errors=True)
    uv = Path(sys.executable).with_name("uv")
    command = ["pip", "install", "--quiet", "--python", sys.executable, "--target", str(PYTHON), "--require-hashes"]
    subprocess.run([uv, *command, "-r", REQUIREMENTS], check=True)
    shutil.copy(REQUIREMENTS, stamp)


def recordings() -> None:
    """PyGithub's recordings of the real service, of the version in our lock; they are read, never committed (LGPL)."""
    if RECORDINGS.exists():
        return
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    (locked,) = (package for package in lock["package"] if package["name"] == "pygithub")
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "requirements.txt")
        wanted.write_text(f"PyGithub=={locked['version']} --hash={locked['sdist']['hash']}\n", encoding="utf-8")
        command = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
        subprocess.run([sys.executable, *command, "--no-binary", ":all:", "-d", folder, "-r", wanted], check=True)
        (archive,) = Path(folder).glob("*.tar.gz")
        RECORDINGS.mkdir(parents=True)
        with tarfile.open(archive) as packed:
            for member in packed.getmembers():
                if "/tests/ReplayData/" in member.name and member.isfile():
                    member.name = Path(member.name).name
                    packed.extract(member, RECORDINGS, filter="data")


def github_command() -> None:
    """GitHub's own command line: where the machine has none, Debian's, unpacked and not installed."""
    if shutil.which("gh") or GH.exists():
        return
    if not shutil.which("apt-get"):
        raise SystemExit("gh is missing: install it from https://cli.github.com, then run this again")
    with tempfile.TemporaryDirectory() as folder:
        download = ["apt-get", "download", "--quiet", "gh"]
        if subprocess.run(download, cwd=folder, check=False).returncode:
            # A new machine has no lists of packages yet.
            subprocess.run(["apt-get", "update", "--quiet"], check=True)
            subprocess.run(download, cwd=folder, check=True)
        (package,) = Path(folder).glob("gh_*.deb")
        subprocess.run(["dpkg", "-x", package, FETCHED / "gh"], check=True)


def gitlab_command() -> None:
    """GitLab's own command line: where the machine has none, Debian's; where that cannot be had, its tests skip."""
    if shutil.which("glab") or GLAB.exists():
        return
    if not shutil.which("apt-get") or not unpack("glab", FETCHED / "glab"):
        _log.warning(
            "glab is missing and Debian's cannot be had here: install it from https://gitlab.com/gitlab-org/cli"
        )


def main() -> None:
    """Fetch everything."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    FETCHED.mkdir(exist_ok=True)
    for file in FILES:
        _log.info("%s %s", file.package, file.version)
        fetch(file, FETCHED / "downloads")
    for step in (python_packages, recordings, github_command, gitlab_command, gitlab_ci):
        _log.info("%s", (step.__doc__ or "").partition("\n")[0])
        step()


if __name__ == "__main__":
    main()
