"""Commands that help to write sources: new, cite, fmt."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kg.cli.common import Command, list_findings
from kg.errors import DataError, UsageError, suggest
from kg.rdf import terms
from kg.temporal.intervals import read_date

if TYPE_CHECKING:
    from pathlib import Path

    from kg.authoring.new_source import Known

#: Asks a question on the terminal.
Ask = Callable[[str], str]


def add(command: Command) -> None:
    """Add the commands."""
    sub = command(
        "new",
        _new,
        "begin the file of a new source; on a terminal it asks for what is missing",
        "kg new source",
        'kg new source --title "A round of talks" --publisher Kun.uz --issued 2024-11-16',
        'kg new source --title "Talks" --new-publisher "Harbour Post" --issued 2025-03-05 --type news',
    )
    sub.add_argument("kind", choices=("source",), metavar="source", help="what to begin: a source")
    sub.add_argument("--title", metavar="TEXT", help="title of the document")
    publisher = sub.add_mutually_exclusive_group()
    publisher.add_argument("--publisher", metavar="NAME", help="an organisation that the graph knows")
    publisher.add_argument("--new-publisher", metavar="NAME", help="one that it does not know; the file declares it")
    sub.add_argument("--issued", metavar="DATE", help="when it was issued")
    sub.add_argument("--type", choices=("news", "official", "reference"), metavar="TYPE",
                     help="news (unless told), official or reference")  # fmt: skip
    sub.add_argument("--language", metavar="TAG", help="its language; en unless told")
    sub.add_argument("--url", metavar="URL", help="where it was read")
    sub.add_argument("--retrieved", metavar="DATE", help="when it was read there")
    sub.add_argument("--name", metavar="NAME", help="of the file and the source; publisher and date unless told")
    sub.add_argument("--text", metavar="FILE", help="its text, if you have it: is looked at, not copied")

    sub = command(
        "cite",
        _cite,
        "make the passage of words in a text: paragraph, sentence, offsets, hash",
        'kg cite kun-uz-2024-11-16 --text report.txt "held in Washington"',
        'kg cite data/sources/a.ttl --text a.txt "They met." --gist "There was a meeting." --write',
        'kg cite a --text a.txt "the two" --nth 2',
    )
    sub.add_argument("source", metavar="FILE", help="the source's Turtle file, or the source's name")
    sub.add_argument("words", metavar="WORDS", help="the words of the passage, as the text has them")
    sub.add_argument("--text", metavar="FILE", help="the text; the one in the folder of texts unless told")
    sub.add_argument("--gist", default="", metavar="TEXT", help="what the passage says, in your own words")
    which = sub.add_mutually_exclusive_group()
    which.add_argument("--nth", type=int, metavar="N", help="which place is meant, from 1, if there are several")
    which.add_argument("--start", type=int, metavar="OFFSET", help="where the place that is meant begins")
    sub.add_argument("--write", action="store_true", help="add the passage to the file; otherwise it is printed")

    sub = command(
        "fmt",
        _fmt,
        "write Turtle in one canonical order, with its comments",
        "kg fmt",
        "kg fmt --check",
        "kg fmt data/sources/kun-uz-2024-11-16.ttl",
    )
    sub.add_argument("files", nargs="*", metavar="FILE", help="those of the project unless told, save its ontology")
    sub.add_argument("--check", action="store_true", help="change nothing; list what would change, and exit with 1")


def _new(options: argparse.Namespace) -> int:
    from pathlib import Path

    from kg.authoring import new_source
    from kg.authoring.writable import check_writable
    from kg.evidence.texts import read_text
    from kg.project.find import find_project
    from kg.project.paths import display

    project = find_project(options.project)
    check_writable(project, Path(options.project) if options.project else None)
    if options.text:
        read_text(options.text)
    ask = input if sys.stdin.isatty() else None
    details = details_of(options, new_source.known_of(project), ask, datetime.date.today)
    path = new_source.new_source(project, details)
    print(f"began {display(path)}")
    print("next:")
    for step in _next_steps(path, options.text):
        print(f"  {step}")
    return 0


def _next_steps(path: Path, text: str | None) -> list[str]:
    name = path.stem
    quoted = f'"{text}"' if text and " " in text else text or f"{name}.txt"
    return [
        f'kg cite {name} --text {quoted} "words of the text" --gist "what they say, in your words" --write',
        f"write what it says into {path.name}, with kg:passage and the passages' names",
        f"kg fmt, then kg check{' --texts ' + _folder(text) if text else ''}",
    ]


def _folder(text: str) -> str:
    from pathlib import Path

    return Path(text).parent.as_posix()


def details_of(options: argparse.Namespace, known: Known, ask: Ask | None, today: Callable[[], datetime.date]) -> Any:
    """Take what a source needs from the options; ask for the rest.

    Parameters
    ----------
    options : argparse.Namespace
        Of ``kg new source``.
    known : kg.authoring.new_source.Known
        What the project knows, to propose publishers.
    ask : callable or None
        Puts a question and returns the answer; None where there is nobody to ask.
    today : callable
        Proposes when a page was read.

    Returns
    -------
    kg.authoring.new_source.SourceDetails

    Raises
    ------
    UsageError
        Where something is missing and there is nobody to ask, or an answer cannot be used.

    Examples
    --------
    >>> from argparse import Namespace
    >>> from kg.authoring.new_source import Known
    >>> given = Namespace(title="T", publisher=None, new_publisher="Post", issued="2025-03-05", type=None,
    ...     language=None, url=None, retrieved=None, name=None, text=None)
    >>> details_of(given, Known({}, frozenset(), {}, {}), None, lambda: None).new_publisher
    True
    """
    from kg.authoring.new_source import SourceDetails, propose_name

    if ask is None:
        needed = {"--title": options.title, "--issued": options.issued}
        missing = [name for name, value in needed.items() if not value]
        missing += [] if options.publisher or options.new_publisher else ["--publisher (or --new-publisher)"]
        if missing:
            raise UsageError(f"a new source needs {', '.join(missing)}; on a terminal kg asks for it")

    def answer(given: str | None, question: str, default: str = "") -> str:
        if given is not None or ask is None:
            return given or default
        shown = f" [{default}]" if default else ""
        return ask(f"{question}{shown}: ").strip() or default

    title = answer(options.title, "Title of the document")
    publisher, is_new = _publisher(options, known, ask)
    issued = read_date(answer(options.issued, "Issued on (2024-11-16)"))
    kind: Any = answer(options.type, "News, official or reference", "news").casefold()
    language = answer(options.language, "Language", "en")
    url = answer(options.url, "Where it can be read (URL; nothing if nowhere)")
    retrieved = answer(options.retrieved, "Read there on", str(today())) if url and ask else options.retrieved
    name = answer(options.name, "Name of the source", propose_name(publisher, issued) if ask else "")
    return SourceDetails(
        title, publisher, issued, kind, language, url, read_date(retrieved) if retrieved else None, name, is_new
    )


def _publisher(options: argparse.Namespace, known: Known, ask: Ask | None) -> tuple[str, bool]:
    """Return the publisher's name, and whether it is a new one."""
    from kg.authoring.new_source import find_publisher

    if options.publisher or options.new_publisher or ask is None:
        return options.publisher or options.new_publisher or "", not options.publisher
    while True:
        name = ask("Publisher: ").strip()
        if not name:
            continue
        if find_publisher(known, name) is not None:
            return name, False
        near = suggest(name, (label for names in known.organisations.values() for label in names[1:]))
        hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
        if ask(f"No organisation is called {name!r}{hint} Is it a new one (y/n): ").strip().casefold() in ("y", "yes"):
            return name, True


def _cite(options: argparse.Namespace) -> int:
    from kg.authoring.cite import add_passage, find_source_file, find_words, passage_turtle, read_source
    from kg.authoring.writable import check_writable
    from kg.evidence.texts import read_text
    from kg.project.find import find_project, shipped
    from kg.project.paths import display
    from kg.project.project import shipped_root

    project = find_project(options.project)
    source = read_source(find_source_file(project, options.source))
    text = read_text(options.text or _text_of(project, source.iri))
    quote = find_words(text, options.words, nth=options.nth, start=options.start)
    if not options.write:
        print(passage_turtle(source, quote, options.gist)[1], end="")
        return 0
    if source.path.resolve().is_relative_to(shipped_root().resolve()):
        check_writable(shipped())
    name = add_passage(source, quote, options.gist)
    print(f"added {name} to {display(source.path)}: {quote}")
    return 0


def _text_of(project: Any, iri: str) -> Path:
    from kg.evidence.texts import open_texts

    texts = open_texts(project)
    found = texts.of(iri) if texts else None
    if found is None:
        where = f" (no {terms.local_name(iri)}.txt in {texts.folder})" if texts else ""
        raise UsageError(f"say which file is the text of the source: --text FILE{where}")
    return found


def _fmt(options: argparse.Namespace) -> int:
    from pathlib import Path

    from kg.authoring.formatter import files
    from kg.authoring.writable import check_writable
    from kg.project.find import find_project
    from kg.project.paths import display

    if options.files:
        paths = [Path(name) for name in options.files]
    else:
        project = find_project(options.project)
        if not options.check:
            check_writable(project, Path(options.project) if options.project else None)
        paths = files.files_to_format(project)
    changed, refused = 0, 0
    for path in paths:
        try:
            if files.format_file(path, check=options.check):
                print(f"{'would format' if options.check else 'formatted'} {display(path)}")
                changed += 1
        except DataError as error:
            # One file that has to stay as it is leaves the others to be formatted.
            list_findings(error.findings)
            refused += 1
    if refused:
        print(f"kg: left as they are: {refused} file{'' if refused == 1 else 's'}", file=sys.stderr)
    return 1 if refused or (changed and options.check) else 0
