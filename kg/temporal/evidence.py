"""What hangs on statements, whatever the day: annotations, passages and judgements.

Statements are known here by the identity of their triples, which a file shares with the one that it was made from.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pyoxigraph as ox

from kg.load.documents import Account, Parsed
from kg.rdf import terms
from kg.rdf.model import Term, Triple
from kg.temporal.kinds import iri

#: A statement of a file: the number of the file, and the identity of the triple.
Place = tuple[int, int]

PASSAGE: Final = iri("passage")
JUDGED: Final = iri("judged")
_ANNOTATED: Final = tuple(f"{terms.OWL}annotated{part}" for part in ("Source", "Property", "Target"))


@dataclass(frozen=True)
class Evidence:
    """What hangs on the statements of a file, or in a file on those of others.

    Parameters
    ----------
    annotations : sequence of (set of int, set of int)
        What is annotated, and the annotation of it, which goes with any of that.
    support : sequence of (set of (file, statement), set of int)
        What is supported or judged, and the passage or the judgement, which goes with the last of that.
    """

    annotations: Sequence[tuple[frozenset[int], frozenset[int]]]
    support: Sequence[tuple[frozenset[Place], frozenset[int]]]


@lru_cache(maxsize=2)
def evidence_of(told: tuple[Parsed, ...]) -> tuple[Evidence, ...]:
    """Find for each file what hangs on what; remembered, since one slice after the other starts from the same."""
    return tuple(
        Evidence(list(_annotations(file)), [*_passages(number, file), *_judgements(file, told)])
        for number, file in enumerate(told)
    )


def annotations_of(annotations: Sequence[tuple[frozenset[int], frozenset[int]]], gone: set[int]) -> set[int]:
    """Collect the annotations of what goes."""
    return {own for what, annotation in annotations if not gone.isdisjoint(what) for own in annotation}


def idle(evidence: Evidence, lost: Sequence[set[int]]) -> set[int]:
    """Collect passages, and judgements, of nothing but what goes."""
    rows = evidence.support
    return {own for what, support in rows if all(place in lost[file] for file, place in what) for own in support}


def annotations_in(file: Parsed) -> list[tuple[frozenset[int], frozenset[int]]]:
    """Find the annotations of one file, as in `Evidence`."""
    return list(_annotations(file))


def _annotations(file: Parsed) -> Iterator[tuple[frozenset[int], frozenset[int]]]:
    for account in file.accounts.values():
        parts = [account[name][0][2] for name in _ANNOTATED if name in account]
        if len(parts) == len(_ANNOTATED) and (what := frozenset(map(id, _said(file, *parts)))):
            yield what, _all(account)


def _passages(number: int, file: Parsed) -> Iterator[tuple[frozenset[Place], frozenset[int]]]:
    cited: dict[Term, list[Place]] = defaultdict(list)
    for account in file.accounts.values():
        for triple in account.get(PASSAGE, ()):
            cited[triple[2]].append((number, id(triple)))
    for passage, places in cited.items():
        if not isinstance(passage, ox.Literal) and (own := _all(file.accounts.get(passage, {}))):
            yield frozenset(places), own


def _judgements(file: Parsed, told: Sequence[Parsed]) -> Iterator[tuple[frozenset[Place], frozenset[int]]]:
    for account in file.accounts.values():
        if any(name.startswith(JUDGED) for name in account) and (judged := frozenset(_judged(account, told))):
            yield judged, _all(account)


def _judged(judgement: Account, told: Sequence[Parsed]) -> Iterator[Place]:
    """Yield the statements that a judgement judges."""
    parts = [[o for _, _, o in judgement.get(JUDGED + part, ())] for part in ("Subject", "Predicate", "Object")]
    sources, nodes = ({o for _, _, o in judgement.get(JUDGED + part, ())} for part in ("Source", "Node"))
    for number, file in enumerate(told):
        if file.iri in sources:
            rows = [row for triple in itertools.product(*parts) for row in _said(file, *triple)]
            rows += (row for row in file.triples if nodes and (row[0] in nodes or row[2] in nodes))
            yield from ((number, id(row)) for row in rows)


def _said(file: Parsed, subject: Term, predicate: Term, obj: Term) -> Iterator[Triple]:
    """Yield a triple as often as a file states it."""
    if not isinstance(subject, ox.Literal):
        triples = file.accounts.get(subject, {}).get(predicate.value, ())
        yield from (triple for triple in triples if triple[2] == obj)


def _all(account: Account) -> frozenset[int]:
    return frozenset(id(triple) for triples in account.values() for triple in triples)
