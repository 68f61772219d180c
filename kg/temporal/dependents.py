"""Finds what depends on a statement, independent of the day: annotations, passages and judgements.

A statement is identified here by the ``id`` of its triple: a file that was cut shares its triples with the whole file.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from kg.load.parsed import Description, ParsedFile
from kg.rdf import terms
from kg.rdf.model import Subject, Term, Triple
from kg.temporal.kinds import VERDICT, iri

#: A statement of a file: the number of the file, and the identity of the triple.
Place = tuple[int, int]
#: The statements that are annotated, and those of the annotation.
Annotation = tuple[frozenset[int], frozenset[int]]

PASSAGE: Final = iri("passage")
JUDGED: Final = iri("judged")
_ANNOTATED: Final = tuple(f"{terms.OWL}annotated{part}" for part in ("Source", "Property", "Target"))


@dataclass(frozen=True)
class Dependents:
    """What depends on the statements of a file, and what in a file depends on those of others.

    Parameters
    ----------
    annotations : sequence of (set of int, set of int)
        The annotated statements, and the annotation, which is excluded if any of them is.
    support : sequence of (set of (file, statement), set of int)
        The supported or judged statements, and the passage or judgement, which is excluded if all of them are.
    """

    annotations: Sequence[Annotation]
    support: Sequence[tuple[frozenset[Place], frozenset[int]]]


#: The judgements in files, which are found once: slices start from the same files.
_judging: WeakKeyDictionary[ParsedFile, tuple[Subject, ...]] = WeakKeyDictionary()


def judging(file: ParsedFile) -> tuple[Subject, ...]:
    """List the nodes that a file describes as judgements.

    Examples
    --------
    >>> import kg
    >>> from kg.load.files import load_project
    >>> any(map(judging, load_project(kg.open().project).parsed))
    True
    """
    if file not in _judging:
        _judging[file] = tuple(
            node
            for node, description in file.descriptions.items()
            if any(name.startswith((JUDGED, VERDICT)) for name in description)
        )
    return _judging[file]


@lru_cache(maxsize=2)
def dependents_of(stated: tuple[ParsedFile, ...]) -> tuple[Dependents, ...]:
    """Find the dependents in each file; cached, because slices start from the same files."""
    return tuple(
        Dependents(annotations_in(file), [*_passages(number, file), *_judgements(file, stated)])
        for number, file in enumerate(stated)
    )


def annotations_in(file: ParsedFile) -> list[Annotation]:
    """Find the annotations of one file, as in `Dependents`."""
    return list(_annotations(file))


def annotations_of(annotations: Sequence[Annotation], excluded: set[int]) -> set[int]:
    """Collect the annotations of excluded statements."""
    return {own for what, annotation in annotations if not excluded.isdisjoint(what) for own in annotation}


def unsupported(dependents: Dependents, excluded: Mapping[int, set[int]]) -> set[int]:
    """Collect the passages and judgements that concern only excluded statements."""
    rows = dependents.support
    return {own for what, support in rows if all(place in excluded[file] for file, place in what) for own in support}


def _annotations(file: ParsedFile) -> Iterator[Annotation]:
    for description in file.descriptions.values():
        parts = [description[name][0][2] for name in _ANNOTATED if name in description]
        if len(parts) == len(_ANNOTATED) and (what := frozenset(map(id, _statements(file, *parts)))):
            yield what, _all(description)


def _passages(number: int, file: ParsedFile) -> Iterator[tuple[frozenset[Place], frozenset[int]]]:
    cited: dict[Term, list[Place]] = defaultdict(list)
    for description in file.descriptions.values():
        for triple in description.get(PASSAGE, ()):
            cited[triple[2]].append((number, id(triple)))
    for passage, places in cited.items():
        if not isinstance(passage, ox.Literal) and (own := _all(file.descriptions.get(passage, {}))):
            yield frozenset(places), own


def _judgements(file: ParsedFile, stated: Sequence[ParsedFile]) -> Iterator[tuple[frozenset[Place], frozenset[int]]]:
    for description in file.descriptions.values():
        if any(name.startswith(JUDGED) for name in description):
            judged = frozenset(_judged(description, stated))
            if judged:
                yield judged, _all(description)


def _judged(judgement: Description, stated: Sequence[ParsedFile]) -> Iterator[Place]:
    """Yield the statements that a judgement judges."""
    parts = [[o for _, _, o in judgement.get(JUDGED + part, ())] for part in ("Subject", "Predicate", "Object")]
    sources, nodes = ({o for _, _, o in judgement.get(JUDGED + part, ())} for part in ("Source", "Node"))
    for number, file in enumerate(stated):
        if file.iri in sources:
            rows = [row for triple in itertools.product(*parts) for row in _statements(file, *triple)]
            rows += (row for row in file.triples if nodes and (row[0] in nodes or row[2] in nodes))
            yield from ((number, id(row)) for row in rows)


def _statements(file: ParsedFile, subject: Term, predicate: Term, obj: Term) -> Iterator[Triple]:
    """Yield a triple as often as a file states it."""
    if not isinstance(subject, ox.Literal):
        triples = file.descriptions.get(subject, {}).get(predicate.value, ())
        yield from (triple for triple in triples if triple[2] == obj)


def _all(description: Description) -> frozenset[int]:
    return frozenset(id(triple) for triples in description.values() for triple in triples)
