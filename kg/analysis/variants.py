"""The variants of a graph: what would hold without some sources, or if one side of a conflict is right.

Each variant is computed from the difference: which statements are accepted no more, or in addition; what follows no
more, or in addition, by `kg.reason.closures.change`; and only this is written to the store. If the text of the query is
known, nothing is computed for most variants, because the answer depends on no statement of the difference.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyoxigraph as ox

from kg.analysis.dependence.needed import Needed
from kg.build.assemble import Selection, select
from kg.build.build import load_again
from kg.build.rows import accepted_rows, concluded, minus, sorted_rows
from kg.errors import DataError, QueryLimitError, UsageError
from kg.evidence.claims import Claim
from kg.evidence.conflicts import Conflict, Side
from kg.load.dictionary import Rows
from kg.load.parsed import ParsedFile
from kg.load.table import Table
from kg.project.project import Project
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, Term, Triple
from kg.rdf.numbers import canonical
from kg.reason.closures.change import changed
from kg.reason.closures.effects import Effects, among, differing, only_some
from kg.reason.conclude import data_rows, things_of_schema
from kg.reason.readers.encoded import Encoded
from kg.sparql.results import Answer, Result
from kg.sparql.seen.groups import UnclearError
from kg.sparql.seen.matching import matches
from kg.sparql.seen.seen import EVERYTHING, seen_by, sees
from kg.sparql.worker import Limits, in_this_process
from kg.store.snapshot import Snapshot

#: Roles of the files that can be left out; the vocabulary, the ontology and the judgements always stay.
_LEFT_OUT = ("source", "background")
#: From how many statements on finding what an answer needs is limited: the seconds and the rows of each query.
_SMALL, _FINDING, _FOUND = 100_000, 20.0, 500_000
_NOTHING = np.empty((0, 3), np.int32)
Cells = tuple[Term | None, ...]
#: Rows to remove and rows to add, of one graph.
_Difference = tuple[ox.NamedNode, Rows, Rows]


class Variants:
    """The variants of a graph, and the answers to one question in them.

    Parameters
    ----------
    project : Project
        Its files are read again.
    snapshot : Snapshot
        The project, built; statements outside its scope are in no variant.
    ask : callable
        Answers the question for a snapshot.
    text : str, optional
        The query, if the rows of the answer are those of a query.

    Raises
    ------
    DataError
        If the files of the project have errors.
    UsageError
        If the answer is not a table.

    Examples
    --------
    >>> import kg
    >>> from kg.sparql.run import run
    >>> graph = kg.open(sources_only=["kun-uz-2024-11-16"], background=False)
    >>> found = Variants(graph.project, graph.snapshot, lambda other: run(other, "SELECT ?g { ?g a kg:Grant }"))
    >>> len(found.answer), len(found.without(found.sources()))
    (1, 0)
    """

    def __init__(
        self, project: Project, snapshot: Snapshot, ask: Callable[[Snapshot], Answer], text: str | None = None
    ) -> None:
        loaded = load_again(project, lenient=snapshot.manifest.scope.lenient)
        if errors := [finding for finding in loaded.findings if finding.severity == "error"]:
            raise DataError("the files have errors, so the question cannot be answered again", errors)
        self._whole = loaded.parsed
        # Statements outside the scope of the snapshot stay left out.
        self._loaded = replace(loaded, parsed=[p for p in loaded.parsed if p.iri.value in snapshot.graph_info])
        self._scope = replace(snapshot.manifest.scope, sources=())
        self._snapshot = snapshot
        self._ask = ask
        self._base = select(self._loaded, self._scope, whole=self._whole)
        self._accepted = Table(self._base.accepted)
        self._graphs = concluded(accepted_rows(self._base.accepted), loaded.dictionary)
        self._encoded = _encoded(self._graphs.accepted, self._graphs.closure.encoded)
        self._schema = things_of_schema(self._encoded)
        self._effects = Effects(self._graphs.closure)
        self._store = ox.Store()
        whole = ((part.iri, part.rows) for part in self._base.stated)
        for graph, rows in (*whole, (ACCEPTED, self._graphs.accepted), (INFERRED, self._graphs.inferred)):
            self._store.bulk_extend(self._quads(graph, rows))
        self._judging = self._nodes_of_judgements()
        self.answer = self._answer(self._base)
        self._same = set(self.answer.rows)
        #: What the query can see, and what its answer needs; None if that is not known.
        self._seen = EVERYTHING if text is None else seen_by(text, snapshot.manifest.prefixes)
        self._needed = None if text is None else self._needs(text)
        self._unsure = set() if self._needed is None else self._with_other_effects()

    def sources(self) -> list[str]:
        """List the sources that can be left out."""
        return sorted(part.iri.value for part in self._base.stated if part.file.role in _LEFT_OUT)

    def without(self, sources: Iterable[str]) -> set[Cells]:
        """Return the rows of the answer without some sources."""
        gone = set(sources)
        if self.stays_without(gone):
            return self._same
        parts = [part for part in self._loaded.parsed if part.iri.value in gone]
        if self._scope.is_dated or any(map(self._concerns_judgements, parts)):
            return self._rows(self._select(part for part in self._loaded.parsed if part.iri.value not in gone))
        # No judgement depends on them, so it counts as before.
        stated, accepted = (
            [part for part in files if part.iri.value not in gone] for files in (self._base.stated, self._base.accepted)
        )
        return self._rows(Selection(stated, accepted))

    def deciding(self, conflict: Conflict, right: Side) -> set[Cells]:
        """Return the rows of the answer if one side of a conflict is right, whatever was judged."""
        if self.stays_deciding(conflict, right):
            return self._same
        gone, overruled = _decided(conflict, right)
        judging = [self._loaded.dictionary.get(f"<{iri}>", -1) for iri in overruled]
        speaking = {source for source, _ in gone}

        def stays(part: ParsedFile, triple: Triple) -> bool:
            return (part.iri.value, _canonical(triple)) not in gone and triple[0].value not in overruled

        return self._rows(
            self._select(
                part.only([stays(part, triple) for triple in part.triples])
                if part.iri.value in speaking or np.isin(part.rows[:, 0], judging).any()
                else part
                for part in self._loaded.parsed
            )
        )

    def stays_without(self, sources: Set[str]) -> bool:
        """Return whether the answer certainly stays the same without some sources, before anything is computed."""
        if self._needed is None or self._scope.is_dated or not self._unsure.isdisjoint(sources):
            return False
        return self._needed.may_go(sources)

    def stays_deciding(self, conflict: Conflict, right: Side) -> bool:
        """Return whether the answer certainly stays the same if a side is right, before anything is computed."""
        gone, overruled = _decided(conflict, right)
        if self._needed is None or self._scope.is_dated or overruled:
            return False
        if any(self._number(iri) in self._judging for source, (subject, _, _) in gone for iri in (source, subject)):
            return False
        rows = np.array([[*map(self._number, triple)] for _, triple in gone], np.int32).reshape(-1, 3)
        return not self._concern_schema(rows) and self._needed.may_all_go(gone)

    def _needs(self, text: str) -> Needed | None:
        """Find what the answer needs; None if that cannot be said, or not in time.

        Without a source, other dates may be accepted, so here all are.
        """
        limits = Limits(seconds=_FINDING, rows=_FOUND) if self._snapshot.manifest.size > _SMALL else None
        every = sorted_rows(np.concatenate([_NOTHING, *(part.rows for part in self._base.accepted)]))
        more = minus(every, self._graphs.accepted)
        if any(map(len, self._difference_inferred(_NOTHING, more))):
            return None
        dates = [*self._quads(ACCEPTED, more)]
        try:
            self._change((), dates)
            return Needed(matches(self._in(self._base), text, limits), self._accepted, self._graphs)
        except (UnclearError, QueryLimitError):
            return None
        finally:
            self._change(dates, ())

    def _concern_schema(self, rows: Rows) -> bool:
        """Return whether a statement is about the schema; of each property and each class, one is enough."""
        classes = np.where(rows[:, 1] == self._graphs.closure.type_, rows[:, 2], -1)
        _, first = np.unique(rows[:, 1].astype(np.int64) << 32 | (classes + 1), return_index=True)
        return self._effects.concern_schema(rows[first])

    def _with_other_effects(self) -> set[str]:
        """Collect the sources without which other statements may be accepted, or follow, than before."""
        return {
            part.iri.value
            for part in self._base.stated
            if part.file.role in _LEFT_OUT
            if self._concerns_judgements(part) or self._concern_schema(part.rows)
        }

    def _select(self, parsed: Iterable[ParsedFile]) -> Selection:
        return select(replace(self._loaded, parsed=list(parsed)), self._scope, whole=self._whole)

    def _nodes_of_judgements(self) -> set[int]:
        """Collect the nodes of judgements and their evidence, by number."""
        table = Table(self._whole)
        names = ("verdict", "evidence", "judged")
        judging = table.chosen(lambda iri: iri.startswith(tuple(terms.KG + n for n in names)), table.predicate)
        rows = judging[table.predicate]
        return {*table.subject[rows].tolist(), *table.object[rows].tolist()}

    def _number(self, iri: str | Term) -> int:
        return self._loaded.dictionary.get(f"<{iri}>" if isinstance(iri, str) else str(iri), -1)

    def _concerns_judgements(self, part: ParsedFile) -> bool:
        """Return whether a judgement may depend on a file, or a file describes one."""
        return self._number(part.iri) in self._judging or not self._judging.isdisjoint(part.rows[:, 0].tolist())

    def _rows(self, selection: Selection) -> set[Cells]:
        """Answer the question for a variant; afterwards the store is as before."""
        differences = [*self._differences(selection)]
        if self._stays(differences):
            return self._same
        differences.append((INFERRED, *self._difference_inferred(*differences[-1][1:])))
        less, more = ([quad for graph, *rows in differences for quad in self._quads(graph, rows[n])] for n in range(2))
        if not sees(self._seen, itertools.chain(less, more)):
            return self._same
        try:
            self._change(less, more)
            with in_this_process():
                return set(self._answer(selection).rows)
        finally:
            self._change(more, less)

    def _quads(self, graph: ox.NamedNode, rows: Rows) -> Iterator[ox.Quad]:
        return (ox.Quad(s, p, o, graph) for s, p, o in self._loaded.dictionary.decode(rows))

    def _change(self, less: Sequence[ox.Quad], more: Sequence[ox.Quad]) -> None:
        for quad in less:
            self._store.remove(quad)
        self._store.extend(more)

    def _differences(self, selection: Selection) -> Iterator[_Difference]:
        """Yield what a variant states less, and what more; then what it accepts."""
        for iri, old, new in _changed_files(self._base.stated, selection.stated):
            yield iri, *_both_ways(sorted_rows(old), sorted_rows(new))
        yield ACCEPTED, *self._difference_accepted(selection.accepted)

    def _stays(self, differences: Iterable[_Difference]) -> bool:
        """Return whether the answer certainly stays the same: nothing that it needs goes, and only dates come."""
        needed = self._needed
        return needed is not None and all(
            (not len(more) or (graph == ACCEPTED and needed.may_come(more)))
            and not self._concern_schema(less)
            and not needed.needs_any(None if graph == ACCEPTED else graph.value, less)
            for graph, less, more in differences
        )

    def _difference_accepted(self, files: Sequence[ParsedFile]) -> tuple[Rows, Rows]:
        """Compare what is accepted about the things that a changed file describes; nothing else is different."""
        different = _changed_files(self._base.accepted, files)
        about = np.zeros(self._accepted.terms, np.bool_)
        for _, old, new in different:
            about[old[:, 0]] = about[new[:, 0]] = True
        known = {iri: new for iri, _, new in different}
        here = self._accepted.with_any(about[self._accepted.subject])
        there = [replace(part, rows=known.get(part.iri, part.rows)) for part in here]
        before = {part.iri for part in here}
        # A file may say only now something about these things.
        there += [part for part in files if part.iri in known and part.iri not in before]
        return _both_ways(*(accepted_rows(_only(about, some)) for some in (here, there)))

    def _difference_inferred(self, gone: Rows, come: Rows) -> tuple[Rows, Rows]:
        """Return what follows no more, and what in addition, if what is accepted differs."""
        closure, inferred = self._graphs.closure, self._graphs.inferred
        if not any(map(self._effects.concern_schema, (gone, come))):
            gone, come = map(self._with_effects, (gone, come))
            if not len(gone) and not len(come):
                return _NOTHING, _NOTHING
            more, less = (self._loaded.dictionary.decode(rows) for rows in (come, gone))
            now = changed(closure, more, less)
            if now.run.members == closure.run.members and not (now.run.unequal_things or now.extra):
                # Only the properties and classes that have other members, or of which less or more is stated.
                relations, classes = differing(closure, now, np.concatenate((gone, come)))
                # That things are the same is read from no property, and is in the conclusions of both.
                different = relations | {self._number(f"{terms.OWL}sameAs")}, classes
                rows = data_rows(self._encoded, only_some(now, different), self._schema)
                return _both_ways(inferred[among(inferred, different, closure.type_)], sorted_rows(rows))
        kept = np.concatenate((minus(self._graphs.accepted, gone), come))
        return _both_ways(inferred, concluded(sorted_rows(kept), self._loaded.dictionary).inferred)

    def _with_effects(self, rows: Rows) -> Rows:
        """Return the statements from which something may follow: by a rule, or because a thing has another name."""
        same = [thing for group in self._graphs.closure.run.members.values() for thing in group]
        return rows[np.isin(rows[:, ::2], same).any(axis=1) | self._effects.concern_rules(rows)]

    def _in(self, selection: Selection) -> Snapshot:
        """Return the snapshot of a selection; its store has to be that of the selection."""
        stated = {part.iri.value for part in selection.stated}
        manifest = replace(
            self._snapshot.manifest,
            graphs=tuple(info for info in self._snapshot.manifest.graphs if info.iri in stated),
        )
        return Snapshot(manifest, self._store, Path())

    def _answer(self, selection: Selection) -> Result:
        answer = self._ask(self._in(selection))
        if not isinstance(answer, Result):
            raise UsageError("sensitivity is only for questions whose answer is a table")
        # Labels come from the whole graph.
        return replace(answer, snapshot=self._snapshot)


def _encoded(rows: Rows, like: Encoded) -> Encoded:
    subject, predicate, obj = (np.ascontiguousarray(column) for column in rows.T)
    return Encoded(subject, predicate, obj, like.dictionary)


def _changed_files(old: Iterable[ParsedFile], new: Iterable[ParsedFile]) -> list[tuple[ox.NamedNode, Rows, Rows]]:
    """List the files of which two selections have different statements, with the statements of both."""
    before: Mapping[ox.NamedNode, ParsedFile] = {part.iri: part for part in old}
    after: Mapping[ox.NamedNode, ParsedFile] = {part.iri: part for part in new}
    pairs = [(iri, before.get(iri), after.get(iri)) for iri in {**before, **after}]
    rows = [
        (iri, one.rows if one else _NOTHING, other.rows if other else _NOTHING)
        for iri, one, other in pairs
        if one is not other
    ]
    return [(iri, one, other) for iri, one, other in rows if not np.array_equal(one, other)]


def _only(about: np.ndarray[tuple[int], np.dtype[np.bool_]], files: Iterable[ParsedFile]) -> list[ParsedFile]:
    """Return the statements of files about some things."""
    return [replace(part, rows=part.rows[about[part.rows[:, 0]]]) for part in files]


def _decided(conflict: Conflict, right: Side) -> tuple[set[tuple[str, Triple]], set[str]]:
    """Return the statements, with their sources, that are wrong if a side is right, and the judgements that are."""
    wrong = [claim for side in conflict.sides if side is not right for claim in side.claims]
    gone = _statements(wrong) - _statements(right.claims)
    return gone, {judgement.iri for judgement in right.judgements if judgement.verdict == "rejected"}


def _both_ways(old: Rows, new: Rows) -> tuple[Rows, Rows]:
    return minus(old, new), minus(new, old)


def _statements(claims: Iterable[Claim]) -> set[tuple[str, Triple]]:
    return {(claim.source, _canonical(triple)) for claim in claims for triple in claim.triples}


def _canonical(triple: Triple) -> Triple:
    """Return a statement with its number in one spelling: a claim has that of the store, not that of the file."""
    subject, predicate, obj = triple
    return subject, predicate, canonical(obj)
