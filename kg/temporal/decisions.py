"""Decides which descriptions count on a day: one function for each row of the table in the documentation.

A description is what one source states about one node. Most descriptions count or do not count as a whole; an event may
be planned in one description and held in another, and has a time for each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

import pyoxigraph as ox

from kg.load.parsed import Description, ParsedFile
from kg.rdf import terms
from kg.rdf.model import Subject, Term, Triple
from kg.temporal.intervals import (
    UNKNOWN,
    Day,
    Interval,
    UncertainDay,
    certainly_before,
    certainly_by,
    certainly_contains,
    possibly_by,
    possibly_contains,
)
from kg.temporal.kinds import (
    CLASSES,
    DATE,
    HELD,
    INTERVAL,
    LASTING,
    LEGAL_STATUS,
    NOT_HELD,
    PLAN,
    PLANNED,
    STATUS,
    SUCCESSION,
    TIMELESS,
    UNTIMED,
    Kind,
    iri,
    schema_of,
)
from kg.temporal.source_dates import earliest_days, issued_on, latest_days, stated_day


@dataclass(frozen=True)
class Stated:
    """The statements of some files by node, independent of the day.

    ``descriptions`` has the descriptions of each node by the number of the file, ``rejected`` the rejected statements
    of each file, ``unaccepted`` the nodes without accepted statements, ``issued`` the date of each file,
    ``background`` the files whose statements count on every day.
    """

    descriptions: Mapping[Term, Mapping[int, Description]]
    kind: Mapping[Term, Kind]
    rejected: Sequence[Mapping[Subject, Description]]
    unaccepted: frozenset[Term]
    issued: Sequence[UncertainDay]
    #: Descriptions that count as a whole, except for links to things that do not count.
    whole: frozenset[tuple[Term, int]]
    #: For each description, the links to things that have a time of their own.
    links: Mapping[tuple[Term, int], Sequence[tuple[str, Sequence[Triple]]]]
    by_kind: Mapping[Kind, Sequence[tuple[Term, Mapping[int, Description]]]]
    #: Properties that lead from a commitment to the event at which it was made.
    made_at: frozenset[str]
    background: frozenset[int]
    #: Cache of the dates of lasting things, which are the same on each day.
    lasting: dict[Term, _Dates] = field(default_factory=dict, repr=False)

    def of(self, kind: Kind) -> Sequence[tuple[Term, Mapping[int, Description]]]:
        """Return the nodes of a kind with their descriptions."""
        return self.by_kind.get(kind, ())

    @cached_property
    def changes(self) -> Mapping[Term, set[Term]]:
        """For each framework, the events that changed its status."""
        return self._inverse("event", "changesStatusOf")

    @cached_property
    def signings(self) -> Mapping[Term, set[Term]]:
        """For each instrument, the events at which it was signed."""
        return self._inverse("event", "signs")

    @cached_property
    def events_of(self) -> Mapping[Term, set[Term]]:
        """For each participation, what it belongs to."""
        parts = self._inverse("event", "hasParticipation")
        return {
            node: {event for event in (*_objects(by_file, iri("atEvent")), *parts.get(node, ())) if event in self.kind}
            for node, by_file in self.of("participation")
        }

    @cached_property
    def announcing(self) -> Mapping[Term, set[Term]]:
        """For each event, the commitments and expectations that plan it."""
        return self._inverse("statement", "plans")

    def made(self, descriptions: Mapping[int, Description]) -> set[Term]:
        """Return the events at which a commitment was made."""
        return {event for event in _objects(descriptions, *self.made_at) if self.kind.get(event) == "event"}

    def targets(self, descriptions: Mapping[int, Description]) -> set[Term]:
        """Return the things with a time that a report on a status is about."""
        return {target for target in _objects(descriptions, iri("statusOf")) if target in self.kind}

    def _inverse(self, kind: Kind, name: str) -> dict[Term, set[Term]]:
        """Map each object of a property of nodes of a kind to these nodes."""
        found: dict[Term, set[Term]] = {}
        for node, descriptions in self.of(kind):
            for term in _objects(descriptions, iri(name)):
                found.setdefault(term, set()).add(node)
        return found


@dataclass(frozen=True)
class _Dates:
    """The dates of a lasting thing: its start and end, the files that date it, and the days of observations by file."""

    start: UncertainDay
    end: UncertainDay
    dated: frozenset[int]
    seen: Mapping[int, Sequence[Day]]


@dataclass
class Decisions:
    """The statements that count on a day.

    ``counting`` has the descriptions that count as (node, number of the file); ``plans`` the descriptions of events
    that count as plans; ``nodes`` the nodes of both; ``happened`` the events that were held by the day; ``begun`` the
    lasting things that had begun by the day.
    """

    day: Day
    stated: Stated
    counting: set[tuple[Term, int]] = field(default_factory=set)
    plans: set[tuple[Term, int]] = field(default_factory=set)
    nodes: set[Term] = field(default_factory=set)
    happened: set[Term] = field(default_factory=set)
    begun: set[Term] = field(default_factory=set)
    #: Descriptions of lasting things, except those that are only about later days.
    not_later: set[tuple[Term, int]] = field(default_factory=set)
    undated: set[ox.NamedNode] = field(default_factory=set)
    #: Lasting things that do not count, but to which a statement refers that counts; in the second set, this statement
    #: may be rejected.
    referred_to: set[Term] = field(default_factory=set)
    referred_to_as_stated: set[Term] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.descriptions, self.kind, self.issued = self.stated.descriptions, self.stated.kind, self.stated.issued

    def is_published(self, file: int) -> bool:
        """Return whether a file was certainly published by the day."""
        return certainly_by(self.issued[file], self.day)

    def first_issue(self, files: Iterable[int]) -> Day | None:
        """Return the day by which at least one of some files was certainly published."""
        return min((day for n in files if (day := self.issued[n].latest) is not None), default=None)

    def add(self, node: Term, files: Iterable[int]) -> None:
        """Add the descriptions of a node in some files to those that count."""
        found = [(node, file) for file in files]
        self.counting.update(found)
        if found:
            self.nodes.add(node)

    def about(self, node: Term) -> tuple[object, ...]:
        """Return all that was decided about a node."""
        rows = [(node, number) for number in self.descriptions[node]]
        kept = tuple(found & set(rows) for found in (self.counting, self.plans, self.not_later))
        return *kept, *(node in found for found in (self.nodes, self.happened, self.begun, self.undated))

    def forget(self, node: Term) -> None:
        """Remove all that was decided about a node."""
        rows = [(node, number) for number in self.descriptions[node]]
        for described in (self.counting, self.plans, self.not_later):
            described.difference_update(rows)
        for found in (self.nodes, self.happened, self.begun):
            found.discard(node)
        if isinstance(node, ox.NamedNode):
            self.undated.discard(node)


@lru_cache(maxsize=2)
def collect(stated: tuple[ParsedFile, ...], accepted: tuple[ParsedFile, ...]) -> Stated:
    """Group what files state by node, and find the kind of each node.

    Cached, because slices start from the same files. Rejected statements decide nothing, except for nodes without
    accepted statements: these stay stated as long as they would count.
    """
    schema = schema_of(accepted)
    descriptions: dict[Term, dict[int, Description]] = {}
    kinds: dict[Term, set[Kind]] = defaultdict(set)
    for number, file in enumerate(accepted):
        for node, description in file.descriptions.items():
            if file.file.role not in TIMELESS:
                descriptions.setdefault(node, {})[number] = description
                kinds[node].update(schema.kinds_of(description))
            elif types := description.get(terms.RDF_TYPE):
                kinds[node].update(schema.kinds_of({terms.RDF_TYPE: types}))
    rejected = [_rejected(one, other) for one, other in zip(stated, accepted, strict=True)]
    unaccepted = frozenset(node for found in rejected for node in found if node not in descriptions)
    for number, found in enumerate(rejected):
        for node in unaccepted.intersection(found):
            descriptions.setdefault(node, {})[number] = found[node]
            kinds[node].update(schema.kinds_of(found[node]))
    kind = {node: known for node, by_file in descriptions.items() if (known := _kind(kinds[node], by_file)) is not None}
    by_kind: dict[Kind, list[tuple[Term, Mapping[int, Description]]]] = defaultdict(list)
    for term, known in kind.items():
        by_kind[known].append((term, descriptions[term]))
    rows = [(term, number, one) for term, by_file in descriptions.items() for number, one in by_file.items()]
    whole = frozenset((term, number) for term, number, one in rows if _is_whole(kind.get(term), one))
    links = {(term, number): link for term, number, one in rows if (link := _links(one, kind))}
    issued = [issued_on(file) for file in accepted]
    background = frozenset(n for n, file in enumerate(accepted) if file.file.role == "background")
    return Stated(
        descriptions, kind, rejected, unaccepted, issued, whole, links, dict(by_kind), schema.made_at, background
    )


def _is_whole(kind: Kind | None, description: Description) -> bool:
    if not SUCCESSION.isdisjoint(description):
        return False
    if kind == "event":
        return not says_planned(description) and not statuses_of(description) & NOT_HELD
    return kind != "instrument" or LEGAL_STATUS not in description


def _links(description: Description, kind: Mapping[Term, Kind]) -> list[tuple[str, Sequence[Triple]]]:
    def is_timed(term: Term) -> bool:
        return not isinstance(term, ox.Literal) and kind.get(term, "naming") not in UNTIMED

    return [(name, rows) for name, rows in description.items() if any(is_timed(row[2]) for row in rows)]


def _rejected(stated: ParsedFile, accepted: ParsedFile) -> Mapping[Subject, Description]:
    """Return the statements of a file, and those of them that are not accepted."""
    if stated is accepted or not has_time(stated):
        return {}
    kept = set(accepted.triples)
    return stated.without(kept).descriptions


def has_time(file: ParsedFile) -> bool:
    """Return whether statements of a file may have a time of their own: names, axioms and judgements have none."""
    return file.file.role in ("source", "background")


def _kind(kinds: set[Kind], descriptions: Mapping[int, Description]) -> Kind | None:
    if kinds:
        return next(kind for kind in CLASSES if kind in kinds)
    if any(not LASTING.isdisjoint(description) for description in descriptions.values()):
        return "interval"
    return "statement" if any(not DATE.isdisjoint(description) for description in descriptions.values()) else None


def decide(stated: Stated, day: Day) -> Decisions:
    """Decide which descriptions of all nodes count on a day."""
    decisions = Decisions(day, stated)
    decide_nodes(decisions, stated.by_kind)
    return decisions


def decide_nodes(decisions: Decisions, chosen: Mapping[Kind, Sequence[tuple[Term, Mapping[int, Description]]]]) -> None:
    """Decide which descriptions of some nodes count, if nothing is decided about them and all is about the others."""
    for kind, step in _STEPS:
        for node, descriptions in chosen.get(kind, ()):
            step(decisions, node, descriptions)


def _objects(descriptions: Mapping[int, Description], *predicates: str) -> set[Term]:
    return {row[2] for description in descriptions.values() for name in predicates for row in description.get(name, ())}


def _lasting(decisions: Decisions, node: Term, descriptions: Mapping[int, Description]) -> None:
    """Tenures, memberships and levels count if the interval certainly contains the day."""
    day = decisions.day
    if node not in decisions.stated.lasting:
        decisions.stated.lasting[node] = _dates(descriptions)
    dates = decisions.stated.lasting[node]
    start, end, dated, seen = dates.start, dates.end, dates.dated, dates.seen
    interval = Interval(_start(decisions, start, dated), None if end == UNKNOWN else end)
    holds = bool(dated) and certainly_contains(interval, day)
    counting = []
    for number in descriptions:
        if day in seen[number]:
            counting.append(number)
        elif number in dated or (dated and not seen[number]):
            counting += [number] if holds else []
        elif dated:
            # An observation outside the interval counts only on its own day.
            counting += [number] if holds and any(possibly_contains(interval, d) for d in seen[number]) else []
        elif not seen[number]:
            counting += [number] if decisions.is_published(number) else []
    decisions.add(node, counting)
    decisions.not_later.update((node, n) for n in descriptions if n in dated or not seen[n] or min(seen[n]) <= day)
    observed = [d for found in seen.values() for d in found]
    if possibly_by(start, day) if dated else any(d <= day for d in observed) or bool(counting):
        decisions.begun.add(node)
    undated = bool(counting) and not dated and not observed
    if undated and isinstance(node, ox.NamedNode) and node not in decisions.stated.unaccepted:
        decisions.undated.add(node)


def _dates(descriptions: Mapping[int, Description]) -> _Dates:
    return _Dates(
        stated_day(descriptions.values(), iri("startEarliest"), iri("startLatest")),
        stated_day(descriptions.values(), iri("endEarliest"), iri("endLatest")),
        frozenset(n for n, description in descriptions.items() if not INTERVAL.isdisjoint(description)),
        {n: earliest_days(description, iri("observedOn")) for n, description in descriptions.items()},
    )


def _start(decisions: Decisions, start: UncertainDay, dated: Iterable[int]) -> UncertainDay:
    """Complete a start without a latest day: it was at the latest when the first source was issued."""
    if start.latest is not None:
        return start
    issued = decisions.first_issue(dated)
    return UncertainDay(start.earliest, issued and max(issued, start.earliest or issued))


def statuses_of(description: Description) -> set[str]:
    """Return the statuses that a description gives an event, as IRIs."""
    return {row[2].value for row in description.get(STATUS, ()) if isinstance(row[2], ox.NamedNode)}


def says_held(description: Description) -> bool:
    """Return whether a description says that an event took place."""
    statuses = statuses_of(description)
    if HELD in statuses or iri("heldSessionOf") in description:
        return True
    return not statuses and not says_planned(description) and not DATE.isdisjoint(description)


def says_planned(description: Description) -> bool:
    """Return whether a description says that an event is planned."""
    return PLANNED in statuses_of(description) or not PLAN.isdisjoint(description)


def is_plan(description: Description) -> bool:
    """Return whether a description is only of a plan."""
    return says_planned(description) and not says_held(description) and not statuses_of(description) & NOT_HELD


def _event(decisions: Decisions, node: Term, descriptions: Mapping[int, Description]) -> None:
    """Held events count from their latest date on; other statements on them from the date of their source on."""
    reports = {n: description for n, description in descriptions.items() if says_held(description)}
    if reports:
        date = stated_day(reports.values(), iri("earliestDate"), iri("latestDate"))
        if date.latest is None:
            date = UncertainDay(date.earliest, decisions.first_issue(reports))
        if certainly_by(date, decisions.day):
            decisions.happened.add(node)
    unsure = not reports and any(map(says_planned, descriptions.values()))
    for number, description in descriptions.items():
        if number in reports:
            counts = node in decisions.happened
        elif statuses_of(description) & NOT_HELD:
            counts = decisions.is_published(number)
        else:
            counts = node in decisions.happened or (not reports and not unsure and decisions.is_published(number))
        decisions.add(node, [number] if counts and not is_plan(description) else ())


def _plan(decisions: Decisions, node: Term, descriptions: Mapping[int, Description]) -> None:
    """Plans count once announced, until their latest date, or until a report or a cancellation."""
    announced = not decisions.nodes.isdisjoint(decisions.stated.announcing.get(node, ()))
    plans = {n: description for n, description in descriptions.items() if says_planned(description)}
    if not plans or node in decisions.happened:
        return
    today = UncertainDay(decisions.day, decisions.day)
    cancelled = [
        issued
        for n, description in descriptions.items()
        if iri("Cancelled") in statuses_of(description)
        and (issued := decisions.issued[n].latest) is not None
        and issued <= decisions.day
    ]
    every = [day for description in plans.values() for day in _planned_until(description)]
    for number, description in plans.items():
        until = UncertainDay(None, max(_planned_until(description) or every, default=None))
        announced_on = decisions.issued[number].latest
        off = any(announced_on is None or announced_on <= day for day in cancelled)
        if (announced or decisions.is_published(number)) and not off and not certainly_before(until, today):
            decisions.plans.add((node, number))
            decisions.nodes.add(node)
    if node in decisions.nodes:
        # Descriptions that say neither that it was held nor that it is planned count as the plan does.
        rest = (n for n, description in descriptions.items() if n not in plans and not says_held(description))
        decisions.add(node, filter(decisions.is_published, rest))


def _planned_until(description: Description) -> list[Day]:
    planned = latest_days(description, iri("plannedLatest"))
    return planned or ([] if says_held(description) else latest_days(description, iri("latestDate")))


def _dated(decisions: Decisions, node: Term, descriptions: Mapping[int, Description]) -> None:
    """Count from the date of the thing on, or else from the date of the source on."""
    date = stated_day(descriptions.values(), iri("earliestDate"), iri("latestDate"))
    if date.latest is not None:
        decisions.add(node, descriptions if certainly_by(date, decisions.day) else ())
    else:
        decisions.add(node, filter(decisions.is_published, descriptions))


def _made(decisions: Decisions, node: Term, descriptions: Mapping[int, Description]) -> None:
    """Count commitments, positions and expectations from the event on at which they were made."""
    events = decisions.stated.made(descriptions)
    if events and not any(iri("latestDate") in description for description in descriptions.values()):
        decisions.add(node, descriptions if events & decisions.happened else ())
    else:
        _dated(decisions, node, descriptions)


def _signed(decisions: Decisions, node: Term, descriptions: Mapping[int, Description]) -> None:
    """Instruments count from their signing on."""
    if signings := decisions.stated.signings.get(node):
        decisions.add(node, descriptions if signings & decisions.happened else ())
    else:
        _dated(decisions, node, descriptions)


def _took_part(decisions: Decisions, node: Term, descriptions: Mapping[int, Description]) -> None:
    """Count as the description of the event in the same source does, or else as the event does."""
    events = decisions.stated.events_of[node]
    for number in descriptions:
        if not events:
            counts = decisions.is_published(number)
        else:
            counts = any(
                (event, number) in decisions.counting or (event, number) in decisions.plans
                if number in decisions.descriptions[event]
                else event in decisions.nodes
                for event in events
            )
        decisions.add(node, [number] if counts else ())


def _reported(decisions: Decisions, node: Term, descriptions: Mapping[int, Description]) -> None:
    """Count reports on a status while what they are about does."""
    if decisions.nodes.issuperset(decisions.stated.targets(descriptions)):
        _dated(decisions, node, descriptions)


#: How nodes of each kind are decided, in this order: a step depends on those before it.
_STEPS: Final[Sequence[tuple[Kind, Callable[[Decisions, Term, Mapping[int, Description]], None]]]] = (
    ("interval", _lasting),
    ("event", _event),
    ("statement", _made),
    ("event", _plan),
    ("instrument", _signed),
    ("participation", _took_part),
    ("report", _reported),
)
