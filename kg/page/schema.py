"""The schema of graphs for the page: the attributes of the graph, its nodes and its edges, with the type of each.

Every attribute may be missing or None, and other attributes are ignored. The documentation, *Using kg from Python*,
describes each attribute.
"""

from __future__ import annotations

import math
import reprlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

import networkx as nx

from kg.errors import UsageError

__all__ = ["DEFAULT_LABEL", "EDGE", "GRAPH", "NODE", "ValueType", "check", "pairs"]


@dataclass(frozen=True)
class ValueType:
    """The type of an attribute's value: a description for messages, and a test of values."""

    description: str
    accepts: Callable[[Any], bool]


#: The properties of all objects of JavaScript. The drawing library keeps nodes in objects, by their names.
_RESERVED = frozenset((
    "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__", "__proto__", "constructor",
    "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString", "valueOf",
))  # fmt: skip


def _is_text(value: object) -> bool:
    # Most values are of these types, and a check for an abstract class takes much longer.
    return type(value) in (str, int) or isinstance(value, str) or not isinstance(value, (bytes, Iterable))


def _is_number(value: object) -> bool:
    try:
        return math.isfinite(float(value)) and not isinstance(value, str)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return False


def _is_place(value: Any) -> bool:
    return (
        isinstance(value, Collection) and len(value) == 2 and all(map(_is_number, value))
        and all(abs(float(degrees)) <= most for degrees, most in zip(value, (90, 180), strict=True))
    )  # fmt: skip


def _is_pair(value: object) -> bool:
    return _is_list(value) and len(value) == 2 and all(each is None or _is_text(each) for each in value)


def _is_list(value: object) -> TypeGuard[Collection[Any]]:
    if type(value) in (list, tuple):
        return True
    return isinstance(value, Collection) and not isinstance(value, (str, bytes, Mapping))


def _list_of(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: _is_list(value) and all(map(fits, value))


def _mapping(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, Mapping) and all(map(fits, value.values()))


def _record(**fields: ValueType) -> ValueType:
    """Return the type of a mapping with these optional keys."""
    checks = [(name, field.accepts) for name, field in fields.items()]

    def accepts(value: Any) -> bool:
        if not isinstance(value, dict) and not isinstance(value, Mapping):
            return False
        for name, fits in checks:
            each = value.get(name)
            if each is not None and not fits(each):
                return False
        return True

    return ValueType("mapping with " + ", ".join(fields), accepts)


def _records(record: ValueType) -> ValueType:
    return ValueType("list of " + record.description.replace("mapping", "mappings"), _list_of(record.accepts))


def _fits(value: object, value_type: ValueType) -> bool:
    return value is None or value_type.accepts(value)


def _is_proof(value: object) -> bool:
    return _PROOF.accepts(value)


TEXT = ValueType("text, number or date", _is_text)
FLAG = ValueType("True or False", lambda value: not isinstance(value, Iterable) and value in (True, False))
NUMBER = ValueType("number", _is_number)
TEXTS = ValueType("list of texts", _list_of(_is_text))
INDEXES = ValueType("list of indexes in the graph's `conflicts`, from 0", _list_of(_is_number))
FACTS = ValueType(
    "list of pairs of a name and a text, or mapping of names to texts",
    lambda value: _mapping(_is_text)(value) or _list_of(_is_pair)(value),
)
LANGUAGES = ValueType("mapping of language tags to texts", _mapping(_is_text))
COORDINATES = ValueType("pair of latitude and longitude in degrees, up to 90 and 180", _is_place)
PERIODS = ValueType("list of pairs of a first and a last day, of which either may be None", _list_of(_is_pair))
PASSAGES = _records(_record(source=TEXT, paragraph=TEXT, sentence=TEXT, start=TEXT, end=TEXT, gist=TEXT, url=TEXT))
JUDGEMENTS = _records(_record(verdict=TEXT, ground=TEXT, date=TEXT))
_PROOF = _record(
    text=TEXT, rule=TEXT, because=TEXT, premises=ValueType("", _list_of(_is_proof)), passages=PASSAGES, contested=TEXTS
)
PROOFS = _records(_PROOF)
SOURCE = _record(title=TEXT, publisher=TEXT, issued=TEXT, url=TEXT, licence=TEXT, known=PERIODS)
SOURCES = ValueType("mapping of IRIs to " + SOURCE.description.replace("mapping", "mappings"), _mapping(SOURCE.accepts))
NOTED = ValueType(
    "mapping of notes to periods, or to None for always", _mapping(lambda periods: _fits(periods, PERIODS))
)
SIDES = _records(
    _record(answer=TEXT, independent=NUMBER, verdict=TEXT, judgements=JUDGEMENTS, sources=TEXTS, passages=PASSAGES)
)
CONFLICTS = _records(_record(question=TEXT, about=TEXT, status=TEXT, sides=SIDES))
ROWS = _records(
    _record(cells=TEXTS, nodes=TEXTS, edges=ValueType("", _list_of(lambda edge: _is_list(edge) and len(edge) == 3)))
)
_ROWS = _record(question=TEXT, asked=TEXT, columns=TEXTS, rows=ROWS)
ANSWER = ValueType(
    _ROWS.description, lambda value: _ROWS.accepts(value) and {"question", "columns", "rows"} <= value.keys()
)
DEFAULT_LABEL = "linked with"
"""The label of an edge that has no label, no relation, and no text as its key."""

GRAPH: Mapping[str, ValueType] = {
    "title": TEXT, "data_version": TEXT, "licence": TEXT, "slice": TEXT, "today": TEXT, "notes": TEXTS,
    "noted": NOTED, "sources": SOURCES,
    "conflicts": CONFLICTS, "timed": FLAG, "answer": ANSWER,
}  # fmt: skip
_BOTH: Mapping[str, ValueType] = {
    "label": TEXT, "start": TEXT, "end": TEXT, "passages": PASSAGES, "contested": FLAG, "conflicts": INDEXES,
}  # fmt: skip


def _versions(schema: Mapping[str, ValueType]) -> ValueType:
    record = _record(first=TEXT, last=TEXT, **schema)
    return ValueType(
        "list of mappings with first, last, and the attributes that were different then", _list_of(record.accepts)
    )


_OVER_TIME: Mapping[str, ValueType] = {"held": PERIODS, "known": PERIODS, "former": FLAG}
_NODE: Mapping[str, ValueType] = {
    "kind": TEXT, "code": TEXT, "labels": LANGUAGES, "names": TEXTS, "subtitle": TEXT, "curie": TEXT, "note": TEXT,
    "status": TEXT, "due": TEXT, "overdue": TEXT, "fulfilled_by": TEXT, "amount": TEXT, "currency": TEXT,
    "facts": FACTS, "judgements": JUDGEMENTS, **_BOTH,
}  # fmt: skip
_EDGE: Mapping[str, ValueType] = {
    "how": TEXT, "when": TEXT, "role": TEXT, "inferred": FLAG, "proof": TEXT, "proofs": PROOFS, "sources": TEXTS,
    **_BOTH,
}  # fmt: skip
NODE: Mapping[str, ValueType] = {
    **_NODE, **_OVER_TIME, "coordinates": COORDINATES, "versions": _versions(_NODE),
}  # fmt: skip
EDGE: Mapping[str, ValueType] = {
    **_EDGE, **_OVER_TIME, "relation": TEXT, "via": TEXT,
    "versions": _versions(_EDGE),
}  # fmt: skip


def check(graph: nx.MultiDiGraph) -> None:
    """Check that the attributes of a graph have values of the right types.

    Parameters
    ----------
    graph : networkx.MultiDiGraph

    Raises
    ------
    kg.errors.UsageError
        If a value has the wrong type: names the node or edge, the attribute, the value, and the right type.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("Aland", coordinates=(141.3, 669.2))
    >>> check(graph)
    Traceback (most recent call last):
    ...
    kg.errors.UsageError: node Aland: coordinates should be a pair of latitude and longitude in degrees, up to ...
    """
    _check("the graph", graph.graph, GRAPH)
    for node, attributes in graph.nodes(data=True):
        if not isinstance(node, str):
            raise UsageError(f"node {node!r}: a node should be a text; networkx.relabel_nodes(graph, str) makes it one")
        if node in _RESERVED:
            raise UsageError(
                f"node {node}: every object of JavaScript has something of this name, so it cannot be drawn; "
                "networkx.relabel_nodes gives it another one"
            )
        _check(f"node {node}", attributes, NODE)
    for start, end, key, attributes in graph.edges(keys=True, data=True):
        _check(f"edge {start} → {end} ({key})", attributes, EDGE)


def _check(where: str, attributes: Mapping[str, Any], schema: Mapping[str, ValueType]) -> None:
    for name, value_type in schema.items():
        if name == "proof" and attributes.get("proofs"):
            continue  # The page shows the nested steps instead.
        value = attributes.get(name)
        if not _fits(value, value_type):
            article = "" if value_type is FLAG else "a "
            raise UsageError(f"{where}: {name} should be {article}{value_type.description}, not {reprlib.repr(value)}")


def pairs(facts: Any) -> Iterable[tuple[Any, Any]]:
    """Return facts as pairs; they may be given as a mapping or as pairs."""
    return facts.items() if isinstance(facts, Mapping) else facts or ()
