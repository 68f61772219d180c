"""The library of queries: reading the ``.rq`` files of some folders, and finding one by name or number.

A query is a file that any SPARQL tool can run unchanged. Its header (see `kg.sparql.header`) describes it. The default
of each parameter is the row of a marked block, which kg replaces by the given values::

    VALUES ?session { event:us-uz-spd-4 } # parameter

``UNDEF`` as the row means: any value. A block can be repeated, one for each branch of a UNION; kg fills in all of
them. A row is replaced by a term that the RDF library has serialised, never by text that someone typed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from kg.errors import Finding, QuestionError, Severity, UnknownNameError
from kg.project.paths import display
from kg.sparql.header import (
    Question,
    bad_file,
    line_of_key,
    question_numbers,
    read_header,
    read_lists,
    read_parameters,
    read_text,
)  # fmt: skip

#: A marked block: the name of the parameter, and its row.
PARAMETER_BLOCK = re.compile(r"VALUES\s+\?(\w+)\s*\{([^{}]*)\}\s*#\s*parameter\b.*")

#: A number, which names the question that has it.
_NUMBER = re.compile(r"[qQ]?([0-9]{1,9})")


@dataclass(frozen=True, kw_only=True)
class Query(Question):
    """A query of the library; its name is the file name without its ending.

    Parameters
    ----------
    text : str
        The SPARQL text of the file.
    lists : tuple of str
        The lists that the answer depends on; see `kg.sparql.lists`.
    note : str
        What a reader of any answer with rows must know.
    severity, message, remedy : str
        Of a check: the severity of a row, the message, with ``{variable}`` for its values, and the remedy.
    """

    text: str
    lists: tuple[str, ...] = ()
    note: str = ""
    severity: str = ""
    message: str = ""
    remedy: str = ""


AnyQuestion = TypeVar("AnyQuestion", bound=Question)


class Library(dict[str, AnyQuestion], Generic[AnyQuestion]):
    """Questions by name, each with a name and numbers of its own, and the errors of files that cannot be used.

    A question of a later folder replaces the one of an earlier folder that has its name only if the settings of the
    project say so. ``problems`` lists the errors; one bad file leaves the others usable.
    """

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[QuestionError] = []

    def add_folder(self, items: Iterable[AnyQuestion], replaces: Collection[str] = ()) -> None:
        """Add the questions of a folder.

        A query takes the place of an earlier folder's query of its name, and a check that of a check, if ``replaces``
        has its name (for a check, ``checks/NAME``); it takes over the numbers, if it has none of its own. Any other
        name or number that is taken is a problem.
        """
        earlier = dict(self)
        for item in items:
            other = earlier.pop(item.name, None)
            if other is None or _is_check(item) != _is_check(other):
                self._add(item)
            elif (name := f"checks/{item.name}" if _is_check(item) else item.name) not in replaces:
                message = f"the name {item.name} belongs to a shipped question, which stays: {other.title}"
                remedy = f'rename the file; if it is to replace the shipped one, add to kg.toml: replaces = ["{name}"]'
                self.problems.append(_taken(item, other, message, remedy, severity="error"))
            else:
                del self[item.name]
                self._add(replace(item, questions=item.questions or other.questions))

    def _add(self, item: AnyQuestion) -> None:
        if (other := self.get(item.name)) is not None:
            message = f"the name {item.name} belongs to another question: {other.title}"
            self.problems.append(_taken(item, other, message, "rename the file"))
            return
        owners = {number: owner for owner in self.values() for number in owner.questions}
        for number in item.questions:
            if number in owners:
                message = f"question {number} is another one: {owners[number].name}"
                line = line_of_key(read_text(item.path), "question")
                problem = _taken(item, owners[number], message, "take another number, or leave the line out", line=line)
                self.problems.append(problem)
        left = tuple(number for number in item.questions if number not in owners)
        self[item.name] = item if left == item.questions else replace(item, questions=left)


def _is_check(item: Question) -> bool:
    return item.path.parent.name == "checks"


def _taken(
    item: Question,
    other: Question,
    message: str,
    remedy: str,
    *,
    line: int | None = None,
    severity: Severity = "warning",
) -> QuestionError:
    """Return the error for a name or a number that another question has."""
    finding = Finding("taken", message, severity, path=display(item.path), line=line, remedy=remedy)
    return QuestionError(finding, (item.name, other.name))


def library(folders: Iterable[Path], replaces: Collection[str] = ()) -> Library[Query]:
    """Read all queries of some folders, by name.

    Those of a later folder replace others of their names that ``replaces`` lists, as `Library.add_folder` says.

    A query whose header cannot be used is left out; `find_query` raises its error.
    """
    found: Library[Query] = Library()
    for folder in folders:
        queries, problems = read_folder(folder)
        found.problems += problems
        found.add_folder(queries, replaces)
    return found


def read_folder(folder: Path) -> tuple[list[Query], list[QuestionError]]:
    """Read the queries of a folder; return those that can be used, and the errors of the others."""
    queries, problems = [], []
    for path in sorted(folder.glob("*.rq")):
        try:
            queries.append(read_query(path))
        except QuestionError as error:
            problems.append(error)
    return queries, problems


def find_query(queries: Mapping[str, AnyQuestion], name: str | int) -> AnyQuestion:
    """Return a query, or another question, by its name, its title, or the number of a question that it answers.

    Raises
    ------
    UnknownNameError
        If there is none.
    QuestionError
        If its file cannot be used.
    """
    text = str(name)
    if text in queries:
        return queries[text]
    number = re.fullmatch(_NUMBER, text)
    for query in queries.values() if number else ():
        if number and int(number[1]) in query.questions:
            return query
    for problem in queries.problems if isinstance(queries, Library) else ():
        if text in problem.names:
            raise problem
    if number:
        numbers = _ranges(n for query in queries.values() for n in query.questions)
        raise UnknownNameError("question", text, (), f"the questions have the numbers {numbers}; kg ask lists them")
    asked = _words(text)
    titled = [query for query in queries.values() if _words(query.title) == asked]
    if len(titled) == 1:
        return titled[0]
    # A single word is a name with a spelling mistake; several are a question.
    likely = _likeliest(asked, queries.values()) if len(text.split()) > 1 else []
    hint = "".join(f"{query.name}: {query.title}\n" for query in likely)
    raise UnknownNameError("question", text, () if likely else queries, f"{hint}kg ask lists them all")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _likeliest(asked: Sequence[str], queries: Iterable[AnyQuestion]) -> list[AnyQuestion]:
    """Return the three questions whose titles and names share most with some words; a rare word counts more."""
    found = {query.name: (query, {*_words(query.title), *_words(query.name)}) for query in queries}
    uses = Counter(word for _, words in found.values() for word in words)

    def likeness(name: str) -> float:
        return sum(1 / uses[word] for word in {*asked} & found[name][1])

    return [found[name][0] for name in sorted(found, key=lambda name: (-likeness(name), name))[:3] if likeness(name)]


def _ranges(numbers: Iterable[int]) -> str:
    """Write numbers as ranges: 1 to 3, 7."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1][1:] = [number]
        else:
            found.append([number])
    return ", ".join(" to ".join(map(str, ends)) for ends in found)


def read_query(path: Path) -> Query:
    """Read one query and its header.

    Raises
    ------
    QuestionError
        If it cannot be read, its name is a number, its header cannot be used, a parameter has no marked VALUES block,
        or two blocks of one parameter differ.
    """
    if re.fullmatch(_NUMBER, path.stem):
        raise bad_file(path, f"the name of a query cannot be a number: {path.stem}", "rename the file")
    text = read_text(path)
    header = read_header(path, text)
    defaults: dict[str, str] = {}
    for match in PARAMETER_BLOCK.finditer(text):
        row = match[2].strip()
        if defaults.setdefault(match[1], row) != row:
            line = text.count("\n", 0, match.start()) + 1
            raise bad_file(path, f"the VALUES blocks of the parameter {match[1]} differ", line=line)
    parameters = read_parameters(path, text, header, defaults)
    if undescribed := sorted(defaults.keys() - {parameter.name for parameter in parameters}):
        message = f"the header does not describe the parameter {undescribed[0]}"
        raise bad_file(path, message, f"add: # parameter {undescribed[0]}: CLASS; description", 1)
    return Query(
        name=path.stem,
        path=path,
        text=text,
        title=header["title"],
        description=header.get("description", ""),
        questions=question_numbers(header),
        parameters=parameters,
        lists=read_lists(path, text, header),
        note=header.get("note", ""),
        severity=header.get("severity", ""),
        message=header.get("message", ""),
        remedy=header.get("remedy", ""),
    )
