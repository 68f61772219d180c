"""`kg completion`: prints a script for completion in a shell."""

from __future__ import annotations

from kg.cli import options
from kg.cli.command import command as make
from kg.cli.output import write
from kg.cli.shell import SHELLS, script
from kg.cli.values import OneOf


@make(
    "completion",
    examples=[
        'eval "$(kg completion bash)"   # in ~/.bashrc',
        'eval "$(kg completion zsh)"    # in ~/.zshrc, after compinit',
        "kg completion fish > ~/.config/fish/completions/kg.fish",
    ],
)
@options.argument("shell", metavar="SHELL", type=OneOf("shell", SHELLS), help="bash, zsh or fish.")
def command(*, shell: str) -> int:
    """Print a script that sets up Tab completion in a shell.

    The Tab key then completes commands, options, questions and their parameters, and names of things such as
    countries and sessions. Names come from the last successful build.
    """
    write(script(shell))
    return 0
