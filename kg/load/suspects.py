"""Selects the statements that their files may not be allowed to make, with all that the verdict on them depends on.

The rules are those of `kg.load.roles`, which judges one statement after another. A statement that is left out here is
harmless by them: it is about a thing of its own file, in terms that each file may use. A test compares the verdicts on
the selected statements with those on all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import cached_property

import numpy as np
import pyoxigraph as ox

from kg.load.keys import implied_by, keys_of, one_spelling
from kg.load.parsed import ParsedFile
from kg.load.role_table import (
    ANNOTATED,
    CLOSELY,
    IN_SOURCE,
    PASSAGE,
    PASSAGE_CLASS,
    TYPE,
    is_harmless_class,
    is_relation,
    kinds,
    watch,
)
from kg.load.table import Table, sole
from kg.load.vocabulary import Ontologies, is_built_in
from kg.rdf import terms
from kg.rdf.model import Term
from kg.reason.engine.arrays import Ints, Mask, distinct, first, pack, second
from kg.reason.readers.encoded import Column


def suspects(files: Sequence[ParsedFile]) -> tuple[list[ParsedFile], list[ParsedFile]]:
    """Return files with only those of their statements that `kg.load.roles` has to judge.

    Parameters
    ----------
    files : sequence of ParsedFile
        All files of a project, in the order of loading.

    Returns
    -------
    suspected : list of ParsedFile
        The files with the statements to judge.
    context : list of ParsedFile
        The files with these and with those on which the verdicts depend.

    Examples
    --------
    >>> from kg.load.files import load_project
    >>> from kg.project.find import shipped
    >>> files = load_project(shipped()).parsed
    >>> suspected, context = suspects(files)
    >>> sum(len(file.rows) for file in suspected) < sum(len(file.rows) for file in files) / 2
    True
    """
    table = Table(files)
    selection = _Selection(table)
    suspected = selection.suspected | selection.shares_a_key
    return table.only(suspected), table.only(suspected | selection.context(suspected))


class _Selection:
    """The statements of some files that are not certainly harmless."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._ontologies = Ontologies.of(table.files)
        roles = [file.file.role for file in table.files]
        self._closely = table.by_file(role in CLOSELY for role in roles)
        self._data = table.by_file(role != "ontology" for role in roles)
        self._typing = table.predicate == table.number(TYPE)
        self._shipped = table.by_file(f.file.shipped and f.file.role == "vocabulary" for f in table.files)

    # ---- Which file introduces and owns what

    @cached_property
    def _terms(self) -> Mask:
        """The terms of ontologies, and the subjects of own ontologies, some of which are things."""
        mask = self._table.marked(t.value for t in self._ontologies.shipped_terms | self._ontologies.own_terms)
        every = np.concatenate((self._table.subject, self._table.object))
        return mask | self._table.chosen(lambda iri: is_built_in(ox.NamedNode(iri)), every)

    @cached_property
    def _typed(self) -> Ints:
        """The only file that gives a thing a class; -1 if none does, -2 if several do."""
        rows = self._introducing
        return sole(self._table.subject[rows], self._table.file[rows], self._table.terms)

    @cached_property
    def _introducing(self) -> Ints:
        """The statements that give a thing a class."""
        table = self._table
        built_in = table.chosen(lambda iri: is_built_in(ox.NamedNode(iri)), table.object[self._typing])
        return np.flatnonzero(self._typing & self._data & ~built_in[table.object])

    @cached_property
    def _sources(self) -> Ints:
        """The file whose source or ontology a term is; -1 if it is none."""
        files = np.full(self._table.terms, -1, np.int64)
        for number, file in enumerate(self._table.files):
            files[self._table.number(file.iri.value)] = number
        return files

    @cached_property
    def _owners(self) -> Ints:
        """The file that alone describes a source, passage or judgement; -1 if there is none, -2 if it is not clear."""
        table, typed = self._table, self._typed
        passages = self._typing & self._data & (table.object == table.number(PASSAGE_CLASS.value))
        here = (table.predicate == table.number(IN_SOURCE)) & (self._sources[table.object] == table.file) & self._data
        claims = passages | here
        owners = sole(table.subject[claims], table.file[claims], table.terms)
        owners[(owners >= 0) & (typed != -1) & (typed != owners)] = -2
        judged = self._typing & self._closely & self._data
        owners[table.subject[judged]] = -2
        own = self._sources >= 0
        rows = self._typing & self._data
        described = sole(table.subject[rows], table.file[rows], table.terms)[own]
        owners[own] = np.where((described == self._sources[own]) | (described == -1), self._sources[own], -2)
        return owners

    def _foreign(self, nodes: Column, files: Column) -> Mask:
        """Mark the nodes that are terms, or that other files own."""
        owners = self._owners[nodes]
        foreign: Mask = self._terms[nodes] | ((owners != -1) & (owners != files))
        return foreign

    # ---- Statements

    @cached_property
    def suspected(self) -> Mask:
        """The statements whose subject or predicate needs a closer look."""
        table = self._table
        found: Mask = self._closely | self._foreign(table.subject, table.file)
        described = np.zeros(table.terms, np.bool_)
        described[table.subject[self._shipped]] = True
        groups = [(file.file.role, file.file.shipped, file.file.imported) for file in table.files]
        for group in dict.fromkeys(groups):
            if group[0] not in CLOSELY:
                rows = np.flatnonzero(table.by_file(one == group for one in groups))
                found[rows] |= self._watched(table.files[groups.index(group)], rows, described)
        return found

    def _watched(self, file: ParsedFile, rows: Ints, described: Mask) -> Mask:
        """Mark the statements of files like this one whose predicate or class needs a closer look."""
        table, role, known = self._table, file.file.role, self._ontologies
        subject, predicate, obj, files = (
            column[rows] for column in (table.subject, table.predicate, table.object, table.file)
        )
        is_watched = watch(file.file, known)
        annotated = obj[predicate == table.number(ANNOTATED[1])]
        watched = table.chosen(lambda iri: is_watched(ox.NamedNode(iri)), np.concatenate((predicate, annotated)))
        found: Mask = watched[predicate]
        introduced = self._typed[subject] == files
        names = table.marked(kinds()["name"]["predicates"])[predicate]
        typing = predicate == table.number(TYPE)
        harmless = table.chosen(lambda iri: is_harmless_class(iri, file.file, known), obj[typing])
        if role == "vocabulary":
            # Another vocabulary must not say otherwise of what the shipped one describes.
            names |= table.marked(kinds()["redefinition"]["predicates"])[predicate]
            names &= ~table.chosen(lambda iri: is_relation(ox.NamedNode(iri), known), predicate)[predicate]
            first: Mask = np.full(rows.size, True) if file.file.shipped else ~described[subject]
            found &= ~(typing & harmless[obj] & first)
            found &= ~(names & first & (introduced | (not file.file.imported)))
            return found
        passage = obj == table.number(PASSAGE_CLASS.value)
        found &= ~(typing & (harmless[obj] | (passage & (self._owners[subject] == files))))
        here = (self._sources[obj] == files) & (self._owners[subject] == files)
        found &= ~((predicate == table.number(IN_SOURCE)) & here)
        cited = self._owners[obj]
        found &= ~((predicate == table.number(PASSAGE)) & ((cited == files) | (cited == -1)))
        found &= ~(names & introduced)
        if not file.file.imported:
            unsure = np.flatnonzero(found & names)
            found[unsure] = ~self._named_here(rows[unsure])
        axiom = typing & (obj == table.number(f"{terms.OWL}Axiom"))
        parts: Mask = axiom | table.marked(ANNOTATED)[predicate]
        wrong = self._odd_annotations(rows, parts, watched)
        found &= ~(parts & ~wrong[subject])
        return found | wrong[subject]

    def _named_here(self, rows: Ints) -> Mask:
        """Mark the statements about things to which their file gives a class, as others may, but no vocabulary does."""
        table, introducing = self._table, self._introducing
        by_vocabulary = table.by_file(file.file.role == "vocabulary" for file in table.files)[introducing]
        named = np.zeros(table.terms, np.bool_)
        named[table.subject[introducing[by_vocabulary]]] = True
        mine, pairs = (
            pack(table.subject[some].astype(np.int64), table.file[some].astype(np.int64))
            for some in (rows, introducing)
        )
        here: Mask = np.isin(mine, pairs) & ~named[table.subject[rows]]
        return here

    def _odd_annotations(self, rows: Ints, parts: Mask, watched: Mask) -> Mask:
        """Mark the nodes of annotations that need a closer look: of statements that do, and nodes with an IRI."""
        table, texts = self._table, self._table.dictionary.texts
        subject, predicate, obj = (column[rows] for column in (table.subject, table.predicate, table.object))
        source, prop = (predicate == table.number(name) for name in ANNOTATED[:2])
        odd = np.zeros(table.terms, np.bool_)
        odd[subject[source & self._foreign(obj, table.file[rows])]] = True
        odd[subject[prop & watched[obj]]] = True
        nodes = distinct(subject[parts].astype(np.int64)).tolist()
        odd[[node for node in nodes if texts[node][0] != "_"]] = True
        return odd

    @cached_property
    def shares_a_key(self) -> Mask:
        """The statements of keys that two things may have."""
        table, known = self._table, self._ontologies
        axioms = (*known.shipped, *known.own)
        found = np.zeros(len(table.subject), np.bool_)
        for _, ends in keys_of(axioms):
            implied = implied_by(axioms, {name for name, _ in ends})
            rows = np.flatnonzero(table.marked(implied)[table.predicate] & self._data)
            if rows.size:
                found[rows] |= self._shared(ends[0], implied, rows)
        return found

    def _shared(self, end: tuple[str, bool], implied: Mapping[str, Set[tuple[str, bool]]], rows: Ints) -> Mask:
        """Mark the statements about things that have a value of a property in common with another thing."""
        table, (name, way) = self._table, end
        things, values = [], []
        for turned in (False, True):
            by = table.marked(p for p, ways in implied.items() if (name, turned) in ways)[table.predicate[rows]]
            ends = (table.subject[rows[by]], table.object[rows[by]])
            things.append(ends[way != turned])
            values.append(self._spelled(ends[way == turned]))
        pairs = distinct(pack(np.concatenate(values).astype(np.int64), np.concatenate(things).astype(np.int64)))
        several = np.bincount(first(pairs), minlength=table.terms) > 1
        shared = np.zeros(table.terms, np.bool_)
        shared[second(pairs)[several[first(pairs)]]] = True
        return shared[table.subject[rows]] | shared[table.object[rows]]

    def _spelled(self, values: Column) -> Column:
        """Replace literals that may have one value by the first of them."""
        dictionary = self._table.dictionary
        numbers = np.arange(self._table.terms, dtype=np.int32)
        known: dict[Term, int] = {}
        for number in np.unique(values).tolist():
            if dictionary.texts[number][0] == '"':
                numbers[number] = known.setdefault(one_spelling(dictionary.term(number)), number)
        return numbers[values]

    # ---- What the verdicts depend on

    def context(self, suspected: Mask) -> Mask:
        """Mark the statements on which the verdicts on some statements depend.

        These say which files give the nodes of these statements a class, or claim them as passages, and which files
        mention them at all.
        """
        table = self._table
        nodes = self._nodes(suspected | ~self._data)
        about = nodes[table.subject]
        found: Mask = ~self._data | (about & (self._typing | (table.predicate == table.number(IN_SOURCE))))
        found |= about & self._shipped
        if any(file.file.role == "judgements" and not file.file.shipped for file in table.files):
            # Nobody judges under a name that kg ships.
            found |= self._shipped & (table.predicate == table.number(terms.PREF_LABEL))
        # Of shipped terms, it does not matter who mentions them.
        own = table.by_file(f.file.role == "ontology" and not f.file.shipped for f in table.files)
        nodes = self._nodes((suspected & self._data) | own)
        for column, rows in (
            (table.subject, self._data),
            (table.object, self._data),
            (table.predicate, self._data),
            (table.object, self._data & self._typing),
        ):
            mentions = np.flatnonzero(rows & nodes[column])
            pairs = pack(column[mentions].astype(np.int64), table.file[mentions].astype(np.int64))
            every = distinct(pairs)
            one = np.empty(every.size, np.int64)
            one[np.searchsorted(every, pairs)] = mentions
            found[one] = True
        return found

    def _nodes(self, rows: Mask) -> Mask:
        """Mark the things in the places of subjects and objects."""
        nodes = np.zeros(self._table.terms, np.bool_)
        nodes[self._table.subject[rows]] = True
        nodes[self._table.object[rows]] = True
        return nodes & ~self._table.dictionary.literals()[: nodes.size]
