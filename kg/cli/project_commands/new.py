"""`kg new`: creates the file of a new source."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kg.cli import completion, options
from kg.cli.command import command as make
from kg.cli.output import tell
from kg.cli.values import FILE, OneOf
from kg.errors import UsageError, printable, suggest
from kg.project.paths import is_utf8
from kg.rdf import terms

if TYPE_CHECKING:
    from pathlib import Path

    from kg.authoring.new_source import Known, SourceDetails

#: Asks a question on the terminal.
Ask = Callable[[str], str]
#: The given details; a detail that was not given is missing or None.
Given = Mapping[str, str | None]


@make(
    "new",
    exclusive=[("--publisher", "--new-publisher")],
    examples=[
        "kg new source",
        'kg new source --title "A round of talks" --publisher Kun.uz --issued 2024-11-16',
        'kg new source --title "Talks" --new-publisher "Harbour Post" --issued 2025-03-05 --type news',
    ],
)
@options.argument(
    "kind", required=False, type=OneOf("kind of file", ("source",)), metavar="source", help="What to create: a source."
)
@options.option("--title", metavar="TEXT", help="Title of the document.")
@options.option(
    "--publisher", metavar="NAME", shell_complete=completion.things(f"{terms.KG}Organisation"),
    help="Publisher that the graph contains.",
)  # fmt: skip
@options.option(
    "--new-publisher", metavar="NAME", help="Publisher that the graph does not contain yet; the new file declares it."
)
@options.option("--issued", metavar="DATE",
    help="Date of publication (YYYY-MM-DD). If only the month or the year is known: YYYY-MM or YYYY.",
)  # fmt: skip
@options.option(
    "--type", type=OneOf("type", ("news", "official", "reference")), metavar="TYPE",
    help="Type of the document: news, official or reference. Default: news.",
)  # fmt: skip
@options.option("--language", metavar="TAG", help="Language of the document, as a tag such as en or uz. Default: en.")
@options.option("--url", metavar="URL", help="Web address of the document.")
@options.option("--retrieved", metavar="DATE", help="Date on which you read the page (YYYY-MM-DD).")
@options.option("--name", metavar="NAME", help="Name of the file and of the source. Default: publisher and date.")
@options.option(
    "--text",
    metavar="FILE",
    type=FILE,
    help="File with the text of the document; kg only names it in the commands that it suggests next.",
)
@options.project
def command(*, kind: str | None, project: str | None, text: str | None, **given: str | None) -> int:
    """Create the file of a new source.

    On a terminal, kg asks for the details that are not given as options.
    """
    from pathlib import Path

    from kg.authoring import new_source
    from kg.authoring.writable import check_writable
    from kg.build.build import known_files
    from kg.evidence.texts import read_text
    from kg.project.find import find_project
    from kg.project.paths import display

    if kind is None:
        raise UsageError("say what to create: kg new source")
    found = find_project(project)
    check_writable(found, Path(project) if project else None)
    if text:
        read_text(text)
    ask = _ask if sys.stdin.isatty() else None
    known = new_source.known_of(found, known_files(found))
    path = new_source.new_source(found, details_of(given, known, ask, datetime.date.today), known)
    tell(f"created {display(path)}")
    tell("next:")
    for step in _next_steps(path, text):
        tell(f"  {step}")
    return 0


def _ask(question: str) -> str:
    """Ask on the terminal."""
    try:
        answer = input(printable(question))
    except EOFError as error:
        tell("")
        raise UsageError("no more answers, so no source was created; kg new source starts again") from error
    if not is_utf8(answer):
        raise UsageError("the answer is not UTF-8, so no source was created; use a UTF-8 terminal")
    return answer


def _next_steps(path: Path, text: str | None) -> list[str]:
    name = path.stem
    quoted = f'"{text}"' if text and " " in text else text or f"{name}.txt"
    return [
        f'kg cite {name} --text {quoted} "words of the text" --gist "what they say, in your words" --write',
        f"add the statements of the document to {path.name}, each with kg:passage and the name of a passage",
        f"kg fmt, then kg check{' --texts ' + _folder(text) if text else ''}",
    ]


def _folder(text: str) -> str:
    from pathlib import Path

    return Path(text).parent.as_posix()


def details_of(given: Given, known: Known, ask: Ask | None, today: Callable[[], datetime.date]) -> SourceDetails:
    """Take the details of a source from the options; ask for the rest.

    Parameters
    ----------
    given : mapping of str to str or None
        The options of ``kg new source``: ``title``, ``publisher``, ``new_publisher``, ``issued``, ``type``,
        ``language``, ``url``, ``retrieved``, ``name``.
    known : kg.authoring.new_source.Known
        What the project knows, to suggest publishers.
    ask : callable or None
        Asks a question and returns the answer; None without a terminal.
    today : callable
        Returns the suggested date of reading a page.

    Returns
    -------
    kg.authoring.new_source.SourceDetails

    Raises
    ------
    UsageError
        If a detail is missing and there is no terminal, or an answer is invalid.

    Examples
    --------
    >>> from kg.authoring.new_source import Known
    >>> given = {"title": "T", "new_publisher": "Post", "issued": "2025-03-05"}
    >>> details_of(given, Known({}, frozenset(), {}, {}), None, lambda: None).new_publisher
    True
    """
    from kg.authoring.new_source import SourceDetails, propose_name
    from kg.temporal.intervals import read_date, read_day, uncertain_day

    if ask is None:
        missing = [f"--{name}" for name in ("title", "issued") if not given.get(name)]
        if not (given.get("publisher") or given.get("new_publisher")):
            missing.append("--publisher (or --new-publisher)")
        if missing:
            raise UsageError(f"a new source needs {', '.join(missing)}; on a terminal kg asks for it")

    def answer(name: str, question: str, default: str = "") -> str:
        value = given.get(name)
        if value is not None or ask is None:
            return value or default
        shown = f" [{default}]" if default else ""
        return ask(f"{question}{shown}: ").strip() or default

    title = answer("title", "Title of the document")
    publisher, is_new = _publisher(given, known, ask)
    published = answer("issued", "Date of publication (YYYY-MM-DD, YYYY-MM or YYYY)")
    issued = read_day(published) or uncertain_day(*[str(read_date(published))] * 2)
    kind: Any = answer("type", "Type (news, official or reference)", "news").casefold()
    language = answer("language", "Language", "en")
    url = answer("url", "Web address (empty if there is none)")
    retrieved = answer("retrieved", "Date of reading it", str(today())) if url and ask else given.get("retrieved")
    name = answer("name", "Name of the source", propose_name(publisher, issued) if ask else "")
    return SourceDetails(
        title, publisher, issued, kind, language, url, read_date(retrieved) if retrieved else None, name, is_new
    )


def _publisher(given: Given, known: Known, ask: Ask | None) -> tuple[str, bool]:
    """Return the name of the publisher, and whether the graph lacks it."""
    from kg.authoring.new_source import find_publisher

    publisher, new = given.get("publisher"), given.get("new_publisher")
    if publisher or new or ask is None:
        return publisher or new or "", not publisher
    while True:
        name = ask("Publisher: ").strip()
        if not name:
            continue
        if find_publisher(known, name) is not None:
            return name, False
        near = suggest(name, (label for names in known.organisations.values() for label in names[1:]))
        hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else "."
        if ask(f"No organisation is called {name!r}{hint} Is it a new one (y/n): ").strip().casefold() in ("y", "yes"):
            return name, True
