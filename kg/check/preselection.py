"""Finds the nodes that may violate a shape, in one pass over the statements, so that pyshacl validates only these.

For a node, a constraint holds, or it does not, or this module cannot tell. It leaves out the nodes for which all
constraints hold for sure. Then pyshacl reads the statements about the others alone, and reports what it would report
for the whole graph. For this, no constraint may look further than the statements about a node, and the types of the
things that these name; with a shape that does, pyshacl must read all.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import Term, Triple, plain

_SH = "http://www.w3.org/ns/shacl#"
_SUBCLASS = f"{terms.RDFS}subClassOf"
_NIL, _FIRST, _REST = ox.NamedNode(f"{terms.RDF}nil"), f"{terms.RDF}first", f"{terms.RDF}rest"
#: What declares constraints of other kinds.
_OWN = {_SH + name for name in ("parameter", "validator", "nodeValidator", "propertyValidator", "target", "rule")}
#: What a shape says that does not decide whether a node conforms; some of it belongs to another constraint.
_SILENT = {
    "path", "severity", "message", "name", "description", "order", "group", "flags", "qualifiedMinCount",
    "qualifiedMaxCount", "targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf",
}  # fmt: skip
#: Constraints on the statements about a node, which are left to pyshacl.
_LEFT = {
    "closed",
    "ignoredProperties",
    "equals",
    "disjoint",
    "lessThanOrEquals",
    "minLength",
    "maxLength",
    "deactivated",
}
_ORDER: Mapping[str, Callable[[int, int], bool]] = {
    "minInclusive": int.__ge__, "minExclusive": int.__gt__, "maxInclusive": int.__le__, "maxExclusive": int.__lt__,
}  # fmt: skip
_NODE_KINDS = {"IRI": ox.NamedNode, "BlankNode": ox.BlankNode, "Literal": ox.Literal}
_INTEGER, _DATE = f"{terms.XSD}integer", f"{terms.XSD}date"
_WRITTEN = {_INTEGER: re.compile(r"[+-]?[0-9]{1,18}"), _DATE: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")}

#: A property, and whether a path takes it against its direction.
Step = tuple[str, bool]
Verdict = bool | None
#: Whether a node conforms.
Test = Callable[[Term], Verdict]
#: Whether the values of a node conform.
ValuesTest = Callable[[Term, Collection[Term]], Verdict]


class FarError(Exception):
    """A shape looks further than the statements about a node."""


class Preselection:
    """Shapes, ready to find the nodes that may violate them.

    Parameters
    ----------
    shapes : iterable of triple
    patterns : collection of str
        The patterns that are known to end; others are left to pyshacl.

    Raises
    ------
    FarError
        If a shape looks further than the statements about a node.

    Examples
    --------
    >>> import pyoxigraph as ox
    >>> shapes = ox.parse(
    ...     "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> ."
    ...     "e:shape sh:targetClass e:C ; sh:property [ sh:path e:p ; sh:minCount 1 ] .",
    ...     format=ox.RdfFormat.TURTLE,
    ... )
    >>> data = ox.parse(
    ...     "@prefix e: <http://e/> . e:a a e:C ; e:p 1 . e:b a e:C .", format=ox.RdfFormat.TURTLE
    ... )
    >>> Preselection(shapes, ()).find(data)
    {<NamedNode value=http://e/b>}
    """

    def __init__(self, shapes: Iterable[Triple | ox.Quad], patterns: Collection[str]) -> None:
        self.patterns = patterns
        #: The values of each node, by step; `find` fills them.
        self.columns: dict[Step, dict[Term, list[Term]]] = {(terms.RDF_TYPE, False): {}, (_SUBCLASS, False): {}}
        self._said: dict[Term, dict[str, list[Term]]] = {}
        for s, p, o in (plain(one) if isinstance(one, ox.Quad) else one for one in shapes):
            if p.value in _OWN:
                raise FarError
            self._said.setdefault(s, {}).setdefault(p.value, []).append(o)
        self._lower: dict[Term, set[Term]] = {}
        self._open: set[Term] = set()
        self._tests = [(shape, self._test(shape)) for shape in self._said if self._targets(shape)]
        for shape, _ in self._tests:
            for name, node in self._targets(shape):
                if name in ("targetSubjectsOf", "targetObjectsOf"):
                    self._column(node, inverse=name == "targetObjectsOf")

    @property
    def inverse(self) -> list[str]:
        """The properties that shapes take against their direction."""
        return sorted(iri for iri, inverse in self.columns if inverse)

    def find(self, statements: Iterable[ox.Quad]) -> set[Term]:
        """Return the nodes that may violate a shape.

        Parameters
        ----------
        statements : iterable of pyoxigraph.Quad
            All statements that shapes check, and the hierarchy of classes.
        """
        along = {iri: column for (iri, inverse), column in self.columns.items() if not inverse}
        against = {iri: column for (iri, inverse), column in self.columns.items() if inverse}
        for quad in statements:
            predicate = quad.predicate.value
            if predicate in along or predicate in against:
                s, _, o = plain(quad)
                if predicate in along:
                    along[predicate].setdefault(s, []).append(o)
                if predicate in against:
                    against[predicate].setdefault(o, []).append(s)
        instances: dict[Term, list[Term]] = {}
        for node, classes in self.columns[terms.RDF_TYPE, False].items():
            for cls in classes:
                instances.setdefault(cls, []).append(node)
        found: set[Term] = set()
        for shape, test in self._tests:
            nodes: dict[Term, None] = {}
            for name, target in self._targets(shape):
                if name == "targetClass":
                    for cls in self._below(target):
                        nodes.update(dict.fromkeys(instances.get(cls, ())))
                elif name == "targetNode":
                    nodes[target] = None
                else:
                    nodes.update(dict.fromkeys(self._column(target, inverse=name == "targetObjectsOf")))
            found.update(node for node in nodes if node not in found and test(node) is not True)
        return found

    # ---- What shapes say

    def _values(self, shape: Term, name: str) -> list[Term]:
        return self._said.get(shape, {}).get(_SH + name, [])

    def _items(self, node: Term) -> Iterator[Term]:
        """Yield the members of a list."""
        seen: set[Term] = set()
        while node != _NIL:
            said = self._said.get(node, {})
            if node in seen or not (_FIRST in said and _REST in said):
                raise FarError  # pyshacl says what is wrong with the list.
            seen.add(node)
            yield said[_FIRST][0]
            node = said[_REST][0]

    def _targets(self, shape: Term) -> list[tuple[str, Term]]:
        """Return the targets of a shape; a shape that is a class has its instances as targets."""
        names = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
        found = [(name, node) for name in names for node in self._values(shape, name)]
        classes = (f"{terms.RDFS}Class", f"{terms.OWL}Class")
        kinds = {kind.value for kind in self._said[shape].get(terms.RDF_TYPE, ()) if isinstance(kind, ox.NamedNode)}
        return found + [("targetClass", shape)] * (not kinds.isdisjoint(classes))

    def _column(self, node: Term, *, inverse: bool = False) -> dict[Term, list[Term]]:
        """Return the column of a property, or of a property against its direction."""
        if not isinstance(node, ox.NamedNode):
            raise FarError
        return self.columns.setdefault((node.value, inverse), {})

    def _path(self, path: Term) -> list[dict[Term, list[Term]]]:
        """Return the columns of a path of one step; several, if there are alternatives."""
        if isinstance(path, ox.NamedNode):
            return [self._column(path)]
        if choices := self._values(path, "alternativePath"):
            return [column for choice in self._items(choices[0]) for column in self._path(choice)]
        if inverse := self._values(path, "inversePath"):
            return [self._column(inverse[0], inverse=True)]
        raise FarError

    def _below(self, cls: Term) -> set[Term]:
        """Return a class and the classes below it."""
        if cls not in self._lower:
            below: dict[Term, list[Term]] = {}
            for lower, uppers in self.columns[_SUBCLASS, False].items():
                for upper in uppers:
                    below.setdefault(upper, []).append(lower)
            found, ahead = {cls}, [cls]
            while ahead:
                new = set(below.get(ahead.pop(), ())) - found
                found |= new
                ahead += new
            self._lower[cls] = found
        return self._lower[cls]

    # ---- Tests

    def _test(self, shape: Term, *, of_values: bool = False) -> Test:
        """Return the test of a shape: of focus nodes, or of values, which may have no property shapes."""
        if shape in self._open:
            raise FarError
        self._open.add(shape)
        said = {key.removeprefix(_SH): found for key, found in self._said.get(shape, {}).items() if key.startswith(_SH)}
        paths = said.get("path", [])
        if paths and of_values:
            raise FarError
        tests = [
            self._component(name, value, shape, of_values or bool(paths))
            for name, values in said.items()
            for value in values
            if name not in _SILENT
        ]
        self._open.remove(shape)
        if "deactivated" in said:
            return lambda _: None
        if not paths:
            return lambda focus: _all(test(focus, (focus,)) for test in tests)
        columns = self._path(paths[0])

        def conforms(focus: Term) -> Verdict:
            values = {value for column in columns for value in column.get(focus, ())}
            return _all(test(focus, values) for test in tests)

        return conforms

    def _component(self, name: str, value: Term, shape: Term, of_values: bool) -> ValuesTest:
        """Return the test of a constraint."""
        if name in _LEFT:
            return _unsure
        if name in _SIMPLE:
            return _SIMPLE[name](value)
        if name in ("or", "and", "xone", "in", "languageIn"):
            return self._listed(name, [*self._items(value)], of_values)
        if name in ("not", "node") or (name == "property" and not of_values):
            test = self._test(value, of_values=of_values)
            return _each((lambda one: _NOT[test(one)]) if name == "not" else test)
        return self._other(name, value, shape)

    def _listed(self, name: str, members: list[Term], of_values: bool) -> ValuesTest:
        """Return the test of a constraint that has a list."""
        if name == "in":
            return _each(lambda one: one in members or None)
        if name == "languageIn":
            languages = {member.value.lower() for member in members}
            return _each(
                lambda one: (isinstance(one, ox.Literal) and (one.language or "").lower() in languages) or None
            )
        parts = [self._test(member, of_values=of_values) for member in members]
        combine = {"or": _any, "and": _all, "xone": _one}[name]
        return _each(lambda one: combine(part(one) for part in parts))

    def _other(self, name: str, value: Term, shape: Term) -> ValuesTest:
        """Return the test of a constraint that needs the shape or other statements."""
        if name == "pattern":
            known = isinstance(value, ox.Literal) and value.value in self.patterns and not self._values(shape, "flags")
            return _each(_matching(value.value)) if known else lambda _, values: not values or None
        if name == "class":
            types = self.columns[terms.RDF_TYPE, False]
            return _each(lambda one: not self._below(value).isdisjoint(types.get(one, ())) or None)
        if name == "lessThan":
            others = self._column(value)
            return lambda focus, values: (
                all(_less(one, other) for one in values for other in others.get(focus, ())) or None
            )
        if name != "qualifiedValueShape":
            raise FarError
        test = self._test(value, of_values=True)
        least, most = (self._values(shape, f"qualified{end}Count") for end in ("Min", "Max"))
        number = _integer(least[0]) if len(least) == 1 and not most else None
        return lambda _, values: (number is not None and sum(test(one) is True for one in values) >= number) or None


#: The opposite of each result.
_NOT: Mapping[Verdict, Verdict] = {True: False, False: True, None: None}


def _unsure(_: Term, __: Collection[Term]) -> Verdict:
    return None


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    """Return whether all hold: one that does not decides."""
    sure = True
    for verdict in verdicts:
        if verdict is False:
            return False
        sure = sure and verdict is True
    return True if sure else None


def _any(verdicts: Iterable[Verdict]) -> Verdict:
    """Return whether one holds."""
    found = [*verdicts]
    return True if True in found else None if None in found else False


def _one(verdicts: Iterable[Verdict]) -> Verdict:
    """Return whether exactly one holds."""
    found = [*verdicts]
    return None if None in found else found.count(True) == 1


def _each(test: Test) -> ValuesTest:
    """Return the test that holds if another one holds for each value."""
    return lambda _, values: _all(map(test, values))


def _matching(pattern: str) -> Test:
    found = re.compile(pattern)
    return lambda one: (not isinstance(one, ox.BlankNode) and found.search(one.value) is not None) or None


def _integer(term: Term) -> int | None:
    """Return the value of an integer that is written correctly."""
    return int(term.value) if _is_well_written(term, _INTEGER) else None


def _is_well_written(term: Term, datatype: str) -> bool:
    """Return whether a term is a literal of a datatype, and certainly one of its values."""
    if not isinstance(term, ox.Literal) or term.datatype.value != datatype:
        return False
    if datatype == _DATE and _WRITTEN[_DATE].fullmatch(term.value):
        try:
            datetime.date.fromisoformat(term.value)
        except ValueError:
            return False
        return True
    if datatype in (f"{terms.XSD}string", f"{terms.RDF}langString"):
        return True
    return datatype == _INTEGER and _WRITTEN[_INTEGER].fullmatch(term.value) is not None


def _less(one: Term, other: Term) -> bool:
    """Return whether a value is certainly less than another one."""
    if _is_well_written(one, _DATE) and _is_well_written(other, _DATE):
        return one.value < other.value
    first, second = _integer(one), _integer(other)
    return first is not None and second is not None and first < second


def _datatype(value: Term) -> ValuesTest:
    return _each(lambda one: (isinstance(value, ox.NamedNode) and _is_well_written(one, value.value)) or None)


def _node_kind(value: Term) -> ValuesTest:
    kinds = [_NODE_KINDS[kind] for kind in _NODE_KINDS if isinstance(value, ox.NamedNode) and kind in value.value]
    # The names of combinations contain those of their parts: sh:BlankNodeOrIRI.
    return _each(lambda one: isinstance(one, tuple(kinds)) or None)


def _least(value: Term) -> ValuesTest:
    number = _integer(value)
    # Values that are written differently, and that pyshacl takes for one, may be fewer than they seem.
    return lambda _, values: False if not values and number else bool(number in (0, 1)) or None


def _most(value: Term) -> ValuesTest:
    number = _integer(value)
    return lambda _, values: (number is not None and len(values) <= number) or None


def _languages(_: Term) -> ValuesTest:
    def differ(_: Term, values: Collection[Term]) -> Verdict:
        found = [value.language.lower() for value in values if isinstance(value, ox.Literal) and value.language]
        return len(found) == len(set(found)) or None

    return differ


def _bound(name: str) -> Callable[[Term], ValuesTest]:
    def test_of(value: Term) -> ValuesTest:
        limit = _integer(value)

        def within(one: Term) -> Verdict:
            number = _integer(one)
            return (number is not None and limit is not None and _ORDER[name](number, limit)) or None

        return _each(within)

    return test_of


#: Constraints that only read the values and one value of the shape.
_SIMPLE: Mapping[str, Callable[[Term], ValuesTest]] = {
    "minCount": _least,
    "maxCount": _most,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "uniqueLang": _languages,
    "hasValue": lambda value: lambda _, values: value in values or None,
    **{name: _bound(name) for name in _ORDER},
}
