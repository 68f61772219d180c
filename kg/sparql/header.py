"""The header of a question: comments at the top of its file that describe the question and its parameters.

Queries, such as ``queries/leaders.rq``, and questions that a Python function answers, such as
``kg/analysis/questions/brokers.py``, have the same header::

    # title: Who led each side
    # question: 3
    # description: Officials who led or chaired a side at a session. A long text continues
    #   in an indented line.
    # parameter session: kg:Event; the session asked about
    # lists: members

``lists`` names the lists that the answer depends on: ``members`` of frameworks or ``holders`` of posts. If one of them
may be incomplete, a note says so (see `kg.sparql.lists`). ``note`` is a sentence that a query gives with each answer
that has rows.

A parameter has a class or a datatype, and a description. The default is in the SPARQL text of a query, as
`kg.sparql.library` describes; in a Python file it is after the class: ``kg:Country = country:US; one country``.
``UNDEF`` as a default means: any value. For a date whose description ends with ``default: today``, kg gives today, or
the day of a graph as of a day; without a value the query itself uses ``NOW()``, so that other tools give that answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import Finding, QuestionError, suggest
from kg.project.paths import display, not_utf8
from kg.project.read import LARGEST_TEXT, read_content
from kg.rdf import terms

#: The keys of a header besides its parameters; the last three are those of a check.
KEYS = ("title", "question", "description", "lists", "note", "severity", "message", "remedy")
#: The lists that an answer can depend on.
LISTS = ("members", "holders")
#: The options of ``kg ask``. A parameter cannot have the name of one; ``texts`` can, because it means the same folder.
RESERVED = frozenset(
    ("at", "bom", "engine", "format", "help", "iris", "known_by", "last_build", "lenient", "no_background",
     "no_judgements", "output", "project", "sensitivity", "source", "timeout")
)  # fmt: skip
#: A line ``key: value``, but not a URL. A key is one word, or begins with ``parameter``.
_LINE = re.compile(r"#\s*(parameter\b[^:]*+|\w+)\s*:(?!//)\s*(.*)")


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question.

    Parameters
    ----------
    name : str
    kind : str
        IRI of the class or the datatype of its values.
    description : str
    default : str
        Its default values as SPARQL terms with prefixes, separated by spaces; ``UNDEF`` for any value.
    """

    name: str
    kind: str
    description: str
    default: str

    @property
    def optional(self) -> bool:
        """Whether the question is answered for any value if none is given."""
        return self.default == "UNDEF"

    @property
    def is_today(self) -> bool:
        """Whether it is a date that is today if none is given: its description says so."""
        return self.optional and self.kind == f"{terms.XSD}date" and self.description.endswith("default: today")


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question: a query of the library, or a question that a Python function answers.

    Parameters
    ----------
    name : str
    title, description : str
    questions : tuple of int
        The numbers of the questions that it answers.
    parameters : tuple of Parameter
    path : pathlib.Path
        Its file.
    """

    name: str
    title: str
    description: str
    questions: tuple[int, ...]
    parameters: tuple[Parameter, ...]
    path: Path


def bad_file(path: Path, message: str, remedy: str | None = None, line: int | None = None) -> QuestionError:
    """Return the error for a file of a question that cannot be used.

    Examples
    --------
    >>> str(bad_file(Path("x.rq"), "the header has no title", "add: # title: ...", 1))
    'x.rq:1: the header has no title; add: # title: ...'
    """
    return QuestionError(Finding("query", message, path=display(path), line=line, remedy=remedy), (path.stem,))


def read_text(path: Path) -> str:
    """Read the file of a question, without a byte order mark.

    Raises
    ------
    QuestionError
        If it cannot be read.
    """
    try:
        content = read_content(path, largest=LARGEST_TEXT)
        return content.decode("utf-8-sig")
    except OSError as error:
        raise bad_file(path, f"cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise bad_file(path, not_utf8(error), "save the file as UTF-8", line) from error


def line_of_key(text: str, key: str) -> int:
    r"""Return the line of a header in which a key begins; without such a line, the first one.

    Examples
    --------
    >>> line_of_key("# title: x\n# question: 3\n", "question")
    2
    """
    matches = ((number, _LINE.match(line)) for number, line in enumerate(text.splitlines(), 1))
    return next((number for number, match in matches if match and _key(match) == key), 1)


def _key(match: re.Match[str]) -> str:
    return " ".join(match[1].split())


def read_header(path: Path, text: str) -> dict[str, str]:
    r"""Read the comments at the top of a file into their keys and values.

    Parameters
    ----------
    path : pathlib.Path
        The file, for messages.
    text : str

    Returns
    -------
    dict of str to str
        The values by key; the key of a parameter is ``parameter NAME``.

    Raises
    ------
    QuestionError
        For an unknown key, a parameter without a name or with that of an option, a missing title, or a question that
        is not a number.

    Examples
    --------
    >>> read_header(Path("x.rq"), "# title: Who leads\n# question: 3, 4\nSELECT * {}")
    {'title': 'Who leads', 'question': '3, 4'}
    """
    header: dict[str, str] = {}
    key = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            break
        if line.startswith("#  ") and key:
            header[key] += " " + line[1:].strip()
            continue
        key = ""
        if match := _LINE.match(line):
            key = _key(match)
            if key.startswith("parameter") and not re.fullmatch(r"parameter [^\W_]\w*", key):
                raise bad_file(path, "a parameter is written as # parameter name: CLASS; description", line=number)
            name = key.removeprefix("parameter ")
            if name != key and name.lower() in RESERVED:
                message = (
                    f"a parameter cannot be called {name}, because --{name.replace('_', '-')} is an option of kg ask"
                )
                raise bad_file(path, message, "choose another name", number)
            if key not in KEYS and not key.startswith("parameter "):
                near = suggest(key, (*KEYS, "parameter"), 1)
                hint = f"did you mean {near[0]!r}?" if near else f"choose one of: {', '.join(KEYS)}, parameter"
                raise bad_file(path, f"no header key {key!r}", hint, number)
            header[key] = match[2].strip()
    if "title" not in header:
        raise bad_file(path, "the header has no title", "add: # title: ...", 1)
    if not re.fullmatch(r"([0-9]{1,9}(\s*,\s*[0-9]{1,9})*)?", header.get("question", "")):
        message = f"question must be a number, not {header['question']!r}"
        raise bad_file(path, message, line=line_of_key(text, "question"))
    return header


def question_numbers(header: Mapping[str, str]) -> tuple[int, ...]:
    """Return the numbers of the questions that a header names.

    Examples
    --------
    >>> question_numbers({"question": "3, 4"})
    (3, 4)
    """
    return tuple(int(number) for number in re.findall(r"[0-9]+", header.get("question", "")))


def read_lists(path: Path, text: str, header: Mapping[str, str]) -> tuple[str, ...]:
    """Return the lists that an answer depends on, as a header names them.

    Parameters
    ----------
    path : pathlib.Path
    text : str
        The file and its text, for messages.
    header : mapping of str to str
        The value that `read_header` returns.

    Raises
    ------
    QuestionError
        For a list that does not exist.

    Examples
    --------
    >>> read_lists(Path("x.rq"), "", {"lists": "members, holders"})
    ('members', 'holders')
    """
    names = tuple(name.strip() for name in header.get("lists", "").split(",") if name.strip())
    if unknown := [name for name in names if name not in LISTS]:
        remedy = f"name any of: {', '.join(LISTS)}"
        raise bad_file(path, f"there is no list called {unknown[0]!r}", remedy, line_of_key(text, "lists"))
    return names


def read_parameters(
    path: Path, text: str, header: Mapping[str, str], defaults: Mapping[str, str] | None = None
) -> tuple[Parameter, ...]:
    """Return the parameters that a header describes, in its order.

    Parameters
    ----------
    path : pathlib.Path
    text : str
        The file and its text, for messages.
    header : mapping of str to str
        The value that `read_header` returns.
    defaults : mapping of str to str, optional
        The default of each parameter; without it, the header has the defaults.

    Raises
    ------
    QuestionError
        For a class or a datatype without a known prefix, and for a parameter without a default.

    Examples
    --------
    >>> read_parameters(Path("x.py"), "", {"parameter most": "xsd:integer = 10; how many"})[0].default
    '10'
    """
    found = []
    for key, value in header.items():
        if not key.startswith("parameter "):
            continue
        name = key.removeprefix("parameter ")
        kind, _, description = value.partition(";")
        default = (defaults or {}).get(name, "")
        if defaults is None:
            kind, _, default = kind.partition("=")
        iri = terms.expand(kind.strip())
        if iri is None:
            message = f"parameter {name}: {kind.strip()!r} is not a class or datatype with a known prefix"
            raise bad_file(path, message, line=line_of_key(text, key))
        if not default.strip():
            missing = "= DEFAULT after its class" if defaults is None else f"line: VALUES ?{name} {{ ... }} # parameter"
            raise bad_file(path, f"parameter {name} has no {missing}", line=line_of_key(text, key))
        found.append(Parameter(name, iri, description.strip(), default.strip()))
    return tuple(found)
