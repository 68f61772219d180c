"""`kg build`: builds the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.cli import options
from kg.cli.command import command as make
from kg.cli.options import Opening
from kg.cli.output import Output, list_findings, say, showing_progress, write_answer

if TYPE_CHECKING:
    from kg.project.project import Project


@make("build", examples=["kg build", "kg -C my-desk build", "kg build --verify"])
@options.option(
    "--verify", is_flag=True,
    help="Build nothing; compare the files of all stored builds with their checksums. Exits with 1 if one is damaged.",
)  # fmt: skip
@options.project
@options.table()
@options.scope
def command(*, verify: bool, project: str | None, out: Output, opening: Opening) -> int:
    """Build the graph, and list its parts.

    Each file becomes one part, a named graph. Two more parts are the results: the accepted statements, and those that
    kg infers from them. Other commands build the graph, too, if files have changed. If the data contradicts the
    ontology, kg reports it and exits with 1.
    """
    from kg.build import build
    from kg.formats.table import Table
    from kg.project.find import find_project

    if verify:
        return _verify(find_project(project), out)
    with showing_progress() as progress:
        found = find_project(project)
        done = "up to date" if build.is_current(found, opening.scope, opening.engine) else "built"
        snapshot = build.build(found, opening.scope, opening.engine, progress=progress)
    manifest = snapshot.manifest
    rows: list[dict[str, Any]] = [
        {"graph": snapshot.compact(info.iri), "role": info.role, "triples": info.triples, "file": info.path}
        for info in manifest.graphs
    ]
    rows += [
        {"graph": name, "role": "result", "triples": size, "file": ""}
        for name, size in (("graph:accepted", manifest.accepted), ("graph:inferred", manifest.inferred))
    ]
    write_answer(Table.of_records(rows, snapshot=snapshot, title="Named graphs"), out)
    list_findings(build.findings_of(found, snapshot))
    say(f"{done}: {manifest.title} {manifest.data_version} with {manifest.engine}: {snapshot.folder}")
    if manifest.undated:
        names = ", ".join(map(snapshot.compact, manifest.undated))
        say(f"without a date, so used from the date of the source on: {names}")
    return 1 if manifest.findings else 0


def _verify(project: Project, out: Output) -> int:
    """Compare the files of all builds of a project with their checksums."""
    from kg.formats.table import Table
    from kg.store.builds import last_good, verify

    folder = project.build_folder()
    last, found = last_good(folder), verify(folder)
    rows = [{"build": name, "current": name == last, "state": problem or "intact"} for name, problem in found.items()]
    write_answer(Table.of_records(rows, ["build", "current", "state"], title="Stored builds"), out)
    damaged = [name for name, problem in found.items() if problem]
    if damaged:
        say(f"damaged: {', '.join(damaged)}; kg builds {'it' if len(damaged) == 1 else 'each'} again when it is needed")
    return 1 if damaged else 0
