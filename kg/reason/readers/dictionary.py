"""The dictionary of terms: the text that N-Triples writes for a term, and its number.

The text is that of pyoxigraph; term objects are created only when they are read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter
from typing import Any

import numpy as np
import pyoxigraph as ox

from kg.rdf.model import Term
from kg.reason.engine.arrays import Mask

#: Terms whose text is certainly as pyoxigraph would write it.
_PLAIN = re.compile(
    r"<[A-Za-z][A-Za-z0-9+.-]*:[\w:/?#@!$&'()*+,;=.~-]*>"
    r"|_:[A-Za-z][A-Za-z0-9]*"
    r'|"[^"\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*"'
    r"(?:@[a-z]{2,8}(?:-[a-z0-9]{1,8})*|\^\^<(?!http://www\.w3\.org/(?:2001/XMLSchema#string|1999/02/22-rdf))"
    r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9:/#.-]*>)?",
    re.ASCII,
)


class OddTermError(Exception):
    """A text that may not be a single term."""


class Dictionary(dict[str, int]):
    r"""The numbers of terms by their texts; a new text gets the next number.

    Different spellings of a term have the same number.

    Examples
    --------
    >>> dictionary = Dictionary()
    >>> dictionary["<urn:a>"], dictionary['"caf\\u00e9"'], dictionary['"café"']
    (0, 1, 1)
    >>> dictionary.texts
    ['<urn:a>', '"café"']
    """

    def __init__(self) -> None:
        super().__init__()
        #: The text of each term, by its number.
        self.texts: list[str] = []
        #: Whether requested texts are known to be written as by pyoxigraph.
        self.trusted = False
        #: What others computed from the texts, under the names that they chose; copies have it, too.
        self.computed: dict[str, Any] = {}
        self._literals = np.empty(0, np.bool_)
        self._typed: list[int] = []

    def __missing__(self, text: str) -> int:
        if not self.trusted and _PLAIN.fullmatch(text) is None:
            canonical = _canonical(text)
            if canonical != text:
                number = self[text] = self.number(canonical)
                return number
        return self.number(text)

    def copy(self) -> Dictionary:
        """Return a dictionary to which terms can be added without changing this one."""
        result = Dictionary()
        result.update(self)
        result.texts = list(self.texts)
        result.computed = dict(self.computed)
        result._literals, result._typed = self._literals, self._typed
        return result

    def literals(self) -> Mask:
        """Mark the terms that are literals."""
        done, size = self._literals.size, len(self.texts)
        if done < size:
            new = self.texts[done:] if done else self.texts
            begins = "".join(map(itemgetter(0), new))
            more = np.frombuffer(begins.encode("ascii"), np.uint8) == ord('"')
            numbers = np.flatnonzero(more).tolist()
            self._typed = [*self._typed, *(done + number for number in numbers if new[number][-1] == ">")]
            self._literals = np.concatenate((self._literals, more))
        return self._literals

    def typed_literals(self) -> list[int]:
        """Return the numbers of the literals with a datatype."""
        self.literals()
        return self._typed

    def number(self, text: str) -> int:
        """Return the number of a term whose text is known to be as pyoxigraph writes it."""
        number = self.setdefault(text, len(self.texts))
        if number == len(self.texts):
            self.texts.append(text)
        return number


def _canonical(text: str) -> str:
    """Write a term as pyoxigraph does."""
    if "\n" in text or "\r" in text:
        raise OddTermError(text)
    try:
        triples = list(ox.parse(f"<urn:s> <urn:p> {text} .".encode(), format=ox.RdfFormat.N_TRIPLES))
    except SyntaxError:
        raise OddTermError(text) from None
    if len(triples) != 1 or ("#" in text and text[0] not in '"<'):
        raise OddTermError(text)
    return str(triples[0].object)


@lru_cache(maxsize=1 << 15)
def term_of(text: str) -> Term:
    """Make a term from its text in N-Triples.

    Examples
    --------
    >>> term_of("<urn:a>"), term_of('"one"@en').language
    (<NamedNode value=urn:a>, 'en')
    """
    if text[0] == "<" and text[1] != "<":
        return ox.NamedNode(text[1:-1])
    if text[0] == "_":
        return ox.BlankNode(text[2:])
    if text[-1] in '">' and "\\" not in text:
        value, _, datatype = text.rpartition('"')
        return ox.Literal(value[1:], datatype=ox.NamedNode(datatype[3:-1])) if datatype else ox.Literal(value[1:])
    triple = next(iter(ox.parse(f"<urn:s> <urn:p> {text} .".encode(), format=ox.RdfFormat.N_TRIPLES)))
    return triple.object  # type: ignore[no-any-return]
