"""Explains errors in the text of a query: the line, a caret under the place, a suggestion."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from kg.errors import Finding, QueryError, caret, suggest
from kg.rdf import terms
from kg.rdf.model import RDF_TYPE
from kg.store.snapshot import Snapshot

_UPDATE = re.compile(
    r"(?is)(?:\s+|#[^\n]*\n|(?:prefix\s+[\w.-]*:|base)\s*<[^>]*>)*"
    r"(?:insert|delete|load|clear|drop|create|add|move|copy|with)\b"
)


_KEYWORDS = (
    "SELECT", "CONSTRUCT", "DESCRIBE", "ASK", "WHERE", "DISTINCT", "FILTER", "OPTIONAL", "UNION", "MINUS", "GRAPH",
    "BIND", "VALUES", "GROUP BY", "HAVING", "ORDER BY", "LIMIT", "OFFSET", "PREFIX", "BASE", "FROM", "EXISTS",
)  # fmt: skip


def unknown_terms(snapshot: Snapshot, text: str) -> list[str]:
    """List the terms of a query that no ontology of the graph declares; a pattern with such a term matches nothing.

    Parameters
    ----------
    snapshot : Snapshot
    text : str
        SPARQL.

    Returns
    -------
    list of str
        A sentence for each, with a suggestion.

    Examples
    --------
    >>> import kg
    >>> unknown_terms(kg.open().snapshot, "ASK { ?who <https://w3id.org/diplomatic-kg/ontology#actFor> ?whom }")
    ['the ontology has no ...actFor; did you mean kg:actsFor?']
    """
    graphs = [info.iri for info in snapshot.manifest.graphs if info.role == "ontology"]
    declared = {
        quad.subject.value
        for graph in graphs
        for quad in snapshot.store.quads_for_pattern(None, RDF_TYPE, None, ox.NamedNode(graph))
        if isinstance(quad.subject, ox.NamedNode)
    } - set(graphs)
    # Only the namespaces of the ontologies, not that of SKOS, from which they use some terms.
    owned = {iri.removesuffix(terms.local_name(iri)) for iri in declared if iri.startswith(tuple(graphs))}
    prefixes = {**snapshot.manifest.prefixes, **declared_prefixes(text)}
    bare = "\n".join(_bare(line) for line in text.splitlines())
    named = {
        prefixes[p] + name for p, name in re.findall(r"(?<![\w:?$@])([A-Za-z][\w.-]*):([\w-]+)", bare) if p in prefixes
    }
    named |= set(re.findall(r"<([^<>\s]*)>", re.sub(r"(?i)\bprefix\s+[\w.-]*:\s*<[^>]*>", "", text)))
    notes = []
    for iri in sorted(named - declared):
        namespace = iri.removesuffix(terms.local_name(iri))
        if namespace in owned and iri != namespace:
            near = suggest(terms.local_name(iri), (terms.local_name(d) for d in declared if d.startswith(namespace)))
            hint = f"; did you mean {' or '.join(snapshot.compact(namespace + name) for name in near)}?" if near else ""
            notes.append(f"the ontology has no {snapshot.compact(iri)}{hint}")
    return notes


def _bare(line: str) -> str:
    """Replace comments, texts and IRIs of a line of SPARQL by spaces; all other characters keep their places."""
    return re.sub(r"#(?![^<]*>).*|\"[^\"]*\"|'[^']*'|<[^>]*>", lambda m: " " * len(m[0]), line)


def declared_prefixes(text: str) -> dict[str, str]:
    """Return the prefixes that a query declares, with their namespaces.

    Examples
    --------
    >>> declared_prefixes("PREFIX ex: <https://example.org/> ASK { ex:a ?p ?o }")
    {'ex': 'https://example.org/'}
    """
    return dict(re.findall(r"(?i)\bprefix\s+([\w.-]*):\s*<([^>]*)>", text))


def query_error(snapshot: Snapshot, text: str, error: Exception) -> QueryError:
    """Return the error for users that corresponds to an error of the engine.

    Parameters
    ----------
    snapshot : Snapshot
        Prefixes come from it.
    text : str
        The query.
    error : Exception

    Examples
    --------
    >>> import kg
    >>> str(query_error(kg.open().snapshot, "", SyntaxError("no query")))
    'the query is empty'
    """
    if isinstance(error, SyntaxError):
        return QueryError(explain_syntax(text, str(error), snapshot.manifest.prefixes))
    return QueryError(Finding("query", f"the query could not be run: {error}"))


def explain_syntax(text: str, message: str, prefixes: Mapping[str, str]) -> Finding:
    """Turn an error message of the engine into a clear one: the line, a caret under the place, a suggestion.

    Parameters
    ----------
    text : str
        The query.
    message : str
        The message of the engine.
    prefixes : mapping of str to str
        Prefixes that need no declaration.

    Examples
    --------
    >>> print(QueryError(explain_syntax("SELECT ?x { ?x a foo:Bar }", "", {"kg": "urn:kg"})))
    line 1, column 18: the prefix foo: is not declared
      SELECT ?x { ?x a foo:Bar }
                       ^^^^
      → known ones: kg
    """
    if not re.sub(r"#.*", "", text).strip():
        return Finding("query", "the query is empty")
    place = re.search(r"error at (\d+):(\d+): (.*)", message, re.S)
    declared = {**prefixes, **declared_prefixes(text)}
    lines = text.splitlines() or [""]
    if _UPDATE.match(text):
        return Finding(
            "query", "kg sparql only reads", remedy="to change the graph, edit the Turtle files and run kg build"
        )
    for number, line in enumerate(map(_bare, lines), 1):
        for match in re.finditer(r"(?<![\w:?$@])([A-Za-z][\w.-]*):", line):
            if match[1] not in declared and match[1] != "_":
                near = suggest(match[1], declared)
                hint = f"did you mean {near[0]}:?" if near else "known ones: " + ", ".join(sorted(declared))
                column = match.start() + 1
                return Finding(
                    "query", f"the prefix {match[1]}: is not declared", line=number, column=column, remedy=hint,
                    excerpt=caret(lines[number - 1], column, len(match[1]) + 1),
                )  # fmt: skip
    if place is None:
        return Finding("query", f"the query cannot be parsed: {message}")
    row, column = int(place[1]), int(place[2])
    lines_before = text.splitlines(keepends=True)[: row - 1]
    expected = re.sub(r"\s+", " ", place[3])
    wanted = re.search(r"expected (?:one of )?(.*)", expected)
    words = [
        w
        for w in (wanted[1].split(", ") if wanted else [])
        if not re.search(r"\\u|\.\.=|^\[|Prefix not found|LATERAL|SERVICE|BIND", w)
    ]
    if words and all(map(str.isalpha, words)):
        # The engine gives the place where a keyword would have ended; the wrong word starts before it.
        offset = max(0, sum(map(len, lines_before)) + column - 1 - min(map(len, words)))
        row, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
        found = re.compile(r"\w+").match(text, offset)
        if found and (near := suggest(found[0], _KEYWORDS, 1)) and near[0] != found[0].upper():
            return Finding(
                "query", "the query cannot be parsed here", line=row, column=column,
                excerpt=caret(lines[row - 1], column, len(found[0])), remedy=f"did you mean {near[0]}?",
            )  # fmt: skip
    shown = lines[min(row, len(lines)) - 1]
    under = caret(shown, min(column, len(shown) + 1))
    return Finding("query", "the query cannot be parsed here", line=row, column=column, excerpt=under)
