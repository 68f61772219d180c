"""Importers: their type, their registry, and how to run one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import Finding, UsageError
from kg.plugins.registry import Registry, check_fields


@dataclass(frozen=True)
class Input:
    """A file, folder or archive that an importer reads: its name in help texts, and its description."""

    name: str
    help: str

    def __post_init__(self) -> None:
        check_fields(self, name=str, help=str)


@dataclass(frozen=True)
class Imported:
    """The result of an importer.

    Parameters
    ----------
    turtle : str
        The content of the file. The same input must always give the same text.
    summary : str
        The amount of data, such as ``249 countries``.
    findings : tuple of Finding
        Findings on data that could not be used, or had to be corrected.
    """

    turtle: str
    summary: str
    findings: tuple[Finding, ...] = ()

    def __post_init__(self) -> None:
        check_fields(self, turtle=str, summary=str, findings=(Finding,))


@dataclass(frozen=True)
class Importer:
    """An importer.

    Parameters
    ----------
    name : str
        The name in ``kg import NAME``.
    title : str
        A description in one line.
    inputs : tuple of Input
        The files that it reads, in their order.
    output : str
        The place of its file in a project, such as ``data/reference/vocabulary/countries.ttl``.
    read : callable
        Takes the paths of the inputs; returns `Imported`. Raises DataError if the data set does not meet the
        expectations, and UsageError if a file cannot be read or has another format.
    """

    name: str
    title: str
    inputs: tuple[Input, ...]
    output: str
    read: Callable[[Sequence[Path]], Imported]

    def __post_init__(self) -> None:
        check_fields(self, name=str, title=str, inputs=(Input,), output=str, read=Callable)

    @property
    def usage(self) -> str:
        """The names of the inputs, as a command line takes them."""
        return " ".join(one.name for one in self.inputs)


IMPORTERS: Final = Registry(
    "importer", Importer, "kg.importers.datasets", "IMPORTERS", "diplomatic_kg.importers", {"read": (Imported,)}
)


def read_files(name: str, paths: Sequence[Path]) -> Imported:
    """Run an importer.

    Parameters
    ----------
    name : str
        Name of the importer.
    paths : sequence of pathlib.Path
        Its inputs, in their order.

    Raises
    ------
    UnknownNameError
        If there is no such importer.
    UsageError
        If there are more or fewer paths than inputs, or a file cannot be read or has another format.
    DataError
        If the data set does not meet the expectations; has all findings.

    Examples
    --------
    >>> read_files("factbook", [])
    Traceback (most recent call last):
    ...
    kg.errors.UsageError: factbook reads 1 input (FACTBOOK), but 0 are given
    """
    importer = IMPORTERS.find(name)
    if len(paths) != len(importer.inputs):
        count = f"{len(importer.inputs)} input{'' if len(importer.inputs) == 1 else 's'}"
        raise UsageError(f"{name} reads {count} ({importer.usage}), but {len(paths)} are given")
    return importer.read(paths)
