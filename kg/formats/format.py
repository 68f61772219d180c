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
from kg.plugins.registry import Registry, check_fields, once, warn

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
        Write CSV for Excel: with a byte order mark.
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

    def __post_init__(self) -> None:
        _check(self)
        check_fields(self, binary=bool, bom=bool, boolean=Callable)


@dataclass(frozen=True)
class TriplesFormat:
    """A format for the triples of CONSTRUCT and DESCRIBE; like `TableFormat`, but always text."""

    name: str
    title: str
    write: Callable[[TriplesResult], str]
    endings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check(self)


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

    def __post_init__(self) -> None:
        _check(self)
        check_fields(self, use=str)


Format = TableFormat | TriplesFormat | GraphFormat


def _check(value: Format) -> None:
    """Test the fields that every format has."""
    check_fields(value, name=str, title=str, write=Callable, endings=(str,))
    for ending in value.endings:
        if PurePath(f"file{ending}").suffix != ending:
            raise ValueError(f"an ending is a dot and letters, such as .csv, not {ending!r}")


TABLES: Final = Registry(
    "format for tables", TableFormat, "kg.formats.tables", "FORMATS", GROUP,
    {"write": (str, bytes), "boolean": (str, bytes)}, (TriplesFormat, GraphFormat),
)  # fmt: skip
TRIPLES: Final = Registry(
    "format for triples", TriplesFormat, "kg.formats.tables", "FORMATS", GROUP,
    {"write": (str,)}, (TableFormat, GraphFormat),
)  # fmt: skip
GRAPHS: Final = Registry(
    "format for graphs", GraphFormat, "kg.formats.graphs", "FORMATS", GROUP,
    {"write": (bytes,)}, (TableFormat, TriplesFormat),
)  # fmt: skip


#: Registries of formats, to search for a name or an ending.
Formats = Sequence[Registry[TableFormat] | Registry[TriplesFormat] | Registry[GraphFormat]]


def all_formats(registries: Formats, note: Callable[[str], object] = warn) -> list[Format]:
    """List the formats of several registries, of kg and of other packages.

    Parameters
    ----------
    registries : sequence of Registry
    note : callable, optional
        As for `Registry.all`; called once for each message.

    Examples
    --------
    >>> [one.name for one in all_formats([TRIPLES])]
    ['turtle']
    """
    note = once(note)
    return [value for registry in registries for value in registry.all(note).values()]


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
    found = _by_ending([value for registry in registries for value in registry.shipped.values()])
    if ending not in found:
        found = _by_ending(all_formats(registries, note)) | found
    if ending in found:
        return found[ending]
    listed = ", ".join(f"{ending} ({name})" for ending, name in sorted(found.items(), key=lambda pair: pair[1]))
    raise UsageError(f"{path}: no format has this ending; give -f FORMAT, or one of {listed}")


def _by_ending(formats: Sequence[Format]) -> dict[str, str]:
    """Return the names of formats by their endings; of two with the same ending, the first."""
    return {ending.lower(): one.name for one in reversed(formats) for ending in one.endings}
