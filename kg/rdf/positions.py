"""Lines of things and statements in a Turtle text, because the parser gives triples without their places."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.blank_nodes import same_nodes
from kg.rdf.model import Term, Triple

_STRING = (
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
)
_PART = r"(?:\\.|[^\s;,.\[\]()<>\"'\\]++)"
_WORD = rf"(?:\.(?=[0-9]))?{_PART}(?:\.*+{_PART})*"
#: White space and comments, strings with their language or datatype, IRIs, punctuation; everything else is a word.
_TOKEN = re.compile(
    rf"(?P<skip>\s+|#[^\n]*)|(?P<string>{_STRING})(?:\^\^(?:<[^<>]*>|{_WORD})|@[\w-]+)?"
    rf"|(?P<iri><[^<>\s]*>)|(?P<word>{_WORD})|(?P<mark>[;,.\[\]()])",
    re.DOTALL,
)
#: Of a text with more characters, only statements that may be wanted are read: terms of 30 million take 10 s.
_LARGE = 1_000_000
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}

#: A name at the beginning of a line; with other escapes, it is no key that is looked up.
_BEGINNING = re.compile(r"\s*(<[^<>\s]*>|[\w.-]*:[\w.:%/\\-]*+)")

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
#: A list without members, where its bracket is open.
_NO_MEMBER = re.compile(r"\s*+(?:#[^\n]*+\s*+)*\)")
_FIRST, _REST, _NIL = (f"<{terms.RDF}{name}>" for name in ("first", "rest", "nil"))


class _Blank(NamedTuple):
    """A blank node of a text, by its label or a number."""

    name: str | int


#: A term of a text: the IRI in angle brackets, the value of a literal, or a blank node.
_Read = str | _Blank


def line_of(text: str, iri: str, prefixes: Mapping[str, str]) -> int | None:
    r"""Return the line of a Turtle text that describes an IRI, or else the first line that names it.

    Parameters
    ----------
    text : str
        Turtle.
    iri : str
        The IRI, which the text may write in full or with a prefix.
    prefixes : mapping of str to str
        Prefixes to use besides those that the text declares.

    Returns
    -------
    int or None
        Counted from 1; None if the text does not name the IRI.

    Examples
    --------
    >>> line_of("@prefix a: <http://a/> .\na:b a:c 1 .", "http://a/c", {"a": "http://a/"})
    2
    """
    local_prefixes = {**prefixes, **_declared(text)}
    locals_ = [
        (prefix, iri[len(namespace) :])
        for prefix, namespace in local_prefixes.items()
        if iri.startswith(namespace) and len(iri) > len(namespace)
    ]
    # The line that describes a thing is more useful than one that only mentions it.
    begins = _beginnings(text)
    if found := [begins[name] for name in (f"<{iri}>", *map(":".join, locals_)) if name in begins]:
        return min(found)
    forms = [re.escape(f"<{iri}>")]
    for prefix, name in locals_:
        local = re.escape(name).replace("/", r"\\?/")
        forms.append(rf"(?<![\w.:-]){re.escape(prefix)}:{local}(?![\w:%\\/-])(?!\.\w)")
    pattern = re.compile("|".join(forms))
    first = None
    for number, line in enumerate(text.splitlines(), 1):
        if pattern.search(line):
            if re.match(r"\s*(?:" + pattern.pattern + ")", line):
                return number
            first = first or number
    return first


# Checks look for many things in one text.
@lru_cache(maxsize=16)
def _beginnings(text: str) -> Mapping[str, int]:
    """Return the first line that begins with each name, for the names that have no escapes but those of slashes."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if match := _BEGINNING.match(line):
            found.setdefault(match[1] if match[1][0] == "<" else match[1].replace("\\/", "/").rstrip("."), number)
    return found


@lru_cache(maxsize=16)
def _declared(text: str) -> Mapping[str, str]:
    return declared_prefixes(text)


def line_of_statement(text: str, triple: tuple[Term, Term, Term], prefixes: Mapping[str, str]) -> int | None:
    r"""Return the line of a Turtle text with the object of a statement.

    Parameters
    ----------
    text : str
        Turtle that can be parsed.
    triple : (subject, predicate, object)
        A blank node matches any blank node.
    prefixes : mapping of str to str
        Prefixes to use besides those that the text declares.

    Returns
    -------
    int or None
        Counted from 1; the line that describes the subject if the text does not contain the statement.

    Examples
    --------
    >>> x, y, z = (ox.NamedNode("http://a/" + name) for name in "xyz")
    >>> line_of_statement("a:z a:y 1 .\na:x a:y a:y ,\n  a:z .", (x, y, z), {"a": "http://a/"})
    3
    """
    wanted = [_as_read(term) for term in triple]
    if any(isinstance(term, ox.BlankNode) for term in triple):
        for *statement, line in _read_all(text, prefixes):
            if all(map(_is_found, wanted, statement)):
                return line
    elif (found := _lines(text, _all_prefixes(text, prefixes)).get(tuple(wanted))) is not None:
        return found
    return line_of(text, triple[0].value, prefixes) if isinstance(triple[0], ox.NamedNode) else None


def lines_of_statements(
    text: str, triples: Iterable[Triple], prefixes: Mapping[str, str], graph: Iterable[Triple]
) -> dict[Triple, int]:
    r"""Return the lines of a Turtle text with the objects of statements; a blank node is that with the same statements.

    Parameters
    ----------
    text : str
        Turtle that can be parsed.
    triples : iterable of triples
        Statements of ``graph``.
    prefixes : mapping of str to str
        Prefixes to use besides those that the text declares.
    graph : iterable of triples
        All statements of the text, as a parser read them.

    Returns
    -------
    dict of triple to int
        Without the statements that the text does not contain.

    Examples
    --------
    >>> text = "<a:x> <a:y> [ <a:y> 1 ] .\n[ <a:y> 2 ] <a:y> [ <a:y> 3 ] ."
    >>> graph = [(q.subject, q.predicate, q.object) for q in ox.parse(text, ox.RdfFormat.TURTLE)]
    >>> sorted(lines_of_statements(text, graph, {}, graph).values())
    [1, 1, 2, 2, 2]
    """
    wanted = list(triples)
    with_blank_nodes = any(isinstance(term, ox.BlankNode) for triple in wanted for term in triple)
    is_part = len(text) > _LARGE and not with_blank_nodes
    read = _read_about({triple[0] for triple in wanted}, text, prefixes) if is_part else _read_all(text, prefixes)
    lines: dict[Hashable, int] = {}
    literals: dict[tuple[Hashable, Hashable], list[tuple[str, int]]] = {}
    for s, p, o, line in read:
        lines.setdefault((s, p, o), line)
        if isinstance(o, str) and not o.startswith("<"):
            literals.setdefault((s, p), []).append((o, line))
    known: dict[Hashable, Hashable] = {}
    if with_blank_nodes:
        rows = ((_as_read(s), _as_read(p), _as_read(o)) for s, p, o in graph)
        known = same_nodes(rows, (row[:3] for row in read), lambda term: isinstance(term, (_Blank, ox.BlankNode)))
    found: dict[Triple, int] = {}
    for triple in wanted:
        subject, predicate, value = (known.get(term, _as_read(term)) for term in triple)
        place = lines.get((subject, predicate, value))
        if place is None and isinstance(triple[2], ox.Literal):
            place = _line_of_value(triple[2].value, literals.get((subject, predicate), []))
        if place is not None:
            found[triple] = place
    return found


def _line_of_value(value: str, written: list[tuple[str, int]]) -> int | None:
    """Find a literal that a text writes in another way than the store: the same number, or the only value there."""
    same = []
    if _NUMBER.fullmatch(value):
        same = [line for text, line in written if _NUMBER.fullmatch(text) and float(text) == float(value)]
    return next(iter(same), written[0][1] if len(written) == 1 else None)


def declared_prefixes(text: str) -> dict[str, str]:
    """Return the prefixes that a Turtle text declares, with their namespaces.

    Examples
    --------
    >>> declared_prefixes("@prefix a: <http://a/> .")
    {'a': 'http://a/'}
    """
    return dict(re.findall(r"(?im)^[^\S\n]*@?prefix\s+([\w.-]*):\s*<([^<>\s]*)>", text))


def _as_read(term: Term) -> _Read | ox.BlankNode:
    if isinstance(term, ox.BlankNode):
        return term
    return f"<{term.value}>" if isinstance(term, ox.NamedNode) else term.value


def _is_found(wanted: object, read: _Read) -> bool:
    return isinstance(read, _Blank) if isinstance(wanted, ox.BlankNode) else wanted == read


def _read_all(text: str, prefixes: Mapping[str, str]) -> tuple[tuple[_Read, _Read, _Read, int], ...]:
    return _statements(text, _all_prefixes(text, prefixes))


def _read_about(
    subjects: Iterable[Term], text: str, prefixes: Mapping[str, str]
) -> tuple[tuple[_Read, _Read, _Read, int], ...]:
    """Read only the statements of a text in which one of some names, or a name with an escape, is written."""
    known = _all_prefixes(text, prefixes)
    iris = {subject.value for subject in subjects}
    names = {f"<{iri}>" for iri in iris}
    names |= {f"{name}:{iri[len(space) :]}" for iri in iris for name, space in known if iri.startswith(space)}
    written = re.compile("|".join([r"\\", *map(re.escape, sorted(names))]))
    ends = _ends(text)
    found: list[tuple[_Read, _Read, _Read, int]] = []
    line, here = 1, 0
    for place in sorted({bisect_left(ends, match.end()) for match in written.finditer(text)} - {len(ends)}):
        start = ends[place - 1] if place else 0
        line += text.count("\n", here, start)
        here = start
        found += ((s, p, o, line + own - 1) for s, p, o, own in _read(text[start : ends[place]], dict(known)))
    return tuple(found)


@lru_cache(maxsize=4)
def _ends(text: str) -> list[int]:
    """Return where each statement of a text ends."""
    ends, position = [], 0
    while match := _TOKEN.match(text, position):
        position = match.end()
        if match.lastgroup == "mark" and text[position - 1] == ".":
            ends.append(position)
    return ends


def _all_prefixes(text: str, prefixes: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({**prefixes, **_declared(text)}.items()))


@lru_cache(maxsize=16)
def _lines(text: str, prefixes: tuple[tuple[str, str], ...]) -> Mapping[tuple[object, ...], int]:
    """Return the first line of each statement."""
    found: dict[tuple[object, ...], int] = {}
    for *statement, line in _statements(text, prefixes):
        found.setdefault(tuple(statement), line)
    return found


@lru_cache(maxsize=16)
def _statements(text: str, prefixes: tuple[tuple[str, str], ...]) -> tuple[tuple[_Read, _Read, _Read, int], ...]:
    """Read the statements of a text, each with the line on which its object begins."""
    return tuple(_read(text, dict(prefixes)))


def _read(text: str, prefixes: Mapping[str, str]) -> Iterator[tuple[_Read, _Read, _Read, int]]:
    # The nesting: the whole text, then brackets and lists; for each, the subject and predicate read so far.
    open_: list[list[_Read]] = [[]]
    # For each, the number of members read so far if it is a list; else -1.
    members = [-1]
    line, position = 1, 0
    directive = 0
    fresh = map(_Blank, itertools.count())
    while match := _TOKEN.match(text, position):
        position = match.end()
        token, begins = match[0], line
        line += token.count("\n")
        now = open_[-1]
        if match["skip"] is not None:
            continue
        if directive:
            directive -= 1
        elif not now and (keyword := re.fullmatch(r"(?i)@?(prefix|base)", token)):
            directive = (2 if keyword[1].lower() == "prefix" else 1) + token.startswith("@")
        elif token in "])":
            open_.pop()
            if members.pop() > 0:
                yield now[0], _REST, _NIL, begins
        elif match["mark"] is not None and token in ";,.":
            del now[{";": 1, ",": 2, ".": 0}[token] :]
        else:
            named = match["mark"] is None
            term = _term(match, prefixes, predicate=len(now) == 1) if named else _opened(text, match, fresh)
            if members[-1] > 0:
                yield now[0], _REST, (cell := next(fresh)), begins
                now[0] = cell
            members[-1] += members[-1] >= 0
            if len(now) == 2:
                yield now[0], now[1], term, begins
            else:
                now.append(term)
            if token in "[(":
                open_.append([term] if token == "[" else [term, _FIRST])
                members.append(-1 if token == "[" else 0)


def _opened(text: str, match: re.Match[str], fresh: Iterator[_Blank]) -> _Read:
    """Return the term that a bracket begins."""
    return _NIL if match[0] == "(" and _NO_MEMBER.match(text, match.end()) else next(fresh)


def _term(match: re.Match[str], prefixes: Mapping[str, str], *, predicate: bool) -> _Read:
    if match["string"] is not None:
        quotes = 3 if match["string"].startswith(('"""', "'''")) else 1
        return re.sub(
            r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))",
            lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else _ESCAPED.get(m[3], m[3]),
            match["string"][quotes:-quotes],
        )
    token = match[0]
    if match["iri"] is not None:
        return token
    if token == "a" and predicate:
        return f"<{terms.RDF_TYPE}>"
    prefix, colon, local = token.partition(":")
    if not colon:
        return token  # a number, true or false
    if prefix == "_":
        return _Blank(token)
    unescaped = re.sub(r"\\(.)", r"\1", local)
    return f"<{prefixes[prefix]}{unescaped}>" if prefix in prefixes else token
