"""What a reader of an answer should know about the query: what in it matches nothing, and lists that are incomplete.

Unknown names, variables without a value, and texts that the graph has with another type or language match nothing.
"""

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
_BUILT_IN = (terms.XSD, terms.RDF, terms.OWL, "http://www.opengis.net/def/function/geosparql/")
#: The number of unknown names that are reported: the search for similar names takes time.
_MOST = 5
#: How many texts after one property are compared with its values.
_COMPARED = 100
#: A text that is a date.
_DATE = re.compile(r"""["']\d{4}-\d\d-\d\d["']""")
#: A language tag with a capital.
_TAG = re.compile(r"""["']{1,3}(?=[^"']*[A-Z])([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)["']{1,3}""")


def query_notes(snapshot: Snapshot, text: str) -> tuple[str, ...]:
    """Return notes on a query: what in it matches nothing, and the lists that it depends on, which may be incomplete.

    Names, variables, texts and language tags can match nothing.

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
    return (*match_notes(snapshot, text), *list_notes(snapshot, text), *lenient_notes(snapshot))


def match_notes(snapshot: Snapshot, text: str) -> tuple[str, ...]:
    """Return notes on what in a query matches nothing; its parameters are those of `query_notes`.

    Examples
    --------
    >>> import kg
    >>> match_notes(kg.open().snapshot, 'SELECT ?x { ?x kg:qwertz ?y FILTER(lang(?y) = "EN") }')
    ('the ontology has no kg:qwertz',
     'language tags are in lower case here: compare with "en", or use langMatches(lang(?x), "EN")')
    """
    found = [token for token in tokens(text) if token.kind != "comment"]
    return (
        *(f"{said}; {hint}" if hint else said for _, said, hint in unknown_names(snapshot, text)),
        *_unbound(found),
        *_unmatched_values(snapshot, found),
        *_language_tags(found),
    )


def lenient_notes(snapshot: Snapshot) -> tuple[str, ...]:
    """Say of a lenient build which files have statements that are left out, because a file may not make them.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    tuple of str
        Empty if it is no lenient build, or nothing is left out.

    Examples
    --------
    >>> import kg
    >>> lenient_notes(kg.open().snapshot)
    ()
    """
    manifest = snapshot.manifest
    sources = {found.source for found in manifest.findings if found.check.startswith("role-")}
    paths = sorted(info.path for info in manifest.graphs if info.iri in sources)
    if not manifest.scope.lenient or not paths:
        return ()
    files = ", ".join(paths)
    return (f"lenient: statements that a file may not make are left out of {files}; kg check --lenient lists them",)


def unknown_names(snapshot: Snapshot, text: str) -> Iterator[tuple[Token, str, str]]:
    """Find the names in a query that nothing in the graph has; its parameters are those of `query_notes`.

    Yields
    ------
    tuple of Token, str, str
        The name, a sentence, and a suggestion, which may be empty.

    Examples
    --------
    >>> import kg
    >>> next(unknown_names(kg.open().snapshot, "ASK { country:USA ?p ?o }"))[1:]
    ('the graph has no country:USA', 'did you mean country:US (United States)?')
    """
    found = [token for token in tokens(text) if token.kind != "comment"]
    ontologies = {info.iri for info in snapshot.manifest.graphs if info.role == "ontology"}
    template = _template(found)
    seen: set[str] = set()
    unknown = 0
    for place, iri in named_iris(found, snapshot.manifest.prefixes):
        # The datatype of a literal; in `?x<5&&?y>3` what looks like an IRI is none.
        if iri in seen or found[place - 1].text == "^^" or "&&" in iri:
            continue
        seen.add(iri)
        if unknown == _MOST:
            yield found[place], "other names of the query are not checked", "correct these first"
            return
        term = iri.removesuffix(terms.local_name(iri)).rstrip("#/") in ontologies and iri not in ontologies
        if term:
            if not _is_declared(snapshot, iri, ontologies):
                unknown += 1
                hint = _similar_term(snapshot, iri, ontologies)
                yield found[place], f"the ontology has no {snapshot.compact(iri)}", hint
        elif place not in template and not iri.startswith(_BUILT_IN) and not _occurs(snapshot, iri):
            unknown += 1
            yield found[place], f"the graph has no {snapshot.compact(iri)}", _similar_thing(snapshot, iri)


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
    return f"did you mean {' or '.join(snapshot.compact(namespace + name) for name in near)}?" if near else ""


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


def _uses(found: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Yield the places of a query, each with its use.

    It is "value" in a pattern, in VALUES or after AS; "expression" in a filter and the like; "optional" inside IF(),
    COALESCE() and BOUND(), which take a variable without a value; "head" for variables that a query asks for.
    """
    brackets = ["head"]
    selects = False
    for n, token in enumerate(found):
        before = found[n - 1] if n else token
        if token.word == "SELECT":
            selects = True
        elif token.word in ("WHERE", "FROM") or token.text == "{":
            selects = False
        if token.text in ("{", "[") and token.kind == "sign":
            brackets.append("value")
        elif token.text == "(" and token.kind == "sign":
            inner = brackets[-1] if brackets[-1] in ("expression", "optional") else "value"
            if before.word in ("IF", "COALESCE", "BOUND") or inner == "optional":
                inner = "optional"
            elif selects or before.word not in ("", "VALUES", "A"):
                inner = "expression"
            brackets.append("value" if before.word == "VALUES" else inner)
        elif token.text in ("}", "]", ")") and token.kind == "sign" and len(brackets) > 1:
            brackets.pop()
        elif before.word in ("AS", "VALUES"):
            yield n, "value"
        else:
            yield n, "head" if selects and brackets[-1] == "value" else brackets[-1]


def _unbound(found: Sequence[Token]) -> Iterator[str]:
    """Name the variables that a query uses, but that nothing in it gives a value."""
    used = [(found[n].text[1:], use) for n, use in _uses(found) if found[n].kind == "variable"]
    valued = {name for name, use in used if use == "value"}
    asked = (name for name, use in used if use in ("head", "expression"))
    for name in dict.fromkeys(name for name in asked if name not in valued):
        near = suggest(name, valued, 1)
        hint = f"; did you mean ?{near[0]}?" if near else ""
        yield f"nothing in the query gives ?{name} a value{hint}"


def _unmatched_values(snapshot: Snapshot, found: Sequence[Token]) -> Iterator[str]:
    """Explain a value that its property never has, if the property has the same text in another form."""
    iris = dict(named_iris(found, snapshot.manifest.prefixes))
    texts = {found[n + 1].text for n, token in enumerate(found[:-1]) if token.word == "AS"}
    written_after: dict[str, dict[str, None]] = {}
    for n, use in _uses(found):
        if found[n].kind != "text" or n < 3 or found[n - 1].text == "^^":
            continue
        follows = found[n + 1] if n + 1 < len(found) else found[n]
        length = 3 if follows.text == "^^" else 2 if follows.kind == "language" else 1
        written = "".join(token.text for token in found[n : n + length])
        if use == "value" and n - 1 in iris:
            written_after.setdefault(iris[n - 1], {})[written] = None
        elif use == "expression" and found[n - 1].text in ("<", ">", "=") and _DATE.fullmatch(written):
            compared = found[n - 2] if found[n - 2].kind == "variable" else found[n - 3]
            if compared.kind == "variable" and compared.text not in texts:
                yield f"a text is not a date: compare {compared.text} with {written}^^xsd:date"
    for iri, several in written_after.items():
        yield from _other_forms(snapshot, ox.NamedNode(iri), [*several][:_COMPARED])


def _other_forms(snapshot: Snapshot, predicate: ox.NamedNode, several: Sequence[str]) -> Iterator[str]:
    """Say of each literal which value of a property has its text, if none is equal to it; read all values once."""
    forms: dict[str, set[str]] = {}
    asked: dict[str, str] = {}
    for written in several:
        try:
            value = next(snapshot.select(f"SELECT ?x {{ BIND ({written} AS ?x) }}"))["x"]
        except (SyntaxError, ValueError):
            continue  # It has a prefix that only the query declares.
        if isinstance(value, ox.Literal) and not any(snapshot.store.quads_for_pattern(None, predicate, value)):
            asked[written] = value.value
            forms[value.value] = set()
    by_name = {text.lower(): text for text in forms}
    for quad in snapshot.store.quads_for_pattern(None, predicate, None) if forms else ():
        value = quad.object
        if isinstance(value, ox.Literal) and value.value in forms:
            forms[value.value].add(_short(snapshot, value))
        elif isinstance(value, ox.NamedNode) and (text := by_name.get(terms.local_name(value.value).lower())):
            forms[text].add(snapshot.compact(value.value))
    for written, text in asked.items():
        if forms[text]:
            yield f"{snapshot.compact(predicate.value)} never has {written}; write {' or '.join(sorted(forms[text]))}"


def _short(snapshot: Snapshot, value: ox.Literal) -> str:
    """Write a literal as in a query."""
    full = str(value)
    return full.replace(str(value.datatype), snapshot.compact(value.datatype.value)) if "^^" in full else full


def _language_tags(found: Sequence[Token]) -> Iterator[str]:
    """Explain a language tag with capitals in a comparison: the tags of the graph have none."""
    if any(token.word == "LANG" for token in found) and all(token.word != "LANGMATCHES" for token in found):
        for n, token in enumerate(found):
            # After a property it is another text, such as the code of a country.
            if token.kind != "text" or not n or found[n - 1].kind in ("name", "iri"):
                continue
            if tag := _TAG.fullmatch(token.text):
                yield (
                    f'language tags are in lower case here: compare with "{tag[1].lower()}", '
                    f'or use langMatches(lang(?x), "{tag[1]}")'
                )
            elif _is_part_of_tag(found, n):
                lower = token.text.lower()
                yield f"language tags are in lower case here: write {lower}, or use langMatches(lang(?x), ...)"


def _is_part_of_tag(found: Sequence[Token], place: int) -> bool:
    """Return whether a text with a capital is looked for in a language tag, as in STRSTARTS(lang(?x), "EN-")."""
    text = found[place].text
    before = [token.word or token.text for token in found[max(0, place - 5) : place]]
    if text == text.lower() or "\\" in text or before[:2] != ["LANG", "("] or before[3:] != [")", ","]:
        return False
    flags = found[place + 1 : place + 3]
    return not (len(flags) == 2 and flags[0].text == "," and "i" in flags[1].text)
