"""The states of knowledge of a graph: what it was according to what had been published by each day.

From one state to the next only a few sources are added. So there is one store, which goes from state to state by adding
and removing triples. What follows is found once for all states: the states in which a statement is accepted are the
bits of a number, and a conclusion holds in the states in which all premises of one of its derivations hold.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pyoxigraph as ox

from kg.analysis.derivations import Derivations, holding
from kg.build.assemble import (
    accepted_in,
    changed_copy,
    changes_by_judgements,
    difference_of,
    without_judgements,
)
from kg.build.dates import superseded_dates
from kg.build.judgements import apply_judgements, counting
from kg.evidence.why import in_proof_order, keep_conclusions
from kg.load.parsed import ParsedFile
from kg.rdf.model import ACCEPTED, INFERRED, RDF_TYPE, Triple
from kg.reason import Proof, close, read
from kg.reason.conclusions import Conclusions
from kg.reason.engine.arrays import Ints, Mask
from kg.reason.materialise import about_data
from kg.reason.rules.patterns import is_schema
from kg.reason.rules.vocabulary import FIRST, REST, SAME_AS, VOCABULARIES
from kg.store.manifest import Counts
from kg.store.snapshot import Snapshot
from kg.temporal.kinds import DATES
from kg.temporal.knowledge_time import known_by, publication_days

__all__ = ["State", "states"]

Triples = frozenset[Triple]
_NOTHING: Triples = frozenset()
_DATES = frozenset(ox.NamedNode(iri) for iris in DATES for iri in iris)


@dataclass(frozen=True)
class Change:
    """The triples that were added to a graph and removed from it."""

    added: Triples = _NOTHING
    removed: Triples = _NOTHING

    @property
    def triples(self) -> Triples:
        """All of them."""
        return self.added | self.removed


@dataclass(frozen=True)
class State:
    """A state of knowledge.

    Parameters
    ----------
    day : datetime.date
        Its first day.
    snapshot : Snapshot
        The graph. All states share one store, so it may be used only until the next state is requested.
    changes : dict of NamedNode to Change
        How each graph, also the accepted and the inferred one, differs from the state before.
    lasting : frozenset of NamedNode
        The graphs that are both in this state and in the one before.
    proofs : Proofs
        The proofs of what follows in this state.
    """

    day: datetime.date
    snapshot: Snapshot
    changes: Mapping[ox.NamedNode, Change]
    lasting: frozenset[ox.NamedNode]
    proofs: Proofs

    @property
    def quads(self) -> Iterator[ox.Quad]:
        """The quads that differ from the state before."""
        return (ox.Quad(*triple, graph) for graph, change in self.changes.items() for triple in change.triples)


def states(files: Iterable[ParsedFile], snapshot: Snapshot, derivations: Derivations | None = None) -> Iterator[State]:
    """Yield the states of knowledge.

    Parameters
    ----------
    files : iterable of ParsedFile
        The files of the graph.
    snapshot : Snapshot
        The graph of all that is known.
    derivations : Derivations, optional
        Those of the files, if they are known.

    Yields
    ------
    State
        In the order of time, from the first possible day on; a day between two is in the earlier state.
    """
    parts = tuple(files)
    ways = derivations or Derivations(parts)
    steps = _steps(parts)
    store = ox.Store()
    proofs = Proofs(parts, ways, steps)
    before: frozenset[ox.NamedNode] = frozenset()
    for number, inferred in enumerate(_inferred(ways, steps, proofs)):
        step = steps[number]
        proofs.accept(number)
        _apply(proofs.following, inferred)
        changes = {**step.stated, ACCEPTED: step.accepted, INFERRED: inferred}
        for graph, change in changes.items():
            for s, p, o in change.removed:
                store.remove(ox.Quad(s, p, o, graph))
            store.extend([ox.Quad(s, p, o, graph) for s, p, o in change.added])
        judged = (frozenset(proofs.accepted), frozenset(proofs.following)) if step.is_judged else (_NOTHING, _NOTHING)
        unjudged = without_judgements(accepted_in(step.known), *judged) if step.is_judged else judged
        difference = difference_of(judged, unjudged)
        by_judgements = changes_by_judgements(difference)
        present = frozenset(part.iri for part in step.known)
        manifest = replace(
            snapshot.manifest,
            graphs=tuple(info for info in snapshot.manifest.graphs if ox.NamedNode(info.iri) in present),
            scope=replace(snapshot.manifest.scope, known_by=step.day),
            left_out=by_judgements.left_out,
            added=by_judgements.added,
            changed=by_judgements.changed,
            unjudged=None if difference is None else Counts(*map(len, unjudged)),
        )
        copied = None if difference is None else partial(changed_copy, store, difference)
        found = Snapshot(manifest, store, Path(), copied)
        keep_conclusions(found, proofs)
        yield State(step.day, found, changes, before & present, proofs)
        before = present


@dataclass(frozen=True)
class _Step:
    """What a state of knowledge states and accepts, as differences from the state before."""

    day: datetime.date
    known: Sequence[ParsedFile]
    stated: Mapping[ox.NamedNode, Change]
    accepted: Change
    is_judged: bool


def _steps(parts: Sequence[ParsedFile]) -> list[_Step]:
    """Find the days on which something became known, and what changed on each."""
    found: list[_Step] = []
    stated, accepted = _Files(), _AcceptedFiles()
    for day in publication_days(parts):
        known = counting(known_by(parts, day), parts)
        changes = stated.go_to(known)
        if not changes and found:
            continue
        judged = apply_judgements(known)
        is_judged = any(one is not other for one, other in zip(known, judged, strict=True))
        found.append(_Step(day, known, changes, accepted.change(judged), is_judged))
    return found


class _Files:
    """The present files; one that did not change is the same object as before."""

    def __init__(self) -> None:
        self._files: dict[ox.NamedNode, ParsedFile] = {}

    def go_to(self, files: Iterable[ParsedFile]) -> dict[ox.NamedNode, Change]:
        """Replace the files; return how each graph differs."""
        now = {file.iri: file for file in files}
        changes = {}
        for iri in self._files.keys() | now.keys():
            old, new = self._files.get(iri), now.get(iri)
            if old is not new:
                before, after = (frozenset(file.triples) if file else _NOTHING for file in (old, new))
                if before != after or old is None or new is None:
                    changes[iri] = Change(after - before, before - after)
        self._files = now
        return changes


class _AcceptedFiles:
    """The accepted triples of the present files, with one pair for each date of a thing."""

    def __init__(self) -> None:
        self._files = _Files()
        self._stating: Counter[Triple] = Counter()
        self._superseded: dict[Any, Triples] = {}

    def change(self, files: Sequence[ParsedFile]) -> Change:
        """Replace the files; return how the accepted triples differ."""
        changes = self._files.go_to(files).values()
        about = {triple[0] for change in changes for triple in change.triples if triple[1] in _DATES}
        now = self._superseded_dates(files, about)
        before = {subject: self._superseded.get(subject, _NOTHING) for subject in about}
        touched = {triple for change in changes for triple in change.triples}.union(*before.values(), *now.values())
        held = {triple for triple in touched if self._holds(triple)}
        for change in changes:
            self._stating.update(change.added)
            self._stating.subtract(change.removed)
        self._superseded |= now
        holds = {triple for triple in touched if self._holds(triple)}
        return Change(frozenset(holds - held), frozenset(held - holds))

    def _holds(self, triple: Triple) -> bool:
        return self._stating[triple] > 0 and triple not in self._superseded.get(triple[0], ())

    @staticmethod
    def _superseded_dates(files: Iterable[ParsedFile], about: set[Any]) -> dict[Any, Triples]:
        """Return the dates of some things that are not accepted."""
        cut = []
        for file in files:
            if here := about & file.descriptions.keys():
                cut.append(file.only(triple[0] in here for triple in file.triples))
        found: dict[Any, set[Triple]] = {subject: set() for subject in about}
        for triple in superseded_dates(cut):
            found[triple[0]].add(triple)
        return {subject: frozenset(triples) for subject, triples in found.items()}


def _inferred(derivations: Derivations, steps: Sequence[_Step], proofs: Proofs) -> Iterator[Change]:
    """Yield how the inferred triples of each state differ from those of the one before."""
    masks = _masks(derivations, steps, proofs)
    if masks is None:
        before = _NOTHING
        for number in range(len(steps)):
            proofs.accept(number)
            now = about_data(proofs.close_all().closure)
            yield Change(now - before, before - now)
            before = now
        return
    added, removed = ([set[Triple]() for _ in steps] for _ in range(2))
    for triple, mask in masks.items():
        turns = mask ^ (mask << 1)
        for number in range(len(steps)):
            if turns >> number & 1:
                (added if mask >> number & 1 else removed)[number].add(triple)
    for more, less in zip(added, removed, strict=True):
        yield Change(frozenset(more), frozenset(less))


def _masks(derivations: Derivations, steps: Sequence[_Step], proofs: Proofs) -> dict[Triple, int] | None:
    """Compute for each inferred triple the states in which it is inferred and not accepted: a bit for each.

    None if things are the same, because their statements may follow in ways that derivations do not list.
    """
    accepted: dict[Triple, int] = {}
    for number, step in enumerate(steps):
        for triple in step.accepted.triples:
            # A change in one state is a change of the bits of all later states.
            accepted[triple] = accepted.get(triple, 0) ^ -1 << number
    every = (1 << len(steps)) - 1
    accepted = {triple: mask & every for triple, mask in accepted.items()}
    if any(triple[1] == SAME_AS for triple in accepted):
        return None
    # A statement of one source may follow from others before that source is known.
    wanted = {triple for triple in accepted if derivations.may_follow(triple) and _is_about_data(triple)}
    schema = {s for s, p, _ in filter(is_schema, accepted) if p not in (FIRST, REST)}
    wanted = {*derivations.inferred, *(triple for triple in wanted if triple[0] not in schema)}
    holds = holding(accepted, derivations.of(wanted), len(steps))
    found = {triple: mask for triple in wanted if (mask := holds[triple] & ~accepted.get(triple, 0))}
    last = 1 << len(steps) - 1
    closed = about_data(proofs.closure)
    return found if closed == {triple for triple, mask in found.items() if mask & last} else None


def _is_about_data(triple: Triple) -> bool:
    """Return whether a triple may be among the inferred ones, as `kg.reason.materialise.about_data` selects them."""
    s, p, o = triple
    if not isinstance(s, ox.NamedNode) or isinstance(o, ox.BlankNode) or is_schema(triple):
        return False
    return not (p == RDF_TYPE and isinstance(o, ox.NamedNode) and o.value.startswith(VOCABULARIES))


class Proofs(Conclusions):
    """The proofs of what follows in the present state.

    A proof depends only on the accepted ones of the statements that its conclusion can follow from at all. So it is
    searched for among these, and kept for all states that have the same ones. If there is only one proof, it is that of
    the last state.
    """

    def __init__(self, parts: Sequence[ParsedFile], derivations: Derivations, steps: Sequence[_Step]) -> None:
        in_order = in_proof_order({triple for part in parts for triple in part.triples})
        self._encoded = read(in_order)
        self._row = {triple: number for number, triple in enumerate(in_order)}
        self._derivations, self._steps = derivations, steps
        ontology = chain.from_iterable(part.triples for part in parts if part.file.role == "ontology")
        self._schema = self._rows({*ontology, *filter(is_schema, in_order)})
        self.accepted: set[Triple] = set()
        for step in steps:
            _apply(self.accepted, step.accepted)
        #: The rows of the accepted triples.
        self._accepted = self._rows(self.accepted)
        super().__init__(self._close(self._accepted).closure, "pyoxigraph")
        self._last, self.accepted = self.accepted, set()
        self.following: set[Triple] = set()
        self._known: dict[Hashable, Proof | None] = {}
        self._terms: dict[Triples, Ints] = {}
        #: The place of each term in the order of the numbers that it has in the present state.
        self._rank: Ints | None = None
        self._number = -1
        self._part: tuple[Triples, Conclusions] | None = None
        self._whole: Conclusions | None = None
        self._accepted = self._rows(())

    def accept(self, number: int) -> None:
        """Go to a state."""
        while self._number < number:
            self._number += 1
            change = self._steps[self._number].accepted
            _apply(self.accepted, change)
            self._accepted[self._places(change.removed)] = False
            self._accepted[self._places(change.added)] = True
            self._part = self._whole = self._rank = None

    def close_all(self) -> Conclusions:
        """Return the conclusions of the present state."""
        if self._whole is None:
            self._whole = self._close(self._accepted)
        return self._whole

    def prepare(self, statements: Iterable[Triple]) -> None:
        """Reason over all that some statements can follow from, because their proofs will be asked for."""
        rest = [triple for triple in statements if self._is_open(triple)]
        leaves = frozenset(leaf for triple in rest for leaf in self._leaves(triple))
        self._part = (leaves, self._close((self._schema & self._accepted) | self._rows(leaves))) if rest else None

    def explain(self, triple: Triple) -> Proof | None:
        """Find a proof of a triple."""
        key = self._key(triple)
        if key not in self._known:
            self._known[key] = self._found(triple)
        return self._known[key]

    def __contains__(self, triple: object) -> bool:
        return triple in self.accepted or triple in self.following or triple in self.close_all()

    def _found(self, triple: Triple) -> Proof | None:
        if self._is_as_last(triple):
            return super().explain(triple)
        leaves = self._leaves(triple)
        found = self._part[1].explain(triple) if self._part and leaves <= self._part[0] else None
        return found or self.close_all().explain(triple)

    def _leaves(self, triple: Triple) -> Triples:
        return frozenset(self._derivations.reach(triple) & self.accepted)

    def _is_open(self, triple: Triple) -> bool:
        """Return whether a proof of a triple must be searched for in the present state."""
        if triple in self.accepted or self._is_as_last(triple):
            return False
        return self._key(triple) not in self._known

    def _key(self, triple: Triple) -> Hashable:
        """Return what a proof depends on: of several that are equally short, the numbers of the terms choose."""
        leaves = self._leaves(triple)
        if self._has_one_proof(triple):
            return triple, leaves
        if leaves not in self._terms:
            numbers = {n for leaf in leaves for term in leaf if (n := self._encoded.find(term)) is not None}
            self._terms[leaves] = np.fromiter(numbers, np.int32, len(numbers))
        if self._rank is None:
            order = self._encoded.order(self._accepted)
            self._rank = np.zeros(len(self._encoded.dictionary.texts), order.dtype)
            self._rank[order] = np.arange(order.size)
        terms = self._terms[leaves]
        return triple, leaves, terms[np.argsort(self._rank[terms])].tobytes()

    def _is_as_last(self, triple: Triple) -> bool:
        """Return whether there is one proof of a triple, and the last state has the same and no other."""
        reach = self._derivations.reach(triple)
        return all((leaf in self.accepted) == (leaf in self._last) for leaf in reach) and self._has_one_proof(triple)

    def _has_one_proof(self, triple: Triple, within: tuple[Triple, ...] = ()) -> bool:
        if triple in self.accepted:
            return True
        ways = [way for way in self._derivations.ways(triple) if all(map(self._may_hold, way))]
        return len(ways) == 1 and all(
            premise not in within and self._has_one_proof(premise, (*within, triple)) for premise in ways[0]
        )

    def _may_hold(self, triple: Triple) -> bool:
        # Members of classes without a name are not among what follows.
        return triple in self.accepted or triple in self.following or isinstance(triple[2], ox.BlankNode)

    def _close(self, rows: Mask) -> Conclusions:
        return close(self._encoded.only(self._accepted, rows))

    def _rows(self, triples: Iterable[Triple]) -> Mask:
        rows = np.zeros(len(self._row), np.bool_)
        rows[self._places(triples)] = True
        return rows

    def _places(self, triples: Iterable[Triple]) -> list[int]:
        return [self._row[triple] for triple in triples]


def _apply(triples: set[Triple], change: Change) -> None:
    triples -= change.removed
    triples |= change.added
