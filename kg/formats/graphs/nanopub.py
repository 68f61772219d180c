"""Nanopublications: the statements of one source about one thing, as a unit that can be cited.

It follows the guidelines at http://nanopub.org/guidelines/working_draft/: four graphs (head, assertion, provenance,
publication information). Each is named by a trusty URI (module RA of https://trustyuri.net/, Kuhn and Dumontier
2014, https://doi.org/10.1007/978-3-319-07443-6_27): the name ends in a hash of the statements, so that anybody can
verify that they are unchanged.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pyoxigraph as ox

from kg.formats.format import GraphFormat
from kg.rdf import terms
from kg.rdf.model import Term, Triple, plain
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import read_day

_NP = "http://www.nanopub.org/nschema#"
_ANNOTATED_SOURCE = ox.NamedNode(f"{terms.OWL}annotatedSource")
_PASSAGE = ox.NamedNode(f"{terms.KG}passage")
_ISSUED = f"{terms.DCTERMS}issued"

#: An IRI as text, or a literal.
Value = str | ox.Literal
#: Graph, subject, predicate, object.
Row = tuple[str, str, str, Value]


@dataclass(frozen=True)
class Assertion:
    """The statements of one source about one thing, and the passages that support them.

    Parameters
    ----------
    source, node : pyoxigraph.NamedNode
    triples : tuple of Triple
        The statements of the source about the node, sorted.
    passages : tuple of pyoxigraph.NamedNode
        The passages that support them, sorted.
    """

    source: ox.NamedNode
    node: ox.NamedNode
    triples: tuple[Triple, ...]
    passages: tuple[ox.NamedNode, ...]


def assertions(snapshot: Snapshot) -> Iterator[Assertion]:
    """Yield the assertions of the sources of a graph that a passage supports; sorted by source, then by thing.

    Parameters
    ----------
    snapshot : Snapshot

    Examples
    --------
    >>> import kg
    >>> first = next(assertions(kg.open().snapshot))
    >>> len(first.passages) > 0
    True
    """
    for info in sorted(snapshot.manifest.graphs, key=lambda info: info.iri):
        if info.role == "source":
            yield from _assertions(snapshot, ox.NamedNode(info.iri))


def _assertions(snapshot: Snapshot, source: ox.NamedNode) -> Iterator[Assertion]:
    triples = [plain(quad) for quad in snapshot.store.quads_for_pattern(None, None, None, source)]
    by_subject: dict[Term, list[Triple]] = {}
    for triple in triples:
        by_subject.setdefault(triple[0], []).append(triple)
    passages: dict[Term, set[ox.NamedNode]] = {}
    for subject, stated in by_subject.items():
        # A passage supports the thing itself, or the annotation of one triple about it.
        about = next((o for _, p, o in stated if p == _ANNOTATED_SOURCE), subject)
        passages.setdefault(about, set()).update(
            o for _, p, o in stated if p == _PASSAGE and isinstance(o, ox.NamedNode)
        )  # fmt: skip
    for node in sorted(by_subject, key=str):
        stated = [t for t in by_subject[node] if t[1] != _PASSAGE and not isinstance(t[2], ox.BlankNode)]
        if isinstance(node, ox.NamedNode) and passages.get(node) and stated:
            cited = tuple(sorted(passages[node], key=str))
            yield Assertion(source, node, tuple(sorted(stated, key=str)), cited)


def nanopublications(snapshot: Snapshot) -> bytes:
    """Write the assertions of a graph as nanopublications, in TriG.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    bytes
        UTF-8. The same snapshot always gives the same bytes.

    Examples
    --------
    >>> import kg
    >>> b"np:hasAssertion" in nanopublications(kg.open().snapshot)
    True
    """
    prefixes = {**snapshot.manifest.prefixes, "np": _NP}
    quads = [quad for one in assertions(snapshot) for quad in nanopublication(snapshot, one)]
    return ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=prefixes) or b""


def nanopublication(snapshot: Snapshot, assertion: Assertion) -> list[ox.Quad]:
    """Make the four graphs of the nanopublication of one assertion.

    Parameters
    ----------
    snapshot : Snapshot
    assertion : Assertion

    Returns
    -------
    list of pyoxigraph.Quad
        Without blank nodes. The name is ``nanopub/RA...`` below the base of the project.

    Examples
    --------
    >>> import kg
    >>> snapshot = kg.open().snapshot
    >>> len({quad.graph_name for quad in nanopublication(snapshot, next(assertions(snapshot)))})
    4
    """
    prefix = f"{snapshot.manifest.base}nanopub/"
    # A space replaces the hash while it is computed, according to the specification of trusty URIs.
    rows = sorted(_rows(snapshot, assertion, f"{prefix} "), key=_order)
    name = prefix + trusty_hash(rows)

    def term(value: Value) -> Term:
        if isinstance(value, ox.Literal):
            return value
        return ox.NamedNode(value.replace(f"{prefix} ", name, 1))

    return [ox.Quad(*(term(row[place]) for place in (1, 2, 3, 0))) for row in rows]  # type: ignore[arg-type]


def trusty_hash(rows: Iterable[Row]) -> str:
    """Return the hash in which the trusty URI (module RA) of a nanopublication ends.

    Parameters
    ----------
    rows : iterable of (graph, subject, predicate, object)
        IRIs as text, with a space in place of the hash; literals as pyoxigraph.Literal.

    Examples
    --------
    >>> trusty_hash([("urn: #g", "urn: ", "urn:p", ox.Literal("o"))])[:2]
    'RA'
    """
    text = "".join(f"{_written(value)}\n" for row in sorted(rows, key=_order) for value in row)
    return "RA" + base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


def _written(value: Value) -> str:
    if not isinstance(value, ox.Literal):
        return value
    escaped = value.value.replace("\\", "\\\\").replace("\n", "\\n")
    return f"@{value.language.lower()} {escaped}" if value.language else f"^{value.datatype.value} {escaped}"


def _order(row: Row) -> tuple[object, ...]:
    """Sort key: graph, subject, predicate; then IRIs before literals, these by value, datatype, language."""
    *names, value = row
    key = [name.encode() for name in names if isinstance(name, str)]
    if not isinstance(value, ox.Literal):
        return (*key, 0, value.encode())
    datatype = b"" if value.language else value.datatype.value.encode()
    return (*key, 1, value.value.encode(), datatype, (value.language or "").encode())


def _rows(snapshot: Snapshot, claim: Assertion, name: str) -> Iterator[Row]:
    head, assertion, provenance, info = (f"{name}#{part}" for part in ("Head", "assertion", "provenance", "pubinfo"))
    yield (head, name, terms.RDF_TYPE, f"{_NP}Nanopublication")
    yield (head, name, f"{_NP}hasAssertion", assertion)
    yield (head, name, f"{_NP}hasProvenance", provenance)
    yield (head, name, f"{_NP}hasPublicationInfo", info)
    for s, p, o in claim.triples:
        yield (assertion, s.value, p.value, _value(o))
    yield from _provenance(snapshot, claim, assertion, provenance)
    manifest = snapshot.manifest
    day = _first(snapshot, claim.source, f"{terms.KG}retrieved") or _first(snapshot, claim.source, _ISSUED)
    made = None if day is None else read_day(day.value)
    # Of a month or a year, no instant is known.
    if made is not None and made.precision == "day":
        stamp = ox.Literal(f"{made}T00:00:00Z", datatype=ox.NamedNode(f"{terms.XSD}dateTime"))
        yield (info, name, f"{terms.DCTERMS}created", stamp)
    yield (info, name, f"{terms.DCTERMS}creator", manifest.base)
    yield (info, name, f"{terms.PROV}wasAttributedTo", manifest.base)
    yield (info, name, f"{terms.RDFS}label", ox.Literal(f"{snapshot.label(claim.node.value)}, as told"))
    if manifest.licence:
        yield (info, name, f"{terms.DCTERMS}license", f"https://spdx.org/licenses/{quote(manifest.licence)}")
    for text in manifest.attribution:
        yield (info, name, f"{terms.DCTERMS}rightsHolder", ox.Literal(text))


def _provenance(snapshot: Snapshot, claim: Assertion, assertion: str, graph: str) -> Iterator[Row]:
    """State the origin of an assertion: its source, the publisher and originals of the source, the passages."""
    yield (graph, assertion, f"{terms.PROV}hadPrimarySource", claim.source.value)
    wanted = {_ISSUED, f"{terms.DCTERMS}title", f"{terms.DCTERMS}publisher", f"{terms.KG}url",
              f"{terms.PROV}wasDerivedFrom", f"{terms.PROV}hadPrimarySource"}  # fmt: skip
    for part in (claim.source, *claim.passages):
        if part != claim.source:
            yield (graph, assertion, f"{terms.PROV}wasDerivedFrom", part.value)
        for quad in snapshot.store.quads_for_pattern(part, None, None, claim.source):
            s, p, o = plain(quad)
            if not isinstance(o, ox.BlankNode) and (part != claim.source or p.value in wanted):
                yield (graph, s.value, p.value, _value(o))


def _value(term: Term) -> Value:
    return term if isinstance(term, ox.Literal) else term.value


def _first(snapshot: Snapshot, node: ox.NamedNode, predicate: str) -> Term | None:
    values = [plain(q)[2] for q in snapshot.store.quads_for_pattern(node, ox.NamedNode(predicate), None, node)]
    return min(values, key=str, default=None)


FORMATS = (
    GraphFormat(
        "nanopub", "nanopublications in TriG: what each source asserts about each thing", nanopublications,
        use="citing a single statement",
    ),
)  # fmt: skip
