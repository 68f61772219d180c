"""Claims: the answers of sources to exclusive properties, as asserted, and the judgements on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pyoxigraph as ox

from kg.evidence.exclusive import Assertions, ExclusiveProperty, Path
from kg.evidence.judgements.judgements import Judged, Judgement, judgements
from kg.rdf.model import Subject, Term, Triple
from kg.temporal.intervals import UncertainDay, first_days, is_upside_down, last_days, widest

_T = TypeVar("_T")
Answer = ox.NamedNode | ox.BlankNode | ox.Literal | UncertainDay
#: What a question is about: for each path of the key, the terms that it leads to.
Key = tuple[tuple[Term, ...], ...]


@dataclass(frozen=True)
class Claim:
    """The answer of one source to an exclusive property.

    Parameters
    ----------
    source : str
        IRI of the source.
    node : pyoxigraph.NamedNode or pyoxigraph.BlankNode
        The node that has the answer.
    answer : term or UncertainDay
    triples : tuple of triples
        The statements of the source that give the answer.
    support : tuple of triples
        The statements of the source by which the property applies to the node, and those about what the question
        concerns.
    judgements : tuple of Judgement
        The judgements on these statements.
    """

    source: str
    node: Subject
    answer: Answer
    triples: tuple[Triple, ...]
    support: tuple[Triple, ...]
    judgements: tuple[Judgement, ...]


def claims(
    assertions: Assertions,
    declared: Iterable[ExclusiveProperty],
    judged: Mapping[Term, Sequence[Judged]] | None = None,
) -> Iterator[tuple[ExclusiveProperty, Key, Claim]]:
    """Yield the claims of the sources of a graph, each with what it is about.

    Parameters
    ----------
    assertions : Assertions
    declared : iterable of ExclusiveProperty
    judged : mapping of term to sequence of Judged, optional
        The judgements on the statements of each source, if they are known already.
    """
    held = judgements(assertions.store) if judged is None else judged
    for exclusive, (graph, nodes) in ((one, found) for one in declared for found in _nodes(assertions, one).items()):
        for node in _sorted(nodes):
            met = [
                set().union(
                    *(stating for value, stating in assertions.values(node, path, graph).items() if value in allowed)
                )
                for path, allowed in exclusive.conditions
            ]
            own = [assertions.values(node, path, graph) for path in exclusive.key]
            # What the question is about may be stated in any file: it identifies the question, and is not an answer.
            about = [
                found or assertions.values(node, path, None) for found, path in zip(own, exclusive.key, strict=True)
            ]
            if not all(met) or not all(about) or not assertions.is_a(node, exclusive.classes):
                continue
            key = tuple(_sorted(found) for found in about)
            support: set[Triple] = set().union(*met, *(triples for found in own for triples in found.values()))
            for answer, triples in _answers(assertions, exclusive, node, graph):
                on_it = tuple(one.judgement for one in held.get(graph, ()) if one.is_on(triples | support))
                given, beside = _sorted(triples), _sorted(support - triples)
                yield exclusive, key, Claim(graph.value, node, answer, given, beside, on_it)


def _nodes(assertions: Assertions, exclusive: ExclusiveProperty) -> dict[ox.NamedNode, set[Subject]]:
    """Return the nodes for which each source answers an exclusive property."""
    paths: list[Path] = [exclusive.value] if exclusive.value else [(((day, False),),) for day in exclusive.days or ()]
    found: dict[ox.NamedNode, set[Subject]] = {graph: set() for graph in assertions.sources}
    for path in paths:
        for graph, nodes in assertions.first_nodes(path).items():
            found[graph] |= nodes
    return found


def _sorted(some: Collection[_T]) -> tuple[_T, ...]:
    """Sort terms or triples; most are only one, and to write it as a text takes time."""
    return tuple(some) if len(some) < 2 else tuple(sorted(some, key=str))


def _answers(
    assertions: Assertions, exclusive: ExclusiveProperty, node: Subject, graph: ox.NamedNode
) -> Iterator[tuple[Answer, set[Triple]]]:
    if exclusive.value is not None:
        yield from assertions.values(node, exclusive.value, graph).items()
    elif exclusive.days is not None:
        ends = [assertions.values(node, (((day, False),),), graph) for day in exclusive.days]
        earliest, latest = ([value.value for value in end] for end in ends)
        # Several dates of one source are one claim: any day from the first to the last.
        day = widest(first_days(earliest), last_days(latest))
        # Dates that end before they start are reported by another check.
        if not is_upside_down(day):
            yield day, set().union(*(triples for end in ends for triples in end.values()))
