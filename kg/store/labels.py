"""Labels of IRIs in a language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import ACCEPTED, RDF_TYPE, plain
from kg.store.manifest import GraphInfo

#: The labels of one thing by language tag; "" for labels without one.
Names = Mapping[str, str]
#: Sorts the IRIs of files as they introduce things.
InOrder = Callable[[Iterable[str]], Sequence[str]]

#: The properties that give a thing a name.
NAMING = tuple(map(ox.NamedNode, (f"{terms.RDFS}label", f"{terms.DCTERMS}title", terms.PREF_LABEL)))
#: All labels are read at once for more than this number of things, and for more than one for each of so many triples.
_MANY, _TRIPLES = 500, 130
#: Roles of files whose names of a thing complement each other, by language.
_TOGETHER = ("ontology", "vocabulary", "background")
#: Relations that are nodes: the property of one end, the word between, the property of the other end.
_RELATIONS = (
    (ox.NamedNode(f"{terms.KG}participant"), "at", ox.NamedNode(f"{terms.KG}atEvent")),
    (ox.NamedNode(f"{terms.KG}membershipOf"), "in", ox.NamedNode(f"{terms.KG}inFramework")),
    (ox.NamedNode(f"{terms.KG}statusOf"), "reported as", ox.NamedNode(f"{terms.KG}commitmentStatus")),
)


class Labels(Mapping[str, Names]):
    """The labels of all things and terms of a graph, by IRI; read when they are asked for.

    If several files name a thing, its names are those of the ontology or the vocabulary, else those of the background,
    else those of the source that was published first: no other source can rename it, in no language.

    Parameters
    ----------
    store : pyoxigraph.Store
    in_order : callable
        Sorts the IRIs of files as they introduce things.
    files : mapping of str to GraphInfo
        The named graphs.

    Examples
    --------
    >>> import kg
    >>> kg.open().snapshot.labels[terms.BASE + "country/UZ"]["en"]
    'Uzbekistan'
    """

    def __init__(self, store: ox.Store, in_order: InOrder, files: Mapping[str, GraphInfo]) -> None:
        self._store, self._in_order, self._files = store, in_order, files
        self._known: dict[str, Names] = {}
        self._complete = False

    def __getitem__(self, iri: str) -> Names:
        if iri not in self._known and not self._complete:
            self.expect(len(self._known) + 1)
        if iri not in self._known and not self._complete:
            self._known[iri] = self._read_one(iri)
        if not (names := self._known.get(iri)):
            raise KeyError(iri)
        return names

    def __iter__(self) -> Iterator[str]:
        return iter(self._known if self._complete else self._things())

    def __len__(self) -> int:
        self._read_all()
        return len(self._known)

    def expect(self, number: int) -> None:
        """Read all labels at once, if so many are asked for that this takes less time than one by one.

        Parameters
        ----------
        number : int
            How many things are going to be asked for.
        """
        if number > _MANY and number > self._many:
            self._read_all()

    def _things(self) -> dict[str, None]:
        """Return the things that have a label, without choosing one for each."""
        return {
            quad.subject.value: None
            for predicate in NAMING
            for quad in self._store.quads_for_pattern(None, predicate, None, ACCEPTED)
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
        }

    @cached_property
    def _many(self) -> int:
        return sum(info.triples for info in self._files.values()) // _TRIPLES

    def _read_one(self, iri: str) -> Names:
        if not terms.is_iri(iri):
            return {}
        thing = ox.NamedNode(iri)
        found = [
            (quad.object.language or "", quad.object.value)
            for predicate in NAMING
            for quad in _sorted(self._store.quads_for_pattern(thing, predicate, None, ACCEPTED))
            if isinstance(quad.object, ox.Literal)
        ]
        return self._of_several(iri, dict(found)) if len(found) > 1 else dict(found)

    def _read_all(self) -> None:
        """Read all labels at once, which takes less time than asking for many one by one."""
        if self._complete:
            return
        found: dict[str, dict[str, str]] = {}
        several: dict[str, None] = {}
        for predicate in NAMING:
            given: dict[tuple[str, str], str] = {}
            for quad in self._store.quads_for_pattern(None, predicate, None, ACCEPTED):
                thing, name = quad.subject, quad.object
                if isinstance(thing, ox.NamedNode) and isinstance(name, ox.Literal):
                    key = iri, language = thing.value, name.language or ""
                    names = found.setdefault(iri, {})
                    if names:
                        several[iri] = None
                    # Of two names in one language, the last counts, as if all were sorted by their texts.
                    given[key] = names[language] = max(given.get(key, ""), name.value)
        self._known = {**found, **{iri: self._of_several(iri, found[iri]) for iri in several}}
        self._complete = True

    def _of_several(self, iri: str, names: Names) -> Names:
        """Choose the names of a thing that several graphs may name."""
        by_graph: dict[str, dict[str, str]] = {}
        for predicate in NAMING:
            for quad in _sorted(self._store.quads_for_pattern(ox.NamedNode(iri), predicate, None)):
                if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value in self._files:
                    for language, name in _accepted_name(self._store, quad):
                        by_graph.setdefault(quad.graph_name.value, {})[language] = name
        if len(by_graph) < 2:
            return names
        ordered = self._in_order(by_graph)
        best = self._files[ordered[0]].role
        equal = [graph for graph in ordered if self._files[graph].role == best] if best in _TOGETHER else ordered[:1]
        return {language: name for graph in reversed(equal) for language, name in by_graph[graph].items()}


def names_by(store: ox.Store, iri: str, graph: str) -> Names:
    """Read the names that one file gives a thing, if they are accepted.

    Parameters
    ----------
    store : pyoxigraph.Store
    iri, graph : str
        The thing, and the named graph of the file.

    Examples
    --------
    >>> import kg
    >>> names_by(kg.open().snapshot.store, terms.BASE + "country/UZ", terms.BASE + "source/none")
    {}
    """
    return dict(
        name
        for predicate in NAMING
        for quad in _sorted(_about(store, iri, predicate, graph))
        for name in _accepted_name(store, quad)
    )


def _sorted(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Sort quads by their objects: of two names in one language, the last counts."""
    return sorted(quads, key=lambda quad: getattr(quad.object, "value", ""))


def _accepted_name(store: ox.Store, quad: ox.Quad) -> Iterator[tuple[str, str]]:
    """Yield the language and the text of a name, if it is accepted."""
    if isinstance(quad.object, ox.Literal) and ox.Quad(*plain(quad), ACCEPTED) in store:
        yield quad.object.language or "", quad.object.value


def _about(store: ox.Store, iri: str, predicate: ox.NamedNode, graph: str) -> Iterator[ox.Quad]:
    return store.quads_for_pattern(ox.NamedNode(iri), predicate, None, ox.NamedNode(graph))


def name_in(names: Names | None, language: str) -> str | None:
    """Choose a label: in a language, else in English, else without a language, else the first by language tag.

    Parameters
    ----------
    names : mapping of str to str, or None
    language : str

    Examples
    --------
    >>> name_in({"en": "Uzbekistan", "uz": "Oʻzbekiston"}, "uz"), name_in({"fr": "Ouzbékistan"}, "uz")
    ('Oʻzbekiston', 'Ouzbékistan')
    >>> name_in(None, "en") is None
    True
    """
    if not names:
        return None
    return names.get(language) or names.get("en") or names.get("") or names[min(names)]


def ends_of(store: ox.Store, node: ox.NamedNode, in_order: InOrder = sorted) -> tuple[str, str, str] | None:
    """Return the IRIs of the two ends of a relation that is a node, with the word between them.

    Of several, an end that is accepted counts, and of these the one in the file that introduces the node: no other file
    gives it another name. Only for a node of which nothing is accepted, it is the end that some file states.

    Parameters
    ----------
    store : pyoxigraph.Store
    node : NamedNode
    in_order : callable, optional
        Sorts the IRIs of files as they introduce a thing.

    Returns
    -------
    (str, str, str) or None
        Such as a participant, "at" and an event; None if the node is no relation with both ends.
    """
    for first, word, second in _RELATIONS:
        start, end = (_end(store, node, way, in_order) for way in (first, second))
        if start and end:
            return start, word, end
    return None


def _end(store: ox.Store, node: ox.NamedNode, way: ox.NamedNode, in_order: InOrder) -> str:
    def ends(graph: ox.NamedNode | None) -> set[str]:
        return {o.value for q in store.quads_for_pattern(node, way, None, graph) if (o := plain(q)[2]) != node}

    found = ends(ACCEPTED) or ends(None)
    if len(found) > 1:
        typing = {
            quad.graph_name.value
            for quad in store.quads_for_pattern(node, RDF_TYPE, None)
            if isinstance(quad.graph_name, ox.NamedNode)
        }
        own = (ends(ox.NamedNode(graph)) & found for graph in in_order(typing))
        found = next(filter(None, own), found)
    return min(found, default="")
