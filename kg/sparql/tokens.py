"""The words of a query: its tokens, the prefixes that it declares, and the IRIs that it names.

A token is found without parsing the query, so that kg can judge a query before the engine reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

#: A character of a local name, and the escapes for others.
_LOCAL = r"(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])"
_UNICODE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_TOKEN = re.compile(
    rf"""
      (?P<comment>\#[^\n\r]*)
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]++|{_UNICODE})*>)
    | (?P<text>"{3}(?:"{{0,2}}(?:[^"\\]++|\\.))*"{3}|'{3}(?:'{{0,2}}(?:[^'\\]++|\\.))*'{3}
        |"(?:[^"\\\n\r]++|\\.)*"|'(?:[^'\\\n\r]++|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<blank>_:[\w.-]*)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_](?:[\w.-]{{0,200}}[\w-])?)?:(?:(?:{_LOCAL}|\.)*{_LOCAL})?)
    | (?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<sign><<\(?|\)?>>|\|\||&&|\^\^|\S)
    """.replace('"{3}', '"""').replace("'{3}", "'''"),
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A token: its kind (``word``, ``name``, ``iri``, ``text``, ``variable``, ``sign`` ...), text and place."""

    kind: str
    text: str
    start: int

    @property
    def word(self) -> str:
        """A keyword in capitals; an empty text for other tokens."""
        return self.text.upper() if self.kind == "word" else ""


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query, also of one that cannot be parsed.

    Parameters
    ----------
    text : str
        SPARQL.

    Yields
    ------
    Token

    Examples
    --------
    >>> [(token.kind, token.text) for token in tokens("ASK { ?who a kg:Party } # who?")][:4]
    [('word', 'ASK'), ('sign', '{'), ('variable', '?who'), ('word', 'a')]
    """
    for match in _TOKEN.finditer(text):
        yield Token(match.lastgroup or "", match[0], match.start())


def declared_prefixes(found: Sequence[Token]) -> dict[str, str]:
    """Return the prefixes that a query declares, with their namespaces.

    Examples
    --------
    >>> declared_prefixes([*tokens("PREFIX ex: <https://example.org/> ASK { ex:a ?p ?o }")])
    {'ex': 'https://example.org/'}
    """
    places = (n for n, token in enumerate(found[:-2]) if token.word == "PREFIX")
    return {
        found[n + 1].text.removesuffix(":"): iri_of(found[n + 2].text)
        for n in places if found[n + 1].kind == "name" and found[n + 2].kind == "iri"
    }  # fmt: skip


def declares(found: Sequence[Token], place: int) -> bool:
    """Return whether a token belongs to the declaration of a prefix or of the base."""
    before = [token.word for token in found[max(0, place - 2) : place]]
    return before[-1:] in (["BASE"], ["PREFIX"]) or (before[:1] == ["PREFIX"] and found[place].kind == "iri")


def named_iris(found: Sequence[Token], prefixes: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Yield the IRIs that a query names outside declarations, each with the index of its token.

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
    known = {**prefixes, **declared_prefixes(found)}
    for place, token in enumerate(found):
        if token.kind not in ("iri", "name") or declares(found, place):
            continue
        if token.kind == "iri":
            yield place, iri_of(token.text)
        else:
            prefix, _, local = token.text.partition(":")
            if prefix in known:
                yield place, known[prefix] + re.sub(r"\\(.)", r"\1", local)


def iri_of(written: str) -> str:
    r"""Read an IRI in angle brackets, with the escapes of its characters.

    Examples
    --------
    >>> iri_of(r"<urn:\u0061>")
    'urn:a'
    """
    return unescaped(written[1:-1])


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
