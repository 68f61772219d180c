"""`kg cite`: creates a passage for a quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli import completion, options
from kg.cli.command import command as make
from kg.cli.output import tell, write
from kg.cli.values import FILE, NUMBER
from kg.errors import UsageError
from kg.rdf import terms

if TYPE_CHECKING:
    from pathlib import Path

    from kg.project.project import Project


@make(
    "cite",
    exclusive=[("--nth", "--start")],
    examples=[
        'kg cite kun-uz-2024-11-16 --text report.txt "held in Washington"',
        'kg cite data/sources/a.ttl --text a.txt "They met." --gist "There was a meeting." --write',
        'kg cite a --text a.txt "the two" --nth 2',
    ],
)
@options.argument(
    "source", metavar="SOURCE", shell_complete=completion.sources, help="Name of the source, or its Turtle file."
)
@options.argument("words", metavar="WORDS", help="The words to quote, exactly as they are in the text.")
@options.option(
    "--text", metavar="FILE", type=FILE, help="Text of the source. Default: its file in the folder of texts."
)
@options.option("--gist", default="", metavar="TEXT", help="What the passage says, in your own words.")
@options.option(
    "--nth", type=NUMBER, metavar="N", help="Which occurrence to quote, counted from 1, if there are several."
)
@options.option(
    "--start", type=NUMBER, metavar="OFFSET",
    help="Offset of the occurrence to quote; that of the first character is 0.",
)  # fmt: skip
@options.option("--write", "writing", is_flag=True, help="Add the passage to the source's file. Default: print it.")
@options.project
def command(
    *, source: str, words: str, text: str | None, gist: str, nth: int | None, start: int | None, writing: bool,
    project: str | None,
) -> int:  # fmt: skip
    """Create a passage for a quotation from a source.

    kg finds the words in the text of the source, and records where they are: paragraph, sentence, first and
    last character, and a hash of the words.
    """
    from kg.authoring.cite import add_passage, find_source_file, find_words, passage_turtle, read_source
    from kg.authoring.writable import check_writable
    from kg.evidence.texts import read_text
    from kg.project.find import find_project, shipped
    from kg.project.paths import display, shipped_root

    found = find_project(project)
    document = read_source(find_source_file(found, source))
    quote = find_words(read_text(text or _text_of(found, document.iri)), words, nth=nth, start=start)
    if not writing:
        write(passage_turtle(document, quote, gist)[1])
        return 0
    if document.path.resolve().is_relative_to(shipped_root().resolve()):
        check_writable(shipped())
    name = add_passage(document, quote, gist)
    tell(f"added {name} to {display(document.path)}: {quote}")
    return 0


def _text_of(project: Project, iri: str) -> Path:
    from kg.evidence.texts import open_texts

    texts = open_texts(project)
    found = texts.of(iri) if texts else None
    if found is None:
        where = f" (no {terms.local_name(iri)}.txt in {texts.folder})" if texts else ""
        raise UsageError(f"give the text of the source: --text FILE{where}")
    return found
