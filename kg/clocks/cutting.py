"""What goes: statements that do not count, and what hangs on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from kg import terms
from kg.clocks.counting import Decided, is_plan
from kg.clocks.days import Day, days_in, is_by, issued_on, read_days
from kg.clocks.kinds import (
    FORWARDS,
    HOLDS,
    INTERVAL,
    LOOKED,
    NAMING,
    OUTLIVES,
    PLAN,
    PLANNED,
    STATUS,
    SUCCESSION,
    iri,
    iris,
)
from kg.load import Parsed
from kg.store import Term, Triple


@dataclass(frozen=True)
class Cut:
    """What goes of one file: from the accepted graph, and from what is told."""

    accepted: set[Triple]
    told: set[Triple]


def find_references(files: Sequence[Parsed], decided: Decided) -> None:
    """Find the lasting things that are over, and that something that counts speaks of: ``decided.spoken_of``."""
    waiting: dict[Term, list[Term]] = defaultdict(list)
    for number, file in enumerate(files):
        if not _is_cut(file):
            continue
        for s, p, o in file.triples:
            name = p.value
            if decided.kind.get(s) in ("axiom", "evidence"):
                continue
            if _is_over(s, decided) and name not in SUCCESSION:
                if name in OUTLIVES and _is_over(o, decided):
                    waiting[s].append(o)
            elif _stays(s, name, o, number, decided):
                for end in (s, o):
                    if _is_over(end, decided):
                        decided.spoken_of.add(end)
    rest = list(decided.spoken_of)
    while rest:
        for other in waiting.pop(rest.pop(), ()):
            if other not in decided.spoken_of:
                decided.spoken_of.add(other)
                rest.append(other)


def _is_cut(file: Parsed) -> bool:
    return file.file.role in ("source", "background")


def _is_over(term: Term, decided: Decided) -> bool:
    """Tell whether a term is a lasting thing that does not count."""
    return decided.kind.get(term) == "interval" and term not in decided.nodes


def gone_of(files: Sequence[Parsed], number: int, decided: Decided) -> Cut:
    """Collect what a file says that does not count."""
    file = files[number]
    accepted: set[Triple] = set()
    told: set[Triple] = set()
    if not _is_cut(file):
        return Cut(accepted, told)
    for triple in file.triples:
        s, p, o = triple
        if decided.kind.get(s) in ("axiom", "evidence"):
            continue
        if not _stays(s, p.value, o, number, decided):
            accepted.add(triple)
            if not _stays_told(s, p.value, o, number, decided):
                told.add(triple)
    accepted |= annotations_of(file, accepted)
    return Cut(accepted, told | annotations_of(file, told))


def _stays(s: Term, name: str, o: Term, number: int, decided: Decided) -> bool:
    """Tell whether a statement of a file counts."""
    kind = decided.kind.get(s)
    naming = name.startswith(NAMING)
    if not _may_point(name, o, decided):
        return False
    if kind == "naming" or (naming and (kind is None or s in decided.nodes or s in decided.spoken_of)):
        return True
    if name in SUCCESSION:
        old = s if name in FORWARDS else o
        return _succeeded(old, (s, o), number, decided)
    if kind is None:
        return _is_told(number, decided)
    return not naming and _of_account(s, name, o, number, decided)


def _stays_told(s: Term, name: str, o: Term, number: int, decided: Decided) -> bool:
    """Tell whether a statement that does not count stays told: checks compare what lasts with its dates."""
    known = s in decided.nodes or s in decided.spoken_of
    return known and (s, number) in decided.seen and _may_point(name, o, decided)


def _is_told(number: int, decided: Decided) -> bool:
    """Tell whether what a file says without a date counts."""
    return number in decided.background or decided.told_by(number)


def _of_account(s: Term, name: str, o: Term, number: int, decided: Decided) -> bool:
    """Tell whether a statement of an account counts."""
    if decided.kind[s] == "event":
        return _of_event(s, name, o, number, decided)
    if decided.kind[s] == "instrument" and name == iri("legalStatus") and o != ox.NamedNode(iri("Signed")):
        # Signed is not in force: since when it is, or no longer is, nobody says.
        return (s, number) in decided.accounts and decided.told_by(number)
    return (s, number) in decided.accounts or (s in decided.spoken_of and name in OUTLIVES)


def _may_point(name: str, o: Term, decided: Decided) -> bool:
    """Tell whether a statement may have an object: one that counts, or has counted."""
    if isinstance(o, ox.Literal) or decided.kind.get(o) in (None, "axiom", "evidence", "naming") or o in decided.nodes:
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


def _of_event(s: Term, name: str, o: Term, number: int, decided: Decided) -> bool:
    """Tell whether what an account says of an event counts: the plan as a plan, the rest as what it tells."""
    account = decided.about[s][number]
    planned = name in PLAN or (name == STATUS and o == ox.NamedNode(PLANNED))
    if planned or is_plan(account):
        return (s, number) in decided.plans
    if name == STATUS and isinstance(o, ox.NamedNode) and o.value in LOOKED:
        return decided.told_by(number)
    return (s, number) in decided.accounts


def annotations_of(file: Parsed, gone: set[Triple]) -> set[Triple]:
    """Collect the annotations of what goes."""
    if not gone:
        return set()
    parts: dict[Term, dict[str, Term]] = defaultdict(dict)
    for s, p, o in file.triples:
        if p.value.startswith(f"{terms.OWL}annotated"):
            parts[s][terms.local_name(p.value)] = o
    names = ("annotatedSource", "annotatedProperty", "annotatedTarget")
    axioms = {node for node, said in parts.items() if tuple(said.get(name) for name in names) in gone}
    return {triple for triple in file.triples if triple[0] in axioms}


def idle(number: int, told: Sequence[Parsed], lost: Sequence[set[Triple]]) -> set[Triple]:
    """Collect passages, and judgements, of nothing but what goes."""
    file = told[number]
    passage, before, after = iri("passage"), set(), set()
    judgements: dict[Term, dict[str, list[Term]]] = defaultdict(dict)
    for triple in file.triples:
        s, p, o = triple
        if p.value == passage:
            before.add(o)
            if triple not in lost[number]:
                after.add(o)
        elif p.value.startswith(f"{terms.KG}judged"):
            judgements[s].setdefault(terms.local_name(p.value), []).append(o)
    found: set[Term] = before - after
    found.update(node for node, said in judgements.items() if _judges_what_is_lost(said, told, lost))
    return {triple for triple in file.triples if triple[0] in found} if found else set()


def _judges_what_is_lost(said: Mapping[str, list[Term]], told: Sequence[Parsed], lost: Sequence[set[Triple]]) -> bool:
    """Tell whether all that a judgement judges was told, and is so no more."""
    nodes, subjects = set(said.get("judgedNode", ())), set(said.get("judgedTerm", ()))
    predicates, objects = set(said.get("judgedPredicate", ())), set(said.get("judgedObject", ()))
    met = [
        triple in lost[number]
        for number, file in enumerate(told)
        if file.iri in said.get("judgedSource", ())
        for triple in file.triples
        if triple[0] in nodes
        or triple[2] in nodes
        or (triple[0] in subjects and triple[1] in predicates and triple[2] in objects)
    ]
    return bool(met) and all(met)


def without(file: Parsed, gone: set[Triple]) -> Parsed:
    """Take triples out of a file."""
    return replace(file, triples=tuple(t for t in file.triples if t not in gone)) if gone else file


def late_judgements(file: Parsed, last: Day) -> set[Triple]:
    """Collect judgements that were made later; one without a date is as old as its file."""
    made: dict[Term, list[Term]] = {}
    for s, p, _ in file.triples:
        if p.value.startswith(f"{terms.KG}judged") or p.value == iri("verdict"):
            made.setdefault(s, [])
    if not made:
        return set()
    for s, p, o in file.triples:
        if s in made and p.value == f"{terms.DCTERMS}date":
            made[s].append(o)
    issued = issued_on(file)
    late = {node for node, dates in made.items() if not is_by(max(read_days(dates, 1), default=issued), last)}
    return {triple for triple in file.triples if triple[0] in late or triple[2] in late}


def late_background(file: Parsed, last: Day) -> set[Triple]:
    """Collect what starts later, and every end that came later."""
    accounts: dict[Term, dict[str, list[Term]]] = defaultdict(dict)
    for s, p, o in file.triples:
        accounts[s].setdefault(p.value, []).append(o)
    late: set[Term] = set()
    open_: set[Term] = set()
    for node, account in accounts.items():
        if any(day > last for day in days_in(account, iri("startEarliest"), iri("earliestDate"))):
            late.add(node)
        seen = days_in(account, iri("observedOn"))
        if seen and min(seen) > last and INTERVAL.isdisjoint(account):
            late.add(node)
        if any(day > last for day in days_in(account, iri("endEarliest"))):
            open_.add(node)
    ends = iris("endEarliest", "endLatest", "endPrecision")
    gone = {
        (s, p, o)
        for s, p, o in file.triples
        if s in late or o in late or (s in open_ and p.value in ends)
        or (p.value == iri("observedOn") and any(day > last for day in read_days([o], 0)))
    }  # fmt: skip
    return gone | annotations_of(file, gone)
