"""The data of the edges of a graph: relation, dates, sources, proofs and conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import pyoxigraph as ox

from kg.analysis.views.attributes import Attributes
from kg.analysis.views.citations import citation_entries
from kg.analysis.views.conflict_index import ConflictIndex, index_conflicts
from kg.analysis.views.dates import interval_of, row_date, span_text
from kg.analysis.views.facts import facts_of, is_thing
from kg.analysis.views.rows import Edge, iri_of, statements_of
from kg.evidence.explanation import Explanation, axiom_text
from kg.evidence.leaves.citations import EVIDENCE, Citation
from kg.evidence.leaves.places import parts_of, places, written
from kg.evidence.why import why
from kg.rdf.model import Term, Triple
from kg.reason import CompiledRule, Proof
from kg.store.sentences import sentence
from kg.store.snapshot import Snapshot

#: Texts for two things with the same relation to a third thing.
_BOTH = {
    "kg:memberOf": "both members of", "kg:participatesIn": "both participants in", "kg:leads": "both leading",
    "kg:partnerIn": "both partners in", "kg:metUnder": "both met under", "kg:toMeetUnder": "both to meet under",
    "kg:worksThrough": "both work through", "kg:engagedThroughPart": "both engaged through a part of",
    "kg:partyTo": "both parties to", "kg:boundBy": "both bound by", "kg:takesPartIn": "met at",
}  # fmt: skip


#: The attributes of an edge, in their order, and those that are computed together.
EDGE = (
    "relation", "label", "via", "how", "when", "start", "end", "inferred", "sources", "passages", "proof", "proofs",
    "contested", "conflicts",
)  # fmt: skip
_WORDS, _GROUNDS, _CONFLICTS, _EVIDENCE, _TEXT = (
    ("label", "how", "when"),
    ("start", "end", "inferred", "sources"),
    ("contested", "conflicts"),
    ("passages", "proofs"),
    ("proof",),
)


@dataclass(frozen=True)
class Evidence:
    """What the edges of a view follow from: its conflicts, and the explanations that were asked for.

    Parameters
    ----------
    snapshot : Snapshot
    """

    snapshot: Snapshot
    # One statement, such as a membership, may support the edges to all other members.
    _explained: dict[Triple, Explanation] = field(default_factory=dict)

    @classmethod
    def known(cls, snapshot: Snapshot, index: ConflictIndex) -> Evidence:
        """Make one whose conflicts are known already."""
        evidence = cls(snapshot)
        evidence.__dict__["index"] = index
        return evidence

    @cached_property
    def index(self) -> ConflictIndex:
        """The conflicts."""
        return index_conflicts(self.snapshot)

    def reason(self, statement: Triple) -> Explanation:
        """Return the explanation of a statement."""
        if statement not in self._explained:
            self._explained[statement] = why(self.snapshot, *statement, contested=_Notes(self))
        return self._explained[statement]

    def entries(self, cited: Iterable[Citation]) -> list[dict[str, Any]]:
        """Return citations as `citation_entries` does."""
        found = []
        for citation in dict.fromkeys(cited):
            entry = self.snapshot.keep(("entry", citation), partial(_entry, citation))
            # A reader may change the entries of an edge without changing those of others.
            found.append(entry.copy())
        return found

    def proof(self, reason: Explanation, proof: Proof) -> dict[str, Any]:
        """Return a proof as nested steps: the statement, the rule, and the premises or passages of each."""
        cited, steps = reason.cited(proof), dict[int, dict[str, Any]]()
        for step in proof.bottom_up():
            text = self._sentence(step.triple)
            if step.rule is None:
                steps[id(step)] = {
                    "text": f"{text} ({EVIDENCE[reason.evidence(proof, step.triple)]})",
                    "contested": list(reason.contested.get(step.triple, ())),
                    "passages": self.entries(cited[step.triple]),
                }
            else:
                premises = [steps[id(premise)] for premise in step.premises]
                because = self._because(step.rule)
                steps[id(step)] = {"text": text, "rule": step.rule.name, "because": because, "premises": premises}
        return steps[id(proof)]

    def _sentence(self, statement: Triple) -> str:
        found: str = self.snapshot.keep(("sentence", statement), lambda: sentence(self.snapshot, statement))
        return found

    def _because(self, rule: CompiledRule) -> str:
        """Write the axiom of a rule, and where it is stated."""

        def because() -> tuple[CompiledRule, str]:
            parts = [part for axiom in rule.axioms for part in parts_of(self.snapshot, axiom)]
            where = written(place for found in places(self.snapshot, parts).values() for place in found)
            text = axiom_text(rule, self.snapshot)
            return rule, f"{text}: {where}" if where else text

        # A rule is compiled once, and many proofs use it. As long as it is kept, no other one has its id.
        found: tuple[CompiledRule, str] = self.snapshot.keep(("because", id(rule)), because)
        return found[1]


class _Notes(Mapping[Triple, tuple[str, ...]]):
    """The notes on statements that sources contest; all conflicts are found when the first note is read."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence

    def __getitem__(self, statement: Triple) -> tuple[str, ...]:
        return self._evidence.index.notes[statement]

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._evidence.index.notes)

    def __len__(self) -> int:
        return len(self._evidence.index.notes)


def _entry(citation: Citation) -> dict[str, Any]:
    return citation_entries((citation,))[0]


def edge_data(data: Attributes, row: dict[str, Term | None], edge: Edge, evidence: Evidence) -> None:
    """Say what the data of an edge are, as `kg.analysis.views.graph.view` describes them, or how they are computed.

    Parameters
    ----------
    data : Attributes
        The data, which are computed when they are read.
    row : dict of str to term or None
        A row of a view.
    edge : (str, str, str)
        The ends and the key of the edge.
    evidence : Evidence

    Examples
    --------
    >>> import kg
    >>> from kg.analysis.views.rows import edge_name, edge_rows
    >>> snapshot, data = kg.open().snapshot, Attributes()
    >>> row = edge_rows(snapshot, "affiliations")[0]
    >>> edge_data(data, row, edge_name(snapshot, row), Evidence(snapshot))
    >>> data["inferred"] in (True, False)
    True
    """
    via = row.get("via")
    data.later(
        {"relation": edge[2].partition(" ")[0], "via": iri_of(via) if via is not None else ""},
        (_WORDS, partial(_in_words, evidence.snapshot, row)),
        (_GROUNDS, partial(_grounds, row, evidence)),
        (_CONFLICTS, partial(_conflicts, row, evidence)),
        (_EVIDENCE, partial(_proofs, row, evidence)),
        (_TEXT, partial(_proof_text, row, evidence)),
        order=EDGE,
    )


def _in_words(snapshot: Snapshot, row: dict[str, Term | None]) -> dict[str, Any]:
    """Name the relation of an edge, and what it leads through."""
    via, predicates = row.get("via"), [statement[1] for statement in statements_of(row)]
    if via is None:
        return {"label": snapshot.label(predicates[0].value), "how": "", "when": None}
    return {
        "label": snapshot.label(iri_of(via)),
        "how": _how(snapshot, *predicates),
        "when": span_text(*interval_of(facts_of(snapshot, ox.NamedNode(iri_of(via))))),
    }


def _grounds(row: dict[str, Term | None], evidence: Evidence) -> dict[str, Any]:
    """Return the dates of an edge, and the sources that it follows from."""
    reasons = [evidence.reason(statement) for statement in statements_of(row)]
    undated = evidence.snapshot.manifest.undated
    involved = {term.value for leaf in _leaves(reasons) for term in leaf} if undated else set()
    return {
        "start": row_date(row, "start", "start_latest") or ("undated" if not involved.isdisjoint(undated) else None),
        "end": row_date(row, "end_earliest", "end"),
        "inferred": any(reason.inferred for reason in reasons),
        "sources": sorted({source for reason in reasons for source in reason.sources()}),
    }


def _conflicts(row: dict[str, Term | None], evidence: Evidence) -> dict[str, Any]:
    """Return the conflicts about an edge, for which all sources are read."""
    snapshot, index = evidence.snapshot, evidence.index
    leaves = _leaves(evidence.reason(statement) for statement in statements_of(row))
    involved = {term.value for leaf in leaves for term in leaf}
    found = index.of(leaves, (node for node in involved if node in index.on_node and not is_thing(snapshot, node)))
    return {"contested": bool(found), "conflicts": found}


def _leaves(reasons: Iterable[Explanation]) -> set[Triple]:
    return {leaf for reason in reasons if reason.proof for leaf in reason.proof.leaves()}


def _proofs(row: dict[str, Term | None], evidence: Evidence) -> dict[str, Any]:
    """Return the proofs of an edge as nested steps, and the passages that they end at."""
    reasons = [evidence.reason(statement) for statement in statements_of(row)]
    inferred = any(reason.inferred for reason in reasons)
    return {
        "passages": evidence.entries(c for reason in reasons for c in reason.citations()),
        "proofs": [evidence.proof(each, each.proof) for each in reasons if each.proof] if inferred else [],
    }


def _proof_text(row: dict[str, Term | None], evidence: Evidence) -> dict[str, Any]:
    """Write the proofs of an edge as text."""
    reasons = [evidence.reason(statement) for statement in statements_of(row)]
    return {"proof": "\n".join(map(str, reasons)) if any(reason.inferred for reason in reasons) else None}


def _how(snapshot: Snapshot, one: ox.NamedNode, other: ox.NamedNode) -> str:
    """Describe the relations by which two things are linked through a third: one phrase if both are the same."""
    if one == other:
        label = snapshot.label(one.value)
        return _BOTH.get(snapshot.compact(one.value), f"both: {label}")
    return f"{snapshot.label(one.value)} / {snapshot.label(other.value)}"
