"""What a format is, and which there are.

A format is declared by a value of one of three types, by what it writes: the rows of a table, the triples that a
query made, or a whole graph. The declaration must cost little: libraries such as networkx are imported by the writer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from kg.errors import UsageError
from kg.plugins.registry import Registry, warn

if TYPE_CHECKING:
    from kg.formats.table import Table
    from kg.sparql.results import TriplesResult
    from kg.store.snapshot import Snapshot

GROUP: Final = "diplomatic_kg.formats"


@dataclass(frozen=True)
class Layout:
    """How a table shall look, as far as its format allows.

    Parameters
    ----------
    width : int
        Columns of the terminal.
    colour : bool
        Whether the terminal shows colours.
    curies : bool
        Write CURIEs instead of labels where a format shows only one of them.
    bom : bool
        Write CSV so that Excel reads it: with a byte order mark, and without formulas.
    """

    width: int = 100
    colour: bool = False
    curies: bool = False
    bom: bool = False


PLAIN: Final = Layout()


def _yes_or_no(answer: bool) -> str:
    """Write the answer to an ASK query as a word."""
    return "yes\n" if answer else "no\n"


@dataclass(frozen=True)
class TableFormat:
    """A format for rows.

    Parameters
    ----------
    name : str
        What people type after ``-f``.
    title : str
        What it is, in a line.
    write : callable
        Takes a `kg.formats.table.Table` and a `Layout`; returns text, or bytes.
    endings : tuple of str
        The endings of file names that stand for it, with the dot.
    binary : bool
        Whether it is of no use on a terminal.
    bom : bool
        Whether it heeds `Layout.bom`.
    boolean : callable
        Writes the answer to an ASK query; default: yes or no.
    """

    name: str
    title: str
    write: Callable[[Table, Layout], str | bytes]
    endings: tuple[str, ...] = ()
    binary: bool = False
    bom: bool = False
    boolean: Callable[[bool], str | bytes] = _yes_or_no


@dataclass(frozen=True)
class TriplesFormat:
    """A format for the triples that CONSTRUCT and DESCRIBE make; as `TableFormat`, always text."""

    name: str
    title: str
    write: Callable[[TriplesResult], str]
    endings: tuple[str, ...] = ()


@dataclass(frozen=True)
class GraphFormat:
    """A format for a whole graph.

    Parameters
    ----------
    name, title, endings
        As those of a `TableFormat`.
    write : callable
        Takes a `kg.store.snapshot.Snapshot`; returns bytes, the same for the same snapshot.
    use : str
        Which programs read it.
    """

    name: str
    title: str
    write: Callable[[Snapshot], bytes]
    endings: tuple[str, ...] = ()
    use: str = ""


TABLES: Final = Registry("format for tables", TableFormat, "kg.formats.tables", "FORMATS", GROUP)
TRIPLES: Final = Registry("format for triples", TriplesFormat, "kg.formats.tables", "FORMATS", GROUP)
GRAPHS: Final = Registry("format for graphs", GraphFormat, "kg.formats.graphs", "FORMATS", GROUP)


#: Registries of formats, in which a name or an ending is looked up.
Formats = Sequence[Registry[TableFormat] | Registry[TriplesFormat] | Registry[GraphFormat]]


def format_of(
    path: str,
    *registries: Registry[TableFormat] | Registry[TriplesFormat] | Registry[GraphFormat],
    note: Callable[[str], object] = warn,
) -> str:
    """Return the name of the format that the ending of a file's name stands for.

    Parameters
    ----------
    path : str
    *registries : Registry
        Where to look, such as `GRAPHS`.
    note : callable, optional
        As for `Registry.all`.

    Raises
    ------
    UsageError
        Where it stands for none; lists the endings.

    Examples
    --------
    >>> format_of("graph.ttl", GRAPHS), format_of("answer.XLSX", TABLES, TRIPLES)
    ('turtle', 'xlsx')
    """
    ending = PurePath(path).suffix.lower()
    found: dict[str, str] = {}
    # Other packages are looked at only where no format of kg has this ending.
    for known in ((one.shipped for one in registries), (one.all(note) for one in registries)):
        for values in known:
            for value in values.values():
                found |= {ending: value.name for ending in value.endings if ending not in found}
        if ending in found:
            return found[ending]
    listed = ", ".join(f"{ending} ({name})" for ending, name in sorted(found.items(), key=lambda pair: pair[1]))
    raise UsageError(f"{path}: the name does not end as a format does; give -f FORMAT, or one of {listed}")
