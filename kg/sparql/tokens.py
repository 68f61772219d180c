"""The words of a query: its tokens, the prefixes that it declares, and the IRIs that it names.

A token is found without parsing the query, so that kg can judge a query before the engine reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import pyoxigraph as ox

from kg.rdf import terms

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CHARS = terms.NAME_CHARS
_UNICODE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
#: The engine needs no space between two keywords, such as ``FROMNAMED``.
_TOKEN = rf"""
      (?P<comment>\#[^\n\r]*)
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]++|{_UNICODE})*>)
    | (?P<text>"{{3}}(?:"{{0,2}}(?:[^"\\]++|\\.))*"{{3}}|'{{3}}(?:'{{0,2}}(?:[^'\\]++|\\.))*'{{3}}
        |"(?:[^"\\\n\r]++|\\.)*"|'(?:[^'\\\n\r]++|\\.)*')
    | (?P<variable>[?$][{_CHARS}]++)
    | (?P<blank>_:(?:[{_CHARS}\-]++|\.+(?=[{_CHARS}\-]))*)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[{terms.NAME_LETTERS}][{_CHARS}.\-]{{0,200}}+(?<!\.))?:{terms.LOCAL_NAME})
    | (?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<word>(?i:(?:ASK|CONSTRUCT)(?=FROM)|FROM(?=NAMED))|[^\W\d]\w*)
    | (?P<sign><<\(?|\)?>>|\|\||&&|\^\^|\S)
    """
#: The characters of names that are not in ASCII, and their ranges, as they are written in `_TOKEN`.
_NOT_ASCII = re.compile(r"(?:\\u[0-9a-f]{4}|\\U[0-9a-f]{8})(?:-(?:\\u[0-9a-f]{4}|\\U[0-9a-f]{8}))?")


class Token(NamedTuple):
    """A token: its kind (``word``, ``name``, ``iri``, ``text``, ``variable``, ``sign`` ...), text and place."""

    kind: str
    text: str
    start: int

    @property
    def word(self) -> str:
        """A keyword in capitals; an empty text for other tokens."""
        return self.text.upper() if self.kind == "word" else ""


def tokens(text: str, start: int = 0) -> Iterator[Token]:
    """Yield the tokens of a query, also of one that cannot be parsed.

    Parameters
    ----------
    text : str
        SPARQL.
    start : int
        The place of the first token.

    Yields
    ------
    Token

    Examples
    --------
    >>> [(token.kind, token.text) for token in tokens("ASK { ?who a kg:Party } # who?")][:4]
    [('word', 'ASK'), ('sign', '{'), ('variable', '?who'), ('word', 'a')]
    """
    for match in _token(text.isascii()).finditer(text, start):
        yield Token(match.lastgroup or "", match[0], match.start())


@cache
def _token(ascii_only: bool) -> re.Pattern[str]:
    """Compile `_TOKEN`; for a text in ASCII without the other characters, which takes a tenth of the time."""
    return re.compile(_NOT_ASCII.sub("", _TOKEN) if ascii_only else _TOKEN, re.VERBOSE | re.DOTALL)


def declared_prefixes(found: Sequence[Token]) -> dict[str, str]:
    """Return the prefixes that a query declares, with their namespaces.

    Examples
    --------
    >>> declared_prefixes([*tokens("BASE <https://example.org/> PREFIX ex: <ex#> ASK { ex:a ?p ?o }")])
    {'ex': 'https://example.org/ex#'}
    """
    return _declarations(found)[1]


def declared_base(found: Sequence[Token]) -> str:
    """Return the base that a query declares; an empty text if it declares none.

    Examples
    --------
    >>> declared_base([*tokens("BASE <https://example.org/> ASK { <a> ?p ?o }")])
    'https://example.org/'
    """
    return _declarations(found)[0]


def _declarations(found: Sequence[Token]) -> tuple[str, dict[str, str]]:
    """Return the base and the prefixes; each may be relative to the base that is declared before it."""
    base, prefixes = "", dict[str, str]()
    for n, token in enumerate(found[:-1]):
        if token.word == "BASE" and found[n + 1].kind == "iri":
            base = _absolute(found[n + 1].text, base)
        elif token.word == "PREFIX" and [other.kind for other in found[n + 1 : n + 3]] == ["name", "iri"]:
            prefixes[found[n + 1].text.removesuffix(":")] = _absolute(found[n + 2].text, base)
    return base, prefixes


def declares(found: Sequence[Token], place: int) -> bool:
    """Return whether a token belongs to the declaration of a prefix or of the base."""
    before = [token.word for token in found[max(0, place - 2) : place]]
    return before[-1:] in (["BASE"], ["PREFIX"]) or (before[:1] == ["PREFIX"] and found[place].kind == "iri")


def named_iris(found: Sequence[Token], prefixes: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Yield the IRIs that a query names outside declarations, each with the index of its token.

    An IRI is relative only if the query declares no base.

    Parameters
    ----------
    found : sequence of Token
        The tokens, without comments.
    prefixes : mapping of str to str
        Prefixes that need no declaration.

    Examples
    --------
    >>> query = [*tokens("PREFIX ex: <urn:ex:> ASK { ex:a <urn:p> 'urn:o' }")]
    >>> [iri for place, iri in named_iris(query, {})]
    ['urn:ex:a', 'urn:p']
    """
    base, declared = _declarations(found)
    known = {**prefixes, **declared}
    for place, token in enumerate(found):
        if token.kind not in ("iri", "name") or declares(found, place):
            continue
        if token.kind == "iri":
            yield place, _absolute(token.text, base)
        else:
            prefix, _, local = token.text.partition(":")
            if prefix in known:
                yield place, known[prefix] + re.sub(r"\\(.)", r"\1", local)


def _absolute(written: str, base: str) -> str:
    """Read an IRI in angle brackets, and resolve it as the engine does, if there is a base."""
    iri = unescaped(written[1:-1])
    if not base or _SCHEME.match(iri):
        return iri
    try:
        found = next(ox.parse(f"<urn:x> <urn:x> {written} .", format=ox.RdfFormat.TURTLE, base_iri=base))
    except (SyntaxError, ValueError):
        return iri  # Then the engine refuses it.
    return str(found.object.value)


def unescaped(text: str) -> str:
    r"""Replace escapes such as \u0041 by the characters that they stand for.

    Examples
    --------
    >>> unescaped(r"\u0041SK")
    'ASK'
    """
    return re.sub(_UNICODE, lambda match: _character(int(match[0][2:], 16)), text)


def _character(number: int) -> str:
    return chr(number) if number <= 0x10FFFF else "\ufffd"
