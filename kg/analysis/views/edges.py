"""The data of the edges of a graph: relation, dates, sources, proofs and conflicts."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from kg.analysis.views.citations import citation_entries
from kg.analysis.views.conflict_index import ConflictIndex
from kg.analysis.views.dates import interval_of, row_date, span_text
from kg.analysis.views.facts import facts_of, is_thing
from kg.analysis.views.rows import iri_of, statements_of
from kg.evidence.explanation import Explanation
from kg.evidence.leaves.citations import EVIDENCE, Citation
from kg.evidence.leaves.places import Place, written
from kg.evidence.why import why
from kg.rdf.model import Term, Triple
from kg.store.snapshot import Snapshot

#: Texts for two things with the same relation to a third thing.
_BOTH = {
    "kg:memberOf": "both members of", "kg:participatesIn": "both participants in", "kg:leads": "both leading",
    "kg:partnerIn": "both partners in", "kg:metUnder": "both met under", "kg:toMeetUnder": "both to meet under",
    "kg:worksThrough": "both work through", "kg:engagedThroughPart": "both engaged through a part of",
    "kg:partyTo": "both parties to", "kg:boundBy": "both bound by", "kg:takesPartIn": "met at",
}  # fmt: skip


def edge_data(
    snapshot: Snapshot,
    row: dict[str, Term | None],
    index: ConflictIndex,
    explained: dict[Triple, Explanation],
) -> dict[str, Any]:
    """Return the data of an edge, as `kg.analysis.views.graph.view` describes it.

    Parameters
    ----------
    snapshot : Snapshot
    row : dict of str to term or None
        A row of a view.
    index : ConflictIndex
    explained : dict of triple to Explanation
        Cache of explanations; one statement, such as a membership, may support the edges to all other members.

    Examples
    --------
    >>> import kg
    >>> from kg.analysis.views.conflict_index import index_conflicts
    >>> from kg.analysis.views.rows import edge_rows
    >>> snapshot = kg.open().snapshot
    >>> row = edge_rows(snapshot, "affiliations")[0]
    >>> edge_data(snapshot, row, index_conflicts(snapshot), {})["inferred"] in (True, False)
    True
    """
    via = row.get("via")
    statements = statements_of(row)
    for statement in statements:
        if statement not in explained:
            explained[statement] = why(snapshot, *statement, contested=index.notes)
    reasons = [explained[statement] for statement in statements]
    cited = list(dict.fromkeys(c for reason in reasons for c in reason.citations()))
    leaves = {leaf for reason in reasons if reason.proof for leaf in reason.proof.leaves()}
    involved = {term.value for leaf in leaves for term in leaf}
    found = index.of(leaves, (node for node in involved if node in index.on_node and not is_thing(snapshot, node)))
    inferred = any(reason.inferred for reason in reasons)
    relation = snapshot.compact(statements[0][1].value)
    label = snapshot.label(statements[0][1].value)
    return {
        "relation": relation,
        "label": label if via is None else snapshot.label(iri_of(via)),
        "via": iri_of(via) if via is not None else "",
        "how": "" if via is None else _how(snapshot, *(statement[1] for statement in statements)),
        "when": None if via is None else span_text(*interval_of(facts_of(snapshot, ox.NamedNode(iri_of(via))))),
        "start": row_date(row, "start", "start_latest")
        or ("undated" if not involved.isdisjoint(snapshot.manifest.undated) else None),
        "end": row_date(row, "end_earliest", "end"),
        "inferred": inferred,
        "sources": sorted({citation.source for citation in cited}),
        "passages": citation_entries(cited),
        "proof": "\n".join(map(str, reasons)) if inferred else None,
        "proofs": [_proof(reason.as_dict()["proof"]) for reason in reasons] if inferred else [],
        "contested": bool(found),
        "conflicts": found,
    }


def _proof(step: dict[str, Any]) -> dict[str, Any]:
    """Return a proof as nested steps: the statement, the rule, and the premises or passages of each."""
    if step["rule"] is None:
        cited = (Citation(**citation) for citation in step["citations"])
        text = f"{step['text']} ({EVIDENCE[step['evidence']]})"
        return {"text": text, "contested": step["contested"], "passages": citation_entries(cited)}
    where = written(Place(**place) for axiom in step["axioms"] for place in axiom["stated_in"])
    because = f"{step['because']}: {where}" if where else step["because"]
    return {"text": step["text"], "rule": step["rule"], "because": because,
            "premises": [_proof(premise) for premise in step["premises"]]}  # fmt: skip


def _how(snapshot: Snapshot, one: ox.NamedNode, other: ox.NamedNode) -> str:
    """Describe the relations by which two things are linked through a third: one phrase if both are the same."""
    if one == other:
        label = snapshot.label(one.value)
        return _BOTH.get(snapshot.compact(one.value), f"both: {label}")
    return f"{snapshot.label(one.value)} / {snapshot.label(other.value)}"
