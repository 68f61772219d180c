"""Explains errors in the text of a query: those that kg finds before it runs the query, and those of the engine.

Each error has the line, a caret under the place, the reason as far as it can be told, and what to do.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect
from collections.abc import Mapping, Sequence

from kg.errors import Finding, QueryError, QueryLimitError, caret, suggest
from kg.rdf import terms
from kg.sparql.tokens import Token, declared_prefixes, tokens, unescaped
from kg.store.snapshot import Snapshot

#: The size of a query in characters, the depth of its brackets, and the number of its operators (UNION, FILTER, ||
#: and so on), above which it is refused: the engine needs a part of the stack for each, and the stack ends.
_LONGEST, _DEEPEST, _MOST_OPERATORS = 2_000_000, 100, 5_000
_OPENING, _CLOSING = frozenset(("(", "{", "[", "<<", "<<(")), frozenset((")", "}", "]", ">>", ")>>"))
_OPERATORS = frozenset(("||", "&&", "+", "-", "*", "/", "|", "^", "!"))
_OPERATOR_WORDS = frozenset(
    ("UNION", "FILTER", "OPTIONAL", "MINUS", "BIND", "GRAPH", "VALUES", "AS", "EXISTS", "LATERAL", "SELECT")
)
_UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"))
#: The beginning of a group after white space and comments.
_GROUP = re.compile(r"\s*+(?:#[^\n\r]*+\s*+)*\{")
_ODD_SPACE = re.compile(r"[^\S \t\r\n]")
#: What begins like an IRI, up to its end, although it has a character that no IRI has.
_WHOLE_IRI = re.compile(r"<(?:[A-Za-z][\w+.-]*://|urn:)[^<>\n]*>")

_KEYWORDS = (
    "SELECT", "CONSTRUCT", "DESCRIBE", "ASK", "WHERE", "DISTINCT", "FILTER", "OPTIONAL", "UNION", "MINUS", "GRAPH",
    "BIND", "VALUES", "GROUP BY", "HAVING", "ORDER BY", "LIMIT", "OFFSET", "PREFIX", "BASE", "FROM", "EXISTS",
)  # fmt: skip


def refuse(text: str, found: Sequence[Token]) -> None:
    """Raise an error for a query that the engine must not read.

    These are updates, queries that call other servers, and queries so long or nested that the engine could crash.

    Parameters
    ----------
    text : str
    found : sequence of Token
        The tokens of the text.

    Raises
    ------
    QueryError
        Its finding has the place.
    QueryLimitError
        For a query that is too long, or nested too deeply.

    Examples
    --------
    >>> query = "ASK { SERVICE <http://example.org/> { ?s ?p ?o } }"
    >>> refuse(query, [*tokens(query)])
    Traceback (most recent call last):
    ...
    kg.errors.QueryError: line 1, column 7: a query cannot call another server: kg answers from this graph only
      ASK { SERVICE <http://example.org/> { ?s ?p ?o } }
            ^^^^^^^
      → leave SERVICE out
    """
    if len(text) > _LONGEST:
        raise QueryLimitError(Finding("query", f"the query has more than {_LONGEST:,} characters", remedy="split it"))
    plain = [token for token in found if token.kind != "comment"]
    first = next((token.word for token in plain if token.word not in ("", "PREFIX", "BASE")), "")
    if first in _UPDATES:
        raise QueryError(
            Finding("query", "kg sparql only reads",
                    remedy="to change the graph, edit the Turtle files and run kg build")
        )  # fmt: skip
    depth = operators = 0
    for before, token in zip((None, *plain), plain, strict=False):
        if _is_call(text, token) and not (
            before and token.kind == "name" and before.word in ("GRAPH", "FROM", "NAMED")
        ):
            raise QueryError(_at(text, token, "a query cannot call another server: kg answers from this graph only",
                                 "leave SERVICE out"))  # fmt: skip
        if token.kind == "word":
            operators += token.word in _OPERATOR_WORDS
        elif token.kind == "sign":
            operators += token.text in _OPERATORS
            depth += (token.text in _OPENING) - (token.text in _CLOSING)
            if depth > _DEEPEST:
                message = f"the query is nested too deeply: more than {_DEEPEST} brackets are open here"
                raise QueryLimitError(_at(text, token, message, "split it into several queries"))
        if operators > _MOST_OPERATORS:
            message = f"the query is too long: it has more than {_MOST_OPERATORS:,} operators and clauses"
            raise QueryLimitError(
                _at(text, token, message, "list values with VALUES, or split it into several queries")
            )
    if _hides_call(text, found):
        raise QueryError(
            Finding("query", "a query cannot call another server: kg answers from this graph only",
                    remedy="leave SERVICE out, also of texts and comments")
        )  # fmt: skip


def _is_call(text: str, token: Token) -> bool:
    """Return whether a token calls a server: ``SERVICE``, or ``SERVICEa:b`` before a group, without a space."""
    if token.kind == "name" and token.text.upper().startswith("SERVICE"):
        return _GROUP.match(text, token.start + len(token.text)) is not None
    return "SERVICE" in token.word


def _hides_call(text: str, found: Sequence[Token]) -> bool:
    """Return whether the engine could see a call of a server where the tokens show none.

    ``<a#b>`` is an IRI, or, as in ``?x <a#b>``, a comparison and the beginning of a comment.
    """
    if "\\u" in text.lower() and any(_is_call(plain, token) for plain in [unescaped(text)] for token in tokens(plain)):
        return True
    ends = [match.end() for match in re.finditer("[\n\r]", text)]
    seen: set[int] = set()
    known = {*found}
    readings = [iter(found)]
    while readings:
        # A reading ends where it meets one before it, so that the time is in proportion to the text.
        for token in itertools.takewhile(lambda token: token.start not in seen, readings.pop()):
            if _is_call(text, token) and token not in known:
                return True
            seen.add(token.start)
            if token.kind == "iri" and "#" in token.text and (line := bisect(ends, token.start)) < len(ends):
                # After the comment, the query goes on in the next line.
                readings.append(tokens(text, ends[line]))
    return False


def _at(text: str, token: Token, message: str, remedy: str | None) -> Finding:
    """Return a finding at a token."""
    return _place(text, token.start, message, remedy, len(token.text.splitlines()[0]))


def _place(text: str, start: int, message: str, remedy: str | None = None, width: int = 1) -> Finding:
    """Return a finding at a place, counted in characters."""
    before = text[:start].split("\n")
    line = text[start - len(before[-1]) :].split("\n", 1)[0]
    number, column = len(before), len(before[-1]) + 1
    # A long line is cut around the place.
    first = max(0, column - 60) if len(line) > 160 else 0
    excerpt = caret(line[first : first + 160], column - first, min(width, 80))
    return Finding("query", message, line=number, column=column, remedy=remedy, excerpt=excerpt)


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
    if unknown := re.search(r"The custom function (<.*>) is not supported", str(error)):
        return QueryError(Finding("query", f"there is no function {unknown[1]}", remedy="use a function of SPARQL 1.1"))
    return QueryError(Finding("query", f"the query could not be run: {error}"))


def explain_syntax(text: str, message: str, prefixes: Mapping[str, str]) -> Finding:
    """Turn an error message of the engine into a clear one: the line, a caret under the place, the reason, a remedy.

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
    from kg.sparql.reasons import reason

    found = [token for token in tokens(text) if token.kind != "comment"]
    if not found:
        return Finding("query", "the query is empty")
    if (wrong := undeclared(text, found, prefixes)) is not None:
        return wrong
    place = re.search(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if place is None:
        return Finding("query", f"the query cannot be parsed: {message}")
    end = _offset(text, int(place[1]), int(place[2]))
    said = re.sub(r"\s+", " ", place[3])
    if (wrong := _odd_space(text) or _mistyped(text, said, end)) is not None:
        return wrong
    if (why := reason(found, said, end)) is not None:
        return _at(text, why.token, why.message, why.remedy)
    return _place(text, min(end, len(text.rstrip())), "the query cannot be parsed here", _wanted(said))


def undeclared(text: str, found: Sequence[Token], prefixes: Mapping[str, str]) -> Finding | None:
    """Find a prefix that is not declared.

    Parameters
    ----------
    text : str
        The query.
    found : sequence of Token
        Its tokens, without comments.
    prefixes : mapping of str to str
        Prefixes that need no declaration.

    Examples
    --------
    >>> query = "ASK { GRAPHex:a { ?s ?p ?o } }"
    >>> undeclared(query, [*tokens(query)], {"ex": "urn:ex:"}).message
    'the prefix GRAPHex: is not declared'
    """
    declared = {**prefixes, **declared_prefixes(found)}
    for before, token in zip((None, *found), found, strict=False):
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in declared and not (before and before.word == "PREFIX"):
            if before and before.text == "<" and _WHOLE_IRI.match(text, before.start):
                message = "this is not an IRI: it has a space or another character that no IRI has"
                return _place(text, before.start, message, "encode it: %20")
            near = suggest(prefix, declared)
            # The files of sources declare many more.
            usual = sorted({*declared} & {*terms.PREFIXES}) or sorted(declared)
            hint = f"did you mean {near[0]}:?" if near else f"known ones: {', '.join(usual)}"
            return _place(text, token.start, f"the prefix {prefix}: is not declared", hint, len(prefix) + 1)
    return None


def _odd_space(text: str) -> Finding | None:
    """Find a space that separates no words in SPARQL, such as one that does not break."""
    end = 0
    for token in (*tokens(text), Token("", "", len(text))):
        if space := _ODD_SPACE.search(text, end, token.start):
            return _place(text, space.start(), "this space is not one of SPARQL", "type an ordinary space here")
        end = token.start + len(token.text)
    return None


def _offset(text: str, row: int, column: int) -> int:
    """Return the place of a line and a column, as the engine counts them, in characters."""
    lines = text.split("\n")
    return min(len(text), sum(len(line) + 1 for line in lines[: row - 1]) + column - 1)


def _mistyped(text: str, said: str, end: int) -> Finding | None:
    """Find a mistyped keyword: the engine says which keyword it expected."""
    expected = _expected(said)
    words = [word for word in expected if not re.search(r"\\u|\.\.=|^\[|Prefix not found|LATERAL|SERVICE|BIND", word)]
    if not words or not all(map(str.isalpha, words)):
        return None
    # The engine gives the place where a keyword would have ended; the wrong word starts before it.
    start = max(0, end - min(map(len, words)))
    found = re.compile(r"\w+").match(text, start)
    if found and (near := suggest(found[0], _KEYWORDS, 1)) and not _begins(text, start, near[0]):
        message, hint = "the query cannot be parsed here", f"did you mean {near[0]}?"
        return _place(text, start, message, hint, len(found[0]))
    return None


def _begins(text: str, start: int, keyword: str) -> bool:
    """Return whether a keyword, such as ORDER BY, is at a place."""
    return re.compile(r"\s+".join(keyword.split()) + r"\b", re.IGNORECASE).match(text, start) is not None


def _expected(said: str) -> list[str]:
    wanted = re.search(r"expected (?:one of )?(.*)", said)
    return wanted[1].split(", ") if wanted else []


def _wanted(said: str) -> str | None:
    """Say which signs the engine expected, if it expected only few and nothing else."""
    signs = [sign.strip('"') for sign in _expected(said) if sign not in ('"{|"', '"~"', '"<<("')]
    if signs and len(signs) <= 6 and all(re.fullmatch(r"[^\w\s\[\]]+", sign) for sign in signs):
        return f"write {signs[0]}" if len(signs) == 1 else f"write one of {' '.join(signs)}"
    return None
