"""Turtle → the same Turtle in one canonical order, so that a diff shows facts, with every comment kept.

What stands where::

    # A comment with a blank line below it opens a section. Sections stay where they are.

    @prefix ...                 in alphabetical order, kg: first

    # A comment right above a statement belongs to it, and moves with it.
    event:x a kg:Dialogue ;     in a section: sources first, passages last, others by IRI
        kg:ordinal 1 ;          in the order of fmt.toml
        kg:hasTopic             in alphabetical order, one a line where there is no room
            topic:a ,
            topic:b .           # a comment at the end of a line moves with what stands on the line

    [] a owl:Axiom ; owl:annotatedSource event:x ; ...      right below what it annotates

The order inside ``( ... )``, literals and the spelling of names are left as they are. A text that would lose a
comment, or change what one is about, is refused; so is one whose graph would not be the same.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import DataError, Finding, UsageError
from kg.project.paths import display, replace_file
from kg.project.project import Project
from kg.rdf import terms
from kg.rdf.syntax import syntax_finding

WIDTH = 120
#: Statements of one or two properties stay on one line up to this width.
_SHORT = 100
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
_BANNER = re.compile(r"#{4,}\s*$|#\s*-{3,}")

Key = tuple[object, ...]


class _Token(NamedTuple):
    kind: str
    text: str
    line: int
    last: int
    """The line on which it ends."""


@dataclass
class _Node:
    """A term, a property list in brackets or a collection, and by what it is sorted."""

    text: str
    key: Key
    line: int
    last: int
    iri: str = ""
    pairs: list[_Pair] | None = None
    items: list[_Node] | None = None


@dataclass
class _Chunk:
    """Objects that move together: one, or those of a line with a comment at its end."""

    nodes: list[_Node]
    above: list[str] = field(default_factory=list)
    comment: str = ""


@dataclass
class _Pair:
    """A property and its objects."""

    predicate: _Node
    chunks: list[_Chunk]
    above: list[str] = field(default_factory=list)

    @property
    def nodes(self) -> list[_Node]:
        return [node for chunk in self.chunks for node in chunk.nodes]

    @property
    def bare(self) -> bool:
        """Whether no comment belongs to it or to one of its objects."""
        return not self.above and not any(chunk.above or chunk.comment for chunk in self.chunks)


@dataclass
class _Statement:
    subject: _Node
    pairs: list[_Pair]
    above: list[str]
    #: Comments at the end of a line of the table that several properties share, by the line's place in it.
    beside: dict[int, str] = field(default_factory=dict)


@dataclass
class _Section:
    comment: list[str]
    statements: list[_Statement] = field(default_factory=list)


@dataclass
class _Prefixes:
    """Directives below a comment, which may stand apart from them."""

    comment: list[str] = field(default_factory=list)
    apart: bool = False
    directives: dict[str, str] = field(default_factory=dict)


@dataclass
class _File:
    prefixes: list[_Prefixes]
    sections: list[_Section]


class _RefusedError(Exception):
    def __init__(self, line: int, message: str, remedy: str) -> None:
        self.line, self.message, self.remedy = line, message, remedy


def format_text(text: str, name: str = "the text") -> str:
    r"""Write Turtle in canonical order.

    Parameters
    ----------
    text : str
        Turtle 1.1.
    name : str, optional
        The file, for messages.

    Returns
    -------
    str
        The same graph and the same comments; formatting it again changes nothing.

    Raises
    ------
    DataError
        Where the text is no Turtle, or a comment in it would be lost; names the line.

    Examples
    --------
    >>> print(format_text("@prefix : <http://x/> . :b :q 2, 1 ; a :C .\n:a a :C ."), end="")
    @prefix : <http://x/> .
    <BLANKLINE>
    :a a :C .
    :b a :C ; :q 1 , 2 .
    """
    before = _graph(text, name)
    try:
        parsed = _Parser(text).file()
        written = _write(parsed)
        _compare_comments(text, written)
    except _RefusedError as refused:
        raise _refusal(name, refused.line, refused.message, refused.remedy) from None
    if _graph(written, name) != before:
        raise _refusal(
            name, None, "would not say the same once formatted",
            "this is a fault of kg fmt: keep the file as it is, and report it",
        )  # fmt: skip
    return written


def format_file(path: Path | str, *, check: bool = False) -> bool:
    """Write a Turtle file in canonical order, in one step: all of it or nothing.

    Parameters
    ----------
    path : path
    check : bool, optional
        Only tell whether it would change.

    Returns
    -------
    bool
        Whether the file changed, or would.

    Raises
    ------
    UsageError
        Where it cannot be read.
    DataError
        Where it is no Turtle, or a comment in it would be lost.
    OutputError
        Where it cannot be written.

    Examples
    --------
    >>> from kg import sources
    >>> format_file(sources.shipped_root() / "kg.toml", check=True)
    Traceback (most recent call last):
    ...
    kg.errors.UsageError: ...kg.toml: no Turtle file; kg fmt formats .ttl
    """
    path = Path(path)
    name = display(path)
    if path.suffix != ".ttl":
        raise UsageError(f"{name}: no Turtle file; kg fmt formats .ttl")
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{name}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{name}: is not UTF-8; save it as UTF-8") from error
    new = format_text(text, name).encode()
    if new != content and not check:
        replace_file(path, new)
    return new != content


def files_to_format(project: Project) -> list[Path]:
    """List the files of a project that people write: sources, judgements, names, background.

    Those of the ontology are left out, since their order is that of their argument; so are files made by a
    program, whose comments say *Do not edit*.
    """
    own = (file for file in project.files() if file.path.is_relative_to(project.root) and file.role != "ontology")
    return [file.path for file in own if not _is_made(file.path)]


def _is_made(path: Path) -> bool:
    try:
        head = path.read_bytes()[:2000].decode("utf-8", errors="replace")
    except OSError:
        return False
    return any("do not edit" in line.casefold() for line in head.splitlines() if line.startswith("#"))


def _graph(text: str, name: str) -> set[str]:
    """Parse, and name the blank nodes by what is said of them."""
    dataset = ox.Dataset()
    try:
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE):
            dataset.add(quad)
    except SyntaxError as error:
        raise DataError(f"{name}: cannot be formatted", [syntax_finding(name, text, error)]) from error
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}


def _refusal(name: str, line: int | None, message: str, remedy: str) -> DataError:
    return DataError(f"{name}: left as it is", [Finding("format", message, path=name, line=line, remedy=remedy)])


def _compare_comments(before: str, after: str) -> None:
    """Make sure that every comment is still there."""
    left = Counter(token.text.rstrip() for token in _tokens(after) if token.kind == "comment")
    for token in _tokens(before):
        if token.kind == "comment":
            if not left[token.text.rstrip()]:
                raise _RefusedError(token.line, "this comment would be lost", "put it right above a statement")
            left[token.text.rstrip()] -= 1


# ---- Reading


def _tokens(text: str) -> Iterator[_Token]:
    place, line = 0, 1
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise _RefusedError(line, f"cannot be formatted from {text[place : place + 10]!r} on", "write Turtle 1.1")
        found = match[0]
        last = line + found.count("\n")
        if match.lastgroup != "space":
            yield _Token(str(match.lastgroup), found, line, last)
        place, line = match.end(), last


class _Parser:
    """Reads what pyoxigraph has found to be Turtle, and keeps what it leaves out: comments, order, spelling."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._place = 0
        self._prefixes: dict[str, str] = {}
        self._base: str | None = None
        self._depth = 0
        self._above: list[str] = []

    def file(self) -> _File:
        """Read all of it."""
        groups = [_Prefixes()]
        sections = [_Section([])]
        while self._place < len(self._tokens):
            blocks = self._comment_blocks()
            if self._is_directive():
                if blocks:
                    *apart, (lines, stands_apart) = blocks
                    groups += [_Prefixes(block, apart=True) for block, _ in apart]
                    groups.append(_Prefixes(lines, stands_apart))
                self._directive(groups[-1])
                continue
            above: list[str] = []
            for lines, stands_apart in blocks:
                if stands_apart:
                    sections.append(_Section(lines))
                else:
                    above = lines
            if self._place < len(self._tokens):
                sections[-1].statements.append(self._statement(above))
        return _File(groups, sections)

    def _comment_blocks(self) -> list[tuple[list[str], bool]]:
        """Read comments up to the next statement: blocks of lines, and whether each stands apart from what follows."""
        blocks: list[tuple[list[str], bool]] = []
        lines: list[str] = []
        while self._place < len(self._tokens) and self._tokens[self._place].kind == "comment":
            token = self._tokens[self._place]
            self._place += 1
            lines.append(token.text.rstrip())
            ends = self._place == len(self._tokens)
            if ends or self._tokens[self._place].line > token.line + 1:
                blocks.append((lines, True))
                lines = []
        if lines:
            blocks.append((lines, any(map(_BANNER.match, lines))))
        return blocks

    def _is_directive(self) -> bool:
        if self._place == len(self._tokens):
            return False
        token = self._tokens[self._place]
        return token.kind == "at" or (token.kind == "word" and token.text.casefold() in ("prefix", "base"))

    def _directive(self, group: _Prefixes) -> None:
        word = self._next()
        if word.text.casefold().lstrip("@") == "base":
            iri = self._next()
            if self._base not in (None, iri.text):
                raise _RefusedError(iri.line, "gives a second base", "keep one @base, at the top")
            self._base = iri.text
            group.directives["@base"] = f"@base {iri.text} ."
        else:
            prefix, iri = self._next().text, self._next()
            namespace = iri.text[1:-1]
            if self._prefixes.setdefault(prefix, namespace) != namespace:
                raise _RefusedError(iri.line, f"gives the prefix {prefix} a second meaning", "use another prefix")
            group.directives[prefix] = f"@prefix {prefix} {iri.text} ."
        if word.text.startswith("@"):
            self._next()
        if self._above:
            raise _RefusedError(word.line, "a comment stands inside a directive", "put it above")
        if (token := self._peek_comment(word.line)) is not None:
            raise _RefusedError(token.line, "a comment stands behind a directive", "put it on a line of its own above")

    def _statement(self, above: list[str]) -> _Statement:
        subject = self._node()
        statement = _Statement(subject, [], above)
        if self._see() != ".":
            self._pairs(statement.pairs, statement)
        dot = self._next()
        if self._above:
            raise _RefusedError(dot.line, "a comment stands before the final dot", "put it above what it is about")
        if (token := self._peek_comment(dot.line)) is not None:
            self._place += 1
            self._beside(statement, token)
        return statement

    def _pairs(self, pairs: list[_Pair], statement: _Statement | None) -> None:
        """Read properties up to the dot or bracket that ends them; only those of a statement may have comments."""
        while True:
            self._see()
            above, self._above = self._above, []
            predicate = self._node(predicate=True)
            pair = _Pair(predicate, [], above)
            pairs.append(pair)
            self._comments(statement)
            while True:
                self._see()
                above, self._above = self._above, []
                pair.chunks.append(_Chunk([self._node()], above))
                self._comments(statement)
                if self._see() != ",":
                    break
                self._next()
                self._comments(statement)
            while self._see() == ";":
                self._next()
                self._comments(statement)
            if self._see() in (".", "]"):
                return

    def _see(self) -> str:
        """Return the next token that is no comment; keep the comments before it."""
        while self._tokens[self._place].kind == "comment":
            token = self._tokens[self._place]
            if self._depth:
                raise _RefusedError(token.line, "a comment stands inside brackets", "put it above the statement")
            self._above.append(token.text.rstrip())
            self._place += 1
        return self._tokens[self._place].text

    def _next(self) -> _Token:
        self._see()
        self._place += 1
        return self._tokens[self._place - 1]

    def _peek_comment(self, line: int) -> _Token | None:
        """Return the comment that stands next on a line."""
        if self._place < len(self._tokens):
            token = self._tokens[self._place]
            if token.kind == "comment" and token.line == line:
                return token
        return None

    def _comments(self, statement: _Statement | None) -> None:
        """Read the comment at the end of the line of what was read last."""
        token = self._peek_comment(self._tokens[self._place - 1].last)
        if token is not None and statement is not None:
            self._place += 1
            self._beside(statement, token)

    def _beside(self, statement: _Statement, token: _Token) -> None:
        """Give a comment at the end of a line to what stands on that line."""
        comment = token.text.rstrip()
        on_line = [
            (pair, [node for node in pair.nodes if node.last == token.line])
            for pair in statement.pairs
            if pair.predicate.line == token.line or any(node.last == token.line for node in pair.nodes)
        ]
        starts_here = statement.subject.line == token.line
        if not on_line or (starts_here and (len(on_line) > 1 or not on_line[0][1])):
            if not starts_here:
                raise _RefusedError(token.line, "it is not clear what this comment is about", "put it above that")
            statement.above.append(comment)
        elif len(on_line) == 1:
            pair, nodes = on_line[0]
            if len(nodes) > 1 and any(node.line != node.last for node in nodes):
                raise _RefusedError(token.line, "it is not clear what this comment is about", "put it above that")
            if nodes:
                self._gather(pair, nodes, comment)
            else:
                pair.above.append(comment)
        else:
            lines = {_rank(pair.predicate)[0] for pair, _ in on_line}
            whole = all(pair.predicate.line == token.line and len(nodes) == len(pair.nodes) for pair, nodes in on_line)
            distinct = len({pair.predicate.iri for pair, _ in on_line}) == len(on_line)
            # The comma would mean that more of the last property follows.
            goes_on = self._tokens[self._place - 2].text == ","
            if len(lines) != 1 or lines == {0} or not whole or not distinct or goes_on:
                raise _RefusedError(
                    token.line, "this comment is about several properties, which would not stay on one line",
                    "put it on a line of its own above what it is about",
                )  # fmt: skip
            statement.beside[lines.pop()] = comment

    @staticmethod
    def _gather(pair: _Pair, nodes: list[_Node], comment: str) -> None:
        """Make the objects that stand on one line one chunk."""
        gathered = [chunk for chunk in pair.chunks if any(node in nodes for node in chunk.nodes)]
        first = gathered[0]
        first.nodes = [node for chunk in gathered for node in chunk.nodes]
        first.above = [line for chunk in gathered for line in chunk.above]
        first.comment = comment
        pair.chunks = [chunk for chunk in pair.chunks if chunk is first or chunk not in gathered]

    def _node(self, *, predicate: bool = False) -> _Node:
        token = self._next()
        if token.text == "[":
            return self._brackets(token)
        if token.text == "(":
            return self._collection(token)
        text, last = token.text, token.last
        if token.kind == "text":
            return self._literal(token)
        if token.kind in ("iri", "name") or (predicate and text == "a"):
            iri = terms.RDF_TYPE if text == "a" else self._expand(token)
            return _Node(text, (0, _natural(iri)), token.line, last, iri)
        if token.kind == "blank":
            return _Node(text, (2, _natural(text)), token.line, last, text)
        if token.kind == "number" or text in ("true", "false"):
            return _Node(text, (1, "", _natural(text)), token.line, last)
        raise _RefusedError(token.line, f"cannot be formatted from {text!r} on", "write Turtle 1.1")

    def _literal(self, token: _Token) -> _Node:
        text, last, language = token.text, token.last, ""
        following = self._tokens[self._place]
        if following.kind == "at":
            language = following.text[1:]
            text, last = text + following.text, following.last
            self._place += 1
        elif following.text == "^^":
            self._place += 1
            datatype = self._next()
            text, last = f"{text}^^{datatype.text}", datatype.last
        # English first, then the other languages.
        return _Node(text, (1, "" if language == "en" else language, _natural(text)), token.line, last)

    def _brackets(self, token: _Token) -> _Node:
        self._depth += 1
        pairs: list[_Pair] = []
        if self._see() != "]":
            self._pairs(pairs, None)
        end = self._next()
        self._depth -= 1
        node = _Node("[]", (), token.line, end.last, pairs=_sorted(pairs))
        node.key = (3, _natural(_flat(node)))
        return node

    def _collection(self, token: _Token) -> _Node:
        self._depth += 1
        items: list[_Node] = []
        while self._see() != ")":
            items.append(self._node())
        end = self._next()
        self._depth -= 1
        node = _Node("()", (), token.line, end.last, items=items)
        node.key = (3, _natural(_flat(node)))
        return node

    def _expand(self, token: _Token) -> str:
        if token.kind == "iri":
            return token.text[1:-1]
        prefix, _, local = token.text.partition(":")
        return self._prefixes.get(f"{prefix}:", f"{prefix}:") + re.sub(r"\\(.)", r"\1", local)


# ---- Ordering


def _natural(text: str) -> Key:
    """Sort numbers inside of texts by their value."""
    return tuple(int(part) if place % 2 else part for place, part in enumerate(re.split(r"(\d+)", text)))


@cache
def _table() -> Mapping[str, tuple[int, int]]:
    """Read which line each property has, and its place on it; what is in no list is on line 0."""
    values = tomllib.loads((Path(__file__).with_name("formatter.toml")).read_text(encoding="utf-8"))
    lines = {number - len(values["first"]): line for number, line in enumerate(values["first"])}
    lines |= dict(enumerate(values["last"], 1))
    return {
        terms.expand(name) or name: (number, place) for number, line in lines.items() for place, name in enumerate(line)
    }


def _rank(predicate: _Node) -> tuple[int, int, Key]:
    number, place = _table().get(predicate.iri, (0, 0))
    return (number, place, _natural(predicate.iri))


def _sorted(pairs: Iterable[_Pair]) -> list[_Pair]:
    """Merge what is said with one property, and sort properties and objects."""
    merged: dict[str, _Pair] = {}
    for pair in pairs:
        known = merged.setdefault(pair.predicate.iri, _Pair(pair.predicate, []))
        known.above += pair.above
        known.chunks += pair.chunks
    for iri, pair in merged.items():
        is_type = iri == terms.RDF_TYPE
        for chunk in pair.chunks:
            chunk.nodes.sort(key=lambda node: _object_key(node, is_type=is_type))
        pair.chunks.sort(key=lambda chunk: (_object_key(chunk.nodes[0], is_type=is_type), chunk.comment, chunk.above))
        pair.chunks = _distinct(pair.chunks)
    return sorted(merged.values(), key=lambda pair: _rank(pair.predicate))


def _object_key(node: _Node, *, is_type: bool) -> Key:
    # What a file is, is said before what kind of it.
    return (not (is_type and node.iri == f"{terms.KG}Source"), *node.key, node.text)


def _distinct(chunks: Sequence[_Chunk]) -> list[_Chunk]:
    """Leave out objects that are said twice, where nothing tells the two apart."""
    kept: list[_Chunk] = []
    said: set[str] = set()
    for chunk in chunks:
        bare = not chunk.comment and not chunk.above
        if not (bare and all(node.text in said for node in chunk.nodes)):
            kept.append(chunk)
        # Two pairs of brackets are two nodes.
        said |= {node.text for node in chunk.nodes if node.pairs is None and node.items is None}
    return kept


def _order(section: _Section, kinds: Mapping[str, set[str]]) -> list[_Statement]:
    """Merge what is said of one thing, and sort: sources, others by IRI, passages; annotations below their thing."""
    statements: list[_Statement] = []
    known: dict[str, _Statement] = {}
    for statement in section.statements:
        iri = statement.subject.iri
        if iri and iri in known:
            known[iri].pairs += statement.pairs
            known[iri].above += statement.above
            known[iri].beside |= statement.beside
            continue
        if iri:
            known[iri] = statement
        statements.append(statement)

    def key(statement: _Statement) -> Key:
        about = statement.subject
        annotates = _value(statement, f"{terms.OWL}annotatedSource") if about.pairs is not None else None
        if annotates is not None:
            rank, thing = _kind_rank(annotates.iri, kinds), annotates.key
            rest = [_value(statement, f"{terms.OWL}annotated{part}") for part in ("Property", "Target")]
            parts = tuple(_rank(node) if place == 0 else node.key for place, node in enumerate(rest) if node)
            return (rank, thing, 1, parts, _statement_text(statement))
        return (_kind_rank(about.iri, kinds), about.key, 0, (), _statement_text(statement))

    for statement in statements:
        statement.pairs = _sorted(statement.pairs)
    return sorted(statements, key=key)


def _statement_text(statement: _Statement) -> Key:
    return _natural(" ".join([_flat(statement.subject), *map(_flat_pair, statement.pairs)]))


def _kind_rank(iri: str, kinds: Mapping[str, set[str]]) -> int:
    found = kinds.get(iri, set())
    if found & {f"{terms.KG}Source", f"{terms.OWL}Ontology"}:
        return 0
    return 2 if f"{terms.KG}Passage" in found else 1


def _value(statement: _Statement, iri: str) -> _Node | None:
    pairs = [*statement.pairs, *(statement.subject.pairs or ())]
    return next((pair.chunks[0].nodes[0] for pair in pairs if pair.predicate.iri == iri), None)


def _annotated(statement: _Statement) -> str | None:
    if statement.subject.pairs is None:
        return None
    node = _value(statement, f"{terms.OWL}annotatedSource")
    return node.text if node else None


# ---- Writing


def _write(file: _File) -> str:
    kinds: dict[str, set[str]] = {}
    for section in file.sections:
        for statement in section.statements:
            for pair in statement.pairs:
                if pair.predicate.iri == terms.RDF_TYPE:
                    kinds.setdefault(statement.subject.iri, set()).update(node.iri for node in pair.nodes)
    blocks = list(_prefix_blocks(file.prefixes))
    for section in file.sections:
        if section.comment:
            blocks.append("\n".join(section.comment))
        before: _Statement | None = None
        for statement in _order(section, kinds):
            lines = _statement_lines(statement)
            if before is not None and _belong_together(before, statement):
                blocks[-1] += "\n" + "\n".join(lines)
            else:
                blocks.append("\n".join(lines))
            before = statement
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _prefix_blocks(groups: Iterable[_Prefixes]) -> Iterator[str]:
    lines: list[str] = []
    for group in groups:
        if group.comment and lines:
            yield "\n".join(lines)
            lines = []
        lines += group.comment
        if group.comment and group.apart:
            yield "\n".join(lines)
            lines = []
        names = sorted(group.directives, key=lambda name: (name != "@base", name != "kg:", name))
        lines += [group.directives[name] for name in names]
    if lines:
        yield "\n".join(lines)


def _belong_together(before: _Statement, after: _Statement) -> bool:
    """Tell whether no blank line parts two statements: annotations of one thing, and short ones."""
    if after.above:
        return False
    if _annotated(before) is not None or _annotated(after) is not None:
        return _annotated(before) == _annotated(after)
    return not before.above and _one_line(before) is not None and _one_line(after) is not None


def _statement_lines(statement: _Statement) -> list[str]:
    if (short := _one_line(statement)) is not None:
        return [*statement.above, short]
    lines = list(_pair_lines(statement))
    subject = _flat(statement.subject)
    head = [f"{subject} {lines[0].lstrip()}", *lines[1:]]
    first = statement.pairs[0]
    if lines[0].lstrip().startswith("#") or (first.predicate.iri != terms.RDF_TYPE and len(statement.pairs) > 1):
        head = [subject, *lines]
    return [*statement.above, *head]


def _one_line(statement: _Statement) -> str | None:
    """Write a short statement on one line; None where it is not short, or has comments within."""
    if len(statement.pairs) > 2 or statement.beside or not all(pair.bare for pair in statement.pairs):
        return None
    inner = [_flat(statement.subject), " ; ".join(map(_flat_pair, statement.pairs))]
    text = " ".join(part for part in inner if part) + " ."
    if "\n" in text or (len(text) > _SHORT and (len(statement.pairs) > 1)) or len(text) > WIDTH:
        return None
    return text


def _pair_lines(statement: _Statement) -> Iterator[str]:
    """Write the properties of a statement, indented, each with the mark that ends it."""
    pairs = statement.pairs
    place = 0
    while place < len(pairs):
        number = _rank(pairs[place].predicate)[0]
        together = [pair for pair in pairs[place:] if number and _rank(pair.predicate)[0] == number]
        comment = statement.beside.get(number, "")
        flat = "    " + " ; ".join(map(_flat_pair, together))
        fits = len(flat) + 2 <= WIDTH and "\n" not in flat and all(pair.bare for pair in together)
        if comment or (len(together) > 1 and fits):
            for pair in together:
                yield from (f"    {line}" for line in pair.above)
            mark = "." if place + len(together) == len(pairs) else ";"
            yield f"{flat} {mark}" + (f"  {comment}" if comment else "")
            place += len(together)
            continue
        yield from _lines_of(pairs[place], "." if place + 1 == len(pairs) else ";")
        place += 1


def _lines_of(pair: _Pair, mark: str) -> Iterator[str]:
    """Write one property with its objects."""
    yield from (f"    {line}" for line in pair.above)
    name = pair.predicate.text
    flat = f"    {_flat_pair(pair)} {mark}"
    single = len(pair.chunks) == 1 and not pair.chunks[0].above
    if single and (pair.chunks[0].comment or len(pair.nodes) == 1):
        comment = pair.chunks[0].comment
        if len(flat) <= WIDTH or comment or _is_leaf(pair.nodes[0]):
            yield flat + (f"  {comment}" if comment else "")
        else:
            yield from _broken(f"    {name} ", pair.nodes[0], f" {mark}", "    ")
        return
    if pair.bare and len(flat) <= WIDTH and "\n" not in flat:
        yield flat
        return
    yield f"    {name}"
    for number, chunk in enumerate(pair.chunks, 1):
        yield from (f"        {line}" for line in chunk.above)
        end = f" {mark if number == len(pair.chunks) else ','}"
        text = f"        {' , '.join(map(_flat, chunk.nodes))}{end}"
        if len(chunk.nodes) == 1 and len(text) > WIDTH and not chunk.comment and not _is_leaf(chunk.nodes[0]):
            yield from _broken("        ", chunk.nodes[0], end, "        ")
        else:
            yield text + (f"  {chunk.comment}" if chunk.comment else "")


def _broken(head: str, node: _Node, end: str, indent: str) -> Iterator[str]:
    """Write brackets over several lines."""
    inner = indent + "    "
    opening, closing = "[]" if node.pairs is not None else "()"
    yield head + opening
    if node.pairs is not None:
        for number, pair in enumerate(node.pairs, 1):
            mark = "" if number == len(node.pairs) else " ;"
            text = f"{inner}{_flat_pair(pair)}{mark}"
            if len(text) > WIDTH and len(pair.nodes) == 1 and not _is_leaf(pair.nodes[0]):
                yield from _broken(f"{inner}{pair.predicate.text} ", pair.nodes[0], mark, inner)
            else:
                yield text
    for item in node.items or ():
        if len(inner + _flat(item)) > WIDTH and not _is_leaf(item):
            yield from _broken(inner, item, "", inner)
        else:
            yield inner + _flat(item)
    yield f"{indent}{closing}{end}"


def _is_leaf(node: _Node) -> bool:
    return not node.pairs and not node.items


def _flat(node: _Node) -> str:
    if node.pairs:
        return f"[ {' ; '.join(map(_flat_pair, node.pairs))} ]"
    if node.items:
        return f"( {' '.join(map(_flat, node.items))} )"
    return node.text


def _flat_pair(pair: _Pair) -> str:
    return f"{pair.predicate.text} {' , '.join(map(_flat, pair.nodes))}"
