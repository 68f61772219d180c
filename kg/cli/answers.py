"""Commands that answer: ask, commitments, sparql, why."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kg.cli.common import (
    FORMATS,
    Command,
    add_format,
    add_selection,
    add_texts,
    open_graph,
    say,
    showing_progress,
    style_of,
    terminal,
    write,
    write_answer,
)
from kg.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

#: What --kind of ``kg commitments`` takes, and the classes that it means.
KINDS = {
    "joint": ("kg:JointCommitment",),
    "pledge": ("kg:Pledge", "kg:Grant"),
    "grant": ("kg:Grant",),
    "plan": ("kg:PlanToMeet",),
}


def add(command: Command) -> None:
    """Add the commands."""
    sub = command(
        "ask", ask, "answer a question, by name or number; without one, list them",
        "kg ask", "kg ask 1", "kg ask frameworks-by-partner --country UZ --partner US --partner China",
        "kg ask brokers --from US --to CN",
        "kg ask 2 --sensitivity",
        "kg ask leaders --help", "kg ask 3 --source kun-uz-2024-11-16 --format csv",
        "kg ask passages --thing us-uz-spd-4 --texts texts",
    )  # fmt: skip
    sub.add_argument("name", nargs="?", metavar="NAME", help="name or number of a question")
    sub.add_argument("-h", "--help", action="store_true", help="show this help, or a question's own")
    sub.add_argument("--iris", action="store_true", help="CURIEs in tables instead of labels")
    sub.add_argument(
        "--sensitivity", action="store_true",
        help="say of each row without which sources it vanishes, and which conflicts it rests on",
    )  # fmt: skip
    add_texts(sub)
    add_selection(sub)
    add_format(sub, *FORMATS)
    sub.set_defaults(parser=sub)

    sub = command(
        "commitments", _commitments, "track commitments: whom they bind, when they are due, how they fare",
        "kg commitments", "kg commitments --party UZ --status announced",
        "kg commitments --topic security --kind joint", "kg commitments --framework c5plus1 --due-before 2026-01-01",
        "kg commitments --today 2026-01-01 --format csv",
    )  # fmt: skip
    group = sub.add_argument_group("which of them (each option may be repeated: any of the values)")
    group.add_argument("--party", action="append", metavar="NAME", help="that bind this party")
    group.add_argument("--topic", action="append", metavar="NAME", help="on this topic, or on a narrower one")
    group.add_argument(
        "--framework", action="append", metavar="NAME",
        help="made at a session of this framework or of one within it, planning one, or to cooperate in it",
    )  # fmt: skip
    group.add_argument(
        "--status", action="append", metavar="NAME",
        help="announced, in progress, partly fulfilled, fulfilled, lapsed, superseded, or unknown",
    )  # fmt: skip
    group.add_argument(
        "--kind", action="append", choices=KINDS,
        help="joint; pledge, of one side, grants among them; grant; or plan, to meet, of no session",
    )  # fmt: skip
    group.add_argument("--due-before", metavar="DATE", help="that are due before this day at the latest")
    group.add_argument("--due-after", metavar="DATE", help="that are due after this day, or may be")
    sub.add_argument("--today", metavar="DATE", help="the day that overdue is computed for; today unless told")
    sub.add_argument("--iris", action="store_true", help="CURIEs in tables instead of labels")
    add_selection(sub)
    add_format(sub, "table", "csv", "tsv", "json", "jsonl", "markdown")

    sub = command(
        "sparql", _sparql, "run SPARQL; prefixes need no declaration",
        'kg sparql "SELECT ?f { country:UZ kg:metUnder ?f }"', "kg sparql --file question.rq --format json",
        'kg sparql "ASK { GRAPH source:kun-uz-2024-11-16 { ?s a kg:Grant } }"',
    )  # fmt: skip
    sub.add_argument("query", nargs="?", metavar="QUERY", help="SPARQL 1.1; - reads standard input")
    sub.add_argument("--file", metavar="FILE", help="read the query from a file")
    sub.add_argument("--iris", action="store_true", help="CURIEs in tables instead of labels")
    add_selection(sub)
    add_format(sub, *FORMATS)

    sub = command(
        "why", _why, "show why a statement holds: rules, premises, passages",
        'kg why UZ "met under" us-uz-spd',
        "kg why event:us-uz-spd-4 a kg:HeldEvent",
        "kg why UZ worksThrough un -f json",
        'kg why UZ "met under" us-uz-spd --texts texts',
        'kg why UZ "met under" us-uz-spd --all 3 -f mermaid',
    )  # fmt: skip
    for name in ("subject", "predicate", "object"):
        sub.add_argument(name, metavar=name[0].upper(), help=f"the {name}: a CURIE, an IRI or a name")
    sub.add_argument("--all", type=int, default=1, metavar="N", help="show up to N proofs, the shortest first")
    add_texts(sub)
    add_selection(sub)
    add_format(sub, "table", "json", "jsonl", "markdown", "mermaid")


def ask(options: argparse.Namespace) -> int:
    """Run ``kg ask``, the one command whose options depend on what is asked."""
    from kg.analysis import catalogue
    from kg.evidence.texts import open_texts, with_quotes
    from kg.formats import tables
    from kg.project import project as sources
    from kg.sparql.library import find_query
    from kg.sparql.parameters import as_of_defaults
    from kg.sparql.results import Result

    if options.help and options.name is None:
        options.parser.print_help()
        return 0
    if options.rest and options.name in options.typed:
        # What follows an option that only a query may have looks like the name of a query, and is not.
        before = options.typed[options.typed.index(options.name) - 1]
        if before in options.rest and before.startswith("--"):
            raise UsageError(f"{before}: name a query first: kg ask NAME {before} {options.name}; kg ask lists them")
    project = sources.find_project(options.project)
    queries = catalogue.questions_of(project)
    if options.name is None:
        if options.rest:
            raise UsageError(f"{options.rest[0]}: name a question first; kg ask lists them")
        for problem in queries.problems.values():
            print(f"kg: {problem}", file=sys.stderr)
        rows = [
            {
                "question": ", ".join(map(str, q.questions)),
                "name": q.name,
                "title": q.title,
                "takes": " ".join(f"[--{_option(p)}]" for p in q.parameters),
            }
            for q in sorted(queries.values(), key=lambda q: (q.questions or (999,), q.name))
        ]
        write(tables.dictionaries(rows, style_of(options), **terminal(), whole=("name",)))
        return 0
    found = find_query(queries, options.name)
    if options.help:
        print(_query_help(found))
        return 0
    parameters = _query_parameters(found, options.rest)
    graph = open_graph(options)
    if options.sensitivity:
        _write_sensitivity(options, graph, found, parameters)
    else:
        answer = catalogue.ask(graph.project, graph.snapshot, found, parameters)
        if isinstance(answer, Result) and (texts := open_texts(project, options.texts)) is not None:
            answer = with_quotes(answer, texts)
        write_answer(options, answer)
    if chosen := [p for p in found.parameters if not p.optional and p.name not in parameters]:
        days = as_of_defaults(graph.snapshot, found)
        named = ", ".join(f"--{_option(p)} {days.get(p.name, p.default)}" for p in chosen)
        print(f"kg: answered for {named}; name others with these options", file=sys.stderr)
    return 0


def _write_sensitivity(options: argparse.Namespace, graph: KnowledgeGraph, found: Any, given: dict[str, Any]) -> None:
    from kg.analysis.catalogue import sensitivity_of
    from kg.formats import tables

    if options.last_build:
        raise UsageError("--sensitivity reads the files again; leave --last-build out")
    with showing_progress() as progress:
        tested = sensitivity_of(graph.project, graph.snapshot, found, given, progress)
    style = style_of(options)
    if style in ("json", "jsonl"):
        write(tables.rows_text(tested.values(), style))
    else:
        write_answer(options, tested.table())


def _takes(found: Any) -> str:
    from kg.rdf import terms

    return " ".join(f"[--{_option(p)} {terms.local_name(p.kind).upper()}]" for p in found.parameters)


def _option(parameter: Any) -> str:
    return str(parameter.name).replace("_", "-")


def _query_help(found: Any) -> str:
    import textwrap

    from kg.rdf import terms

    width = min(terminal()["width"], 100)
    lines = [f"{found.title}" + (f" (question {', '.join(map(str, found.questions))})" if found.questions else "")]
    lines += ["", *textwrap.wrap(found.description, width)] if found.description else []
    # An option and its value stay on one line.
    usage = f"usage: kg ask {found.name} {_takes(found)}".rstrip().replace(" ", "\xa0").replace("\xa0[", " [")
    folded = textwrap.wrap(usage, width, subsequent_indent=" " * 7, break_on_hyphens=False)
    lines += ["", *(line.replace("\xa0", " ") for line in folded)]
    for p in found.parameters:
        default = "any" if p.optional else p.default
        option = f"  --{_option(p)} {terms.local_name(p.kind).upper()}  "
        text = f"{p.description} [{default}]; repeat for several"
        lines += textwrap.wrap(option + text, width, subsequent_indent=" " * 6, break_on_hyphens=False)
    return "\n".join(lines)


def _query_parameters(found: Any, rest: list[str]) -> dict[str, list[str]]:
    """Read ``--name value`` and ``--name=value`` of a query's own parameters."""
    given: dict[str, list[str]] = {}
    words = iter(rest)
    for word in words:
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--"):
            raise UsageError(
                f"{word!r}: give parameters as --name value; {found.name} takes: {_takes(found) or 'none'}"
            )
        name = name.replace("-", "_")
        known = [p.name for p in found.parameters]
        if name not in known:
            options = [
                *known,
                "format",
                "source",
                "texts",
                "no-background",
                "last-build",
                "iris",
                "sensitivity",
                "project",
            ]
            raise UnknownNameError("parameter", name, options, f"{found.name} takes: {_takes(found) or 'none'}")
        value = value if equals else next(words, "")
        if not value:
            raise UsageError(f"--{name}: a value is missing")
        given.setdefault(name, []).append(value)
    return given


def _commitments(options: argparse.Namespace) -> int:
    """Run ``kg commitments``: the query of that name, with options of its own."""
    given = {name: getattr(options, name) for name in ("party", "topic", "framework", "status")}
    given["kind"] = [name for kind in options.kind or () for name in KINDS[kind]]
    given |= {name: getattr(options, name) for name in ("due_before", "due_after", "today")}
    graph = open_graph(options)
    answer = graph.ask("commitments", **{name: value for name, value in given.items() if value})
    write_answer(options, _filled(answer) if style_of(options) == "table" else answer)
    return 0


def _filled(result: Any) -> Any:
    """Leave out the columns that are empty in every row, so that a wide table fits a terminal."""
    from kg.sparql.results import Result

    kept = [n for n in range(len(result.columns)) if any(row[n] is not None for row in result.rows)]
    rows = tuple(tuple(row[n] for n in kept) for row in result.rows)
    return Result(tuple(result.columns[n] for n in kept), rows, result.snapshot)


def _sparql(options: argparse.Namespace) -> int:
    from pathlib import Path

    from kg.sparql.run import run, run_w3c
    from kg.sparql.syntax import unknown_terms

    if (options.query is None) == (options.file is None):
        raise UsageError('give one query: kg sparql "SELECT ..." or kg sparql --file FILE')
    try:
        if options.file:
            text = Path(options.file).read_text(encoding="utf-8")
        else:
            text = sys.stdin.read() if options.query == "-" else options.query
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{options.file}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    graph = open_graph(options)
    if options.format in ("json", "csv", "tsv"):
        write(run_w3c(graph.snapshot, text, options.format))
    else:
        write_answer(options, run(graph.snapshot, text))
    for note in unknown_terms(graph.snapshot, text):
        say(note)
    return 0


def _why(options: argparse.Namespace) -> int:
    from kg.evidence import explain
    from kg.formats import tables

    graph = open_graph(options)
    explanation = graph.why(
        options.subject, options.predicate, options.object, limit=options.all, texts=options.texts
    )  # fmt: skip
    style = style_of(options)
    if style == "markdown":
        print(explanation.markdown())
    elif style == "mermaid":
        print(explanation.mermaid())
    elif style == "json":
        write(tables.rows_text([explanation.as_dict()], "json"))
    elif style == "jsonl":
        write(tables.rows_text([explanation.as_dict()], "jsonl"))
    else:
        print(tables.folded(str(explanation), terminal()["width"]))
        if not explanation.holds:
            _print_near(explanation, explain.neighbours(graph.snapshot, explanation.triple))
    return 0 if explanation.holds else 1


def _print_near(explanation: Any, near: Sequence[Any]) -> None:
    from kg.sparql.results import to_text

    snapshot = explanation.snapshot
    if explanation.told:
        print("told by " + ", ".join(map(snapshot.label, explanation.told)) + ", and rejected by a judgement")
    if near:
        print("what does hold:")
        for triple in near[:12]:
            print("  " + " — ".join(to_text(term, snapshot) for term in triple))
