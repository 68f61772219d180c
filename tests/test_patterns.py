"""Regular expressions behave alike in all versions of Python that kg supports."""

from __future__ import annotations

import importlib
import pkgutil
import re
import re._parser  # type: ignore[import-untyped, import-not-found, unused-ignore]
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
