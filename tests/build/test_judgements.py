"""Judgements remove rejected statements from the accepted graph, and no others."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyoxigraph as ox
import pytest

from kg.build.assemble import select
from kg.build.judgements import apply_judgements, counting
from kg.build.rows import accepted_rows, accepted_rows_of_both
from kg.load.files import load, load_project
from kg.project.find import shipped
from kg.project.project import SourceFile
from kg.rdf import terms
from kg.rdf.model import Triple
from kg.store.scope import Scope

PREFIXES = f"""
@prefix kg: <{terms.KG}> .
@prefix : <https://a.test/> .
"""
ONE = ':one a kg:Source . :event kg:hasParty :a , :b ; kg:gist "one" . :passage kg:about :event .'
TWO = ":two a kg:Source . :event kg:hasParty :a ; kg:ordinal 2 ."


def accepted(judgement: str, one: str = ONE, two: str = TWO) -> set[Triple]:
    texts = {"one": one, "two": two, "judgements": f":j a kg:Source . {judgement}"}
    files = {
        SourceFile(Path(f"{name}.ttl"), "judgements" if name == "judgements" else "source"): (PREFIXES + text).encode()
        for name, text in texts.items()
    }
    return {triple for file in apply_judgements(load(files).parsed) for triple in file.triples}


def rejecting(source: str, s: str, p: str, o: str) -> str:
    parts = f"kg:judgedSubject {s} ; kg:judgedPredicate {p} ; kg:judgedObject {o}"
    return f":x a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource {source} ; {parts} ."


def about_event(triples: set[Triple]) -> set[tuple[str, str]]:
    return {
        (terms.local_name(p.value), getattr(o, "value", "").removeprefix("https://a.test/"))
        for s, p, o in triples
        if s == ox.NamedNode("https://a.test/event")
    }


EVERYTHING = {("hasParty", "a"), ("hasParty", "b"), ("gist", "one"), ("ordinal", "2")}


def test_without_judgements_everything_is_accepted() -> None:
    assert about_event(accepted("")) == EVERYTHING


def test_rejecting_a_triple_removes_only_that_triple() -> None:
    judgement = rejecting(":one", ":event", "kg:hasParty", ":b")
    assert about_event(accepted(judgement)) == EVERYTHING - {("hasParty", "b")}


def test_a_rejected_triple_remains_accepted_from_another_source() -> None:
    judgement = rejecting(":one", ":event", "kg:hasParty", ":a")
    assert about_event(accepted(judgement)) == EVERYTHING


def test_a_literal_can_be_rejected() -> None:
    judgement = rejecting(":two", ":event", "kg:ordinal", "2")
    assert about_event(accepted(judgement)) == EVERYTHING - {("ordinal", "2")}


def test_a_number_is_rejected_in_any_spelling() -> None:
    for stated, judged in (("1.50", "1.5"), ("1.5", "1.50"), ("+2", "2"), ("2.0", "2")):
        judgement = rejecting(":two", ":event", "kg:amount", judged)
        assert not about_event(accepted(judgement, "", f":two a kg:Source . :event kg:amount {stated} ."))


def test_rejecting_a_node_removes_all_triples_of_the_source_with_it() -> None:
    judgement = ":x a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource :one ; kg:judgedNode :event ."
    triples = accepted(judgement)
    assert about_event(triples) == {("hasParty", "a"), ("ordinal", "2")}
    assert not any(o == ox.NamedNode("https://a.test/event") and p.value.endswith("about") for _, p, o in triples)


def test_one_judgement_may_reject_several_nodes() -> None:
    judgement = ":x a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource :one ; kg:judgedNode :a , :b ."
    assert about_event(accepted(judgement)) == EVERYTHING - {("hasParty", "b")}


@pytest.mark.parametrize("verdict", ["kg:Open", "kg:Preferred"])
def test_a_verdict_other_than_rejected_removes_nothing(verdict: str) -> None:
    judgement = f":x a kg:Judgement ; kg:verdict {verdict} ; kg:judgedSource :one ; kg:judgedNode :event ."
    assert about_event(accepted(judgement)) == EVERYTHING


def test_a_judgement_without_a_source_removes_nothing() -> None:
    assert about_event(accepted(":x a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedNode :event .")) == EVERYTHING


def test_a_judgement_on_part_of_a_triple_removes_nothing() -> None:
    judgement = ":x a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource :one ; kg:judgedSubject :event ."
    assert about_event(accepted(judgement)) == EVERYTHING


def test_the_judgement_itself_is_accepted() -> None:
    triples = accepted(":x a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource :one ; kg:judgedNode :event .")
    assert any(p.value == f"{terms.KG}judgedNode" for _, p, _ in triples)


JUDGED_IN_A_SCOPE = {
    # name: (what the judgement names as evidence, the sources in scope, whether it counts there)
    "a source in the scope": (":two", {"two"}, True),
    "a source out of the scope": (":two", set(), False),
    "one source of two is out of the scope": (":two , :three", {"two"}, False),
    "both sources are in the scope": (":two , :three", {"two", "three"}, True),
    "a thing that a source in the scope describes": (":tenure", {"two"}, True),
    "a thing that only a source out of the scope describes": (":tenure", {"three"}, False),
    "a thing that else only the judged source describes": (":event", {"three"}, False),
    "a background file in the scope": (":facts", {"background"}, True),
    "a background file out of the scope": (":facts", {"two"}, False),
    "an address that no file describes": ("<https://elsewhere.test/>", set(), True),
    "a text": ('"seen in print"', set(), True),
    "no evidence": ("", set(), True),
    "the judged source": (":one", set(), True),
    "a source that is judged, too, in the scope": (":two ; kg:judgedSource :two", {"two"}, True),
    "a source that is judged, too, out of the scope": (":two ; kg:judgedSource :two", set(), False),
    "the same as one of several": (":one , :two ; kg:judgedSource :two", {"three"}, False),
    "a background file that is judged, too, out of the scope": (":facts ; kg:judgedSource :facts", {"two"}, False),
}


def test_in_a_scope_a_judgement_counts_only_with_all_of_its_evidence() -> None:
    texts = {
        "one": (ONE, "source"),
        "two": (TWO + " :tenure kg:ofPost :post .", "source"),
        "three": (":three a kg:Source .", "source"),
        "background": (":facts a kg:Source .", "background"),
    }
    for name, (evidence, scope, counts) in JUDGED_IN_A_SCOPE.items():
        judgement = rejecting(":one", ":event", "kg:hasParty", ":b")
        more = f":x kg:evidence {evidence} ." if evidence else ""
        files = load(
            {
                SourceFile(Path(f"{file}.ttl"), role): (PREFIXES + text).encode()  # type: ignore[arg-type]
                for file, (text, role) in {
                    **texts,
                    "judgements": (f":j a kg:Source . {judgement} {more}", "judgements"),
                }.items()
            }
        ).parsed
        here = [f for f in files if f.file.path.stem in scope | {"one", "judgements"}]
        cut = counting(here, files)
        assert [file.iri for file in cut] == [file.iri for file in here], name
        said = {(s.value, terms.local_name(p.value)) for file in cut for s, p, _ in file.triples}
        assert (("https://a.test/x", "verdict") in said) is counts, name
        # One that does not count is not stated either.
        assert (("https://a.test/x", "evidence") in said) is (counts and bool(evidence)), name
        accepted_now = {triple for file in apply_judgements(cut) for triple in file.triples}
        assert (("hasParty", "b") in about_event(accepted_now)) is not counts, name
        # In the whole project it counts in any case, and without judgements none does.
        assert counting(files, files) is files
        assert not [
            s for file in counting(files, files, judgements=False) for s, _, _ in file.triples if s.value.endswith("/x")
        ]


@pytest.mark.parametrize("day", [None, "2013-05-01", "2023-06-30", "2024-03-05", "2024-09-13"])
def test_the_accepted_statements_with_and_without_judgements_are_those_of_each_alone(day: str | None) -> None:
    loaded = load_project(shipped())
    scope = Scope(at=None if day is None else datetime.date.fromisoformat(day))
    judged, unjudged = (select(loaded, replace(scope, judgements=some)).accepted for some in (True, False))
    both = accepted_rows_of_both(judged, unjudged)
    alone = accepted_rows(judged), accepted_rows(unjudged)
    assert all(map(np.array_equal, both, alone))
    assert day or not np.array_equal(*both)
