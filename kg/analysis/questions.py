"""Questions that take more than one query: an algorithm, a second round of reasoning, a comparison of what is told.

They are asked as the queries of the library are, by name or number and with the same kind of parameters, and
answer with the same kind of table. `catalogue` holds both kinds, and the checks that answer a question.

To add one, write a function of a project, a snapshot and the parameters (for each name its terms, none where
any is meant) that returns a `kg.sparql.results.Result`, and give it an entry in `QUESTIONS`.
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.build.assemble import Progress
from kg.errors import ProjectError, UsageError
from kg.evidence import conflicts
from kg.evidence.quotes import unmatched_passages
from kg.evidence.texts import open_texts
from kg.project.paths import display
from kg.project.project import Project
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, Term, plain
from kg.sparql.library import Library, Parameter, Query, Question, find_query, library
from kg.sparql.parameters import ask as ask_query
from kg.sparql.parameters import day_asked, default_of, resolve_all
from kg.sparql.resolve import Value, fold, resolve
from kg.sparql.results import Answer, Result, to_text
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import UNKNOWN, first_days, last_days, possibly_same, widest

if TYPE_CHECKING:
    import networkx

    from kg.analysis.sensitivity import Sensitivity

#: The terms that each parameter was given: none where any is meant.
Values = Mapping[str, tuple[Value, ...]]


@dataclass(frozen=True, kw_only=True)
class Computed(Question):
    """A question that a function answers.

    Parameters
    ----------
    answer : callable
        Of the project, the snapshot and the parameters.
    """

    answer: Callable[[Project, Snapshot, Values], Result]


def catalogue(project: Project) -> Library[Question]:
    """Collect all that can be asked of a project: its queries, the checks that answer a question, and `QUESTIONS`.

    A name can be given once; a file whose name is taken is left out, and among the ``problems``.

    Parameters
    ----------
    project : Project

    Returns
    -------
    kg.sparql.library.Library

    Examples
    --------
    >>> from kg import sources
    >>> found = catalogue(sources.shipped())
    >>> sorted(found).index("brokers") < sorted(found).index("leaders")
    True
    """
    asked = library(project.query_folders())
    checks = library(folder / "checks" for folder in project.query_folders())
    found: Library[Question] = Library()
    found.problems.update({**checks.problems, **asked.problems})
    found.update((question.name, question) for question in QUESTIONS)
    for item in (*asked.values(), *(check for check in checks.values() if check.questions)):
        if item.name in found:
            found.problems[item.name] = ProjectError(
                f"{display(item.path)}: the name {item.name} belongs to another question; give the file another name"
            )
        else:
            found[item.name] = item
    return found


def ask(
    project: Project, snapshot: Snapshot, question: Question, parameters: Mapping[str, Any] | None = None
) -> Answer:
    """Answer a question of the catalogue.

    Parameters
    ----------
    project : Project
    snapshot : Snapshot
        The project, built.
    question : Question
    parameters : mapping of str to value or list of values, optional
        What people type; an underscore at the end of a name, as in ``from_``, is left out.

    Returns
    -------
    kg.sparql.results.Result, kg.sparql.results.Triples or bool

    Raises
    ------
    UnknownNameError
        For a parameter that the question does not have, or a value that names nothing.
    UsageError
        For a value that cannot be used.
    QueryError
        Where a query cannot be parsed or run; names the file.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open(background=False)
    >>> found = find_query(catalogue(graph.project), "brokers")
    >>> ask(graph.project, graph.snapshot, found, {"from": "US", "to": "CN"}).columns
    ('broker', 'share', 'links_from', 'links_to')
    """
    if isinstance(question, Computed):
        return question.answer(project, snapshot, settled(snapshot, question, parameters))
    assert isinstance(question, Query)
    return ask_query(snapshot, question, _given(parameters))


def settled(snapshot: Snapshot, question: Question, parameters: Mapping[str, Any] | None = None) -> Values:
    """Return the terms that a question is answered for: what is given, and the defaults of the rest.

    Parameters
    ----------
    snapshot : Snapshot
    question : Question
    parameters : mapping of str to value or list of values, optional
        As `ask` takes them.

    Returns
    -------
    mapping of str to tuple of terms
        For each parameter, in its order; none where any is meant.

    Raises
    ------
    UnknownNameError
        For a parameter that the question does not have, or a value that names nothing.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> found = find_query(catalogue(graph.project), 1)
    >>> [len(values) for values in settled(graph.snapshot, found, {"country": "KZ"}).values()]
    [1, 2]
    """
    given = {**day_asked(snapshot, question), **_given(parameters)}
    found = resolve_all(snapshot, question, given)
    return {p.name: found[p.name] if p.name in found else _default(snapshot, question, p) for p in question.parameters}


def _given(parameters: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name.rstrip("_"): value for name, value in (parameters or {}).items()}


def draw(
    project: Project, snapshot: Snapshot, question: Question, parameters: Mapping[str, Any] | None = None
) -> networkx.MultiDiGraph:
    """Answer a question as a graph: what its rows name, how that is linked, and the rows.

    Parameters
    ----------
    project, snapshot, question, parameters
        As `ask` takes them.

    Returns
    -------
    networkx.MultiDiGraph
        As `kg.analysis.views.of_answer` makes it.

    Raises
    ------
    UnknownNameError
        For a parameter that the question does not have, or a value that names nothing.
    UsageError
        Where the answer is no table.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> found = find_query(catalogue(graph.project), 1)
    >>> draw(graph.project, graph.snapshot, found).graph["answer"]["columns"][:2]
    ['partner', 'framework']
    """
    from kg.analysis.views import of_answer

    answer = ask(project, snapshot, question, parameters)
    if not isinstance(answer, Result):
        raise UsageError(f"{question.name}: only tables can be drawn; ask it with: kg ask {question.name}")
    given = settled(snapshot, question, parameters)
    # Of several values each has rows of its own.
    about = [values[0] for values in given.values() if len(values) == 1]
    asked = "; ".join(
        f"{name.replace('_', ' ')} {', '.join(to_text(value, snapshot) for value in values)}"
        for name, values in given.items() if values
    )  # fmt: skip
    return of_answer(snapshot, answer, question.title, about, f"answered for {asked}" if asked else "")


def sensitivity(
    project: Project,
    snapshot: Snapshot,
    question: Question,
    parameters: Mapping[str, Any] | None = None,
    progress: Progress = lambda _: None,
) -> Sensitivity:
    """Answer a question, and say of each row without which sources it vanishes, and which conflicts it rests on.

    Parameters
    ----------
    project : Project
    snapshot : Snapshot
        The project, built.
    question : Question
    parameters : mapping of str to value or list of values, optional
        As those of `ask`; names are those of the whole graph.
    progress : callable, optional
        Called with the name of each step.

    Raises
    ------
    UsageError
        Where the answer is no table.
    DataError
        Where the files of the project have errors.
    """
    from kg.analysis.sensitivity import sensitivity as test

    given = resolve_all(snapshot, question, _given(parameters))
    return test(project, snapshot, lambda other: ask(project, other, question, given), progress)


def _default(snapshot: Snapshot, question: Question, parameter: Parameter) -> tuple[Value, ...]:
    """Read a default; it may name a thing that the graph does not have."""
    if isinstance(question, Query):
        return default_of(snapshot, question, parameter)

    def read(word: str) -> Value:
        iri = None if parameter.kind.startswith(terms.XSD) else terms.expand(word, snapshot.manifest.prefixes)
        return ox.NamedNode(iri) if iri else resolve(snapshot, word, parameter.kind)

    return () if parameter.optional else tuple(map(read, parameter.default.split()))


def _one(given: Values, name: str) -> str:
    """Return the one value of a parameter."""
    if len(given[name]) != 1:
        raise UsageError(f"--{name.replace('_', '-')} takes one value, not {len(given[name])}")
    return given[name][0].value


def _table(snapshot: Snapshot, columns: str, rows: Iterable[Sequence[object]]) -> Result:
    return Result(tuple(columns.split()), tuple(tuple(map(_term, row)) for row in rows), snapshot)


def _term(value: object) -> Term | None:
    if value is None or isinstance(value, (ox.NamedNode, ox.BlankNode, ox.Literal)):
        return value
    if isinstance(value, (bool, int, float, str)):
        return ox.Literal(value)
    raise TypeError(f"{value!r}: no value for a table")


# ---- 16, 17, 18, 36: graph algorithms


def _brokers(_: Project, snapshot: Snapshot, given: Values) -> Result:
    import networkx as nx

    from kg.analysis import views

    start, end = _one(given, "from"), _one(given, "to")
    left_out = {term.value for term in given["without"]}
    graph = nx.MultiDiGraph()
    vias: dict[frozenset[str], set[str]] = {}
    for row in views.edge_rows(snapshot, "countries"):
        one, other, via = (term.value if (term := row[key]) else "" for key in ("from", "to", "via"))
        if via not in left_out and {one, other} != {start, end}:
            graph.add_edge(one, other, via)
            vias.setdefault(frozenset((one, other)), set()).add(via)
    if not {start, end} <= set(graph) or start == end:
        return _table(snapshot, "broker share links_from links_to", ())

    def links(one: str, other: str) -> int:
        return len(vias.get(frozenset((one, other)), ()))

    rows = [(share, links(start, iri), links(iri, end), iri) for iri, share in views.brokers(graph, (start, end))]
    rows.sort(key=lambda row: (-row[0], -min(row[1:3]), -sum(row[1:3]), row[3]))
    return _table(snapshot, "broker share links_from links_to", ((ox.NamedNode(iri), *row) for *row, iri in rows))


def _shortest_paths(_: Project, snapshot: Snapshot, given: Values) -> Result:
    from kg.analysis import views

    graph = views.view(snapshot, "entities")
    start, end, most = _one(given, "from"), _one(given, "to"), int(_one(given, "most"))
    found = views.shortest_paths(graph, start, end) if {start, end} <= set(graph) else []
    return _table(
        snapshot, "path step from relation to inferred told_by",
        (
            (path, number, ox.NamedNode(step.start), step.relation if step.forward else f"← {step.relation}",
             ox.NamedNode(step.end), step.inferred, ", ".join(map(snapshot.label, step.sources)))
            for path, steps in enumerate(found[:most], 1) for number, step in enumerate(steps, 1)
        ),
    )  # fmt: skip


def _communities(_: Project, snapshot: Snapshot, __: Values) -> Result:
    from kg.analysis import views

    graph = views.view(snapshot, "affiliations")
    rows = [(number, ox.NamedNode(iri), graph.nodes[iri]["kind"].lower())
            for number, members in enumerate(views.communities(graph), 1) for iri in members]  # fmt: skip
    return _table(snapshot, "community member kind", rows)


def _centrality(_: Project, snapshot: Snapshot, given: Values) -> Result:
    import networkx as nx

    from kg.analysis import views

    name = _one(given, "view")
    wanted = {term.value for term in given["year"]}
    networks: dict[str, nx.Graph] = {}
    rows = views.edge_rows(snapshot, name)
    if rows and not {"start", "end"} <= rows[0].keys():
        raise UsageError(f"the edges of the view {name} have no dates; choose one whose edges are events")
    for row in rows:
        one, other, start, end = (term.value if (term := row[key]) else "" for key in ("from", "to", "start", "end"))
        if start[:4] and start[:4] == end[:4] and (not wanted or start[:4] in wanted):
            networks.setdefault(start[:4], nx.Graph()).add_edge(one, other)
    answer: list[tuple[object, ...]] = []
    for year, network in sorted(networks.items()):
        between = nx.betweenness_centrality(network)
        for node in sorted(network, key=lambda node: (-network.degree[node], -between[node], node)):
            figures = (network.degree[node], round(between[node], 6))
            answer.append((ox.Literal(year, datatype=ox.NamedNode(f"{terms.XSD}gYear")), ox.NamedNode(node), *figures))
    return _table(snapshot, "year node degree betweenness", answer)


# ---- 19: a second round of reasoning

_HANGS_ON = """\
SELECT DISTINCT ?thing ?kind ?framework WHERE {
  {
    ?thing kg:withinFramework ?framework .
    BIND ("part" AS ?kind)
  } UNION {
    ?thing kg:sessionOf ?framework .
    BIND ("session" AS ?kind)
  } UNION {
    ?thing kg:inFramework|kg:establishes|kg:changesStatusOf ?framework .
  } UNION {
    ?session kg:sessionOf ?framework .
    ?thing kg:madeAt|kg:atEvent|kg:plans ?session .
    OPTIONAL { ?thing a kg:Commitment . BIND ("commitment" AS ?kind) }
  }
}
"""


def _without_framework(_: Project, snapshot: Snapshot, given: Values) -> Result:
    from kg.reason import materialise

    whole = _one(given, "framework")
    hanging = [(row["thing"], row["kind"], row["framework"].value) for row in snapshot.select(_HANGS_ON)]
    frameworks = {whole, *(thing.value for thing, kind, of in hanging if kind and kind.value == "part" and of == whole)}
    hanging = [(thing, kind, of) for thing, kind, of in hanging if of in frameworks]
    gone = {*map(ox.NamedNode, frameworks), *(thing for thing, _, _ in hanging)}
    kept = {
        (s, p, o)
        for s, p, o in map(plain, snapshot.store.quads_for_pattern(None, None, None, ACCEPTED))
        if s not in gone and o not in gone
    }
    store = ox.Store()
    store.bulk_extend(ox.Quad(s, p, o, ACCEPTED) for s, p, o in kept)
    store.bulk_extend(ox.Quad(s, p, o, INFERRED) for s, p, o in materialise(kept).triples)
    left = Snapshot(snapshot.manifest, store, snapshot.folder)
    rows: set[tuple[Any, ...]] = {(kind, thing, None) for thing, kind, _ in hanging if kind}
    for lost, view in (
        ("link between countries", "countries"), ("meeting of officials", "meetings"),
        ("link to a framework", "affiliations"),
    ):  # fmt: skip
        pairs = _pairs(snapshot, view) - _pairs(left, view)
        rows |= {(ox.Literal(lost), *pair) for pair in pairs if gone.isdisjoint(pair)}
    return _table(snapshot, "lost one other", sorted(rows, key=str))


def _pairs(snapshot: Snapshot, view: str) -> set[tuple[Term | None, Term | None]]:
    from kg.analysis import views

    return {(row["from"], row["to"]) for row in views.edge_rows(snapshot, view)}


# ---- 27, 42: what is told


def _disagreements(_: Project, snapshot: Snapshot, given: Values) -> Result:
    return conflicts.disagreements(snapshot, _one(given, "about") if given["about"] else None)


def _source_influence(project: Project, snapshot: Snapshot, given: Values) -> Result:
    from kg.analysis.sensitivity import influence

    name = _one(given, "asked")
    asked = find_query(catalogue(project), name)
    if isinstance(asked, Computed) and asked.answer is _source_influence:
        raise UsageError("--asked: ask how far another question depends on its sources, not this one")
    return influence(project, snapshot, lambda other: ask(project, other, asked))


# ---- 48: what is no longer there, 50: what is new


def _unmatched_passages(project: Project, snapshot: Snapshot, given: Values) -> Result:
    folder = _one(given, "texts") if given["texts"] else None
    return unmatched_passages(snapshot, open_texts(project, folder))


def _changes(project: Project, snapshot: Snapshot, given: Values) -> Result:
    from kg.analysis import diff

    return diff.table(diff.diff(diff.state(project, _one(given, "since")), snapshot), snapshot)


# ---- 49: a comparison of names

_INSTRUMENTS = """\
SELECT ?instrument ?property ?value WHERE {
  ?instrument a kg:Instrument .
  FILTER NOT EXISTS { ?instrument owl:deprecated true }
  {
    VALUES (?relation ?property) {
      (rdf:type "kind") (kg:hasTopic "topic") (kg:signatory "party")
      (skos:prefLabel "name") (skos:altLabel "name")
    }
    ?instrument ?relation ?value .
  } UNION {
    VALUES (?relation ?property) { (kg:hasParty "party") (kg:earliestDate "from") (kg:latestDate "to") }
    ?signing kg:signs ?instrument ; ?relation ?value .
  }
}
"""
_KIND_OF_ALL = f"{terms.KG}Instrument"


def _likely_duplicates(_: Project, snapshot: Snapshot, given: Values) -> Result:
    least = float(_one(given, "similarity"))
    about: dict[Term, dict[str, set[str]]] = {}
    for row in snapshot.select(_INSTRUMENTS):
        entry = about.setdefault(row["instrument"], {})
        entry.setdefault(row["property"].value, set()).add(row["value"].value)
    found: list[tuple[Any, ...]] = []
    for one, other in itertools.combinations(sorted(about, key=str), 2):
        first, second = about[one], about[other]
        kinds = [entry.get("kind", set()) - {_KIND_OF_ALL} for entry in (first, second)]
        likeness = _likeness(first.get("name", set()), second.get("name", set()))
        grounds = (
            _sets_agree(first.get("party", set()), second.get("party", set())),
            _sets_agree(first.get("topic", set()), second.get("topic", set())),
            _dates_agree(first, second),
        )
        if likeness >= least and "no" not in grounds and (kinds[0] & kinds[1] or not all(kinds)):
            found.append((one, other, likeness, *grounds))
    found.sort(key=lambda row: (-row[2], str(row)))
    return _table(snapshot, "one other similarity parties topics dates", found)


def _likeness(names: set[str], others: set[str]) -> float:
    """Compare the names of two things, folded: 1 where one of each is the same, 0 where they bear other numbers."""
    numbers, other_numbers = (set(re.findall(r"\d+", " ".join(some))) for some in (names, others))
    if numbers and other_numbers and numbers.isdisjoint(other_numbers):
        return 0.0

    def ratio(one: str, other: str) -> float:
        return difflib.SequenceMatcher(None, one, other).ratio()

    pairs = itertools.product(sorted(map(fold, names)), sorted(map(fold, others)))
    # "Treaty on customs" is near to "Customs treaty".
    in_order = ((one, other, *(" ".join(sorted(name.split())) for name in (one, other))) for one, other in pairs)
    return round(max((max(ratio(a, b), ratio(c, d)) for a, b, c, d in in_order), default=0.0), 2)


def _sets_agree(one: set[str], other: set[str]) -> str:
    """Say whether two sets may be one: a source may name only some of the parties."""
    if not one or not other:
        return "not known"
    return "same" if one == other else "some" if one <= other or other <= one else "no"


def _dates_agree(one: Mapping[str, set[str]], other: Mapping[str, set[str]]) -> str:
    """Say whether two may have been signed on one day: the day is between any earliest and any latest one."""
    first, second = (
        widest(first_days(entry.get("from", ())), last_days(entry.get("to", ()))) for entry in (one, other)
    )
    if UNKNOWN in (first, second):
        return "not known"
    return "may be one day" if possibly_same(first, second) else "no"


# ---- the questions


def _parameter(name: str, kind: str, default: str, description: str) -> Parameter:
    iri = terms.expand(kind)
    assert iri is not None
    return Parameter(name, iri, description, default)


QUESTIONS: tuple[Computed, ...] = (
    Computed(
        name="brokers", questions=(16,), answer=_brokers,
        title="Who brokers between two capitals",
        description="Countries on the shortest paths that lead from one country to another over the frameworks, held "
        "sessions and joint commitments that countries share. What links the two directly needs no broker, and is "
        "left out. The share is that of the shortest paths which cross the broker (its betweenness between the two); "
        "of equal ones, whoever shares more with either comes first.",
        parameters=(
            _parameter("from", "kg:Country", "country:US", "one country"),
            _parameter("to", "kg:Country", "country:CN", "the other"),
            _parameter("without", "kg:Framework", "UNDEF", "frameworks that do not count; all count unless told"),
        ),
    ),
    Computed(
        name="shortest-paths", questions=(17,), answer=_shortest_paths,
        title="Shortest paths between two officials",
        description="All shortest paths over countries, officials, events, frameworks and commitments, step by step. "
        "An arrow means that the relation holds the other way round. Where several relations link two things, one "
        "is named, and one that a source states before one that is inferred.",
        parameters=(
            _parameter("from", "kg:Official", "official:donald-lu", "one official"),
            _parameter("to", "kg:Official", "official:wang-yi", "the other"),
            _parameter("most", "xsd:integer", "10", "how many paths to show"),
        ),
    ),
    Computed(
        name="communities", questions=(18,), answer=_communities,
        title="Which communities frameworks form",
        description="Countries and frameworks that are linked more with one another than with the rest, by Louvain's "
        "method (Blondel and others 2008) with a fixed seed, the largest community first.",
        parameters=(),
    ),
    Computed(
        name="without-framework", questions=(19,), answer=_without_framework,
        title="What disappears without a given framework",
        description="Takes the framework away, with the frameworks within it, its memberships, its sessions and what "
        "was promised, said or changed there; reasons afresh, and lists what went with it: parts, sessions, and "
        "commitments, those to hold a session among them; countries that nothing links any more, officials who never "
        "met otherwise, and other frameworks that a country was linked to by nothing else.",
        parameters=(
            _parameter("framework", "kg:Framework", "framework:us-uz-spd", "the framework to do without"),
        ),
    ),
    Computed(
        name="disagreements", questions=(27,), answer=_disagreements,
        title="Where sources disagree",
        description="Questions that have one answer, answered differently: who led a side at a session, when an event "
        "was, what a grant is for, and what else ontology/slots.ttl declares. A row for each side, with the number of "
        "its sources that are independent of one another, and what was judged. Dates that may be the same day do not "
        "disagree. Reads what is told, so that what a judgement rejected is still seen.",
        parameters=(
            _parameter("about", "rdfs:Resource", "UNDEF", "a thing that it concerns; every one unless told"),
        ),
    ),
    Computed(
        name="source-influence", questions=(42,), answer=_source_influence,
        title="How far answers depend on the choice of sources",
        description="Leaves out each source in turn, reasons afresh, and asks a question again: how many rows of its "
        "answer are lost, and how many others gained. Sources that change nothing are left out. For the rows "
        "themselves: kg ask NAME --sensitivity.",
        parameters=(
            _parameter("asked", "xsd:string", "shared-frameworks", "name or number of the question that is asked"),
        ),
    ),
    Computed(
        name="centrality-by-year", questions=(36,), answer=_centrality,
        title="Degree and betweenness by year",
        description="For each year, with how many others a node is linked by events that were held in it, and its "
        "betweenness among them (Brandes 2001), from 0 to 1. An event counts where its year is certain.",
        parameters=(
            _parameter("view", "xsd:string", "encounters",
                       "the view whose edges are events: encounters for parties, meetings for officials"),
            _parameter("year", "xsd:gYear", "UNDEF", "the year; every one unless told"),
        ),
    ),
    Computed(
        name="unmatched-passages", questions=(48,), answer=_unmatched_passages,
        title="Which passages no longer match their text",
        description="Passages whose characters no longer have the SHA-256 that was noted, or that lie outside their "
        "text, with the place where the words stand now, if they do. Of a source whose text is not at hand it says "
        "only that.",
        parameters=(
            _parameter("texts", "xsd:string", "UNDEF",
                       "the folder with the texts; that of KG_TEXTS or kg.toml unless told"),
        ),
    ),
    Computed(
        name="changes", questions=(50,), answer=_changes,
        title="What changed since a release",
        description="Facts and conclusions gained and lost since a day (what had been published by it), an earlier "
        "build, or a revision in git, such as the tag of a release; as kg diff tells them.",
        parameters=(
            _parameter("since", "xsd:string", "2025-12-31", "a day, last, a build or a revision in git"),
        ),
    ),
    Computed(
        name="likely-duplicates", questions=(49,), answer=_likely_duplicates,
        title="Which instruments look like duplicates",
        description="Pairs of instruments of one kind with similar names, whose parties, topics and dates of signing "
        "may be the same: where both are known they agree, or those of one are among those of the other. The "
        "similarity of names is Ratcliff and Obershelp's, from 0 to 1, whatever the order of their words; names with "
        "other numbers in them, such as years, are not similar.",
        parameters=(
            _parameter("similarity", "xsd:decimal", "0.7", "how similar the names must be at least"),
        ),
    ),
)  # fmt: skip
