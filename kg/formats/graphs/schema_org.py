"""Events as JSON-LD in terms of schema.org, which search engines and calendars read.

The query ``queries/exports/schema-org.rq`` maps the graph to schema.org. This module writes its triples as JSON-LD 1.1
(https://www.w3.org/TR/json-ld11/) with schema.org as the vocabulary, so that no program has to fetch a context.
"""

from __future__ import annotations

import json
import math
from decimal import Decimal
from typing import Any

import pyoxigraph as ox

from kg.formats.format import GraphFormat
from kg.project.paths import shipped_root
from kg.rdf import terms
from kg.rdf.model import Term
from kg.sparql.results import TriplesResult, to_python
from kg.sparql.run import run
from kg.store.snapshot import Snapshot

SCHEMA = "https://schema.org/"
_QUERY = shipped_root() / "queries" / "exports" / "schema-org.rq"


def schema_org(snapshot: Snapshot) -> bytes:
    """Write the events of a graph as JSON-LD.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    bytes
        UTF-8; one node for each event, party, person, place, topic and document, sorted by IRI.

    Examples
    --------
    >>> import json, kg
    >>> events = json.loads(schema_org(kg.open().snapshot))
    >>> events["@context"]["@vocab"]
    'https://schema.org/'
    """
    made = run(snapshot, _QUERY.read_text(encoding="utf-8"))
    assert isinstance(made, TriplesResult)
    nodes: dict[str, dict[str, list[Any]]] = {}
    for subject, predicate, value in made:
        node = nodes.setdefault(subject.value, {})
        if predicate.value == terms.RDF_TYPE:
            node.setdefault("@type", []).append(value.value.removeprefix(SCHEMA))
        else:
            node.setdefault(predicate.value.removeprefix(SCHEMA), []).append(_value(value))
    document = {
        "@context": {"@vocab": SCHEMA},
        "@graph": [{"@id": iri, **_sorted(node)} for iri, node in sorted(nodes.items())],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _sorted(node: dict[str, list[Any]]) -> dict[str, Any]:
    """Sort properties and values; a single value is not put into a list."""
    found = {}
    for name in sorted(node):
        values = sorted({json.dumps(value, sort_keys=True): value for value in node[name]}.items())
        found[name] = [value for _, value in values] if len(values) > 1 else values[0][1]
    return found


def _value(term: Term) -> Any:
    if isinstance(term, ox.NamedNode):
        return {"@id": term.value}
    assert isinstance(term, ox.Literal)
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if terms.local_name(term.datatype.value) in ("integer", "decimal", "double"):
        number = to_python(term)
        # JSON has no NaN and no infinity, and a number of thousands of digits stays a text.
        if isinstance(number, int):
            return number
        if isinstance(number, (float, Decimal)) and math.isfinite(value := float(number)):
            return int(value) if value.is_integer() else value
    return term.value


FORMATS = (
    GraphFormat(
        "schema.org", "events as JSON-LD in terms of schema.org, with participants, places and documents", schema_org,
        use="search engines, calendars, web pages",
    ),
)  # fmt: skip
