"""Writes Turtle in one canonical order, so that a diff shows facts; keeps every comment.

The order::

    # A comment with a blank line below it begins a section. Sections keep their order.

    @prefix ...                 in alphabetical order, kg: first

    # A comment directly above a statement belongs to it, and moves with it.
    event:x a kg:Dialogue ;     in a section: sources first, passages last, others by IRI
        kg:ordinal 1 ;          in the order of order.toml
        kg:hasTopic             in alphabetical order, one on each line if there is no room
            topic:a ,
            topic:b .           # a comment at the end of a line moves with the line

    [] a owl:Axiom ; owl:annotatedSource event:x ; ...      directly below the thing that it annotates

The order inside ``( ... )``, literals and the spelling of names do not change. A text is refused if a comment would be
lost or moved to another thing, or if the graph would change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kg.authoring.formatter.graphs import comparable
from kg.authoring.formatter.parser import Parser
from kg.authoring.formatter.tokens import RefusedError, Token, tokens
from kg.authoring.formatter.writer import write
from kg.errors import DataError, Finding, UsageError
from kg.project.paths import display
from kg.project.project import Project
from kg.project.read import read_content
from kg.project.write import change_file
from kg.rdf.model import Triple
from kg.rdf.syntax import parse


def format_text(text: str, name: str = "the text") -> str:
    r"""Write Turtle in canonical order.

    Parameters
    ----------
    text : str
        Turtle 1.1.
    name : str, optional
        Name of the file, for messages.

    Returns
    -------
    str
        The same graph and the same comments; formatting it again changes nothing.

    Raises
    ------
    DataError
        If the text is not Turtle, or a comment in it would be lost; gives the line.

    Examples
    --------
    >>> print(format_text("@prefix : <http://x/> . :b :q 2, 1 ; a :C .\n:a a :C ."), end="")
    @prefix : <http://x/> .
    <BLANKLINE>
    :a a :C .
    :b a :C ; :q 1 , 2 .
    """
    text = text.removeprefix("\ufeff")
    before = _read(text, name)
    try:
        read = list(tokens(text))
        written = write(Parser(read).file())
        if written == text:
            return text  # So nothing is lost.
        again = list(tokens(written))
        _compare_comments(read, again)
    except RefusedError as refused:
        raise _refusal(name, refused.line, refused.message, refused.remedy) from None
    if comparable(_read(written, name), _labels(again)) != comparable(before, _labels(read)):
        raise _refusal(
            name, None, "formatting would change the statements of this file",
            "this is a bug of kg fmt: keep the file unchanged, and report it",
        )  # fmt: skip
    return written


def format_file(path: Path | str, *, check: bool = False) -> bool:
    """Write a Turtle file in canonical order, in one step.

    Parameters
    ----------
    path : path
    check : bool, optional
        Only return whether it would change.

    Returns
    -------
    bool
        Whether the file changed, or would.

    Raises
    ------
    UsageError
        If it cannot be read.
    DataError
        If it is not Turtle, or a comment in it would be lost.
    OutputError
        If it cannot be written, or was written by another program meanwhile.

    Examples
    --------
    >>> from kg.project.paths import shipped_root
    >>> format_file(shipped_root() / "kg.toml", check=True)
    Traceback (most recent call last):
    ...
    kg.errors.UsageError: ...kg.toml: not a Turtle file; kg fmt formats .ttl files
    """
    path = Path(path)
    name = display(path)
    if path.suffix != ".ttl":
        raise UsageError(f"{name}: not a Turtle file; kg fmt formats .ttl files")

    def formatted(content: bytes) -> bytes:
        try:
            return format_text(content.decode("utf-8-sig"), name).encode()
        except UnicodeDecodeError as error:
            raise UsageError(f"{name}: is not UTF-8; save it as UTF-8") from error

    try:
        if not check:
            return change_file(path, formatted)
        content = read_content(path)
    except OSError as error:
        raise UsageError(f"{name}: cannot be read: {error.strerror or error}") from error
    return formatted(content) != content


def files_to_format(project: Project) -> list[Path]:
    """List the files of a project that people edit: sources, judgements, names, background.

    Ontologies are left out, because their authors choose the order; so are generated files, whose comments say *Do not
    edit*.
    """
    own = (file for file in project.files() if file.path.is_relative_to(project.root) and file.role != "ontology")
    return [file.path for file in own if not _is_made(file.path)]


def _is_made(path: Path) -> bool:
    try:
        head = read_content(path)[:2000].decode("utf-8", errors="replace")
    except OSError:
        return False
    return any("do not edit" in line.casefold() for line in head.splitlines() if line.startswith("#"))


def _read(text: str, name: str) -> tuple[Triple, ...]:
    try:
        return parse(name, text)[0]
    except DataError as error:
        raise DataError(f"{name}: cannot be formatted", error.findings) from error


def _labels(read: Iterable[Token]) -> set[str]:
    return {token.text for token in read if token.kind == "blank"}


def _refusal(name: str, line: int | None, message: str, remedy: str) -> DataError:
    return DataError(f"{name}: not changed", [Finding("format", message, path=name, line=line, remedy=remedy)])


def _compare_comments(before: Iterable[Token], after: Iterable[Token]) -> None:
    """Raise an error if a comment is lost."""
    left = Counter(token.text.rstrip() for token in after if token.kind == "comment")
    for token in before:
        if token.kind == "comment":
            if not left[token.text.rstrip()]:
                raise RefusedError(token.line, "this comment would be lost", "put it directly above a statement")
            left[token.text.rstrip()] -= 1
