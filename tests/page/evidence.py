"""An invented graph with a conflict and with inferred relations, in the form that views return."""
# ruff: noqa: E501

import networkx as nx

SOURCES = {
    "urn:s1": {"title": "First report", "publisher": "Agency One", "issued": "2024-03-06", "url": "https://example.org/1",
              "licence": "CC0-1.0"},
    "urn:s2": {"title": "Second report", "publisher": "Agency Two", "issued": "2024-03-07", "url": "https://example.org/2"},
    "urn:s3": {"title": "Third report", "publisher": "Agency Three", "issued": "2024-03-08", "url": None},
}  # fmt: skip


def passage(source: str, gist: str) -> dict[str, object]:
    return {"source": source, "paragraph": 2, "sentence": 1, "start": 10, "end": 40, "gist": gist, "url": None}


def evidence() -> nx.MultiDiGraph:
    """Return two countries that met in a session of a dialogue; sources disagree on its date."""
    graph = nx.MultiDiGraph(
        title="Evidence: a small graph", data_version="7", licence="CC-BY-4.0", sources=SOURCES,
        conflicts=[
            {
                "question": "date of an event", "about": "The session", "status": "open",
                "sides": [
                    {
                        "answer": "2024-03-05", "independent": 1, "verdict": "preferred",
                        "judgements": [{"verdict": "preferred", "ground": "Two say so.", "date": "2026-01-02"}],
                        "sources": ["urn:s1", "urn:s2"],
                        "passages": [passage("urn:s1", "On the fifth they met."), passage("urn:s2", "They met on 5 March.")],
                    },
                    {
                        "answer": "2024-03-04", "independent": 1, "verdict": "rejected",
                        "judgements": [{"verdict": "rejected", "ground": "A slip of the pen.", "date": "2026-01-03"}],
                        "sources": ["urn:s3"], "passages": [passage("urn:s3", "They met on the fourth.")],
                    },
                ],
            }
        ],
    )  # fmt: skip
    for node, label, kind in (
        ("urn:a", "Aland", "Country"), ("urn:b", "Bland", "Country"), ("urn:m", "The session", "Event"),
        ("urn:f", "The dialogue", "Framework"), ("urn:o", "Ann Official", "Official"), ("urn:x", "Cutoff", "Country"),
    ):  # fmt: skip
        graph.add_node(node, label=label, kind=kind, passages=[passage("urn:s1", f"It names {label}.")])
    graph.nodes["urn:m"].update(contested=True, conflicts=[0], start="2024-03-05", end="2024-03-05", status="held")
    leaf = {
        "text": "The session — has party → Aland",
        "contested": [],
        "passages": [passage("urn:s1", "Aland was there.")],
    }
    step = {"text": "The session — held session of → The dialogue", "contested": ["date (open)"], "passages": []}
    proof = {
        "text": "Aland — met under → The dialogue", "rule": "prp-spo2", "because": "“party to” and “session of” together",
        "premises": [leaf, {"text": "it is held", "rule": "cls-int1", "because": "it was", "premises": [step]}],
    }  # fmt: skip
    edges = [
        ("urn:m", "urn:a", "kg:hasParty", "has party", {}), ("urn:m", "urn:b", "kg:hasParty", "has party", {}),
        ("urn:m", "urn:f", "kg:heldSessionOf", "held session of", {"contested": True, "conflicts": [0]}),
        ("urn:a", "urn:f", "kg:metUnder", "met under", {"inferred": True, "proof": "text", "proofs": [proof]}),
        ("urn:b", "urn:f", "kg:metUnder", "met under", {"inferred": True, "proof": "text", "proofs": [proof]}),
        ("urn:o", "urn:a", "kg:actsFor", "acts for", {}),
    ]  # fmt: skip
    for start, end, relation, label, more in edges:
        graph.add_edge(start, end, key=relation, relation=relation, label=label, **{
            "sources": ["urn:s1"], "passages": [passage("urn:s1", f"The text says: {label}.")], **more})  # fmt: skip
    return graph


def timed() -> nx.MultiDiGraph:
    """Return the same graph with the periods of valid time and knowledge time of its things and relations."""
    graph = evidence()
    graph.graph["timed"] = True
    session, known = [["2024-03-05", None]], [["2024-03-06", None]]
    graph.nodes["urn:m"].update(held=session, known=known)
    graph.nodes["urn:b"].update(held=[["2020-01-01", "2021-12-31"], ["2024-03-05", None]], known=known)
    for start, end, key in graph.edges(keys=True):
        if "urn:o" not in (start, end):
            graph.edges[start, end, key].update(held=session, known=known)
    graph.edges["urn:o", "urn:a", "kg:actsFor"].update(held=[["2022-01-01", "2023-06-30"]])
    return graph
