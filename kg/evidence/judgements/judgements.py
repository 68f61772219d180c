"""The judgements that count in a graph, and the statements of sources that they reject."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, Term, Triple, plain
from kg.store.snapshot import Snapshot

_PROPERTIES = ("verdict", "ground", "evidence", "judgedSource", "judgedNode", "judgedSubject", "judgedPredicate",
               "judgedObject")  # fmt: skip
_WANTED = {terms.KG + name: name for name in _PROPERTIES} | {
    f"{terms.DCTERMS}date": "date", f"{terms.DCTERMS}creator": "creator",
}  # fmt: skip


@dataclass(frozen=True)
class Judgement:
    """A curator's verdict on what one source says.

    Parameters
    ----------
    iri, verdict, ground, date, source : str
        ``verdict`` is ``rejected``, ``preferred`` or ``open``; ``source`` the IRI of the source judged.
    evidence : tuple of str
        IRIs of the sources and things on which the judgement rests.
    creator : str
        IRI of the curator; empty if it is not stated.
    """

    iri: str
    verdict: str
    ground: str
    date: str
    source: str
    evidence: tuple[str, ...] = ()
    creator: str = ""


@dataclass(frozen=True)
class Judged:
    """A judgement, with the nodes and the triples of its source that it is on."""

    judgement: Judgement
    nodes: frozenset[Term] = field(default_factory=frozenset)
    triples: frozenset[tuple[Term, ...]] = field(default_factory=frozenset)

    def is_on(self, statements: Iterable[Triple]) -> bool:
        """Return whether the judgement concerns any of the statements of its source, as in `kg.build.judgements`."""
        return any(s in self.nodes or o in self.nodes or (s, p, o) in self.triples for s, p, o in statements)


@dataclass(frozen=True)
class Rejection:
    """A judgement that rejects statements, and these statements of its source, without annotations."""

    judgement: Judgement
    statements: tuple[Triple, ...]


def judgements(store: ox.Store) -> dict[Term, list[Judged]]:
    """Read the judgements that are stated in a graph, by the source that they judge.

    Parameters
    ----------
    store : pyoxigraph.Store
        The store of a snapshot; a scope leaves out the judgements that do not count in it.

    Examples
    --------
    >>> import kg
    >>> found = judgements(kg.open().snapshot.store)
    >>> {judged.judgement.verdict for some in found.values() for judged in some} <= {"rejected", "preferred", "open"}
    True
    """
    said: dict[Term, dict[str, list[Term]]] = {}
    for node in {quad.subject for quad in _stated(store, None, ox.NamedNode(f"{terms.KG}verdict"))}:
        for s, p, o in map(plain, _stated(store, node, None)):
            if name := _WANTED.get(p.value):
                said.setdefault(s, {}).setdefault(name, []).append(o)
    found: dict[Term, list[Judged]] = {}
    for subject, parts in sorted(said.items(), key=lambda item: str(item[0])):
        ground, date, creator = (
            min((t.value for t in parts.get(key, ())), default="") for key in ("ground", "date", "creator")
        )
        nodes = frozenset(parts.get("judgedNode", ()))
        names = (parts.get(f"judged{part}", ()) for part in ("Subject", "Predicate", "Object"))
        triples = frozenset(itertools.product(*names))
        evidence = tuple(sorted({term.value for term in parts.get("evidence", ())}))
        for source, verdict in itertools.product(parts.get("judgedSource", ()), parts["verdict"]):
            name = terms.local_name(verdict.value).lower()
            judgement = Judgement(subject.value, name, ground, date, source.value, evidence, creator)
            found.setdefault(source, []).append(Judged(judgement, nodes, triples))
    return found


@lru_cache(maxsize=4)
def rejections(snapshot: Snapshot) -> tuple[Rejection, ...]:
    """List the judgements that leave statements out of a graph, with these statements.

    Parameters
    ----------
    snapshot : Snapshot

    Examples
    --------
    >>> import kg
    >>> {found.judgement.verdict for found in rejections(kg.open().snapshot)}
    {'rejected'}
    >>> rejections(kg.open(judgements=False).snapshot)
    ()
    """
    found = []
    for source, some in judgements(snapshot.store).items():
        for judged in some:
            if not isinstance(source, ox.NamedNode) or judged.judgement.verdict != "rejected":
                continue
            if rows := _rejected(snapshot.store, source, judged):
                found.append(Rejection(judged.judgement, tuple(sorted(rows, key=str))))
    return tuple(sorted(found, key=lambda rejection: (rejection.judgement.iri, rejection.judgement.source)))


def _rejected(store: ox.Store, source: ox.NamedNode, judged: Judged) -> set[Triple]:
    """Collect the statements of a source that a judgement is on; a note on a statement is none."""
    rows = {
        plain(quad)
        for node in judged.nodes
        for start, end in ((node, None), (None, node))
        if not isinstance(start, ox.Literal)
        for quad in store.quads_for_pattern(start, None, end, source)
    }
    stated: set[tuple[Term, ...]] = {t for t in judged.triples if not isinstance(t[0], ox.Literal)}
    rows |= {
        plain(quad)
        for s, p, o in stated
        if isinstance(p, ox.NamedNode) and not isinstance(s, ox.Literal)
        for quad in store.quads_for_pattern(s, p, o, source)
    }
    return {row for row in rows if not isinstance(row[0], ox.BlankNode)}


def _stated(
    store: ox.Store, s: ox.NamedNode | ox.BlankNode | ox.Triple | None, p: ox.NamedNode | None
) -> Iterator[ox.Quad]:
    return (quad for quad in store.quads_for_pattern(s, p, None) if quad.graph_name not in (ACCEPTED, INFERRED))
