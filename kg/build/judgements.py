"""Applies judgements: which statements of sources are accepted."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import pyoxigraph as ox

from kg.load.parsed import Description, ParsedFile
from kg.rdf import terms
from kg.rdf.model import Term, Triple

_JUDGING = (f"{terms.KG}verdict", f"{terms.KG}judged")
_REJECTED = ox.NamedNode(f"{terms.KG}Rejected")


def apply_judgements(files: Iterable[ParsedFile]) -> list[ParsedFile]:
    """Remove the triples that judgements reject from each file.

    A judgement rejects one triple of one source (``kg:judgedSubject``, ``kg:judgedPredicate``, ``kg:judgedObject``), or
    one node of it: then it rejects every triple of that source with the node as subject or object. Statements of other
    sources remain.

    Parameters
    ----------
    files : iterable of ParsedFile
        All files, including those with judgements.

    Returns
    -------
    list of ParsedFile
        The same files in the same order, each with its accepted triples.
    """
    return list(_apply(tuple(files)))


@lru_cache(maxsize=2)
def _apply(files: tuple[ParsedFile, ...]) -> tuple[ParsedFile, ...]:
    # Cached, because slices by time start from the same files.
    # Ontologies and vocabularies are most of a graph and contain no judgements.
    judging = [file for file in files if file.file.role not in ("ontology", "vocabulary")]
    nodes, triples = _rejected(description for file in judging for description in file.descriptions.values())
    sources = {source for source, *_ in (*nodes, *triples)}

    def survives(source: ox.NamedNode, triple: Triple) -> bool:
        subject, _, obj = triple
        return (source, subject) not in nodes and (source, obj) not in nodes and (source, *triple) not in triples

    return tuple(
        replace(file, triples=tuple(triple for triple in file.triples if survives(file.iri, triple)))
        if file.iri in sources
        else file
        for file in files
    )


def _rejected(descriptions: Iterable[Description]) -> tuple[set[tuple[Term, ...]], set[tuple[Term, ...]]]:
    """Collect the nodes and the triples that are rejected, each with its source."""
    judgements: dict[Term, dict[str, list[Term]]] = {}
    for description in descriptions:
        for predicate, rows in description.items():
            if predicate.startswith(_JUDGING):
                judgement = judgements.setdefault(rows[0][0], {})
                judgement.setdefault(terms.local_name(predicate), []).extend(row[2] for row in rows)
    nodes: set[tuple[Term, ...]] = set()
    triples: set[tuple[Term, ...]] = set()
    for judgement in judgements.values():
        if _REJECTED in judgement.get("verdict", ()):
            # A judgement may name several nodes or objects.
            nodes.update(itertools.product(*(judgement.get(f"judged{part}", ()) for part in ("Source", "Node"))))
            parts = ("Source", "Subject", "Predicate", "Object")
            triples.update(itertools.product(*(judgement.get(f"judged{part}", ()) for part in parts)))
    return nodes, triples
