"""Completion in bash, zsh and fish."""

from __future__ import annotations

import os
import re

from kg.errors import printable

#: The environment variable by which a shell requests completion; `click` defines its name.
ASKING = "_KG_COMPLETE"
SHELLS = ("bash", "zsh", "fish")

_BASH = """\
%(complete_func)s() {
    local IFS=$'\\n' reply kind value
    COMPREPLY=()
    reply=$(env KG_LINE="${COMP_LINE:0:COMP_POINT}" KG_BREAKS="$COMP_WORDBREAKS" \\
        %(complete_var)s=bash_complete "$1" 2>/dev/null)
    for line in $reply; do
        IFS=',' read -r kind value <<< "$line"
        case $kind in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain) COMPREPLY+=("$value"); [[ $value == *= ]] && compopt -o nospace ;;
        esac
    done
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""
_FISH = """\
function %(complete_func)s
    set -l line (commandline -cp | string join " ")
    for completion in (env KG_LINE="$line" %(complete_var)s=fish_complete %(prog_name)s 2>/dev/null)
        set -l found (string split -m 1 "," -- $completion)
        switch $found[1]
            case dir
                __fish_complete_directories $found[2]
            case file
                __fish_complete_path $found[2]
            case plain
                echo -- $found[2]
        end
    end
end
complete --no-files --command %(prog_name)s --arguments "(%(complete_func)s)"
"""


def script(shell: str) -> str:
    """Return the script that makes a shell complete the words of `kg`.

    Parameters
    ----------
    shell : {"bash", "zsh", "fish"}

    Examples
    --------
    >>> "complete -o nosort -F _kg_completion kg" in script("bash")
    True
    """
    from click.shell_completion import get_completion_class

    from kg.cli.app import app

    _register()
    found = get_completion_class(shell)
    assert found is not None
    return found(app, {}, "kg", ASKING).source()


def answer_shell() -> int:
    """Print the possible completions; if anything fails, print nothing."""
    from click.shell_completion import shell_complete

    from kg.cli.app import app

    _register()
    try:
        return shell_complete(app, {}, "kg", ASKING, os.environ[ASKING])
    except Exception:  # noqa: BLE001  a message would disturb the line that someone is typing
        return 1


def _register() -> None:
    """Replace click's completion.

    Bash breaks words at the colon of a CURIE, and does not quote spaces. Click's script for fish cuts at each comma.
    """
    from click.shell_completion import (
        BashComplete,
        CompletionItem,
        FishComplete,
        ShellComplete,
        ZshComplete,
        add_completion_class,
    )  # fmt: skip

    class WholeWords(ShellComplete):
        def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
            """Offer ``--option=value`` where click offers the value only."""
            found = super().get_completions(args, incomplete)
            option, equals, _ = incomplete.partition("=")
            for item in found if equals and option.startswith("--") else ():
                item.value = item.value if item.type != "plain" else f"{option}={item.value}"
            # A line is an item; a name that controls the terminal is not offered.
            found = [item for item in found if printable(item.value) == item.value and "\n" not in item.value]
            for item in found:
                item.help = printable(item.help).replace("\n", " ") if item.help else item.help
            return found

    class Bash(WholeWords, BashComplete):
        source_template = _BASH

        @staticmethod
        def _check_version() -> None:
            """Do not start bash to get its version."""

        def get_completion_args(self) -> tuple[list[str], str]:
            return split_line(os.environ["KG_LINE"])

        def format_completion(self, item: CompletionItem[str]) -> str:
            line = os.environ["KG_LINE"]
            value = item.value if item.type != "plain" else as_bash_has_it(item.value, line, os.environ["KG_BREAKS"])
            return f"{item.type},{value}"

    class Fish(WholeWords, FishComplete):
        source_template = _FISH

        def get_completion_args(self) -> tuple[list[str], str]:
            return split_line(os.environ["KG_LINE"])

    class Zsh(WholeWords, ZshComplete):
        source_template = ZshComplete.source_template.replace("%(prog_name)s)}", "%(prog_name)s 2>/dev/null)}")

    for name, found in (("bash", Bash), ("fish", Fish), ("zsh", Zsh)):
        add_completion_class(found, name)


def split_line(line: str) -> tuple[list[str], str]:
    """Split an incomplete line into the complete words after the command and the last, incomplete one.

    Examples
    --------
    >>> split_line("kg ask leaders --session us-uz")
    (['ask', 'leaders', '--session'], 'us-uz')
    >>> split_line('kg ask 1 --country "Viet ')
    (['ask', '1', '--country'], 'Viet ')
    """
    from click.shell_completion import split_arg_string

    words = split_arg_string(f"{line}x")
    return words[1:-1], words[-1][:-1]


def as_bash_has_it(value: str, line: str, breaks: str) -> str:
    r"""Write a value as bash inserts it: with spaces escaped, without what comes before the last colon or equals sign.

    Parameters
    ----------
    value : str
    line : str
        The line that was typed.
    breaks : str
        The characters at which bash breaks words.

    Examples
    --------
    >>> as_bash_has_it("country:UZ", "kg ask 1 --country country:U", " :=")
    'UZ'
    >>> as_bash_has_it("--country=Uzbekistan", "kg ask 1 --country=U", " :=")
    'Uzbekistan'
    >>> as_bash_has_it("Viet Nam", "kg ask 1 --country V", " :="), as_bash_has_it("Viet Nam", 'kg why "V', " :=")
    ('Viet\\ Nam', 'Viet Nam')
    """
    typed = split_line(line)[1]
    raw = line[len(line) - len(typed) - 1 :]
    if raw[:1] in ('"', "'"):
        return value
    value = value[1 + max((typed.rfind(sign) for sign in ":=" if sign in breaks), default=-1) :]
    return re.sub(r"[^\w:./@%+,=~-]", r"\\\g<0>", value)
