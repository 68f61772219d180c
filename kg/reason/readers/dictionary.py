"""The dictionary of terms: the text that N-Triples writes for a term, and its number.

The text is that of pyoxigraph; term objects are created only when they are read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np
import pyoxigraph as ox

from kg.rdf.model import Term
from kg.reason.engine.arrays import Mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Terms whose text is certainly as pyoxigraph would write it.
_PLAIN = re.compile(
    r"<[A-Za-z][A-Za-z0-9+.-]*:[\w:/?#@!$&'()*+,;=.~-]*>"
    r"|_:[A-Za-z][A-Za-z0-9]*"
    r'|"[^"\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*"'
    r"(?:@[a-z]{2,8}(?:-[a-z0-9]{1,8})*|\^\^<(?!http://www\.w3\.org/(?:2001/XMLSchema#string|1999/02/22-rdf))"
    r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9:/#.-]*>)?",
    re.ASCII,
)


#: The characters of such IRIs and of such literals without a suffix, and the beginnings that most IRIs have.
_OF_IRIS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:/?#@!$&'()*+,;=.~-"
_OF_TEXTS = bytes(set(range(32, 127)) - set(b'"\\'))
_SCHEMES = ("<https://", "<http://", "<urn:")


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
        self._begins = np.empty(0, np.uint8)
        self._literals = np.empty(0, np.bool_)
        self._typed: list[int] = []
        self._triples: list[int] = []

    def __missing__(self, text: str) -> int:
        if not self.trusted and _PLAIN.fullmatch(text) is None:
            canonical = _canonical(text)
            if canonical != text:
                number = self[text] = self.number(canonical)
                return number
        number = self[text] = len(self.texts)
        self.texts.append(text)
        return number

    def copy(self) -> Dictionary:
        """Return a dictionary to which terms can be added without changing this one."""
        result = Dictionary()
        result.update(self)
        result.texts = list(self.texts)
        result.computed = dict(self.computed)
        result._begins, result._literals, result._typed = self._begins, self._literals, self._typed
        result._triples = self._triples
        return result

    def begins(self) -> NDArray[np.uint8]:
        """Return the code of the first character of each text: ``<``, ``_`` or a quotation mark."""
        done = self._begins.size
        if done < len(self.texts):
            new = self.texts[done:] if done else self.texts
            more = np.frombuffer("".join(map(itemgetter(0), new)).encode("ascii"), np.uint8)
            if "\n<<" in "\n".join(["", *new]):
                triples = (done + number for number, text in enumerate(new) if text[:2] == "<<")
                self._triples = [*self._triples, *triples]
            literals = more == ord('"')
            numbers = np.flatnonzero(literals).tolist()
            self._typed = [*self._typed, *(done + number for number in numbers if new[number][-1] == ">")]
            self._literals = np.concatenate((self._literals, literals))
            self._begins = np.concatenate((self._begins, more))
        return self._begins

    def literals(self) -> Mask:
        """Mark the terms that are literals."""
        self.begins()
        return self._literals

    def typed_literals(self) -> list[int]:
        """Return the numbers of the literals with a datatype."""
        self.begins()
        return self._typed

    def triples(self) -> list[int]:
        """Return the numbers of the terms that are triples."""
        self.begins()
        return self._triples

    def numbers(self, texts: Sequence[str]) -> tuple[int, ...]:
        """Return the numbers of texts; much faster than one by one.

        Raises
        ------
        OddTermError
            If one of them may not be a single term.

        Examples
        --------
        >>> dictionary = Dictionary()
        >>> dictionary.numbers(["<urn:a>", "<urn:b>", "<urn:a>"])
        (0, 1, 0)
        """
        if len(texts) < 2:
            return tuple(map(self.__getitem__, texts))
        found: tuple[int, ...]
        before, trusted = len(self.texts), self.trusted
        self.trusted = True
        found = itemgetter(*texts)(self)
        self.trusted = trusted
        new = self.texts[before:]
        if new and not trusted and not _are_plain(new):
            for text in new:
                del self[text]
            del self.texts[before:]
            found = tuple(map(self.__getitem__, texts))
        return found

    def number(self, text: str) -> int:
        """Return the number of a term whose text is known to be as pyoxigraph writes it."""
        number = self.setdefault(text, len(self.texts))
        if number == len(self.texts):
            self.texts.append(text)
        return number


def _are_plain(texts: list[str]) -> bool:
    """Tell whether texts are certainly as pyoxigraph would write them; most are checked together."""
    if _are_iris(texts):
        return True
    iris = [text for text in texts if text[:1] == "<"]
    if iris and _are_iris(iris):
        texts = [text for text in texts if text[:1] != "<"]
    quoted = [text for text in texts if text[:1] == text[-1:] == '"']
    if quoted and _is_made_of(quoted, "\n".join([*quoted, ""]), _OF_TEXTS, b'""\n'):
        texts = [text for text in texts if not text[:1] == text[-1:] == '"']
    return all(map(_PLAIN.fullmatch, texts))


def _are_iris(texts: list[str]) -> bool:
    joined = "\n".join([*texts, ""])
    return (
        joined.startswith(_SCHEMES)
        and _is_made_of(texts, joined, _OF_IRIS, b"<>\n")
        and sum(map(joined.count, _SCHEMES)) == joined.count("\n<") + 1 == len(texts)
    )


def _is_made_of(texts: list[str], joined: str, characters: bytes, frame: bytes) -> bool:
    """Tell whether each of some texts, joined by ends of lines, is framed by two characters, with others in between."""
    if not joined.isascii() or joined.count(frame[1:].decode()) != len(texts):
        return False
    return joined.encode().translate(None, characters) == frame * len(texts)


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
