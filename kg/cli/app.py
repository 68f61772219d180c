"""The command `kg` as a whole: its commands and their headings; a command is loaded when it is used."""

from __future__ import annotations

import importlib
import keyword
from typing import Any

import click

from kg.cli import options
from kg.cli.command import SETTINGS, Command, knowing
from kg.errors import UnknownNameError
from kg.project.version import __version__

DESCRIPTION = """\
Knowledge graphs of diplomatic relationships.

Every answer comes with its proof, and every proof ends at a passage in a source.

kg works on the project in the current folder (a folder with a kg.toml) or in a folder above it.
Outside of any project, it works on the graph that comes with kg.
"""
EXAMPLES = (
    "kg ask                                        list the questions",
    "kg ask frameworks-by-partner --country UZ     answer one, by its name ...",
    "kg ask 1 --country Uzbekistan                 ... or by its number",
    'kg why UZ "met under" us-uz-spd               prove one statement',
    'kg sparql "SELECT ?f { country:UZ kg:metUnder ?f }"',
    "kg check                                      report errors and warnings",
    "kg graph -o page.html                         write the interactive page",
    "kg init my-desk                               create a project of your own",
    "kg new source                                 create the file of a new source",
)
EXIT_CODES = "Exit codes: 0 success; 1 findings, or the statement does not hold; 2 wrong use."

#: Heading in the help, folder of the modules, names of the commands; each module has the name of its command.
SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Ask and explain", "graph_commands", ("ask", "commitments", "conflicts", "why", "sparql", "view", "diff")),
    ("Write files", "graph_commands", ("graph", "export")),
    ("Build and check", "project_commands", ("build", "check", "profile")),
    ("Create and edit", "project_commands", ("init", "new", "import", "cite", "fmt")),
    ("Set up", "project_commands", ("completion",)),
)
#: The modules of the commands.
MODULES = {
    name: f"kg.cli.{folder}.{name}{'_' * keyword.iskeyword(name)}" for _, folder, names in SECTIONS for name in names
}


class Group(click.Group):
    """Finds the commands of kg, and lists them under headings."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the names of the commands."""
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> Command | None:
        """Load a command."""
        if cmd_name not in MODULES:
            return None
        found = importlib.import_module(MODULES[cmd_name]).command
        assert isinstance(found, Command)
        return found

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the options before the command."""
        with knowing(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; if there is none of this name, raise an error with similar names."""
        if args[0] not in MODULES and not ctx.resilient_parsing:
            raise UnknownNameError("command", args[0], MODULES, "kg --help lists the commands")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with what they do."""
        width = max(map(len, MODULES))
        for heading, _, names in SECTIONS:
            found = [(name, self.get_command(ctx, name)) for name in names]
            with formatter.section(heading):
                formatter.write_dl([(f"{name:{width}}", command.summary) for name, command in found if command])

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, what kg is, commands, options, examples."""
        self.format_usage(ctx, formatter)
        for paragraph in DESCRIPTION.split("\n\n"):
            formatter.write_paragraph()
            formatter.write_text(paragraph.replace("\n", " "))
        self.format_commands(ctx, formatter)
        with formatter.section("Options"):
            formatter.write_dl([r for p in self.get_params(ctx) if (r := p.get_help_record(ctx)) is not None])
        with formatter.section("Examples"):
            for example in EXAMPLES:
                formatter.write(f"  {example}\n")
        formatter.write_paragraph()
        formatter.write_text(EXIT_CODES)


@click.command(cls=Group, invoke_without_command=True, context_settings=SETTINGS, options_metavar="[OPTIONS]")
@options.project
@click.version_option(__version__, message="kg %(version)s", help="Show the version and exit.")
@click.pass_context
def app(context: click.Context, /, **_: Any) -> int:
    """Show the help if no command is given."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
    return 0
