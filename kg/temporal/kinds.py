"""Which time a thing has, by its class or by what is said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import pyoxigraph as ox

from kg.load.documents import Parsed
from kg.rdf import terms

#: What a node is to the clocks; what is none of them has no time of its own.
Kind = Literal["axiom", "evidence", "naming", "event", "participation", "report", "instrument", "statement", "interval"]
#: Kinds of nodes that have no time of their own.
UNTIMED: Final = ("axiom", "evidence", "naming")
#: Roles of files that no clock looks into.
TIMELESS: Final = ("ontology", "vocabulary")


def iris(*names: str) -> frozenset[str]:
    """Return the IRIs of terms of the ontology."""
    return frozenset(terms.KG + name for name in names)


def iri(name: str) -> str:
    """Return the IRI of a term of the ontology."""
    return terms.KG + name


#: The classes of each kind; those below them in the ontology are of it, too.
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
PLAN: Final = iris(
    "plannedSessionOf", "expectedParty", "plannedPlace", "plannedEarliest", "plannedLatest", "plannedPrecision"
)  # fmt: skip
#: One framework took the place of another; from the old one to the new one, or back.
FORWARDS: Final = iris("succeededBy", "elevatedTo")
SUCCESSION: Final = FORWARDS | iris("succeeds", "hasPredecessor")
#: Inverses that say that something lasting holds.
HOLDS: Final = iris("holdsTenure", "hasMembership", "partnerIn")
#: What is still said of something lasting when it is over, where something that counts speaks of it.
OUTLIVES: Final = iris("ofPost") | SUCCESSION
STATUS, PLANNED, HELD = iri("eventStatus"), iri("Planned"), iri("Held")
#: What a source tells of an event without saying that it was held or is planned.
LOOKED: Final = iris("NoReportFound", "Cancelled")
VERDICT: Final = iri("verdict")
LEGAL_STATUS, SIGNED = iri("legalStatus"), iri("Signed")
_SUB_CLASS, _SUB_PROPERTY = f"{terms.RDFS}subClassOf", f"{terms.RDFS}subPropertyOf"
#: What a thing is called and of which kind it is.
NAMING: Final = (terms.RDF, terms.RDFS, terms.OWL, terms.SKOS, terms.DCTERMS)


#: Datatypes of what looks like a year and is none: places in a text, amounts.
NUMBERS: Final = frozenset(f"{terms.XSD}{name}" for name in ("integer", "nonNegativeInteger", "decimal", "double"))


@dataclass(frozen=True)
class Schema:
    """Kinds by the IRI of a class, or of a property by its domain; the ways to say where something was made."""

    kinds: Mapping[str, Kind]
    made_at: frozenset[str]


def schema_of(files: Iterable[Parsed]) -> Schema:
    """Read the kinds from the ontologies among some files."""
    return _read_schema(tuple(file for file in files if file.file.role == "ontology"))


@lru_cache(maxsize=4)
def _read_schema(ontologies: tuple[Parsed, ...]) -> Schema:
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
    # What is of two kinds is of the one that comes first.
    for kind, roots in reversed(list(CLASSES.items())):
        classes = all_below(roots)
        properties = all_below(p for p, domain in domains if domain in classes)
        kinds.update(dict.fromkeys(classes | properties, kind))
    return Schema(kinds, frozenset(all_below(iris("madeAt"))))
