"""Versions and dates of a release agree in all files."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import kg

ROOT = Path(__file__).parents[2]


CITATION = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
DATA_VERSION = tomllib.loads((ROOT / "data" / "dataset.toml").read_text(encoding="utf-8"))["version"]


def test_the_citation_has_the_versions_of_the_code_and_of_the_data() -> None:
    assert re.findall(r"(?m)^version: (\S+)$", CITATION) == [kg.__version__]
    assert re.findall(r"(?m)^ +version: (\S+)$", CITATION) == [DATA_VERSION]


def test_the_changelog_starts_with_the_version_and_the_citation_has_its_release_date() -> None:
    version, state = re.findall(r"(?m)^## (\S+) – (.*)$", CHANGELOG)[0]
    assert version == kg.__version__
    dates = re.findall(r'(?m)^date-released: "(.*)"', CITATION)
    assert dates == ([] if state == "unreleased" else [state])


def test_the_version_is_stated_in_one_place() -> None:
    from hatchling.metadata.core import ProjectMetadata
    from hatchling.plugin.manager import PluginManager

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" not in project
    assert ProjectMetadata(str(ROOT), PluginManager()).version == kg.__version__


def test_the_release_procedure_names_every_file_with_a_version() -> None:
    page = (ROOT / "docs" / "releasing.md").read_text(encoding="utf-8")
    for name in (
        "kg/project/version.py",
        "CITATION.cff",
        "ontology/diplomacy.ttl",
        "data/dataset.toml",
        "CHANGELOG.md",
    ):
        assert f"`{name}`" in page
        assert (ROOT / name).is_file()
    targets = set(re.findall(r"(?m)^make (\w+)", page))
    assert targets <= set(re.findall(r"(?m)^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    assert targets >= {"test", "lowest", "faults", "random", "golden", "docs"}


def test_the_lowest_versions_that_are_tested_are_those_that_are_declared() -> None:
    """`make lowest` installs them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [
        *project["dependencies"],
        *(one for extra in project["optional-dependencies"].values() for one in extra),
    ]
    bounds = {re.sub(r"([\w-]+)>=([\d.]+).*", r"\1==\2", requirement) for requirement in declared}
    tested = (ROOT / "constraints-lowest.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in tested if not line.startswith("#")] == sorted(bounds)


def test_operators_are_asked_for_a_contact_address() -> None:
    for name in ("docs/corrections.md", "SECURITY.md"):
        assert "Contact of this installation: *(to be filled in" in (ROOT / name).read_text(encoding="utf-8"), name


def test_no_message_of_the_package_names_a_file_that_the_wheel_lacks() -> None:
    package = Path(kg.__file__).parent
    named = {
        (path.name, page)
        for path in package.rglob("*.py")
        for page in re.findall(r"\bdocs/[\w-]+\.md", path.read_text(encoding="utf-8"))
    }
    assert named == set()
