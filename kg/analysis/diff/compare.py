"""The comparison of two states of a graph: facts and conclusions gained and lost, one change for each value.

A state is a day (what was known by it, or what held on it), an earlier build, a revision of the project in git, or the
present files; `kg.analysis.diff.states` finds it by its name.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Literal

import pyoxigraph as ox

from kg.analysis.diff.states import NOW, Clock, state
from kg.project.project import Project
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, RDF_TYPE, Term, Triple, plain
from kg.sparql.results import to_text
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import read_date

What = Literal["gained", "lost", "changed"]

#: The groups of changes, in the order of the report, and the classes that belong to each.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "sources": ("Source", "Document"),
    "frameworks": ("Framework", "Membership", "PartnershipLevel"),
    "sessions and other events": ("Event", "Participation"),
    "instruments": ("Instrument",),
    "commitments": ("Commitment", "StatusReport"),
    "positions": ("Position", "Expectation"),
    "officials": ("Official", "Tenure", "Post"),
    "judgements": ("Judgement",),
    "names": ("Country", "Organisation", "Place", "Topic"),
}
ONTOLOGY, OTHER = "ontology", "other"
#: A passage is evidence for a change, and not a change of its own.
_EVIDENCE = "Passage"
_SAME_AS_TYPE = (f"{terms.RDFS}subClassOf", f"{terms.RDFS}subPropertyOf")


@dataclass(frozen=True)
class Change:
    """One change.

    Parameters
    ----------
    group : str
        One of `GROUPS`, or ``other``.
    what : {"gained", "lost", "changed"}
    thing : str
        IRI of the thing that changed.
    label : str
        Its label.
    property : str
        Label of the property; empty if the whole thing is new or gone.
    before, after : str
        The values, as labels, sorted and joined; empty if there is none. For a thing that is new or gone, all
        statements about it.
    inferred : bool
        Whether it is a conclusion, not stated by a source.
    """

    group: str
    what: What
    thing: str
    label: str
    property: str
    before: str
    after: str
    inferred: bool

    def as_dict(self) -> dict[str, object]:
        """Return the fields, for JSON."""
        return asdict(self)


def diff(old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """Compare two states: facts and conclusions gained and lost.

    Parameters
    ----------
    old, new : Snapshot

    Returns
    -------
    tuple of Change
        In the order of `GROUPS`; asserted statements first, then inferred ones; by label. Only the most specific
        conclusions are listed: no classes and relations above those that changed, no inverses, and no statements of the
        ontology about itself.

    Examples
    --------
    >>> from kg.project.find import shipped
    >>> graph = state(shipped(), "now")
    >>> diff(graph, graph)
    ()
    """
    sides = (_Side(old), _Side(new))
    changes = [*_changes(sides, ACCEPTED, inferred=False), *_changes(sides, INFERRED, inferred=True)]
    order = {group: place for place, group in enumerate((*GROUPS, OTHER, ONTOLOGY))}
    return tuple(
        sorted(
            changes,
            key=lambda c: (order[c.group], c.inferred, bool(c.property), c.label, c.thing, c.property, c.what),
        )
    )


class _Side:
    """One of the two states, with indexes of it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def triples(self, graph: ox.NamedNode) -> set[Triple]:
        quads = self.snapshot.store.quads_for_pattern(None, None, None, graph)
        return {triple for quad in quads if _is_of_note(triple := plain(quad))}

    @cached_property
    def kinds(self) -> dict[str, set[str]]:
        """The classes of each thing, by their local names."""
        found: dict[str, set[str]] = {}
        for graph in (INFERRED, ACCEPTED):
            for quad in self.snapshot.store.quads_for_pattern(None, RDF_TYPE, None, graph):
                subject, _, kind = plain(quad)
                if isinstance(subject, ox.NamedNode) and kind.value.startswith(terms.KG):
                    found.setdefault(subject.value, set()).add(terms.local_name(kind.value))
        return found

    def above(self, predicate: str) -> dict[str, set[str]]:
        """For each class or property, those directly below it."""
        found: dict[str, set[str]] = {}
        for quad in self.snapshot.store.quads_for_pattern(None, ox.NamedNode(predicate), None, ACCEPTED):
            lower, _, upper = plain(quad)
            found.setdefault(upper.value, set()).add(lower.value)
        return found

    @cached_property
    def described(self) -> set[str]:
        """The things of the state: those with a class."""
        return {plain(quad)[0].value for quad in self.snapshot.store.quads_for_pattern(None, RDF_TYPE, None, ACCEPTED)}

    @cached_property
    def schema(self) -> set[str]:
        """The terms that the ontology declares."""
        graphs = [info.iri for info in self.snapshot.manifest.graphs if info.role == "ontology"]
        quads = (
            q for iri in graphs for q in self.snapshot.store.quads_for_pattern(None, None, None, ox.NamedNode(iri))
        )
        return {plain(quad)[0].value for quad in quads}

    @cached_property
    def inverses(self) -> dict[str, str]:
        """Maps a property to its inverse, if sources use the inverse."""
        quads = self.snapshot.store.quads_for_pattern(None, ox.NamedNode(f"{terms.OWL}inverseOf"), None, ACCEPTED)
        return {plain(quad)[2].value: plain(quad)[0].value for quad in quads}


def _is_of_note(triple: Triple) -> bool:
    """Return whether a triple is more than evidence: no annotation of an axiom, no passage, no precision."""
    subject, predicate, obj = triple
    carries = predicate.value == f"{terms.KG}passage" or predicate.value.endswith("Precision")
    carries = carries or isinstance(subject, ox.BlankNode)
    return not (carries or isinstance(obj, ox.BlankNode))


def _changes(sides: tuple[_Side, _Side], graph: ox.NamedNode, *, inferred: bool) -> list[Change]:
    before, after = (side.triples(graph) for side in sides)
    gained, lost = after - before, before - after
    if inferred:
        # A conclusion that is now stated, or a statement that is now a conclusion, is not a change.
        gained -= {triple for triple in gained if sides[0].snapshot.is_accepted(triple)}
        lost -= {triple for triple in lost if sides[1].snapshot.is_accepted(triple)}
        gained, lost = _most_specific(gained, sides[1]), _most_specific(lost, sides[0])
    things: dict[str, tuple[set[Triple], set[Triple]]] = {}
    for place, triples in enumerate((lost, gained)):
        for triple in triples:
            things.setdefault(triple[0].value, (set(), set()))[place].add(triple)
    return [change for thing, changed in things.items() for change in _of(thing, changed, sides, inferred=inferred)]


def _most_specific(triples: set[Triple], side: _Side) -> set[Triple]:
    """Keep the most specific conclusions: no class or relation above one that holds, no inverse."""
    classes, properties = (side.above(predicate) for predicate in _SAME_AS_TYPE)
    holds = side.triples(ACCEPTED) | side.triples(INFERRED)

    def narrower(triple: Triple) -> bool:
        s, p, o = triple
        if p == RDF_TYPE:
            return any((s, p, ox.NamedNode(lower)) in holds for lower in classes.get(o.value, ()))
        if any((s, ox.NamedNode(lower), o) in holds for lower in properties.get(p.value, ())):
            return True
        main = side.inverses.get(p.value)
        return main is not None and isinstance(o, ox.NamedNode) and (o, ox.NamedNode(main), s) in holds

    def of_note(triple: Triple) -> bool:
        # The class of a new thing is listed with the thing.
        return triple[1] != RDF_TYPE or triple[2].value in _defined(side)

    return {triple for triple in triples if not narrower(triple) and of_note(triple)}


def _defined(side: _Side) -> set[str]:
    """Return the classes that the ontology defines by a condition, such as held events; entering one is a change."""
    quads = side.snapshot.store.quads_for_pattern(None, ox.NamedNode(f"{terms.OWL}equivalentClass"), None, ACCEPTED)
    return {plain(quad)[0].value for quad in quads}


def _of(
    thing: str, changed: tuple[set[Triple], set[Triple]], sides: tuple[_Side, _Side], *, inferred: bool
) -> list[Change]:
    """List the changes of one thing: that it is new or gone, or value by value."""
    old, new = (thing in side.described for side in sides)
    side = sides[1] if new else sides[0]
    kinds = side.kinds.get(thing, set())
    is_term = any(thing in end.schema for end in sides)
    if _EVIDENCE in kinds:
        return []
    label = side.snapshot.label(thing)
    group = ONTOLOGY if is_term else _group(kinds)
    if old != new and not inferred:
        what: What = "gained" if new else "lost"
        summary = _summary(changed[1] if new else changed[0], side.snapshot)
        before, after = ("", summary) if new else (summary, "")
        return [Change(group, what, thing, label, "", before, after, inferred)]
    found = []
    for predicate in sorted({triple[1] for part in changed for triple in part}, key=str):
        values = [{o for _, p, o in part if p == predicate} for part in changed]
        before, after = (_texts(part, end.snapshot) for part, end in zip(values, sides, strict=True))
        what = "changed" if before and after else "gained" if after else "lost"
        objects = [kind for part in values for o in part for kind in side.kinds.get(o.value, ())]
        # A country's link to a framework belongs to the group of frameworks, not to that of names.
        where = _group(objects) if group == "names" and objects else group
        prop = side.snapshot.label(predicate.value)
        found.append(Change(where, what, thing, label, prop, before, after, inferred))
    return found


def _group(kinds: Iterable[str]) -> str:
    present = set(kinds)
    return next((group for group, classes in GROUPS.items() if present.intersection(classes)), OTHER)


def _summary(triples: set[Triple], snapshot: Snapshot) -> str:
    """Write the statements about a thing, except its label and notes, in one line."""
    hidden = {terms.PREF_LABEL, terms.ALT_LABEL, *(f"{terms.DCTERMS}{n}" for n in ("title", "license", "description")),
              f"{terms.DCTERMS}language", f"{terms.RDFS}label", f"{terms.SKOS}note", f"{terms.KG}gist"}  # fmt: skip
    by_property: dict[str, set[Term]] = {}
    for _, predicate, value in triples:
        if predicate.value not in hidden:
            by_property.setdefault(predicate.value, set()).add(value)
    kinds = by_property.pop(terms.RDF_TYPE, set())
    parts = [_texts(kinds, snapshot)] if kinds else []
    parts += [f"{snapshot.label(p)} {_texts(values, snapshot)}" for p, values in sorted(by_property.items())]
    return "; ".join(parts)


def _texts(values: Iterable[Term], snapshot: Snapshot) -> str:
    return ", ".join(sorted(to_text(v, snapshot)
                            for v in values))  # fmt: skip


def since(project: Project, name: str | datetime.date, clock: Clock = "known-by") -> tuple[Change, ...]:
    """Compare an earlier state with the present files.

    Parameters
    ----------
    project : Project
    name : str or datetime.date
        As in `state`.
    clock : {"known-by", "at"}

    Examples
    --------
    >>> from kg.project.find import shipped
    >>> since(shipped(), "now")
    ()
    """
    earlier = str(read_date(name)) if isinstance(name, datetime.date) else name
    return diff(state(project, earlier, clock), state(project, NOW))
