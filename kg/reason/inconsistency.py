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
        The statements that contradict each other; inferred ones can be asked for a proof.
    message : str
        What is wrong, in words, where the rule looks inside literals; the engine's words where no rule of the
        table explains the inconsistency.
    """

    rule: str
    axioms: tuple[Triple, ...]
    premises: tuple[Triple, ...]
    message: str = ""
