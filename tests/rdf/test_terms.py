"""Conversion between IRIs and CURIEs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf import terms


@given(st.sampled_from(sorted(terms.PREFIXES)), st.from_regex(r"[A-Za-z0-9_-]{1,12}", fullmatch=True))
def test_a_compacted_iri_expands_to_itself(prefix: str, local: str) -> None:
    iri = terms.PREFIXES[prefix] + local
    assert terms.expand(terms.compact(iri)) == iri


def test_the_longest_namespace_is_used() -> None:
    assert terms.compact("http://a/b/c", {"a": "http://a/", "b": "http://a/b/"}) == "b:c"


def test_a_namespace_itself_is_not_compacted() -> None:
    assert terms.compact(terms.KG) == terms.KG


def test_an_iri_without_a_namespace_is_unchanged() -> None:
    assert terms.compact("urn:x:y") == "urn:x:y"


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("kg:Event", f"{terms.KG}Event"),
        ("<urn:a>", "urn:a"),
        ("https://a/b", "https://a/b"),
        ("urn:a", "urn:a"),
        (r"event:a\/b", f"{terms.BASE}event/a/b"),
        ("UZ", None),
        ("nope:UZ", None),
        ("<a b>", None),
        ("<relative>", None),
        ("http://[", None),
        ("country:[", None),
        ("country:\ud800", None),
        ("", None),
    ],
)
def test_expand_accepts_only_curies_and_iris(text: str, iri: str | None) -> None:
    assert terms.expand(text) == iri


@pytest.mark.parametrize("text", ["a b:c", "relative", "http://a/<b>", "http://a/\n", "http://[", "http://a/%", ""])
def test_invalid_iris_are_recognised(text: str) -> None:
    assert not terms.is_iri(text)


@pytest.mark.parametrize(
    ("iri", "name"), [("http://a/b#c", "c"), ("http://a/b", "b"), ("http://a/b/", "b"), ("http://a#", "a")]
)
def test_a_local_name_is_the_last_part_of_an_iri(iri: str, name: str) -> None:
    assert terms.local_name(iri) == name


def test_every_kind_has_its_own_prefix() -> None:
    assert len(set(terms.PREFIXES.values())) == len(terms.PREFIXES)
    assert set(terms.KINDS) <= set(terms.PREFIXES)
