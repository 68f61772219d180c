"""The periods of each edge of a view: when it held (valid time), and when it was known (knowledge time).

A page has no reasoner, so the periods of inferred edges are computed beforehand. Running inference again for each day
would take minutes, so all days are treated at once: the days on which a triple is accepted are the bits of a number,
and a conclusion holds on the days on which all premises of one of its derivations hold. This is exact, because the
rules of OWL 2 RL have no negation: what follows on a day follows from what is accepted on that day.

The two times are treated separately: *held* uses all that is known, *known* ignores when something held.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.analysis.views.facts import KINDS
from kg.analysis.views.rows import edge_name, edge_rows, statements_of
from kg.build.assemble import gc_paused
from kg.build.judgements import apply_judgements
from kg.errors import OutputError
from kg.load.files import load_project
from kg.load.parsed import ParsedFile
from kg.project.project import Project
from kg.project.read import read_content
from kg.project.write import replace_file
from kg.rdf import terms
from kg.rdf.model import Term, Triple
from kg.reason.materialise import materialise
from kg.reason.rules.compiling import CompiledRule, compile_rules
from kg.reason.rules.matching import IndexedTriples, TripleLookup, solutions
from kg.reason.rules.patterns import fill, is_schema, match
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import Period, day_of, previous_day, uncertain_day, union
from kg.temporal.knowledge_time import known_by
from kg.temporal.valid_time import course, turning_days

if TYPE_CHECKING:
    import networkx

__all__ = ["add_periods", "periods"]

#: An edge: its ends and its key.
Edge = tuple[str, str, str]
#: A larger view gets no periods, and its page no sliders: they would be hard to use, and the file would grow by half.
MOST_EDGES = 5000
_TYPE = ox.NamedNode(terms.RDF_TYPE)


def add_periods(graph: networkx.MultiDiGraph, project: Project, snapshot: Snapshot, name: str) -> None:
    """Give the nodes and edges of a view their periods: ``held`` and ``known``, lists of pairs of ISO dates.

    If the graph is a slice, or the view is too large, nothing is added. A node or an edge without such a list is
    always in the graph. A node is in it when one of its edges is; a node without edges is in it on no day.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As made by `kg.analysis.views.graph.view`; it is changed.
    project : Project
    snapshot : Snapshot
        The graph that the view was made from.
    name : str
        The name of the view.

    Examples
    --------
    >>> import kg
    >>> opened = kg.open()
    >>> graph = opened.to_networkx("affiliations")
    >>> add_periods(graph, opened.project, opened.snapshot, "affiliations")
    >>> graph.graph["timed"]
    True
    """
    manifest = snapshot.manifest
    if manifest.scope.is_dated or not 0 < graph.number_of_edges() <= MOST_EDGES:
        return
    with gc_paused():
        found = _cached(project, snapshot, name)
    graph.graph["timed"] = True
    for node in [node for node, relations in graph.degree() if not relations]:
        graph.nodes[node].update(held=[], known=[])
    for place, clock in enumerate(("held", "known")):
        of_nodes: dict[str, list[Period]] = defaultdict(list)
        for edge, both in found.items():
            if not graph.has_edge(*edge):
                continue
            graph.edges[edge][clock] = _unless_always(both[place])
            for node in edge[:2]:
                of_nodes[node] += both[place]
        for node, parts in of_nodes.items():
            graph.nodes[node][clock] = _unless_always(union(parts))


def _unless_always(parts: Sequence[Period]) -> list[tuple[str | None, ...]] | None:
    return None if list(parts) == [Period()] else _texts(parts)


def periods(project: Project, snapshot: Snapshot, name: str) -> dict[Edge, tuple[list[Period], list[Period]]]:
    """Compute for each edge of a view when it held, according to all that is known, and when it was known.

    Parameters
    ----------
    project : Project
    snapshot : Snapshot
        A graph of the project that is not a slice.
    name : str
        The name of the view.

    Returns
    -------
    dict
        For each edge (its ends and its key) the periods in valid time and in knowledge time, in order.

    Examples
    --------
    >>> import kg
    >>> opened = kg.open()
    >>> held, known = periods(opened.project, opened.snapshot, "meetings").popitem()[1]
    >>> held[-1][1] is None
    True
    """
    all_time = _all_time(project, snapshot)
    rows = edge_rows(snapshot, name)
    wanted = {statement for row in rows for statement in (*statements_of(row), *_types(snapshot, row))}
    derivations = _derivations(wanted, all_time.concluded, all_time.rules)
    found: dict[Edge, tuple[list[Period], list[Period]]] = {}
    clocks = [(days, _masks(days, accepted, derivations)) for days, accepted in all_time.clocks]
    for row in rows:
        edge = edge_name(snapshot, row)
        parts = [_of_row(snapshot, row, masks, days) for days, masks in clocks]
        # Two rows may be one edge.
        known = found.get(edge, ([], []))
        found[edge] = (union([*known[0], *parts[0]]), union([*known[1], *parts[1]]))
    return found


def _of_row(
    snapshot: Snapshot, row: dict[str, Term | None], masks: Mapping[Triple, int], days: Sequence[datetime.date]
) -> list[Period]:
    mask = (1 << len(days)) - 1
    for statement in statements_of(row):
        mask &= masks[statement]
    for node in ("from", "to"):
        types = [triple for triple in _types(snapshot, row) if triple[0] == row[node]]
        if types:
            any_type = 0
            for triple in types:
                any_type |= masks[triple]
            mask &= any_type
    return _periods_of(mask, days)


def _types(snapshot: Snapshot, row: Mapping[str, object]) -> list[Triple]:
    """List the class statements that make the ends of an edge things that a view can show."""
    found: list[Triple] = []
    for node in (row["from"], row["to"]):
        assert isinstance(node, ox.NamedNode)
        for kind in KINDS:
            triple: Triple = (node, _TYPE, ox.NamedNode(terms.KG + kind))
            if snapshot.is_accepted(triple) or snapshot.is_inferred(triple):
                found.append(triple)
    return found


State = tuple[datetime.date, Sequence[ParsedFile]]
#: The first days of states, and for each statement the states in which it is accepted, as bits.
Clock = tuple[list[datetime.date], dict[Triple, int]]


@dataclass(frozen=True)
class _AllTime:
    """All statements, what follows from them, the rules, and when each statement is accepted."""

    concluded: TripleLookup
    rules: Sequence[CompiledRule]
    clocks: tuple[Clock, ...]


@lru_cache(maxsize=2)
def _all_time(project: Project, snapshot: Snapshot) -> _AllTime:
    # Cached, because all views use it.
    graphs = {info.iri for info in snapshot.manifest.graphs}
    files = tuple(part for part in load_project(project).parsed if part.iri.value in graphs)
    closure = frozenset(triple for part in files for triple in part.triples)
    return _AllTime(
        IndexedTriples([*closure, *materialise(closure).triples]),
        list(compile_rules(filter(is_schema, closure))),
        (_accepted_in(files, _held(files)), _accepted_in(files, _known(files))),
    )


def _held(files: tuple[ParsedFile, ...]) -> Iterable[State]:
    return ((day, cut.accepted) for day, cut in course(files, apply_judgements(files)))


def _known(files: tuple[ParsedFile, ...]) -> Iterable[State]:
    return ((day, apply_judgements(known_by(files, day))) for day in turning_days(files))


def _accepted_in(files: Iterable[ParsedFile], states: Iterable[State]) -> Clock:
    """Compute for each statement the states in which a file that states it is accepted."""
    days: list[datetime.date] = []
    # Most files are whole in most states; a file that was cut shares its triples with the whole file.
    whole = {id(part): 0 for part in files}
    single: dict[int, int] = defaultdict(int)
    for day, parts in states:
        bit = 1 << len(days)
        days.append(day)
        for part in parts:
            if id(part) in whole:
                whole[id(part)] |= bit
            else:
                for triple in part.triples:
                    single[id(triple)] |= bit
    accepted: dict[Triple, int] = {}
    for part in files:
        for triple in part.triples:
            accepted[triple] = accepted.get(triple, 0) | whole[id(part)] | single.get(id(triple), 0)
    return days, accepted


def _masks(
    days: Sequence[datetime.date],
    accepted: Mapping[Triple, int],
    derivations: Mapping[Triple, Sequence[Sequence[Triple]]],
) -> dict[Triple, int]:
    """Compute for each statement the states in which it holds: a bit for each."""
    masks = {triple: accepted.get(triple, 0) for triple in derivations}
    changed = True
    while changed:
        changed = False
        for triple, ways in derivations.items():
            mask = masks[triple]
            for premises in ways:
                way = (1 << len(days)) - 1
                for premise in premises:
                    way &= masks[premise]
                mask |= way
            if mask != masks[triple]:
                masks[triple] = mask
                changed = True
    return masks


def _derivations(
    wanted: Iterable[Triple], triples: TripleLookup, rules: Iterable[CompiledRule]
) -> dict[Triple, list[tuple[Triple, ...]]]:
    """List every derivation of the wanted statements, and of the premises of those derivations."""
    by_predicate: dict[object, list[CompiledRule]] = defaultdict(list)
    for rule in rules:
        if rule.conclusion is not None:
            predicate = rule.conclusion[1]
            by_predicate[None if isinstance(predicate, str) else predicate].append(rule)
    found: dict[Triple, list[tuple[Triple, ...]]] = {}
    rest = sorted(wanted, key=str)
    while rest:
        triple = rest.pop()
        if triple in found:
            continue
        ways: dict[tuple[Triple, ...], None] = {}
        for rule in (*by_predicate[triple[1]], *by_predicate[None]):
            assert rule.conclusion is not None
            bindings = match(rule.conclusion, triple, {})
            if bindings is None:
                continue
            for solution in solutions(rule.premises, bindings, triples):
                premises = tuple(fill(premise, solution) for premise in rule.premises)
                if triple not in premises:
                    ways[premises] = None  # type: ignore[index]
        found[triple] = list(ways)
        rest += [premise for way in ways for premise in way if premise not in found]
    return found


def _periods_of(mask: int, days: Sequence[datetime.date]) -> list[Period]:
    """Return the states of a mask as periods; a state lasts until the day before the next one."""
    found: list[Period] = []
    for place, day in enumerate(days):
        if mask >> place & 1:
            first = None if place == 0 else day_of(day)
            last = None if place + 1 == len(days) else previous_day(day_of(days[place + 1]))
            found.append(Period(first, last))
    return union(found)


def _texts(parts: Iterable[Period]) -> list[tuple[str | None, ...]]:
    """Write periods as pairs of ISO dates."""
    return [tuple(day and str(day) for day in period) for period in parts]


def _read_periods(texts: Iterable[Sequence[str | None]]) -> list[Period]:
    """Read periods as `_texts` writes them."""
    return [Period(uncertain_day(first, None).earliest, uncertain_day(None, last).latest) for first, last in texts]


# ---- Cache in the folder of the build


def _cached(project: Project, snapshot: Snapshot, name: str) -> dict[Edge, tuple[list[Period], list[Period]]]:
    """Read the periods from the folder of the build; if they are missing, compute and write them."""
    place = snapshot.folder / f"periods-{name}.json"
    built = bool(snapshot.manifest.name) and snapshot.folder.name == snapshot.manifest.name
    if built:
        try:
            digest, _, text = read_content(place, given=True).partition(b"\n")
            if digest == _digest(text):
                return {
                    (start, end, key): (_read_periods(held), _read_periods(known))
                    for start, end, key, held, known in json.loads(text)
                }
        except (OSError, ValueError, TypeError, RecursionError):
            pass  # missing or damaged: computed again
    found = periods(project, snapshot, name)
    if built:
        text = json.dumps([[*edge, *map(_texts, both)] for edge, both in sorted(found.items())]).encode()
        with contextlib.suppress(OutputError):  # The folder may be read-only.
            replace_file(place, _digest(text) + b"\n" + text)
    return found


def _digest(text: bytes) -> bytes:
    """Return the SHA-256 of the text of the cache, which is its first line."""
    return hashlib.sha256(text).hexdigest().encode()
