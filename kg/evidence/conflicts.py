"""Conflicts: different answers of sources to a question with one answer, and the judgements on them.

The questions are the exclusive properties of `kg.evidence.exclusive`. Conflicts are found in the graphs as asserted, so
a judgement never hides a conflict.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

import pyoxigraph as ox

from kg.errors import UnknownNameError, one_line
from kg.evidence.claims import Answer, Claim, Key, claims
from kg.evidence.exclusive import Assertions, ExclusiveProperty, exclusive_properties
from kg.evidence.independence import independent, origins
from kg.evidence.judgements.judgements import Judgement
from kg.evidence.leaves.citations import citations
from kg.rdf import terms
from kg.rdf.model import Subject, Term, Triple
from kg.sparql.resolve import resolve
from kg.sparql.results import Result, to_text
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import (
    UNKNOWN,
    Period,
    UncertainDay,
    first_days,
    is_within,
    last_days,
    possibly_same,
    previous_day,
    read_day,
)
from kg.temporal.overlaps import Successors, overlapping

Status = Literal["settled", "open", "unjudged"]


@dataclass(frozen=True)
class Side:
    """One answer, and the sources that give it.

    Parameters
    ----------
    answer : term or UncertainDay
    claims : tuple of Claim
        A source that gives a month is on the side of a day in that month, unless there are two such sides.
    independent : int
        The number of sources that are independent of one another.
    """

    answer: Answer
    claims: tuple[Claim, ...]
    independent: int

    @property
    def sources(self) -> tuple[str, ...]:
        """IRIs of the sources, each once."""
        return tuple(dict.fromkeys(claim.source for claim in self.claims))

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """The judgements on the side, each once."""
        return tuple(dict.fromkeys(j for claim in self.claims for j in claim.judgements))

    @property
    def names(self) -> str:
        """Names of the sources, as options take them."""
        return ", ".join(map(terms.local_name, self.sources))

    @property
    def verdicts(self) -> tuple[str, ...]:
        """Verdict, date and ground of the judgements, each once."""
        return tuple(dict.fromkeys(f"{j.verdict} {j.date}: {j.ground}" for j in self.judgements))

    @property
    def verdict(self) -> str:
        """``rejected`` if every claim is rejected; else ``open`` or ``preferred``; empty without a judgement."""
        verdicts = [{j.verdict for j in claim.judgements} for claim in self.claims]
        if all("rejected" in held for held in verdicts):
            return "rejected"
        return next((v for v in ("open", "preferred") if any(v in held for held in verdicts)), "")


@dataclass(frozen=True)
class Conflict:
    """An exclusive property to which sources give answers that cannot all be true.

    Parameters
    ----------
    exclusive : ExclusiveProperty
    key : tuple of tuples of terms
        What the question is about.
    since : str
        If the answer changes over time: the first day on which two answers certainly hold; else empty.
    sides : tuple of Side
        The side with the most independent sources first.
    snapshot : Snapshot
        The graph with the conflict.

    Examples
    --------
    >>> import kg
    >>> all(len(conflict.sides) > 1 for conflict in kg.open().conflicts())
    True
    """

    exclusive: ExclusiveProperty
    key: Key
    since: str
    sides: tuple[Side, ...]
    snapshot: Snapshot = field(repr=False, compare=False)

    @property
    def about(self) -> str:
        """What the question is about, in words."""
        parts = [" – ".join(to_text(term, self.snapshot) for term in part) for part in self.key]
        return ", ".join(parts + ([f"on {self.since}"] if self.since else []))

    @property
    def name(self) -> str:
        """The question, in words."""
        return f"{self.exclusive.label}: {self.about}"

    @property
    def status(self) -> Status:
        """``settled`` if judgements settle it, ``open`` if they do not, ``unjudged`` if there are none."""
        standing = [side for side in self.sides if side.verdict != "rejected"]
        preferred = [side for side in standing if side.verdict == "preferred"]
        if len(standing) <= 1 or (len(preferred) == 1 and not any(side.verdict == "open" for side in standing)):
            return "settled"
        return "open" if any(side.judgements for side in self.sides) else "unjudged"

    def answer_text(self, side: Side) -> str:
        """Write the answer of a side for people."""
        return str(side.answer) if isinstance(side.answer, UncertainDay) else to_text(side.answer, self.snapshot)

    def __str__(self) -> str:
        lines = [f"{self.name} ({self.status})"]
        for side in self.sides:
            lines.append(f"  {self.answer_text(side)}: {side.names} ({side.independent} independent)")
            lines += [f"    {text}" for text in side.verdicts]
        return "\n".join(map(one_line, lines))

    def as_dict(self) -> dict[str, Any]:
        """Return the conflict as plain values, for JSON."""
        return {
            "slot": self.exclusive.iri,
            "slot_label": self.exclusive.label,
            "about": [[term.value for term in part] for part in self.key],
            "about_label": self.about,
            "since": self.since or None,
            "status": self.status,
            "sides": [self._side_dict(side) for side in self.sides],
        }

    def _side_dict(self, side: Side) -> dict[str, Any]:
        answer = side.answer
        return {
            "answer": ([day and str(day) for day in answer] if isinstance(answer, UncertainDay) else answer.value),
            "answer_label": self.answer_text(side),
            "independent": side.independent,
            "verdict": side.verdict or None,
            "accounts": [
                {
                    "source": claim.source,
                    "source_label": self.snapshot.label(claim.source),
                    "node": claim.node.value,
                    "citations": [asdict(citation) for citation in self.citations(claim)],
                    "judgements": [asdict(judgement) for judgement in claim.judgements],
                }
                for claim in side.claims
            ],
        }

    def citations(self, claim: Claim) -> list[Any]:
        """List the passages that support a claim."""
        found = (c for triple in claim.triples for c in citations(self.snapshot, triple))
        return list(dict.fromkeys(c for c in found if c.source == claim.source))


def conflicts(snapshot: Snapshot) -> tuple[Conflict, ...]:
    """List the conflicts between sources, by property and by what they are about.

    Two sources conflict if no answer of one can be an answer of the other: different things, days that cannot be the
    same, or, if the answer changes over time, different things that certainly hold on one day. Sources and the
    background make claims; vocabulary files do not.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    tuple of Conflict
        Judgements change only the judgements in them.

    Raises
    ------
    ProjectError
        If an exclusive property is declared in a way that cannot be used.

    Examples
    --------
    >>> import kg
    >>> {conflict.status for conflict in conflicts(kg.open().snapshot)} <= {"settled", "open", "unjudged"}
    True
    """
    return _conflicts(snapshot)


@lru_cache(maxsize=4)
def _conflicts(snapshot: Snapshot) -> tuple[Conflict, ...]:
    # Cached, because pages, checks and proofs need the same conflicts.
    assertions = Assertions(snapshot)
    return conflicts_among(snapshot, assertions, claims(assertions, exclusive_properties(snapshot)))


def conflicts_among(
    snapshot: Snapshot, assertions: Assertions, given: Iterable[tuple[ExclusiveProperty, Key, Claim]]
) -> tuple[Conflict, ...]:
    """List the conflicts among some claims, as `conflicts` does.

    Parameters
    ----------
    snapshot : Snapshot
    assertions : Assertions
        What the files of the snapshot state.
    given : iterable of (ExclusiveProperty, Key, Claim)
        The claims of all sources, as `kg.evidence.claims.claims` yields them.

    Examples
    --------
    >>> import kg
    >>> snapshot = kg.open().snapshot
    >>> assertions = Assertions(snapshot)
    >>> given = claims(assertions, exclusive_properties(snapshot))
    >>> len(conflicts_among(snapshot, assertions, given)) == len(conflicts(snapshot))
    True
    """
    # By the IRI of the property: the hash of all that is declared about it takes much longer.
    found_for: dict[tuple[str, Key], tuple[ExclusiveProperty, list[Claim]]] = {}
    for exclusive, key, claim in given:
        found_for.setdefault((exclusive.iri, key), (exclusive, []))[1].append(claim)
    groups = [
        (exclusive, key, group)
        for (_, key), (exclusive, group) in found_for.items()
        if any(claim.answer != group[0].answer for claim in group)
    ]
    if not groups:
        return ()
    known = origins(snapshot)
    issued = {s.value: day for s, _, o in assertions.triples(f"{terms.DCTERMS}issued") if (day := read_day(o.value))}
    found: list[Conflict] = []
    for exclusive, key, group in groups:
        group.sort(key=lambda a: (_published(issued.get(a.source)), a.source, str(a.node), str(a.answer)))
        periods = _periods(assertions, group, issued) if exclusive.lasting else {}
        for since, party in _contested(exclusive, group, periods):
            found.append(Conflict(exclusive, key, since, _sides(party, known), snapshot))
    return tuple(sorted(found, key=lambda c: (c.exclusive.label, c.about, str(c.key))))


def _about(snapshot: Snapshot, triples: Collection[Triple]) -> tuple[Conflict, ...]:
    """List the conflicts that some statements are part of; only what has to do with them is read."""
    own = Assertions(snapshot, {term for s, _, o in triples for term in (s, o) if not isinstance(term, ox.Literal)})
    wanted: dict[ExclusiveProperty, set[Key]] = {}
    for exclusive, key, claim in claims(own, exclusive_properties(snapshot)):
        if not set(triples).isdisjoint(claim.triples):
            wanted.setdefault(exclusive, set()).add(key)
    found: list[tuple[ExclusiveProperty, Key, Claim]] = []
    for exclusive, keys in wanted.items():
        nodes: set[Subject] = set()
        for key in keys:
            # All other claims about the same lead to each part of the key; the part with the fewest is enough.
            parts = [own.leading_to(part[0], path) for part, path in zip(key, exclusive.key, strict=True)]
            known = [part for part in parts if part is not None]
            if not known:
                return conflicts(snapshot)
            nodes |= min(known, key=len)
        found += (row for row in claims(Assertions(snapshot, nodes), (exclusive,)) if row[1] in keys)
    return conflicts_among(snapshot, own, found)


def _published(issued: UncertainDay | None) -> tuple[object, ...]:
    """Return a key that sorts sources by the day on which they had certainly been published, then by the first day."""
    return (issued is None, issued and (issued.latest, issued.earliest))


def choose(
    snapshot: Snapshot, *, slot: str | None = None, about: Any = None, unsettled: bool = False
) -> tuple[Conflict, ...]:
    """List some of the conflicts.

    Parameters
    ----------
    snapshot : Snapshot
    slot : str, optional
        Name, CURIE or label of an exclusive property; the name is that of the option and the JSON field.
    about : str or term, optional
        A thing that the question is about, that is an answer, or that has an answer.
    unsettled : bool, optional
        Only those that judgements do not settle.

    Raises
    ------
    UnknownNameError
        If ``slot`` or ``about`` names nothing.
    """
    wanted = None if slot is None else _find_exclusive(snapshot, slot)
    thing = None if about is None else resolve(snapshot, about)
    return tuple(
        conflict
        for conflict in conflicts(snapshot)
        if (wanted is None or conflict.exclusive == wanted)
        and (thing is None or thing in _things(conflict))
        and not (unsettled and conflict.status == "settled")
    )


def table(found: Sequence[Conflict], snapshot: Snapshot) -> Result:
    """Make a table of conflicts, a row for each side: slot, about, answer, sources, independent, judgement.

    Parameters
    ----------
    found : sequence of Conflict
    snapshot : Snapshot
        The graph with the conflicts.
    """

    def row(conflict: Conflict, side: Side) -> tuple[Term | None, ...]:
        single = len(conflict.key) == 1 == len(conflict.key[0]) and not conflict.since
        return (
            ox.NamedNode(conflict.exclusive.iri),
            conflict.key[0][0] if single else ox.Literal(conflict.about),
            ox.Literal(str(side.answer)) if isinstance(side.answer, UncertainDay) else side.answer,
            ox.Literal(side.names),
            ox.Literal(side.independent),
            ox.Literal(" ".join(side.verdicts)) if side.verdicts else None,
        )

    columns = ("slot", "about", "answer", "sources", "independent", "judgement")
    return Result(columns, tuple(row(c, side) for c in found for side in c.sides), snapshot)


def disagreements(snapshot: Snapshot, about: Any = None) -> Result:
    """Answer where sources disagree (question 27): a row for each side of each conflict.

    Parameters
    ----------
    snapshot : Snapshot
    about : str or term, optional
        Only conflicts that involve this thing.

    Raises
    ------
    UnknownNameError
        If ``about`` names nothing.

    Examples
    --------
    >>> import kg
    >>> disagreements(kg.open().snapshot).columns
    ('slot', 'about', 'answer', 'sources', 'independent', 'judgement')
    """
    return table(choose(snapshot, about=about), snapshot)


def contested(snapshot: Snapshot) -> Mapping[Triple, tuple[str, ...]]:
    """Return notes for each statement of a side of a conflict: the conflict, and the answers of the other sides."""
    return _notes(snapshot)


def contested_among(snapshot: Snapshot, triples: Collection[Triple]) -> dict[Triple, tuple[str, ...]]:
    """Return the notes of `contested` for some statements only, without looking for all conflicts.

    Parameters
    ----------
    snapshot : Snapshot
    triples : collection of triples

    Examples
    --------
    >>> import kg
    >>> snapshot = kg.open().snapshot
    >>> triple, notes = next(iter(contested(snapshot).items()))
    >>> contested_among(snapshot, [triple]) == {triple: notes}
    True
    """
    notes = notes_on(_about(snapshot, triples))
    return {triple: notes[triple] for triple in triples if triple in notes}


@lru_cache(maxsize=4)
def _notes(snapshot: Snapshot) -> Mapping[Triple, tuple[str, ...]]:
    return MappingProxyType(notes_on(conflicts(snapshot)))


def notes_on(found: Iterable[Conflict]) -> dict[Triple, tuple[str, ...]]:
    """Return the notes that `contested` returns, for some conflicts.

    Parameters
    ----------
    found : iterable of Conflict

    Examples
    --------
    >>> notes_on([])
    {}
    """
    notes: dict[Triple, dict[str, None]] = {}
    for conflict in found:
        for side in conflict.sides:
            others = "; ".join(
                f"{conflict.answer_text(other)} ({other.names})" for other in conflict.sides if other is not side
            )
            for triple in (triple for claim in side.claims for triple in claim.triples):
                # A date that both sides have in common, such as a month, does not support one side.
                notes.setdefault(triple, {})[f"{conflict.name} ({conflict.status}); other side: {others}"] = None
    return {triple: tuple(texts) for triple, texts in notes.items()}


# ---- Answers that change over time


#: The periods of a claim: for each, the source and the node.
Periods = Mapping[tuple[str, Subject], Sequence[Period]]


def _periods(assertions: Assertions, group: Sequence[Claim], issued: Mapping[str, UncertainDay]) -> Periods:
    """Return for each claim the periods in which its answer certainly holds.

    An interval holds from its latest start to its earliest end; on the day on which one ends, the next one holds. An
    interval without an end lasts until another answer begins, or else until its source was published, which could not
    know the time after that. A day of an observation counts.
    """
    names = ("startEarliest", "startLatest", "endEarliest", "endLatest", "observedOn")
    dates = {(a.source, a.node): {name: _dates(assertions, a, name) for name in names} for a in group}
    begun = Successors(
        (claim.answer, max(latest), max(first_days(said["startEarliest"]) or latest))
        for claim in group
        if (latest := last_days((said := dates[claim.source, claim.node])["startLatest"]))
    )
    found: dict[tuple[str, Subject], list[Period]] = {}
    for claim in group:
        said = dates[claim.source, claim.node]
        observed = [Period(day, day) for day in sorted(set(first_days(said["observedOn"])))]
        periods = found[claim.source, claim.node] = observed
        if not (starts := last_days(said["startLatest"])):
            continue
        start = max(starts)
        if ends := first_days(said["endEarliest"]):
            last = previous_day(min(ends))
        elif said["endLatest"]:
            # It may have ended on the day on which it began.
            last = max(first_days(said["startEarliest"]), default=previous_day(start))
        else:
            last = max(start, issued.get(claim.source, UNKNOWN).latest or start)
            if later := begun.after(claim.answer, start):
                last = min(last, previous_day(max(later, start)))
        if start <= last:
            periods.append(Period(start, last))
    return found


def _dates(assertions: Assertions, claim: Claim, name: str) -> set[str]:
    graph, prop = ox.NamedNode(claim.source), ox.NamedNode(terms.KG + name)
    quads = assertions.store.quads_for_pattern(claim.node, prop, None, graph)
    return {quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)}


# ---- Claims that contradict one another


def _contested(
    exclusive: ExclusiveProperty, group: Sequence[Claim], periods: Periods
) -> Iterator[tuple[str, list[Claim]]]:
    """Yield groups of claims that contradict one another; if the answer changes over time, a group for each period."""
    single = exclusive.strict or exclusive.lasting
    units: dict[object, list[Claim]] = {}
    for claim in group:
        # Several answers of one source are one claim, unless the property is strict.
        unit = (claim.source, claim.node, claim.answer) if single else claim.source
        units.setdefault(unit, []).append(claim)
    if not exclusive.lasting:
        if _disagree([{claim.answer for claim in some} for some in units.values()]):
            yield "", list(group)
        return
    # All claims of a unit have one answer and the same periods.
    given = [*units.values()]
    things = [(first.answer, periods[first.source, first.node]) for first, *_ in given]
    for since, places in overlapping(things):
        yield str(since), [claim for place in places for claim in given[place]]


def _disagree(units: Sequence[Collection[Answer]]) -> bool:
    """Return whether there are two units of which no answer of one may agree with one of the other."""
    sets = [*dict.fromkeys(map(frozenset, units))]
    if len(sets) < 2 or frozenset.intersection(*sets):
        return False
    days = [day for answers in sets for day in answers if isinstance(day, UncertainDay)]
    if len(days) == len(sets) and all(len(answers) == 1 for answers in sets):
        # If the one that ends first and the one that begins last may agree, all may.
        ended = [day for day in days if day.latest is not None]
        begun = [day for day in days if day.earliest is not None]
        return bool(ended and begun) and not _may_agree(min(ended, key=_end), max(begun, key=_start))
    return any(not any(_may_agree(a, b) for a in one for b in other) for one, other in itertools.combinations(sets, 2))


def _start(day: UncertainDay) -> tuple[int, ...]:
    return day.earliest or ()


def _end(day: UncertainDay) -> tuple[int, ...]:
    return day.latest or ()


def _may_agree(one: Answer, other: Answer) -> bool:
    if isinstance(one, UncertainDay) and isinstance(other, UncertainDay):
        return possibly_same(one, other)
    return one == other


def _sides(party: Sequence[Claim], known: Mapping[str, frozenset[str]]) -> tuple[Side, ...]:
    answers = list(dict.fromkeys(claim.answer for claim in party))
    # The narrowest dates are the sides; a wider date supports the one side that it agrees with, if it is only one.
    days = [a for a in answers if isinstance(a, UncertainDay)]
    narrow = [a for a in answers if not isinstance(a, UncertainDay) or not any(a != b and _within(b, a) for b in days)]
    disputed = {a: None for a in narrow if any(not _may_agree(a, b) for b in narrow)}
    supported = {a: a if a in disputed else _only([b for b in disputed if _may_agree(a, b)]) for a in answers}
    by_side: dict[Answer | None, list[Claim]] = {}
    for claim in party:
        by_side.setdefault(supported[claim.answer], []).append(claim)
    sides = []
    for answer in disputed:
        given = tuple(by_side[answer])
        sides.append(Side(answer, given, independent((claim.source for claim in given), known)))
    # Of equal ones, the first published comes first.
    return tuple(sorted(sides, key=lambda side: (-side.independent, -len(side.sources))))


def _only(answers: Sequence[Answer]) -> Answer | None:
    return answers[0] if len(answers) == 1 else None


def _within(one: Answer, other: Answer) -> bool:
    return isinstance(one, UncertainDay) and isinstance(other, UncertainDay) and is_within(one, other)


# ---- Choosing


def _find_exclusive(snapshot: Snapshot, name: str) -> ExclusiveProperty:
    known = exclusive_properties(snapshot)
    iri = terms.expand(name, snapshot.manifest.prefixes)
    for exclusive in known:
        if name in (exclusive.name, exclusive.label) or iri == exclusive.iri:
            return exclusive
    names = [slot.name for slot in known]
    raise UnknownNameError("exclusive property", name, names, f"choose one of: {', '.join(names)}")


def _things(conflict: Conflict) -> set[object]:
    """Collect the things that a conflict involves."""
    given = [claim for side in conflict.sides for claim in side.claims]
    key = {term for part in conflict.key for term in part}
    return {*key, *(a.node for a in given), *(a.answer for a in given)}
