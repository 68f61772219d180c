"""A registry of extensions: formats or importers.

The modules of one folder declare the values of kg. Another package adds a value by an entry point
(https://packaging.python.org/specifications/entry-points/), whose name is the name of the value.
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
    """A value with a name, and a title of one line."""

    @property
    def name(self) -> str:
        """The name that people type."""

    @property
    def title(self) -> str:
        """A description in one line."""


T = TypeVar("T", bound=Named)


def warn(note: str) -> None:
    """Issue a note as a Python warning."""
    warnings.warn(note, stacklevel=3)


@dataclass(frozen=True)
class Registry(Generic[T]):
    """The values of one kind: those that kg ships, and those of other packages.

    Parameters
    ----------
    word : str
        The word for such a value in messages, such as ``importer``.
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
                note(f"the package {_package(entry)} adds a {self.word} called {entry.name!r}, but this name is taken")
            else:
                found[entry.name] = value
        return found

    def find(self, name: str, hint: str = "") -> T:
        """Return the value with a name. Other packages are searched only if kg ships no value of this name.

        Parameters
        ----------
        name : str
        hint : str, optional
            Added to the message if there is none; default: the existing names.

        Raises
        ------
        UnknownNameError
            If there is none; lists similar names.
        UsageError
            If a value of another package cannot be used; names the package.
        """
        if name in self.shipped:
            return self.shipped[name]
        for entry in self._added():
            if entry.name == name and (value := self._load(entry)) is not None:
                return value
        names = list(self.all(lambda _: None))
        raise UnknownNameError(self.word, name, names, hint or f"choose one of: {', '.join(names)}")

    def _added(self) -> Iterator[EntryPoint]:
        # Imported here, because it reads the metadata of every installed package.
        from importlib.metadata import entry_points

        yield from sorted(entry_points(group=self.group), key=lambda entry: (entry.name, _package(entry)))

    def _load(self, entry: EntryPoint) -> T | None:
        """Load a value of another package; None if it is of another kind that shares the group."""
        where = f"the package {_package(entry)} adds {entry.name!r} ({entry.value})"
        try:
            value = entry.load()
        # No error of another package may stop kg.
        except Exception as error:
            raise UsageError(f"{where}, which cannot be loaded: {type(error).__name__}: {error}") from error
        if isinstance(value, self.kind):
            if value.name != entry.name:
                raise UsageError(f"{where}, whose own name is {value.name!r}; both must be the same")
            return value
        if type(value).__module__.startswith("kg."):
            return None
        raise UsageError(f"{where}, which is a {type(value).__name__}, not a {self.kind.__name__}")


def _package(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value
