"""SPARQL over a snapshot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import QueryError, UsageError
from kg.rdf import terms
from kg.rdf.model import Term, plain
from kg.sparql.results import Answer, Result, TriplesResult
from kg.sparql.syntax import query_error, refuse, undeclared
from kg.sparql.tokens import Token, named_iris, tokens
from kg.sparql.worker import Limits, Reply, Task, current_limits, evaluate, runs_here, worker_of
from kg.store.snapshot import Snapshot

#: A byte order mark, which some editors write before a text.
_BOM = "\ufeff"
_DEFAULT = (terms.ACCEPTED, terms.INFERRED)
#: The number of statements up to which kg's own queries run in this process: none takes a second there.
_SMALL = 100_000
_ERRORS = (SyntaxError, OSError, RuntimeError, ValueError, TypeError)
#: A clause for any graph, wherever it stands in a text: also in a comment or in what only looks like one.
_ANY_GRAPH = re.compile(r"\bgraph\s*[?$]", re.IGNORECASE)
#: A line that is a comment, or part of a long text.
_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
#: Words before a group that need not match.
_NOT_CERTAIN = ("OPTIONAL", "MINUS", "EXISTS", "NOTEXISTS")


def run(snapshot: Snapshot, text: str, limits: Limits | None = None) -> Answer:
    """Run SPARQL: a table for SELECT, triples for CONSTRUCT and DESCRIBE, true or false for ASK.

    Without FROM, the default graph is the accepted and the inferred graph, and the named graphs are the sources, also
    for ``GRAPH ?g``. If the query names the accepted or the inferred graph, these are named graphs, too.

    Parameters
    ----------
    snapshot : Snapshot
    text : str
    limits : Limits, optional
        Given for a query that somebody typed or that comes from a file of a project: it then runs in a process of its
        own, which can be stopped. A query of kg's own needs none: it runs in this process, unless the graph is large or
        `kg.sparql.worker.limited` sets limits.

    Raises
    ------
    QueryError
        If it cannot be parsed or run, or is refused; shows the place.
    QueryLimitError
        If it exceeds the limits.

    Examples
    --------
    >>> import kg
    >>> run(kg.open().snapshot, "ASK { country:UZ a kg:Party }", Limits(seconds=10))
    True
    """
    answer, cut = _answer(snapshot, text, limits)
    try:
        if isinstance(answer, ox.QueryBoolean):
            return bool(answer)
        notes = _notes(limits, cut=cut)
        if isinstance(answer, ox.QuerySolutions):
            columns = tuple(variable.value for variable in answer.variables)
            found = tuple(tuple(map(_plain_term, row)) for row in answer)
            return Result(columns, found, snapshot, notes)
        return TriplesResult(tuple(plain(triple) for triple in answer), snapshot, notes)
    except _ERRORS as error:
        raise query_error(snapshot, text, error) from error


def parse(snapshot: Snapshot, text: str, limits: Limits | None = None) -> None:
    """Parse SPARQL, without running it on the graph.

    Parameters
    ----------
    snapshot : Snapshot
    text : str
    limits : Limits, optional
        As in `run`.

    Raises
    ------
    QueryError
        If it cannot be parsed, or is refused; shows the place.

    Examples
    --------
    >>> import kg
    >>> parse(kg.open().snapshot, "ASK { country:UZ a kg:Party }")
    """
    text = text.removeprefix(_BOM)
    _words(snapshot, text)
    task = Task(text, dict(snapshot.manifest.prefixes), parse_only=True)
    try:
        if limits is None:
            evaluate(snapshot.store, task)
        else:
            worker_of(snapshot, snapshot.store, snapshot.folder / snapshot.part).ask(task, limits)
    except _ERRORS as error:
        raise query_error(snapshot, text, error) from error


def run_w3c(snapshot: Snapshot, text: str, style: str, limits: Limits | None = None) -> tuple[str, tuple[str, ...]]:
    """Run SPARQL and write the answer in one of the W3C's formats for SPARQL results.

    Parameters
    ----------
    snapshot : Snapshot
    text : str
    style : {"json", "csv", "tsv"}
        SPARQL 1.1 Query Results JSON Format, or CSV and TSV Formats.
    limits : Limits, optional
        As in `run`.

    Raises
    ------
    QueryError
        As in `run`.
    UsageError
        For CONSTRUCT and DESCRIBE, whose answers are triples.
    """
    formats = {"json": ox.QueryResultsFormat.JSON, "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV}
    answer, cut = _answer(snapshot, text, limits)
    try:
        if not isinstance(answer, (ox.QuerySolutions, ox.QueryBoolean)):
            raise UsageError(f"triples are written as turtle, not as {style}")
        written = answer.serialize(format=formats[style])
    except _ERRORS as error:
        raise query_error(snapshot, text, error) from error
    return (written or b"").decode().rstrip("\n") + "\n", _notes(limits, cut=cut)


def _notes(limits: Limits | None, *, cut: bool) -> tuple[str, ...]:
    if not cut or limits is None:
        return ()
    return (f"the answer is cut after {limits.rows:,} rows; --limit 0 (in Python limit=None) gives all",)


def _answer(
    snapshot: Snapshot, text: str, limits: Limits | None
) -> tuple[ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple | ox.Quad], bool]:
    """Run SPARQL; return the answer of the engine, and whether it was cut."""
    text = text.removeprefix(_BOM)
    task = _with_dataset(snapshot, _words(snapshot, text), Task(text, dict(snapshot.manifest.prefixes)))
    try:
        is_large = snapshot.manifest.size > _SMALL and not runs_here()
        limits = limits or current_limits() or (Limits() if is_large else None)
        if limits is None:
            return evaluate(snapshot.store, task), False
        reply = worker_of(snapshot, snapshot.store, snapshot.folder / snapshot.part).ask(task, limits)
        return _read(reply), reply.cut
    except _ERRORS as error:
        raise query_error(snapshot, text, _as_written(text, task, error)) from error


def _as_written(text: str, task: Task, error: Exception) -> Exception:
    """Return the error that the engine has with the text as it was written; its places are those of that text."""
    if task.text != text and isinstance(error, SyntaxError):
        try:
            evaluate(ox.Store(), Task(text, task.prefixes, parse_only=True))
        except _ERRORS as other:
            return other
    return error


def _words(snapshot: Snapshot, text: str) -> list[Token]:
    """Return the tokens of a query without comments; refuse a query that the engine must not read.

    The engine reads ``GRAPHex:a`` as a keyword and a name; in SPARQL it is one name, whose prefix nobody declares.
    """
    found = [*tokens(text)]
    refuse(text, found)
    words = [token for token in found if token.kind != "comment"]
    if (wrong := undeclared(text, words, snapshot.manifest.prefixes)) is not None:
        raise QueryError(wrong)
    return words


def _read(reply: Reply) -> ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Quad]:
    if reply.kind == "triples":
        return ox.parse(reply.content, format=ox.RdfFormat.N_TRIPLES)
    form = ox.QueryResultsFormat.JSON if reply.kind == "boolean" else ox.QueryResultsFormat.TSV
    return ox.parse_query_results(reply.content, format=form)


def _with_dataset(snapshot: Snapshot, words: Sequence[Token], task: Task) -> Task:
    """Say which graphs a query reads; with FROM, the query itself says it."""
    iris = dict(named_iris(words, snapshot.manifest.prefixes))
    if all(token.word != "FROM" for token in words):
        # All graphs of the store: the sources, the accepted and the inferred graph.
        task = replace(task, default=_DEFAULT)
        if {*iris.values()} & {*_DEFAULT}:
            return task
        if (text := _of_sources(task.text, words)) is not None:
            return replace(task, text=text)
        return replace(task, named=[info.iri for info in snapshot.manifest.graphs])
    default: list[str] = []
    named: list[str] = []
    for place, token in enumerate(words[:-2]):
        if token.word == "FROM":
            is_named = words[place + 1].word == "NAMED"
            (named if is_named else default).append(iris.get(place + 1 + is_named, ""))
    if len(default) < 2 or not all(map(terms.is_iri, (*default, *named))):
        return task
    # The engine would find a statement of two of these graphs twice.
    return replace(task, default=list(dict.fromkeys(default)), named=named, merged=True)


def _of_sources(text: str, words: Sequence[Token]) -> str | None:
    """Add to each ``GRAPH ?g { ... }`` of a query that ?g is neither the accepted nor the inferred graph.

    The engine could be given the list of the sources instead, but then it looks in each of them for each row of a
    join: thousands of times as long in a graph of thousands of sources. None if this is not certainly the same, or a
    clause cannot be found for certain.
    """
    ends: dict[int, str] = {}
    clauses: list[_Clause] = []
    for place, token in enumerate(words):
        if token.kind == "sign" and token.text == "{":
            is_any = place > 1 and words[place - 2].word == "GRAPH" and words[place - 1].kind == "variable"
            clauses.append(_Clause(words[place - 1].text if is_any else "", place))
        elif token.kind == "sign" and token.text == "}":
            if not clauses:
                return None
            clause = clauses.pop()
            if clause.variable:
                if not _binds_its_graph(words[clause.start + 1 : place], clause.variable):
                    return None
                ends[token.start + 1] = clause.variable
        elif token.word == "SELECT" and any(clause.variable for clause in clauses):
            return None  # The engine does not bind the variable to the graphs of a query inside the clause.
    if clauses or len(ends) != len(_ANY_GRAPH.findall(_COMMENT.sub("", text))) or "\\u" in text.lower():
        return None
    others = ", ".join(f"<{iri}>" for iri in _DEFAULT)
    for end, variable in sorted(ends.items(), reverse=True):
        text = f"{text[:end]} FILTER ({variable} NOT IN ({others})) {text[end:]}"
    return text


class _Clause(NamedTuple):
    """A group that is open: the variable of its GRAPH, or an empty text, and the place of its first token."""

    variable: str
    start: int


def _binds_its_graph(words: Sequence[Token], variable: str) -> bool:
    """Return whether triple patterns in a GRAPH clause certainly bind its variable, and nothing else in it does."""
    in_values = False
    for before, token in pairwise(words):
        in_values = (in_values or before.word == "VALUES") and token.text != "{"
        is_same = token.kind == "variable" and token.text[1:] == variable[1:]
        if token.word == "GRAPH" or (is_same and (in_values or before.word == "AS")):
            return False
    return bool(words) and words[0].word != "GRAPH" and _has_pattern(words)


def _has_pattern(words: Sequence[Token]) -> bool:
    """Return whether each solution of a group matches a triple pattern of it."""
    place, branches, in_values = 0, True, False
    while place < len(words):
        token = words[place]
        before, after = (words[n] if 0 <= n < len(words) else None for n in (place - 1, place + 1))
        if token.kind == "sign" and token.text in "({":
            end = _closing(words, place)
            is_group = token.text == "{" and not in_values and not (before and before.word in _NOT_CERTAIN)
            if is_group:
                is_next = before is not None and before.word == "UNION"
                branches = _has_pattern(words[place + 1 : end]) and (branches or not is_next)
                if branches and not (end + 1 < len(words) and words[end + 1].word == "UNION"):
                    return True
            in_values = in_values and token.text == "("
            place = end
        elif token.word == "VALUES":
            in_values = True
        elif not in_values and not (before and before.word == "FILTER"):
            is_function = after is not None and after.text == "("
            if token.kind == "variable" or (token.kind in ("iri", "name") and not is_function):
                return True
        place += 1
    return False


def _closing(words: Sequence[Token], place: int) -> int:
    """Return the place of the bracket that closes one; the last place if there is none."""
    depth = 0
    for number in range(place, len(words)):
        if words[number].kind == "sign":
            depth += (words[number].text in "({") - (words[number].text in ")}")
        if not depth:
            return number
    return len(words) - 1


def _plain_term(term: object) -> Term | None:
    if term is None or isinstance(term, (ox.NamedNode, ox.BlankNode, ox.Literal)):
        return term
    raise ValueError("triple terms (RDF 1.2) are not supported")
