"""Makes findings of inconsistencies, with the places of the statements involved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import Finding
from kg.rdf import terms
from kg.rdf.model import Triple
from kg.rdf.positions import line_of_statement
from kg.store.sentences import sentence
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from kg.build.rows import Graphs

#: The number of inconsistencies to describe for each rule; the others are only counted.
MOST = 10
#: The number of places to name for one statement.
_PLACES = 3


def inconsistency_findings(
    graphs: Graphs, snapshot: Snapshot, texts: Mapping[str, tuple[str, str]]
) -> Iterator[Finding]:
    """Describe inconsistencies; each statement has the places of the statements that it follows from.

    Parameters
    ----------
    graphs : Graphs
        With the inconsistencies, by rule, and the closure for their proofs.
    snapshot : Snapshot
        The graph with the inconsistencies.
    texts : mapping of str to (str, str)
        For each of its named graphs the path and the text of its file, in the order of loading.

    Yields
    ------
    Finding
        At the place of the statement that was loaded last, because the files of a project are loaded after the shipped
        ones.
    """
    from kg.reason.proofs.search import proof_search

    for rule, group in groupby(graphs.inconsistencies, key=lambda inconsistency: inconsistency.rule):
        found = list(group)
        for inconsistency in found[:MOST]:
            if inconsistency.message:
                yield Finding("inconsistent", inconsistency.message)
                continue
            refutation = proof_search(graphs.closure).refute(inconsistency)
            proofs = {proof.triple: proof for proof in refutation.premises} if refutation else {}
            asserted: list[tuple[int, str, int | None]] = []
            parts = []
            for premise in inconsistency.premises:
                leaves = proofs[premise].leaves() if premise in proofs else (premise,)
                places = [p for leaf in leaves for p in _places(leaf, snapshot, texts)]
                asserted += places
                parts.append(f"{sentence(snapshot, premise)}{_written(places)}")
            rules = [step.rule for proof in proofs.values() for step in proof.steps() if step.rule]
            axioms = dict.fromkeys((*inconsistency.axioms, *(axiom for rule in rules for axiom in rule.axioms)))
            own = [place for axiom in axioms for place in _places(axiom, snapshot, texts, shipped=False)]
            by = f", by own axioms{_written(own)}" if own else ""
            subject = inconsistency.premises[0][0]
            _, path, line = max(asserted, key=lambda place: place[0], default=(0, None, None))
            yield Finding(
                "inconsistent",
                f"cannot all be true ({rule}): {', and '.join(parts)}{by}",
                path=path,
                line=line,
                focus=subject.value if isinstance(subject, ox.NamedNode) else None,
                remedy="correct the wrong one; kg why shows how each of them follows",
            )
        if (more := len(found) - MOST) > 0:
            yield Finding("inconsistent", f"{more} more of the same kind ({rule}) are not listed")


def _places(
    triple: Triple, snapshot: Snapshot, texts: Mapping[str, tuple[str, str]], *, shipped: bool = True
) -> Iterator[tuple[int, str, int | None]]:
    """Yield where a triple is asserted: the rank of the file in the order of loading, its path, the line."""
    graphs = [graph for graph in snapshot.asserted_in(triple) if shipped or not graph.startswith(terms.BASE)]
    for graph in graphs:
        path, text = texts[graph]
        yield list(texts).index(graph), path, line_of_statement(text, triple, snapshot.manifest.prefixes)


def _written(places: Iterable[tuple[int, str, int | None]]) -> str:
    names = list(dict.fromkeys(f"{path}:{line}" if line else path for _, path, line in places))
    if not names:
        return ""
    more = len(names) - _PLACES
    return f" ({', '.join(names[:_PLACES])}{f' and {more} more' if more > 0 else ''})"
