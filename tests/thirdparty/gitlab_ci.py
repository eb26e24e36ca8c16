"""Fetches what runs pipelines of GitLab CI on this machine: gitlab-ci-local, the Node.js it needs, and rsync."""

from __future__ import annotations

import platform
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.thirdparty.npm import NpmFile, fetch
from tests.thirdparty.places import FETCHED

GITLAB_CI_LOCAL = FETCHED / "gitlab-ci-local" / "dist" / "index.js"
NODE = FETCHED / "node22" / "bin" / "node"
RSYNC = FETCHED / "rsync"
_DEBIAN = ("rsync", "libpopt0", "libxxhash0")
"""rsync, and those of its libraries that a small machine lacks."""
_NODE_HASHES = {
    "x64": "sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==",
    "arm64": "sha512-l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==",
}
_MACHINE = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine())


def gitlab_ci() -> None:
    """A runner of GitLab's pipelines, where Linux and Debian's packages can be had."""
    if platform.system() != "Linux" or _MACHINE is None:
        return
    fetch(
        NpmFile(
            package="gitlab-ci-local",
            version="4.75.1",
            integrity="sha512-ArmGX576uKqTgs4PMCH3FNPED+JhxDLb2Ocb893+aY88RA2sx9gP6L7GvpuHQJkFJRvA5KSq9fD0yyRLaLEydw==",
            member="dist/index.js",
            target=GITLAB_CI_LOCAL,
        ),
        FETCHED / "downloads",
    )
    fetch(
        NpmFile(
            package=f"node-linux-{_MACHINE}",
            version="22.23.3",
            integrity=_NODE_HASHES[_MACHINE],
            member="bin/node",
            target=NODE,
        ),
        FETCHED / "downloads",
    )
    NODE.chmod(0o755)
    _rsync()


def missing() -> str | None:
    """Why no pipeline can be run here; None where one can."""
    if not GITLAB_CI_LOCAL.exists() or not NODE.exists():
        return "gitlab-ci-local is not here: `make thirdparty` fetches it on Linux, for x86-64 and ARM"
    if shutil.which("rsync") is None and not (RSYNC / "usr" / "bin" / "rsync").exists():
        return "rsync is not here: install it, then run this again"
    return None


def rsync_environment(path: str) -> dict[str, str]:
    """PATH and the path of libraries by which rsync is found."""
    if shutil.which("rsync"):
        return {"PATH": path}
    libraries = ":".join(str(folder) for folder in (RSYNC / "usr" / "lib").glob("*-linux-gnu*"))
    return {"PATH": f"{path}:{RSYNC / 'usr' / 'bin'}", "LD_LIBRARY_PATH": libraries}


def _rsync() -> None:
    if shutil.which("rsync") or RSYNC.exists() or not shutil.which("apt-get"):
        return
    with tempfile.TemporaryDirectory() as folder:
        download = ["apt-get", "download", "--quiet", *_DEBIAN]
        if subprocess.run(download, cwd=folder, check=False).returncode:
            # A new machine has no lists of packages yet.
            subprocess.run(["apt-get", "update", "--quiet"], check=True)
            subprocess.run(download, cwd=folder, check=True)
        for package in Path(folder).glob("*.deb"):
            subprocess.run(["dpkg", "-x", package, RSYNC], check=True)
