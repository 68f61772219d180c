"""Small ontologies, each of which is hard for reasoners in one way, as lines of N-Triples."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from diplomatic import OWL, RDF, RDFS, iri


def list_of(members: Sequence[str]) -> Iterator[str]:
    """Yield a list, which begins with the blank node ``_:l0``."""
    for number, member in enumerate(members):
        rest = f"_:l{number + 1}" if number + 1 < len(members) else f"<{RDF}nil>"
        yield f"_:l{number} <{RDF}first> {member}"
        yield f"_:l{number} <{RDF}rest> {rest}"


def chain(links: int = 5, things: int = 300, edges: int = 3000) -> Iterator[str]:
    """Yield a chain of properties over few things: many paths between the same ends."""
    rnd = random.Random(1)
    yield f"{iri('reaches')} <{OWL}propertyChainAxiom> _:l0"
    yield from list_of([iri("knows")] * links)
    for _ in range(edges):
        yield f"{iri(f'a{rnd.randrange(things)}')} {iri('knows')} {iri(f'a{rnd.randrange(things)}')}"


def keys(things: int = 20_000, properties: int = 3) -> Iterator[str]:
    """Yield a key of several properties, each with a hundred values."""
    rnd = random.Random(1)
    yield f"{iri('Passport')} <{OWL}hasKey> _:l0"
    yield from list_of([iri(f"key{number}") for number in range(properties)])
    for thing in range(things):
        yield f"{iri(f'a{thing}')} <{RDF}type> {iri('Passport')}"
        for number in range(properties):
            yield f'{iri(f"a{thing}")} {iri(f"key{number}")} "{rnd.randrange(100)}"'


def classes(depth: int = 1000, things: int = 1000) -> Iterator[str]:
    """Yield a deep hierarchy of classes, with members at its bottom."""
    for number in range(depth):
        yield f"{iri(f'C{number}')} <{RDFS}subClassOf> {iri(f'C{number + 1}')}"
    for thing in range(things):
        yield f"{iri(f'a{thing}')} <{RDF}type> {iri(f'C{thing % 10}')}"


CASES: dict[str, Callable[[], Iterator[str]]] = {
    "a chain of five links over 3,000 edges": chain,
    "a key of three properties over 20,000 things": keys,
    "a hierarchy of 1,000 classes": classes,
}
