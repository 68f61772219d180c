"""Lines of things and statements in a Turtle text, because the parser gives triples without their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import Term

_STRING = (
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
)
_WORD = r"(?:\\.|[^\s;,\[\]()<>\"'\\])*(?:\\.|[^\s;,.\[\]()<>\"'\\])"
#: White space and comments, strings with their language or datatype, IRIs, punctuation; everything else is a word.
_TOKEN = re.compile(
    rf"(?P<skip>\s+|#[^\n]*)|(?P<string>{_STRING})(?:\^\^(?:<[^<>]*>|{_WORD})|@[\w-]+)?"
    rf"|(?P<iri><[^<>\s]*>)|(?P<word>{_WORD})|(?P<mark>[;,.\[\]()])",
    re.DOTALL,
)
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}

#: A term of a text: the IRI in angle brackets, the value of a literal, or None for a blank node.
_Read = str | None


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
    local_prefixes = {**prefixes, **declared_prefixes(text)}
    forms = [re.escape(f"<{iri}>")]
    for prefix, namespace in local_prefixes.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            local = re.escape(iri[len(namespace) :]).replace("/", r"\\?/")
            forms.append(rf"(?<![\w.:-]){re.escape(prefix)}:{local}(?![\w:%\\/-])(?!\.\w)")
    pattern = re.compile("|".join(forms))
    first = None
    for number, line in enumerate(text.splitlines(), 1):
        if pattern.search(line):
            # The line that describes a thing is more useful than one that only mentions it.
            if re.match(r"\s*(?:" + pattern.pattern + ")", line):
                return number
            first = first or number
    return first


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
    wanted = tuple(_as_read(term) for term in triple)
    for *statement, line in _statements(text, tuple(sorted({**prefixes, **declared_prefixes(text)}.items()))):
        if tuple(statement) == wanted:
            return line
    return line_of(text, triple[0].value, prefixes) if isinstance(triple[0], ox.NamedNode) else None


def declared_prefixes(text: str) -> dict[str, str]:
    """Return the prefixes that a Turtle text declares, with their namespaces.

    Examples
    --------
    >>> declared_prefixes("@prefix a: <http://a/> .")
    {'a': 'http://a/'}
    """
    return dict(re.findall(r"(?im)^\s*@?prefix\s+([\w.-]*):\s*<([^>]*)>", text))


def _as_read(term: Term) -> _Read:
    if isinstance(term, ox.BlankNode):
        return None
    return f"<{term.value}>" if isinstance(term, ox.NamedNode) else term.value


@lru_cache(maxsize=16)
def _statements(text: str, prefixes: tuple[tuple[str, str], ...]) -> tuple[tuple[_Read, _Read, _Read, int], ...]:
    """Read the statements of a text, each with the line on which its object begins."""
    return tuple(_read(text, dict(prefixes)))


def _read(text: str, prefixes: Mapping[str, str]) -> Iterator[tuple[_Read, _Read, _Read, int]]:
    # The nesting: the whole text, then brackets and lists; for each, the subject and predicate read so far.
    open_: list[list[_Read]] = [[]]
    line, position = 1, 0
    directive = 0
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
        elif match["mark"] is not None and token in ";,.":
            del now[{";": 1, ",": 2, ".": 0}[token] :]
        else:
            term = None if match["mark"] is not None else _term(match, prefixes, predicate=len(now) == 1)
            if len(now) == 2:
                yield (now[0], now[1], term, begins)
            else:
                now.append(term)
            if token in "[(":
                # In a list every member is an object; its predicate is not needed.
                open_.append([None] if token == "[" else [None, f"<{terms.RDF}first>"])


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
    unescaped = re.sub(r"\\(.)", r"\1", local)
    return f"<{prefixes[prefix]}{unescaped}>" if prefix in prefixes else None
