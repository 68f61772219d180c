"""An installed kg works without the checkout, because the wheel has ontology, data and queries."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    return next(folder.glob("*.whl"))


def test_the_wheel_has_the_files_that_kg_reads(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("ontology", "data", "queries"):
        files = {p.relative_to(ROOT).as_posix() for p in (ROOT / folder).rglob("*") if p.is_file()}
        assert files
        assert {f"kg/shipped/{name}" for name in files} <= names
    kept = {p.relative_to(ROOT).as_posix() for p in (ROOT / "kg").rglob("*") if p.is_file() and p.suffix != ".pyc"}
    assert kept <= names


def test_the_wheel_has_the_built_script_and_not_its_sources(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "kg/page/static/page.js" in names
    assert not [name for name in names if name.startswith("frontend/") or name.endswith(".ts")]


def test_the_source_archive_has_the_sources_of_the_script_without_its_tools(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
    wanted = ("package.json", ".npmrc", "src/main.ts", "test/search.test.ts")
    assert {f"frontend/{name}" for name in wanted} <= set(names)
    assert not [name for name in names if "node_modules" in name]


def test_the_wheel_has_every_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    licences = {name.rsplit("/", 1)[1] for name in names if ".dist-info/licenses/" in name}
    vendored = {file.name for file in (ROOT / "kg" / "page" / "vendor").glob("LICENSE*")}
    assert {"LICENSE-circle-flags-MIT", "LICENSE-world-atlas-ISC", "LICENSE-vis-network-MIT"} <= vendored
    assert {"LICENSE", "LICENSE-DATA.md"} | vendored <= licences


def test_the_wheel_is_pure_python(wheel: Path) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")


def test_an_installed_kg_answers_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "a place"
    zipfile.ZipFile(wheel).extractall(place)
    # The folder of the wheel comes first on the path; the dependencies come from the environment.
    code = (
        f"import sys; sys.path.insert(0, {str(place)!r}); import kg.cli, kg.project.project; "
        f"assert kg.project.paths.shipped_root().is_relative_to({str(place)!r}); "
        "sys.exit(kg.cli.main(['ask', '2', '--format', 'csv']))"
    )
    run = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "United Nations" in run.stdout
