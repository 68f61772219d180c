"""Types of values of options: dates, one of several names, names of files."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from kg.errors import UnknownNameError, UsageError, shortened
from kg.formats.format import Formats, all_formats
from kg.importers.importer import IMPORTERS, Importer

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def name_of(param: click.Parameter, ctx: click.Context) -> str:
    """Return the name of a parameter to show in messages: of an option the long one."""
    return max(param.opts, key=len) if isinstance(param, click.Option) else param.make_metavar(ctx)


class Day(click.ParamType[datetime.date]):
    """A date, written as 2024-11-13."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        """Read a date; `kg.temporal.intervals` raises the error for an invalid one."""
        from kg.temporal.intervals import read_date

        return value if isinstance(value, datetime.date) else read_date(value)


class Number(click.ParamType[int]):
    """A whole number."""

    name = "integer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read a number."""
        try:
            return int(value)
        except ValueError as error:
            named = f"{param.opts[0]}: " if param else ""
            raise UsageError(f"{named}{shortened(str(value))!r} is not a whole number; write one as 4") from error


class Limit(click.ParamType[float]):
    """A number of seconds or, if it is whole, of rows; 0 stands for no limit."""

    name = "number"

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read a number that is not negative."""
        try:
            number = int(value) if self.whole else float(value)
            if not 0 <= number < 1e12:
                raise ValueError
        except ValueError as error:
            named = f"{param.opts[0]}: " if param else ""
            kind = "whole number, such as 1000" if self.whole else "number, such as 90"
            raise UsageError(f"{named}{value!r} is not a {kind}, or 0 for no limit") from error
        return number


class OneOf(click.ParamType[str]):
    """One of several names; the error for any other name lists similar or all names.

    Parameters
    ----------
    kind : str
        What the names denote, for the error.
    names : iterable of str
    """

    name = "choice"

    def __init__(self, kind: str, names: Iterable[str]) -> None:
        self.kind, self.names = kind, tuple(names)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name, if it is one of those."""
        if value in self.names:
            return str(value)
        raise UnknownNameError(self.kind, value, self.names, f"choose one of: {', '.join(self.names)}")

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Offer the names that begin with the text."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(name) for name in self.names if name.startswith(incomplete)]


class FormatName(click.ParamType[str]):
    """The name of a format that kg or another package has.

    Parameters
    ----------
    formats : sequence of registries
        Where to look, such as `kg.formats.format.TABLES`.
    """

    name = "format"

    def __init__(self, formats: Formats) -> None:
        self.formats = formats

    def titles(self) -> dict[str, str]:
        """List the formats with their titles; print a note for a format that cannot be used."""
        from kg.cli.output import say

        return {one.name: one.title for one in all_formats(self.formats, say)}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name, if there is a format of this name."""
        for registry in self.formats:
            with contextlib.suppress(UnknownNameError):
                return registry.find(value).name
        names = self.titles()
        raise UnknownNameError("format", value, names, f"choose one of: {', '.join(names)}")

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Offer the formats that kg ships."""
        from click.shell_completion import CompletionItem

        found = {name: one.title for registry in self.formats for name, one in registry.shipped.items()}
        return [CompletionItem(name, help=title) for name, title in found.items() if name.startswith(incomplete)]


class ImporterName(click.ParamType[str]):
    """The name of an importer that kg or another package has."""

    name = "importer"

    def importers(self) -> dict[str, Importer]:
        """List the importers; print a note for an importer that cannot be used."""
        from kg.cli.output import say

        return IMPORTERS.all(say)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name, if there is an importer of this name."""
        return IMPORTERS.find(value).name

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Offer the importers that kg ships."""
        from click.shell_completion import CompletionItem

        found = IMPORTERS.shipped.items()
        return [CompletionItem(name, help=one.title) for name, one in found if name.startswith(incomplete)]


class Place(click.ParamType[str]):
    """The name of a file or a folder; the shell completes it, and the command tests whether it exists."""

    def __init__(self, kind: str = "file") -> None:
        self.name = kind

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name as it is; refuse an empty one, which would mean the current folder."""
        if value == "" and param is not None and ctx is not None:
            kind = "folder" if self.name == "dir" else self.name
            raise UsageError(f"{name_of(param, ctx)}: the name of the {kind} is empty")
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Let the shell offer files or folders."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type=self.name)]


DAY, NUMBER, FILE, FOLDER = Day(), Number(), Place("file"), Place("dir")
ROWS, SECONDS = Limit(whole=True), Limit(whole=False)
