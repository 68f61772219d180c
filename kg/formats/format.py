"""Types of formats, and their registries.

A format is declared by a value of one of three types: for the rows of a table, for the triples of a query, or for a
whole graph. The declaration must be cheap: libraries such as networkx are imported by the writer.
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
    """Settings for writing a table; a format may ignore some.

    Parameters
    ----------
    width : int
        Columns of the terminal.
    colour : bool
        Whether the terminal shows colours.
    curies : bool
        Write CURIEs instead of labels, in formats that show only one of them.
    bom : bool
        Write CSV for Excel: with a byte order mark, and without formulas.
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
        The name after ``-f``.
    title : str
        A description in one line.
    write : callable
        Takes a `kg.formats.table.Table` and a `Layout`; returns text, or bytes.
    endings : tuple of str
        The endings of file names for this format, with the dot.
    binary : bool
        Whether it cannot be shown on a terminal.
    bom : bool
        Whether it uses `Layout.bom`.
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
    """A format for the triples of CONSTRUCT and DESCRIBE; like `TableFormat`, but always text."""

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
        As in `TableFormat`.
    write : callable
        Takes a `kg.store.snapshot.Snapshot`; returns bytes. The same snapshot must always give the same bytes.
    use : str
        The programs that read it.
    """

    name: str
    title: str
    write: Callable[[Snapshot], bytes]
    endings: tuple[str, ...] = ()
    use: str = ""


TABLES: Final = Registry("format for tables", TableFormat, "kg.formats.tables", "FORMATS", GROUP)
TRIPLES: Final = Registry("format for triples", TriplesFormat, "kg.formats.tables", "FORMATS", GROUP)
GRAPHS: Final = Registry("format for graphs", GraphFormat, "kg.formats.graphs", "FORMATS", GROUP)


#: Registries of formats, to search for a name or an ending.
Formats = Sequence[Registry[TableFormat] | Registry[TriplesFormat] | Registry[GraphFormat]]


def format_of(
    path: str,
    *registries: Registry[TableFormat] | Registry[TriplesFormat] | Registry[GraphFormat],
    note: Callable[[str], object] = warn,
) -> str:
    """Return the name of the format for the ending of a file name.

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
        If no format has this ending; lists the endings.

    Examples
    --------
    >>> format_of("graph.ttl", GRAPHS), format_of("answer.XLSX", TABLES, TRIPLES)
    ('turtle', 'xlsx')
    """
    ending = PurePath(path).suffix.lower()
    found: dict[str, str] = {}
    # Other packages are searched only if no format of kg has this ending.
    for known in ((one.shipped for one in registries), (one.all(note) for one in registries)):
        for values in known:
            for value in values.values():
                found |= {ending: value.name for ending in value.endings if ending not in found}
        if ending in found:
            return found[ending]
    listed = ", ".join(f"{ending} ({name})" for ending, name in sorted(found.items(), key=lambda pair: pair[1]))
    raise UsageError(f"{path}: no format has this ending; give -f FORMAT, or one of {listed}")
