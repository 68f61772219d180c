"""The periods of each edge of a view: when it held (valid time), and when it was known (knowledge time).

A page has no reasoner, so the periods of inferred edges are computed beforehand. For knowledge time,
`kg.analysis.knowledge` makes the view of each state. Valid time has more states, and the page shows only which edges
held, so all days are treated at once: the days on which a triple is accepted are the bits of a number, and a conclusion
holds on the days on which all premises of one of its derivations hold. This is exact, because the rules of OWL 2 RL
have no negation: what follows on a day follows from what is accepted on that day.

The two times are treated separately: *held* uses all that is known, *known* ignores when something held.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.analysis.derivations import Derivations, holding
from kg.analysis.knowledge import Edge, History, add_history, history
from kg.analysis.part import view_size
from kg.analysis.views.facts import KINDS
from kg.analysis.views.rows import edge_names, edge_rows, statements_of
from kg.build.assemble import gc_paused
from kg.build.judgements import apply_judgements, counting
from kg.errors import OutputError
from kg.load.files import load_project
from kg.load.parsed import ParsedFile
from kg.project.paths import shipped_root
from kg.project.project import Project
from kg.project.read import read_content
from kg.project.write import replace_file
from kg.rdf import terms
from kg.rdf.model import Term, Triple
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import Period, day_of, previous_day, uncertain_day, union
from kg.temporal.valid_time import course, turning_days

if TYPE_CHECKING:
    import networkx

__all__ = ["add_periods", "periods"]

#: A larger view gets no periods, and its page no sliders: they would be hard to use, and the file would grow by half.
MOST_EDGES = 5000
#: If a view has more edges times days, it would take minutes to make it for all states of knowledge. Then its page has
#: no slider of knowledge time; `kg graph --known-by` makes the page of a day.
MOST_VERSIONS = 1_000_000
#: The same if things are the same and there are more inferred statements times days: of these, each day needs all.
MOST_STATEMENTS = 10_000_000
_TYPE, _SAME_AS = ox.NamedNode(terms.RDF_TYPE), ox.NamedNode(f"{terms.OWL}sameAs")


def add_periods(
    graph: networkx.MultiDiGraph, project: Project, snapshot: Snapshot, name: str, *, is_part: bool = False
) -> None:
    """Give the nodes and edges of a view their periods, and what they were on earlier days of knowledge time.

    ``held`` and ``known`` are lists of pairs of ISO dates; `kg.analysis.knowledge.add_history` describes what else is
    added. If the graph is a slice, or the view is too large, nothing is added. A node or an edge without such a list is
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
    is_part : bool, optional
        Whether the graph is a part of the view. What was in the view only on earlier days is added between its things.

    Examples
    --------
    >>> import kg
    >>> opened = kg.open()
    >>> graph = opened.to_networkx("entities")
    >>> add_periods(graph, opened.project, opened.snapshot, "entities")
    >>> graph.graph["timed"]
    True
    """
    if snapshot.manifest.scope.is_dated or not 0 < graph.number_of_edges() <= MOST_EDGES:
        return
    if is_part and view_size(snapshot, name).relations > MOST_EDGES:
        return
    held, known = _cached(project, snapshot, name)
    graph.graph["timed"] = True
    if is_part and known is not None:
        known = replace(
            known,
            nodes={node: versions for node, versions in known.nodes.items() if node in graph},
            edges={edge: versions for edge, versions in known.edges.items() if edge[0] in graph and edge[1] in graph},
        )
    if known is not None:
        add_history(graph, known)
    of_nodes: dict[str, list[Period]] = {node: [] for node in graph}
    for start, end, key, edge in graph.edges(keys=True, data=True):
        parts = held[start, end, key]
        edge["held"] = _unless_always(parts)
        for node in (start, end):
            of_nodes[node] += parts
    for node, parts in of_nodes.items():
        graph.nodes[node]["held"] = _unless_always(union(parts))


def _unless_always(parts: Sequence[Period]) -> list[tuple[str | None, ...]] | None:
    return None if list(parts) == [Period()] else _texts(parts)


def periods(project: Project, snapshot: Snapshot, name: str, former: Iterable[Edge] = ()) -> dict[Edge, list[Period]]:
    """Compute for each edge of a view when it held, according to all that is known.

    Parameters
    ----------
    project : Project
    snapshot : Snapshot
        A graph of the project that is not a slice.
    name : str
        The name of the view.
    former : iterable of Edge
        Edges that are not in the view, but were on an earlier day of knowledge time.

    Returns
    -------
    dict
        For each edge (its ends and its key) the periods in valid time, in order.

    Examples
    --------
    >>> import kg
    >>> opened = kg.open()
    >>> held = periods(opened.project, opened.snapshot, "meetings").popitem()[1]
    >>> held[-1][1] is None
    True
    """
    all_time = _all_time(project, snapshot)
    rows = [*edge_rows(snapshot, name), *(_row_of(snapshot, edge) for edge in former)]
    wanted = {statement for row in rows for statement in (*statements_of(row), *_types(snapshot, row))}
    masks = holding(all_time.accepted, all_time.derivations.of(wanted), len(all_time.days))
    found: dict[Edge, list[Period]] = {}
    # Many edges hold on the same days.
    periods_of = cache(partial(_periods_of, days=all_time.days))
    for row, edge in zip(rows, edge_names(snapshot, rows), strict=True):
        # Two rows may be one edge.
        found[edge] = union([*found.get(edge, []), *periods_of(_days_of_row(snapshot, row, masks, len(all_time.days)))])
    return found


def _row_of(snapshot: Snapshot, edge: Edge) -> dict[str, Term | None]:
    """Return the row of an edge, as far as its name tells."""
    relation, _, via = edge[2].partition(" ")
    ends = {"from": ox.NamedNode(edge[0]), "to": ox.NamedNode(edge[1])}
    iri = terms.expand(relation, snapshot.manifest.prefixes) or relation
    return {**ends, "relation": ox.NamedNode(iri), "via": ox.NamedNode(via) if via else None}


def _days_of_row(snapshot: Snapshot, row: dict[str, Term | None], masks: Mapping[Triple, int], states: int) -> int:
    """Return the states in which an edge holds, as bits."""
    mask = (1 << states) - 1
    for statement in statements_of(row):
        mask &= masks[statement]
    about = _types(snapshot, row)
    for node in ("from", "to"):
        types = [triple for triple in about if triple[0] == row[node]]
        if types:
            any_type = 0
            for triple in types:
                any_type |= masks[triple]
            mask &= any_type
    return mask


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


@dataclass(frozen=True)
class _AllTime:
    """The files of a graph, how its statements follow, and the states of valid time.

    ``days`` has the first day of each state, ``accepted`` for each statement the states in which it is accepted, as
    bits.
    """

    files: tuple[ParsedFile, ...]
    derivations: Derivations
    days: list[datetime.date]
    accepted: dict[Triple, int]


@lru_cache(maxsize=2)
def _all_time(project: Project, snapshot: Snapshot) -> _AllTime:
    # Cached, because all views use it.
    graphs = {info.iri for info in snapshot.manifest.graphs}
    with gc_paused():
        whole = load_project(project).parsed
        here = [part for part in whole if part.iri.value in graphs]
        files = tuple(counting(here, whole, judgements=snapshot.manifest.scope.judgements))
        return _AllTime(files, Derivations(files), *_accepted_in(files, apply_judgements(files)))


def _accepted_in(
    stated: Sequence[ParsedFile], accepted: Sequence[ParsedFile]
) -> tuple[list[datetime.date], dict[Triple, int]]:
    """Compute for each statement the states in which a file that states it is accepted, after their first days."""
    days: list[datetime.date] = []
    masks = [{id(triple): -1 for triple in file.triples} for file in accepted]
    before: list[set[int]] = [set() for _ in accepted]
    for number, (day, cut) in enumerate(course(stated, accepted)):
        days.append(day)
        for file, (old, one) in enumerate(zip(before, cut.excluded, strict=True)):
            if old is one.accepted:
                continue
            # What changes in one state changes the bits of all later states.
            for place in old.symmetric_difference(one.accepted) & masks[file].keys():
                masks[file][place] ^= -1 << number
            before[file] = one.accepted
    every = (1 << len(days)) - 1
    found: dict[Triple, int] = {}
    for part, mask in zip(accepted, masks, strict=True):
        for triple in part.triples:
            found[triple] = found.get(triple, 0) | mask[id(triple)] & every
    return days, found


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


def _cached(project: Project, snapshot: Snapshot, name: str) -> tuple[dict[Edge, list[Period]], History | None]:
    """Read what a view was over time from the folder of the build; if it is missing, compute and write it."""
    place = snapshot.folder / f"periods-{name}.json"
    built = bool(snapshot.manifest.name) and snapshot.folder.name == snapshot.manifest.name
    if built:
        try:
            digest, _, text = read_content(place, given=True).partition(b"\n")
            if digest == _digest(text):
                held, known = json.loads(text)
                return {(a, b, key): _read_periods(parts) for a, b, key, parts in held}, (
                    known and History.from_json(known)
                )
        except (OSError, ValueError, TypeError, RecursionError):
            pass  # missing or damaged: computed again
    all_time = _all_time(project, snapshot)
    edges = {*edge_names(snapshot, edge_rows(snapshot, name))}
    past = None
    if can_be_followed(snapshot, len(edges), len(turning_days(all_time.files))):
        past = history(all_time.files, snapshot, name, all_time.derivations)
    found = periods(project, snapshot, name, past.edges.keys() - edges if past else ())
    if built:
        held = [[*edge, _texts(parts)] for edge, parts in sorted(found.items())]
        text = json.dumps([held, past and past.as_json()]).encode()
        with contextlib.suppress(OutputError):  # The folder may be read-only.
            replace_file(place, _digest(text) + b"\n" + text)
    return found, past


def can_be_followed(snapshot: Snapshot, edges: int, days: int) -> bool:
    """Return whether a view can be made for all states of knowledge while a reader waits.

    Parameters
    ----------
    snapshot : Snapshot
    edges, days : int
        The number of edges of the view, and of days on which something changes.

    Examples
    --------
    >>> import kg
    >>> can_be_followed(kg.open().snapshot, 1_000, 100), can_be_followed(kg.open().snapshot, 5_000, 1_000)
    (True, False)
    """
    if edges * days > MOST_VERSIONS:
        return False
    few = snapshot.manifest.inferred * days <= MOST_STATEMENTS
    return few or next(snapshot.store.quads_for_pattern(None, _SAME_AS, None), None) is None


@cache
def _code() -> bytes:
    """Read the code and the queries that views are made with; the name of the build does not depend on them."""
    package, queries = Path(__file__).parents[1], shipped_root() / "queries"
    files = [path for room in ("analysis", "evidence", "sparql") for path in sorted((package / room).rglob("*.*"))]
    files += [*sorted((queries / "views").glob("*.rq")), queries / "commitments.rq"]
    return b"\n".join(path.read_bytes() for path in files if path.suffix in (".py", ".rq"))


def _digest(text: bytes) -> bytes:
    """Return the SHA-256 of the text of the cache and of the code that made it; it is the first line of the cache."""
    return hashlib.sha256(_code() + text).hexdigest().encode()
