"""What a build stores: the statements of its named graphs, and what changes in them without the judgements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.rdf.model import Triple


@dataclass(frozen=True)
class Difference:
    """The statements by which one graph differs from another.

    Parameters
    ----------
    add, remove : sequence of Quad
    """

    add: Sequence[ox.Quad]
    remove: Sequence[ox.Quad]


@dataclass(frozen=True)
class Edit:
    """A build that differs in few statements, and the difference.

    Parameters
    ----------
    base : Path
        The folder of the other build.
    difference : Difference
    """

    base: Path
    difference: Difference


@dataclass(frozen=True)
class Content:
    """The statements of a build.

    Parameters
    ----------
    graphs : mapping of NamedNode to iterable of (subject, predicate, object)
        The named graphs; each can be read several times.
    unjudged : Difference, optional
        What changes if no judgement rejects anything; None if nothing does.
    edit : Edit, optional
        How to make the store from that of another build; None if it is made anew.
    keep : callable, optional
        Writes more files into the folder of the build.
    """

    graphs: Mapping[ox.NamedNode, Iterable[Triple]]
    unjudged: Difference | None = None
    edit: Edit | None = None
    keep: Callable[[Path], None] | None = None

    def quads(self) -> Iterator[ox.Quad]:
        """Make the quads.

        Examples
        --------
        >>> node = ox.NamedNode("urn:a")
        >>> [str(quad) for quad in Content({node: [(node, node, node)]}).quads()]
        ['<urn:a> <urn:a> <urn:a> <urn:a>']
        """
        for graph, triples in self.graphs.items():
            for s, p, o in triples:
                yield ox.Quad(s, p, o, graph)
