"""Which documents repeat others, and how many independent witnesses there are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.evidence.independence import groups, independent, origins
from kg.store.snapshot import Snapshot

Tell = Callable[..., Snapshot]
MY = "https://example.org/desk/"


def found(tell: Tell, *sources: str) -> dict[str, set[str]]:
    return {
        document.removeprefix(MY): {origin.removeprefix(MY) for origin in ends}
        for document, ends in origins(tell(*sources)).items()
    }


def test_a_document_that_repeats_nothing_is_not_listed(tell: Tell) -> None:
    assert found(tell, "my:x a kg:Event .") == {}


@pytest.mark.parametrize("how", ["prov:wasDerivedFrom", "prov:hadPrimarySource"])
def test_the_original_may_be_a_mere_document(tell: Tell, how: str) -> None:
    assert found(tell, f"my:s1 {how} my:agency . my:agency a kg:Document .") == {"s1": {"agency"}}


def test_a_chain_ends_at_its_last_document(tell: Tell) -> None:
    told = ("my:s1 prov:wasDerivedFrom my:s2 .", "my:s2 prov:hadPrimarySource my:agency .")
    assert found(tell, *told) == {"s1": {"agency"}, "s2": {"agency"}}


def test_a_document_may_have_several_originals(tell: Tell) -> None:
    assert found(tell, "my:s1 prov:wasDerivedFrom my:a , my:b .") == {"s1": {"a", "b"}}


def test_a_circle_is_one_original(tell: Tell) -> None:
    told = (
        "my:s1 prov:wasDerivedFrom my:s2 .",
        "my:s2 prov:wasDerivedFrom my:s1 .",
        "my:s3 prov:wasDerivedFrom my:s2 .",
    )
    assert found(tell, *told) == {"s1": {"s1"}, "s2": {"s1"}, "s3": {"s1"}}


def test_a_document_that_repeats_itself_is_its_own_original(tell: Tell) -> None:
    assert found(tell, "my:s1 prov:wasDerivedFrom my:s1 .") == {"s1": {"s1"}}


@pytest.mark.parametrize(
    ("documents", "known", "number"),
    [
        ("", {}, 0),
        ("ab", {}, 2),
        ("ab", {"b": "a"}, 1),
        ("ab", {"a": "x", "b": "x"}, 1),
        ("abc", {"a": "x", "b": "x"}, 2),
        # One that rests on two originals adds nothing to a witness of either.
        ("abc", {"a": "x", "b": "y", "c": "xy"}, 2),
        ("ac", {"a": "x", "c": "xy"}, 1),
        ("abc", {"a": "xy", "b": "yz", "c": "zx"}, 2),
        ("aa", {}, 1),
    ],
)
def test_independent_is_the_fewest_originals_that_explain_all(
    documents: str, known: dict[str, str], number: int
) -> None:
    assert independent(documents, {key: frozenset(value) for key, value in known.items()}) == number


def test_groups_are_those_of_one_original() -> None:
    known = {"b": frozenset("a"), "c": frozenset("x"), "d": frozenset("xy")}
    assert groups("abcd", known) == [("a", "b"), ("c", "d")]
