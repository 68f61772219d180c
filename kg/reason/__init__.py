"""Reasoning with proofs: a table of rules, an engine behind one function, and the search for proofs."""

from typing import TYPE_CHECKING, Any

from kg.reason.clashes import Clash
from kg.reason.materialise import Engine, Inferences, engine_name, materialise
from kg.reason.proofs import Proof, prove
from kg.reason.rules import CompiledRule, Rule, compile_rules, table

if TYPE_CHECKING:
    from kg.reason.closure import Closure, close
    from kg.reason.entail import Entailment, entails

__all__ = [
    "Clash",
    "Closure",
    "CompiledRule",
    "Engine",
    "Entailment",
    "Inferences",
    "Proof",
    "Rule",
    "close",
    "compile_rules",
    "engine_name",
    "entails",
    "materialise",
    "prove",
    "table",
]


def __getattr__(name: str) -> Any:
    # Late, so that numpy is only loaded where something is reasoned about.
    if name in {"Closure", "close"}:
        from kg.reason import closure

        return getattr(closure, name)
    if name in {"Entailment", "entails"}:
        from kg.reason import entail

        return getattr(entail, name)
    raise AttributeError(f"module 'kg.reason' has no attribute {name!r}")
