"""The size of a view, and the part of it around some things or since a day.

A page of a very large view takes minutes to write, and a browser is slow with it. So its size is estimated before the
work, from counts.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox

from kg.analysis.views.graph import build_graph
from kg.analysis.views.rows import Edge, edge_name, edge_names, edge_rows, iri_of, known_view, titles
from kg.errors import UnknownNameError, UsageError
from kg.evidence.judgements.notes import change_by_judgements
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, Term
from kg.sparql.library import read_query
from kg.sparql.resolve import resolve
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import Day, day_of, last_days

__all__ = ["MOST", "Part", "Size", "check_size", "check_steps", "part_rows", "part_view", "things_near", "view_size"]

MOST = 20_000
"""A view with more relations is drawn only in part, unless all of it is asked for."""
#: A view with more relations is not even read to find a part of it.
_MOST_READ = 2_000_000
#: The seconds for a thousand relations, with their evidence: measured on graphs of 100,000 and a million statements.
_SECONDS = 1.5
#: From how many seconds on kg says beforehand how long a page takes.
_LONG = 5
_SIZES = Path(__file__).parent / "sizes"
#: The last possible day of an event, and the last possible day on which something lasting ends.
_LAST = tuple(ox.NamedNode(terms.KG + name) for name in ("latestDate", "endLatest"))

Row = dict[str, Term | None]


@dataclass(frozen=True)
class Size:
    """The number of things and relations of a view or of a part of it."""

    things: int
    relations: int

    @property
    def seconds(self) -> int:
        """About how long it takes to write the page."""
        return round(_SECONDS * self.relations / 1000)

    def __str__(self) -> str:
        words = _plural("thing", self.things), _plural("relation", self.relations)
        return f"{self.things:,} {words[0]} and {self.relations:,} {words[1]}"


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


@dataclass(frozen=True)
class Part:
    """A part of a view.

    Parameters
    ----------
    around : tuple of NamedNode
        Only what is near these things; empty for everything.
    steps : int
        How near: the number of relations from one of them.
    since : datetime.date or None
        Only relations that certainly had not ended by this day.
    """

    around: tuple[ox.NamedNode, ...] = ()
    steps: int = 2
    since: datetime.date | None = None

    def text(self, snapshot: Snapshot) -> str:
        """Say which part it is, for the page.

        Examples
        --------
        >>> import kg
        >>> Part(since=datetime.date(2024, 1, 1)).text(kg.open().snapshot)
        'only what holds or happens on 2024-01-01 or later'
        """
        near = f"{self.steps} {_plural('step', self.steps)}"
        names = " or ".join(snapshot.label(thing.value) for thing in self.around)
        return "; ".join(
            part
            for part in (
                f"only what is within {near} of {names}" if self.around else "",
                f"only what holds or happens on {self.since} or later" if self.since else "",
            )
            if part
        )


def view_size(snapshot: Snapshot, name: str) -> Size:
    """Estimate the size of a view from counts.

    Parameters
    ----------
    snapshot : Snapshot
    name : str
        One of `kg.analysis.views.rows.VIEWS`.

    Returns
    -------
    Size
        Relations are counted without conditions that would need a join, so there may be fewer.

    Examples
    --------
    >>> import kg
    >>> view_size(kg.open().snapshot, "entities").relations > 500
    True
    """
    known_view(name)
    row = next(snapshot.select(read_query(_SIZES / f"{name}.rq").text), None)
    return Size(*(int(float(row[key].value)) if row and row[key] is not None else 0 for key in ("things", "relations")))


def part_rows(snapshot: Snapshot, name: str, part: Part) -> tuple[list[Row], list[Size]]:
    """Return the rows of a part of a view.

    Parameters
    ----------
    snapshot : Snapshot
    name : str
        The name of the view.
    part : Part

    Returns
    -------
    rows : list of dict
        The rows of the relations between the things of the part, as `kg.analysis.views.rows.edge_rows` returns them.
    sizes : list of Size
        The size of the part for each number of steps, from 0 on; only one if it is not around anything.

    Raises
    ------
    UsageError
        If the view is too large to be read, or has none of the things.

    Examples
    --------
    >>> import kg
    >>> uzbekistan = ox.NamedNode("https://w3id.org/diplomatic-kg/country/UZ")
    >>> rows, sizes = part_rows(kg.open().snapshot, "entities", Part((uzbekistan,), steps=1))
    >>> sizes[0].things, len(rows) > 20
    (1, True)
    """
    return _choose(snapshot, name, part, _readable_rows(snapshot, name))


def _readable_rows(snapshot: Snapshot, name: str) -> list[Row]:
    size = view_size(snapshot, name)
    if size.relations > _MOST_READ:
        raise UsageError(f"the view {name} has about {size}, too many to find a part of it; use another view")
    return edge_rows(snapshot, name)


def _choose(snapshot: Snapshot, name: str, part: Part, rows: list[Row]) -> tuple[list[Row], list[Size]]:
    """Choose the rows of a part among all rows of a view."""
    if part.since is not None:
        rows = _lasting(snapshot, rows, day_of(part.since))
    if not part.around:
        return rows, [_size(snapshot, rows)]
    near: dict[str, list[str]] = {}
    for row in rows:
        one, other = iri_of(row["from"]), iri_of(row["to"])
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)
    starts = {thing.value for thing in part.around}
    if starts.isdisjoint(near):
        names = ", ".join(snapshot.label(iri) for iri in sorted(starts))
        raise UsageError(f"{names}: no relation in the view {name}{' since that day' if part.since else ''}")
    within = dict.fromkeys(starts, 0)
    front: Iterable[str] = starts
    step = 0
    while front and step < part.steps:
        step += 1
        front = {other for thing in front for other in near.get(thing, ())} - within.keys()
        within.update(dict.fromkeys(front, step))
    # More steps lead to nothing else.
    return _between(rows, within), _sizes(snapshot, rows, within, step)


def things_near(snapshot: Snapshot, name: str, given: Iterable[Any]) -> tuple[ox.NamedNode, ...]:
    """Resolve the things that a part of a view is around.

    Parameters
    ----------
    snapshot : Snapshot
    name : str
        The name of the view.
    given : iterable of str or term
        As `kg.sparql.resolve.resolve` takes them.

    Raises
    ------
    UnknownNameError
        If one names nothing: suggests similar names, or names the things of the view with the most relations.

    Examples
    --------
    >>> import kg
    >>> things_near(kg.open().snapshot, "entities", ["Uzbekistan"])
    (<NamedNode value=https://w3id.org/diplomatic-kg/country/UZ>,)
    """
    try:
        things = [resolve(snapshot, thing) for thing in given]
    except UnknownNameError as error:
        if error.hint:
            raise
        raise UnknownNameError(error.kind, error.name, (), _examples(snapshot, name)) from error
    return tuple(thing for thing in things if isinstance(thing, ox.NamedNode))


def _examples(snapshot: Snapshot, name: str) -> str:
    """Name the things of a view with the most relations, and say how to list the others."""
    count = Counter(iri_of(row[end]) for row in _readable_rows(snapshot, name) for end in ("from", "to"))
    most = sorted(count, key=lambda iri: (-count[iri], iri))[:3]
    examples = ", ".join(f"{snapshot.compact(iri)} ({snapshot.label(iri)})" for iri in most)
    return f"examples: {examples}\nkg view {name} lists all relations" if most else ""


def check_steps(steps: int | None, around: Any) -> None:
    """Refuse a number of steps that no part can have.

    Parameters
    ----------
    steps : int, optional
    around : object
        The things from which they are counted; None if there are none.

    Raises
    ------
    UsageError
        If it is negative, or if there are no things.

    Examples
    --------
    >>> check_steps(2, "Uzbekistan")
    """
    if steps is None:
        return
    if steps < 0:
        raise UsageError(f"--steps {steps} (in Python steps={steps}): give 0 or more steps")
    if around is None:
        raise UsageError(
            f"--steps {steps} (in Python steps={steps}): say from which thing, with --around THING (in Python around=)"
        )


def part_view(
    snapshot: Snapshot, name: str, part: Part, *, whole: bool = False, note: Callable[[str], None] = lambda _: None
) -> nx.MultiDiGraph:
    """Make a part of a view, as `kg.analysis.views.graph.view` makes all of it.

    Parameters
    ----------
    snapshot : Snapshot
    name : str
    part : Part
    whole : bool, optional
        Whether a part is made however large it is.
    note : callable, optional
        Called with the size of the part, if its page takes long.

    Raises
    ------
    UsageError
        If the part is too large: says how large it would be with fewer steps. Also the errors of `part_rows`.

    Examples
    --------
    >>> import kg
    >>> uzbekistan = ox.NamedNode("https://w3id.org/diplomatic-kg/country/UZ")
    >>> part_view(kg.open().snapshot, "entities", Part((uzbekistan,), steps=1)).graph["slice"]
    'only what is within 1 step of Uzbekistan'
    """
    every = _readable_rows(snapshot, name)
    rows, sizes = _choose(snapshot, name, part, every)
    _check(f"this part of the view {name} has", sizes[-1], _smaller(part, sizes), whole=whole, note=note)
    things = [thing.value for thing in part.around]
    graph = build_graph(snapshot, rows, dict(titles())[name], things)
    edges = set(graph.edges(keys=True))
    graph.graph["slice"] = "; ".join(filter(None, (graph.graph["slice"], part.text(snapshot))))
    graph.graph["notes"] = []
    if (unjudged := snapshot.without_judgements) is not snapshot:
        # A relation of the view that is only farther away, because another one was left out, is no relation left out.
        unjudged_rows = _readable_rows(unjudged, name)
        others = {*edge_names(snapshot, _choose(unjudged, name, part, unjudged_rows)[0])}
        counts = _only(snapshot, others, every, edges), _only(snapshot, edges, unjudged_rows, others)
        graph.graph["notes"] = list(change_by_judgements(snapshot, *counts, "relation"))
    return graph


def _only(snapshot: Snapshot, edges: Set[Edge], rows: Iterable[Row], chosen: Set[Edge]) -> int:
    """Count the edges of a part that another view does not have; it has those that were chosen of it, and more."""
    missing = edges - chosen
    return len(missing - {*edge_names(snapshot, rows)}) if missing else 0


def check_size(
    snapshot: Snapshot, name: str, *, whole: bool = False, note: Callable[[str], None] = lambda _: None
) -> None:
    """Refuse to draw all of a view that is too large.

    Parameters
    ----------
    snapshot : Snapshot
    name : str
        The name of the view.
    whole : bool, optional
        Whether it is drawn however large it is.
    note : callable, optional
        Called with the size of the view, if its page takes long.

    Raises
    ------
    UsageError
        Says how large it is, how long its page would take, and how to draw a part.

    Examples
    --------
    >>> import kg
    >>> check_size(kg.open().snapshot, "entities")
    """
    part = "choose a part with --around THING --steps 1, or with --since DATE (in Python around=, steps=, since=)"
    _check(f"the view {name} has about", view_size(snapshot, name), part, whole=whole, note=note)


def _check(what: str, size: Size, remedy: str, *, whole: bool, note: Callable[[str], None]) -> None:
    """Refuse to draw what is too large; of anything else that takes long, say how long."""
    if size.relations > MOST and not whole:
        raise UsageError(
            f"{what} {size}, more than a browser draws well; its page would take about {size.seconds:,} seconds to "
            f"write: {remedy}; --all (in Python whole=True) draws it all the same"
        )
    if size.seconds > _LONG:
        note(f"{what} {size}; its page takes about {size.seconds:,} seconds to write")


def _smaller(part: Part, sizes: Sequence[Size]) -> str:
    """Say how to choose a smaller part: what was not tried."""
    fitting = [(step, size) for step, size in enumerate(sizes[:-1]) if 0 < size.relations <= MOST]
    if not fitting:
        thing = "another thing" if part.around else "what is near a thing, with --around THING --steps 1"
        return f"choose {thing}, or {'a later day' if part.since else 'a part since a day'} with --since DATE"
    step, size = fitting[-1]
    return f"within {step} {_plural('step', step)} (--steps {step}) are {size}"


def _between(rows: Iterable[Row], things: Mapping[str, int]) -> list[Row]:
    return [row for row in rows if iri_of(row["from"]) in things and iri_of(row["to"]) in things]


def _size(snapshot: Snapshot, rows: Sequence[Row]) -> Size:
    ends = {iri_of(row[end]) for row in rows for end in ("from", "to")}
    return Size(len(ends), len({edge_name(snapshot, row) for row in rows}))


def _sizes(snapshot: Snapshot, rows: Sequence[Row], within: Mapping[str, int], steps: int) -> list[Size]:
    """Count the things and the relations within each number of steps."""
    edges = {edge_name(snapshot, row) for row in _between(rows, within)}
    return [
        Size(
            sum(step <= most for step in within.values()),
            sum(within[start] <= most and within[end] <= most for start, end, _ in edges),
        )
        for most in range(steps + 1)
    ]


def _lasting(snapshot: Snapshot, rows: Iterable[Row], day: Day) -> list[Row]:
    """Leave out the relations that certainly ended before a day, and those of things that did."""
    known: dict[object, bool] = {}

    def is_over(thing: Term | None) -> bool:
        if not isinstance(thing, ox.NamedNode):
            return False
        if thing not in known:
            quads = (q for name in _LAST for q in snapshot.store.quads_for_pattern(thing, name, None, ACCEPTED))
            known[thing] = _before([quad.object for quad in quads], day)
        return known[thing]

    return [
        row
        for row in rows
        if not _before([row.get("end")], day) and not any(is_over(row.get(key)) for key in ("from", "to", "via"))
    ]


def _before(values: Iterable[object], day: Day) -> bool:
    """Return whether the last of some days is before a day; not if there is none."""
    days = last_days([value.value for value in values if isinstance(value, ox.Literal)])
    return bool(days) and max(days) < day
