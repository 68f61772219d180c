"""Finding what can be added by a file: formats, importers.

What kg ships is declared by the modules of one folder. Another package adds a value by an entry point
(https://packaging.python.org/specifications/entry-points/): its name is the name of the value, and it leads to it.
"""

from __future__ import annotations

import importlib
import pkgutil
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from kg.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


class Named(Protocol):
    """What has a name and a title of one line."""

    @property
    def name(self) -> str:
        """What people type."""

    @property
    def title(self) -> str:
        """What it is, in a line."""


T = TypeVar("T", bound=Named)


def warn(note: str) -> None:
    """Give a note as a Python warning."""
    warnings.warn(note, stacklevel=3)


@dataclass(frozen=True)
class Registry(Generic[T]):
    """The values of one kind: those that kg ships, and those of other packages.

    Parameters
    ----------
    word : str
        What a value is called in messages, such as ``importer``.
    kind : type
        The type of the values.
    folder : str
        The package whose modules declare the values of kg, such as ``kg.importers.datasets``.
    attribute : str
        The name under which each of these modules declares a tuple of values; the types in it may be mixed.
    group : str
        The group of entry points by which other packages add values.

    Examples
    --------
    >>> from kg.formats.format import GRAPHS
    >>> GRAPHS.find("gexf").endings
    ('.gexf',)
    """

    word: str
    kind: type[T]
    folder: str
    attribute: str
    group: str

    @cached_property
    def shipped(self) -> dict[str, T]:
        """The values that kg ships, by name."""
        folder = importlib.import_module(self.folder)
        modules = sorted(module.name for module in pkgutil.iter_modules(folder.__path__))
        declared = (getattr(importlib.import_module(f"{self.folder}.{name}"), self.attribute) for name in modules)
        found = [value for values in declared for value in values if isinstance(value, self.kind)]
        return {value.name: value for value in sorted(found, key=lambda value: value.name)}

    def all(self, note: Callable[[str], object] = warn) -> dict[str, T]:
        """Return all values by name, those of kg first.

        Parameters
        ----------
        note : callable, optional
            Called with a message for each value of another package that cannot be used; default: a Python warning.
        """
        found = dict(self.shipped)
        for entry in self._added():
            try:
                value = self._load(entry)
            except UsageError as error:
                note(str(error))
                continue
            if value is None:
                continue
            if entry.name in found:
                note(f"the package {_package(entry)} adds a {self.word} called {entry.name!r}, which is taken")
            else:
                found[entry.name] = value
        return found

    def find(self, name: str, hint: str = "") -> T:
        """Return the value of a name. Other packages are looked at only where kg ships none of this name.

        Parameters
        ----------
        name : str
        hint : str, optional
            Added to the message where there is none; default: the names that there are.

        Raises
        ------
        UnknownNameError
            Where there is none; names those that look like it.
        UsageError
            Where it is one of another package that cannot be used; names the package.
        """
        if name in self.shipped:
            return self.shipped[name]
        for entry in self._added():
            if entry.name == name and (value := self._load(entry)) is not None:
                return value
        names = list(self.all(lambda _: None))
        raise UnknownNameError(self.word, name, names, hint or f"there are: {', '.join(names)}")

    def _added(self) -> Iterator[EntryPoint]:
        # Late: it reads the metadata of every installed package.
        from importlib.metadata import entry_points

        yield from sorted(entry_points(group=self.group), key=lambda entry: (entry.name, _package(entry)))

    def _load(self, entry: EntryPoint) -> T | None:
        """Load a value of another package; None where it is of another kind that shares the group."""
        where = f"the package {_package(entry)} adds {entry.name!r} ({entry.value})"
        try:
            value = entry.load()
        # Whatever another package does when it is imported must not stop kg.
        except Exception as error:
            raise UsageError(f"{where}, which cannot be loaded: {type(error).__name__}: {error}") from error
        if isinstance(value, self.kind):
            if value.name != entry.name:
                raise UsageError(f"{where}, whose own name is {value.name!r}; both must be the same")
            return value
        if type(value).__module__.startswith("kg."):
            return None
        raise UsageError(f"{where}, which is no {self.kind.__name__} but a {type(value).__name__}")


def _package(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value
