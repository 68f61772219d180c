"""The data of the nodes of a graph: labels, posts, dates, facts and passages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pyoxigraph as ox

from kg.analysis.views.attributes import Attributes
from kg.analysis.views.citations import citation_entries
from kg.analysis.views.dates import DATE_PAIRS, DUE, OBSERVED, day_text, interval_of
from kg.analysis.views.edges import Evidence
from kg.analysis.views.facts import described, facts_of, kind_of
from kg.evidence.leaves.citations import Citation, citations
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, RDF_TYPE, Term, plain
from kg.sparql.results import to_python, to_text
from kg.store.snapshot import Snapshot

#: Returns the status of commitments, as `kg.analysis.views.commitments.commitment_data` does.
Commitments = Callable[[], Mapping[str, dict[str, Any]]]
#: Properties shown elsewhere: as the label, the dates, the note or the passages.
_HIDDEN_FACTS = {
    "passage", "gist", "prefLabel", "altLabel", "type", "exactMatch", "definition", "eventStatus",
    "datePrecision", "plannedPrecision", "startPrecision", "endPrecision", "duePrecision",
    *(name for pair in DATE_PAIRS for name in pair),
}  # fmt: skip


#: The attributes of a node, in their order; the last ones are those of a commitment only.
NODE = (
    "label", "labels", "names", "coordinates", "subtitle", "kind", "code", "curie", "note", "start", "end", "status",
    "contested", "conflicts", "judgements", "facts", "passages", "due", "overdue", "fulfilled_by", "amount", "currency",
)  # fmt: skip


def node_data(data: Attributes, iri: str, evidence: Evidence, commitments: Commitments) -> None:
    """Say what the data of a node are, as `kg.analysis.views.graph.view` describes them, or how they are computed.

    Parameters
    ----------
    data : Attributes
        The data, which are computed when they are read.
    iri : str
    evidence : Evidence
    commitments : callable
        Returns the status of each commitment, by its IRI.

    Examples
    --------
    >>> import kg
    >>> data = Attributes()
    >>> node_data(data, "https://w3id.org/diplomatic-kg/country/UZ", Evidence(kg.open().snapshot), dict)
    >>> data["kind"]
    'Country'
    """
    snapshot = evidence.snapshot
    data.later(
        {"curie": snapshot.compact(iri)},
        (["label"], lambda: {"label": snapshot.label(iri)}),
        (["kind"], lambda: {"kind": kind_of(snapshot, ox.NamedNode(iri))}),
        (NODE, lambda: _details(iri, evidence) | commitments().get(iri, {})),
        order=NODE,
    )


def _details(iri: str, evidence: Evidence) -> dict[str, Any]:
    snapshot, index = evidence.snapshot, evidence.index
    node = ox.NamedNode(iri)
    about, sources = described(snapshot, node)
    start, end = interval_of(about)
    # A due date is part of the status of a commitment.
    is_due = start is not None and start.startswith(DUE)
    status = [snapshot.label(term.value) for term in about.get(f"{terms.KG}eventStatus", [])]
    return {
        "labels": dict(sorted((tag, text) for tag, text in snapshot.labels.get(iri, {}).items() if tag)),
        "names": sorted({term.value for term in about.get(terms.ALT_LABEL, [])}),
        "coordinates": _coordinates(snapshot, about),
        "subtitle": _posts(snapshot, node),
        "code": next((term.value for term in about.get(f"{terms.KG}alpha2", [])), None),
        "note": next(
            (t.value for t in about.get(f"{terms.KG}gist", []) or about.get(f"{terms.SKOS}definition", [])), None
        ),
        "start": None if is_due else start,
        "end": None if is_due else end,
        "status": "held" if "held" in status else status[0] if status else None,
        "contested": bool(index.on_node.get(iri)) or iri in index.judged,
        "conflicts": index.on_node.get(iri, []),
        "judgements": [] if index.on_node.get(iri) else index.judged.get(iri, []),
        "facts": [
            (snapshot.label(predicate), ", ".join(sorted(to_text(value, snapshot) for value in values)))
            for predicate, values in sorted(about.items())
            if terms.local_name(predicate) not in _HIDDEN_FACTS
        ],
        "passages": citation_entries(c for source in sources for c in _node_citations(snapshot, node, source)),
    }


def _posts(snapshot: Snapshot, node: ox.NamedNode) -> str | None:
    """Write the posts of an official, each with its time."""
    found = []
    for quad in snapshot.store.quads_for_pattern(None, ox.NamedNode(f"{terms.KG}heldBy"), node, ACCEPTED):
        tenure = facts_of(snapshot, plain(quad)[0])
        post = ", ".join(to_text(term, snapshot) for term in tenure.get(f"{terms.KG}ofPost", []))
        first, last, *_, seen = (day_text(tenure, *pair) for pair in DATE_PAIRS)
        time = " – ".join(filter(None, (first, last))) if last or not first else f"since {first.removeprefix('from ')}"
        time = time or (f"{OBSERVED}{seen}" if seen else "undated")
        acting = "acting, " if any(term.value == "true" for term in tenure.get(f"{terms.KG}acting", [])) else ""
        found.append((first or seen or "", f"{post} ({acting}{time.strip()})"))
    return "; ".join(text for _, text in sorted(found)) or None


def _coordinates(snapshot: Snapshot, about: dict[str, list[Term]]) -> tuple[float, float] | None:
    """Find the coordinates of the capital of a country; of several, the first by name."""
    for capital in sorted(about.get(f"{terms.KG}capital", []), key=str):
        if isinstance(capital, ox.NamedNode):
            place = facts_of(snapshot, capital)
            latitude = _degrees(place.get(f"{terms.GEO}lat"), 90)
            longitude = _degrees(place.get(f"{terms.GEO}long"), 180)
            if latitude is not None and longitude is not None:
                return latitude, longitude
    return None


def _degrees(values: list[Term] | None, most: int) -> float | None:
    """Read an angle; None for a value that is none."""
    number = to_python(values[0]) if values else None
    return float(number) if isinstance(number, (int, float, Decimal)) and -most <= number <= most else None


def _node_citations(snapshot: Snapshot, node: ox.NamedNode, graph: ox.NamedNode) -> list[Citation]:
    types = snapshot.store.quads_for_pattern(node, RDF_TYPE, None, graph)
    return [c for q in types for c in citations(snapshot, plain(q)) if c.source == graph.value and c.passage]
