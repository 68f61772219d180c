"""Commands that make projects and build graphs: init, build."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from kg.cli.common import (
    Command,
    add_format,
    add_selection,
    list_findings,
    scope_of,
    showing_progress,
    style_of,
    terminal,
    write,
)


def add(command: Command) -> None:
    """Add the commands."""
    sub = command(
        "init",
        _init,
        "start a project of your own",
        "kg init my-desk",
        "kg init my-desk --base https://example.org/desk/",
        in_project=False,
    )
    sub.add_argument("folder", metavar="DIR", help="a new folder")
    sub.add_argument(
        "--base", default="https://example.org/desk/", metavar="IRI", help="names your things; ends in / or #"
    )

    sub = command("build", _build, "build the graph and say what is in it", "kg build", "kg -C my-desk build")
    add_selection(sub)
    add_format(sub, "table", "json", "jsonl", "markdown", "csv", "tsv")


def _init(options: argparse.Namespace) -> int:
    from kg.project.create import init_project
    from kg.project.paths import display

    project = init_project(options.folder, options.base)
    print(f"started a project in {display(project.root)}")
    print("next: read data/sources/example.ttl there, then: kg build, kg ask my-sessions, kg check")
    return 0


def _build(options: argparse.Namespace) -> int:
    from kg.build import snapshots
    from kg.formats.tables import dictionaries
    from kg.project.find import find_project

    with showing_progress() as progress:
        project = find_project(options.project)
        scope = scope_of(options)
        done = "up to date" if snapshots.is_current(project, scope, options.engine) else "built"
        snapshot = snapshots.build(project, scope, options.engine, progress=progress)
    manifest = snapshot.manifest
    rows: list[dict[str, Any]] = [
        {"graph": snapshot.compact(info.iri), "role": info.role, "triples": info.triples, "file": info.path}
        for info in manifest.graphs
    ]
    rows += [
        {"graph": name, "role": "result", "triples": size, "file": ""}
        for name, size in (("graph:accepted", manifest.accepted), ("graph:inferred", manifest.inferred))
    ]
    write(dictionaries(rows, style_of(options), **terminal()))
    list_findings(snapshots.findings_of(project, snapshot))
    print(
        f"kg: {done}: {manifest.title} {manifest.data_version} with {manifest.engine}: {snapshot.folder}",
        file=sys.stderr,
    )
    if manifest.undated:
        names = ", ".join(map(snapshot.compact, manifest.undated))
        print(f"kg: undated, so counted from the date of its source on: {names}", file=sys.stderr)
    return 1 if manifest.findings else 0
