"""OWL 2 RL over triples, with a proof for each conclusion; usable without the rest of kg.

Imports: errors, rdf, project.
Offers: `materialise` for builds, `close` for any RDF, proofs, entailment, the OWL 2 RL profile.

`close` draws all conclusions; its result explains them, finds inconsistencies, and exports triples. Its page in
the documentation shows how to use it without the rest of kg.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.reason.inconsistency import Inconsistency
from kg.reason.materialise import Engine, Inferences, engine_name, materialise
from kg.reason.proofs.proof import Proof, Refutation
from kg.reason.rules.compiling import CompiledRule, compile_rules
from kg.reason.rules.table import Rule, table

if TYPE_CHECKING:
    from kg.reason.conclusions import Conclusions, close
    from kg.reason.entail import Entailment, entails
    from kg.reason.handover.rdflib_store import ClosureStore
    from kg.reason.readers.encoded import Encoded
    from kg.reason.readers.sources import read

__all__ = [
    "ClosureStore",
    "CompiledRule",
    "Conclusions",
    "Encoded",
    "Engine",
    "Entailment",
    "Inconsistency",
    "Inferences",
    "Proof",
    "Refutation",
    "Rule",
    "close",
    "compile_rules",
    "engine_name",
    "entails",
    "materialise",
    "read",
    "table",
]

#: Imported on first use, so that numpy and rdflib are loaded only if they are needed.
_LATE = {
    "ClosureStore": "handover.rdflib_store",
    "Conclusions": "conclusions",
    "Encoded": "readers.encoded",
    "Entailment": "entail",
    "close": "conclusions",
    "entails": "entail",
    "read": "readers.sources",
}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(import_module(f"kg.reason.{_LATE[name]}"), name)
    raise AttributeError(f"module 'kg.reason' has no attribute {name!r}")
