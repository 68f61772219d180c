"""The terms of the files of a project, numbered: statements are rows of three numbers, which numpy compares at once.

Term objects are made only for the statements that somebody reads.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import numpy as np
import pyoxigraph as ox

from kg.rdf.model import Term, Triple
from kg.reason.engine.arrays import Ints
from kg.reason.readers.dictionary import Dictionary, term_of
from kg.reason.readers.encoded import Column

#: Statements as numbers of terms, of the shape (n, 3).
Rows = Column


class TermDictionary(Dictionary):
    """The numbers of terms by their texts in N-Triples, and the terms by their numbers.

    Examples
    --------
    >>> dictionary = TermDictionary()
    >>> a, p = ox.NamedNode("urn:a"), ox.NamedNode("urn:p")
    >>> rows = dictionary.encode([(a, p, ox.Literal("1")), (a, p, a)])
    >>> rows.tolist(), dictionary.decode(rows)[1] == (a, p, a)
    ([[0, 1, 2], [0, 1, 0]], True)
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        super().__init__()
        self.trusted = True
        self.texts = [*texts]
        self.update(zip(self.texts, range(len(self.texts)), strict=True))
        self._datatypes: dict[str, int] = {}
        self._terms: dict[int, Term] = {}
        self._kinds = np.empty(0, np.int64)

    def encode(self, triples: Iterable[Triple], file: str | None = None) -> Rows:
        """Write statements as numbers of their terms.

        Parameters
        ----------
        triples : iterable of triple
        file : str, optional
            A name of the file, of letters and digits. Blank nodes are then renamed by it, in the order in which they
            appear, so that those of two files differ and those of one file are always the same.
        """
        renamed: dict[str, ox.BlankNode] = {}

        def number(term: Term) -> int:
            text = str(term)
            if file is not None and text[0] == "_":
                term = renamed.get(text) or renamed.setdefault(text, ox.BlankNode(f"b{file}n{len(renamed)}"))
                text = str(term)
            found = self.get(text)
            if found is None:
                found = self.number(text)
                self._terms[found] = term
            return found

        flat = np.fromiter((number(term) for triple in triples for term in triple), np.int32)
        return flat.reshape(-1, 3)

    def decode(self, rows: Rows) -> tuple[Triple, ...]:
        """Make the terms of statements; a term that was made before is the same object."""
        known, texts = self._terms, self.texts
        for number in {*rows.ravel().tolist()}:
            if number not in known:
                known[number] = term_of(texts[number])
        term = known.__getitem__
        columns = (map(term, column) for column in rows.T.tolist())
        return tuple(zip(*columns, strict=True))

    def term(self, number: int) -> Term:
        """Return a term by its number."""
        if (found := self._terms.get(number)) is None:
            found = self._terms[number] = term_of(self.texts[number])
        return found

    def kinds(self) -> Ints:
        """Return the kind of each term: a number for each datatype, with or without a language; 0 for things."""
        done = self._kinds.size
        if done < len(self.texts):
            new = (self._kind(text) for text in itertools.islice(self.texts, done, None))
            more = np.fromiter(new, np.int64, len(self.texts) - done)
            self._kinds = np.concatenate((self._kinds, more))
        return self._kinds

    def _kind(self, text: str) -> int:
        if text[0] != '"':
            return 0
        datatype = text[text.rindex('"') + 1 :]
        return self._datatypes.setdefault(datatype if datatype[:2] == "^^" else datatype[:1], len(self._datatypes) + 1)
