"""Debian packages that the machine's own lists may lack: looked up in lists apart, unpacked and not installed."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

MIRROR = "http://deb.debian.org/debian"
SUITE = "trixie"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
"""What the lists are signed with; without it nothing is fetched."""


def unpack(package: str, target: Path) -> bool:
    """Bring the files of a package below `target`; whether that could be done."""
    with tempfile.TemporaryDirectory() as folder:
        if not (_download(package, Path(folder), ()) or _download(package, Path(folder), _apart(Path(folder)))):
            return False
        (archive,) = Path(folder).glob(f"{package}_*.deb")
        subprocess.run(["dpkg", "-x", archive, target], check=True)
    return True


def _download(package: str, folder: Path, options: tuple[str, ...]) -> bool:
    """Whether apt could bring it; it checks what it fetches against signed lists."""
    command = ["apt-get", *options, "download", "--quiet", package]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0


def _apart(folder: Path) -> tuple[str, ...]:
    """Options by which apt has lists of its own below `folder`, just fetched, and leaves the system's alone."""
    sources, lists, cache = folder / "debian.sources", folder / "lists", folder / "cache"
    for place in (lists / "partial", cache / "archives" / "partial"):
        place.mkdir(parents=True)
    text = f"Types: deb\nURIs: {MIRROR}\nSuites: {SUITE}\nComponents: main\nSigned-By: {KEYRING}\n"
    sources.write_text(text, encoding="utf-8")
    told = {
        "Dir::Etc::sourcelist": sources,
        "Dir::Etc::sourceparts": "-",
        "Dir::State::lists": lists,
        "Dir::Cache": cache,
        "Acquire::Languages": "none",
        "APT::Sandbox::User": "root",
    }
    options = tuple(part for name, value in told.items() for part in ("-o", f"{name}={value}"))
    if KEYRING.exists():
        subprocess.run(["apt-get", *options, "update", "--quiet"], capture_output=True, check=False)
    return options
