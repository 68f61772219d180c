"""The library of queries: reading the ``.rq`` files of some folders, and finding one by name or number.

A query is a file that any SPARQL tool can run unchanged. Its header (see `kg.sparql.header`) describes it. The default
of each parameter is the row of a marked block, which kg replaces by the given values::

    VALUES ?session { event:us-uz-spd-4 } # parameter

``UNDEF`` as the row means: any value. A block can be repeated, one for each branch of a UNION; kg fills in all of
them. A row is replaced by a term that the RDF library has serialised, never by text that someone typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from kg.errors import ProjectError, UnknownNameError
from kg.project.paths import display
from kg.sparql.header import Question, question_numbers, read_header, read_parameters, read_text

#: A marked block: the name of the parameter, and its row.
PARAMETER_BLOCK = re.compile(r"VALUES\s+\?(\w+)\s*\{([^{}]*)\}\s*#\s*parameter\b.*")


@dataclass(frozen=True, kw_only=True)
class Query(Question):
    """A query of the library; its name is the file name without its ending.

    Parameters
    ----------
    text : str
        The SPARQL text of the file.
    severity, message, remedy : str
        Of a check: the severity of a row, the message, with ``{variable}`` for its values, and the remedy.
    """

    text: str
    severity: str = ""
    message: str = ""
    remedy: str = ""


AnyQuestion = TypeVar("AnyQuestion", bound=Question)


class Library(dict[str, AnyQuestion], Generic[AnyQuestion]):
    """Questions by name, and the error of each file that cannot be used.

    ``problems`` maps the names of those files to their errors; one bad file leaves the others usable.
    """

    def __init__(self) -> None:
        super().__init__()
        self.problems: dict[str, ProjectError] = {}


def library(folders: Iterable[Path]) -> Library[Query]:
    """Read all queries of some folders, by name; those of a later folder replace earlier ones.

    A query whose header cannot be used is left out; `find_query` raises its error.
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


def find_query(queries: Mapping[str, AnyQuestion], name: str | int) -> AnyQuestion:
    """Return a query, or another question, by its name or by the number of a question that it answers.

    Raises
    ------
    UnknownNameError
        If there is none.
    ProjectError
        If its file cannot be used.
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
        If it cannot be read, its header cannot be used, a parameter has no marked VALUES block, or two blocks of
        one parameter differ.
    """
    text = read_text(path)
    header = read_header(path, text)
    defaults: dict[str, str] = {}
    for match in PARAMETER_BLOCK.finditer(text):
        row = match[2].strip()
        if defaults.setdefault(match[1], row) != row:
            raise ProjectError(f"{display(path)}: the VALUES blocks of the parameter {match[1]} differ")
    parameters = read_parameters(path, header, defaults)
    if undescribed := sorted(defaults.keys() - {parameter.name for parameter in parameters}):
        raise ProjectError(f"{display(path)}: the header does not describe the parameter {undescribed[0]}")
    return Query(
        name=path.stem,
        path=path,
        text=text,
        title=header["title"],
        description=header.get("description", ""),
        questions=question_numbers(header),
        parameters=parameters,
        severity=header.get("severity", ""),
        message=header.get("message", ""),
        remedy=header.get("remedy", ""),
    )
