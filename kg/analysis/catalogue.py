"""The catalogue of questions, and answering them.

It contains the queries of the project, the checks that answer a question, and the questions that need an algorithm,
which are files in `kg.analysis.questions`. All have names, numbers and parameters of the same kind.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.analysis.request import Request, Values
from kg.build.build import open_snapshot
from kg.errors import UnknownNameError, UsageError
from kg.evidence.judgements.notes import note_on_graph, noted
from kg.project.project import Project
from kg.rdf import terms
from kg.sparql.header import Parameter, Question, question_numbers, read_header, read_parameters, read_text
from kg.sparql.library import Library, Query, read_folder
from kg.sparql.notes import lenient_notes
from kg.sparql.parameters import day_defaults, default_values, fill, is_shipped, resolve_values, run_query
from kg.sparql.resolve import Value, resolve
from kg.sparql.results import Answer, Result, to_text
from kg.store.scope import scope_text
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    import networkx

    from kg.analysis.sensitivity import Sensitivity
    from kg.build.assemble import Progress

#: The variable of a query that says whether a row is certain or only possible.
_CERTAINTY = "?certainty"
#: The folder with the questions that need an algorithm.
ALGORITHMS = Path(__file__).parent / "questions"


def questions_of(project: Project) -> Library[Question]:
    """Collect the questions of a project: queries, checks that answer a question, and algorithms.

    A question of the project replaces the shipped question of its name if its kg.toml says so. A number belongs to one
    question: another one that claims it has only its name, which is reported in ``problems``.

    Parameters
    ----------
    project : Project

    Returns
    -------
    kg.sparql.library.Library

    Examples
    --------
    >>> from kg.project.find import shipped
    >>> found = questions_of(shipped())
    >>> sorted(found).index("brokers") < sorted(found).index("leaders")
    True
    """
    found: Library[Question] = Library()
    found.add_folder(algorithms())
    for folder in project.query_folders():
        queries, bad_queries = read_folder(folder)
        checks, bad_checks = read_folder(folder / "checks")
        found.problems += [*bad_queries, *bad_checks]
        found.add_folder([*queries, *(check for check in checks if check.questions)], project.replaces)
    return found


def algorithms(folder: Path | None = None) -> Iterable[Question]:
    """Read the headers of the questions that need an algorithm; nothing is imported.

    Parameters
    ----------
    folder : pathlib.Path, optional
        Default: the folder of `kg.analysis.questions`.

    Returns
    -------
    iterable of Question
        Sorted by file name.

    Raises
    ------
    QuestionError
        If a header cannot be used.

    Examples
    --------
    >>> [question.name for question in algorithms()][:2]
    ['brokers', 'centrality-by-year']
    """
    for path in sorted((folder or ALGORITHMS).glob("[!_]*.py")):
        text = read_text(path)
        header = read_header(path, text)
        yield Question(
            name=path.stem.replace("_", "-"),
            path=path,
            title=header["title"],
            description=header.get("description", ""),
            questions=question_numbers(header),
            parameters=read_parameters(path, text, header),
        )


def ask(
    project: Project,
    snapshot: Snapshot,
    question: Question,
    parameters: Mapping[str, Any] | None = None,
    *,
    note: Callable[[str], None] = lambda _: None,
) -> Answer:
    """Answer a question of the catalogue, with a note if judgements change the answer.

    A question in SPARQL is answered again without judgements, so that the note counts rows. For one that needs an
    algorithm, which may take long, the note counts the statements that are left out of the graph.

    Parameters
    ----------
    project : Project
    snapshot : Snapshot
        The project, built.
    question : Question
    parameters : mapping of str to value or list of values, optional
        User input; a name may have an underscore at its end, as in ``from_``, because ``from`` is a keyword of Python.
    note : callable, optional
        Called by a question that takes long, with an estimate of the time.

    Returns
    -------
    kg.sparql.results.Result, kg.sparql.results.TriplesResult or bool

    Raises
    ------
    UnknownNameError
        For a parameter that the question does not have, or a value that names nothing.
    UsageError
        For a value that cannot be used.
    QueryError
        If a query cannot be parsed or run; names the file.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open(background=False)
    >>> found = questions_of(graph.project)["brokers"]
    >>> ask(graph.project, graph.snapshot, found, {"from": "US", "to": "CN"}).columns
    ('broker', 'share', 'links_from', 'links_to')
    """
    try:
        found = answer(project, snapshot, question, parameters, note=note)
    except UnknownNameError as error:
        raise _in_whole_graph(project, snapshot, error) from error
    if isinstance(question, Query):
        again = partial(answer, project, question=question, parameters=parameters)
        text = _same_text(snapshot, question, parameters) if snapshot.is_judged else None
        found = noted(found, again, text=text, repeatable=is_shipped(question))
    elif isinstance(found, Result):
        found = replace(found, notes=(*found.notes, *note_on_graph(snapshot)))
    if isinstance(found, bool):
        return found
    return replace(found, notes=(*found.notes, *_certain_only(snapshot, question), *lenient_notes(snapshot)))


def _in_whole_graph(project: Project, snapshot: Snapshot, error: UnknownNameError) -> UnknownNameError:
    """Say of a name that a part of the data does not have that the whole graph has it, if it does."""
    scope = snapshot.manifest.scope
    if scope == scope.everything:
        return error
    whole = open_snapshot(project, scope.everything)
    try:
        thing = resolve(whole, error.name)
    except UsageError:
        return error
    if not isinstance(thing, ox.NamedNode) or thing.value in snapshot.labels:
        return error
    from kg.evidence.why import first_stated

    first = first_stated(whole, thing)
    told = f"; first stated by {first}" if first else ""
    hint = f"the whole graph has it, but not this part of the data ({scope_text(scope)}){told}"
    return UnknownNameError(error.kind, error.name, (), hint)


def _certain_only(snapshot: Snapshot, question: Question) -> Iterator[str]:
    """Say that a graph as of a day lacks what is only possible, if the question shows this for a day."""
    day = snapshot.manifest.scope.at
    tells = isinstance(question, Query) and _CERTAINTY in question.text and "date" in day_defaults(snapshot, question)
    if day and tells:
        yield (
            f"the graph as of {day} has only what certainly held; "
            f"the whole graph, asked for the date {day}, also shows what is possible"
        )


def answer(
    project: Project,
    snapshot: Snapshot,
    question: Question,
    parameters: Mapping[str, Any] | None = None,
    *,
    note: Callable[[str], None] = lambda _: None,
) -> Answer:
    """Answer a question of the catalogue, without a note on judgements; otherwise like `ask`.

    Parameters
    ----------
    project, snapshot, question, parameters, note
        As in `ask`.

    Raises
    ------
    UnknownNameError, UsageError, QueryError
        As in `ask`.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> answer(graph.project, graph.snapshot, graph.queries["brokers"], {"from": "US", "to": "CN"}).notes
    ()
    """
    if isinstance(question, Query):
        return run_query(snapshot, question, _by_name(question, parameters))
    request = Request(project, snapshot, values_of(snapshot, question, parameters), note)
    found: Answer = importlib.import_module(f"kg.analysis.questions.{question.path.stem}").answer(request)
    return found


def values_of(snapshot: Snapshot, question: Question, parameters: Mapping[str, Any] | None = None) -> Values:
    """Return the values of all parameters: the given ones, and the defaults of the others.

    Parameters
    ----------
    snapshot : Snapshot
    question : Question
    parameters : mapping of str to value or list of values, optional
        As in `ask`.

    Returns
    -------
    mapping of str to tuple of terms
        For each parameter, in its order; none if any value is meant.

    Raises
    ------
    UnknownNameError
        For a parameter that the question does not have, or a value that names nothing.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> found = questions_of(graph.project)["frameworks-by-partner"]
    >>> [len(values) for values in values_of(graph.snapshot, found, {"country": "KZ"}).values()]
    [1, 2]
    """
    given = {**day_defaults(snapshot, question), **_by_name(question, parameters)}
    found = resolve_values(snapshot, question, given)
    return {p.name: found[p.name] if p.name in found else _default(snapshot, question, p) for p in question.parameters}


def answer_graph(
    project: Project, snapshot: Snapshot, question: Question, parameters: Mapping[str, Any] | None = None
) -> networkx.MultiDiGraph:
    """Answer a question as a graph: the things in its rows, how they are linked, and the rows.

    Parameters
    ----------
    project, snapshot, question, parameters
        As in `ask`.

    Returns
    -------
    networkx.MultiDiGraph
        As made by `kg.analysis.views.answer.graph_of_answer`.

    Raises
    ------
    UnknownNameError
        For a parameter that the question does not have, or a value that names nothing.
    UsageError
        If the answer is not a table.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> found = questions_of(graph.project)["frameworks-by-partner"]
    >>> answer_graph(graph.project, graph.snapshot, found).graph["answer"]["columns"][:2]
    ['partner', 'framework']
    """
    from kg.analysis.views.answer import graph_of_answer

    found = ask(project, snapshot, question, parameters)
    if not isinstance(found, Result):
        raise UsageError(f"{question.name}: only tables can be drawn; see the answer with: kg ask {question.name}")
    values_asked = values_of(snapshot, question, parameters)
    # Each of several values has rows of its own.
    about = [values[0] for values in values_asked.values() if len(values) == 1]
    asked = "; ".join(
        f"{name.replace('_', ' ')} {', '.join(to_text(value, snapshot) for value in values)}"
        for name, values in values_asked.items() if values
    )  # fmt: skip
    return graph_of_answer(snapshot, found, question.title, about, f"answered for {asked}" if asked else "")


def sensitivity_of(
    project: Project,
    snapshot: Snapshot,
    question: Question,
    parameters: Mapping[str, Any] | None = None,
    progress: Progress = lambda _: None,
    *,
    note: Callable[[str], None] = lambda _: None,
) -> Sensitivity:
    """Answer a question; for each row, give the sources that it needs and the conflicts that it depends on.

    Parameters
    ----------
    project : Project
    snapshot : Snapshot
        The project, built.
    question : Question
    parameters : mapping of str to value or list of values, optional
        As in `ask`; names are resolved in the whole graph.
    progress : callable, optional
        Called with the name of each step.
    note : callable, optional
        Called once with an estimate of the time, if the answer takes long.

    Raises
    ------
    UsageError
        If the answer is not a table.
    DataError
        If the files of the project have errors.
    """
    from kg.analysis.sensitivity import sensitivity

    values = resolve_values(snapshot, question, _by_name(question, parameters))
    text = text_of(snapshot, question, values)
    ask_again = partial(answer, project, question=question, parameters=values)
    found = sensitivity(project, snapshot, ask_again, progress, text, note=note)
    asked = ask(project, snapshot, question, values)
    return replace(found, answer=replace(found.answer, notes=asked.notes)) if isinstance(asked, Result) else found


def text_of(snapshot: Snapshot, question: Question, parameters: Mapping[str, Any] | None = None) -> str | None:
    """Return the query with the values that `answer` runs it with; None if the question needs an algorithm.

    Parameters
    ----------
    snapshot, question, parameters
        As in `ask`.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> "country:UZ" in text_of(graph.snapshot, graph.queries["frameworks-by-partner"])
    True
    >>> text_of(graph.snapshot, graph.queries["brokers"])
    """
    if not isinstance(question, Query):
        return None
    return fill(snapshot, question, {**day_defaults(snapshot, question), **_by_name(question, parameters)})


def _same_text(snapshot: Snapshot, query: Query, parameters: Mapping[str, Any] | None) -> str | None:
    """Return the query with the values of its parameters; None if it is another one without judgements.

    A name that is given may mean another thing there.
    """
    text = text_of(snapshot, query, parameters)
    return text if not parameters or text == text_of(snapshot.without_judgements, query, parameters) else None


def _by_name(question: Question, parameters: Mapping[str, Any] | None) -> dict[str, Any]:
    """Drop the underscore of ``from_`` and the like, if the question has no parameter of this very name."""
    own = {parameter.name for parameter in question.parameters}
    return {name if name in own else name.removesuffix("_"): value for name, value in (parameters or {}).items()}


def _default(snapshot: Snapshot, question: Question, parameter: Parameter) -> tuple[Value, ...]:
    """Read a default; it may name a thing that the graph does not have."""
    if isinstance(question, Query):
        return default_values(snapshot, question, parameter)

    def read(word: str) -> Value:
        iri = None if parameter.kind.startswith(terms.XSD) else terms.expand(word, snapshot.manifest.prefixes)
        return ox.NamedNode(iri) if iri else resolve(snapshot, word, parameter.kind)

    return () if parameter.optional else tuple(map(read, parameter.default.split()))
