"""An inconsistency: statements that contradict each other, and the rule that says so."""

from __future__ import annotations

from dataclasses import dataclass

from kg.rdf.model import Triple


@dataclass(frozen=True)
class Inconsistency:
    """Statements that cannot all be true, and the rule that says so.

    Parameters
    ----------
    rule : str
        The specification's name of the rule, such as ``cax-adc``.
    axioms : tuple of triples
        The axioms that forbid it.
    premises : tuple of triples
        The statements that contradict each other; inferred ones have proofs.
    message : str
        An explanation, if the rule is about values of literals; the text of the engine, if no rule of the table
        explains the inconsistency.
    """

    rule: str
    axioms: tuple[Triple, ...]
    premises: tuple[Triple, ...]
    message: str = ""
