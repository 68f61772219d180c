"""`kg init`: creates a project."""

from __future__ import annotations

from kg.cli import options
from kg.cli.command import command as make
from kg.cli.output import tell
from kg.cli.values import FOLDER


@make("init", examples=["kg init my-desk", "kg init my-desk --base https://example.org/desk/"])
@options.argument("folder", metavar="DIR", type=FOLDER, help="The folder to create.")
@options.option(
    "--base", default="https://example.org/desk/", metavar="IRI",
    help="Web address that the identifiers of your own things begin with; must end in / or #. Default: https://example.org/desk/.",
)  # fmt: skip
def command(*, folder: str, base: str) -> int:
    """Create a project: a folder for a graph of your own."""
    from kg.project.create import init_project
    from kg.project.paths import display

    project = init_project(folder, base)
    tell(f"created a project in {display(project.root)}")
    tell("next: read data/sources/example.ttl in it, then run kg build, kg ask my-sessions, kg check")
    return 0
