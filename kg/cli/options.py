"""The options that several commands share, each defined once."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import click

from kg.cli import completion
from kg.cli.command import Option
from kg.cli.output import Output
from kg.cli.values import DAY, FILE, FOLDER, SECONDS, FormatName, OneOf
from kg.formats.format import TABLES, TRIPLES, Formats
from kg.store.scope import WHOLE, Scope

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Opening:
    """How a command opens the graph.

    Parameters
    ----------
    scope : Scope
        Which statements of the project are used.
    engine : {"kg", "owlrl"}
        The reasoner.
    last_build : bool
        Use the last successful build, and do not read the files.
    """

    scope: Scope = WHOLE
    engine: Literal["kg", "owlrl"] = "kg"
    last_build: bool = False


def option(*names: str, **settings: Any) -> Callable[[F], F]:
    """Add an option to a command, as `click.option` does; ``group`` is its heading in the help."""
    return click.option(*names, cls=Option, **settings)


def argument(name: str, **settings: Any) -> Callable[[F], F]:
    """Add an argument to a command, as `click.argument` does."""
    return click.argument(name, **settings)


_TO_FILE = "File to write; - is standard output. Default: standard output."
_DEFAULT_FORMAT = "Default: from the ending of FILE; without FILE, table on a terminal, jsonl (JSON lines) otherwise."


def _of_command_or_before(ctx: click.Context, _: click.Parameter, value: str | None) -> str | None:
    """Return the project given after the command; if there is none, the one given before it."""
    given: str | None = ctx.find_root().params.get("project") if value is None else value
    return given


project = option(
    "-C", "--project", metavar="DIR", type=FOLDER, callback=_of_command_or_before,
    help="Use the project in folder DIR, or in a folder above it. Default: the current folder.",
)  # fmt: skip
texts = option(
    "--texts", metavar="DIR", type=FOLDER,
    help="Folder with the texts of the sources (SOURCE.txt), to quote passages and to check them. "
    "Default: the environment variable KG_TEXTS, or 'texts' in kg.toml.",
)  # fmt: skip
iris = option("--iris", is_flag=True, help="Show identifiers such as country:UZ in tables, not names.")


def timeout(more: str = "") -> Callable[[F], F]:
    """Add ``--timeout``; the queries of the command then run with this limit.

    Parameters
    ----------
    more : str
        What the help says about the default besides.
    """

    def add(function: F) -> F:
        @functools.wraps(function)
        def call(**given: Any) -> Any:
            seconds = given.pop("timeout")
            if seconds is None:
                return function(**given)
            from kg.sparql.worker import Limits, limited

            with limited(Limits(seconds=seconds)):
                return function(**given)

        text = f"Stop a query that takes longer than this; 0 for no limit. Default: 60{more}."
        return option("--timeout", metavar="SECONDS", type=SECONDS, help=text)(call)  # type: ignore[return-value]

    return add


def table(*, triples: bool = False) -> Callable[[F], F]:
    """Add the options for writing a table; the command gets them as one `Output`.

    Parameters
    ----------
    triples : bool
        Whether the command may answer with triples, too.
    """
    formats: Formats = (TABLES, TRIPLES) if triples else (TABLES,)

    def add(function: F) -> F:
        @functools.wraps(function)
        def call(**given: Any) -> Any:
            out = Output.read(formats, given.pop("style"), given.pop("output"), bom=given.pop("bom"))
            return function(**given, out=out)

        bom = option("--bom", is_flag=True, help="Begin csv with a byte order mark, so that Excel shows all letters.")
        file = output()
        return table_format("Output format", formats)(file(bom(call)))  # type: ignore[return-value]

    return add


def table_format(what: str, formats: Formats = (TABLES,)) -> Callable[[F], F]:
    """Add ``--format``, the format of a table; its help begins with `what`, and lists the formats."""
    kind = FormatName(formats)
    return option(
        "-f", "--format", "style", metavar="FORMAT", type=kind,
        late_help=lambda: f"{what}: {', '.join(kind.titles())}. {_DEFAULT_FORMAT}",
    )  # fmt: skip


def output_format(names: Sequence[str]) -> Callable[[F], F]:
    """Add ``--format``, the format of an answer that is not a table."""
    return option(
        "-f", "--format", "style", metavar="FORMAT", type=OneOf("format", names),
        help=f"Output format: {', '.join(names)}. {_DEFAULT_FORMAT}",
    )  # fmt: skip


def output(text: str = _TO_FILE, *, required: bool = False) -> Callable[[F], F]:
    """Add ``--output``, the file to write."""
    return option("-o", "--output", metavar="FILE", type=FILE, required=required, help=text)


def scope(function: F) -> F:
    """Add the options for the part of the data to use; the command gets them as one `Opening`."""

    @functools.wraps(function)
    def call(**given: Any) -> Any:
        chosen = Scope(
            given.pop("source"),
            not given.pop("no_background"),
            given.pop("at"),
            given.pop("known_by"),
            not given.pop("no_judgements"),
            lenient=given.pop("lenient"),
        )
        opening = Opening(chosen, given.pop("engine"), given.pop("last_build"))
        return function(**given, opening=opening)

    group = "Scope (use only a part of the data; kg draws its conclusions anew from this part)"
    for add in (
        option("--last-build", is_flag=True, group=group,
               help="Use the last successful build, and ignore later changes of the files."),
        option("--lenient", is_flag=True, group=group,
               help="Leave out statements that their files may not make, such as a judgement in a news report; "
               "kg check lists them. Default: they are errors, and nothing is built."),
        option("--engine", type=OneOf("engine", ("kg", "owlrl")), default="kg", metavar="ENGINE", group=group,
               help="Program that draws the conclusions: kg, or owlrl (slower; for comparison). Default: kg."),
        option("--no-judgements", is_flag=True, group=group,
               help="Use the statements that judgements reject, too."),
        option("--known-by", metavar="DATE", type=DAY, group=group,
               help="Use only what had been published by this day (YYYY-MM-DD)."),
        option("--at", metavar="DATE", type=DAY, group=group,
               help="Use only facts that were true on this day (YYYY-MM-DD)."),
        option("--no-background", is_flag=True, group=group,
               help="Leave out background facts, such as memberships and terms of office, that no source states."),
        option("--source", multiple=True, metavar="NAME", shell_complete=completion.sources, group=group,
               help="Use only this source. May be repeated."),
    ):  # fmt: skip
        call = add(call)
    return call  # type: ignore[return-value]
