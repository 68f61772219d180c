"""`kg import`: makes a Turtle file from a data set."""

from __future__ import annotations

from pathlib import Path

from kg.cli import options
from kg.cli.command import command as make
from kg.cli.output import Output, list_findings, say, write, write_answer
from kg.cli.values import FILE, ImporterName
from kg.errors import UsageError
from kg.importers.importer import read_files
from kg.project.paths import check_place

_NAME = ImporterName()


@make(
    "import",
    examples=[
        "kg import --list",
        "kg import country-codes country-codes.csv factbook -o data/reference/vocabulary/countries.ttl",
        "kg import factbook factbook.tar.xz -o capitals.ttl",
    ],
    listing=("Importers", lambda: ((f"{name} {one.usage}", one.title) for name, one in _NAME.importers().items())),
)
@options.argument("name", required=False, metavar="[NAME]", type=_NAME, help="Name of an importer, one of those below.")
@options.argument(
    "files",
    nargs=-1,
    metavar="[FILES]...",
    type=FILE,
    help="Input files, in the order shown below.",
)
@options.output("Turtle file to write; - is standard output. Default: standard output.")
@options.option("--list", "listed", is_flag=True, help="List the importers, and the files that they read and write.")
def command(*, name: str | None, files: tuple[str, ...], output: str | None, listed: bool) -> int:
    """Make a Turtle file from a data set, such as a table of countries.

    Turtle is the text format of the files in a project. Without NAME, list the importers. kg reports records that it
    cannot use. If a data set does not meet expectations, such as a minimum number of countries, kg writes nothing and
    exits with 1.
    """
    if listed or name is None:
        if name is not None or output is not None:
            raise UsageError("--list takes no NAME and no --output")
        _list()
        return 0
    file = None if output in (None, "-") else output
    if file is not None:
        check_place(file)
    made = read_files(name, [Path(path) for path in files])
    write(made.turtle, file)
    list_findings(made.findings)
    say(f"{made.summary} written to {file or 'standard output'}")
    return 0


def _list() -> None:
    from kg.formats.table import Table

    rows = [
        {"name": name, "title": one.title, "reads": one.usage, "writes": one.output}
        for name, one in _NAME.importers().items()
    ]
    write_answer(Table.of_records(rows, ("name", "title", "reads", "writes"), whole=("name",)), Output())
