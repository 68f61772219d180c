"""`kg fmt`: formats Turtle files."""

from __future__ import annotations

from kg.cli import options
from kg.cli.command import command as make
from kg.cli.output import list_findings, say, tell
from kg.cli.values import FILE
from kg.errors import DataError, KgError


@make("fmt", examples=["kg fmt", "kg fmt --check", "kg fmt data/sources/kun-uz-2024-11-16.ttl"])
@options.argument(
    "files", nargs=-1, metavar="[FILE]...", type=FILE,
    help="Turtle files. Default: all files of the project, except its ontology.",
)  # fmt: skip
@options.option("--check", is_flag=True, help="Change nothing; list the files that would change. Exits with 1 if any.")
@options.project
def command(*, files: tuple[str, ...], check: bool, project: str | None) -> int:
    """Format Turtle files: sort and indent them in one standard way.

    Turtle is the text format of sources. Comments are kept, and the statements do not change.
    """
    from pathlib import Path

    from kg.authoring.formatter import files as formatter
    from kg.authoring.writable import check_writable
    from kg.project.find import find_project
    from kg.project.paths import display

    if files:
        paths = [Path(name) for name in files]
    else:
        found = find_project(project)
        if not check:
            check_writable(found, Path(project) if project else None)
        paths = formatter.files_to_format(found)
    changed, failed = 0, []
    for path in paths:
        try:
            if formatter.format_file(path, check=check):
                tell(f"{'would format' if check else 'formatted'} {display(path)}")
                changed += 1
        except KgError as error:
            # If one file cannot be formatted, the others still are.
            if isinstance(error, DataError):
                list_findings(error.findings)
            else:
                say(str(error))
            failed.append(error.exit_code)
    if failed:
        say(f"not formatted: {len(failed)} file{'' if len(failed) == 1 else 's'}")
    return max([*failed, int(check and changed > 0)])
