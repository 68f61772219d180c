"""Regular expressions behave alike in all versions of Python, and none needs the square of the length of a text."""

from __future__ import annotations

import ast
import importlib
import inspect
import itertools
import pkgutil
import re
import re._parser  # type: ignore[import-untyped, import-not-found, unused-ignore]
import signal
from collections.abc import Iterable, Iterator
from typing import Any

import kg

MODULES = [m.name for m in pkgutil.walk_packages(kg.__path__, "kg.") if m.name != "kg.__main__"]
#: Parts of a pattern that match one character.
SINGLE = {"LITERAL", "NOT_LITERAL", "IN", "ANY", "CATEGORY"}


def possessive_groups(parsed: Iterable[Any]) -> Iterator[object]:
    """Yield the parts of a parsed pattern that are repeated possessively and are not one character."""
    for operation, argument in parsed:
        name = str(operation)
        if name == "ATOMIC_GROUP":
            yield argument
        if name == "POSSESSIVE_REPEAT" and not (len(argument[2]) == 1 and str(argument[2][0][0]) in SINGLE):
            yield argument
        for part in argument if isinstance(argument, (tuple, list)) else (argument,):
            for inner in part if isinstance(part, list) else (part,):
                if isinstance(inner, re._parser.SubPattern):
                    yield from possessive_groups(inner)


def test_no_pattern_has_a_possessive_group() -> None:
    """Before Python 3.11.5, which Debian 12 does not have, re matches such groups wrongly (CPython issue 106052)."""
    assert list(possessive_groups(re._parser.parse(r"a(?:b|(?:c|d+)*+)")))
    found = []
    for name in MODULES:
        for key, value in vars(importlib.import_module(name)).items():
            patterns = value.values() if isinstance(value, dict) else [value]
            for pattern in patterns:
                if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
                    parsed = re._parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
                    found += [f"{name}.{key}"] if any(True for _ in possessive_groups(parsed)) else []
    assert found == []


#: Texts that are repeated: what stands often in files, and what two adjacent repetitions could both match.
UNITS = (*" \n#\"'\\.,/-:([<&*", "a", "0", "# ", "#\n", "a.", "a ", '\\"', "\\'")
#: A linear search for a place in a text of this length takes milliseconds, a quadratic one many seconds.
LENGTH, SECONDS = 12_000, 0.06
FUNCTIONS = ("search", "match", "fullmatch", "sub", "split", "findall", "finditer")


def used_patterns() -> Iterator[tuple[str, re.Pattern[str], bool]]:
    """Yield the patterns in the source of kg, and whether they are searched for; not those that kg puts together."""
    for name in MODULES:
        module = importlib.import_module(name)
        for call in ast.walk(ast.parse(inspect.getsource(module))):
            if not (
                isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in FUNCTIONS
            ):
                continue
            on_module = ast.unparse(call.func.value) == "re"
            try:
                argument = ast.Expression(call.args[0] if on_module else call.func.value)
                found = eval(compile(argument, name, "eval"), vars(module))
            except (NameError, IndexError):
                continue
            if isinstance(found, str) and on_module:
                found = re.compile(found)
            if isinstance(found, re.Pattern) and isinstance(found.pattern, str):
                yield f"{name}:{call.lineno}", found, call.func.attr not in ("match", "fullmatch")


def leads(parsed: Iterable[Any]) -> Iterator[str]:
    """Yield a text that leads to each repetition in a parsed pattern."""
    before = ""
    for operation, argument in parsed:
        name = str(operation)
        inner = argument[1] if name == "BRANCH" else [argument] if name == "ATOMIC_GROUP" else []
        inner = [argument[-1]] if name in ("SUBPATTERN", "ASSERT", "ASSERT_NOT") else inner
        if name.endswith("_REPEAT"):
            yield before
            inner = [argument[2]]
        for part in inner:
            yield from (before + lead for lead in leads(part))
        before += shortest([(operation, argument)])


def shortest(parsed: Iterable[Any]) -> str:
    """Return a text that a parsed pattern matches, without optional parts."""
    text = ""
    for operation, argument in parsed:
        name = str(operation)
        if name in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
            one = re._compiler.compile(re._parser.SubPattern(re._parser.State(), [(operation, argument)]))
            text += chr(argument) if name == "LITERAL" else next((c for c in "a1 \n-=+!。" if one.match(c)), "")
        elif name.endswith("_REPEAT"):
            text += shortest(argument[2]) * argument[0]
        elif name in ("SUBPATTERN", "BRANCH"):
            text += shortest(argument[-1] if name == "SUBPATTERN" else argument[1][0])
    return text


def slow_run(pattern: re.Pattern[str], searched: bool, *, length: int = LENGTH) -> str | None:
    """Return a text for which a pattern takes much more time than in proportion to its length."""
    parsed = re._parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    functions = [pattern.search] if searched else [pattern.match, pattern.fullmatch]
    for lead in sorted({"", *leads(parsed)}):
        for unit in dict.fromkeys((*UNITS, *filter(None, [lead]))):
            for function, end in itertools.product(functions, ("\0", "\n")):
                signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
                try:
                    function(lead + unit * (length // len(unit)) + end)
                except TimeoutError:
                    return f"{lead!r} {unit!r}"
                finally:
                    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return None


def stop(*_: object) -> None:
    raise TimeoutError


def test_no_pattern_needs_the_square_of_the_length_of_a_text() -> None:
    """The time is that of the processor in this process, so a busy machine does not matter."""
    before = signal.signal(signal.SIGVTALRM, stop)
    try:
        for slow, searched in ((r"(?:\s|#[^\n]*)*\)", False), (r"[^\n]*\S[^\n]*", True), (r"a\b[^:]*?\s*:", False)):
            assert slow_run(re.compile(slow), searched), slow
        patterns = {(p, searched): where for where, p, searched in used_patterns()}
        assert len(patterns) > 100
        found = {where: slow_run(*key) for key, where in patterns.items()}
        assert not {where: text for where, text in found.items() if text}
    finally:
        signal.signal(signal.SIGVTALRM, before)
