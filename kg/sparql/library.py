"""The library over ``queries/``: finding a query, filling in its parameters, running it, its results.

A query is a file that any SPARQL tool opens as it is. Comments at its top say what it is::

    # title: Who led each side
    # question: 3
    # description: Officials who led or chaired a side at a session.
    # parameter session: kg:Event; the session asked about

and the default of each parameter is a row in a marked block, whose rows are replaced::

    VALUES ?session { event:us-uz-spd-4 } # parameter

``UNDEF`` as the row means: any. What replaces a row is a term that the RDF library serialised, never text
that someone typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from kg.errors import ProjectError, UnknownNameError, suggest
from kg.project.paths import display
from kg.rdf import terms

if TYPE_CHECKING:
    pass


#: A line of a header; what is no URL and has one word before its colon, or begins as a parameter does, is meant as one.
_HEADER = re.compile(r"#\s*(parameter\b[^:]*?|\w+)\s*:(?!//)\s*(.*)")


_KEYS = ("title", "question", "description", "severity", "message", "remedy")


_VALUES = re.compile(r"VALUES\s+\?(\w+)\s*\{([^{}]*)\}\s*#\s*parameter\b.*")


@dataclass(frozen=True)
class Parameter:
    """A parameter of a query: its name, the class or datatype of its values (an IRI), what it means."""

    name: str
    kind: str
    description: str
    default: str

    @property
    def optional(self) -> bool:
        """Whether the query runs for any value where none is given."""
        return self.default == "UNDEF"


@dataclass(frozen=True, kw_only=True)
class Question:
    """What can be asked: a query of the library, or a question of `kg.analysis.questions`.

    Parameters
    ----------
    name : str
    title, description : str
    questions : tuple of int
        Which of the fifty questions it answers.
    parameters : tuple of Parameter
    """

    name: str
    title: str
    description: str
    questions: tuple[int, ...]
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, kw_only=True)
class Query(Question):
    """A query of the library; its name is the file's without its ending.

    Parameters
    ----------
    path : pathlib.Path
    text : str
        SPARQL as it stands in the file.
    severity, message, remedy : str
        For a check: how bad a row is, what to say of it, with ``{variable}`` for its values, and what to do.
    """

    path: Path
    text: str
    severity: str = ""
    message: str = ""
    remedy: str = ""


Asked = TypeVar("Asked", bound=Question)


class Library(dict[str, Asked], Generic[Asked]):
    """Questions by name, and for each file that cannot be used what is wrong with it.

    ``problems`` maps the names of those files to their errors; one bad file leaves the others usable.
    """

    def __init__(self) -> None:
        super().__init__()
        self.problems: dict[str, ProjectError] = {}


def library(folders: Iterable[Path]) -> Library[Query]:
    """Read all queries of some folders, by name; those of a later folder replace earlier ones.

    A query whose header cannot be used is left out; `find_query` raises its error when it is asked for.
    """
    found: Library[Query] = Library()
    for folder in folders:
        for path in sorted(folder.glob("*.rq")):
            found.pop(path.stem, None)
            found.problems.pop(path.stem, None)
            try:
                found[path.stem] = read_query(path)
            except ProjectError as error:
                found.problems[path.stem] = error
    return found


def find_query(queries: Mapping[str, Asked], name: str | int) -> Asked:
    """Return a query, or another question, by its name or by the number of a question that it answers.

    Raises
    ------
    UnknownNameError
        Where there is none.
    ProjectError
        Where its file cannot be used.
    """
    text = str(name)
    if isinstance(queries, Library) and text in queries.problems:
        raise queries.problems[text]
    if text in queries:
        return queries[text]
    if number := re.fullmatch(r"[qQ]?(\d+)", text):
        for query in queries.values():
            if int(number[1]) in query.questions:
                return query
        numbers = sorted(n for query in queries.values() for n in query.questions)
        raise UnknownNameError("query", text, (), f"questions with a query: {', '.join(map(str, numbers))}")
    raise UnknownNameError("query", text, queries, "kg ask lists them all")


def read_query(path: Path) -> Query:
    """Read one query and its header.

    Raises
    ------
    ProjectError
        Where it cannot be read, a key of the header is unknown or a parameter has no marked VALUES block.
    """
    shown = display(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProjectError(f"{shown}: cannot be read: {error}") from error
    header: dict[str, str] = {}
    key = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            break
        if line.startswith("#  ") and key:
            header[key] += " " + line[1:].strip()
            continue
        key = ""
        if match := _HEADER.match(line):
            key = re.sub(r"\s+", " ", match[1])
            if key.startswith("parameter") and not re.fullmatch(r"parameter \w+", key):
                raise ProjectError(f"{shown}:{number}: a parameter is written as # parameter name: CLASS; what it is")
            if key not in _KEYS and not key.startswith("parameter "):
                near = suggest(key, (*_KEYS, "parameter"), 1)
                hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(_KEYS)}, parameter"
                raise ProjectError(f"{shown}:{number}: no header key {key!r}; {hint}")
            header[key] = match[2].strip()
    defaults = {match[1]: match[2].strip() for match in _VALUES.finditer(text)}
    parameters = tuple(
        _parameter(path, key.split(" ", 1)[1], value, defaults)
        for key, value in header.items()
        if key.startswith("parameter ")
    )
    if undescribed := sorted(defaults.keys() - {parameter.name for parameter in parameters}):
        raise ProjectError(f"{shown}: the header does not describe the parameter {undescribed[0]}")
    if "title" not in header:
        raise ProjectError(f"{shown}: the header has no title; add: # title: ...")
    numbers = header.get("question", "")
    if not re.fullmatch(r"(\d+(\s*,\s*\d+)*)?", numbers):
        raise ProjectError(f"{shown}: question must be a number, not {numbers!r}")
    return Query(
        name=path.stem,
        path=path,
        text=text,
        title=header["title"],
        description=header.get("description", ""),
        questions=tuple(int(number) for number in re.findall(r"\d+", numbers)),
        parameters=parameters,
        severity=header.get("severity", ""),
        message=header.get("message", ""),
        remedy=header.get("remedy", ""),
    )


def _parameter(path: Path, name: str, value: str, defaults: Mapping[str, str]) -> Parameter:
    shown = display(path)
    kind, _, description = value.partition(";")
    iri = terms.expand(kind.strip())
    if iri is None:
        raise ProjectError(f"{shown}: parameter {name}: {kind.strip()!r} is no class or datatype with a known prefix")
    if name not in defaults:
        raise ProjectError(f"{shown}: parameter {name} has no line: VALUES ?{name} {{ ... }} # parameter")
    return Parameter(name, iri, description.strip(), defaults[name])
