"""The parts of a Turtle file, with comments."""

from __future__ import annotations

from dataclasses import dataclass, field

Key = tuple[object, ...]


@dataclass(eq=False)
class Node:
    """A term, a property list in brackets or a collection, with its sort key. Compared by identity, like all parts."""

    #: How it is written on one line, with all that is in brackets.
    text: str
    key: Key
    line: int
    last: int
    iri: str = ""
    pairs: list[Pair] | None = None
    items: list[Node] | None = None


@dataclass(eq=False)
class Chunk:
    """Objects that move together: one, or all on a line with a comment at its end."""

    nodes: list[Node]
    above: list[str] = field(default_factory=list)
    comment: str = ""


@dataclass(eq=False)
class Pair:
    """A property and its objects."""

    predicate: Node
    chunks: list[Chunk]
    above: list[str] = field(default_factory=list)

    @property
    def nodes(self) -> list[Node]:
        """All objects, in their order."""
        return [node for chunk in self.chunks for node in chunk.nodes]

    @property
    def bare(self) -> bool:
        """Whether no comment belongs to it or to one of its objects."""
        return not self.above and not any(chunk.above or chunk.comment for chunk in self.chunks)


@dataclass(eq=False)
class Statement:
    """A subject with its properties, and the comments that belong to it."""

    subject: Node
    pairs: list[Pair]
    above: list[str]
    #: Comments at the end of a line that several properties share, by the number of the line in the table of the order.
    beside: dict[int, str] = field(default_factory=dict)


@dataclass(eq=False)
class Section:
    """The statements of a section, below its comment."""

    comment: list[str]
    statements: list[Statement] = field(default_factory=list)


@dataclass(eq=False)
class Prefixes:
    """Directives below a comment, with or without a blank line between."""

    comment: list[str] = field(default_factory=list)
    apart: bool = False
    directives: dict[str, str] = field(default_factory=dict)


@dataclass(eq=False)
class File:
    """A whole file: prefixes, then sections."""

    prefixes: list[Prefixes]
    sections: list[Section]
