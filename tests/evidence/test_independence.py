"""Documents that repeat others, and the number of independent sources."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from random import Random

import pytest

from kg.evidence.independence import _circles, groups, independent, origins
from kg.project.paths import shipped_root
from kg.sparql.library import read_query
from kg.sparql.parameters import run_query
from kg.sparql.results import Result
from kg.store.snapshot import Snapshot

SnapshotOf = Callable[..., Snapshot]
MY = "https://example.org/desk/"


def found(snapshot_of: SnapshotOf, *sources: str) -> dict[str, set[str]]:
    return {
        document.removeprefix(MY): {origin.removeprefix(MY) for origin in ends}
        for document, ends in origins(snapshot_of(*sources)).items()
    }


def test_a_document_that_repeats_nothing_is_not_listed(snapshot_of: SnapshotOf) -> None:
    assert found(snapshot_of, "my:x a kg:Event .") == {}


@pytest.mark.parametrize("how", ["prov:wasDerivedFrom", "prov:hadPrimarySource"])
def test_the_original_may_be_a_document_that_is_no_source(snapshot_of: SnapshotOf, how: str) -> None:
    assert found(snapshot_of, f"my:s1 {how} my:agency . my:agency a kg:Document .") == {"s1": {"agency"}}


def test_a_chain_ends_at_its_last_document(snapshot_of: SnapshotOf) -> None:
    stated = ("my:s1 prov:wasDerivedFrom my:s2 .", "my:s2 prov:hadPrimarySource my:agency .")
    assert found(snapshot_of, *stated) == {"s1": {"agency"}, "s2": {"agency"}}


def test_a_document_may_have_several_originals(snapshot_of: SnapshotOf) -> None:
    assert found(snapshot_of, "my:s1 prov:wasDerivedFrom my:a , my:b .") == {"s1": {"a", "b"}}


def test_no_source_says_what_the_originals_of_others_repeat(snapshot_of: SnapshotOf) -> None:
    one, two = ("my:s1 prov:wasDerivedFrom my:a .", "my:s2 prov:hadPrimarySource my:b .")
    honest = {"s1": {"a"}, "s2": {"b"}}
    query = read_query(shipped_root() / "queries" / "independent-sources.rq")
    for lie in (
        "my:a prov:wasDerivedFrom my:b .",
        "my:a prov:hadPrimarySource my:c . my:b prov:wasDerivedFrom my:c .",
        "my:s3 prov:wasDerivedFrom my:a . my:a prov:wasDerivedFrom my:b . my:b prov:wasDerivedFrom my:a .",
    ):
        assert {name: ends for name, ends in found(snapshot_of, one, two, lie).items() if name != "s3"} == honest
        snapshot = snapshot_of(f"{one} my:e kg:ordinal 1 .", f"{two} my:e kg:ordinal 1 .", lie)
        answer = run_query(snapshot, query, {"thing": f"{MY}e"})
        assert isinstance(answer, Result)
        assert [row[3:] for row in answer.texts()] == [["2", "2"]]
    # Each counts for itself, and what a repeated document repeats is read in its own file.
    assert found(snapshot_of, f"{one} my:a prov:wasDerivedFrom my:c .", "my:s2 prov:wasDerivedFrom my:s1 .") == {
        "s1": {"c"},
        "s2": {"c"},
    }
    # What is rejected does not count.
    rejecting = """[] a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource my:s1 ; kg:judgedSubject my:s1 ;
        kg:judgedPredicate prov:wasDerivedFrom ; kg:judgedObject my:a ."""
    assert origins(snapshot_of(one, judgements=rejecting)) == {}


def test_a_cycle_of_documents_is_one_original(snapshot_of: SnapshotOf) -> None:
    stated = (
        "my:s1 prov:wasDerivedFrom my:s2 .",
        "my:s2 prov:wasDerivedFrom my:s1 .",
        "my:s3 prov:wasDerivedFrom my:s2 .",
    )
    assert found(snapshot_of, *stated) == {"s1": {"s1"}, "s2": {"s1"}, "s3": {"s1"}}


def test_a_document_that_repeats_itself_is_its_own_original(snapshot_of: SnapshotOf) -> None:
    assert found(snapshot_of, "my:s1 prov:wasDerivedFrom my:s1 .") == {"s1": {"s1"}}


@pytest.mark.parametrize(
    ("documents", "known", "number"),
    [
        ("", {}, 0),
        ("ab", {}, 2),
        ("ab", {"b": "a"}, 1),
        ("ab", {"a": "x", "b": "x"}, 1),
        ("abc", {"a": "x", "b": "x"}, 2),
        # A document derived from two originals adds nothing to a document derived from one of them.
        ("abc", {"a": "x", "b": "y", "c": "xy"}, 2),
        ("ac", {"a": "x", "c": "xy"}, 1),
        ("abc", {"a": "xy", "b": "yz", "c": "zx"}, 2),
        ("aa", {}, 1),
    ],
)
def test_the_number_of_independent_sources_is_the_fewest_originals_that_cover_all(
    documents: str, known: dict[str, str], number: int
) -> None:
    assert independent(documents, {key: frozenset(value) for key, value in known.items()}) == number


def test_the_number_is_the_least_of_all_combinations() -> None:
    random = Random(1)
    for _ in range(200):
        originals = [f"o{n}" for n in range(random.randint(1, 7))]
        known = {
            f"d{n}": frozenset(random.sample(originals, random.randint(1, len(originals))))
            for n in range(random.randint(1, 8))
        }
        sizes = (
            size
            for size in range(1, len(originals) + 1)
            for some in itertools.combinations(originals, size)
            if not any(choice.isdisjoint(some) for choice in known.values())
        )
        assert independent(known, known) == next(sizes), known


def test_a_tangle_of_originals_is_counted_exactly_up_to_a_bound_and_never_too_high() -> None:
    def circle(size: int) -> dict[str, frozenset[str]]:
        return {f"d{n}": frozenset({f"o{n}", f"o{(n + 1) % size}"}) for n in range(size)}

    # A search through all combinations would take years for 60 documents.
    assert {size: independent(circle(size), circle(size)) for size in (3, 30, 60, 99)} == {3: 2, 30: 15, 60: 30, 99: 50}
    for size in (101, 3000):
        assert 1 < independent(circle(size), circle(size)) <= (size + 1) // 2
    random = Random(1)
    dense = {f"d{n}": frozenset(random.sample(range(60), 3)) for n in range(100)}
    texts = {key: frozenset(map(str, value)) for key, value in dense.items()}
    assert 1 < independent(texts, texts) <= 60


def test_documents_with_a_common_original_form_a_group() -> None:
    known = {"b": frozenset("a"), "c": frozenset("x"), "d": frozenset("xy")}
    assert groups("abcd", known) == [("a", "b"), ("c", "d")]


def test_circles_of_documents_are_found_each_after_those_that_it_repeats() -> None:
    random = Random(1)
    for _ in range(200):
        names = [(f"d{n}", "") for n in range(random.randint(1, 9))]
        repeats = {name: random.sample(names, random.randint(0, min(3, len(names)))) for name in names}
        reach = {name: {name} for name in names}
        for _ in names:
            reach = {name: found.union(*(reach[other] for one in found for other in repeats[one]))
                     for name, found in reach.items()}  # fmt: skip
        circles = list(_circles(repeats))
        expected = {frozenset(one for one in names if name in reach[one] and one in reach[name]) for name in names}
        assert len(circles) == len(expected)
        assert {frozenset(circle) for circle in circles} == expected
        place = {name: n for n, circle in enumerate(circles) for name in circle}
        assert all(place[other] <= place[name] for name in names for other in repeats[name])
    # A chain is as long as one likes.
    chain = {(f"d{n}", ""): [(f"d{n + 1}", "")] for n in range(50_000)}
    assert next(_circles(chain)) == {("d50000", "")}
