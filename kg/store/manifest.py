"""The manifest of a build: what it was made from, by which engine, and how many triples it has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from kg.errors import Finding
from kg.project.project import Role
from kg.store.scope import WHOLE, Scope

#: The version of the format of a build; raise it when the files or their content change.
FORMAT = 3


@dataclass(frozen=True)
class GraphInfo:
    """One named graph of a build and the file that it was loaded from."""

    iri: str
    role: Role
    path: str
    triples: int


@dataclass(frozen=True)
class Manifest:
    """What a build is: what it was made from, by which engine, and how many triples it has.

    Parameters
    ----------
    name : str
        Hash of all inputs; also the name of the build's folder.
    title, data_version, base, licence : str
        From the settings of the project.
    attribution : tuple of str
        Whom to credit.
    engine : str
        Name and version of the reasoner.
    graphs : tuple of GraphInfo
        The named graphs that were loaded.
    accepted, inferred : int
        Number of triples of the two graphs that queries read.
    prefixes : mapping of str to str
        The prefixes of the files, for reading and writing CURIEs.
    scope : Scope
        Which statements of the project the graph uses.
    findings : tuple of Finding
        Findings of the build, including inconsistencies.
    undated : tuple of str
        In a graph as of a day: IRIs of things without a date, for which the date of the source is used.
    """

    name: str
    title: str
    data_version: str
    base: str
    licence: str
    attribution: tuple[str, ...]
    engine: str
    graphs: tuple[GraphInfo, ...]
    accepted: int
    inferred: int
    prefixes: Mapping[str, str]
    scope: Scope = WHOLE
    findings: tuple[Finding, ...] = field(default=())
    undated: tuple[str, ...] = field(default=())

    @property
    def size(self) -> int:
        """Number of quads of the build, over all its graphs."""
        return sum(info.triples for info in self.graphs) + self.accepted + self.inferred

    def to_json(self) -> str:
        """Write the manifest as JSON."""
        values = {"format": FORMAT, **asdict(self), "scope": self.scope.as_dict()}
        return json.dumps(values, indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Read what `to_json` wrote.

        Raises
        ------
        KeyError, TypeError, ValueError
            If the text is not a manifest, or has another version of the format.
        """
        values = json.loads(text)
        if (version := values.pop("format")) != FORMAT:
            raise ValueError(f"it has the format {version}, and this version of kg reads {FORMAT}")
        values["graphs"] = tuple(GraphInfo(**entry) for entry in values["graphs"])
        values["scope"] = Scope.from_dict(values["scope"])
        values["findings"] = tuple(Finding(**entry) for entry in values["findings"])
        values["undated"] = tuple(values["undated"])
        values["attribution"] = tuple(values["attribution"])
        return cls(**values)
