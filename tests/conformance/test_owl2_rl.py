"""The W3C's OWL 2 test cases whose profile is RL, where they lie beside the repository (or in ``$KG_SHARED``).

RDF/XML is read where a case has it; functional syntax through py-horned-owl where that is installed.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.rdf import terms
from kg.rdf.model import Triple, plain
from kg.reason.closures.closing import close_triples
from kg.reason.closures.inconsistencies import inconsistencies
from kg.reason.entail import Entailment, entails

SHARED = Path(os.environ.get("KG_SHARED") or Path(__file__).resolve().parents[3] / "shared")
CASES = SHARED / "conformance" / "owl2-rl" / "profile-RL.json"
#: Where a case says nothing, its files have no base of their own.
BASE = "http://example.org/case"

#: Positive entailments that are not shown, and why.
NOT_SHOWN = {
    "New-Feature-ReflexiveProperty-001": "reflexive properties are not in OWL 2 RL, and no rule is about them",
    "WebOnt-equivalentClass-008-Direct": "the direct semantics takes annotations for no part of the ontology",
    "WebOnt-I4.6-005-Direct": "the direct semantics takes annotations for no part of the ontology",
}


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
    horned = pytest.importorskip("pyhornedowl", reason="functional syntax is read by py-horned-owl")
    written: str = horned.open_ontology_from_string(text, "ofn").save_to_string("rdf")
    return written


def findings(case: dict[str, Any]) -> list[str]:
    return [str(found) for found in inconsistencies(close_triples(ontology(case, "PremiseOntology")))]


def answer(case: dict[str, Any], part: str) -> Entailment:
    return entails(ontology(case, "PremiseOntology"), ontology(case, part))


@pytest.mark.parametrize("case", cases("ConsistencyTest"))
def test_consistent(case: dict[str, Any]) -> None:
    assert findings(case) == []


@pytest.mark.parametrize("case", cases("InconsistencyTest"))
def test_inconsistent(case: dict[str, Any]) -> None:
    assert findings(case)


@pytest.mark.parametrize("case", cases("PositiveEntailmentTest"))
def test_entailed(case: dict[str, Any]) -> None:
    found = answer(case, "ConclusionOntology")
    if case["id"] in NOT_SHOWN:
        assert found.answer != "true", "shown now: take it from the list"
        pytest.skip(NOT_SHOWN[case["id"]])
    assert found.answer == "true", found.open


@pytest.mark.parametrize("case", cases("NegativeEntailmentTest"))
def test_not_entailed(case: dict[str, Any]) -> None:
    assert answer(case, "NonConclusionOntology").answer != "true"


@pytest.mark.skipif(not CASES.is_file(), reason="no cases; set KG_SHARED")
def test_there_are_as_many_cases_as_the_source_says() -> None:
    kinds = ("ConsistencyTest", "NegativeEntailmentTest", "InconsistencyTest", "PositiveEntailmentTest")
    assert [len(cases(kind)) for kind in kinds] == [78, 7, 14, 31]


def test_the_cases_left_out_are_few() -> None:
    assert len(NOT_SHOWN) <= 3
    assert terms.OWL not in NOT_SHOWN
