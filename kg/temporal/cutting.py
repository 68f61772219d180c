"""What goes: statements that do not count.

What goes of a file is a set of the identities of its triples, which a file shares with the one that it was made
from: otherwise most of the time would go into comparing the terms of some ten thousand triples.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pyoxigraph as ox

from kg.load.documents import Account, Parsed
from kg.rdf import terms
from kg.rdf.model import Subject, Term, Triple
from kg.temporal.counting import Decided, is_cut, is_plan
from kg.temporal.days import Day, days_in, is_by, issued_on, read_days
from kg.temporal.evidence import JUDGED, PASSAGE, Evidence, annotations_in, annotations_of
from kg.temporal.kinds import (
    FORWARDS,
    HOLDS,
    INTERVAL,
    LEGAL_STATUS,
    LOOKED,
    NAMING,
    OUTLIVES,
    PLAN,
    PLANNED,
    SIGNED,
    STATUS,
    SUCCESSION,
    UNTIMED,
    VERDICT,
    iri,
    iris,
)

#: A statement, and the IRI of its predicate as text.
Row = tuple[Triple, str]


@dataclass(frozen=True)
class Cut:
    """What goes of one file: from the accepted graph, and from what is told."""

    accepted: set[int]
    told: set[int]


@dataclass(frozen=True)
class Found:
    """What `find_references` found of one file.

    Parameters
    ----------
    lost : set of int
        All that is said of things that do not count, and that are not lasting.
    gone : list of (triple, IRI of its predicate)
        The other statements that do not count.
    over : list of (triple, IRI of its predicate)
        What is said of lasting things that are over: which of it counts is known only afterwards.
    """

    lost: set[int]
    gone: list[Row]
    over: list[Row]


_IS_PLANNED, _IS_SIGNED = ox.NamedNode(PLANNED), ox.NamedNode(SIGNED)
#: Predicates whose statements count or not by what they lead to.
_BY_OBJECT: Final = SUCCESSION | {STATUS, LEGAL_STATUS}
#: Kinds of subjects of which everything stays, until what they speak of is known.
_NEVER_CUT: Final = ("axiom", "evidence")
#: Kinds of subjects that have no time of their own: what is said of them has that of its source, or none.
_CLAIMS: Final = (None, "naming")


def find_references(
    files: Sequence[Parsed], rejected: Sequence[Mapping[Subject, Account]], decided: Decided
) -> list[Found]:
    """Find the lasting things that are over, and that something that counts speaks of: ``decided.spoken_of``."""
    waiting: dict[Term, list[Term]] = defaultdict(list)
    found = [Found(set(), [], []) for _ in files]
    for number, file in enumerate(files):
        for s, account in file.accounts.items() if is_cut(file) else ():
            kind = decided.kind.get(s)
            if kind in _NEVER_CUT:
                continue
            if kind not in _CLAIMS and kind != "interval" and s not in decided.nodes:
                found[number].lost.update(id(triple) for triples in account.values() for triple in triples)
                continue
            ended = _is_over(s, decided)
            for name, triples in _in_question(s, number, account, decided):
                if ended and name not in SUCCESSION:
                    found[number].over.extend((triple, name) for triple in triples)
                    if name in OUTLIVES:
                        waiting[s] += (o for _, _, o in triples if _is_over(o, decided))
                    continue
                stay = _staying(s, name, triples, number, decided)
                if len(stay) < len(triples):
                    kept = set(map(id, stay))
                    found[number].gone.extend((triple, name) for triple in triples if id(triple) not in kept)
                decided.spoken_of.update(o for _, _, o in stay if _is_over(o, decided))
                if ended and stay:
                    decided.spoken_of.add(s)
    decided.spoken_of |= _reached(decided.spoken_of, waiting)
    decided.spoken_of_as_told |= decided.spoken_of
    for number, rows in enumerate(rejected):
        decided.spoken_of_as_told.update(
            o
            for (s, _, o), name in _rows(rows)
            if _is_over(o, decided) and _stays_rejected(s, name, o, number, decided)
        )
    return found


def _in_question(s: Term, number: int, account: Account, decided: Decided) -> Iterable[tuple[str, Sequence[Triple]]]:
    """Return what may go of an account: of one that counts as a whole, what leads to things that have a time."""
    place, kind = (s, number), decided.kind.get(s)
    counts = place in decided.accounts if kind not in _CLAIMS else kind is not None or _is_told(number, decided)
    return decided.told.links.get(place, ()) if counts and place in decided.told.whole else account.items()


def _reached(starts: Iterable[Term], steps: Mapping[Term, Sequence[Term]]) -> set[Term]:
    """Collect what can be reached from some terms."""
    found, rest = set(starts), list(starts)
    while rest:
        new = set(steps.get(rest.pop(), ())) - found
        found |= new
        rest += new
    return found


def _is_over(term: Term, decided: Decided) -> bool:
    """Tell whether a term is a lasting thing that does not count."""
    return decided.kind.get(term) == "interval" and term not in decided.nodes


def cut(found: Found, number: int, evidence: Evidence, decided: Decided) -> Cut:
    """Collect what a file says that does not count."""
    rows = found.gone + [row for row in found.over if not _stays(row[0][0], row[1], row[0][2], number, decided)]
    accepted = found.lost.union(id(triple) for triple, _ in rows)
    told = found.lost.union(
        id(triple) for triple, name in rows if not _stays_told(triple[0], name, triple[2], number, decided)
    )
    notes = evidence.annotations
    return Cut(accepted | annotations_of(notes, accepted), told | annotations_of(notes, told))


def _rows(accounts: Mapping[Subject, Account]) -> Iterator[Row]:
    return ((t, name) for account in accounts.values() for name, triples in account.items() for t in triples)


def lost_of_rejected(accounts: Mapping[Subject, Account], number: int, decided: Decided) -> set[int]:
    """Collect what was rejected of a file, and would not count either."""
    rows = _rows(accounts)
    return {id(row) for row, name in rows if not _stays_rejected(row[0], name, row[2], number, decided)}


def _stays_rejected(s: Term, name: str, o: Term, number: int, decided: Decided) -> bool:
    """Tell whether a rejected statement stays told."""
    if decided.kind.get(s) in _NEVER_CUT:
        return True
    if s in decided.about and number not in decided.about[s] and s in decided.kind:
        # Nothing that this file says of it is accepted; others say that it counts.
        return (s in decided.nodes or s in decided.spoken_of_as_told) and _may_point(name, o, decided)
    return _stays(s, name, o, number, decided) or _stays_told(s, name, o, number, decided)


def _staying(s: Term, name: str, triples: Sequence[Triple], number: int, decided: Decided) -> Sequence[Triple]:
    """Return those statements of a file that count, of one subject and one predicate."""
    if name not in _BY_OBJECT:
        if not _says(s, name, number, decided):
            return ()
        return [t for t in triples if isinstance(t[2], ox.Literal) or _may_point(name, t[2], decided)]
    return [triple for triple in triples if _stays(s, name, triple[2], number, decided)]


def _stays(s: Term, name: str, o: Term, number: int, decided: Decided) -> bool:
    """Tell whether a statement of a file counts."""
    if not _may_point(name, o, decided):
        return False
    if name in SUCCESSION:
        old = s if name in FORWARDS else o
        return _succeeded(old, (s, o), number, decided)
    if name == STATUS and decided.kind.get(s) == "event":
        if o == _IS_PLANNED:
            return (s, number) in decided.plans
        if isinstance(o, ox.NamedNode) and o.value in LOOKED:
            return decided.told_by(number)
    if name == LEGAL_STATUS and decided.kind.get(s) == "instrument" and o != _IS_SIGNED:
        # Signed is not in force: since when it is, or no longer is, nobody says.
        return (s, number) in decided.accounts and decided.told_by(number)
    return _says(s, name, number, decided)


def _says(s: Term, name: str, number: int, decided: Decided) -> bool:
    """Tell whether what a file says of a node by some predicate counts, if its object does not matter."""
    kind = decided.kind.get(s)
    naming = name.startswith(NAMING)
    if kind == "naming" or (naming and (kind is None or _is_named(s, number, decided))):
        return True
    if kind is None:
        return _is_told(number, decided)
    if naming:
        return False
    if kind == "event" and (name in PLAN or is_plan(decided.about[s][number])):
        return (s, number) in decided.plans
    return (s, number) in decided.accounts or (s in decided.spoken_of and name in OUTLIVES)


def _is_named(s: Term, number: int, decided: Decided) -> bool:
    """Tell whether the names that a file gives a thing count: the thing does, and the file could speak of it."""
    if s not in decided.nodes and s not in decided.spoken_of:
        return False
    if (s, number) in decided.accounts or (s, number) in decided.plans:
        return True
    return (s, number) in decided.seen if decided.kind[s] == "interval" else _is_told(number, decided)


def _stays_told(s: Term, name: str, o: Term, number: int, decided: Decided) -> bool:
    """Tell whether a statement that does not count stays told.

    Checks compare what lasts with its dates; and where a name stays, so does the passage that it stands in.
    """
    if not _may_point(name, o, decided):
        return False
    if (s, number) in decided.seen:
        return s in decided.nodes or s in decided.spoken_of_as_told
    return name == PASSAGE and _is_named(s, number, decided)


def _is_told(number: int, decided: Decided) -> bool:
    """Tell whether what a file says without a date counts."""
    return number in decided.background or decided.told_by(number)


def _may_point(name: str, o: Term, decided: Decided) -> bool:
    """Tell whether a statement may have an object: one that counts, or has counted."""
    if isinstance(o, ox.Literal) or decided.kind.get(o, "naming") in UNTIMED or o in decided.nodes:
        return True
    if decided.kind[o] != "interval" or name in HOLDS:
        return False
    return o in decided.begun or name == iri("inCapacityOf")


def _succeeded(old: Term, both: tuple[Term, Term], number: int, decided: Decided) -> bool:
    """One framework took another's place: on the day of the change, if it is known."""
    if changes := decided.changes.get(old):
        return not changes.isdisjoint(decided.happened)
    lasting = [end for end in both if decided.kind.get(end) == "interval"]
    if lasting:
        return all(end in decided.begun for end in lasting)
    return _is_told(number, decided)


def without(file: Parsed, gone: set[int]) -> Parsed:
    """Take triples out of a file."""
    return replace(file, triples=tuple(t for t in file.triples if id(t) not in gone)) if gone else file


def late_judgements(file: Parsed, last: Day) -> set[int]:
    """Collect judgements that were made later; one without a date is as old as its file."""
    issued = issued_on(file)
    late = {
        node
        for node, account in file.accounts.items()
        if any(name.startswith((JUDGED, VERDICT)) for name in account)
        and not is_by(max(days_in(account, f"{terms.DCTERMS}date", end=1), default=issued), last)
    }
    if not late:
        return set()
    return {id(triple) for triple in file.triples if triple[0] in late or triple[2] in late}


def late_background(file: Parsed, last: Day) -> set[int]:
    """Collect what starts later, and every end that came later."""
    late: set[Term] = set()
    open_: set[Term] = set()
    for node, account in file.accounts.items():
        seen = days_in(account, iri("observedOn"))
        starts = days_in(account, iri("startEarliest"), iri("earliestDate"))
        if any(day > last for day in starts) or (seen and min(seen) > last and INTERVAL.isdisjoint(account)):
            late.add(node)
        if any(day > last for day in days_in(account, iri("endEarliest"))):
            open_.add(node)
    ends = iris("endEarliest", "endLatest", "endPrecision")
    gone = {id(triple) for triple in file.triples if triple[0] in late or triple[2] in late}
    for node, account in file.accounts.items():
        if node in open_:
            gone.update(id(triple) for name in ends for triple in account.get(name, ()))
        observed = account.get(iri("observedOn"), ())
        gone.update(id(triple) for triple in observed if any(day > last for day in read_days([triple[2]], 0)))
    return gone | annotations_of(annotations_in(file), gone)
