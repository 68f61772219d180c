"""Splits Turtle into tokens, including comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_CHARS = r"\w\u00b7\u0300-\u036f\u203f\u2040"


_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"


_TOKEN = re.compile(
    rf"""
    (?P<space>[ \t\r\n]+)
    | (?P<comment>\#[^\r\n]*)
    | (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
    | (?P<text>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<blank>_:[{_CHARS}](?:[{_CHARS}.\-]*[{_CHARS}\-])?)
    | (?P<name>(?:[^\W\d_](?:[{_CHARS}.\-]*[{_CHARS}\-])?)?:
        (?:(?:[{_CHARS}:]|{_ESCAPE})(?:(?:[{_CHARS}.:\-]|{_ESCAPE})*(?:[{_CHARS}:\-]|{_ESCAPE}))?)?)
    | (?P<number>[+-]?(?:\d+\.\d*[eE][+-]?\d+|\.?\d+[eE][+-]?\d+|\d*\.\d+|\d+))
    | (?P<word>[A-Za-z]+)
    | (?P<mark>\^\^|[\[\]();,.])
    """,
    re.VERBOSE | re.DOTALL,
)


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
            raise RefusedError(line, f"cannot be formatted from {text[place : place + 10]!r} on", "write Turtle 1.1")
        found = match[0]
        last = line + found.count("\n")
        if match.lastgroup != "space":
            yield Token(str(match.lastgroup), found, line, last)
        place, line = match.end(), last
