"""Attributes of a graph, its nodes and its edges that are computed when they are first read.

A view may have a hundred thousand edges, and a proof of each takes most of the time that the view takes. Who asks for
brokers reads none of them, and who lists the edges reads no passages.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import wraps
from typing import Any

#: Some names, and what computes the attributes that have them; it may leave some out.
Part = tuple[Sequence[str], Callable[[], Mapping[str, Any]]]


class Attributes(dict[str, Any]):
    """A dictionary whose values are computed part by part, as they are first read.

    To its readers it is a dictionary with all its values. What needs all of them, such as a loop or a copy, computes
    all; a copy is a dictionary without anything left to compute.

    Examples
    --------
    >>> data = Attributes()
    >>> data.later({"label": "met at"}, (("kind", "proofs"), lambda: {"proofs": print("searching"), "kind": "Event"}))
    >>> data["label"]
    'met at'
    >>> data["kind"]
    searching
    'Event'
    >>> data
    {'label': 'met at', 'kind': 'Event', 'proofs': None}
    """

    # A dictionary that can change has no hash.
    __hash__ = None

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[Part] = []
        self._order: Sequence[str] = ()

    def later(self, now: Mapping[str, Any], *parts: Part, order: Sequence[str] = ()) -> None:
        """Set some values, and say how the others are computed.

        Parameters
        ----------
        now : mapping of str to value
            At least one: some programs, such as `json`, take a dictionary without a value for an empty one.
        *parts : (sequence of str, callable)
        order : sequence of str, optional
            The order of all names, if it is not this.
        """
        super().clear()
        super().update(now)
        self._parts = list(parts)
        self._order = order or [*now, *(name for names, _ in parts for name in names)]

    def _compute(self, part: Part) -> None:
        found = part[1]()
        self._parts.remove(part)
        for name, value in found.items():
            # A value that was set meanwhile stays.
            dict.setdefault(self, name, value)
        if not self._parts:
            known = dict(super().items())
            super().clear()
            super().update({name: known.pop(name) for name in self._order if name in known})
            super().update(known)

    def _whole(self) -> Attributes:
        """Compute what is left."""
        while self._parts:
            self._compute(self._parts[0])
        return self

    def __missing__(self, name: str) -> Any:
        for part in self._parts:
            if name in part[0]:
                self._compute(part)
                return dict.__getitem__(self, name)
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        if dict.__contains__(self, name):
            return True
        if not self._parts:
            return False
        for part in [part for part in self._parts if name in part[0]]:
            self._compute(part)
        return dict.__contains__(self, name)

    def without(self, names: Collection[str]) -> dict[str, Any]:
        """Return a dictionary of all values but some, which are not computed.

        Parameters
        ----------
        names : collection of str

        Examples
        --------
        >>> data = Attributes()
        >>> data.later({"label": "met at"}, (["proof"], lambda: {"proof": print("searching")}))
        >>> data.without(["proof"])
        {'label': 'met at'}
        """
        for part in [part for part in self._parts if not set(names).issuperset(part[0])]:
            self._compute(part)
        return {name: dict.__getitem__(self, name) for name in dict.keys(self) if name not in names}

    def get(self, name: str, default: Any = None) -> Any:
        """Return a value, or the default if there is none."""
        # Pages read millions of values, so without a search first.
        try:
            return self[name]
        except KeyError:
            return default

    def copy(self) -> dict[str, Any]:
        """Return a dictionary of all values."""
        return dict(self)

    def __eq__(self, other: object) -> bool:
        return dict(self) == (dict(other) if isinstance(other, Attributes) else other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


def _after_computing(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def call(self: Attributes, *arguments: Any) -> Any:
        return method(self._whole(), *arguments)

    return call


# All that needs every value. Python copies a dictionary whose loop is its own by this loop, so a copy has all, too.
for _name in (
    "__iter__", "__reversed__", "__len__", "__repr__", "__or__", "__delitem__",
    "keys", "values", "items", "pop", "popitem", "setdefault", "clear",
):  # fmt: skip
    setattr(Attributes, _name, _after_computing(getattr(dict, _name)))
