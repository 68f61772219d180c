"""`kg ask`: answers a question; its options depend on the question."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from kg.cli import completion, options
from kg.cli.command import Command, Option
from kg.cli.command import command as make
from kg.cli.opening import open_graph
from kg.cli.options import Opening
from kg.cli.output import Output, say, showing_progress, shown, write_answer
from kg.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from kg.formats.table import Table
    from kg.graph import KnowledgeGraph
    from kg.sparql.header import Parameter, Question
    from kg.sparql.results import Answer

#: Keys of a context for the question, and for its parameters as options.
_QUESTION, _PARAMETERS = "kg.question", "kg.parameters"
#: Prefix of the names of a question's parameters in click, to distinguish them from options.
_OWN = "own_"


class Ask(Command):
    """The command, whose options include the parameters of the question."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Find the question first, then read its parameters as options."""
        try:
            args = self._find_question(ctx, args)
        except Exception:
            # Completion must not fail; it then offers what does not depend on the question.
            if not ctx.resilient_parsing:
                raise
        return super().parse_args(ctx, args)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """List the parameters of the question, if one was given, and the options."""
        return [*ctx.meta.get(_PARAMETERS, ()), *super().get_params(ctx)]

    def help_call(self, ctx: click.Context) -> str:
        """Return the call that shows the help of the question, if one was given."""
        found = ctx.meta.get(_QUESTION)
        return f"{ctx.command_path} {found.name} --help" if found else super().help_call(ctx)

    def word_too_many(self, ctx: click.Context, word: str) -> UsageError:
        """Return the error for a surplus argument: it says how to give parameters."""
        found = ctx.meta[_QUESTION]
        return UsageError(f"{word!r}: give parameters as --name value; {found.name} takes: {_takes(found) or 'none'}")

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help of the question, if one was given."""
        found = ctx.meta.get(_QUESTION)
        if found is None:
            super().format_help(ctx, formatter)
            return
        formatter.write_usage(f"{ctx.command_path} {found.name}", f"{_takes(found)} [OPTIONS]".lstrip())
        formatter.write_paragraph()
        numbers = f" (question {', '.join(map(str, found.questions))})" if found.questions else ""
        formatter.write_text(f"{found.title}{numbers}")
        if found.description:
            formatter.write_paragraph()
            formatter.write_text(found.description)
        if found.parameters:
            with formatter.section("Parameters"):
                formatter.write_dl([_help_record(parameter) for parameter in found.parameters])
        formatter.write_paragraph()
        formatter.write_text(f"{ctx.command_path} --help lists the other options.")

    def _find_question(self, ctx: click.Context, args: Sequence[str]) -> list[str]:
        """Find the question among the words; return the words with its parameters written as options."""
        known = {name: param for param in super().get_params(ctx) for name in param.opts if name.startswith("-")}
        words, folder = iter(args), ctx.find_root().params.get("project")
        name: str | None = None
        for word in words:
            written, equals, value = word.partition("=")
            if word[:2] in known and not word.startswith("--"):
                written, equals, value = word[:2], word[2:], word[2:]
            param = known.get(written)
            if not word.startswith("-") or word == "-":
                name = word if name is None else name
            elif word == "--":
                continue
            elif param is None:
                if name is None and not ctx.resilient_parsing:
                    raise _too_early(written, list(known), value if equals else next(words, "VALUE"))
            elif not (isinstance(param, click.Option) and param.is_flag):
                value = value if equals else next(words, "")
                folder = value if param.name == "project" else folder
        if name is None:
            return list(args)
        from kg.analysis import catalogue
        from kg.project.find import find_project
        from kg.sparql.library import find_query

        project = find_project(folder)
        questions = catalogue.questions_of(project)
        found = ctx.meta[_QUESTION] = find_query(questions, name)
        if not ctx.resilient_parsing:
            for problem in questions.problems:
                if {name, found.name} & {*problem.names}:
                    say(str(problem))
        ctx.meta[_PARAMETERS] = _own_options(found, known)
        # A parameter may also be written as in the file of the query: --series_a.
        own = {f"--{parameter.name}": _written(parameter) for parameter in found.parameters}
        return [
            own.get(word.partition("=")[0], word.partition("=")[0]) + "".join(word.partition("=")[1:]) for word in args
        ]


def _too_early(name: str, known: list[str], value: str) -> UsageError:
    """Return the error for an option before the question: it belongs to a question, or is mistyped."""
    error = UnknownNameError("option", name, known, "kg ask --help lists the options; kg ask lists the questions")
    if error.suggestions:
        return error
    return UsageError(f"{name}: name a question first: kg ask NAME {name} {value}; kg ask lists the questions")


def _own_options(found: Question, taken: Container[str]) -> list[click.Parameter]:
    """Make an option of each parameter of a question, except of texts, which is an option of the command."""
    return [
        Option(
            [_written(parameter), _OWN + parameter.name], multiple=True, metavar=_metavar(parameter),
            help=parameter.description, callback=_not_empty, shell_complete=completion.things(parameter.kind),
        )
        for parameter in found.parameters if _written(parameter) not in taken
    ]  # fmt: skip


def _not_empty(_: click.Context, param: click.Parameter, values: Sequence[str]) -> Sequence[str]:
    if "" in values:
        raise UsageError(f"{param.opts[0]}: a value is missing")
    return values


def _written(parameter: Parameter) -> str:
    return "--" + parameter.name.replace("_", "-")


def _metavar(parameter: Parameter) -> str:
    from kg.rdf import terms

    return terms.local_name(parameter.kind).upper()


def _takes(found: Question) -> str:
    return " ".join(f"[{_written(parameter)} {_metavar(parameter)}]" for parameter in found.parameters)


def _help_record(parameter: Parameter) -> tuple[str, str]:
    # The description of an optional parameter says what happens without it, since it has no value to name.
    description, _, stated = parameter.description.removesuffix(".").partition("; default: ")
    text = f"{description[:1].upper()}{description[1:]}."
    default = stated or ("any" if parameter.optional else parameter.default)
    return f"{_written(parameter)} {_metavar(parameter)}", f"{text} May be repeated. Default: {default}."


@make(
    "ask",
    cls=Ask,
    examples=[
        "kg ask",
        "kg ask 1",
        "kg ask frameworks-by-partner --country UZ --partner US --partner China",
        "kg ask brokers --from US --to CN",
        "kg ask 2 --sensitivity",
        "kg ask leaders --help",
        "kg ask 3 --source kun-uz-2024-11-16 --format csv",
        "kg ask 1 -o frameworks.xlsx",
        "kg ask passages --thing us-uz-spd-4 --texts texts",
    ],
)
@options.argument(
    "name", required=False, metavar="[NAME]", shell_complete=completion.questions, help="Name or number of a question."
)
@options.project
@options.table(triples=True)
@options.iris
@options.option(
    "--sensitivity", is_flag=True,
    help="For each row, list the sources that it needs and the conflicts between sources that it depends on.",
)  # fmt: skip
@options.texts
@options.timeout("; with --sensitivity and for question 42, the time for all sources, 600")
@options.scope
@click.pass_context
def command(
    ctx: click.Context, /, *, name: str | None, project: str | None, out: Output, iris: bool, sensitivity: bool,
    texts: str | None, opening: Opening, **own: Sequence[str],
) -> int:  # fmt: skip
    """Answer a question, by name or number; without one, list them.

    A question has parameters of its own, such as --country: kg ask NAME --help lists them. A parameter that is left
    out has a default value. A value can be a name (Uzbekistan), a code (UZ) or an identifier (country:UZ, or a whole
    IRI).
    """
    from kg.analysis import catalogue
    from kg.evidence.readings import with_quotes
    from kg.evidence.texts import open_texts
    from kg.formats.table import Table
    from kg.sparql.parameters import day_defaults
    from kg.sparql.results import Result

    if name is None:
        return _list_questions(project, out)
    found = ctx.meta[_QUESTION]
    given = {key.removeprefix(_OWN): list(values) for key, values in own.items() if values}
    if texts and any(parameter.name == "texts" for parameter in found.parameters):
        given["texts"] = [texts]
    graph = open_graph(project, opening)
    days = day_defaults(graph.snapshot, found)
    asked_for = {p for p in found.parameters if p.name in given or (p.optional and p.name not in days)}
    left = {p: days.get(p.name, p.default) for p in found.parameters if p not in asked_for}
    asked = shown(given) | {parameter.name: value for parameter, value in left.items()}
    if sensitivity:
        write_answer(_sensitivity(graph, found, given, asked, opening), out, iris=iris)
    else:
        answer: Table | Answer = catalogue.ask(graph.project, graph.snapshot, found, given, note=say)
        if isinstance(answer, Result):
            known = open_texts(graph.project, texts)
            answer = answer if known is None else with_quotes(answer, known)
            answer = Table.of(answer, title=found.title, parameters=asked)
        write_answer(answer, out, iris=iris)
    if left:
        used = ", ".join(f"{_written(parameter)} {value}" for parameter, value in left.items())
        say(f"used the default{'s' if len(left) > 1 else ''} {used}")
    return 0


def _list_questions(project: str | None, out: Output) -> int:
    from kg.analysis import catalogue
    from kg.formats.table import Table
    from kg.project.find import find_project

    queries = catalogue.questions_of(find_project(project))
    for problem in queries.problems:
        say(str(problem))
    rows = [
        {
            "question": ", ".join(map(str, found.questions)),
            "name": found.name,
            "title": found.title,
            "takes": " ".join(f"[{_written(parameter)}]" for parameter in found.parameters),
        }
        for found in sorted(queries.values(), key=lambda found: (found.questions or (999,), found.name))
    ]
    write_answer(Table.of_records(rows, title="Questions", whole=("name",)), out)
    return 0


def _sensitivity(
    graph: KnowledgeGraph, found: Question, given: dict[str, Any], asked: dict[str, str], opening: Opening
) -> Table:
    from kg.analysis import catalogue
    from kg.formats.table import Table

    if opening.last_build:
        raise UsageError("--sensitivity reads the files again, so leave out --last-build")
    with showing_progress() as progress:
        tested = catalogue.sensitivity_of(graph.project, graph.snapshot, found, given, progress, note=say)
    table = Table.of(tested.table(), title=f"{found.title}: how far it depends on sources", parameters=asked)
    return replace(table, records=tested.values())
