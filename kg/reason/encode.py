"""Triples as columns of numbers: what the engine works on, read in bulk.

Terms are held as the texts that N-Triples writes for them, in the one way in which pyoxigraph writes them;
no term object is made before it is read. A file of N-Triples or N-Quads is split as text: what makes a line
right is that each of its parts is a term, so only the terms that were not met before are checked. Where
anything is unusual (comments, escapes, odd white space), pyoxigraph reads that part of the file instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

import numpy as np
import pyoxigraph as ox

from kg.errors import DataError, Finding, UsageError
from kg.rdf import terms
from kg.rdf.model import Term
from kg.reason import memory

if TYPE_CHECKING:
    import rdflib
    from numpy.typing import NDArray

    #: A column of numbers of terms.
    Column = NDArray[np.int32]
else:
    Column = np.ndarray

#: The number that stands for the default graph.
DEFAULT_GRAPH: Final = -1

#: Characters read at once: what is split stays within the processor's cache.
_CHUNK = 1 << 15
#: What a file becomes in memory, at the least, for each byte.
_GROWTH: Final = 1
#: Triples from pyoxigraph that are turned into text at once.
_BATCH = 256
#: Terms whose text is remembered while triples are read.
_REMEMBERED = 65_536
#: Terms of which the text is surely what pyoxigraph would write.
_PLAIN = re.compile(
    r"<[A-Za-z][A-Za-z0-9+.-]*:[\w:/?#@!$&'()*+,;=.~-]*>"
    r"|_:[A-Za-z][A-Za-z0-9]*"
    r'|"[^"\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*"'
    r"(?:@[a-z]{2,8}(?:-[a-z0-9]{1,8})*|\^\^<(?!http://www\.w3\.org/(?:2001/XMLSchema#string|1999/02/22-rdf))"
    r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9:/#.-]*>)?",
    re.ASCII,
)
_FORMATS: dict[str, ox.RdfFormat] = {
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".n3": ox.RdfFormat.N3,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


class _OddError(Exception):
    """A text that is not surely one term."""


class Texts(dict[str, int]):
    r"""The numbers of terms by their texts; a text that is not there yet gets the next number.

    Several ways to write one term share a number.

    Examples
    --------
    >>> texts = Texts()
    >>> texts["<urn:a>"], texts['"caf\\u00e9"'], texts['"café"']
    (0, 1, 1)
    >>> texts.written
    ['<urn:a>', '"café"']
    """

    def __init__(self) -> None:
        super().__init__()
        #: The text of each term, by its number.
        self.written: list[str] = []
        #: Whether what is asked for is known to be written as pyoxigraph does.
        self.trusted = False
        self._literals = np.empty(0, np.bool_)

    def __missing__(self, text: str) -> int:
        if not self.trusted and _PLAIN.fullmatch(text) is None:
            canonical = _canonical(text)
            if canonical != text:
                number = self[text] = self.number(canonical)
                return number
        return self.number(text)

    def literals(self) -> NDArray[np.bool_]:
        """Tell which terms are literals."""
        done, size = self._literals.size, len(self.written)
        if done < size:
            new = islice(self.written, done, None)
            more = np.fromiter((text[0] == '"' for text in new), np.bool_, size - done)
            self._literals = np.concatenate((self._literals, more))
        return self._literals

    def number(self, text: str) -> int:
        """Return the number of a term whose text is known to be pyoxigraph's own."""
        number = self.setdefault(text, len(self.written))
        if number == len(self.written):
            self.written.append(text)
        return number


def _canonical(text: str) -> str:
    """Write a term as pyoxigraph does."""
    if "\n" in text or "\r" in text:
        raise _OddError(text)
    try:
        triples = list(ox.parse(f"<urn:s> <urn:p> {text} .".encode(), format=ox.RdfFormat.N_TRIPLES))
    except SyntaxError:
        raise _OddError(text) from None
    if len(triples) != 1 or ("#" in text and text[0] not in '"<'):
        raise _OddError(text)
    return str(triples[0].object)


@dataclass(eq=False)
class Encoded:
    """Triples, or quads, as columns of numbers.

    Parameters
    ----------
    subject, predicate, object : arrays of int32, shape (n,)
        The numbers of the terms.
    texts : Texts
        The texts of the terms, by number and back.
    graph : array of int32, shape (n,), optional
        The named graph of each, `DEFAULT_GRAPH` for none; missing where everything is in the default graph.

    Examples
    --------
    >>> a, p = ox.NamedNode("urn:a"), ox.NamedNode("urn:p")
    >>> encoded = from_triples([(a, p, ox.Literal("1")), (a, p, a)])
    >>> encoded.subject.tolist(), encoded.object.tolist(), encoded.texts.written
    ([0, 0], [2, 0], ['<urn:a>', '<urn:p>', '"1"'])
    >>> encoded.term(2), encoded.literals().tolist()
    (<Literal value=1 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#string>>, [False, False, True])
    """

    subject: Column
    predicate: Column
    object: Column
    texts: Texts = field(repr=False)
    graph: Column | None = None

    def __len__(self) -> int:
        return int(self.subject.size)

    def literals(self) -> NDArray[np.bool_]:
        """Tell which terms are literals."""
        return self.texts.literals()

    def graphs(self, subject: Any, predicate: Any, obj: Any) -> list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]:
        """Return the graphs that a triple stands in, in the order in which they were met.

        Examples
        --------
        >>> a, g = ox.NamedNode("urn:a"), ox.NamedNode("urn:g")
        >>> from_triples([ox.Quad(a, a, a, g), ox.Quad(a, a, a)]).graphs(a, a, a)
        [<NamedNode value=urn:g>, <DefaultGraph>]
        """
        numbers = [self.find(term) for term in (subject, predicate, obj)]
        if None in numbers:
            return []
        s, p, o = numbers
        rows = np.flatnonzero((self.subject == s) & (self.predicate == p) & (self.object == o))
        if self.graph is None:
            return [ox.DefaultGraph()] if rows.size else []
        found = dict.fromkeys(self.graph[rows].tolist())
        return [ox.DefaultGraph() if n == DEFAULT_GRAPH else self.term(n) for n in found]  # type: ignore[misc]

    def without(self, rows: NDArray[np.bool_]) -> Encoded:
        """Return the triples less some, with the same numbers."""
        keep = ~rows
        graph = None if self.graph is None else self.graph[keep]
        return Encoded(self.subject[keep], self.predicate[keep], self.object[keep], self.texts, graph)

    def with_more(self, triples: Iterable[Any]) -> Encoded:
        """Return the triples with more of them, or quads; terms that there are keep their numbers."""
        texts = Texts()
        texts.update(self.texts)
        texts.written = list(self.texts.written)
        more = from_triples(triples, texts)
        graph = None
        if self.graph is not None or more.graph is not None:
            parts = [np.full(len(e), DEFAULT_GRAPH, np.int32) if e.graph is None else e.graph for e in (self, more)]
            graph = np.concatenate(parts)
        columns = ((self.subject, more.subject), (self.predicate, more.predicate), (self.object, more.object))
        subject, predicate, obj = (np.concatenate(pair) for pair in columns)
        return Encoded(subject, predicate, obj, texts, graph)

    def find(self, term: Any) -> int | None:
        """Return the number of a term, if it has one."""
        return self.texts.get(str(term))

    def number(self, term: Any) -> int:
        """Return the number of a term; a new one where it has none."""
        return self.texts.number(str(term))

    def term(self, number: int) -> Term:
        """Make a term."""
        return term_of(self.texts.written[number])


@lru_cache(maxsize=1 << 15)
def term_of(text: str) -> Term:
    """Make a term of the text that N-Triples writes for it.

    Examples
    --------
    >>> term_of("<urn:a>"), term_of('"one"@en').language
    (<NamedNode value=urn:a>, 'en')
    """
    if text[0] == "<" and text[1] != "<":
        return ox.NamedNode(text[1:-1])
    if text[0] == "_":
        return ox.BlankNode(text[2:])
    if text[-1] == '"' and "\\" not in text:
        return ox.Literal(text[1:-1])
    triple = next(iter(ox.parse(f"<urn:s> <urn:p> {text} .".encode(), format=ox.RdfFormat.N_TRIPLES)))
    return triple.object  # type: ignore[no-any-return]


class _Columns:
    """Columns that grow."""

    def __init__(self, texts: Texts | None = None) -> None:
        self.texts = Texts() if texts is None else texts
        self._parts: list[tuple[Column, ...]] = []
        self._named = False

    def add(self, rows: list[list[str]]) -> None:
        """Add rows of texts: three, or four with a graph, "" for the default graph."""
        if not rows:
            return
        columns = list(zip(*rows, strict=True))
        self._named |= len(columns) == 4
        number = self.texts.__getitem__
        numbers = [np.fromiter(map(number, column), np.int32, len(rows)) for column in columns[:3]]
        if len(columns) == 4:
            graphs = ((number(text) if text else DEFAULT_GRAPH) for text in columns[3])
            numbers.append(np.fromiter(graphs, np.int32, len(rows)))
        self._parts.append(tuple(numbers))

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Say what is wrong with triples that come from no file."""
        try:
            yield
        except _OddError as error:
            raise UsageError(f"{error} cannot stand in its place of a triple") from None

    def done(self) -> Encoded:
        """Put the parts together, and refuse terms that are in the wrong place."""
        columns = []
        for place in range(4 if self._named else 3):
            parts = [
                part[place] if place < len(part) else np.full(part[0].size, DEFAULT_GRAPH, np.int32)
                for part in self._parts
            ]
            columns.append(np.concatenate(parts) if parts else np.empty(0, np.int32))
        subject, predicate, obj, *graph = columns
        written = self.texts.written
        for column, allowed in ((subject, "<_"), (predicate, "<")):
            for number in np.flatnonzero(np.bincount(column, minlength=1)).tolist():
                if written[number][0] not in allowed or written[number].startswith("<<"):
                    raise _OddError(written[number])
        return Encoded(subject, predicate, obj, self.texts, graph[0] if graph else None)


def read_file(path: str | Path, syntax: ox.RdfFormat | None = None) -> Encoded:
    """Read a file of RDF.

    Parameters
    ----------
    path : path
        N-Triples, N-Quads, Turtle, TriG, RDF/XML, N3 or JSON-LD.
    syntax : pyoxigraph.RdfFormat, optional
        Told by the ending of the file where it is missing.

    Returns
    -------
    Encoded

    Raises
    ------
    DataError
        The file cannot be parsed; its finding says where.
    UsageError
        The ending of the file tells no format, or the file cannot be opened.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.ttl")
    ...     _ = path.write_text("<urn:a> <urn:knows> <urn:b>, <urn:c> .")
    ...     len(read_file(path))
    2
    """
    path = Path(path)
    syntax = syntax or _FORMATS.get(path.suffix.lower())
    if syntax is None:
        raise UsageError(f"{path}: no format of RDF has this ending; there are {', '.join(_FORMATS)}")
    try:
        memory.need(path.stat().st_size * _GROWTH, f"reading {path}")
        with memory.told(f"reading {path}"):
            return _read(path, syntax)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise _bad(path, f"this is not UTF-8: {error.reason}") from None


def _read(path: Path, syntax: ox.RdfFormat) -> Encoded:
    if syntax in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS):
        return _read_lines(path, syntax)
    columns = _Columns()
    _parse(columns, path, 0, source={"path": str(path)}, syntax=syntax)
    return columns.done()


def _read_lines(path: Path, syntax: ox.RdfFormat) -> Encoded:
    columns = _Columns()
    quads = syntax == ox.RdfFormat.N_QUADS
    line = 0
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        for chunk in _whole_lines(file):
            try:
                columns.add(_split(chunk, quads))
            except _OddError:
                _parse(columns, path, line, source={"input": chunk.encode()}, syntax=syntax)
            line += chunk.count("\n")
    try:
        return columns.done()
    except _OddError:
        columns = _Columns()
        _parse(columns, path, 0, source={"path": str(path)}, syntax=syntax)
        return columns.done()


def _whole_lines(file: TextIO) -> Iterator[str]:
    """Read a file in chunks that end where a line ends."""
    while chunk := file.read(_CHUNK):
        yield chunk if chunk[-1] == "\n" else chunk + file.readline()


def _split(chunk: str, quads: bool) -> list[list[str]]:
    """Split lines into the texts of terms."""
    lines = chunk.split(" .\n")
    if lines.pop():
        raise _OddError(chunk)
    rows = [line.split(" ", 2) for line in lines]
    if quads:
        rows = [[*row[:2], *_object_and_graph(row[-1])] for row in rows]
    size = 4 if quads else 3
    if any(len(row) != size for row in rows):
        raise _OddError(chunk)
    return rows


def _object_and_graph(text: str) -> tuple[str, str]:
    before, _, last = text.rpartition(" ")
    if before and ((last[0] == "<" and last[-1] == ">") or last.startswith("_:")):
        return before, last
    return text, ""


def _parse(columns: _Columns, path: Path, before: int, source: dict[str, Any], syntax: ox.RdfFormat) -> None:
    """Let pyoxigraph read; ``before`` is the number of lines that came before what it reads."""
    try:
        quads = ox.parse(**source, format=syntax, base_iri=None if syntax in _ABSOLUTE else path.absolute().as_uri())
        columns.texts.trusted = True
        if syntax.supports_datasets:
            while batch := [_row(quad) for quad in islice(quads, _BATCH)]:
                columns.add(batch)
        while batch := [text.split(" ", 2) for text in map(str, islice(quads, _BATCH))]:
            columns.add(batch)
    except SyntaxError as error:
        line = before + (error.lineno or 1)
        message = str(error.msg).split(": ", 1)[-1]
        raise _bad(path, message, line, error.offset) from None
    finally:
        columns.texts.trusted = False


def _bad(path: Path, message: str, line: int | None = None, column: int | None = None) -> DataError:
    finding = Finding("syntax", message, path=str(path), line=line, column=column)
    return DataError(str(finding), [finding])


def _row(quad: ox.Quad) -> list[str]:
    if quad.graph_name == _DEFAULT:
        return [*str(quad).split(" ", 2), ""]
    graph = str(quad.graph_name)
    return [*str(quad).removesuffix(graph).rstrip(" ").split(" ", 2), graph]


_DEFAULT = ox.DefaultGraph()
_ABSOLUTE = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)


class _Written(dict[Any, str]):
    """The text of terms that came before: to write one takes longer than to look it up."""

    def __missing__(self, term: Any) -> str:
        text = self[term] = str(term)
        return text


def from_triples(triples: Iterable[Any], texts: Texts | None = None) -> Encoded:
    """Encode triples or quads of pyoxigraph terms.

    Parameters
    ----------
    triples : iterable
        ``pyoxigraph.Triple``, ``pyoxigraph.Quad``, or tuples of three or four terms.
    texts : Texts, optional
        Terms that have numbers already; others are added to them.

    Returns
    -------
    Encoded

    Examples
    --------
    >>> quad = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal(1), ox.NamedNode("urn:g"))
    >>> from_triples([quad]).graph.tolist()
    [3]
    """
    columns = _Columns(texts)
    written = _Written()
    rows = ([*map(written.__getitem__, triple)] for triple in triples)
    while batch := list(islice(rows, _BATCH)):
        if len(written) > _REMEMBERED:
            written.clear()
        size = max(map(len, batch))
        if size == 4:
            batch = [[*row, ""] if len(row) == 3 else [*row[:3], row[3].removeprefix("DEFAULT")] for row in batch]
        with columns.refusing():
            columns.add(batch)
    with columns.refusing():
        return columns.done()


def from_rdflib(graph: rdflib.Graph) -> Encoded:
    """Encode an rdflib graph, or dataset with its named graphs.

    Parameters
    ----------
    graph : rdflib.Graph or rdflib.Dataset

    Returns
    -------
    Encoded

    Examples
    --------
    >>> import rdflib
    >>> graph = rdflib.Graph().parse(data="<urn:a> <urn:p> 'x'@en .", format="turtle")
    >>> from_rdflib(graph).texts.written
    ['<urn:a>', '<urn:p>', '"x"@en']
    """
    import rdflib

    text = lru_cache(maxsize=1 << 16)(text_of_rdflib)
    columns = _Columns()
    if isinstance(graph, rdflib.Dataset):
        quads = graph.quads((None, None, None, None))
        rows = ([text(s), text(p), text(o), text(g) if _is_named(g) else ""] for s, p, o, g in quads)
    else:
        rows = ([text(s), text(p), text(o)] for s, p, o in graph)
    while batch := list(islice(rows, _BATCH)):
        with columns.refusing():
            columns.add(batch)
    with columns.refusing():
        return columns.done()


def _is_named(graph: Any) -> bool:
    return graph is not None and str(graph) != "urn:x-rdflib:default"


def text_of_rdflib(node: Any) -> str:
    """Write an rdflib node as N-Triples does.

    Examples
    --------
    >>> import rdflib
    >>> text_of_rdflib(rdflib.Literal(3))
    '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return f"<{node}>"
    if isinstance(node, rdflib.BNode):
        return f"_:{node}"
    if isinstance(node, rdflib.Literal):
        if node.language:
            return str(ox.Literal(str(node), language=node.language))
        return str(ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or f"{terms.XSD}string"))))
    raise UsageError(f"{node!r} is not a term of RDF")


__all__ = ["DEFAULT_GRAPH", "Column", "Encoded", "Texts", "from_rdflib", "from_triples", "read_file", "term_of",
           "text_of_rdflib"]  # fmt: skip
