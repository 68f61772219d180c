"""What a reader of an answer should know about the query: unknown names, language tags, lists that are incomplete."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kg.errors import UnknownNameError, UsageError, suggest
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, RDF_TYPE
from kg.sparql.lists import list_notes
from kg.sparql.resolve import nearest, resolve
from kg.sparql.tokens import Token, named_iris, tokens
from kg.store.snapshot import Snapshot

#: Namespaces whose IRIs a query may use without their being in the graph: datatypes and functions.
_BUILT_IN = (terms.XSD, terms.RDF, terms.OWL, "http://www.w3.org/2005/xpath-functions#")
#: The number of unknown names that are reported: the search for similar names takes time.
_MOST = 5
#: A language tag with a capital.
_TAG = re.compile(r"""["']{1,3}(?=[^"']*[A-Z])([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)["']{1,3}""")


def query_notes(snapshot: Snapshot, text: str) -> tuple[str, ...]:
    """Return notes on a query: its names that nothing in the graph has, language tags that match nothing, and lists.

    A pattern with such a name matches nothing. A list that the query depends on may be incomplete.

    Parameters
    ----------
    snapshot : Snapshot
    text : str
        SPARQL that can be parsed.

    Returns
    -------
    tuple of str
        A sentence for each, with a suggestion.

    Examples
    --------
    >>> import kg
    >>> query_notes(kg.open().snapshot, "ASK { country:USA <https://w3id.org/diplomatic-kg/ontology#actFor> ?whom }")
    ('the graph has no country:USA; did you mean country:US (United States)?',
     'the ontology has no kg:actFor; did you mean kg:actsFor?')
    """
    found = [token for token in tokens(text) if token.kind != "comment"]
    return (*_unknown_names(snapshot, found), *_language_tags(found), *list_notes(snapshot, text))


def _unknown_names(snapshot: Snapshot, found: Sequence[Token]) -> Iterator[str]:
    ontologies = {info.iri for info in snapshot.manifest.graphs if info.role == "ontology"}
    template = _template(found)
    seen: set[str] = set()
    unknown = 0
    for place, iri in named_iris(found, snapshot.manifest.prefixes):
        if iri in seen or _is_typing(found, place):
            continue
        seen.add(iri)
        if unknown == _MOST:
            yield "other names of the query are not checked; correct these first"
            return
        term = iri.removesuffix(terms.local_name(iri)).rstrip("#/") in ontologies and iri not in ontologies
        if term:
            if not _is_declared(snapshot, iri, ontologies):
                unknown += 1
                yield f"the ontology has no {snapshot.compact(iri)}{_similar_term(snapshot, iri, ontologies)}"
        elif place not in template and not iri.startswith(_BUILT_IN) and not _occurs(snapshot, iri):
            unknown += 1
            hint = _similar_thing(snapshot, iri)
            yield f"the graph has no {snapshot.compact(iri)}{f'; {hint}' if hint else ''}"


def _is_typing(found: Sequence[Token], place: int) -> bool:
    """Return whether an IRI is the datatype of a literal, or a function."""
    called = found[place + 1].text == "(" if place + 1 < len(found) else False
    return found[place - 1].text == "^^" or (called and found[place - 1].text not in (".", ";", "{", ","))


def _template(found: Sequence[Token]) -> range:
    """Return the places of the template of a CONSTRUCT, in which new names are made."""
    for n, token in enumerate(found[:-1]):
        if token.word == "CONSTRUCT" and found[n + 1].text == "{":
            close = next((m for m in range(n, len(found)) if found[m].text == "}"), len(found))
            return range(n, close)
    return range(0)


def _is_declared(snapshot: Snapshot, iri: str, ontologies: set[str]) -> bool:
    quads = snapshot.store.quads_for_pattern(ox.NamedNode(iri), RDF_TYPE, None)
    return any(isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value in ontologies for quad in quads)


def _similar_term(snapshot: Snapshot, iri: str, ontologies: set[str]) -> str:
    namespace = iri.removesuffix(terms.local_name(iri))
    declared = {
        quad.subject.value
        for graph in ontologies
        for quad in snapshot.store.quads_for_pattern(None, RDF_TYPE, None, ox.NamedNode(graph))
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(namespace)
    }
    near = suggest(terms.local_name(iri), map(terms.local_name, declared - ontologies))
    return f"; did you mean {' or '.join(snapshot.compact(namespace + name) for name in near)}?" if near else ""


def _occurs(snapshot: Snapshot, iri: str) -> bool:
    """Return whether anything in the graph has an IRI: subject, predicate, object or graph."""
    if not terms.is_iri(iri):
        return True  # The engine may read it in another way.
    node = ox.NamedNode(iri)
    patterns = ((node, None, None, None), (None, None, node, None), (None, node, None, None), (None, None, None, node))
    return any(next(snapshot.store.quads_for_pattern(*pattern), None) is not None for pattern in patterns)


def _similar_thing(snapshot: Snapshot, iri: str) -> str:
    """Suggest the thing whose code or name is the end of an IRI, or one with a similar IRI."""
    namespace, local = iri.removesuffix(terms.local_name(iri)), terms.local_name(iri)
    typed = (
        quad.subject.value
        for graph in (ACCEPTED, INFERRED)
        for quad in snapshot.store.quads_for_pattern(None, RDF_TYPE, None, graph)
        if isinstance(quad.subject, ox.NamedNode)
    )
    things = {other for other in (*typed, *snapshot.graph_info) if other.startswith(namespace)}
    try:
        known = resolve(snapshot, local)
    except (UnknownNameError, UsageError):
        return nearest(snapshot, snapshot.compact(iri), things) if things else ""
    same = isinstance(known, ox.NamedNode) and known.value in things
    return f"did you mean {snapshot.compact(known.value)} ({snapshot.text(known)})?" if same else ""


def _language_tags(found: Sequence[Token]) -> Iterator[str]:
    """Explain a language tag with capitals in a comparison: the tags of the graph have none."""
    if any(token.word == "LANG" for token in found) and all(token.word != "LANGMATCHES" for token in found):
        for token in found:
            if token.kind == "text" and (tag := _TAG.fullmatch(token.text)):
                yield (
                    f'language tags are in lower case here: compare with "{tag[1].lower()}", '
                    f'or use langMatches(lang(?x), "{tag[1]}")'
                )
