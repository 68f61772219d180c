"""The W3C's OWL 2 test cases for the profile RL, if they are in a folder beside the repository or in ``$KG_SHARED``.

A case is read from its RDF/XML, or else from functional syntax if py-horned-owl is installed.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.rdf.model import Triple, plain
from kg.reason.closures.closing import close_triples
from kg.reason.closures.inconsistencies import inconsistencies
from kg.reason.entail import Entailment, Semantics, entails

SHARED = Path(os.environ.get("KG_SHARED") or Path(__file__).resolve().parents[3] / "shared")
CASES = SHARED / "conformance" / "owl2-rl" / "profile-RL.json"
#: The base IRI of files that declare none.
BASE = "http://example.org/case"


def cases(kind: str) -> list[Any]:
    if not CASES.is_file():
        return [pytest.param(None, marks=pytest.mark.skip(reason=f"no cases in {CASES}; set KG_SHARED"))]
    listed = json.loads(CASES.read_text(encoding="utf-8"))
    chosen = [case for case in listed if kind in case["types"] and not case["imports"]]
    return [pytest.param(case, id=case["id"]) for case in chosen]


def ontology(case: dict[str, Any], part: str) -> list[Triple]:
    """Read one ontology of a case."""
    text = case.get(f"rdfXml{part}")
    if text is None:
        text = _as_rdf_xml(case[f"fs{part}"])
    quads = ox.parse(text, format=ox.RdfFormat.RDF_XML, base_iri=BASE, lenient=True)
    return [plain(quad) for quad in quads]


@cache
def _as_rdf_xml(text: str) -> str:
    horned = pytest.importorskip("pyhornedowl", reason="functional syntax needs py-horned-owl")
    written: str = horned.open_ontology_from_string(text, "ofn").save_to_string("rdf")
    return written


def findings(case: dict[str, Any]) -> list[str]:
    return [str(found) for found in inconsistencies(close_triples(ontology(case, "PremiseOntology")))]


def answer(case: dict[str, Any], part: str) -> Entailment:
    semantics: Semantics = "RDF-based" if "RDF-BASED" in case["semantics"] else "direct"
    return entails(ontology(case, "PremiseOntology"), ontology(case, part), semantics)


@pytest.mark.parametrize("case", cases("ConsistencyTest"))
def test_a_consistent_ontology_has_no_inconsistency(case: dict[str, Any]) -> None:
    assert findings(case) == []


@pytest.mark.parametrize("case", cases("InconsistencyTest"))
def test_an_inconsistent_ontology_has_an_inconsistency(case: dict[str, Any]) -> None:
    assert findings(case)


@pytest.mark.parametrize("case", cases("PositiveEntailmentTest"))
def test_an_entailed_conclusion_is_shown(case: dict[str, Any]) -> None:
    found = answer(case, "ConclusionOntology")
    assert found.answer == "true", found.open


@pytest.mark.parametrize("case", cases("NegativeEntailmentTest"))
def test_a_conclusion_that_is_not_entailed_is_not_shown(case: dict[str, Any]) -> None:
    assert answer(case, "NonConclusionOntology").answer != "true"


@pytest.mark.skipif(not CASES.is_file(), reason="no cases; set KG_SHARED")
def test_the_number_of_cases_is_that_of_the_source() -> None:
    kinds = ("ConsistencyTest", "NegativeEntailmentTest", "InconsistencyTest", "PositiveEntailmentTest")
    assert [len(cases(kind)) for kind in kinds] == [78, 7, 14, 31]
