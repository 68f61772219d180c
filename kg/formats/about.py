"""Facts that a reader of a table needs: the data, its licence, the scope of the question, the sources."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.formats.table import Table, value_of
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, Term, plain
from kg.store.scope import scope_text
from kg.store.snapshot import Snapshot

_IN_SOURCE = ox.NamedNode(f"{terms.KG}inSource")
_URL = ox.NamedNode(f"{terms.KG}url")


@dataclass(frozen=True)
class Source:
    """A source as readers cite it: IRI, name, publisher and address (empty if unknown), date of publication."""

    iri: str
    name: str
    publisher: str
    url: str
    issued: datetime.date | str | None


@dataclass(frozen=True)
class About:
    """Facts that a reader of a table needs.

    Parameters
    ----------
    facts : tuple of (str, str)
        Names and values: title, parameters, notes, version of the data, licence, attribution, scope.
    sources : tuple of Source
        The sources that the rows cite; if they cite none, all in scope. Sorted by name.
    cites : bool
        Whether ``sources`` are cited by the rows.
    """

    facts: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    cites: bool


def about(table: Table) -> About:
    """Collect the facts that a reader of a table needs.

    Parameters
    ----------
    table : Table

    Returns
    -------
    About
        Without data and sources if the table does not come from a graph.

    Examples
    --------
    >>> import kg
    >>> table = Table.of(kg.open().sparql("SELECT ?c { ?c a kg:Country }"), title="Countries")
    >>> about(table).facts[0]
    ('Title', 'Countries')
    """
    facts = [("Title", table.title)] if table.title else []
    facts += [(f"Parameter {name}", value) for name, value in table.parameters.items()]
    facts.append(("Rows", str(len(table.rows))))
    facts += [("Note", note) for note in table.notes]
    if table.snapshot is None:
        return About(tuple(facts), (), cites=False)
    manifest = table.snapshot.manifest
    known = [info.iri for info in manifest.graphs if info.role == "source"]
    cited = _cited(table, table.snapshot)
    facts += [
        ("Data", manifest.title),
        ("Data version", manifest.data_version),
        ("Licence", manifest.licence),
        *(("Attribution", text) for text in manifest.attribution),
        ("Scope", scope_text(manifest.scope) or "the whole project"),
        ("Sources in scope", str(len(known))),
        ("Reasoner", manifest.engine),
    ]
    sources = [_source(table.snapshot, iri) for iri in known if iri in cited or not cited]
    return About(
        tuple((name, value) for name, value in facts if value),
        tuple(sorted(sources, key=lambda source: (source.name, source.iri))),
        cites=bool(cited),
    )


def _cited(table: Table, snapshot: Snapshot) -> set[str]:
    """Find the sources that cells of the table name: the source itself, one of its passages, or its address."""
    known = {info.iri for info in snapshot.manifest.graphs if info.role == "source"}
    addresses: dict[str, set[str]] = {}
    for quad in snapshot.store.quads_for_pattern(None, _URL, None, ACCEPTED):
        subject, _, address = plain(quad)
        addresses.setdefault(address.value, set()).add(subject.value)
    found = set(table.cited() if callable(table.cited) else table.cited)
    for cell in {cell for row in table.rows for cell in row if isinstance(cell, ox.NamedNode | ox.Literal)}:
        found |= addresses.get(cell.value, set())
        if isinstance(cell, ox.NamedNode):
            found.add(cell.value)
            found |= {plain(q)[2].value for q in snapshot.store.quads_for_pattern(cell, _IN_SOURCE, None, ACCEPTED)}
    return found & known


def _source(snapshot: Snapshot, iri: str) -> Source:
    publisher = _first(snapshot, iri, f"{terms.DCTERMS}publisher")
    issued = _first(snapshot, iri, f"{terms.DCTERMS}issued")
    url = _first(snapshot, iri, _URL.value)
    return Source(iri, snapshot.label(iri), snapshot.text_by(iri, publisher), snapshot.text(url), value_of(issued))


def _first(snapshot: Snapshot, iri: str, predicate: str) -> Term | None:
    return min(_values(snapshot, iri, predicate), key=str, default=None)


def _values(snapshot: Snapshot, iri: str, predicate: str) -> Iterator[Term]:
    for quad in snapshot.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None, ACCEPTED):
        yield plain(quad)[2]
