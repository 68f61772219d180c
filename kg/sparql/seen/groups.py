"""The triple patterns of a query, in groups, read from its text: the engine does not say how it reads a query.

A part is read only if it certainly means what it is read as; otherwise `UnclearError` is raised. Expressions are
skipped, except for EXISTS.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kg.rdf import terms
from kg.sparql.tokens import Token, named_iris, tokens

#: A term or a variable as SPARQL writes it: ``?x``, ``<urn:a>``, ``"text"@en``.
Place = str
#: A property, a variable, or a path: an operator and its operands. ``!`` has none: it is any property.
Path = str | tuple["str | Path", ...]
#: Functions whose values are others each time.
_UNSTABLE = {"RAND", "UUID", "STRUUID", "BNODE", "NOW"}
#: The day of today, which is the same for every run of a query.
_TODAY = ["SUBSTR", "(", "STR", "(", "NOW", "(", ")", ")", ",", "1", ",", "10", ")"]
#: How the variables begin that are not in the text.
_OWN = "of_kg_"
_CLOSING = {"(": ")", "{": "}", "[": "]"}
#: The keywords between SELECT and its group.
_OF_HEAD = ("DISTINCT", "REDUCED")
#: Kinds of tokens after which an expression has no IRI.
_OPERANDS = ("variable", "number", "text", "name", "iri")


class UnclearError(Exception):
    """A query, or a part of it, is not read."""


class TriplePattern(NamedTuple):
    """A triple pattern, whose predicate may be a path; without a graph, it is of the default graph."""

    subject: Place
    path: Path
    object: Place
    graph: Place | None


class Table(NamedTuple):
    """VALUES: the variables that have a value in every row, the text, and the IRIs of those that have only IRIs."""

    variables: frozenset[Place]
    text: str
    iris: tuple[tuple[Place, tuple[Place, ...]], ...] = ()


class Choice(NamedTuple):
    """What the parts of a UNION require, of which one matches."""

    branches: tuple[tuple[Required, ...], ...]


#: What every solution of a group matches.
Required = TriplePattern | Table | Choice


@dataclass
class Group:
    """A group of a query.

    Parameters
    ----------
    parts : list of pairs
        In the order of the text. A pair is a word and a part: ``triple`` and a `TriplePattern`; ``graph`` and a
        `TriplePattern` for any statement of a graph, which need not match, because the engine does not always look
        whether a graph exists; ``values`` and a `Table`; ``join``, ``optional``, ``minus`` or ``exists`` and a `Group`;
        ``select`` and a group whose variables are not those of the others; ``union`` and a list of groups.
    """

    parts: list[tuple[str, TriplePattern | Table | Group | list[Group]]] = field(default_factory=list)


@dataclass(frozen=True)
class ReadQuery:
    """A query that was read: the text of its declarations, its group, and all IRIs that it names."""

    prologue: str
    group: Group
    iris: frozenset[Place]


def is_optional(path: Path) -> bool:
    """Return whether a path may have the length zero.

    Examples
    --------
    >>> is_optional(("/", "<urn:p>", ("*", "<urn:q>")))
    False
    """
    if isinstance(path, str):
        return False
    operator, *inner = path
    if operator in ("*", "?"):
        return True
    return operator != "!" and (any if operator == "|" else all)(map(is_optional, inner))


def required(group: Group) -> Iterator[Required]:
    """Yield what every solution of a group matches."""
    for word, part in group.parts:
        if isinstance(part, (TriplePattern, Table)):
            if word != "graph":
                yield part
        elif word == "join" and isinstance(part, Group):
            yield from required(part)
        elif isinstance(part, list) and all(branches := tuple(tuple(required(branch)) for branch in part)):
            yield Choice(branches)


def _is_in(parts: Iterable[Required], graph: Place) -> bool:
    """Return whether a solution certainly matches a statement of a graph."""
    return any(
        all(_is_in(branch, graph) for branch in part.branches)
        if isinstance(part, Choice)
        else isinstance(part, TriplePattern) and part.graph == graph and not is_optional(part.path)
        for part in parts
    )


def read_query(text: str, prefixes: Mapping[str, str]) -> ReadQuery:
    """Read the groups of a query.

    Parameters
    ----------
    text : str
        SPARQL that the engine accepts.
    prefixes : mapping of str to str
        Prefixes that need no declaration.

    Raises
    ------
    UnclearError
        If the query has a part that is not read here; or if the same graph may give another answer.

    Examples
    --------
    >>> query = read_query("ASK { ?x a <urn:C> OPTIONAL { ?x <urn:p>/<urn:q> ?y } }", {})
    >>> [word for word, part in query.group.parts], next(required(query.group)).object
    (['triple', 'optional'], '<urn:C>')
    """
    if "\\u" in text.lower() or _OWN in text:
        raise UnclearError("escapes, or names that are used here")
    return _Reader(text, prefixes).query()


def _kept(head: Sequence[Token], modifiers: Sequence[Token]) -> Collection[Place] | None:
    """Return the variables that a sub-select shares with what is around it.

    None if the rows depend on one another in other ways than by groups of equal values of these variables.
    """
    words, after = [token.word or token.text for token in modifiers], ["ORDER"]
    selected = {f"?{token.text[1:]}" for token in _outside_brackets(head) if token.kind == "variable"}
    if words[:2] == ["GROUP", "BY"]:
        by = [*itertools.takewhile(lambda token: token.kind == "variable", modifiers[2:])]
        words, after = words[2 + len(by) :], ["HAVING", "ORDER"]
        selected &= {f"?{token.text[1:]}" for token in by}
    elif any(token.text in ("(", "*") for token in head):
        return None
    is_cut = any("LIMIT" in word or "OFFSET" in word for word in words)
    return selected if not is_cut and (not words or words[0] in after) else None


def _outside_brackets(found: Sequence[Token]) -> Iterator[Token]:
    depth = 0
    for token in found:
        depth += (token.text == "(") - (token.text == ")")
        if not depth:
            yield token


def renamed(part: Required, name: Callable[[Place], Place]) -> Required:
    """Return a part with other names for its variables.

    Parameters
    ----------
    part : TriplePattern, Table or Choice
    name : callable
        Returns the new name of a variable.

    Examples
    --------
    >>> renamed(TriplePattern("?x", "<urn:p>", "?y", None), lambda variable: f"{variable}_2").object
    '?y_2'
    """

    def place(old: Place) -> Place:
        return name(old) if old.startswith("?") else old

    if isinstance(part, Choice):
        return Choice(tuple(tuple(renamed(inner, name) for inner in branch) for branch in part.branches))
    if isinstance(part, TriplePattern):
        path = place(part.path) if isinstance(part.path, str) else part.path
        graph = None if part.graph is None else place(part.graph)
        return TriplePattern(place(part.subject), path, place(part.object), graph)
    head, brace, rows = part.text.partition("{")
    text = re.sub(r"[?$](\w+)", lambda match: place(f"?{match[1]}"), head) + brace + rows
    return Table(frozenset(map(place, part.variables)), text, tuple((place(old), iris) for old, iris in part.iris))


def _inside(group: Group, name: Callable[[Place], Place]) -> Group:
    """Return a group with other names for its variables."""

    def part(old: TriplePattern | Table | Group | list[Group]) -> Any:
        if isinstance(old, list):
            return [_inside(branch, name) for branch in old]
        return _inside(old, name) if isinstance(old, Group) else renamed(old, name)

    return Group([(word, part(old)) for word, old in group.parts])


class _Reader:
    """Reads the tokens of a query from left to right."""

    def __init__(self, text: str, prefixes: Mapping[str, str]) -> None:
        self._text = text
        self._tokens = [token for token in tokens(text) if token.kind != "comment"]
        self._iris = {place: f"<{iri}>" for place, iri in named_iris(self._tokens, prefixes)}
        self._at = 0
        self._fresh = 0
        self._subselects = 0
        self._blanks: dict[str, Place] = {}

    # -- tokens --

    @property
    def _token(self) -> Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else Token("", "", len(self._text))

    def _is(self, *signs: str) -> bool:
        return self._token.kind == "sign" and self._token.text in signs

    def _take(self, *signs: str) -> bool:
        found = self._is(*signs)
        self._at += found
        return found

    def _need(self, sign: str) -> None:
        if not self._take(sign):
            raise UnclearError(f"{self._token.text} instead of {sign}")

    def _variable(self) -> Place:
        self._fresh += 1
        return f"?{_OWN}{self._fresh}"

    # -- the query --

    def query(self) -> ReadQuery:
        while self._token.word in ("PREFIX", "BASE"):
            self._at += 3 if self._token.word == "PREFIX" else 2
        prologue = self._text[: self._token.start]
        if any(token.word == "FROM" for token in self._tokens):
            raise UnclearError("FROM")
        found = Group()
        if self._token.word == "CONSTRUCT":
            self._at += 1
            if self._is("{"):
                # What the template makes depends only on the solutions.
                self._at = self._closing() + 1
            self._take_where()
        elif self._token.word == "ASK":
            self._at += 1
            self._take_where()
        elif self._token.word == "SELECT":
            self._head(found)
        else:
            raise UnclearError(self._token.text)
        found.parts += self._group(None).parts
        self._expressions(len(self._tokens), found)
        return ReadQuery(prologue, found, frozenset(self._iris.values()))

    def _head(self, found: Group) -> Sequence[Token]:
        """Skip SELECT and what it selects, and return its tokens."""
        self._at += 1
        start = self._at
        while not self._is("{") and self._token.word != "WHERE":
            if self._token.kind == "" or (self._token.kind == "word" and self._token.word not in _OF_HEAD):
                raise UnclearError(self._token.text)
            if self._is("("):
                self._expressions(self._closing() + 1, found)
            else:
                self._at += 1
        if start == self._at:
            raise UnclearError("SELECT")
        head = self._tokens[start : self._at]
        self._take_where()
        return head

    def _take_where(self) -> None:
        self._at += self._token.word == "WHERE"

    def _closing(self) -> int:
        """Return the place of the bracket that closes the one here."""
        opened: list[str] = []
        for place in range(self._at, len(self._tokens)):
            token = self._tokens[place]
            if token.kind == "sign" and token.text in _CLOSING:
                opened.append(_CLOSING[token.text])
            elif token.kind == "sign" and token.text in _CLOSING.values():
                if not opened or opened.pop() != token.text:
                    break
                if not opened:
                    return place
        raise UnclearError("brackets")

    def _expressions(self, end: int, found: Group, graph: Place | None = None, word: str = "select") -> None:
        """Skip expressions up to a place, but for the groups of EXISTS, which are added with a word."""
        while self._at < end:
            token, before = self._token, self._tokens[self._at - 1]
            self._at += 1
            if token.word == "NOW" and not self._is_today(self._at - 5):
                raise UnclearError("NOW")
            if token.word in _UNSTABLE - {"NOW"} or "SELECT" in token.word:
                raise UnclearError(token.word)
            if token.kind == "iri" and (before.kind in _OPERANDS or before.text == ")"):
                # `?x <a && ?y> 1` is two comparisons.
                raise UnclearError(token.text)
            if token.word.endswith("EXISTS"):
                found.parts.append((word, self._group(graph)))
            elif token.word == "VALUES":
                while not self._is("{"):
                    self._at += 1
                self._at = self._closing() + 1
            elif token.kind == "sign" and token.text in "{}":
                raise UnclearError(token.text)

    def _is_today(self, place: int) -> bool:
        words = [token.word or token.text for token in self._tokens[max(0, place) : place + len(_TODAY)]]
        return words == _TODAY

    # -- groups --

    def _group(self, graph: Place | None) -> Group:
        """Read ``{ ... }``."""
        close = self._closing() if self._is("{") else self._at
        self._need("{")
        found = Group()
        if self._token.word == "SELECT":
            inner = Group()
            head = self._head(inner)
            inner.parts += self._group(graph).parts
            kept = _kept(head, self._tokens[self._at : close])
            self._expressions(close, inner, graph)
            found.parts.append(("select", inner) if kept is None else ("join", self._shared(inner, kept)))
            self._need("}")
            return found
        while not self._take("}"):
            self._part(found, graph)
        return found

    def _shared(self, group: Group, kept: Collection[Place]) -> Group:
        """Give the other variables of a sub-select names of their own."""
        self._subselects += 1
        end = f"_{_OWN}{self._subselects}"
        return _inside(group, lambda variable: variable if variable in kept else variable + end)

    def _part(self, found: Group, graph: Place | None) -> None:
        word = self._token.word
        if self._is("{"):
            several = [self._group(graph)]
            while self._token.word == "UNION":
                self._at += 1
                several.append(self._group(graph))
            found.parts.append(("join", several[0]) if len(several) == 1 else ("union", several))
        elif word in ("OPTIONAL", "MINUS"):
            self._at += 1
            found.parts.append((word.lower(), self._group(graph)))
        elif word == "GRAPH":
            self._at += 1
            inside = self._term()
            if not inside.startswith(("?", "<")):
                raise UnclearError(inside)
            group = self._group(inside)
            if not _is_in(required(group), inside):
                # Every graph that has a statement.
                any_statement = TriplePattern(self._variable(), self._variable(), self._variable(), inside)
                group.parts.append(("graph", any_statement))
            found.parts.append(("join", group))
        elif word in ("FILTER", "BIND"):
            self._at += 1
            # BIND comes before what follows it in the group, as OPTIONAL does.
            self._filter(found, graph, "exists" if word == "FILTER" else "optional")
        elif word == "VALUES":
            found.parts.append(("values", self._table()))
        elif word and word not in ("TRUE", "FALSE"):
            raise UnclearError(word)
        elif not self._take("."):
            self._triples(found, graph)

    def _table(self) -> Table:
        """Read VALUES."""
        start = self._token.start
        columns: dict[Place, list[Place]] = {}
        while not self._is("{"):
            self._at += 1
            if self._token.kind == "variable":
                columns[f"?{self._token.text[1:]}"] = []
        close = self._closing()
        self._at += 1
        cells = []
        while self._at < close:
            if self._token.word == "UNDEF":
                self._at += 1
                cells.append("")
            elif not self._take("(", ")"):
                cells.append(self._term())
        self._need("}")
        for place, cell in enumerate(cells):
            [*columns.values()][place % len(columns)].append(cell)
        iris = ((name, (*dict.fromkeys(given),)) for name, given in columns.items())
        text = self._text[start : self._tokens[close].start + 1]
        bound = frozenset(name for name, given in columns.items() if all(given))
        return Table(bound, text, tuple(one for one in iris if all(iri.startswith("<") for iri in one[1])))

    def _filter(self, found: Group, graph: Place | None, word: str) -> None:
        """Skip what stands after FILTER or BIND: an expression in brackets, a function, or EXISTS."""
        place = self._at
        while not (self._is("(") or self._token.word.endswith("EXISTS")):
            # The name of a function, or NOT.
            if self._at > place or self._token.kind not in ("word", "name", "iri") or self._token.word in _UNSTABLE:
                raise UnclearError(self._token.text)
            self._at += 1
        self._expressions(self._closing() + 1 if self._is("(") else self._at + 1, found, graph, word)

    # -- triples --

    def _triples(self, found: Group, graph: Place | None) -> None:
        alone = self._is("[")
        subject = self._node(found, graph)
        if not alone or not self._is(".", "}"):
            self._properties(subject, found, graph)

    def _properties(self, subject: Place, found: Group, graph: Place | None) -> None:
        """Read properties and objects: ``p o1, o2 ; q o3``."""
        while True:
            path = self._path()
            while True:
                found.parts.append(("triple", TriplePattern(subject, path, self._node(found, graph), graph)))
                if not self._take(","):
                    break
            if not self._take(";"):
                return
            while self._take(";"):
                pass
            if self._is(".", "]", "}"):
                return

    def _node(self, found: Group, graph: Place | None) -> Place:
        if not self._take("["):
            return self._term()
        node = self._variable()
        if not self._take("]"):
            self._properties(node, found, graph)
            self._need("]")
        return node

    def _term(self) -> Place:
        """Read a variable or a term; a blank node is a variable."""
        token, place = self._token, self._at
        self._at += 1
        if token.kind == "variable":
            return f"?{token.text[1:]}"
        if token.kind == "blank":
            return self._blanks.setdefault(token.text, self._variable())
        if place in self._iris:
            return self._iris[place]
        if token.kind == "sign" and token.text in "+-" and self._token.kind == "number":
            self._at += 1
        elif token.kind == "text":
            if self._token.kind == "language":
                self._at += 1
            elif self._take("^^"):
                self._term()
        elif token.kind != "number" and token.word not in ("TRUE", "FALSE"):
            raise UnclearError(token.text)
        last = self._tokens[self._at - 1]
        return self._text[token.start : last.start + len(last.text)]

    def _path(self) -> Path:
        if self._token.kind == "variable":
            return self._term()
        several = [self._sequence()]
        while self._take("|"):
            several.append(self._sequence())
        return several[0] if len(several) == 1 else ("|", *several)

    def _sequence(self) -> Path:
        several = [self._step()]
        while self._take("/"):
            several.append(self._step())
        return several[0] if len(several) == 1 else ("/", *several)

    def _step(self) -> Path:
        """Read a part of a path: its operators are ``^`` before and ``*``, ``+``, ``?`` after."""
        if self._take("^"):
            return ("^", self._step())
        if self._take("!"):
            self._at = self._closing() + 1 if self._is("(") else self._at + 1 + self._is("^")
            inner: Path = ("!",)
        elif self._take("("):
            inner = self._path()
            self._need(")")
        elif self._token.word == "A":
            self._at += 1
            inner = f"<{terms.RDF_TYPE}>"
        elif self._at in self._iris:
            inner = self._term()
        else:
            raise UnclearError(self._token.text)
        for sign in "*+?":
            if self._take(sign):
                return (sign, inner)
        return inner
