"""Importers are found by name and describe their inputs."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UnknownNameError, UsageError
from kg.importers.importer import IMPORTERS, read_files
from kg.project.imported import imported, write_manifest


def test_kg_has_these_importers() -> None:
    expected = {"country-codes": "CSV FACTBOOK", "factbook": "FACTBOOK"}
    # There may be more, so that a new importer changes no other file.
    assert expected.items() <= {name: one.usage for name, one in IMPORTERS.shipped.items()}.items()


@pytest.mark.parametrize("name", IMPORTERS.shipped)
def test_an_importer_describes_its_inputs_and_its_output(name: str) -> None:
    importer = IMPORTERS.find(name)
    assert all(one.name.isupper() and one.help for one in importer.inputs)
    assert importer.output.startswith("data/")
    assert importer.output.endswith(".ttl")


def test_an_unknown_importer_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="no importer called 'factbok'; did you mean 'factbook'"):
        read_files("factbok", [])


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_number_of_inputs_must_be_right(count: int) -> None:
    with pytest.raises(UsageError, match=rf"country-codes reads 2 inputs \(CSV FACTBOOK\), but {count} are given"):
        read_files("country-codes", [Path("x")] * count)


def test_a_file_in_a_folder_of_imported_data_gets_a_manifest_with_its_role(tmp_path: Path) -> None:
    usual = {
        "vocabulary": "data/reference/vocabulary/a.ttl",
        "background": "data/reference/background/a.ttl",
        "source": "data/sources/a.ttl",
    }
    for role, output in usual.items():
        folder = tmp_path / "data" / "imports" / role
        folder.mkdir(parents=True)
        assert write_manifest(folder / "a.ttl", "factbook", output) == folder / "import.toml"
        assert write_manifest(folder / "a.ttl", "factbook", output) is None
    assert {folder.name: role for folder, role in imported(tmp_path)} == dict(zip(usual, usual, strict=True))
    assert write_manifest(tmp_path / "a.ttl", "factbook", usual["source"]) is None
    assert list(tmp_path.glob("*.toml")) == []
