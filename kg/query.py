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

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import pyoxigraph as ox

from kg import terms
from kg.errors import ProjectError, QueryError, UnknownNameError, UsageError, caret, suggest
from kg.sources import display
from kg.store import ACCEPTED, INFERRED, RDF_TYPE, Snapshot, Term, Triple, plain

if TYPE_CHECKING:
    import pandas

#: A line of a header; what is no URL and has one word before its colon, or begins as a parameter does, is meant as one.
_HEADER = re.compile(r"#\s*(parameter\b[^:]*?|\w+)\s*:(?!//)\s*(.*)")
_KEYS = ("title", "question", "description", "severity", "message", "remedy")
_VALUES = re.compile(r"VALUES\s+\?(\w+)\s*\{([^{}]*)\}\s*#\s*parameter\b.*")
_UPDATE = re.compile(
    r"(?is)(?:\s+|#[^\n]*\n|(?:prefix\s+[\w.-]*:|base)\s*<[^>]*>)*"
    r"(?:insert|delete|load|clear|drop|create|add|move|copy|with)\b"
)
_KEYWORDS = (
    "SELECT", "CONSTRUCT", "DESCRIBE", "ASK", "WHERE", "DISTINCT", "FILTER", "OPTIONAL", "UNION", "MINUS", "GRAPH",
    "BIND", "VALUES", "GROUP BY", "HAVING", "ORDER BY", "LIMIT", "OFFSET", "PREFIX", "BASE", "FROM", "EXISTS",
)  # fmt: skip
_RESOURCE = f"{terms.RDFS}Resource"

Value = ox.NamedNode | ox.Literal


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
    """What can be asked: a query of the library, or a question of `kg.questions`.

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


@dataclass(frozen=True)
class Result:
    """A table of answers.

    Parameters
    ----------
    columns : tuple of str
    rows : tuple of tuple
        RDF terms, or None where a row has no value.
    snapshot : Snapshot
        What was asked; labels come from it.

    Examples
    --------
    >>> import kg
    >>> result = kg.open().sparql("SELECT ?c WHERE { ?c kg:alpha2 'UZ' }")
    >>> result.columns, result.values()
    (('c',), [{'c': 'https://w3id.org/diplomatic-kg/country/UZ'}])
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    snapshot: Snapshot

    def __repr__(self) -> str:
        return f"<Result: {len(self.rows)} rows of {', '.join(self.columns)}>"

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.values())

    def values(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries of plain Python values; IRIs in full, nothing as None."""
        return [dict(zip(self.columns, map(to_python, row), strict=True)) for row in self.rows]

    def texts(self, *, curies: bool = False) -> list[list[str]]:
        """Return the rows for people: labels (or CURIEs) for IRIs, nothing as an empty text."""

        def text(term: Term | None) -> str:
            if curies and isinstance(term, ox.NamedNode):
                return self.snapshot.compact(term.value)
            return to_text(term, self.snapshot)

        return [[text(term) for term in row] for row in self.rows]

    def to_pandas(self) -> pandas.DataFrame:
        """Convert to a pandas DataFrame.

        Raises
        ------
        UsageError
            Where pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise UsageError("pandas is not installed; pip install 'diplomatic-kg[pandas]'") from error
        return pandas.DataFrame(self.values(), columns=list(self.columns))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f'<td style="text-align:left">{escape(text)}</td>' for text in row) + "</tr>"
            for row in self.texts()
        )
        note = "" if self.rows else "<caption>no rows</caption>"
        return f"<table>{note}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def __str__(self) -> str:
        widths = [max(map(len, column)) for column in zip(self.columns, *self.texts(), strict=True)]
        lines = [self.columns, ["─" * width for width in widths], *self.texts()]
        return "\n".join(
            "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in lines
        )


#: Datatypes that Turtle does not write out.
_UNWRITTEN = {
    f"{terms.RDF}langString", *(f"{terms.XSD}{name}" for name in ("string", "integer", "decimal", "double", "boolean")),
}  # fmt: skip


@dataclass(frozen=True)
class Triples:
    """The triples that a CONSTRUCT or DESCRIBE query made."""

    triples: tuple[Triple, ...]
    snapshot: Snapshot

    def __repr__(self) -> str:
        return f"<Triples: {len(self.triples)}>"

    def __len__(self) -> int:
        return len(self.triples)

    def __iter__(self) -> Iterator[Triple]:
        return iter(self.triples)

    def turtle(self) -> str:
        """Write them as Turtle, sorted, with the prefixes that they use."""
        triples = (ox.Triple(s, p, o) for s, p, o in sorted(self.triples, key=str))
        values = (term for triple in self.triples for term in triple)
        iris = {term.datatype.value if isinstance(term, ox.Literal) else term.value for term in values} - _UNWRITTEN
        used = {terms.compact(iri, self.snapshot.manifest.prefixes).partition(":")[0] for iri in iris}
        prefixes = {name: iri for name, iri in self.snapshot.manifest.prefixes.items() if name in used}
        return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"").decode()


Answer = Result | Triples | bool


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


def day_asked(snapshot: Snapshot, question: Question) -> dict[str, str]:
    """Return the parameters of a query that are the day of a graph as of a day, unless told otherwise.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open(at="2024-01-01")
    >>> day_asked(graph.snapshot, graph.queries["overdue-commitments"])
    {'today': '2024-01-01'}
    """
    day, kind = snapshot.manifest.at, f"{terms.XSD}date"
    return {p.name: day for p in question.parameters if day and p.kind == kind and p.name in ("date", "today")}


def default_of(snapshot: Snapshot, query: Query, parameter: Parameter) -> tuple[Value, ...]:
    """Return the terms that a query runs with where a parameter is not given; none where any is meant.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> held = graph.queries["what-held"]
    >>> default_of(graph.snapshot, held, held.parameters[0])[0].value
    '2024-11-13'
    """
    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in _declared_prefixes(query.text).items())
    answer = run(snapshot, f"{declared}SELECT ?given {{ VALUES ?given {{ {parameter.default} }} }}")
    assert isinstance(answer, Result)
    return tuple(term for (term,) in answer.rows if isinstance(term, (ox.NamedNode, ox.Literal)))


def ask(snapshot: Snapshot, query: Query, parameters: Mapping[str, Any] | None = None) -> Answer:
    """Run a query of the library.

    Parameters
    ----------
    snapshot : Snapshot
    query : Query
    parameters : mapping of str to value or list of values, optional
        What people type: ``UZ``, ``Uzbekistan``, a CURIE, an IRI, a date. Of a graph as of a day, that day is the
        one that is asked about unless told.

    Returns
    -------
    Result, Triples or bool

    Raises
    ------
    UnknownNameError
        For a parameter that the query does not have, or a value that names nothing.
    QueryError
        Where it cannot be parsed or run; names the file.
    """
    try:
        return run(snapshot, fill(snapshot, query, {**day_asked(snapshot, query), **(parameters or {})}))
    except QueryError as error:
        raise QueryError(f"{display(query.path)}: {error}") from error


def fill(snapshot: Snapshot, query: Query, parameters: Mapping[str, Any]) -> str:
    """Return the text of a query with the rows of its parameters replaced.

    Raises
    ------
    ProjectError
        Where a parameter is of a class or a datatype that there is not.
    UnknownNameError
        For a parameter that the query does not have, or a value that names nothing.
    """
    rows = {name: " ".join(map(str, values)) for name, values in resolve_all(snapshot, query, parameters).items()}

    def replace(match: re.Match[str]) -> str:
        name = match[1]
        return f"VALUES ?{name} {{ {rows[name]} }}" if name in rows else match[0]

    return _VALUES.sub(replace, query.text)


def resolve_all(snapshot: Snapshot, question: Question, parameters: Mapping[str, Any]) -> dict[str, tuple[Value, ...]]:
    """Turn the parameters that people give into terms, each into one or several.

    Raises
    ------
    UnknownNameError
        For a parameter that the question does not have, or a value that names nothing.
    UsageError
        For a value that names several things, or that is no value of its datatype.
    """
    if isinstance(question, Query):
        for parameter in question.parameters:
            _check_kind(snapshot, question, parameter)
    known = {parameter.name: parameter for parameter in question.parameters}
    found: dict[str, tuple[Value, ...]] = {}
    for name, given in parameters.items():
        if name not in known:
            takes = f"{question.name} takes: {', '.join(known)}" if known else f"{question.name} takes no parameter"
            raise UnknownNameError("parameter", name, known, takes)
        values = given if isinstance(given, (list, tuple)) else [given]
        found[name] = tuple(resolve(snapshot, value, known[name].kind) for value in values)
    return found


def _check_kind(snapshot: Snapshot, query: Query, parameter: Parameter) -> None:
    """Refuse a parameter whose class no ontology of the graph has, or whose datatype is none."""
    kind = parameter.kind
    cls = ox.NamedNode(f"{terms.OWL}Class")
    if kind.startswith(terms.XSD):
        what, known = "datatype", [*_PYTHON, "string", "anyURI"]
        if terms.local_name(kind) in known:
            return
        near = [f"xsd:{name}" for name in suggest(terms.local_name(kind), known)]
    else:
        if kind.startswith((terms.RDFS, terms.OWL)) or snapshot.told_in((ox.NamedNode(kind), RDF_TYPE, cls)):
            return
        what, classes = "class", snapshot.store.quads_for_pattern(None, RDF_TYPE, cls, ACCEPTED)
        names = [quad.subject.value for quad in classes if isinstance(quad.subject, ox.NamedNode)]
        near = suggest(snapshot.compact(kind), map(snapshot.compact, names), cutoff=0.75)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise ProjectError(
        f"{display(query.path)}: parameter {parameter.name}: there is no {what} {snapshot.compact(kind)}{hint}"
    )


def run(snapshot: Snapshot, text: str) -> Answer:
    """Run SPARQL: a table for SELECT, triples for CONSTRUCT and DESCRIBE, true or false for ASK.

    Raises
    ------
    QueryError
        Where it cannot be parsed or run; shows the place.
    """
    try:
        answer = snapshot.query(text)
        if isinstance(answer, ox.QueryBoolean):
            return bool(answer)
        if isinstance(answer, ox.QueryTriples):
            return Triples(tuple(plain(triple) for triple in answer), snapshot)
        columns = tuple(variable.value for variable in answer.variables)
        return Result(columns, tuple(tuple(_plain_term(row[c]) for c in columns) for row in answer), snapshot)
    except (SyntaxError, OSError, RuntimeError, ValueError) as error:
        raise _query_error(snapshot, text, error) from error


def run_w3c(snapshot: Snapshot, text: str, style: str) -> str:
    """Run SPARQL and write the answer in one of the W3C's formats for SPARQL results.

    Parameters
    ----------
    snapshot : Snapshot
    text : str
    style : {"json", "csv", "tsv"}
        SPARQL 1.1 Query Results JSON Format, or CSV and TSV Formats.

    Raises
    ------
    QueryError
        As `run`.
    UsageError
        For CONSTRUCT and DESCRIBE, whose answers are triples.
    """
    formats = {"json": ox.QueryResultsFormat.JSON, "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV}
    try:
        answer = snapshot.query(text)
        if isinstance(answer, ox.QueryTriples):
            raise UsageError(f"triples are written as turtle, not as {style}")
        written = answer.serialize(format=formats[style])
    except (SyntaxError, OSError, RuntimeError, ValueError) as error:
        raise _query_error(snapshot, text, error) from error
    return (written or b"").decode().rstrip("\n") + "\n"


def unknown_terms(snapshot: Snapshot, text: str) -> list[str]:
    """Say which terms of a query no ontology of the graph has: a query that names one finds nothing.

    Parameters
    ----------
    snapshot : Snapshot
    text : str
        SPARQL.

    Returns
    -------
    list of str
        A sentence for each, with what may be meant.

    Examples
    --------
    >>> import kg
    >>> unknown_terms(kg.open().snapshot, "ASK { ?who <https://w3id.org/diplomatic-kg/ontology#actFor> ?whom }")
    ['the ontology has no ...actFor; did you mean kg:actsFor?']
    """
    graphs = [info.iri for info in snapshot.manifest.graphs if info.role == "ontology"]
    declared = {
        quad.subject.value
        for graph in graphs
        for quad in snapshot.store.quads_for_pattern(None, RDF_TYPE, None, ox.NamedNode(graph))
        if isinstance(quad.subject, ox.NamedNode)
    } - set(graphs)
    # The namespaces that belong to the ontologies, as that of SKOS, of which they use some terms, does not.
    owned = {iri.removesuffix(terms.local_name(iri)) for iri in declared if iri.startswith(tuple(graphs))}
    prefixes = {**snapshot.manifest.prefixes, **_declared_prefixes(text)}
    bare = "\n".join(_bare(line) for line in text.splitlines())
    named = {
        prefixes[p] + name for p, name in re.findall(r"(?<![\w:?$@])([A-Za-z][\w.-]*):([\w-]+)", bare) if p in prefixes
    }
    named |= set(re.findall(r"<([^<>\s]*)>", re.sub(r"(?i)\bprefix\s+[\w.-]*:\s*<[^>]*>", "", text)))
    notes = []
    for iri in sorted(named - declared):
        namespace = iri.removesuffix(terms.local_name(iri))
        if namespace in owned and iri != namespace:
            near = suggest(terms.local_name(iri), (terms.local_name(d) for d in declared if d.startswith(namespace)))
            hint = f"; did you mean {' or '.join(snapshot.compact(namespace + name) for name in near)}?" if near else ""
            notes.append(f"the ontology has no {snapshot.compact(iri)}{hint}")
    return notes


def _bare(line: str) -> str:
    """Blank out comments, texts and IRIs of a line of SPARQL; every other character keeps its place."""
    return re.sub(r"#(?![^<]*>).*|\"[^\"]*\"|'[^']*'|<[^>]*>", lambda m: " " * len(m[0]), line)


def _declared_prefixes(text: str) -> dict[str, str]:
    return dict(re.findall(r"(?i)\bprefix\s+([\w.-]*):\s*<([^>]*)>", text))


def _query_error(snapshot: Snapshot, text: str, error: Exception) -> QueryError:
    if isinstance(error, SyntaxError):
        return QueryError(explain_syntax(text, str(error), snapshot.manifest.prefixes))
    return QueryError(f"the query could not be run: {error}")


def explain_syntax(text: str, message: str, prefixes: Mapping[str, str]) -> str:
    """Make a clear message of the engine's: the line, a caret under the place, what is likely meant."""
    if not re.sub(r"#.*", "", text).strip():
        return "the query is empty"
    place = re.search(r"error at (\d+):(\d+): (.*)", message, re.S)
    declared = {**prefixes, **_declared_prefixes(text)}
    lines = text.splitlines() or [""]
    if _UPDATE.match(text):
        return "kg sparql only reads; to change the graph, edit the Turtle files and run kg build"
    for number, line in enumerate(map(_bare, lines), 1):
        for match in re.finditer(r"(?<![\w:?$@])([A-Za-z][\w.-]*):", line):
            if match[1] not in declared and match[1] != "_":
                near = suggest(match[1], declared)
                hint = f"did you mean {near[0]}:?" if near else "known ones: " + ", ".join(sorted(declared))
                return (
                    f"line {number}: the prefix {match[1]}: is not declared\n"
                    f"{caret(lines[number - 1], match.start() + 1, len(match[1]) + 1)}\n  → {hint}"
                )
    if place is None:
        return f"the query cannot be parsed: {message}"
    row, column = int(place[1]), int(place[2])
    lines_before = text.splitlines(keepends=True)[: row - 1]
    expected = re.sub(r"\s+", " ", place[3])
    wanted = re.search(r"expected (?:one of )?(.*)", expected)
    words = [
        w
        for w in (wanted[1].split(", ") if wanted else [])
        if not re.search(r"\\u|\.\.=|^\[|Prefix not found|LATERAL|SERVICE|BIND", w)
    ]
    if words and all(map(str.isalpha, words)):
        # The engine names the place where a keyword would have ended; the word that is wrong starts before.
        offset = max(0, sum(map(len, lines_before)) + column - 1 - min(map(len, words)))
        row, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
        found = re.compile(r"\w+").match(text, offset)
        if found and (near := suggest(found[0], _KEYWORDS, 1)) and near[0] != found[0].upper():
            return (
                f"line {row}, column {column}: the query cannot be parsed here\n"
                f"{caret(lines[row - 1], column, len(found[0]))}\n  → did you mean {near[0]}?"
            )
    shown = lines[min(row, len(lines)) - 1]
    under = caret(shown, min(column, len(shown) + 1))
    return f"line {row}, column {column}: the query cannot be parsed here\n{under}"


def resolve(snapshot: Snapshot, text: Any, kind: str = _RESOURCE) -> Value:
    """Turn what people type into a term of the graph.

    Parameters
    ----------
    snapshot : Snapshot
    text : str, int, date or pyoxigraph term
        A CURIE, an IRI, the last part of one, an ISO 3166 code, a label or another name in any language
        (case and accents do not matter); for a datatype a value of it.
    kind : str, optional
        IRI of the class whose instances are meant, or of a datatype.

    Returns
    -------
    pyoxigraph.NamedNode or pyoxigraph.Literal

    Raises
    ------
    UnknownNameError
        Where it names nothing; says what comes near.
    UsageError
        Where it names several things, or is no value of the datatype.

    Examples
    --------
    >>> import kg
    >>> resolve(kg.open().snapshot, "uzbekistan", terms.KG + "Country")
    <NamedNode value=https://w3id.org/diplomatic-kg/country/UZ>
    """
    if isinstance(text, (ox.NamedNode, ox.Literal)):
        return text
    text = str(text).strip()
    if kind.startswith(terms.XSD):
        return _literal(text, kind)
    label = (
        "thing" if kind == _RESOURCE
        else "class" if kind == f"{terms.OWL}Class"
        else "property" if kind.startswith(terms.OWL)
        else snapshot.label(kind).lower()
    )  # fmt: skip
    candidates = _instances(snapshot, kind)
    iri = terms.expand(text, snapshot.manifest.prefixes)
    if iri is not None:
        if iri in candidates:
            return ox.NamedNode(iri)
        if kind == _RESOURCE and _is_described(snapshot, iri):
            return ox.NamedNode(iri)
        raise UnknownNameError(label, text, (), nearest(snapshot, text, candidates) or _listing(snapshot, kind))
    wanted = fold(text)
    names = _names(snapshot, candidates)
    for rank in range(3):
        hits = sorted(iri for iri, ranks in names.items() if wanted in ranks[rank])
        if len(hits) == 1:
            return ox.NamedNode(hits[0])
        if hits:
            several = ", ".join(f"{snapshot.compact(hit)} ({snapshot.label(hit)})" for hit in hits[:6])
            raise UsageError(f"{text!r} names {len(hits)} things: {several}\nsay which")
    raise UnknownNameError(label, text, (), nearest(snapshot, text, candidates) or _listing(snapshot, kind))


def _listing(snapshot: Snapshot, kind: str) -> str:
    """Say how to list the things of a class; of what has no class there would be too many."""
    return (
        ""
        if kind.startswith((terms.RDFS, terms.OWL))
        else f'kg sparql "SELECT ?x {{ ?x a {snapshot.compact(kind)} }}" lists them'
    )


def nearest(snapshot: Snapshot, text: str, candidates: Iterable[str]) -> str:
    """Say which things people may have meant, each as they would type it and by its label.

    Parameters
    ----------
    snapshot : Snapshot
    text : str
        A name, or a CURIE, that names nothing.
    candidates : iterable of str
        IRIs of what can be meant.

    Returns
    -------
    str
        Empty where nothing comes near.

    Examples
    --------
    >>> import kg
    >>> nearest(kg.open().snapshot, "Usbekistan", [terms.BASE + "country/UZ", terms.BASE + "country/PK"])
    'did you mean country:UZ (Uzbekistan)?'
    """
    iris = frozenset(candidates)
    prefix, colon, wanted = text.partition(":")
    if colon and terms.expand(text, snapshot.manifest.prefixes):
        # The prefix is right: what stands behind it is not.
        curies = {snapshot.compact(iri): iri for iri in iris}
        known = {c[len(prefix) + 1 :]: iri for c, iri in curies.items() if c.startswith(f"{prefix}:")}
    else:
        wanted = fold(text)
        known = {name: iri for iri, ranks in _names(snapshot, iris).items() for rank in ranks for name in rank}
    # Of codes of two or three letters, each is near many others.
    found = suggest(wanted, known, 6, cutoff=0.75, spread=0.1) if len(wanted) > 3 else []
    shown = []
    for iri in dict.fromkeys(known[name] for name in found):
        curie, label = snapshot.compact(iri), snapshot.label(iri)
        shown.append(curie if curie == label else f"{curie} ({label})")
    return f"did you mean {' or '.join(shown[:3])}?" if shown else ""


def fold(text: str) -> str:
    """Fold case, accents and punctuation, every sort of apostrophe among it, so that names compare as people mean them.

    Examples
    --------
    >>> fold("Côte d’Ivoire"), fold("Oʻzbekiston") == fold("O'zbekiston")
    ('cote d ivoire', True)
    """
    # The apostrophes of Uzbek are letters to Unicode, and people type whichever their keyboard has.
    text = re.sub("[ʹʻʼʽˈ]", "'", text)
    plain_text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", plain_text.casefold()).strip()


def _instances(snapshot: Snapshot, kind: str) -> frozenset[str]:
    """Collect the IRIs of a class, or for any thing those that have a label."""
    if kind == _RESOURCE:
        return frozenset(snapshot.labels)
    return frozenset(
        quad.subject.value
        for graph in (ACCEPTED, INFERRED)
        for quad in snapshot.store.quads_for_pattern(None, RDF_TYPE, ox.NamedNode(kind), graph)
        if isinstance(quad.subject, ox.NamedNode)
    )


def _names(snapshot: Snapshot, candidates: frozenset[str]) -> dict[str, tuple[set[str], set[str], set[str]]]:
    """Collect the names of things, folded: codes and last parts of IRIs, then labels, then other names."""
    names: dict[str, tuple[set[str], set[str], set[str]]] = {
        iri: ({fold(terms.local_name(iri))}, {fold(label) for label in snapshot.labels.get(iri, {}).values()}, set())
        for iri in candidates
    }
    for rank, predicate in ((0, f"{terms.KG}alpha2"), (0, f"{terms.KG}alpha3"), (2, terms.ALT_LABEL)):
        for quad in snapshot.store.quads_for_pattern(None, ox.NamedNode(predicate), None, ACCEPTED):
            if (
                isinstance(quad.subject, ox.NamedNode)
                and quad.subject.value in names
                and isinstance(quad.object, ox.Literal)
            ):
                names[quad.subject.value][rank].add(fold(quad.object.value))
    return names


def _is_described(snapshot: Snapshot, iri: str) -> bool:
    return next(snapshot.store.quads_for_pattern(ox.NamedNode(iri), None, None), None) is not None


def _literal(text: str, kind: str) -> ox.Literal:
    name = terms.local_name(kind)
    try:
        if name == "date":
            # Python reads more forms than xsd:date has: 20241113, 2024-W46-3.
            text = datetime.date.fromisoformat(text).isoformat()
        elif name in ("integer", "gYear"):
            text = str(int(text))
        elif name == "decimal":
            text = f"{Decimal(text):f}"
            if not re.fullmatch(r"-?[0-9.]+", text):
                raise ValueError("not a finite number")
    except (ValueError, InvalidOperation) as error:
        what = {
            "date": "day of the calendar; write one as 2024-11-13",
            "integer": "whole number; write one as 4",
            "gYear": "year; write one as 2024",
            "decimal": "number; write one as 1.5",
        }[name]
        raise UsageError(f"{text!r} is no {what}") from error
    return ox.Literal(text, datatype=ox.NamedNode(kind))


def _plain_term(term: object) -> Term | None:
    if term is None or isinstance(term, (ox.NamedNode, ox.BlankNode, ox.Literal)):
        return term
    raise ValueError("triple terms (RDF 1.2) are not supported")


_PYTHON: Mapping[str, Any] = {
    "integer": int, "int": int, "long": int, "nonNegativeInteger": int, "gYear": int, "decimal": Decimal,
    "double": float, "float": float, "boolean": lambda text: text in ("true", "1"),
    "date": datetime.date.fromisoformat,
}  # fmt: skip


def to_python(term: Term | None) -> Any:
    """Convert a term to a plain Python value: numbers, dates, texts; an IRI in full."""
    if term is None:
        return None
    if isinstance(term, ox.Literal) and term.datatype.value.startswith(terms.XSD):
        convert = _PYTHON.get(terms.local_name(term.datatype.value), str)
        try:
            return convert(term.value)
        except (ValueError, InvalidOperation):
            return term.value
    return term.value


def to_text(term: Term | None, snapshot: Snapshot) -> str:
    """Write a term for people: the label of an IRI, the value of a literal."""
    return snapshot.text(term)
