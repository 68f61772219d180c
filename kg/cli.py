"""The command ``kg``: parses, calls, prints; nothing else."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from kg import __version__
from kg.errors import DataError, Finding, KgError, OutputError, UnknownNameError, UsageError, suggest

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

DESCRIPTION = """\
Knowledge graphs of diplomatic relationships: every answer carries its proof,
and every proof ends at a passage in a source.

kg works on the project it stands in (a folder with a kg.toml, or one above),
and on the graph that it ships otherwise.
"""
EXAMPLES = """\
examples:
  kg ask                                        the questions that can be asked
  kg ask frameworks-by-partner --country UZ     run one, by name ...
  kg ask 1 --country Uzbekistan                 ... or by its number
  kg why UZ "met under" us-uz-spd               the proof of one statement
  kg sparql "SELECT ?f { country:UZ kg:metUnder ?f }"
  kg check                                      what is wrong, or worth a look
  kg graph -o page.html                         the interactive page
  kg init my-desk                               start a graph of your own

exit codes: 0 good, 1 findings (or the statement does not hold), 2 wrong use
"""

_FORMATS = ("table", "csv", "tsv", "json", "jsonl", "markdown", "turtle")


class _Parser(argparse.ArgumentParser):
    """argparse, with "did you mean" and our exit code."""

    def error(self, message: str) -> NoReturn:
        import re

        if match := re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message):
            names = re.findall(r"[\w-]+", match[2])
            near = suggest(match[1], names)
            hint = f"did you mean {' or '.join(map(repr, near))}?" if near else f"there are: {', '.join(names)}"
            message = f"no {'command' if 'COMMAND' in message else 'choice'} called {match[1]!r}; {hint}"
        raise UsageError(f"{message}\n{self.format_usage().strip()}")


class _Progress:
    """Names a step on standard error once it has taken a second."""

    def __init__(self) -> None:
        self._timer: threading.Timer | None = None

    def __call__(self, step: str) -> None:
        self.stop()
        self._timer = threading.Timer(1.0, lambda: print(f"kg: {step} ...", file=sys.stderr, flush=True))
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        What follows ``kg``; ``sys.argv`` unless told.

    Returns
    -------
    int
        The exit code: 0 good, 1 findings, 2 wrong use, 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        options, rest = _parser().parse_known_args(arguments)
        if rest and options.run is not _ask:
            known = [f"--{name.replace('_', '-')}" for name in vars(options)]
            raise UnknownNameError("option", rest[0].split("=")[0], known, f"{_call(options)} --help lists them")
        options.rest = rest
        code = int(options.run(options))
        sys.stdout.flush()
    except KgError as error:
        _print_error(error)
        return error.exit_code
    except KeyboardInterrupt:
        print("kg: interrupted; the builds that were there are untouched", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader has what it wanted; keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"kg: cannot write: {error.strerror or error}", file=sys.stderr)
        return 2
    return code


def _call(options: argparse.Namespace) -> str:
    return f"kg {options.command}" if options.command else "kg"


def _print_error(error: KgError) -> None:
    if isinstance(error, DataError):
        for finding in error.findings:
            print(finding, file=sys.stderr)
    print(f"kg: {error}", file=sys.stderr)


def _parser() -> _Parser:  # noqa: PLR0915  one statement for each option
    raw = argparse.RawDescriptionHelpFormatter
    parser = _Parser("kg", description=DESCRIPTION, epilog=EXAMPLES, formatter_class=raw, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"kg {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    parser.set_defaults(run=_help, parser=parser)

    def command(name: str, run: Callable[[Any], int], text: str, *examples: str) -> argparse.ArgumentParser:
        lines = "examples:\n" + "".join(f"  {example}\n" for example in examples)
        sub: argparse.ArgumentParser = commands.add_parser(
            name, help=text, description=f"{text[0].upper()}{text[1:]}.", epilog=lines, formatter_class=raw,
            allow_abbrev=False, add_help=name != "ask",
        )  # fmt: skip
        sub.set_defaults(run=run)
        sub.add_argument("-C", "--project", metavar="DIR", help="work on the project that DIR lies in")
        return sub

    def selection(sub: argparse.ArgumentParser) -> None:
        group = sub.add_argument_group("what the answer rests on (kg reasons again without the rest)")
        group.add_argument(
            "--source", action="append", default=[], metavar="NAME", help="only this source; repeat for more"
        )
        group.add_argument("--no-background", action="store_true", help="without memberships and tenures")
        group.add_argument(
            "--engine", choices=("kg", "owlrl"), default="kg", help="kg's reasoner, or the slower reference"
        )
        group.add_argument("--last-build", action="store_true", help="the last good build, whatever the files say now")

    def style(sub: argparse.ArgumentParser, *names: str) -> None:
        sub.add_argument(
            "-f", "--format", choices=names, metavar="FORMAT",
            help=f"{', '.join(names)}; a table on a terminal, JSON lines when piped",
        )  # fmt: skip

    sub = command(
        "init",
        _init,
        "start a project of your own",
        "kg init my-desk",
        "kg init my-desk --base https://example.org/desk/",
    )
    sub.add_argument("folder", metavar="DIR", help="a new folder")
    sub.add_argument(
        "--base", default="https://example.org/desk/", metavar="IRI", help="names your things; ends in / or #"
    )

    sub = command("build", _build, "build the graph and say what is in it", "kg build", "kg build -C my-desk")
    selection(sub)
    style(sub, "table", "json", "jsonl", "markdown", "csv", "tsv")

    sub = command(
        "ask", _ask, "run a query of the library; without a name, list them",
        "kg ask", "kg ask 1", "kg ask frameworks-by-partner --country UZ --partner US --partner China",
        "kg ask leaders --help", "kg ask 3 --source kun-uz-2024-11-16 --format csv",
    )  # fmt: skip
    sub.add_argument("name", nargs="?", metavar="NAME", help="name of a query, or number of a question")
    sub.add_argument("-h", "--help", action="store_true", help="show this help, or a query's own")
    sub.add_argument("--iris", action="store_true", help="CURIEs in tables instead of labels")
    selection(sub)
    style(sub, *_FORMATS)
    sub.set_defaults(parser=sub)

    sub = command(
        "sparql", _sparql, "run SPARQL; prefixes need no declaration",
        'kg sparql "SELECT ?f { country:UZ kg:metUnder ?f }"', "kg sparql --file question.rq --format json",
        'kg sparql "ASK { GRAPH source:kun-uz-2024-11-16 { ?s a kg:Grant } }"',
    )  # fmt: skip
    sub.add_argument("query", nargs="?", metavar="QUERY", help="SPARQL 1.1; - reads standard input")
    sub.add_argument("--file", metavar="FILE", help="read the query from a file")
    sub.add_argument("--iris", action="store_true", help="CURIEs in tables instead of labels")
    selection(sub)
    style(sub, *_FORMATS)

    sub = command(
        "why", _why, "show why a statement holds: rules, premises, passages",
        'kg why UZ "met under" us-uz-spd',
        "kg why event:us-uz-spd-4 a kg:HeldEvent",
        "kg why UZ worksThrough un -f json",
    )  # fmt: skip
    for name in ("subject", "predicate", "object"):
        sub.add_argument(name, metavar=name[0].upper(), help=f"the {name}: a CURIE, an IRI or a name")
    selection(sub)
    style(sub, "table", "json", "jsonl", "markdown")

    sub = command(
        "check",
        _check,
        "list what is wrong, or worth a look",
        "kg check",
        "kg check --today 2025-06-30",
        "kg check -f json",
    )
    sub.add_argument("--today", metavar="DATE", help="the day for checks that compare with the present")
    selection(sub)
    style(sub, "table", "json", "jsonl")

    sub = command(
        "profile", _profile, "say whether an ontology is in OWL 2 RL, and what is not",
        "kg profile ontology/diplomacy.ttl", "kg profile pizza.owl -f json",
    )  # fmt: skip
    sub.add_argument("file", metavar="FILE", help="Turtle (.ttl), N-Triples (.nt) or RDF/XML (.rdf, .owl, .xml)")
    style(sub, "table", "json", "jsonl")

    sub = command(
        "graph", _graph, "write the interactive page", "kg graph -o page.html", "kg graph -o met.html --view meetings"
    )
    sub.add_argument("-o", "--output", required=True, metavar="FILE", help="the HTML file")
    sub.add_argument("--view", default="entities", metavar="NAME", help="which view to draw; entities unless told")
    selection(sub)

    sub = command(
        "view",
        _view,
        "show a networkx view, or ask it for paths, brokers and communities; without a name, list them",
        "kg view",
        "kg view affiliations",
        "kg view entities --path US China",
        "kg view countries --brokers US China --no-background",
        "kg view affiliations --communities",
    )
    sub.add_argument("name", nargs="?", metavar="NAME", help="name of a view")
    question = sub.add_mutually_exclusive_group()
    question.add_argument("--path", nargs=2, metavar=("A", "B"), help="a shortest path between two nodes")
    question.add_argument(
        "--brokers", nargs="*", metavar="A B", help="betweenness; with two nodes, of the paths between them"
    )
    question.add_argument("--communities", action="store_true", help="who belongs together (Louvain)")
    selection(sub)
    style(sub, "table", "json", "jsonl", "csv", "tsv", "markdown")

    sub = command(
        "export", _export, "write the graph as RDF or GraphML", "kg export -f trig -o graph.trig", "kg export -f turtle"
    )
    kinds = "trig, nquads, jsonld (all graphs), turtle, ntriples, rdfxml (accepted + inferred), graphml"
    sub.add_argument("-f", "--format", default="trig", metavar="FORMAT", help=kinds)
    sub.add_argument("-o", "--output", metavar="FILE", help="standard output unless told")
    selection(sub)
    return parser


def _help(options: argparse.Namespace) -> int:
    options.parser.print_help()
    return 0


def _init(options: argparse.Namespace) -> int:
    from kg.sources import display, init_project

    project = init_project(options.folder, options.base)
    print(f"started a project in {display(project.root)}")
    print("next: read data/sources/example.ttl there, then: kg build, kg ask my-sessions, kg check")
    return 0


def _build(options: argparse.Namespace) -> int:
    from kg import build, sources
    from kg.output import dictionaries

    with _progress() as progress:
        project = sources.find_project(options.project)
        snapshot = build.build(project, _selection(options), progress)
    manifest = snapshot.manifest
    rows: list[dict[str, Any]] = [
        {"graph": snapshot.compact(info.iri), "role": info.role, "triples": info.triples, "file": info.path}
        for info in manifest.graphs
    ]
    rows += [
        {"graph": name, "role": "result", "triples": size, "file": ""}
        for name, size in (("graph:accepted", manifest.accepted), ("graph:inferred", manifest.inferred))
    ]
    _print(dictionaries(rows, _style(options), **_terminal()))
    _list(manifest.findings)
    print(
        f"kg: built {manifest.title} {manifest.data_version} with {manifest.engine}: {snapshot.folder}", file=sys.stderr
    )
    return 1 if manifest.findings else 0


def _ask(options: argparse.Namespace) -> int:
    from kg import output, query, sources

    if options.help and options.name is None:
        options.parser.print_help()
        return 0
    project = sources.find_project(options.project)
    queries = query.library(project.query_folders())
    if options.name is None:
        if options.rest:
            raise UsageError(f"{options.rest[0]}: name a query first; kg ask lists them")
        for problem in queries.problems.values():
            print(f"kg: {problem}", file=sys.stderr)
        rows = [
            {"question": ", ".join(map(str, q.questions)), "name": q.name, "title": q.title, "takes": _takes(q)}
            for q in sorted(queries.values(), key=lambda q: (q.questions or (999,), q.name))
        ]
        _print(output.dictionaries(rows, _style(options), **_terminal()))
        return 0
    try:
        found = query.find_query(queries, options.name)
    except UnknownNameError as error:
        from kg import views

        if hint := views.hint(options.name):
            raise UsageError(hint) from error
        raise
    if options.help:
        print(_query_help(found))
        return 0
    parameters = _query_parameters(found, options.rest)
    graph = _open(options)
    _answer(options, query.ask(graph.snapshot, found, parameters))
    if chosen := [p for p in found.parameters if not p.optional and p.name not in parameters]:
        named = ", ".join(f"--{_option(p)} {p.default}" for p in chosen)
        print(f"kg: answered for {named}; name others with these options", file=sys.stderr)
    return 0


def _takes(found: Any) -> str:
    return " ".join(f"[--{_option(p)}]" for p in found.parameters)


def _option(parameter: Any) -> str:
    return str(parameter.name).replace("_", "-")


def _query_help(found: Any) -> str:
    from kg import terms

    lines = [f"{found.title}" + (f" (question {', '.join(map(str, found.questions))})" if found.questions else "")]
    lines += ["", found.description] if found.description else []
    lines += ["", f"usage: kg ask {found.name} {_takes(found)}".rstrip()]
    for p in found.parameters:
        default = "any" if p.optional else p.default
        lines.append(
            f"  --{_option(p)} {terms.local_name(p.kind).upper()}  {p.description} [{default}]; repeat for several"
        )
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
            options = [*known, "format", "source", "no-background", "last-build", "iris", "project"]
            raise UnknownNameError("parameter", name, options, f"{found.name} takes: {_takes(found) or 'none'}")
        value = value if equals else next(words, "")
        if not value:
            raise UsageError(f"--{name}: a value is missing")
        given.setdefault(name, []).append(value)
    return given


def _sparql(options: argparse.Namespace) -> int:
    from pathlib import Path

    from kg import query

    if (options.query is None) == (options.file is None):
        raise UsageError('give one query: kg sparql "SELECT ..." or kg sparql --file FILE')
    try:
        if options.file:
            text = Path(options.file).read_text(encoding="utf-8")
        else:
            text = sys.stdin.read() if options.query == "-" else options.query
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{options.file}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    graph = _open(options)
    if options.format in ("json", "csv", "tsv"):
        _print(query.run_w3c(graph.snapshot, text, options.format))
    else:
        _answer(options, query.run(graph.snapshot, text))
    return 0


def _why(options: argparse.Namespace) -> int:
    from kg import explain, output

    graph = _open(options)
    explanation = graph.why(options.subject, options.predicate, options.object)
    style = _style(options)
    if style == "markdown":
        print(explanation.markdown())
    elif style == "json":
        _print(output.rows_text([explanation.as_dict()], "json"))
    elif style == "jsonl":
        _print(output.rows_text([explanation.as_dict()], "jsonl"))
    else:
        print(explanation)
        if not explanation.holds:
            _print_near(explanation, explain.neighbours(graph.snapshot, explanation.triple))
    return 0 if explanation.holds else 1


def _print_near(explanation: Any, near: Sequence[Any]) -> None:
    from kg.query import to_text

    snapshot = explanation.snapshot
    if explanation.told:
        print("told by " + ", ".join(map(snapshot.label, explanation.told)) + ", and rejected by a judgement")
    if near:
        print("what does hold:")
        for triple in near[:12]:
            print("  " + " — ".join(to_text(term, snapshot) for term in triple))


def _check(options: argparse.Namespace) -> int:
    import datetime

    from kg.check import check
    from kg.output import rows_text

    try:
        today = datetime.date.fromisoformat(options.today) if options.today else datetime.date.today()
    except ValueError as error:
        raise UsageError(f"--today {options.today}: {error}; write a date as 2025-06-30") from error
    style = _style(options)
    with _progress() as progress:
        try:
            graph = _open(options, progress)
            findings = check(graph.project, graph.snapshot, today, progress)
        except DataError as error:
            # What keeps the graph from being built is what a check is for.
            findings = error.findings
    if style == "table":
        _list(findings, sys.stdout)
        print(_summary(findings))
    else:
        _print(rows_text([finding.as_dict() for finding in findings], style))
    return 1 if findings else 0


def _profile(options: argparse.Namespace) -> int:
    from kg.output import rows_text
    from kg.reason.profile_file import profile_file

    findings = profile_file(options.file)
    broken = any(finding.severity == "error" for finding in findings)
    style = _style(options)
    if style == "table":
        _list(findings, sys.stdout)
        print(_summary(findings) if broken else "in OWL 2 RL" + (", but not in OWL 2 DL" if findings else ""))
    else:
        _print(rows_text([finding.as_dict() for finding in findings], style))
    return 1 if broken else 0


def _graph(options: argparse.Namespace) -> int:
    graph = _open(options)
    with _progress() as progress:
        progress("drawing")
        path = graph.page(options.output, options.view)
    print(path)
    return 0


def _view(options: argparse.Namespace) -> int:
    from kg import output, query, terms, views

    if options.name is None:
        rows: list[dict[str, Any]] = [{"name": name, "title": title} for name, title in views.titles()]
        _print(output.dictionaries(rows, _style(options), **_terminal()))
        return 0
    graph = _open(options)
    snapshot = graph.snapshot
    with _progress() as progress:
        progress("projecting")
        made = views.view(snapshot, options.name)

    def node(text: str) -> str:
        kinds = {data["kind"] for _, data in made.nodes(data=True)}
        for kind in (kind for kind in views.KINDS if kind in kinds):
            with contextlib.suppress(UnknownNameError):
                return query.resolve(snapshot, text, terms.KG + kind).value
        raise UnknownNameError("node of this view", text, (data["label"] for _, data in made.nodes(data=True)))

    if options.path:
        steps = views.shortest_path(made, *map(node, options.path))
        if not steps:
            print(
                f"kg: no path from {options.path[0]} to {options.path[1]} in the view {options.name}", file=sys.stderr
            )
        rows = [
            {"from": snapshot.label(step.start), "relation": step.relation if step.forward else f"← {step.relation}",
             "to": snapshot.label(step.end),
             "inferred": "yes" if step.inferred else "no", "sources": ", ".join(map(snapshot.label, step.sources))}
            for step in steps
        ]  # fmt: skip
    elif options.brokers is not None:
        if len(options.brokers) not in (0, 2):
            raise UsageError("--brokers takes no node, or two")
        between = (node(options.brokers[0]), node(options.brokers[1])) if options.brokers else None
        rows = [{"node": snapshot.label(iri), "betweenness": score} for iri, score in views.brokers(made, between)]
    elif options.communities:
        rows = [
            {"community": number, "members": ", ".join(map(snapshot.label, members))}
            for number, members in enumerate(views.communities(made), 1)
        ]
    else:
        rows = [
            {"from": snapshot.label(start), "relation": data["label"], "how": data["how"], "to": snapshot.label(end),
             "start": data["start"], "end": data["end"], "inferred": "yes" if data["inferred"] else "no",
             "sources": ", ".join(map(snapshot.label, data["sources"]))}
            for start, end, data in made.edges(data=True)
        ]  # fmt: skip
    _print(output.dictionaries(rows, _style(options), **_terminal()))
    return 0


def _export(options: argparse.Namespace) -> int:
    from pathlib import Path

    from kg.export import export

    content = export(_open(options).snapshot, options.format)
    if options.output is None:
        sys.stdout.buffer.write(content)
        return 0
    try:
        Path(options.output).write_bytes(content)
    except OSError as error:
        raise OutputError(f"{options.output}: cannot be written: {error.strerror or error}") from error
    return 0


def _selection(options: argparse.Namespace) -> Any:
    from kg.build import Selection

    return Selection(tuple(options.source), not options.no_background, options.engine)


def _open(options: argparse.Namespace, progress: _Progress | None = None) -> KnowledgeGraph:
    from kg import build, sources
    from kg.graph import KnowledgeGraph

    project = sources.find_project(options.project)
    selection = _selection(options)
    if options.last_build:
        if str(selection):
            raise UsageError("--last-build is of the whole project; leave --source and --no-background out")
        return KnowledgeGraph(project, build.open_last(project))
    with _progress() if progress is None else contextlib.nullcontext(progress) as steps:
        try:
            return KnowledgeGraph(project, build.open_snapshot(project, selection, steps))
        except DataError as error:
            hint = f"{error}; --last-build answers from it" if "stays in place" in str(error) else str(error)
            raise DataError(hint, error.findings) from error


@contextlib.contextmanager
def _progress() -> Iterator[_Progress]:
    progress = _Progress()
    try:
        yield progress
    finally:
        progress.stop()


def _style(options: argparse.Namespace) -> str:
    return options.format or ("table" if sys.stdout.isatty() else "jsonl")


def _terminal() -> dict[str, Any]:
    import shutil

    tty = sys.stdout.isatty()
    return {"width": shutil.get_terminal_size((120, 24)).columns, "colour": tty and "NO_COLOR" not in os.environ}


def _answer(options: argparse.Namespace, answer: Any) -> None:
    from kg import output
    from kg.query import Triples

    style = options.format or ("turtle" if isinstance(answer, Triples) else _style(options))
    _print(output.render(answer, style, curies=options.iris, **_terminal()))


def _print(text: str) -> None:
    sys.stdout.write(text)


def _list(findings: Sequence[Finding], stream: Any = None) -> None:
    for finding in findings:
        print(finding, file=stream or sys.stderr)


def _summary(findings: Sequence[Finding]) -> str:
    counts = {level: sum(f.severity == level for f in findings) for level in ("error", "warning", "info")}
    named = [f"{n} {level}{'s' if n != 1 and level != 'info' else ''}" for level, n in counts.items() if n]
    return f"{', '.join(named)} found" if named else "nothing found"


if __name__ == "__main__":
    sys.exit(main())
