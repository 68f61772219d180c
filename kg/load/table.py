"""All statements of a project in columns, to select those that a check has to read.

The checks of files are written over triples, one statement after another, and most statements are harmless. So numpy
first selects the few that may not be, with all that the verdict on them depends on: select, then decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from kg.load.dictionary import TermDictionary
from kg.load.parsed import ParsedFile
from kg.reason.engine.arrays import Ints, Mask
from kg.reason.readers.encoded import Column


@dataclass(frozen=True, eq=False)
class Table:
    """The statements of files in columns, in the order of the files.

    Parameters
    ----------
    files : sequence of ParsedFile
        With one dictionary.
    """

    files: Sequence[ParsedFile]

    @cached_property
    def dictionary(self) -> TermDictionary:
        """The numbers of the terms."""
        return self.files[0].dictionary if self.files else TermDictionary()

    @cached_property
    def _rows(self) -> Column:
        return np.concatenate([np.empty((0, 3), np.int32), *(file.rows for file in self.files)])

    @cached_property
    def subject(self) -> Column:
        """The numbers of the subjects."""
        return np.ascontiguousarray(self._rows[:, 0])

    @cached_property
    def predicate(self) -> Column:
        """The numbers of the predicates."""
        return np.ascontiguousarray(self._rows[:, 1])

    @cached_property
    def object(self) -> Column:
        """The numbers of the objects."""
        return np.ascontiguousarray(self._rows[:, 2])

    @cached_property
    def file(self) -> Column:
        """The place of the file of each statement in `files`."""
        return np.repeat(np.arange(len(self.files), dtype=np.int32), [len(file.rows) for file in self.files])

    @property
    def terms(self) -> int:
        """The number of the terms."""
        return len(self.dictionary.texts)

    def number(self, iri: str) -> int:
        """Return the number of an IRI; -1 if no file has it."""
        return self.dictionary.get(f"<{iri}>", -1)

    def marked(self, iris: Iterable[str]) -> Mask:
        """Mark some IRIs among the terms."""
        mask = np.zeros(self.terms, np.bool_)
        mask[[number for iri in iris if (number := self.number(iri)) >= 0]] = True
        return mask

    def chosen(self, wanted: Callable[[str], bool], among: Column) -> Mask:
        """Mark the terms with some property; the function, which takes an IRI, is called once for each.

        Parameters
        ----------
        wanted : callable
        among : array of int
            The numbers to look at; those of literals and blank nodes are not.
        """
        mask = np.zeros(self.terms, np.bool_)
        texts = self.dictionary.texts
        distinct = np.flatnonzero(np.bincount(among, minlength=self.terms)).tolist()
        mask[[n for n in distinct if texts[n][0] == "<" and wanted(texts[n][1:-1])]] = True
        return mask

    def by_file(self, values: Iterable[bool]) -> Mask:
        """Spread a value of each file over its statements."""
        return np.fromiter(values, np.bool_, len(self.files))[self.file]

    def only(self, rows: Mask) -> list[ParsedFile]:
        """Return the files with some of their statements."""
        ends = np.cumsum([len(file.rows) for file in self.files])
        kept = np.split(rows, ends[:-1]) if self.files else []
        return [replace(file, rows=file.rows[mask]) for file, mask in zip(self.files, kept, strict=True)]

    def with_any(self, rows: Mask) -> list[ParsedFile]:
        """Return the files that have one of some statements."""
        return [
            self.files[number]
            for number in np.flatnonzero(np.bincount(self.file[rows], minlength=len(self.files))).tolist()
        ]


def sole(keys: Column, files: Column, size: int) -> Ints:
    """Return for each term the only file that it occurs with; -1 if there is none, -2 if there are several.

    Parameters
    ----------
    keys, files : array of int
        Terms, and the file of each.
    size : int
        The number of terms.

    Examples
    --------
    >>> sole(np.array([0, 0, 1, 1]), np.array([7, 7, 7, 8]), 3).tolist()
    [7, -2, -1]
    """
    first = np.full(size, np.iinfo(np.int64).max)
    last = np.full(size, -1, np.int64)
    np.minimum.at(first, keys, files)
    np.maximum.at(last, keys, files)
    return np.where(last < 0, -1, np.where(first == last, last, -2))
