"""`KnowledgeGraph`, the object that users work with; each method calls the room that does the work.

Imports: errors, project, store, temporal, build, sparql, evidence, analysis, check, formats, page.
Offers: `open`, `KnowledgeGraph`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.analysis import catalogue
from kg.build import build
from kg.errors import Finding, UnknownNameError, UsageError
from kg.evidence.judgements.notes import noted, rejection_notes
from kg.evidence.texts import open_texts
from kg.project import project as sources
from kg.project.find import find_project
from kg.project.paths import check_place
from kg.sparql.header import Question
from kg.sparql.library import Library, find_query
from kg.sparql.results import Answer
from kg.sparql.run import run
from kg.sparql.worker import Limits
from kg.store.scope import Scope, scope_text
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import read_date

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.analysis.diff.compare import Change
    from kg.analysis.part import Part
    from kg.analysis.sensitivity import Sensitivity
    from kg.evidence.conflicts import Conflict
    from kg.evidence.explanation import Explanation
    from kg.page import Picture


@dataclass(frozen=True, eq=False)
class KnowledgeGraph:
    """A project and its built graph.

    Parameters
    ----------
    project : kg.project.project.Project
    snapshot : kg.store.snapshot.Snapshot

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
        note = "" if manifest.scope.is_whole else f" ({scope_text(manifest.scope)})"
        size = f"{manifest.accepted} accepted, {manifest.inferred} inferred triples"
        return f"<KnowledgeGraph {manifest.title!r}{note}: {size}>"

    @cached_property
    def queries(self) -> Library[Question]:
        """The questions, by name."""
        return catalogue.questions_of(self.project)

    def ask(self, name: str | int, **parameters: Any) -> Answer:
        """Answer a question, by its name or its number.

        Parameters
        ----------
        name : str or int
        **parameters
            Values as in `kg ask`: ``country="Uzbekistan"``; a list for several values; ``from_`` for the
            parameter ``from``, which is a keyword of Python.

        Returns
        -------
        kg.sparql.results.Result, kg.sparql.results.TriplesResult or bool

        Raises
        ------
        kg.errors.UnknownNameError
            If there is no such question, parameter or value.

        Examples
        --------
        >>> import kg
        >>> len(kg.open().ask("leaders", session="us-uz-spd-4"))
        2
        """
        return catalogue.ask(self.project, self.snapshot, find_query(self.queries, name), parameters)

    def sparql(self, text: str, *, timeout: float | None = 60, limit: int | None = 100_000) -> Answer:
        """Run SPARQL. The default graph is the accepted and the inferred triples; each source is a named graph.

        Parameters
        ----------
        text : str
            A query; the prefixes of the project's files need no declaration.
        timeout : float, optional
            The seconds after which the query is stopped; None for no limit.
        limit : int, optional
            The number of rows, or of triples, after which the answer is cut; None for no limit.

        Returns
        -------
        kg.sparql.results.Result, kg.sparql.results.TriplesResult or bool
            The ``notes`` of a result say whether it is cut, and which names of the query the graph does not have.

        Raises
        ------
        kg.errors.QueryError
            If it cannot be parsed or run, or is refused, as SERVICE and updates are.
        kg.errors.QueryLimitError
            If it takes longer than `timeout`, needs too much memory or is nested too deeply.

        Examples
        --------
        >>> import kg
        >>> kg.open().sparql("ASK { country:UZ a kg:Party }")
        True
        """
        from kg.sparql.notes import query_notes

        limits = Limits(timeout, limit)
        answer = run(self.snapshot, text, limits)
        answer = noted(answer, lambda other: run(other, text, limits), text=text, most=limit)
        if isinstance(answer, bool):
            return answer
        return replace(answer, notes=(*answer.notes, *query_notes(self.snapshot, text)))

    def why(
        self, subject: Any, predicate: Any, obj: Any, *, limit: int = 1, texts: str | Path | None = None
    ) -> Explanation:
        """Explain a triple: its proof, and the passages at its leaves, with a note where sources contradict them.

        For a triple that does not hold, ``against`` says what stands against it; in a part of the data, also what the
        part leaves out.

        Parameters
        ----------
        subject, predicate, obj : str or pyoxigraph term
            CURIEs, IRIs or names; ``a`` for rdf:type.
        limit : int, optional
            The maximum number of proofs, the shortest first.
        texts : path, optional
            A folder with the texts of sources, to quote from; default: the one that ``KG_TEXTS`` or the project's
            kg.toml names, if any.

        Raises
        ------
        kg.errors.UnknownNameError
            If one of the three matches nothing in the graph.
        kg.errors.UsageError
            If there is no such folder of texts.

        Examples
        --------
        >>> import kg
        >>> kg.open().why("UZ", "kg:metUnder", "us-uz-spd").inferred
        True
        """
        from kg.evidence.conflicts import contested_among
        from kg.evidence.why import left_out, triple_of, why

        known = open_texts(self.project, texts)
        scope = self.snapshot.manifest.scope
        try:
            triple = triple_of(self.snapshot, subject, predicate, obj)
        except UnknownNameError:
            if scope == scope.everything:
                raise
            # This part of the data may leave out the thing itself.
            triple = triple_of(build.open_snapshot(self.project, scope.everything), subject, predicate, obj)
        found = why(self.snapshot, *triple, limit=limit, texts=known, project=self.project)
        leaves = {leaf for proof in found.proofs for leaf in proof.leaves()}
        contested, rejected = contested_among(self.snapshot, leaves), rejection_notes(self.snapshot)
        notes = {leaf: (*contested.get(leaf, ()), *rejected.get(leaf, ())) for leaf in leaves}
        found = replace(found, contested={leaf: some for leaf, some in notes.items() if some})
        if found.against is None or scope == scope.everything:
            return found
        more = left_out(self.snapshot, build.open_snapshot(self.project, scope.everything), triple)
        return replace(found, against=replace(found.against, left_out=more))

    def conflicts(self, *, slot: str | None = None, about: Any = None, unsettled: bool = False) -> tuple[Conflict, ...]:
        """List the conflicts between sources: each side with its sources and the judgements on it.

        Parameters
        ----------
        slot : str, optional
            Only conflicts over this exclusive property, such as ``leader`` or ``date``.
        about : str, optional
            Only conflicts that involve this thing.
        unsettled : bool, optional
            Only conflicts that no judgement settles.

        Raises
        ------
        kg.errors.UnknownNameError
            If there is no such exclusive property or thing.

        Examples
        --------
        >>> import kg
        >>> for conflict in kg.open().conflicts(slot="leader"):
        ...     text = str(conflict)
        """
        from kg.evidence.conflicts import choose

        return choose(self.snapshot, slot=slot, about=about, unsettled=unsettled)

    def sensitivity(self, name: str | int, **parameters: Any) -> Sensitivity:
        """Answer a question; for each row, list the sources and the conflicts that it depends on.

        A row depends on a source if the answer does not contain it without that source. After ten minutes no more
        sources are tried, and the ``notes`` name those that are left; `kg.sparql.worker.limited` sets another time.

        Parameters
        ----------
        name : str or int
        **parameters
            The parameters of the question, as `ask` takes them.

        Raises
        ------
        kg.errors.UsageError
            If the answer is not a table.

        Examples
        --------
        >>> import kg
        >>> graph = kg.open(sources_only=["kun-uz-2024-11-16"], background=False)
        >>> [len(row.needs) for row in graph.sensitivity("pledges-with-money").rows]
        [1]
        """
        return catalogue.sensitivity_of(self.project, self.snapshot, find_query(self.queries, name), parameters)

    def check(self, today: datetime.date | None = None, *, texts: str | Path | None = None) -> tuple[Finding, ...]:
        """Run all checks; worst findings first.

        Parameters
        ----------
        today : datetime.date, optional
            The reference date of checks that compare with the present; default: the day of a graph that was opened
            with ``at``, else today.
        texts : path, optional
            A folder with the texts of sources, to check their passages; default: the one that ``KG_TEXTS`` or the
            project's kg.toml names, if any.

        Returns
        -------
        tuple of kg.errors.Finding
        """
        from kg.check.check import check

        day = self.snapshot.manifest.scope.at or datetime.date.today() if today is None else read_date(today)
        return check(self.project, self.snapshot, day, texts=open_texts(self.project, texts))

    def changes(self, since: str | datetime.date) -> tuple[Change, ...]:
        """Compare the files of the project as they are now with an earlier state.

        Parameters
        ----------
        since : str or datetime.date
            A day (what had been published by then), the name of a build, ``last`` or a revision in git.

        Examples
        --------
        >>> import kg
        >>> changes = kg.open().changes("2023-12-31")
        """
        from kg.analysis.diff.compare import since as compare

        return compare(self.project, since)

    def to_rdflib(self) -> rdflib.Dataset:
        """Copy the graph into an rdflib Dataset: a named graph for each source, the accepted and the inferred triples.

        Examples
        --------
        >>> import kg
        >>> type(kg.open().to_rdflib())
        <class 'rdflib.graph.Dataset'>
        """
        from kg.formats.export import to_rdflib

        return to_rdflib(self.snapshot)

    def to_networkx(self, view: str = "entities") -> networkx.MultiDiGraph:
        """Make a view as a networkx MultiDiGraph; each edge has its relation, interval and sources.

        Parameters
        ----------
        view : str
            Name of a view; see `kg.analysis.views.rows.VIEWS`.

        Raises
        ------
        kg.errors.UnknownNameError
            If there is no such view.
        """
        from kg.analysis.views.graph import view as make

        return make(self.snapshot, view)

    def draw(
        self,
        view: str | None = None,
        *,
        question: str | int | None = None,
        around: Any = None,
        steps: int | None = None,
        since: Any = None,
        whole: bool = False,
        note: Callable[[str], None] = lambda _: None,
        **parameters: Any,
    ) -> Picture:
        """Draw a view or a part of it, or the answer to a question; a notebook shows the picture in its cell.

        Parameters
        ----------
        view : str, optional
            Name of a view; default: entities.
        question : str or int, optional
            Name or number of a question, to draw its answer instead.
        around : str or term, or list of them, optional
            Draw only what is near these things.
        steps : int, optional
            How near: the number of relations from one of the things; default: 2.
        since : date or str, optional
            Draw only what holds or happens on this day or later.
        whole : bool, optional
            Whether to draw a view, or a part of it, even if it is too large to be drawn well.
        note : callable, optional
            Called before the work with the size of a view, or of a part of it, if its page takes long.
        **parameters
            The parameters of the question, as `ask` takes them; `around`, `steps` and `since` are among them if the
            question has such parameters.

        Returns
        -------
        kg.page.Picture
            Its ``network`` is a pyvis network that may be changed; ``write`` writes it as a page.

        Raises
        ------
        kg.errors.UnknownNameError
            If there is no such view, question, parameter or value.
        kg.errors.UsageError
            If the answer is not a table, both a view and a question are given, or parameters without a question; if
            what would be drawn is too large: says how large it is, and how to draw a part.

        Examples
        --------
        >>> import kg
        >>> kg.open().draw(question=1, country="KZ")
        <Picture ...>
        >>> kg.open().draw(around="Uzbekistan", steps=1)
        <Picture ...>
        """
        from kg.analysis.part import check_size, part_view
        from kg.analysis.periods import add_periods
        from kg.page import Picture

        if question is not None:
            if view is not None:
                raise UsageError("view and question: give only one of them")
            found = find_query(self.queries, question)
            parameters |= self._of_question(found, {"around": around, "steps": steps, "since": since})
            return Picture(catalogue.answer_graph(self.project, self.snapshot, found, parameters))
        if parameters:
            raise UsageError(
                f"{', '.join(parameters)}: a view takes no parameters; those of a question go with question="
            )
        if not isinstance(view, str | None):
            raise UsageError(f"{view!r} is not the name of a view; question={view!r} draws the answer to a question")
        name = "entities" if view is None else view
        part = self._part(name, around, steps, since)
        if part is not None:
            graph = part_view(self.snapshot, name, part, whole=whole, note=note)
        else:
            check_size(self.snapshot, name, whole=whole, note=note)
            graph = self.to_networkx(name)
        add_periods(graph, self.project, self.snapshot, name, is_part=part is not None)
        return Picture(graph)

    def _part(self, name: str, around: Any, steps: int | None, since: Any) -> Part | None:
        """Read which part of a view to draw; None for all of it."""
        from kg.analysis.part import Part, check_steps, things_near

        check_steps(steps, around)
        if around is None and since is None:
            return None
        given = [] if around is None else list(around) if isinstance(around, (list, tuple, set)) else [around]
        return Part(
            things_near(self.snapshot, name, given),
            2 if steps is None else steps,
            None if since is None else read_date(since),
        )

    @staticmethod
    def _of_question(question: Question, given: dict[str, Any]) -> dict[str, Any]:
        """Return those of the values that are parameters of a question; the others choose a part of a view."""
        own = {parameter.name for parameter in question.parameters}
        found = {name: value for name, value in given.items() if value is not None}
        for name in found:
            if name not in own:
                raise UsageError(
                    f"{name}: chooses a part of a view; the question {question.name} has "
                    f"{'the parameters ' + ', '.join(sorted(own)) if own else 'no parameters'}"
                )
        return found

    def page(
        self, path: str | Path, view: str | None = None, *, question: str | int | None = None, **parameters: Any
    ) -> Path:
        """Write the interactive page of a view or of a part of it, or of the answer to a question, as one HTML file.

        Parameters
        ----------
        path : path
            The HTML file.
        view, question, **parameters
            What to draw, as `draw` takes it.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        kg.errors.OutputError
            If it cannot be written. The errors of `draw` are also possible.

        Examples
        --------
        >>> import kg, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     kg.open().page(Path(folder, "frameworks.html"), question=1, country="KZ").name
        'frameworks.html'
        """
        check_place(path)
        self.draw(view, question=question, **parameters).write(path)
        return Path(path)


def open(  # noqa: A001  the word for it: kg.open()
    folder: str | Path | None = None,
    *,
    sources_only: str | Sequence[str] = (),
    background: bool = True,
    at: datetime.date | str | None = None,
    known_by: datetime.date | str | None = None,
    judgements: bool = True,
    lenient: bool = False,
) -> KnowledgeGraph:
    """Open the graph of the project that contains a folder, or the shipped graph; build it if needed.

    Parameters
    ----------
    folder : path, optional
        The folder to search for a project; default: the working directory.
    sources_only : str or sequence of str, optional
        Names of the sources to use, or one name; default: all. Inference uses only these.
    background : bool, optional
        Whether the background (memberships, tenures) is used, too.
    at : datetime.date or str, optional
        Valid time: only what held on this day. It is also the default date of questions and checks that take one.
    known_by : datetime.date or str, optional
        Knowledge time: only what had been published by this day.
    judgements : bool, optional
        Whether judgements are used; without them, what they reject counts, too.
    lenient : bool, optional
        Whether statements that their files may not make are left out; default: they are errors.
        ``kg/load/roles.toml`` is the table.

    Returns
    -------
    KnowledgeGraph

    Raises
    ------
    kg.errors.DataError
        If the files of the project have errors; lists them.
    kg.errors.ProjectError
        If the project cannot be used.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> alone = kg.open(background=False)
    >>> then = kg.open(at="2023-12-31", known_by="2023-12-31")
    """
    project = find_project(folder)
    scope = Scope(
        (sources_only,) if isinstance(sources_only, str) else tuple(sources_only), background,
        at=None if at is None else read_date(at), known_by=None if known_by is None else read_date(known_by),
        judgements=judgements, lenient=lenient,
    )  # fmt: skip
    return KnowledgeGraph(project, build.open_snapshot(project, scope))
