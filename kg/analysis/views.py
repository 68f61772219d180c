"""A store → networkx graphs, and what one asks of them.

A view is a query, ``queries/views/*.rq``, whose rows are edges: ``?from ?relation ?to``. Where two things
are linked because both stand in a relation to a third, ``?via`` is the third, ``?relation`` leads to it
from ``?from`` and ``?relation_to`` from ``?to``. ``?start`` and ``?end`` bound the time of an edge; with
``?start_latest`` and ``?end_earliest`` each of them is a pair of possible days.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import networkx as nx
import pyoxigraph as ox

from kg.errors import ProjectError, UnknownNameError
from kg.evidence.citations import Citation, citations
from kg.evidence.conflicts import Conflict, conflicts, contested
from kg.evidence.explanation import Explanation
from kg.evidence.why import why
from kg.project.project import shipped_root
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, RDF_TYPE, Subject, Term, Triple, plain
from kg.sparql.library import library
from kg.sparql.results import Result, to_text
from kg.sparql.run import run
from kg.store.scope import scope_text
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import first_days, last_days, narrowest

#: The five classes that users know by name, and the others that a view may show, most telling first.
KINDS = (
    "Country", "Official", "Dialogue", "Framework", "Commitment", "Organisation", "Instrument", "Event",
    "Position", "Expectation", "Topic", "Place",
)  # fmt: skip
#: The classes of the view of entities, as its query has them.
_ENTITIES = ("Country", "Official", "Event", "Framework", "Commitment")
_FOLDER = shipped_root() / "queries" / "views"
#: The names of the views.
VIEWS = tuple(sorted(path.stem for path in _FOLDER.glob("*.rq")))

#: The pairs of possible days that things have: of a start, an end, an event, a due date, an observation.
_DATES = (
    ("startEarliest", "startLatest"), ("endEarliest", "endLatest"), ("earliestDate", "latestDate"),
    ("plannedEarliest", "plannedLatest"), ("dueEarliest", "dueLatest"), ("observedOn", "observedOn"),
)  # fmt: skip
#: How the time of a thing that was only observed begins; the day follows.
OBSERVED: Final = "as told on "
#: How two things that stand in one relation to a third are linked through it.
_BOTH = {
    "kg:memberOf": "both members of", "kg:participatesIn": "both participants in", "kg:leads": "both leading",
    "kg:partnerIn": "both partners in", "kg:metUnder": "both met under", "kg:toMeetUnder": "both to meet under",
    "kg:worksThrough": "both work through", "kg:engagedThroughPart": "both engaged through a part of",
    "kg:partyTo": "both parties to", "kg:boundBy": "both bound by", "kg:takesPartIn": "met at",
}  # fmt: skip
#: Shown elsewhere: as the label, the dates, the note or the passages.
_HIDDEN_FACTS = {
    "passage", "gist", "prefLabel", "altLabel", "type", "exactMatch", "definition", "eventStatus",
    "datePrecision", "plannedPrecision", "startPrecision", "endPrecision", "duePrecision",
    *(name for pair in _DATES for name in pair),
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One edge of a path: from where to where, by which relation, as which sources say.

    ``forward`` is False where the relation holds from ``end`` to ``start``.
    """

    start: str
    relation: str
    end: str
    via: str
    sources: tuple[str, ...]
    inferred: bool
    forward: bool


def view(snapshot: Snapshot, name: str) -> nx.MultiDiGraph:
    """Make a view.

    Parameters
    ----------
    snapshot : Snapshot
    name : str
        One of `VIEWS`.

    Returns
    -------
    networkx.MultiDiGraph
        What sources tell of is in the view of entities without a relation, too. Nodes are IRIs, with ``label``,
        ``labels`` (by language), ``names``, ``subtitle`` (an official's posts), ``kind``, ``curie``, ``coordinates``
        (latitude and longitude of a country's capital), ``note``, ``start``, ``end``, ``status``, ``contested``,
        ``conflicts``, ``judgements`` (where there is no conflict), ``facts`` and
        ``passages``. Edges have the relation's CURIE as key, and ``relation``, ``label``, ``via``, ``how``, ``when``
        (of what they lead through), ``start``, ``end``, ``sources``, ``passages``, ``inferred``, ``proof`` (as
        text) and ``proofs`` (as nested steps), ``contested`` and ``conflicts``. The graph has ``title``,
        ``subtitle``, ``data_version``, ``licence``, ``slice`` (what it was cut to, in words), ``sources`` and
        ``conflicts``, to which nodes and edges refer by place. Times are texts as precise as what is known; in a
        graph as of a day, what has no date of its own starts ``undated``.

    Raises
    ------
    UnknownNameError
        Where there is no such view.

    Examples
    --------
    >>> import kg
    >>> graph = view(kg.open().snapshot, "affiliations")
    >>> graph.number_of_nodes() > 10
    True
    """
    rows = edge_rows(snapshot, name)
    return _graph(snapshot, rows, dict(titles())[name], _told_things(snapshot) if name == "entities" else ())


def _told_things(snapshot: Snapshot) -> list[str]:
    """List the entities that a source tells of: they are in the view even where nothing relates them to another.

    Names of the vocabulary that no source tells of are not. A thing without a relation belongs to no day, so that a
    graph cut by a clock has none.
    """
    if snapshot.manifest.scope.is_dated:
        return []
    told = {info.iri for info in snapshot.manifest.graphs if info.role == "source"}
    rows = snapshot.select(
        f"SELECT DISTINCT ?thing {{ VALUES ?kind {{ {' '.join(f'kg:{kind}' for kind in _ENTITIES)} }} ?thing a ?kind "
        "FILTER (isIRI(?thing)) FILTER NOT EXISTS { ?thing owl:deprecated true } }"
    )
    things = (row["thing"] for row in rows)
    return [thing.value for thing in things if any(graph.value in told for graph in _told(snapshot, thing))]


def of_answer(
    snapshot: Snapshot, answer: Result, title: str, about: Iterable[Term] = (), asked: str = ""
) -> nx.MultiDiGraph:
    """Make a graph of an answer: the things that its rows name, how they are linked, and the rows themselves.

    Parameters
    ----------
    snapshot : Snapshot
    answer : kg.sparql.results.Result
    title : str
        The question.
    about : iterable of terms, optional
        What was asked about, such as a country; it belongs to every row.
    asked : str, optional
        The parameters that it was answered for, in words.

    Returns
    -------
    networkx.MultiDiGraph
        As that of `view`, with ``answer``: ``question``, ``asked``, ``columns`` and ``rows``, each with its ``cells``
        as text, its ``nodes``, and its ``edges`` (two ends and a key). A row that names relations has edges of
        these only, where there are any.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> made = of_answer(graph.snapshot, graph.ask(1), "Which frameworks?")
    >>> len(made.graph["answer"]["rows"]) == len(graph.ask(1))
    True
    """
    drawn = [term for term in about if _is_drawn(snapshot, term)]
    of_rows = [
        list(dict.fromkeys([*drawn, *(term for term in row if term is not None and _is_drawn(snapshot, term))]))
        for row in answer.rows
    ]
    wanted = dict.fromkeys(itertools.chain(drawn, *of_rows))
    rows = [row for row in edge_rows(snapshot, "entities") if row["from"] in wanted and row["to"] in wanted]
    linked = {frozenset((row["from"], row["to"])) for row in rows}
    for one, other in dict.fromkeys(pair for things in of_rows for pair in itertools.permutations(things, 2)):
        if frozenset((one, other)) not in linked:
            rows += _direct(snapshot, one, other)
    graph = _graph(snapshot, rows, title, [term.value for term in wanted])
    graph.graph["answer"] = {
        "question": title,
        "asked": asked,
        "columns": [column.replace("_", " ") for column in answer.columns],
        "rows": [
            {"cells": [_cell(snapshot, term) for term in row], "nodes": [term.value for term in things],
             "edges": _edges_of(snapshot, graph, things, row)}
            for things, row in zip(of_rows, answer.rows, strict=True)
        ],
    }  # fmt: skip
    return graph


def _cell(snapshot: Snapshot, term: Term | None) -> str:
    """Write a value of an answer as the page shows it: as elsewhere, but yes and no."""
    if isinstance(term, ox.Literal) and term.datatype.value == f"{terms.XSD}boolean":
        return "yes" if term.value in ("true", "1") else "no"
    return to_text(term, snapshot)


def _is_drawn(snapshot: Snapshot, term: Term) -> bool:
    return isinstance(term, ox.NamedNode) and _is_thing(snapshot, term.value)


def _direct(snapshot: Snapshot, one: Term, other: Term) -> list[dict[str, Term | None]]:
    """Find the relations between two things that are in no view; of several, those that no narrower one implies."""
    return [
        {"from": one, "relation": row["relation"], "to": other}
        for row in snapshot.select(
            f"SELECT DISTINCT ?relation {{ {one} ?relation {other} . "
            f"FILTER (?relation != <{terms.OWL}sameAs>) "
            f"FILTER NOT EXISTS {{ ?narrower rdfs:subPropertyOf+ ?relation . {one} ?narrower {other} }} }} "
            "ORDER BY ?relation"
        )
    ]


def _edges_of(
    snapshot: Snapshot, graph: nx.MultiDiGraph, things: Sequence[Term], row: Sequence[Term | None]
) -> list[tuple[str, str, str]]:
    """List the edges that a row speaks of: those between its things, of the relations that it names, if any."""
    iris = [term.value for term in things]
    between = list(graph.subgraph(iris).edges(keys=True))
    named = {snapshot.compact(term.value) for term in row if isinstance(term, ox.NamedNode)}
    return sorted([edge for edge in between if edge[2] in named] or between)


def _graph(
    snapshot: Snapshot, rows: Sequence[dict[str, Term | None]], subtitle: str, more: Iterable[str] = ()
) -> nx.MultiDiGraph:
    """Draw rows of a view as edges; ``more`` are things that are there without any."""
    manifest = snapshot.manifest
    graph = nx.MultiDiGraph(
        title=manifest.title,
        subtitle=subtitle,
        data_version=manifest.data_version,
        licence=manifest.licence,
        slice=scope_text(manifest.scope),
        sources=_sources(snapshot),
    )
    disputes = _disputes(snapshot)
    graph.graph["conflicts"] = [_conflict(conflict) for conflict in disputes.conflicts]
    ends = {term.value for row in rows for key in ("from", "to") if (term := row[key]) is not None}
    for iri in sorted({*ends, *more}):
        graph.add_node(iri, **_node(snapshot, iri, disputes))
    explained: dict[Triple, Explanation] = {}
    for row in rows:
        start, end, key = edge_name(snapshot, row)
        graph.add_edge(start, end, key=key, **_edge(snapshot, row, disputes, explained))
    return graph


def edge_rows(snapshot: Snapshot, name: str) -> list[dict[str, Term | None]]:
    """Return the rows of a view's query, one for each edge, without their proofs.

    Parameters
    ----------
    snapshot : Snapshot
    name : str
        One of `VIEWS`.

    Raises
    ------
    UnknownNameError
        Where there is no such view.
    """
    queries = library([_FOLDER])
    if name not in VIEWS:
        raise UnknownNameError("view", str(name), VIEWS, f"views: {', '.join(VIEWS)}")
    result = run(snapshot, queries[name].text)
    if not isinstance(result, Result) or not {"from", "relation", "to"} <= set(result.columns):
        raise ProjectError(f"{queries[name].path}: a view needs the columns ?from, ?relation and ?to")
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def edge_name(snapshot: Snapshot, row: dict[str, Term | None]) -> tuple[str, str, str]:
    """Name the edge that a row of a view stands for: its two ends and its key."""
    relation, via = snapshot.compact(_iri(row["relation"])), row.get("via")
    return _iri(row["from"]), _iri(row["to"]), relation + (f" {_iri(via)}" if via is not None else "")


def statements_of(row: dict[str, Term | None]) -> list[Triple]:
    """List what an edge says: one statement, or, of two things that are linked by a third, one of each."""
    via = row.get("via")
    statements = [_statement(row["from"], row["relation"], via or row["to"])]
    if via is not None:
        statements.append(_statement(row["to"], row.get("relation_to") or row["relation"], via))
    return statements


def shortest_path(graph: nx.MultiDiGraph, start: str, end: str) -> list[Step]:
    """Find a shortest path between two nodes, directions aside.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A view.
    start, end : str
        IRIs of nodes.

    Returns
    -------
    list of Step
        Empty where nothing links them. Of several shortest paths, the first by the nodes' names.

    Raises
    ------
    UnknownNameError
        Where one of them is not in the view.
    """
    paths = shortest_paths(graph, start, end)
    return paths[0] if paths else []


def shortest_paths(graph: nx.MultiDiGraph, start: str, end: str) -> list[list[Step]]:
    """Find all shortest paths between two nodes, directions aside.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A view.
    start, end : str
        IRIs of nodes.

    Returns
    -------
    list of list of Step
        In the order of the nodes' names; empty where nothing links them. Where several relations link two
        nodes, a step names one: a told one before an inferred one.

    Raises
    ------
    UnknownNameError
        Where one of them is not in the view.
    """
    for node in (start, end):
        if node not in graph:
            raise UnknownNameError("node of this view", node, map(str, graph))
    plain_graph = nx.Graph(graph.to_undirected(as_view=True))
    if start == end or not nx.has_path(plain_graph, start, end):
        return []
    paths: list[Sequence[str]] = sorted(nx.all_shortest_paths(plain_graph, start, end))
    return [[_step(graph, a, b) for a, b in itertools.pairwise(path)] for path in paths]


def brokers(graph: nx.MultiDiGraph, between: tuple[str, str] | None = None) -> list[tuple[str, float]]:
    """Rank nodes by betweenness: the share of shortest paths that cross them.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A view; parallel edges count once, directions do not count.
    between : pair of str, optional
        Only paths between these two nodes; all pairs unless told.

    Returns
    -------
    list of (str, float)
        IRI and betweenness from 0 to 1, highest first; nodes on no path are left out.

    Notes
    -----
    Betweenness is Brandes' (2001), https://doi.org/10.1080/0022250X.2001.9990249.
    """
    simple = nx.Graph(graph.to_undirected(as_view=True))
    if between is None:
        scores = nx.betweenness_centrality(simple)
    else:
        for node in between:
            if node not in graph:
                raise UnknownNameError("node of this view", node, map(str, graph))
        scores = nx.betweenness_centrality_subset(simple, [between[0]], [between[1]], normalized=False)
        # Each path is counted from one end only, so an unscaled score is half the share of paths.
        scores = {node: 2 * score for node, score in scores.items()}
    return sorted(((n, round(s, 6)) for n, s in scores.items() if s > 0), key=lambda item: (-item[1], item[0]))


def communities(graph: nx.MultiDiGraph) -> list[list[str]]:
    """Split a view into communities, by Louvain's method with a fixed seed.

    Returns
    -------
    list of list of str
        IRIs, the largest community first.

    Notes
    -----
    Blondel and others (2008), https://doi.org/10.1088/1742-5468/2008/10/P10008.
    """
    simple = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    for start, end in sorted(graph.edges()):
        weight = simple.edges[start, end]["weight"] + 1 if simple.has_edge(start, end) else 1
        simple.add_edge(start, end, weight=weight)
    found: Iterable[set[str]] = nx.community.louvain_communities(simple, weight="weight", seed=0)
    return sorted((sorted(members) for members in found), key=lambda members: (-len(members), members))


def _step(graph: nx.MultiDiGraph, a: str, b: str) -> Step:
    edges = [data for x, y in ((a, b), (b, a)) for data in (graph.get_edge_data(x, y) or {}).values()]
    best = min(edges, key=lambda data: (data["inferred"], data["label"]))
    forward = bool(best["via"]) or any(data is best for data in (graph.get_edge_data(a, b) or {}).values())
    return Step(a, best["label"], b, best["via"], tuple(best["sources"]), best["inferred"], forward)


def _node(snapshot: Snapshot, iri: str, disputes: _Disputes) -> dict[str, Any]:
    node = ox.NamedNode(iri)
    about = _facts(snapshot, node)
    start, end = _interval(about)
    status = [snapshot.label(term.value) for term in about.get(f"{terms.KG}eventStatus", [])]
    return {
        "label": snapshot.label(iri),
        "labels": dict(sorted((tag, text) for tag, text in snapshot.labels.get(iri, {}).items() if tag)),
        "names": sorted({term.value for term in about.get(terms.ALT_LABEL, [])}),
        "coordinates": _coordinates(snapshot, about),
        "subtitle": _posts(snapshot, node),
        "kind": _kind(snapshot, node),
        "curie": snapshot.compact(iri),
        "note": next(
            (t.value for t in about.get(f"{terms.KG}gist", []) or about.get(f"{terms.SKOS}definition", [])), None
        ),
        "start": start,
        "end": end,
        "status": "held" if "held" in status else status[0] if status else None,
        "contested": bool(disputes.on_node.get(iri)) or iri in disputes.judged,
        "conflicts": disputes.on_node.get(iri, []),
        "judgements": [] if disputes.on_node.get(iri) else disputes.judged.get(iri, []),
        "facts": [
            (snapshot.label(predicate), ", ".join(sorted(to_text(value, snapshot) for value in values)))
            for predicate, values in sorted(about.items())
            if terms.local_name(predicate) not in _HIDDEN_FACTS
        ],
        "passages": _passages(c for g in _told(snapshot, node) for c in _node_citations(snapshot, node, g)),
    }


def _edge(
    snapshot: Snapshot,
    row: dict[str, Term | None],
    disputes: _Disputes,
    explained: dict[Triple, Explanation],
) -> dict[str, Any]:
    """Describe an edge; one statement, such as that of a member, may stand behind the edges to all others."""
    via = row.get("via")
    statements = statements_of(row)
    for statement in statements:
        if statement not in explained:
            explained[statement] = why(snapshot, *statement, contested=disputes.notes)
    reasons = [explained[statement] for statement in statements]
    cited = list(dict.fromkeys(c for reason in reasons for c in reason.citations()))
    leaves = {leaf for reason in reasons if reason.proof for leaf in reason.proof.leaves()}
    involved = {term.value for leaf in leaves for term in leaf}
    found = disputes.of(
        leaves, (node for node in involved if node in disputes.on_node and not _is_thing(snapshot, node))
    )
    inferred = any(reason.inferred for reason in reasons)
    relation = snapshot.compact(statements[0][1].value)
    label = snapshot.label(statements[0][1].value)
    return {
        "relation": relation,
        "label": label if via is None else snapshot.label(_iri(via)),
        "via": _iri(via) if via is not None else "",
        "how": "" if via is None else _how(snapshot, *(statement[1] for statement in statements)),
        "when": None if via is None else _span(*_interval(_facts(snapshot, ox.NamedNode(_iri(via))))),
        "start": _date(row, "start", "start_latest")
        or ("undated" if not involved.isdisjoint(snapshot.manifest.undated) else None),
        "end": _date(row, "end_earliest", "end"),
        "inferred": inferred,
        "sources": sorted({citation.source for citation in cited}),
        "passages": _passages(cited),
        "proof": "\n".join(map(str, reasons)) if inferred else None,
        "proofs": [_proof(reason.as_dict()["proof"]) for reason in reasons] if inferred else [],
        "contested": bool(found),
        "conflicts": found,
    }


def _proof(step: dict[str, Any]) -> dict[str, Any]:
    """Take what is read out of a proof: what each step says, by which rule, from which steps or passages."""
    if step["rule"] is None:
        cited = (Citation(**citation) for citation in step["citations"])
        return {"text": step["text"], "contested": step["contested"], "passages": _passages(cited)}
    return {"text": step["text"], "rule": step["rule"], "because": step["because"],
            "premises": [_proof(premise) for premise in step["premises"]]}  # fmt: skip


def _how(snapshot: Snapshot, one: ox.NamedNode, other: ox.NamedNode) -> str:
    """Say in which relations two things stand to a third: one phrase where it is the same relation."""
    if one == other:
        label = snapshot.label(one.value)
        return _BOTH.get(snapshot.compact(one.value), f"both: {label}")
    return f"{snapshot.label(one.value)} / {snapshot.label(other.value)}"


def _span(start: str | None, end: str | None) -> str | None:
    """Write an interval in one text."""
    if start and end:
        return start if start == end else f"{start} – {end}"
    return f"since {start}" if start else f"until {end}" if end else None


def _date(row: dict[str, Term | None], earliest: str, latest: str) -> str | None:
    """Write a pair of possible days as precisely as both say; one column alone stands for both."""
    first, last = ([term.value for term in (row.get(name),) if term] for name in (earliest, latest))
    if earliest not in row or latest not in row:
        first = last = first or last
    return str(narrowest(first_days(first), last_days(last))) or None


def _statement(subject: Term | None, predicate: Term | None, obj: Term | None) -> Triple:
    """Read a row's statement; where only its inverse is in the graph, `_edge` still proves it."""
    assert isinstance(subject, ox.NamedNode)
    assert isinstance(predicate, ox.NamedNode)
    assert isinstance(obj, ox.NamedNode)
    return (subject, predicate, obj)


def _kind(snapshot: Snapshot, node: ox.NamedNode) -> str:
    types = {
        terms.local_name(plain(quad)[2].value)
        for graph in (ACCEPTED, INFERRED)
        for quad in snapshot.store.quads_for_pattern(node, RDF_TYPE, None, graph)
    }
    return next((kind for kind in KINDS if kind in types), "Other")


def _is_thing(snapshot: Snapshot, iri: str) -> bool:
    """Tell whether something is a thing of its own, of which what is disputed is said there."""
    return _kind(snapshot, ox.NamedNode(iri)) != "Other"


def _facts(snapshot: Snapshot, node: Subject) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for quad in snapshot.store.quads_for_pattern(node, None, None, ACCEPTED):
        found.setdefault(quad.predicate.value, []).append(plain(quad)[2])
    return found


def _posts(snapshot: Snapshot, node: ox.NamedNode) -> str | None:
    """Write the posts of an official, each with its time."""
    found = []
    for quad in snapshot.store.quads_for_pattern(None, ox.NamedNode(f"{terms.KG}heldBy"), node, ACCEPTED):
        tenure = _facts(snapshot, plain(quad)[0])
        post = ", ".join(to_text(term, snapshot) for term in tenure.get(f"{terms.KG}ofPost", []))
        first, last, *_, seen = (_day(tenure, *pair) for pair in _DATES)
        time = " – ".join(filter(None, (first, last))) if last or not first else f"since {first.removeprefix('from ')}"
        time = time or (f"{OBSERVED}{seen}" if seen else "undated")
        acting = "acting, " if any(term.value == "true" for term in tenure.get(f"{terms.KG}acting", [])) else ""
        found.append((first or seen or "", f"{post} ({acting}{time.strip()})"))
    return "; ".join(text for _, text in sorted(found)) or None


def _day(about: dict[str, list[Term]], earliest: str, latest: str) -> str | None:
    """Write a pair of possible days: the narrowest that fits all sources, or from end to end where none does."""
    first, last = ([term.value for term in about.get(terms.KG + name, [])] for name in (earliest, latest))
    return str(narrowest(first_days(first), last_days(last))) or None


def _interval(about: dict[str, list[Term]]) -> tuple[str | None, str | None]:
    """Write the time of a thing: an interval, a date or a due date; a day on which it was only observed says so."""
    start, end, date, planned, due, seen = (_day(about, *pair) for pair in _DATES)
    if start or end:
        return start, end
    day = date or planned or due or (f"{OBSERVED}{seen}" if seen else None)
    return day, day


def _coordinates(snapshot: Snapshot, about: dict[str, list[Term]]) -> tuple[float, float] | None:
    """Find where a country's capital is; of several, the first by name."""
    for capital in sorted(about.get(f"{terms.KG}capital", []), key=str):
        if isinstance(capital, ox.NamedNode):
            place = _facts(snapshot, capital)
            latitudes, longitudes = place.get(f"{terms.GEO}lat"), place.get(f"{terms.GEO}long")
            if latitudes and longitudes:
                return float(latitudes[0].value), float(longitudes[0].value)
    return None


def _told(snapshot: Snapshot, node: ox.NamedNode) -> list[ox.NamedNode]:
    graphs = {q.graph_name.value for q in snapshot.store.quads_for_pattern(node, None, None)
              if isinstance(q.graph_name, ox.NamedNode)}  # fmt: skip
    return [ox.NamedNode(iri) for iri in sorted(graphs & snapshot.graph_info.keys())]


def _node_citations(snapshot: Snapshot, node: ox.NamedNode, graph: ox.NamedNode) -> list[Citation]:
    types = snapshot.store.quads_for_pattern(node, RDF_TYPE, None, graph)
    return [c for q in types for c in citations(snapshot, plain(q)) if c.source == graph.value and c.passage]


def _passages(cited: Iterable[Citation]) -> list[dict[str, Any]]:
    names = [field.name for field in fields(Citation) if field.name not in ("scope", "passage")]
    found = [{name: getattr(citation, name) or None for name in names} for citation in dict.fromkeys(cited)]
    return [{**entry, "url": entry["origin"] or entry["url"]} for entry in found]


@dataclass(frozen=True)
class _Disputes:
    """What sources disagree on: the conflicts, and by their place in the list those of things and statements."""

    conflicts: tuple[Conflict, ...]
    on_node: dict[str, list[int]]
    on_triple: dict[Triple, list[int]]
    judged: dict[str, list[dict[str, str]]]
    notes: dict[Triple, tuple[str, ...]]

    def of(self, leaves: Iterable[Triple], between: Iterable[str]) -> list[int]:
        """List those that an edge rests on: on its statements, and on what stands between, such as a membership."""
        places = {place for leaf in leaves for place in self.on_triple.get(leaf, ())}
        places |= {place for node in between for place in self.on_node.get(node, ())}
        return sorted(places)


def _disputes(snapshot: Snapshot) -> _Disputes:
    found = conflicts(snapshot)
    on_node: dict[str, list[int]] = {}
    on_triple: dict[Triple, list[int]] = {}
    for place, conflict in enumerate(found):
        told = [claim for side in conflict.sides for claim in side.claims]
        about = {claim.node.value for claim in told if isinstance(claim.node, ox.NamedNode)}
        for node in sorted(about):
            on_node.setdefault(node, []).append(place)
        for triple in {triple for claim in told for triple in claim.triples}:
            on_triple.setdefault(triple, []).append(place)
    return _Disputes(found, on_node, on_triple, _judged(snapshot), dict(contested(snapshot)))


def _conflict(conflict: Conflict) -> dict[str, Any]:
    """Write a conflict for those who read it: each side with who says so and where, and what was held of it."""
    return {
        "question": conflict.exclusive.label,
        "about": conflict.about,
        "status": conflict.status,
        "sides": [
            {
                "answer": conflict.answer_text(side),
                "independent": side.independent,
                "verdict": side.verdict or None,
                "judgements": [{"verdict": j.verdict, "ground": j.ground, "date": j.date} for j in side.judgements],
                "sources": list(side.sources),
                "passages": _passages(c for claim in side.claims for c in conflict.citations(claim)),
            }
            for side in conflict.sides
        ],
    }


def _judged(snapshot: Snapshot) -> dict[str, list[dict[str, str]]]:
    """Collect the judgements on things, whether or not another source says otherwise."""
    rows = snapshot.select(
        "SELECT DISTINCT ?node ?verdict ?ground ?date { ?judgement kg:judgedNode|kg:judgedSubject ?node ;"
        " kg:verdict ?verdict . OPTIONAL { ?judgement kg:ground ?ground } OPTIONAL { ?judgement dcterms:date ?date } }"
        " ORDER BY ?node ?date ?verdict ?ground"
    )
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        said = {key: term.value for key in ("ground", "date") if (term := row[key]) is not None}
        verdict = terms.local_name(_iri(row["verdict"])).lower()
        found.setdefault(_iri(row["node"]), []).append({"verdict": verdict, **said})
    return found


def _sources(snapshot: Snapshot) -> dict[str, dict[str, str | None]]:
    found = {}
    for info in snapshot.manifest.graphs:
        if info.role == "ontology":
            continue
        about = _facts(snapshot, ox.NamedNode(info.iri))

        def text(iri: str, about: dict[str, list[Term]] = about) -> str | None:
            return to_text(about[iri][0], snapshot) if about.get(iri) else None

        found[info.iri] = {
            "title": text(f"{terms.DCTERMS}title"),
            "publisher": text(f"{terms.DCTERMS}publisher"),
            "issued": text(f"{terms.DCTERMS}issued"),
            "url": text(f"{terms.KG}url"),
            "licence": text(f"{terms.DCTERMS}license"),
        }
    return found


def _iri(term: object) -> str:
    assert isinstance(term, ox.NamedNode)
    return term.value


def titles() -> list[tuple[str, str]]:
    """List the views: name and title."""
    return [(query.name, query.title) for query in library([_FOLDER]).values()]
