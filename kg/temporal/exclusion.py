"""Finds the statements that are excluded on a day: those that do not count, and those that depend on them.

Excluded statements are sets of identities of triples, which a file that was cut shares with the whole file. Comparing
the terms of ten thousand triples would take most of the time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.load.parsed import Description, ParsedFile
from kg.rdf.model import Subject, Term, Triple
from kg.temporal.decisions import Decisions, has_time, is_plan
from kg.temporal.dependents import PASSAGE, Dependents, annotations_of
from kg.temporal.kinds import (
    INVERSES,
    KEPT_AFTER_END,
    LEGAL_STATUS,
    NAMING,
    NOT_HELD,
    PLAN,
    PLANNED,
    SIGNED,
    STATUS,
    SUCCESSION,
    TO_SUCCESSOR,
    UNTIMED,
    iri,
)

#: A statement, and the IRI of its predicate as text.
Row = tuple[Triple, str]


@dataclass(frozen=True)
class Excluded:
    """The statements of one file that are excluded: from the accepted graph, and from the stated one."""

    accepted: set[int]
    stated: set[int]


@dataclass(frozen=True)
class Review:
    """The statements of one file that do not count, or may not, as `review` finds them.

    Parameters
    ----------
    whole : set of int
        All statements on things that do not count, and that are not lasting.
    single : list of (triple, IRI of its predicate)
        The other statements that do not count.
    ended : list of (triple, IRI of its predicate)
        Statements on lasting things that do not count; whether such a statement stays is decided later.
    referred_to : set of term
        Lasting things that do not count, but to which a statement refers that counts.
    waiting : mapping of term to list of term
        What such things refer to, if they stay.
    """

    whole: set[int]
    single: list[Row]
    ended: list[Row]
    referred_to: set[Term]
    waiting: dict[Term, list[Term]]


_IS_PLANNED, _IS_SIGNED = ox.NamedNode(PLANNED), ox.NamedNode(SIGNED)
#: Predicates whose statements count or not depending on their objects.
_BY_OBJECT: Final = SUCCESSION | {STATUS, LEGAL_STATUS}
#: Kinds of subjects whose statements are excluded only if all that they depend on is.
_ALWAYS_KEPT: Final = ("axiom", "evidence")
#: Kinds of subjects without a time of their own: statements on them have the date of their source, or none.
_WITHOUT_TIME: Final = (None, "naming")


def review(number: int, file: ParsedFile, decisions: Decisions) -> Review:
    """Find the statements of a file that do not count, and the ended things to which the others refer."""
    found = Review(set(), [], [], set(), defaultdict(list))
    for s, description in file.descriptions.items() if has_time(file) else ():
        kind = decisions.kind.get(s)
        if kind in _ALWAYS_KEPT:
            continue
        if kind not in _WITHOUT_TIME and kind != "interval" and s not in decisions.nodes:
            found.whole.update(id(triple) for triples in description.values() for triple in triples)
            continue
        ended = _has_ended(s, decisions)
        for name, triples in _to_decide(s, number, description, decisions):
            if ended and name not in SUCCESSION:
                found.ended.extend((triple, name) for triple in triples)
                if name in KEPT_AFTER_END:
                    found.waiting[s] += (o for _, _, o in triples if _has_ended(o, decisions))
                continue
            counting = _counting(s, name, triples, number, decisions)
            if len(counting) < len(triples):
                kept = set(map(id, counting))
                found.single.extend((triple, name) for triple in triples if id(triple) not in kept)
            found.referred_to.update(o for _, _, o in counting if _has_ended(o, decisions))
            if ended and counting:
                found.referred_to.add(s)
    return found


def note_references(reviews: Iterable[Review], decisions: Decisions) -> None:
    """Set in ``decisions`` the ended things to which other statements refer."""
    waiting: dict[Term, list[Term]] = defaultdict(list)
    decisions.referred_to = set()
    for one in reviews:
        decisions.referred_to |= one.referred_to
        for s, others in one.waiting.items():
            waiting[s] += others
    decisions.referred_to |= _reached(decisions.referred_to, waiting)
    decisions.referred_to_as_stated = set(decisions.referred_to)
    for number, rows in enumerate(decisions.stated.rejected):
        decisions.referred_to_as_stated.update(
            o
            for (s, _, o), name in _rows(rows)
            if _has_ended(o, decisions) and _rejected_stays(s, name, o, number, decisions)
        )


def _to_decide(
    s: Term, number: int, description: Description, decisions: Decisions
) -> Iterable[tuple[str, Sequence[Triple]]]:
    """Return the statements of a description that may be excluded: if it counts as a whole, only its links."""
    place, kind = (s, number), decisions.kind.get(s)
    if kind in _WITHOUT_TIME:
        counts = kind is not None or _counts_undated(number, decisions)
    else:
        counts = place in decisions.counting
    return decisions.stated.links.get(place, ()) if counts and place in decisions.stated.whole else description.items()


def _reached(starts: Iterable[Term], steps: Mapping[Term, Sequence[Term]]) -> set[Term]:
    """Collect what can be reached from some terms."""
    found, rest = set(starts), list(starts)
    while rest:
        new = set(steps.get(rest.pop(), ())) - found
        found |= new
        rest += new
    return found


def _has_ended(term: Term, decisions: Decisions) -> bool:
    """Return whether a term is a lasting thing that does not count."""
    return decisions.kind.get(term) == "interval" and term not in decisions.nodes


def excluded_from(found: Review, number: int, dependents: Dependents, decisions: Decisions) -> Excluded:
    """Collect the statements of a file that are excluded, with their annotations."""
    rows = found.single + [row for row in found.ended if not _stays(row[0][0], row[1], row[0][2], number, decisions)]
    accepted = found.whole.union(id(triple) for triple, _ in rows)
    stated = found.whole.union(
        id(triple) for triple, name in rows if not _stays_stated(triple[0], name, triple[2], number, decisions)
    )
    notes = dependents.annotations
    return Excluded(accepted | annotations_of(notes, accepted), stated | annotations_of(notes, stated))


def excluded_of_rejected(descriptions: Mapping[Subject, Description], number: int, decisions: Decisions) -> set[int]:
    """Collect the rejected statements of a file that would not count either."""
    rows = _rows(descriptions)
    return {id(row) for row, name in rows if not _rejected_stays(row[0], name, row[2], number, decisions)}


def _rows(descriptions: Mapping[Subject, Description]) -> Iterator[Row]:
    return ((t, name) for one in descriptions.values() for name, triples in one.items() for t in triples)


def _rejected_stays(s: Term, name: str, o: Term, number: int, decisions: Decisions) -> bool:
    """Return whether a rejected statement stays stated."""
    if decisions.kind.get(s) in _ALWAYS_KEPT:
        return True
    if s in decisions.kind and number not in decisions.descriptions[s]:
        # No statement of this file about it is accepted; other files decide whether it counts.
        return (s in decisions.nodes or s in decisions.referred_to_as_stated) and _may_refer_to(name, o, decisions)
    return _stays(s, name, o, number, decisions) or _stays_stated(s, name, o, number, decisions)


def _counting(s: Term, name: str, triples: Sequence[Triple], number: int, decisions: Decisions) -> Sequence[Triple]:
    """Return the statements of a file with one subject and one predicate that count."""
    if name not in _BY_OBJECT:
        if not _counts(s, name, number, decisions):
            return ()
        return [t for t in triples if isinstance(t[2], ox.Literal) or _may_refer_to(name, t[2], decisions)]
    return [triple for triple in triples if _stays(s, name, triple[2], number, decisions)]


def _stays(s: Term, name: str, o: Term, number: int, decisions: Decisions) -> bool:
    """Return whether a statement of a file counts."""
    if not _may_refer_to(name, o, decisions):
        return False
    if name in SUCCESSION:
        old = s if name in TO_SUCCESSOR else o
        return _has_succeeded(old, (s, o), number, decisions)
    if name == STATUS and decisions.kind.get(s) == "event":
        if o == _IS_PLANNED:
            return (s, number) in decisions.plans
        if isinstance(o, ox.NamedNode) and o.value in NOT_HELD:
            return decisions.is_published(number)
    if name == LEGAL_STATUS and decisions.kind.get(s) == "instrument" and o != _IS_SIGNED:
        # A signature does not mean that it is in force, and no date says since when it is.
        return (s, number) in decisions.counting and decisions.is_published(number)
    return _counts(s, name, number, decisions)


def _counts(s: Term, name: str, number: int, decisions: Decisions) -> bool:
    """Return whether the statements of a file about a node by some predicate count, if the object does not matter."""
    kind = decisions.kind.get(s)
    naming = name.startswith(NAMING)
    if kind == "naming" or (naming and (kind is None or _is_named(s, number, decisions))):
        return True
    if kind is None:
        return _counts_undated(number, decisions)
    if naming:
        return False
    if kind == "event" and (name in PLAN or is_plan(decisions.descriptions[s][number])):
        return (s, number) in decisions.plans
    return (s, number) in decisions.counting or (s in decisions.referred_to and name in KEPT_AFTER_END)


def _is_named(s: Term, number: int, decisions: Decisions) -> bool:
    """Return whether the names that a file gives a thing count: if the thing counts, and the file could know it."""
    if s not in decisions.nodes and s not in decisions.referred_to:
        return False
    if (s, number) in decisions.counting or (s, number) in decisions.plans:
        return True
    return (s, number) in decisions.not_later if decisions.kind[s] == "interval" else _counts_undated(number, decisions)


def _stays_stated(s: Term, name: str, o: Term, number: int, decisions: Decisions) -> bool:
    """Return whether a statement that does not count stays stated.

    Checks need the dates of lasting things, and a name that stays keeps its passage.
    """
    if not _may_refer_to(name, o, decisions):
        return False
    if (s, number) in decisions.not_later:
        return s in decisions.nodes or s in decisions.referred_to_as_stated
    return name == PASSAGE and _is_named(s, number, decisions)


def _counts_undated(number: int, decisions: Decisions) -> bool:
    """Return whether the undated statements of a file count."""
    return number in decisions.stated.background or decisions.is_published(number)


def _may_refer_to(name: str, o: Term, decisions: Decisions) -> bool:
    """Return whether a statement may have an object: one that counts, or has counted."""
    if isinstance(o, ox.Literal) or decisions.kind.get(o, "naming") in UNTIMED or o in decisions.nodes:
        return True
    if decisions.kind[o] != "interval" or name in INVERSES:
        return False
    return o in decisions.begun or name == iri("inCapacityOf")


def _has_succeeded(old: Term, both: tuple[Term, Term], number: int, decisions: Decisions) -> bool:
    """Return whether one framework has replaced another: from the day of the change on, if it is known."""
    if changes := decisions.stated.changes.get(old):
        return not changes.isdisjoint(decisions.happened)
    lasting = [end for end in both if decisions.kind.get(end) == "interval"]
    if lasting:
        return all(end in decisions.begun for end in lasting)
    return _counts_undated(number, decisions)


def without(file: ParsedFile, excluded: set[int]) -> ParsedFile:
    """Return a file without some of its triples."""
    if not excluded:
        return file
    return file.only(id(triple) not in excluded for triple in file.triples)
