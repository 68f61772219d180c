"""Attributes of a graph, its nodes and its edges that are computed when they are first read.

A view may have a hundred thousand edges, and a proof of each takes most of the time that the view takes. Who asks for
brokers reads none of them, and who lists the edges reads no passages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

#: Computes some of the attributes of a thing.
Part = Callable[[], dict[str, Any]]


class Attributes(dict[str, Any]):
    """A dictionary whose values are computed part by part, as they are first read.

    To its readers it is a dictionary with all its values. What needs all of them, such as a loop or a copy, computes
    all; a copy is a dictionary without anything left to compute.

    Examples
    --------
    >>> data = Attributes()
    >>> data.later({"label": "met at"}, lambda: {"proofs": print("searching") or [], "kind": "Event"})
    >>> data["label"]
    'met at'
    >>> data["kind"]
    searching
    'Event'
    >>> data == {"label": "met at", "proofs": [], "kind": "Event"}
    True
    """

    __slots__ = ("_order", "_parts")
    # A dictionary that can change has no hash.
    __hash__ = None

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[Part] = []
        self._order: Sequence[str] = ()

    def later(self, now: dict[str, Any], *parts: Part, order: Sequence[str] = ()) -> None:
        """Set some values, and say how the others are computed.

        Parameters
        ----------
        now : dict of str to value
            At least one: some programs, such as `json`, take a dictionary without a value for an empty one.
        *parts : callable
            Each returns some of the attributes; a part is computed after those before it.
        order : sequence of str, optional
            The order of all attributes, if it is not that of the parts; others follow.
        """
        super().clear()
        super().update(now)
        self._parts, self._order = list(parts), order

    def add(self, part: Part) -> None:
        """Say how more values are computed, after all others.

        Parameters
        ----------
        part : callable
        """
        self._parts.append(part)

    def _compute(self) -> bool:
        """Compute the next part; false if there is none."""
        if not self._parts:
            return False
        found = self._parts[0]()
        del self._parts[0]
        for name, value in found.items():
            # A value that was set meanwhile stays.
            dict.setdefault(self, name, value)
        if not self._parts:
            known = dict(super().items())
            super().clear()
            super().update({name: known.pop(name) for name in self._order if name in known})
            super().update(known)
        return True

    def _whole(self) -> Attributes:
        """Compute what is left."""
        while self._compute():
            pass
        return self

    def __missing__(self, name: str) -> Any:
        while self._compute():
            if dict.__contains__(self, name):
                return dict.__getitem__(self, name)
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return dict.__contains__(self, name) or dict.__contains__(self._whole(), name)

    def get(self, name: str, default: Any = None) -> Any:
        """Return a value, or the default if there is none."""
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
