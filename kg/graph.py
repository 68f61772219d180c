"""`KnowledgeGraph`, the small value that users hold. Everything it does is done by the module that owns it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import build, explain, query, sources, terms
from kg.errors import Finding
from kg.store import Snapshot

if TYPE_CHECKING:
    import networkx
    import rdflib


@dataclass(frozen=True, eq=False)
class KnowledgeGraph:
    """A project and its built graph.

    Parameters
    ----------
    project : kg.sources.Project
    snapshot : kg.store.Snapshot

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> graph
    <KnowledgeGraph ...>
    """

    project: sources.Project
    snapshot: Snapshot

    def __repr__(self) -> str:
        manifest = self.snapshot.manifest
        note = f" ({manifest.selection})" if manifest.selection else ""
        size = f"{manifest.accepted} accepted, {manifest.inferred} inferred triples"
        return f"<KnowledgeGraph {manifest.title!r}{note}: {size}>"

    @cached_property
    def queries(self) -> dict[str, query.Query]:
        """The library of queries, by name."""
        return query.library(self.project.query_folders())

    def ask(self, name: str | int, **parameters: Any) -> query.Answer:
        """Run a query of the library, by its name or the number of its question.

        Parameters
        ----------
        name : str or int
        **parameters
            What people type: ``country="Uzbekistan"``; a list where several are meant.

        Returns
        -------
        kg.query.Result, kg.query.Triples or bool

        Raises
        ------
        kg.errors.UnknownNameError
            For a query, a parameter or a value that is not there.

        Examples
        --------
        >>> import kg
        >>> len(kg.open().ask("leaders", session="us-uz-spd-4"))
        2
        """
        return query.ask(self.snapshot, query.find_query(self.queries, name), parameters)

    def sparql(self, text: str) -> query.Answer:
        """Run SPARQL; the default graph is accepted + inferred, each source is a named graph.

        Raises
        ------
        kg.errors.QueryError
            Where it cannot be parsed or run.

        Examples
        --------
        >>> import kg
        >>> kg.open().sparql("ASK { country:UZ a kg:Party }")
        True
        """
        return query.run(self.snapshot, text)

    def why(self, subject: Any, predicate: Any, obj: Any, limit: int = 1) -> explain.Explanation:
        """Explain a triple: its proof, and the passages at its leaves.

        Parameters
        ----------
        subject, predicate, obj : str or pyoxigraph term
            What people type: CURIEs, IRIs, names, ``a`` for rdf:type.
        limit : int
            How many proofs to look for; the shortest comes first.

        Raises
        ------
        kg.errors.UnknownNameError
            Where one of the three names nothing.

        Examples
        --------
        >>> import kg
        >>> kg.open().why("UZ", "kg:metUnder", "us-uz-spd").inferred
        True
        """
        return explain.why(self.snapshot, subject, predicate, obj, limit)

    def check(self, today: datetime.date | None = None) -> tuple[Finding, ...]:
        """Run all checks; worst findings first.

        Parameters
        ----------
        today : datetime.date, optional
            For checks that compare with the present; today unless told.
        """
        from kg.check import check

        return check(self.project, self.snapshot, today or datetime.date.today())

    def to_rdflib(self) -> rdflib.Dataset:
        """Hand over to rdflib: a Dataset with one named graph for each source, accepted and inferred.

        Examples
        --------
        >>> import kg
        >>> type(kg.open().to_rdflib())
        <class 'rdflib.graph.Dataset'>
        """
        from kg.export import to_rdflib

        return to_rdflib(self.snapshot)

    def to_networkx(self, view: str = "entities") -> networkx.MultiDiGraph:
        """Hand over to networkx: a view as a MultiDiGraph whose edges know relation, interval and sources.

        Parameters
        ----------
        view : str
            Name of a view; see `kg.views.VIEWS`.

        Raises
        ------
        kg.errors.UnknownNameError
            Where there is no such view.
        """
        from kg.views import view as make

        return make(self.snapshot, view)

    def page(self, path: str | Path, view: str = "entities") -> Path:
        """Write the interactive page of a view.

        Parameters
        ----------
        path : path
            The HTML file.
        view : str
            Name of a view.

        Raises
        ------
        kg.errors.OutputError
            Where it cannot be written.
        """
        from kg.draw import page, write
        from kg.errors import OutputError

        graph = self.to_networkx(view)
        try:
            if Path(path).exists() and not Path(path).is_file():
                # A pipe or a device is written to; to write beside it and rename would replace it.
                Path(path).write_text(page(graph), encoding="utf-8")
            else:
                write(graph, Path(path))
        except OSError as error:
            raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
        return Path(path)


def open(  # noqa: A001  the word for it: kg.open()
    folder: str | Path | None = None,
    *,
    sources_only: Sequence[str] = (),
    background: bool = True,
    at: datetime.date | str | None = None,
    known_by: datetime.date | str | None = None,
) -> KnowledgeGraph:
    """Open the graph of the project that a folder lies in, or the shipped one; build it where needed.

    Parameters
    ----------
    folder : path, optional
        Where to look for a project; the working directory unless told.
    sources_only : sequence of str, optional
        Names of the sources that the graph shall rest on; all unless told.
    background : bool, optional
        Whether statements that no source makes (memberships, tenures) count.
    at : datetime.date or str, optional
        Only what held on this day.
    known_by : datetime.date or str, optional
        Only what had been published by this day.

    Returns
    -------
    KnowledgeGraph

    Raises
    ------
    kg.errors.DataError
        Where the files of the project have errors; lists them.
    kg.errors.ProjectError
        Where the project cannot be used.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> alone = kg.open(background=False)
    """
    project = sources.find_project(folder)
    selection = build.Selection(
        tuple(sources_only), background, at=terms.read_date(at) if at else None,
        known_by=terms.read_date(known_by) if known_by else None,
    )  # fmt: skip
    return KnowledgeGraph(project, build.open_snapshot(project, selection))
