"""What a build is: what it was made from, by which engine, and how much there is of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from kg.errors import Finding
from kg.project.project import Role

#: Raised whenever the files of a snapshot, or what is in them, change.
FORMAT = 2


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
