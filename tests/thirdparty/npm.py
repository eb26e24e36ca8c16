"""Single files of npm packages, whose integrity is checked; nothing of a package is installed or run."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class NpmFile:
    """One file of one version of a package."""

    package: str
    version: str
    integrity: str
    """Of the package, as npm spells it."""
    member: str
    target: Path
    """Where the file goes; the package's licence goes beside it."""


def fetch(file: NpmFile, downloads: Path) -> None:
    """Bring the file to its place. Raises ValueError where the package is not what was pinned."""
    if file.target.exists():
        return
    downloads.mkdir(parents=True, exist_ok=True)
    command = ["npm", "pack", "--silent", "--json", f"{file.package}@{file.version}"]
    told = subprocess.run(command, cwd=downloads, check=True, capture_output=True, text=True).stdout
    archive = downloads / json.loads(told)[0]["filename"]
    digest = hashlib.sha512(archive.read_bytes()).digest()
    if f"sha512-{base64.b64encode(digest).decode()}" != file.integrity:
        raise ValueError(f"{file.package} {file.version} is not the package that was pinned")
    _unpack(archive, file)
    archive.unlink()


def _unpack(archive: Path, file: NpmFile) -> None:
    file.target.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as packed:
        for name in packed.getnames():
            if name in {"package/LICENSE", f"package/{file.member}"}:
                content = packed.extractfile(name)
                assert content is not None
                target = file.target if name.endswith(file.member) else file.target.with_name("LICENSE")
                target.write_bytes(content.read())
