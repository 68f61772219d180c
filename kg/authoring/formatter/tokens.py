"""Splits Turtle into tokens, including comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.rdf import terms

_CHARS = rf"{terms.NAME_CHARS}\-"

#: Only single characters are repeated possessively: before Python 3.11.5, re matches possessive groups wrongly.
_TOKEN = re.compile(
    rf"""
    (?P<space>[ \t\r\n]++)
    | (?P<comment>\#[^\r\n]*+)
    | (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]++|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
    | (?P<text>\"\"\"(?:[^"\\]++|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]++|\\.|'(?!''))*'''
        |"(?:[^"\\\n\r]++|\\.)*"|'(?:[^'\\\n\r]++|\\.)*')
    | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<blank>_:[{terms.NAME_STARTS}0-9](?:[{_CHARS}]++|\.+(?=[{_CHARS}]))*)
    | (?P<name>(?:[{terms.NAME_LETTERS}](?:[{_CHARS}]++|\.+(?=[{_CHARS}]))*)?:{terms.LOCAL_NAME})
    | (?P<number>[+-]?(?:[0-9]++(?:\.[0-9]*+)?[eE][+-]?[0-9]++|\.[0-9]++[eE][+-]?[0-9]++|[0-9]*+\.[0-9]++|[0-9]++))
    | (?P<word>[A-Za-z]+)
    | (?P<mark>\^\^|[\[\]();,.])
    """,
    re.VERBOSE | re.DOTALL,
)
_LINE_END = re.compile(r"\r\n|\r|\n")


class Token(NamedTuple):
    """A token, with its first and its last line."""

    kind: str
    text: str
    line: int
    last: int
    """The line on which it ends."""


class RefusedError(Exception):
    """A text that cannot be formatted without loss: the line, the reason and the remedy."""

    def __init__(self, line: int, message: str, remedy: str) -> None:
        self.line, self.message, self.remedy = line, message, remedy


def tokens(text: str) -> Iterator[Token]:
    """Split a Turtle text into tokens; white space is left out."""
    place, line = 0, 1
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            if text.startswith(("<<", "{|", "~"), place):
                raise RefusedError(
                    line, "triple terms and annotations of RDF 1.2 are not supported",
                    "annotate the statement with an owl:Axiom instead",
                )  # fmt: skip
            raise RefusedError(line, f"cannot be formatted from {text[place : place + 10]!r} on", "write Turtle 1.1")
        kind, found, place = str(match.lastgroup), match[0], match.end()
        if kind == "space":
            line += 0 if found == " " else len(_LINE_END.findall(found))
            continue
        last = line + len(_LINE_END.findall(found)) if kind == "text" else line
        yield Token(kind, found, line, last)
        line = last
