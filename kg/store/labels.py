"""Labels of IRIs in a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import ACCEPTED, RDF_TYPE, plain
from kg.store.manifest import GraphInfo

#: The labels of one thing by language tag; "" for labels without one.
Names = Mapping[str, str]

_PROPERTIES = tuple(map(ox.NamedNode, (f"{terms.RDFS}label", f"{terms.DCTERMS}title", terms.PREF_LABEL)))
#: Roles of files whose names of a thing complement each other, by language.
_TOGETHER = ("ontology", "vocabulary", "background")
#: Relations that are nodes: the property of one end, the word between, the property of the other end.
_RELATIONS = (
    (ox.NamedNode(f"{terms.KG}participant"), "at", ox.NamedNode(f"{terms.KG}atEvent")),
    (ox.NamedNode(f"{terms.KG}membershipOf"), "in", ox.NamedNode(f"{terms.KG}inFramework")),
    (ox.NamedNode(f"{terms.KG}statusOf"), "reported as", ox.NamedNode(f"{terms.KG}commitmentStatus")),
)


def read_labels(store: ox.Store, graphs: Sequence[GraphInfo]) -> dict[str, Names]:
    """Read the labels of all things and terms of a graph, by IRI.

    If several files name a thing, its names are those of the ontology or the vocabulary, else those of the background,
    else those of the source that was published first: no other source can rename it, in no language.

    Parameters
    ----------
    store : pyoxigraph.Store
    graphs : sequence of GraphInfo
        The named graphs, in the order in which they introduce things.

    Examples
    --------
    >>> import kg
    >>> snapshot = kg.open().snapshot
    >>> read_labels(snapshot.store, snapshot.manifest.graphs)[terms.BASE + "country/UZ"]["en"]
    'Uzbekistan'
    """
    known = {info.iri: (number, info) for number, info in enumerate(graphs)}
    found: dict[str, dict[str, str]] = {}
    several: dict[str, dict[str, dict[str, str]]] = {}
    for predicate in _PROPERTIES:
        for quad in store.quads_for_pattern(None, predicate, None, ACCEPTED):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                names = found.setdefault(quad.subject.value, {})
                if names:
                    several[quad.subject.value] = {}
                names[quad.object.language or ""] = quad.object.value
    for predicate in _PROPERTIES if several else ():
        for quad in store.quads_for_pattern(None, predicate, None):
            by_graph = several.get(quad.subject.value) if isinstance(quad.subject, ox.NamedNode) else None
            if by_graph is not None and isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value in known:
                for language, name in _accepted_name(store, quad):
                    by_graph.setdefault(quad.graph_name.value, {})[language] = name
    chosen = {iri: _chosen(by_graph, known) for iri, by_graph in several.items() if len(by_graph) > 1}
    return {**found, **chosen}


def _chosen(by_graph: Mapping[str, Mapping[str, str]], known: Mapping[str, tuple[int, GraphInfo]]) -> Names:
    """Choose the names of a thing that several graphs name."""
    ordered = sorted(by_graph, key=lambda iri: known[iri][0])
    best = known[ordered[0]][1].role
    equal = [iri for iri in ordered if known[iri][1].role == best] if best in _TOGETHER else ordered[:1]
    return {language: name for iri in reversed(equal) for language, name in by_graph[iri].items()}


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
        for predicate in _PROPERTIES
        for quad in _about(store, iri, predicate, graph)
        for name in _accepted_name(store, quad)
    )


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


def ends_of(store: ox.Store, node: ox.NamedNode, files: Sequence[str] = ()) -> tuple[str, str, str] | None:
    """Return the IRIs of the two ends of a relation that is a node, with the word between them.

    Of several, an end that is accepted counts, and of these the one in the file that introduces the node: no other file
    gives it another name. Only for a node of which nothing is accepted, it is the end that some file states.

    Parameters
    ----------
    store : pyoxigraph.Store
    node : NamedNode
    files : sequence of str, optional
        The IRIs of the files, in the order in which they introduce a thing.

    Returns
    -------
    (str, str, str) or None
        Such as a participant, "at" and an event; None if the node is no relation with both ends.
    """
    for first, word, second in _RELATIONS:
        start, end = (_end(store, node, way, files) for way in (first, second))
        if start and end:
            return start, word, end
    return None


def _end(store: ox.Store, node: ox.NamedNode, way: ox.NamedNode, files: Sequence[str]) -> str:
    def ends(graph: ox.NamedNode | None) -> set[str]:
        return {o.value for q in store.quads_for_pattern(node, way, None, graph) if (o := plain(q)[2]) != node}

    found = ends(ACCEPTED) or ends(None)
    if len(found) > 1:
        graphs = map(ox.NamedNode, files)
        own = (ends(g) & found for g in graphs if next(store.quads_for_pattern(node, RDF_TYPE, None, g), None))
        found = next(filter(None, own), found)
    return min(found, default="")
