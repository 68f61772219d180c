"""Errors and findings.

An *error* ends a command or a call. A *finding* reports one fault in the data, and its place. Each says what is wrong,
where, and what to do.

    KgError                       exit code 2
    ├── UsageError                a wrong option or argument, or two that exclude each other
    │   └── UnknownNameError      no such question, country, view ...: lists the nearest names
    ├── QueryError                SPARQL that cannot be parsed or run: shows the place
    │   └── QueryLimitError       a query that was stopped: too long a time, too much memory, nested too deeply
    ├── ProjectError              no project here, or its files cannot be used
    │   └── QuestionError         the file of a question or a check cannot be used: has the finding
    ├── TooLittleMemoryError      a build that needs more memory than is available
    ├── OutputError               a result that cannot be written
    │   └── NoRoomError           a build that does not fit on the disk
    └── DataError                 exit code 1: the data has errors, so nothing was done; has the findings

Code may test the class and the attributes of an error (``findings``, ``kept``, ``suggestions``), never its text.
"""

from __future__ import annotations

import copyreg
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

#: All control characters except line feed and tab, the line separators and the direction marks of Unicode.
_CONTROL = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufff9-\\ufffb]"
)
#: The same, but a carriage return before a line feed is a line end, and sequences for colours may stay. A search for an
#: expression that begins with a set of characters is fast.
_LINES = re.compile(rf"{_CONTROL.pattern}(?:(?<!\r)|(?!\n))")
_COLOURED = re.compile(rf"(\x1b\[[0-9;]{{0,20}}m)|{_LINES.pattern}")

#: How much of a line of a file is shown.
_LONGEST = 120

Severity = Literal["error", "warning", "info"]

#: Worst first, the order in which findings are listed.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True)
class Finding:
    """One thing in the data that is wrong, or should be looked at, and where.

    Parameters
    ----------
    check : str
        Name of the check that found it, such as ``syntax`` or ``outside-tenure``.
    message : str
        What is wrong, in words for the person who can correct it.
    severity : {"error", "warning", "info"}
        Errors in reading a file stop the build; warnings never do.
    source : str, optional
        IRI of the source in whose graph it was found.
    path : str, optional
        The file; relative to the project if it is inside it.
    line, column : int, optional
        The place in the file, counted from 1.
    focus : str, optional
        IRI of the thing that the finding is about.
    remedy : str, optional
        What to do.
    excerpt : str, optional
        The line of the file, with a caret under the place.

    Examples
    --------
    >>> print(Finding("syntax", "a dot is missing", path="data/a.ttl", line=3))
    data/a.ttl:3: error: a dot is missing [syntax]
    """

    check: str
    message: str
    severity: Severity = "error"
    source: str | None = None
    path: str | None = None
    line: int | None = None
    column: int | None = None
    focus: str | None = None
    remedy: str | None = None
    excerpt: str | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        lines = [one_line(f"{place + ': ' if place else ''}{self.severity}: {self.message} [{self.check}]")]
        if self.excerpt:
            lines.append(printable(self.excerpt))
        if self.remedy:
            lines.append(one_line(f"  → {self.remedy}"))
        return "\n".join(lines)

    def as_dict(self) -> dict[str, object]:
        """Return the fields that have a value, for JSON."""
        return {key: value for key, value in asdict(self).items() if value is not None}


def _with_place(finding: Finding) -> str:
    """Write a finding as the text of an error."""
    if finding.path:
        place = ":".join(str(part) for part in (finding.path, finding.line, finding.column) if part is not None)
    else:
        named = (("line", finding.line), ("column", finding.column))
        place = ", ".join(f"{name} {number}" for name, number in named if number is not None)
    text = f"{one_line(place)}: {finding.message}" if place else finding.message
    if finding.excerpt:
        text += f"\n{finding.excerpt}"
    if finding.remedy:
        text += f"\n  → {finding.remedy}" if finding.excerpt else f"; {finding.remedy}"
    return text


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings and drop repeated ones: worst first, then by place."""
    return tuple(
        sorted(
            set(findings),
            key=lambda f: (
                SEVERITIES.index(f.severity), f.path or "", f.line or 0, f.column or 0, f.check, f.message,
            ),
        )
    )  # fmt: skip


class KgError(Exception):
    """Base of all errors that kg raises on purpose.

    ``exit_code`` is what the command line returns for it. An error can be pickled and copied with its attributes.
    """

    exit_code = 2

    def __reduce__(self) -> tuple[Any, ...]:
        # By default Python calls the class with the text of the error, but some classes take other arguments.
        return copyreg.__newobj__, (type(self), *self.args), vars(self)  # type: ignore[attr-defined]


class UsageError(KgError):
    """Invalid arguments: a wrong option or value, or two that exclude each other."""


class UnknownNameError(UsageError):
    """A name that does not exist, with the nearest names that do.

    Parameters
    ----------
    kind : str
        The kind of thing that should have this name, such as ``question``.
    name : str
        The name as it was given.
    known : iterable of str
        The names that exist.
    hint : str, optional
        One more line, such as how to list the names.

    Attributes
    ----------
    suggestions : list of str
        The nearest names.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str], hint: str = "") -> None:
        self.kind, self.name, self.hint = kind, name, hint
        self.suggestions = suggest(name, known)
        text = f"no {kind} called {name!r}"
        if self.suggestions:
            text += "; did you mean " + " or ".join(map(repr, self.suggestions)) + "?"
        super().__init__(text + (f"\n{hint}" if hint else ""))


class QueryError(KgError):
    """SPARQL that cannot be parsed or run.

    Parameters
    ----------
    finding : Finding
        What is wrong, and its place in the text or in the file.
    """

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding)

    def __str__(self) -> str:
        return _with_place(self.finding)


class QueryLimitError(QueryError):
    """A query that was stopped, because it took too long, needed too much memory, or is nested too deeply."""


class ProjectError(KgError):
    """There is no project, or its files cannot be used."""


class QuestionError(ProjectError):
    """The file of a question or a check cannot be used, or not under its name or number.

    Parameters
    ----------
    finding : Finding
        What is wrong, and its place in the file.
    names : tuple of str
        The names of the questions that it concerns.
    """

    def __init__(self, finding: Finding, names: tuple[str, ...] = ()) -> None:
        self.finding, self.names = finding, names
        super().__init__(finding, names)

    def __str__(self) -> str:
        return _with_place(self.finding)


class OutputError(KgError):
    """A result cannot be written."""


class NoRoomError(OutputError):
    """There is no room on the disk for a build, or not as much as this user may use."""


class TooLittleMemoryError(KgError):
    """A build needs more memory than is available; raised before the computer swaps."""


class DataError(KgError):
    """The data has errors, so nothing was done.

    Parameters
    ----------
    message : str
        What was not done.
    findings : sequence of Finding
        All findings, including the errors.
    kept : bool, optional
        Whether there is an earlier build of the project, which can be used until the errors are corrected.
    """

    exit_code = 1

    def __init__(self, message: str, findings: Sequence[Finding], *, kept: bool = False) -> None:
        self.findings = tuple(findings)
        self.kept = kept
        super().__init__(message)


def suggest(name: str, known: Iterable[str], most: int = 3, *, cutoff: float = 0.6, spread: float = 1) -> list[str]:
    """Return the known names that are most similar to a name, best first; then those that begin with it.

    Parameters
    ----------
    name : str
    known : iterable of str
    most : int
        The maximum number of names to return.
    cutoff : float
        The minimum similarity, from 0 to 1.
    spread : float
        How much less similar than the best one a name may be.

    Examples
    --------
    >>> suggest("framework-by-partner", ["frameworks-by-partner", "leaders"])
    ['frameworks-by-partner']
    """
    # Late, because all commands import this module, and few suggest names.
    import difflib

    folded = {candidate.casefold(): candidate for candidate in sorted(known, reverse=True)}
    wanted = name.casefold()
    alike = {hit: difflib.SequenceMatcher(None, hit, wanted).ratio()
             for hit in difflib.get_close_matches(wanted, folded, most, cutoff)}  # fmt: skip
    close = [hit for hit, ratio in alike.items() if ratio >= max(alike.values()) - spread]
    longer = sorted(candidate for candidate in folded if len(wanted) > 2 and candidate.startswith(wanted))
    return [folded[hit] for hit in dict.fromkeys((*close, *longer))][:most]


def shortened(text: str, most: int = 80) -> str:
    """Return the beginning of a long text, with an ellipsis; a short one as it is.

    Examples
    --------
    >>> shortened("9" * 5000, 5), shortened("four")
    ('99999…', 'four')
    """
    return text if len(text) <= most else f"{text[:most]}…"


def printable(text: str) -> str:
    r"""Remove characters that control a terminal or change the direction of a text.

    Examples
    --------
    >>> printable("Registan\u202e\x1b[2J")
    'Registan[2J'
    """
    return _CONTROL.sub("", text)


def one_line(text: str) -> str:
    r"""Write a text that must be one line, such as a cell of a table: a line break in it is shown, as is one in a name.

    Examples
    --------
    >>> print(one_line("Oslo\na.ttl: error: forged\x1b[2J"))
    Oslo\na.ttl: error: forged[2J
    """
    return printable(text).replace("\n", "\\n")


def harmless(text: str, *, colour: bool = False) -> str:
    r"""Remove control characters from a whole output, whoever wrote it: the last step before a terminal or a file.

    Parameters
    ----------
    text : str
    colour : bool, optional
        Whether sequences for colours stay.

    Examples
    --------
    >>> harmless("a\x1b[1mb\x1b[2J\r\n"), harmless("a\x1b[1mb\x1b[2J", colour=True)
    ('a[1mb[2J\r\n', 'a\x1b[1mb[2J')
    """
    return _COLOURED.sub(lambda match: match[1] or "", text) if colour else _LINES.sub("", text)


def escaped(text: str) -> str:
    r"""Write control characters and direction marks as JSON and Turtle write them: nothing is lost.

    Examples
    --------
    >>> print(escaped('"Registan\u202e"'))
    "Registan\u202E"
    """
    return _LINES.sub(lambda match: f"\\u{ord(match[0]):04X}", text)


def in_xml(text: str) -> str:
    r"""Write control characters and direction marks in XML as references; those that XML cannot have are removed.

    Examples
    --------
    >>> in_xml("<a>Registan\u202e\x1b</a>")
    '<a>Registan&#x202E;</a>'
    """
    return _LINES.sub(lambda match: f"&#x{ord(match[0]):X};" if match[0] >= "\x7f" else "", text)


def caret(line: str, column: int, width: int = 1) -> str:
    """Show a line of a text with carets under a place.

    Parameters
    ----------
    line : str
        The text of the line.
    column : int
        Counted from 1.
    width : int
        How many characters to underline.

    Examples
    --------
    >>> print(caret("SELECT ?x WERE", 11, 4))
      SELECT ?x WERE
                ^^^^
    """
    line = line.rstrip("\r\n").replace("\t", " ")
    if len(line) > _LONGEST:
        # Of a long line, only what is around the place.
        start = max(0, min(column - 1 - _LONGEST // 3, len(line) - _LONGEST))
        before, after = "… " if start else "", " …" if start + _LONGEST < len(line) else ""
        line = before + line[start : start + _LONGEST] + after
        column += len(before) - start
    return f"  {line}\n  {' ' * (column - 1)}{'^' * max(1, min(width, len(line) - column + 1))}"
