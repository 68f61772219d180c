"""What sources say, less what judgements reject → the accepted graph."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg import terms
from kg.load import Parsed
from kg.store import Term, Triple

_VERDICT = ox.NamedNode(f"{terms.KG}verdict")
_REJECTED = ox.NamedNode(f"{terms.KG}Rejected")


def accept(parsed: Iterable[Parsed]) -> Iterator[Triple]:
    """Yield the triples that survive the judgements; one that two sources state may come twice.

    A judgement rejects one triple of one source (``kg:judgedSubject``, ``kg:judgedPredicate``,
    ``kg:judgedObject``), or one node of it: then every triple of that source with the node as subject or
    object. What another source says of the same stays.

    Parameters
    ----------
    parsed : iterable of Parsed
        All files, those with judgements among them.
    """
    files = list(parsed)
    nodes, triples = _rejected(triple for file in files for triple in file.triples)
    for file in files:
        for triple in file.triples:
            subject, _, obj = triple
            if (file.iri, subject) in nodes or (file.iri, obj) in nodes or (file.iri, *triple) in triples:
                continue
            yield triple


def _rejected(statements: Iterable[Triple]) -> tuple[set[tuple[Term, ...]], set[tuple[Term, ...]]]:
    """Collect the nodes and the triples that are rejected, each with its source."""
    judgements: dict[Term, dict[str, list[Term]]] = {}
    for subject, predicate, obj in statements:
        if predicate == _VERDICT or predicate.value.startswith(f"{terms.KG}judged"):
            said = judgements.setdefault(subject, {})
            said.setdefault(terms.local_name(predicate.value), []).append(obj)
    nodes: set[tuple[Term, ...]] = set()
    triples: set[tuple[Term, ...]] = set()
    for said in judgements.values():
        if _REJECTED in said.get("verdict", ()):
            # One judgement may name several nodes, or several objects.
            nodes.update(itertools.product(*(said.get(f"judged{part}", ()) for part in ("Source", "Node"))))
            parts = ("Source", "Subject", "Predicate", "Object")
            triples.update(itertools.product(*(said.get(f"judged{part}", ()) for part in parts)))
    return nodes, triples
