"""The kinds of things that valid time distinguishes, by their class or their properties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import pyoxigraph as ox

from kg.load.parsed import Description, ParsedFile
from kg.rdf import terms

#: The kind of a node for valid time; a node of no kind has no time of its own.
Kind = Literal["axiom", "evidence", "naming", "event", "participation", "report", "instrument", "statement", "interval"]
#: Kinds of nodes that have no time of their own.
UNTIMED: Final = ("axiom", "evidence", "naming")
#: Roles of files whose statements hold on every day and were always known.
TIMELESS: Final = ("ontology", "vocabulary")


def iris(*names: str) -> frozenset[str]:
    """Return the IRIs of terms of the ontology."""
    return frozenset(terms.KG + name for name in names)


def iri(name: str) -> str:
    """Return the IRI of a term of the ontology."""
    return terms.KG + name


#: The classes of each kind; their subclasses in the ontology are of the same kind.
CLASSES: Final[Mapping[Kind, frozenset[str]]] = {
    "axiom": frozenset({f"{terms.OWL}Axiom"}),
    "evidence": iris("Document", "Passage", "Judgement"),
    "naming": iris("Post", "Place", "Topic", "PartnershipLevel"),
    "event": iris("Event"),
    "participation": iris("Participation"),
    "report": iris("StatusReport"),
    "instrument": iris("Instrument"),
    "statement": iris("Commitment", "Position", "Expectation"),
    "interval": iris("Tenure", "Membership", "BilateralPartnership"),
}
INTERVAL: Final = iris("startEarliest", "startLatest", "endEarliest", "endLatest")
LASTING: Final = INTERVAL | iris("observedOn")
DATE: Final = iris("earliestDate", "latestDate")
#: For each date of a thing, the properties of its earliest and of its latest possible day, and of its precision.
DATES: Final = (
    (iri("earliestDate"), iri("latestDate"), iri("datePrecision")),
    (iri("plannedEarliest"), iri("plannedLatest"), iri("plannedPrecision")),
    (iri("startEarliest"), iri("startLatest"), iri("startPrecision")),
    (iri("endEarliest"), iri("endLatest"), iri("endPrecision")),
    (iri("dueEarliest"), iri("dueLatest"), iri("duePrecision")),
)
PLAN: Final = iris(
    "plannedSessionOf", "expectedParty", "plannedPlace", "plannedEarliest", "plannedLatest", "plannedPrecision"
)  # fmt: skip
#: Properties that lead from a framework to the one that replaced it.
TO_SUCCESSOR: Final = iris("succeededBy", "elevatedTo")
#: The same, and those that lead back.
SUCCESSION: Final = TO_SUCCESSOR | iris("succeeds", "hasPredecessor")
#: Inverse properties that say that a tenure, a membership or a partnership holds.
INVERSES: Final = iris("holdsTenure", "hasMembership", "partnerIn")
#: Properties that a lasting thing keeps after its end, if a statement that counts refers to it.
KEPT_AFTER_END: Final = iris("ofPost") | SUCCESSION
STATUS, PLANNED, HELD = iri("eventStatus"), iri("Planned"), iri("Held")
#: Statuses of an event that mean neither held nor planned.
NOT_HELD: Final = iris("NoReportFound", "Cancelled")
VERDICT: Final = iri("verdict")
LEGAL_STATUS, SIGNED = iri("legalStatus"), iri("Signed")
_SUB_CLASS, _SUB_PROPERTY = f"{terms.RDFS}subClassOf", f"{terms.RDFS}subPropertyOf"
#: Namespaces of properties for names and classes of things.
NAMING: Final = (terms.RDF, terms.RDFS, terms.OWL, terms.SKOS, terms.DCTERMS)


#: Datatypes of numbers that look like years, such as positions in a text and amounts.
NUMBERS: Final = frozenset(f"{terms.XSD}{name}" for name in ("integer", "nonNegativeInteger", "decimal", "double"))


@dataclass(frozen=True)
class Schema:
    """The kinds in the ontology.

    ``kinds`` has the kind of a class and, by its domain, of a property, both by IRI; ``made_at`` the properties that
    lead from a commitment to the event at which it was made.
    """

    kinds: Mapping[str, Kind]
    made_at: frozenset[str]

    def kinds_of(self, description: Description) -> set[Kind]:
        """Return the kinds of a node by its description: by its classes, and by the domains of its properties."""
        classes = {row[2].value for row in description.get(terms.RDF_TYPE, ()) if isinstance(row[2], ox.NamedNode)}
        return {self.kinds[iri] for iri in (classes | description.keys()) - {terms.RDF_TYPE} if iri in self.kinds}


def schema_of(files: Iterable[ParsedFile]) -> Schema:
    """Read the kinds from the ontologies among some files."""
    return _read_schema(tuple(file for file in files if file.file.role == "ontology"))


@lru_cache(maxsize=4)
def _read_schema(ontologies: tuple[ParsedFile, ...]) -> Schema:
    below: dict[str, set[str]] = defaultdict(set)
    domains: list[tuple[str, str]] = []
    for s, p, o in (triple for ontology in ontologies for triple in ontology.triples):
        if isinstance(s, ox.NamedNode) and isinstance(o, ox.NamedNode):
            if p.value in (_SUB_CLASS, _SUB_PROPERTY):
                below[o.value].add(s.value)
            elif p.value == f"{terms.RDFS}domain":
                domains.append((s.value, o.value))

    def all_below(roots: Iterable[str]) -> set[str]:
        found = set(roots)
        rest = list(found)
        while rest:
            new = below[rest.pop()] - found
            found |= new
            rest += new
        return found

    kinds: dict[str, Kind] = {}
    # A class of two kinds has the one that comes first in CLASSES.
    for kind, roots in reversed(list(CLASSES.items())):
        classes = all_below(roots)
        properties = all_below(p for p, domain in domains if domain in classes)
        kinds.update(dict.fromkeys(classes | properties, kind))
    return Schema(kinds, frozenset(all_below(iris("madeAt"))))
