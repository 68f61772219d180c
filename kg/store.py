"""A built graph: an immutable snapshot on disk, held in memory by pyoxigraph while it is used.

A snapshot is a folder with ``dataset.nq`` and ``manifest.json``, named by a hash of all that went into
it. It appears by one rename and never changes afterwards, so that it can be read while another process
builds, and deleted at any time: what has been opened is in memory.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kg import terms
from kg.errors import Finding, OutputError, ProjectError
from kg.sources import Role

#: Raised whenever the files of a snapshot, or what is in them, change.
FORMAT = 2
#: Builds that are kept; the oldest go.
KEEP = 8

ACCEPTED = ox.NamedNode(terms.ACCEPTED)
INFERRED = ox.NamedNode(terms.INFERRED)
RDF_TYPE = ox.NamedNode(terms.RDF_TYPE)
SOURCE_CLASS = ox.NamedNode(f"{terms.KG}Source")

#: Relations that are nodes: from whom, by which word, to what.
_RELATIONS = (
    (ox.NamedNode(f"{terms.KG}participant"), "at", ox.NamedNode(f"{terms.KG}atEvent")),
    (ox.NamedNode(f"{terms.KG}membershipOf"), "in", ox.NamedNode(f"{terms.KG}inFramework")),
)

Subject = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal
Triple = tuple[Subject, ox.NamedNode, Term]


@dataclass(frozen=True)
class GraphInfo:
    """One named graph of a snapshot and the file that it was loaded from."""

    iri: str
    role: Role
    path: str
    triples: int


@dataclass(frozen=True)
class Manifest:
    """What a snapshot is: what it was made from, by which engine, and how much there is of it.

    Parameters
    ----------
    name : str
        Hash of all inputs; also the folder's name.
    title, data_version, base, licence : str
        As the project says.
    attribution : tuple of str
        Whom to name.
    engine : str
        Name and version of the reasoner.
    selection : str
        Which sources the graph rests on, in words; empty for all.
    graphs : tuple of GraphInfo
        The named graphs that were loaded.
    accepted, inferred : int
        Number of triples of the two graphs that queries read.
    prefixes : mapping of str to str
        The prefixes of the files, for reading and writing CURIEs.
    findings : tuple of Finding
        What was found while building, clashes among it.
    at : str
        The day that the graph is of; empty where it is of no day.
    undated : tuple of str
        Of a graph as of a day: IRIs of what counts from the date of its source on, having none of its own.
    """

    name: str
    title: str
    data_version: str
    base: str
    licence: str
    attribution: tuple[str, ...]
    engine: str
    selection: str
    graphs: tuple[GraphInfo, ...]
    accepted: int
    inferred: int
    prefixes: Mapping[str, str]
    findings: tuple[Finding, ...] = field(default=())
    at: str = ""
    undated: tuple[str, ...] = field(default=())

    @property
    def cut(self) -> bool:
        """Whether a clock cut the graph: it is as of a day, or as known by one."""
        return bool(self.at) or "known by " in self.selection

    @property
    def size(self) -> int:
        """Number of quads of the snapshot, over all its graphs."""
        return sum(info.triples for info in self.graphs) + self.accepted + self.inferred

    def to_json(self) -> str:
        """Write the manifest as JSON."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Read what ``to_json`` wrote."""
        values = json.loads(text)
        del values["format"]
        values["graphs"] = tuple(GraphInfo(**entry) for entry in values["graphs"])
        values["findings"] = tuple(Finding(**entry) for entry in values["findings"])
        values["undated"] = tuple(values["undated"])
        values["attribution"] = tuple(values["attribution"])
        return cls(**values)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A built graph in memory.

    Parameters
    ----------
    manifest : Manifest
    store : pyoxigraph.Store
        The sources as told, the accepted and the inferred graph. Not to be written to.
    folder : pathlib.Path
        Where it was read from.
    """

    manifest: Manifest
    store: ox.Store
    folder: Path

    def query(self, text: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run SPARQL over the snapshot; its default graph is accepted + inferred.

        Raises
        ------
        SyntaxError
            As the engine raises it; `kg.query.run` makes a clear error of it.
        """
        return self.store.query(text, default_graph=[ACCEPTED, INFERRED], prefixes=dict(self.manifest.prefixes))

    def select(self, text: str) -> Iterator[ox.QuerySolution]:
        """Run a SELECT query of our own."""
        result = self.query(text)
        assert isinstance(result, ox.QuerySolutions)
        return iter(result)

    def is_accepted(self, triple: Triple) -> bool:
        """Tell whether an accepted source states a triple."""
        s, p, o = triple
        return ox.Quad(s, p, o, ACCEPTED) in self.store

    def is_inferred(self, triple: Triple) -> bool:
        """Tell whether a triple follows from others and no accepted source states it."""
        s, p, o = triple
        return ox.Quad(s, p, o, INFERRED) in self.store

    def told_in(self, triple: Triple) -> list[str]:
        """List the graphs that state a triple, as told."""
        graphs = {
            quad.graph_name.value
            for quad in self.store.quads_for_pattern(*triple)
            if isinstance(quad.graph_name, ox.NamedNode)
        }
        return sorted(graphs - {terms.ACCEPTED, terms.INFERRED})

    @cached_property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """Labels by IRI and language tag; the ontology's terms among them."""
        found: dict[str, dict[str, str]] = {}
        for predicate in (f"{terms.RDFS}label", f"{terms.DCTERMS}title", terms.PREF_LABEL):
            for quad in self.store.quads_for_pattern(None, ox.NamedNode(predicate), None, ACCEPTED):
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                    found.setdefault(quad.subject.value, {})[quad.object.language or ""] = quad.object.value
        return found

    def label(self, iri: str, language: str = "en") -> str:
        """Return the label of an IRI in a language, in English, in any; else what it links, or its CURIE.

        Examples
        --------
        >>> import kg
        >>> kg.open().snapshot.label("https://w3id.org/diplomatic-kg/country/UZ")
        'Uzbekistan'
        """
        return self._name(iri, language) or self._linking(iri, language) or self.compact(iri)

    def _name(self, iri: str, language: str) -> str | None:
        names = self.labels.get(iri)
        return (names.get(language) or names.get("en") or names.get("") or names[min(names)]) if names else None

    def _linking(self, iri: str, language: str) -> str | None:
        """Write a relation that is a node, and has no label, by its two ends."""
        node = ox.NamedNode(iri)
        for first, word, second in _RELATIONS:
            ends = [
                min(
                    (o.value for q in self.store.quads_for_pattern(node, end, None) if (o := plain(q)[2]) != node),
                    default="",
                )
                for end in (first, second)
            ]
            if all(ends):
                start, end = (self._name(name, language) or self.compact(name) for name in ends)
                return f"{start} {word} {end}"
        return None

    def text(self, term: Term | None) -> str:
        """Write a term for people: the label of an IRI, the value of a literal, nothing for nothing."""
        return self.label(term.value) if isinstance(term, ox.NamedNode) else "" if term is None else term.value

    def compact(self, iri: str) -> str:
        """Write an IRI as a CURIE by the prefixes of this graph."""
        return terms.compact(iri, self.manifest.prefixes)

    @cached_property
    def graph_info(self) -> Mapping[str, GraphInfo]:
        """The named graphs by IRI."""
        return {info.iri: info for info in self.manifest.graphs}


def plain(triple: ox.Triple | ox.Quad) -> Triple:
    """Return subject, predicate and object, none of which is itself a triple (RDF 1.1)."""
    s, p, o = triple.subject, triple.predicate, triple.object
    if isinstance(s, ox.Triple) or isinstance(o, ox.Triple):
        raise TypeError(f"{triple}: triple terms (RDF 1.2) are not supported")
    return (s, p, o)


def in_order(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Sort quads: a store hands out its quads by the order in which it got them, and that order shows in answers."""
    return sorted(quads, key=str)


def is_built(folder: Path, name: str) -> bool:
    """Tell whether a snapshot of a name is there, as far as one may look."""
    try:
        return (folder / name / "manifest.json").is_file()
    except OSError:
        return False


def read_snapshot(folder: Path, name: str) -> Snapshot:
    """Load a snapshot into memory.

    Raises
    ------
    ProjectError
        Where there is none, or it is damaged.
    """
    place = folder / name
    try:
        manifest = Manifest.from_json((place / "manifest.json").read_text(encoding="utf-8"))
        store = ox.Store()
        store.bulk_load(path=str(place / "dataset.nq"), format=ox.RdfFormat.N_QUADS)
    except (OSError, ValueError, KeyError, TypeError, SyntaxError) as error:
        raise ProjectError(f"{place}: no build that can be read ({error}); make it again with: kg build") from error
    if len(store) != manifest.size:
        raise ProjectError(f"{place}: the build is not complete; make it again with: kg build")
    return Snapshot(manifest, store, place)


def write_snapshot(folder: Path, store: ox.Store, manifest: Manifest) -> Snapshot:
    """Write a snapshot beside the others and make it the last good one.

    Nothing of it is visible before it is complete.

    Raises
    ------
    OutputError
        Where it cannot be written; the builds that are there stay.
    """
    import shutil
    import tempfile

    target = folder / manifest.name
    working: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        working = Path(tempfile.mkdtemp(prefix=".building-", dir=folder))
        ox.serialize(in_order(store), str(working / "dataset.nq"), format=ox.RdfFormat.N_QUADS)
        (working / "manifest.json").write_text(manifest.to_json(), encoding="utf-8")
        if not _is_sound(folder, manifest.name):
            if target.exists():
                shutil.rmtree(target)
            try:
                working.rename(target)
            except OSError:
                # Another process may have built the same meanwhile: its snapshot is as good.
                if not is_built(folder, manifest.name):
                    raise
        _point_to(folder, manifest)
    except OSError as error:
        if folder.exists() and not folder.is_dir():
            raise OutputError(f"{folder}: builds go into this folder, but it is a file; move it away") from error
        kept = "; the last good build is untouched" if last_good(folder) else ""
        raise OutputError(f"{folder}: the build cannot be written ({error.strerror or error}){kept}") from error
    finally:
        if working is not None:
            shutil.rmtree(working, ignore_errors=True)
    with contextlib.suppress(OSError):  # Another process may discard them at the same time.
        _discard_old(folder, keep={manifest.name, last_good(folder)})
    return Snapshot(manifest, store, target)


def _is_sound(folder: Path, name: str) -> bool:
    """Tell whether a snapshot is there and can be read, so that a damaged one is replaced."""
    try:
        return is_built(folder, name) and read_snapshot(folder, name) is not None
    except ProjectError:
        return False


def last_good(folder: Path) -> str | None:
    """Return the name of the last build of the whole project that succeeded."""
    try:
        name = (folder / "current").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return name if name and is_built(folder, name) else None


def _point_to(folder: Path, manifest: Manifest) -> None:
    """Switch the pointer to the last good build, unless this one leaves sources out."""
    if manifest.selection:
        return
    import tempfile

    handle, name = tempfile.mkstemp(prefix=".current-", dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(manifest.name + "\n")
    Path(name).replace(folder / "current")


def _discard_old(folder: Path, keep: set[str | None]) -> None:
    """Keep the newest builds; a reader of an older one has it in memory already."""
    import shutil

    builds = sorted(
        (path for path in folder.iterdir() if (path / "manifest.json").is_file()),
        key=lambda path: path.stat().st_mtime_ns,
        reverse=True,
    )
    for path in builds[KEEP:]:
        if path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)
