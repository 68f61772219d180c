"""Labels of IRIs in a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import ACCEPTED, RDF_TYPE, plain

#: The labels of one thing by language tag; "" for labels without one.
Names = Mapping[str, str]

_PROPERTIES = (f"{terms.RDFS}label", f"{terms.DCTERMS}title", terms.PREF_LABEL)
#: Relations that are nodes: the property of one end, the word between, the property of the other end.
_RELATIONS = (
    (ox.NamedNode(f"{terms.KG}participant"), "at", ox.NamedNode(f"{terms.KG}atEvent")),
    (ox.NamedNode(f"{terms.KG}membershipOf"), "in", ox.NamedNode(f"{terms.KG}inFramework")),
    (ox.NamedNode(f"{terms.KG}statusOf"), "reported as", ox.NamedNode(f"{terms.KG}commitmentStatus")),
)


def read_labels(store: ox.Store) -> dict[str, Names]:
    """Read the labels of all things and terms of a graph, by IRI.

    Parameters
    ----------
    store : pyoxigraph.Store

    Examples
    --------
    >>> import kg
    >>> read_labels(kg.open().snapshot.store)[terms.BASE + "country/UZ"]["en"]
    'Uzbekistan'
    """
    found: dict[str, dict[str, str]] = {}
    for predicate in _PROPERTIES:
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, ACCEPTED):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                found.setdefault(quad.subject.value, {})[quad.object.language or ""] = quad.object.value
    return dict(found)


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
