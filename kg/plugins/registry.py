"""A registry of extensions: formats or importers.

The modules of one folder declare the values of kg. Another package adds a value by an entry point
(https://packaging.python.org/specifications/entry-points/), whose name is the name of the value.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from kg.errors import KgError, UnknownNameError, UsageError

if TYPE_CHECKING:
    from importlib.metadata import Distribution, EntryPoint


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
    returns : mapping of str to tuple of type
        The functions among the fields of a value, and the types of which each returns one.
    others : tuple of type, optional
        The types of values in other registries of the same group.

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
    returns: Mapping[str, tuple[type, ...]]
    others: tuple[type, ...] = ()

    @cached_property
    def shipped(self) -> dict[str, T]:
        """The values that kg ships, by name."""
        folder = importlib.import_module(self.folder)
        modules = sorted(module.name for module in pkgutil.iter_modules(folder.__path__))
        declared = (getattr(importlib.import_module(f"{self.folder}.{name}"), self.attribute) for name in modules)
        found = [value for values in declared for value in values if isinstance(value, self.kind)]
        return {value.name: value for value in sorted(found, key=lambda value: value.name)}

    def all(self, note: Callable[[str], object] = warn) -> dict[str, T]:
        """Return all values by name.

        Parameters
        ----------
        note : callable, optional
            Called with a message for each value of another package that cannot be used; default: a Python warning.
        """
        found = dict(self.shipped)
        for entry in self._added(note):
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
        return dict(sorted(found.items()))

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
        for entry in self._added(lambda _: None):
            if entry.name == name and (value := self._load(entry)) is not None:
                return value
        names = list(self.all(lambda _: None))
        raise UnknownNameError(self.word, name, names, hint or f"choose one of: {', '.join(names)}")

    def _added(self, note: Callable[[str], object]) -> list[EntryPoint]:
        """List the entry points of other packages; of two versions of a package, those of the first on the path."""
        # Imported here, because it reads the metadata of every installed package.
        from importlib.metadata import distributions

        found: dict[str, list[EntryPoint]] = {}
        for package in distributions():
            # No error in the metadata of another package may stop kg.
            try:
                if entries := list(package.entry_points.select(group=self.group)):
                    found.setdefault(re.sub(r"[-_.]+", "-", package.name).lower(), entries)
            except Exception as error:  # noqa: BLE001
                if self._concerns(package):
                    where = package.locate_file("")
                    note(f"a package in {where} has entry points that cannot be read: {type(error).__name__}: {error}")
        return sorted((e for entries in found.values() for e in entries), key=lambda e: (e.name, _package(e)))

    def _concerns(self, package: Distribution) -> bool:
        """Return whether a package with invalid metadata seems to add values of this kind."""
        try:
            return self.group in (package.read_text("entry_points.txt") or "")
        except (OSError, ValueError):
            return False

    def _load(self, entry: EntryPoint) -> T | None:
        """Load a value of another package; None if it is of another kind that shares the group."""
        where = f"the package {_package(entry)} adds {entry.name!r} ({entry.value})"
        # No error of another package may stop kg.
        try:
            value = entry.load()
            if isinstance(value, self.kind):
                value = self._guarded(value, where)
        except (Exception, SystemExit) as error:
            raise UsageError(f"{where}, which cannot be loaded: {type(error).__name__}: {error}") from error
        if isinstance(value, self.kind):
            if value.name != entry.name:
                raise UsageError(f"{where}, whose own name is {value.name!r}; both must be the same")
            return value
        if isinstance(value, self.others):
            return None
        kinds = sorted(kind.__name__ for kind in (self.kind, *self.others))
        raise UsageError(f"{where}, which is of type {type(value).__name__}, not {' or '.join(kinds)}")

    def _guarded(self, value: T, where: str) -> T:
        """Copy a value of another package, which is a dataclass, with functions whose errors name the package."""
        functions = {name: _guard(getattr(value, name), kinds, where) for name, kinds in self.returns.items()}
        return replace(value, **functions)  # type: ignore[type-var]


def _guard(function: Callable[..., Any], kinds: tuple[type, ...], where: str) -> Callable[..., Any]:
    def call(*given: Any) -> Any:
        try:
            made = function(*given)
        except KgError:
            raise
        except (Exception, SystemExit) as error:
            raise UsageError(f"{where}, which failed: {type(error).__name__}: {error}") from error
        if not isinstance(made, kinds):
            names = " or ".join(kind.__name__ for kind in kinds)
            raise UsageError(f"{where}, which returned {type(made).__name__}, not {names}")
        return made

    return call


def _package(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value


def check_fields(value: object, **kinds: Any) -> None:
    """Test the types of the fields of a value that another package may have made.

    Parameters
    ----------
    value : object
    **kinds : type or tuple of type
        The type of each field; a tuple of one type, such as ``(str,)``, stands for a tuple of such values.

    Raises
    ------
    TypeError
        If a field has another type.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> check_fields(SimpleNamespace(name="csv", endings=".csv"), name=str, endings=(str,))
    Traceback (most recent call last):
    ...
    TypeError: endings must be a tuple of str, not str
    """
    for name, kind in kinds.items():
        field = getattr(value, name)
        if not isinstance(kind, tuple):
            if not isinstance(field, kind):
                raise TypeError(f"{name} must be {kind.__name__}, not {type(field).__name__}")
        elif not isinstance(field, tuple):
            raise TypeError(f"{name} must be a tuple of {kind[0].__name__}, not {type(field).__name__}")
        else:
            for part in field:
                if not isinstance(part, kind):
                    raise TypeError(f"{name} must be a tuple of {kind[0].__name__}, but has {type(part).__name__}")


def once(note: Callable[[str], object]) -> Callable[[str], object]:
    """Make a function that passes a note on only the first time, because registries may share a group.

    Examples
    --------
    >>> say = once(print)
    >>> say("a format cannot be loaded"), say("a format cannot be loaded")
    a format cannot be loaded
    (None, None)
    """
    said: set[str] = set()

    def call(text: str) -> None:
        if text not in said:
            said.add(text)
            note(text)

    return call
