"""What all commands share: options in groups, help with examples, clear errors for wrong use."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from kg.cli.values import Place, name_of
from kg.errors import KgError, UnknownNameError, UsageError, harmless
from kg.project.paths import is_utf8

if TYPE_CHECKING:
    from click.types import OptionHelpExtra

F = TypeVar("F", bound=Callable[..., Any])
Listing = tuple[str, Callable[[], Iterable[tuple[str, str]]]]
#: Settings of every context, so that all help texts look the same.
SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Option(click.Option):
    """An option of a group; with `many`, it takes all words that follow, up to the next option.

    Parameters
    ----------
    group : str
        The heading under which the help lists it.
    many : bool
        Whether several values may follow, or none. The value is then a tuple: empty if the option is not given,
        and with an empty text if it is given without a value.
    late_help : callable, optional
        Returns the help; called only when the help is shown, because it takes time.
    """

    def __init__(
        self, names: Sequence[str], *, group: str = "Options", many: bool = False,
        late_help: Callable[[], str] | None = None, **settings: Any,
    ) -> None:  # fmt: skip
        super().__init__(names, **{"multiple": many, **settings})
        self.group, self.many, self._late_help = group, many, late_help

    def described(self) -> str:
        """Return the help; call ``late_help`` first if there is one."""
        if self._late_help is not None:
            self.help = self._late_help()
        return self.help or ""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the line of this option in the help."""
        self.described()
        return super().get_help_record(ctx)

    def get_help_extra(self, ctx: click.Context) -> OptionHelpExtra:
        """Add nothing, such as ``[required]``, to the help: it says so in words."""
        return {}

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """Refuse an option of the command as a value: in ``--session --format csv`` a value is missing."""
        if not self.is_flag:
            words = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(word, str) and word.partition("=")[0] in option_names(ctx) for word in words):
                raise UsageError(f"{name_of(self, ctx)}: a value is missing")
        return super().type_cast_value(ctx, value)


class Command(click.Command):
    """A command of kg.

    Parameters
    ----------
    examples : sequence of str
        Calls to show in the help.
    exclusive : sequence of tuple of str
        Groups of options that exclude one another.
    listing : (str, callable), optional
        A heading, and a function that returns what the help lists under it: names and descriptions.
    """

    def __init__(
        self, name: str | None, *, examples: Sequence[str], exclusive: Sequence[tuple[str, ...]] = (),
        listing: Listing | None = None, **settings: Any,
    ) -> None:  # fmt: skip
        super().__init__(name, context_settings={**SETTINGS, "allow_extra_args": True}, **settings)
        self.examples, self.exclusive, self.listing = examples, exclusive, listing
        self.help = inspect.cleandoc(self.help or "")

    @property
    def summary(self) -> str:
        """The first sentence of the help, without its full stop."""
        return (self.help or "").split("\n", 1)[0].removesuffix(".")

    def get_help(self, ctx: click.Context) -> str:
        """Return the help; titles in it may come from the files of a project."""
        return harmless(super().get_help(ctx))

    def help_call(self, ctx: click.Context) -> str:
        """Return the call that shows the help."""
        return f"{ctx.command_path} --help"

    def get_short_help_str(self, limit: int = 0) -> str:
        """Return the summary in full."""
        return self.summary

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; also refuse surplus arguments, and options that exclude one another."""
        many = {name for param in self.params if isinstance(param, Option) and param.many for name in param.opts}
        with knowing(ctx):
            rest = super().parse_args(ctx, spread(args, many))
        if not ctx.resilient_parsing:
            self._refuse_other_encodings(ctx)
            if rest:
                raise self.word_too_many(ctx, rest[0])
            for names in self.exclusive:
                given = [name for name in names if self._is_given(ctx, name)]
                if len(given) > 1:
                    raise UsageError(f"{' and '.join(given)}: give only one of them")
            root = ctx.find_root()
            if root.params.get("project") is not None and all(param.name != "project" for param in self.params):
                raise UsageError(f"-C: {ctx.command_path} does not use a project; leave it out")
        return rest

    def word_too_many(self, ctx: click.Context, word: str) -> UsageError:
        """Return the error for a surplus argument."""
        return UsageError(f"unexpected argument {word!r}\n{self.get_usage(ctx)}")

    def _refuse_other_encodings(self, ctx: click.Context) -> None:
        """Refuse values that are not UTF-8, except names of files and folders."""
        for param in self.get_params(ctx):
            value = ctx.params.get(param.name or "")
            words = value if isinstance(value, tuple) else (value,)
            if not isinstance(param.type, Place) and not all(is_utf8(w) for w in words if isinstance(w, str)):
                raise UsageError(f"{name_of(param, ctx)}: the value is not UTF-8; type it again in a UTF-8 terminal")

    def _is_given(self, ctx: click.Context, name: str) -> bool:
        found = next(param for param in self.params if name in param.opts)
        return ctx.get_parameter_source(found.name or "") is ParameterSource.COMMANDLINE

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, what the command does, arguments, options by group, and examples."""
        self.format_usage(ctx, formatter)
        formatter.write_paragraph()
        for number, paragraph in enumerate((self.help or "").split("\n\n")):
            if number:
                formatter.write_paragraph()
            formatter.write_text(paragraph.replace("\n", " "))
        groups: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None:
                groups.setdefault(group_of(param), []).append(record)
        for name, records in groups.items():
            with formatter.section(name):
                formatter.write_dl(records)
        if self.listing:
            heading, entries = self.listing
            with formatter.section(heading):
                formatter.write_dl(list(entries()))
        if self.examples:
            with formatter.section("Examples"):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


@contextlib.contextmanager
def knowing(ctx: click.Context) -> Iterator[None]:
    """Add the command to click's errors: those of its parser lack it."""
    try:
        yield
    except click.UsageError as error:
        error.ctx = error.ctx or ctx
        raise


def group_of(param: click.Parameter) -> str:
    """Return the heading under which the help lists a parameter."""
    if isinstance(param, click.Argument):
        return "Arguments"
    return param.group if isinstance(param, Option) else "Options"


def spread(args: Sequence[str], many: Iterable[str]) -> list[str]:
    """Repeat an option that takes several values for each value, because click has no such option.

    Examples
    --------
    >>> spread(["countries", "--brokers", "US", "CN", "--at", "2024-01-01"], {"--brokers"})
    ['countries', '--brokers=US', '--brokers=CN', '--at', '2024-01-01']
    >>> spread(["countries", "--brokers"], {"--brokers"})
    ['countries', '--brokers=']
    """
    names, found, option, count = set(many), [], "", 0
    for word in [*args, "-"]:
        if option and not word.startswith("-"):
            found.append(f"{option}={word}")
            count += 1
            continue
        if option and not count:
            found.append(f"{option}=")
        option, count = (word, 0) if word in names else ("", 0)
        if not option:
            found.append(word)
    return found[:-1]


def option_names(ctx: click.Context) -> list[str]:
    """List the names of all options of a command."""
    return [name for param in ctx.command.get_params(ctx) if isinstance(param, click.Option) for name in param.opts]


def command(
    name: str,
    *,
    examples: Sequence[str],
    exclusive: Sequence[tuple[str, ...]] = (),
    listing: Listing | None = None,
    cls: type[Command] = Command,
) -> Callable[[Callable[..., int]], Command]:
    """Make a command from a function; its docstring is the help, and its return value is the exit code."""

    def make(function: Callable[..., int]) -> Command:
        made: Command = click.command(name, cls=cls, examples=examples, exclusive=exclusive, listing=listing)(function)
        return made

    return make


def in_words(error: click.ClickException) -> KgError:
    """Convert an error of click to one of kg, by its class and its fields, never by its text."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if isinstance(error, click.NoSuchOption) and ctx is not None:
        call = ctx.command.help_call(ctx) if isinstance(ctx.command, Command) else f"{ctx.command_path} --help"
        return UnknownNameError("option", error.option_name, option_names(ctx), f"{call} lists the options")
    if isinstance(error, click.BadOptionUsage) and ctx is not None:
        found = next((param for param in ctx.command.get_params(ctx) if error.option_name in param.opts), None)
        if isinstance(found, click.Option):
            what = "takes no value" if found.is_flag else "a value is missing"
            return UsageError(f"{error.option_name}: {what if found.nargs == 1 else f'takes {found.nargs} values'}")
    if isinstance(error, click.BadParameter) and error.param is not None and ctx is not None:
        name = name_of(error.param, ctx)
        if isinstance(error, click.MissingParameter):
            return UsageError(f"{name} is missing\n{ctx.get_usage()}")
        return UsageError(f"{name}: {error.message}")
    return UsageError(error.format_message())
