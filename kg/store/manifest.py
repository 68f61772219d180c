"""The manifest of a build: what it was made from, by which engine, and how many triples it has."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from kg.errors import Finding
from kg.project.project import Role
from kg.store.scope import WHOLE, Scope

#: The version of the format of a build; raise it when the files or their content change.
FORMAT = 6


class OtherFormatError(ValueError):
    """A build that another version of kg wrote."""


@dataclass(frozen=True)
class GraphInfo:
    """One named graph of a build and the file that it was loaded from."""

    iri: str
    role: Role
    path: str
    triples: int


@dataclass(frozen=True)
class Counts:
    """Number of triples of the two graphs that queries read."""

    accepted: int
    inferred: int


@dataclass(frozen=True)
class Manifest:
    """What a build is: what it was made from, by which engine, and how many triples it has.

    Parameters
    ----------
    name : str
        Hash of all inputs; also the name of the build's folder.
    title, data_version, base, licence : str
        From the settings of the project.
    attribution : tuple of str
        Whom to credit.
    engine : str
        Name and version of the reasoner.
    graphs : tuple of GraphInfo
        The named graphs that were loaded.
    accepted, inferred : int
        Number of triples of the two graphs that queries read.
    prefixes : mapping of str to str
        The prefixes of the files, for reading and writing CURIEs.
    scope : Scope
        Which statements of the project the graph uses.
    findings : tuple of Finding
        Findings of the build, including inconsistencies.
    undated : tuple of str
        In a graph as of a day: IRIs of things without a date, for which the date of the source is used.
    left_out, added : tuple of str
        What judgements change in this graph, as lines of N-Triples without their full stops: the statements that hold
        only without the judgements (what they reject, and what would follow from it), and those that hold only because
        of them. Statements with blank nodes, which are annotations, are not listed.
    changed : tuple of str
        What else judgements change in this graph, as such lines: statements with blank nodes, which are all written as
        ``_:b``; and statements that are accepted with the judgements and inferred without them, or the other way round.
    unjudged : Counts, optional
        The counts of the graph without the judgements, if they change it.
    """

    name: str
    title: str
    data_version: str
    base: str
    licence: str
    attribution: tuple[str, ...]
    engine: str
    graphs: tuple[GraphInfo, ...]
    accepted: int
    inferred: int
    prefixes: Mapping[str, str]
    scope: Scope = WHOLE
    findings: tuple[Finding, ...] = field(default=())
    undated: tuple[str, ...] = field(default=())
    left_out: tuple[str, ...] = field(default=())
    added: tuple[str, ...] = field(default=())
    changed: tuple[str, ...] = field(default=())
    unjudged: Counts | None = None

    @property
    def size(self) -> int:
        """Number of quads of the build, over all its graphs."""
        return sum(info.triples for info in self.graphs) + self.accepted + self.inferred

    def to_json(self) -> str:
        """Write the manifest as JSON."""
        values = {"format": FORMAT, **asdict(self), "scope": self.scope.as_dict()}
        return json.dumps(values, indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Read what `to_json` wrote.

        Raises
        ------
        KeyError, TypeError, ValueError
            If the text is not a manifest, or has another version of the format (`OtherFormatError`).
        """
        try:
            values = json.loads(text)
        except RecursionError as error:
            raise ValueError("it is nested too deeply") from error
        if not isinstance(values, dict):
            raise TypeError("it is not an object of JSON")
        if (version := values.pop("format")) != FORMAT:
            raise OtherFormatError(f"it has the format {version}, and this version of kg reads {FORMAT}")
        manifest: Manifest = _read(values, cls)
        return manifest


def _read(value: Any, hint: Any) -> Any:
    return _reader(hint)(value)


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """Return a function that makes a value of a type from JSON; each field of a class has the type that it declares.

    The functions are made once, because the manifest of a large project has thousands of entries.
    """
    kind, inner = get_origin(hint) or hint, get_args(hint)
    if kind is Scope:
        return Scope.from_dict
    if isinstance(kind, type) and is_dataclass(kind):
        return _reader_of_class(kind)
    if kind is tuple:
        item = _reader(inner[0])
        return lambda value: tuple(map(item, _a(value, list, hint)))
    if kind is Mapping:
        item = _reader(inner[1])
        return lambda value: {name: item(one) for name, one in _a(value, dict, hint).items()}
    if kind is UnionType and (other := next(filter(is_dataclass, inner), None)) is not None:
        reader = _reader_of_class(other)
        return lambda value: None if value is None else reader(value)
    allowed = frozenset(inner) if kind is Literal else frozenset(inner if kind is UnionType else (kind,))

    def plain(value: Any) -> Any:
        if (value if kind is Literal else type(value)) not in allowed:
            raise TypeError(f"{value!r} is not of the type {getattr(hint, '__name__', hint)}")
        if type(value) is str and not value.isascii():
            value.encode()  # half of a character cannot be written
        return value

    return plain


def _reader_of_class(kind: Any) -> Callable[[Any], Any]:
    readers = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}

    def read(value: Any) -> Any:
        return kind(**{name: readers[name](item) for name, item in _a(value, dict, kind).items()})

    return read


def _a(value: Any, kind: type, hint: Any) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is not of the type {getattr(hint, '__name__', hint)}")
    return value
