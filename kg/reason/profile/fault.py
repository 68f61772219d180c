"""A fault in one part of an axiom."""

from __future__ import annotations

from dataclasses import dataclass

from kg.reason.profile.grammar import EXPRESSIONS


@dataclass(frozen=True)
class Fault:
    """A fault in one part of an axiom: the broken rule, its section, a remedy, and the IRIs in the faulty part."""

    restriction: str
    section: str = EXPRESSIONS
    remedy: str | None = None
    names: tuple[str, ...] = ()
