"""What is built is whole: schemas and word lists travel in the wheel, and it runs away from the checkout."""

from __future__ import annotations

import os
import site
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from followthrough import __version__
from followthrough.config.schemas import load_schema, schema_dir

ROOT = Path(__file__).parents[3]
PACKAGE = ROOT / "src" / "followthrough"
SCHEMAS = sorted((ROOT / "schemas").glob("*.schema.json"))


def uv(*arguments: str) -> None:
    """Run uv without the network; the build backend is in its cache since `make setup` built the editable install."""
    done = subprocess.run(
        [str(Path(sys.executable).parent / "uv"), *arguments, "--offline", "--quiet"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stderr}\n`make setup` fills uv's cache"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    uv("build", "--wheel", "--out-dir", str(folder))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel alone in it; what the wheel needs is borrowed from ours."""
    environment = tmp_path_factory.mktemp("fresh") / "venv"
    uv("venv", "--python", sys.executable, str(environment))
    uv("pip", "install", "--no-deps", "--python", str(environment / "bin" / "python"), str(wheel))
    return environment


def run(environment: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program of the fresh environment, away from the checkout."""
    return subprocess.run(
        [str(environment / "bin" / program), *arguments],
        cwd=environment,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(site.getsitepackages())},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_carries_every_schema_and_word_list(wheel: Path) -> None:
    """No data file of the package, and none of the schemas, stays behind."""
    data = {
        f"followthrough/{path.relative_to(PACKAGE).as_posix()}"
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    }
    schemas = {f"followthrough/schemas/{path.name}" for path in SCHEMAS}

    carried = set(zipfile.ZipFile(wheel).namelist())

    assert data
    assert schemas
    assert data | schemas <= carried


def test_the_wheel_carries_nothing_but_the_package(wheel: Path) -> None:
    """Tests and examples stay in the repository."""
    tops = {name.split("/", 1)[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert tops == {"followthrough", f"followthrough-{__version__}.dist-info"}


def test_an_installed_wheel_tells_its_version(installed: Path) -> None:
    """`followthrough --version` runs from the wheel and names the version that was built."""
    where = run(installed, "python", "-c", "import followthrough; print(followthrough.__file__)")
    told = run(installed, "followthrough", "--version")

    assert where.stdout.startswith(str(installed)), "not the wheel's package, but another one"
    assert (told.returncode, told.stderr) == (0, "")
    assert __version__ in told.stdout


def test_an_installed_wheel_checks_a_postmortem(installed: Path) -> None:
    """Schemas and word lists are found away from the checkout."""
    example = installed / "postmortems" / "2026-11-12-refunds-paused.yml"
    example.parent.mkdir()
    example.write_bytes((ROOT / "examples" / "postmortems" / example.name).read_bytes())

    checked = run(installed, "followthrough", "check", str(example))

    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("schema", [path.name.removesuffix(".schema.json") for path in SCHEMAS])
def test_an_editable_install_finds_the_schemas(schema: str) -> None:
    """A checkout needs no build step: the schemas are those at its top."""
    assert schema_dir() == ROOT / "schemas"
    assert load_schema(schema)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
