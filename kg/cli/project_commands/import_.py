"""`kg import`: makes a Turtle file from a data set."""

from __future__ import annotations

from pathlib import Path

from kg.cli import options
from kg.cli.command import command as make
from kg.cli.output import Output, file_of, list_findings, say, write, write_answer
from kg.cli.values import FILE, ImporterName
from kg.errors import UsageError
from kg.formats.format import TABLES
from kg.importers.importer import IMPORTERS, read_files
from kg.project.imported import write_manifest
from kg.project.paths import display

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
@options.output("Turtle file to write, or file for the list; - is standard output. Default: standard output.")
@options.table_format("Format of the list of importers")
@options.option("--list", "listed", is_flag=True, help="List the importers, and the files that they read and write.")
def command(
    *, name: str | None, files: tuple[str, ...], output: str | None, style: str | None, listed: bool
) -> int:  # fmt: skip
    """Make a Turtle file from a data set, such as a table of countries.

    Turtle is the text format of the files in a project. Without NAME, list the importers. kg reports records that it
    cannot use. If a data set does not meet expectations, such as a minimum number of countries, kg writes nothing and
    exits with 1.
    """
    if listed or name is None:
        if name is not None:
            raise UsageError("--list takes no NAME")
        _list(Output.read((TABLES,), style, output, bom=False))
        return 0
    if style is not None:
        raise UsageError("--format is for the list of importers; a data set is always written as Turtle")
    file = file_of(output)
    made = read_files(name, [Path(path) for path in files])
    write(made.turtle, file)
    list_findings(made.findings)
    if file is not None and (manifest := write_manifest(Path(file), name, IMPORTERS.find(name).output)):
        say(f"{display(manifest)} says as what the file acts")
    say(f"{made.summary} written to {file or 'standard output'}")
    return 0


def _list(out: Output) -> None:
    from kg.formats.table import Table

    rows = [
        {"name": name, "title": one.title, "reads": one.usage, "writes": one.output}
        for name, one in _NAME.importers().items()
    ]
    write_answer(Table.of_records(rows, ("name", "title", "reads", "writes"), title="Importers", whole=("name",)), out)
