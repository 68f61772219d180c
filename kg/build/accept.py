"""What sources say, less what judgements reject → the accepted graph."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

import pyoxigraph as ox

from kg.load.documents import Description, Parsed
from kg.rdf import terms
from kg.rdf.model import Term, Triple

_JUDGING = (f"{terms.KG}verdict", f"{terms.KG}judged")
_REJECTED = ox.NamedNode(f"{terms.KG}Rejected")


def accept(parsed: Iterable[Parsed]) -> Iterator[Triple]:
    """Yield the triples that survive the judgements; one that two sources state may come twice.

    Parameters
    ----------
    parsed : iterable of Parsed
        All files, those with judgements among them.
    """
    return (triple for file in less_rejected(parsed) for triple in file.triples)


def less_rejected(parsed: Iterable[Parsed]) -> list[Parsed]:
    """Take out of each file what judgements reject.

    A judgement rejects one triple of one source (``kg:judgedSubject``, ``kg:judgedPredicate``,
    ``kg:judgedObject``), or one node of it: then every triple of that source with the node as subject or
    object. What another source says of the same stays.

    Parameters
    ----------
    parsed : iterable of Parsed
        All files, those with judgements among them.

    Returns
    -------
    list of Parsed
        The same files in the same order.
    """
    return list(_less_rejected(tuple(parsed)))


@lru_cache(maxsize=2)
def _less_rejected(files: tuple[Parsed, ...]) -> tuple[Parsed, ...]:
    # Remembered, since one slice after the other starts from the same.
    # Names for things, the bulk of a graph, hold no judgements.
    judging = [file for file in files if file.file.role not in ("ontology", "vocabulary")]
    nodes, triples = _rejected(description for file in judging for description in file.descriptions.values())
    judged = {source for source, *_ in (*nodes, *triples)}

    def survives(source: ox.NamedNode, triple: Triple) -> bool:
        subject, _, obj = triple
        return (source, subject) not in nodes and (source, obj) not in nodes and (source, *triple) not in triples

    return tuple(
        replace(file, triples=tuple(triple for triple in file.triples if survives(file.iri, triple)))
        if file.iri in judged
        else file
        for file in files
    )


def _rejected(descriptions: Iterable[Description]) -> tuple[set[tuple[Term, ...]], set[tuple[Term, ...]]]:
    """Collect the nodes and the triples that are rejected, each with its source."""
    judgements: dict[Term, dict[str, list[Term]]] = {}
    for description in descriptions:
        for predicate, rows in description.items():
            if predicate.startswith(_JUDGING):
                said = judgements.setdefault(rows[0][0], {})
                said.setdefault(terms.local_name(predicate), []).extend(row[2] for row in rows)
    nodes: set[tuple[Term, ...]] = set()
    triples: set[tuple[Term, ...]] = set()
    for said in judgements.values():
        if _REJECTED in said.get("verdict", ()):
            # One judgement may name several nodes, or several objects.
            nodes.update(itertools.product(*(said.get(f"judged{part}", ()) for part in ("Source", "Node"))))
            parts = ("Source", "Subject", "Predicate", "Object")
            triples.update(itertools.product(*(said.get(f"judged{part}", ()) for part in parts)))
    return nodes, triples
