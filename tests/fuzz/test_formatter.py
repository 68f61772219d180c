"""The formatter on mutated Turtle: it never fails, never changes a graph, and formats what it wrote to the same text.

`make fuzz SUITES=folder` runs more cases, also of the W3C's tests, as in test/data/suites/w3c of rdflib's sdist.
"""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.authoring.formatter.files import format_text
from kg.errors import DataError

DATA = Path(kg.__file__).parents[1] / "data"
W3C = Path(os.environ.get("KG_W3C_SUITES") or "nowhere", "turtle")
#: Texts that once failed, or nearly: each is formatted or refused, and mutated.
ODD = sorted((Path(__file__).parent / "turtle").glob("*.ttl"))


def texts() -> list[str]:
    """Return texts to mutate: the shipped files that are not long, texts that once failed, and the W3C's tests."""
    paths = [*sorted(DATA.rglob("*.ttl")), *ODD, *sorted(W3C.glob("*.ttl"))]
    contents = [path.read_bytes().decode("utf-8", "replace") for path in paths]
    return [text for text in contents if len(text) < 8_000]


def canonical(text: str) -> set[str] | None:
    """Return the graph in the canonical form of the W3C, which takes long for many blank nodes: then None."""
    # The formatter leaves out a byte order mark, which the engine refuses in a text.
    dataset = ox.Dataset(ox.parse(text.removeprefix("\ufeff"), format=ox.RdfFormat.TURTLE))
    if len({q.subject for q in dataset if isinstance(q.subject, ox.BlankNode)}) > 60:
        return None
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


def comments(text: str) -> Counter[str]:
    """Count the comments of a text without the formatter's lexer."""
    strings = (quote * 3 + rf"(?:[^{quote}\\]|\\.|{quote}(?!{quote * 2}))*" + quote * 3 for quote in "\"'")
    short = (quote + rf"(?:[^{quote}\\\n]|\\.)*" + quote for quote in "\"'")
    bare = re.sub("|".join([*strings, *short, r"<[^<>\s]*>"]), "", text, flags=re.DOTALL)
    return Counter(comment.rstrip() for comment in re.findall(r"#[^\n]*", re.sub(r"\\.", "", bare)))


def fault_of(text: str) -> str | None:
    """Format a text; return what is wrong with the result, or None."""
    try:
        written = format_text(text)
    except DataError as error:
        (finding,) = error.findings
        if finding.line is None or not finding.remedy:
            return f"a refusal without line or remedy: {finding}"
        return None
    if (before := canonical(text)) is not None and before != canonical(written):
        return "the graph changed"
    if comments(written) != comments(text.replace("\r", "\n")):
        return "a comment changed"
    return None if format_text(written) == written else "formatting twice changes more"


@pytest.mark.parametrize("path", ODD, ids=lambda path: path.name)
def test_texts_that_once_failed_are_formatted_or_refused(path: Path) -> None:
    assert fault_of(path.read_bytes().decode()) is None


def test_mutated_texts_are_formatted_or_refused(mutated: Callable[..., str], cases: Callable[[int], range]) -> None:
    known = texts()
    begun, slowest = time.perf_counter(), (0.0, 0)
    for number in cases(300):
        text = mutated(known[number % len(known)], number, others=known)
        before = time.perf_counter()
        assert fault_of(text) is None, f"case {number}:\n{text}"
        slowest = max(slowest, (time.perf_counter() - before, number))
    print(f"{len(cases(300))} texts in {time.perf_counter() - begun:.0f} s; the slowest (case, s): {slowest[::-1]}")


@pytest.mark.skipif(not W3C.is_dir(), reason="the W3C's tests of Turtle are not at hand")
def test_the_tests_of_the_w3c() -> None:
    manifest = ox.Store()
    manifest.load(path=W3C / "manifest.ttl", format=ox.RdfFormat.TURTLE, base_iri="urn:w3c/")
    found = manifest.query(
        "PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> SELECT ?kind ?file { "
        "?test a ?kind ; mf:action ?file }"
    )
    tests = [(str(row["kind"].value).partition("TestTurtle")[2], row["file"].value[len("urn:w3c/") :]) for row in found]
    refused = {}
    for kind, name in tests:
        text = (W3C / name).read_bytes().decode()
        assert fault_of(text) is None, name
        try:
            format_text(text, name)
        except DataError as error:
            refused[name] = error.findings[0].message
        assert kind not in ("NegativeSyntax", "NegativeEval") or name in refused, name
    positive = {name: refused[name] for kind, name in tests if not kind.startswith("Negative") and name in refused}
    # Files are read without a base, and a prefix has one meaning.
    assert all("relative" in reason or "second meaning" in reason for reason in positive.values()), positive
    assert sum(not kind.startswith("Negative") for kind, _ in tests) >= 209
