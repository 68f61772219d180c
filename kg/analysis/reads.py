"""Values that are computed from a store, each kept until something changes that it was computed from.

While a value is computed, the patterns are recorded that it looks up. A change of the store forgets exactly the values
for which a changed quad matches one of their patterns (self-adjusting computation, Acar 2005,
http://www.cs.cmu.edu/~rwh/students/acar.pdf, without its ordering of reads).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import pyoxigraph as ox

from kg.store.labels import Names

#: What a value was computed from: a pattern of a quad, whose open places are None, or any other name of an input.
Read = Hashable
Value = TypeVar("Value")


class Reads:
    """A store that records what is read from it, and the values that were computed.

    Parameters
    ----------
    store : pyoxigraph.Store
        It may change, if `changed` is called with every change.

    Examples
    --------
    >>> a, p, b, g = (ox.NamedNode(f"urn:{name}") for name in "apbg")
    >>> store = ox.Store()
    >>> store.add(ox.Quad(a, p, b, g))
    >>> reads = Reads(store)
    >>> def count():
    ...     return len(list(reads.quads_for_pattern(a, None, None)))
    >>> reads.value("count", count)
    1
    >>> more = ox.Quad(a, p, a, g)
    >>> store.add(more)
    >>> reads.changed([more])
    >>> reads.value("count", count)
    2
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._values: dict[Hashable, Any] = {}
        self._inputs: dict[Hashable, set[Read]] = {}
        self._used_by: dict[Read, set[Hashable]] = {}
        #: Which places of the patterns are given.
        self._forms: set[tuple[bool, ...]] = set()
        self._computing: list[set[Read]] = []

    def quads_for_pattern(self, s: Any, p: Any, o: Any, g: Any = None) -> Iterator[ox.Quad]:
        """Look up quads, as the store does."""
        self.record((s, p, o, g))
        return self._store.quads_for_pattern(s, p, o, g)

    def __contains__(self, quad: ox.Quad) -> bool:
        self.record((quad.subject, quad.predicate, quad.object, quad.graph_name))
        return quad in self._store

    def record(self, read: Read) -> None:
        """Note that the value that is being computed depends on an input."""
        if self._computing:
            self._computing[-1].add(read)

    def value(self, key: Hashable, compute: Callable[[], Value]) -> Value:
        """Return a value that is known, or compute it.

        Parameters
        ----------
        key : hashable
            The name of the value.
        compute : callable
        """
        if key not in self._values:
            inputs: set[Read] = set()
            self._computing.append(inputs)
            try:
                self._values[key] = compute()
            finally:
                self._computing.pop()
            self._inputs[key] = inputs
            for read in inputs:
                if (users := self._used_by.get(read)) is None:
                    users = self._used_by[read] = set()
                    if isinstance(read, tuple) and len(read) == 4:
                        self._forms.add(tuple(part is not None for part in read))
                users.add(key)
        if self._computing:
            # What depends on this value depends on its inputs.
            self._computing[-1].update(self._inputs[key])
        found: Value = self._values[key]
        return found

    def known(self, key: Hashable) -> Any:
        """Return a value if it is known, otherwise None."""
        return self._values.get(key)

    def forget(self, key: Hashable) -> None:
        """Forget a value."""
        if key in self._values:
            del self._values[key]
            for read in self._inputs.pop(key):
                self._used_by[read].discard(key)

    def changed(self, quads: Iterable[ox.Quad]) -> None:
        """Forget the values that depend on quads that were added or removed."""
        if not self._values:
            return
        for quad in quads:
            s, p, o, g = quad.subject, quad.predicate, quad.object, quad.graph_name
            for has_s, has_p, has_o, has_g in self._forms:
                read = (s if has_s else None, p if has_p else None, o if has_o else None, g if has_g else None)
                if read in self._used_by:
                    self.changed_input(read)

    def changed_input(self, read: Read) -> None:
        """Forget the values that depend on an input."""
        for key in tuple(self._used_by.get(read, ())):
            self.forget(key)


class RecordedLabels(Mapping[str, Names]):
    """The labels of a graph, each kept until it changes.

    Parameters
    ----------
    reads : Reads
    read : callable
        Returns the names of a thing from what is recorded.
    """

    def __init__(self, reads: Reads, read: Callable[[str], Names]) -> None:
        self._reads, self._read = reads, read

    def __getitem__(self, iri: str) -> Names:
        if names := self._reads.value(("names", iri), lambda: self._read(iri)):
            return names
        raise KeyError(iri)

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError("labels are recorded one by one")

    def __len__(self) -> int:
        raise NotImplementedError("labels are recorded one by one")
