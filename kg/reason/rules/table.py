"""The table of rules of OWL 2 RL, from ``rules.toml``.

The table is data: the engine's tests, the search for proofs and the documentation read it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Rule:
    """One row of the table.

    ``conclusions`` is empty for a rule whose premises contradict each other. ``list_variable`` is the variable of a
    list, ``member`` the name of its members, ``each`` the patterns that must hold for every member. ``complete`` marks
    rules whose conclusions hold in every graph.
    """

    name: str
    says: str
    premises: tuple[str, ...]
    conclusions: tuple[str, ...]
    list_variable: str | None = None
    member: str | None = None
    each: tuple[str, ...] = ()
    complete: bool = False


@cache
def table(*, complete: bool = False) -> tuple[Rule, ...]:
    """Return the table of rules.

    Parameters
    ----------
    complete : bool
        Also return the rules whose conclusions hold in every graph.

    Examples
    --------
    >>> [rule.premises for rule in table() if rule.name == "cax-sco"]
    [('?c1 rdfs:subClassOf ?c2', '?x rdf:type ?c1')]
    """
    rows: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(
            name,
            row["says"],
            tuple(row["premises"]),
            (conclusion,) if isinstance(conclusion := row.get("conclusion", ()), str) else tuple(conclusion),
            row.get("list"),
            row.get("member"),
            tuple(row.get("each", ())),
            row.get("complete", False),
        )
        for name, row in rows.items()
        if complete or not row.get("complete", False)
    )


@cache
def _by_name() -> dict[str, Rule]:
    return {rule.name: rule for rule in table()}


def rule_named(name: str) -> Rule:
    """Return a rule of the table."""
    return _by_name()[name]
