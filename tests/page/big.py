"""A large invented graph, in the form that views return, for the tests of large pages."""

import random

import networkx as nx

BASE = "https://example.org/kg/"
REGIONS = 12
"""States mostly meet within their own region, so that there are communities to find."""


def big(things=2500, seed=1):
    """Return a graph of so many things: states, officials, frameworks, sessions and commitments, in regions."""
    generator = random.Random(seed)
    graph = nx.MultiDiGraph(
        title="A large graph: invented", data_version="2026.1", licence="CC BY 4.0", slice=None,
        sources={BASE + "source/0": {"title": "An invented report", "publisher": "Nobody"}},
    )  # fmt: skip
    states = []
    for n in range(max(things // 60, 24)):
        place = ((n * 37) % 120 - 60, (n * 71) % 320 - 150)
        states.append(add(graph, f"state/{n}", "Country", f"State {n:03}", coordinates=place))
    regions = [states[n::REGIONS] for n in range(REGIONS)]
    frameworks = []
    for n in range(things // 25):
        region = generator.choice(regions)
        members = generator.sample(region, min(len(region), generator.randint(2, 6)))
        if generator.random() < 0.15:
            members.append(generator.choice(states))
        framework = add(graph, f"framework/{n}", "Framework", f"Framework {n} of {len(members)} states")
        frameworks.append((framework, members))
        for member in members:
            link(graph, member, framework, "member of")
    officials = {state: [] for state in states}
    while len(graph) < things:
        n = len(graph)
        if n % 5 == 0:
            state = generator.choice(states)
            official = add(graph, f"official/{n}", "Official", f"Official {n}")
            officials[state].append(official)
            link(graph, official, state, "acts for")
            continue
        framework, members = generator.choice(frameworks)
        session = add(
            graph, f"session/{n}", "Dialogue", f"Session {n} on trade and transport", start=f"20{n % 25:02}-03-05"
        )
        link(graph, session, framework, "session of")
        for member in members:
            link(graph, member, session, "took part in", inferred=n % 7 == 0)
            if officials[member]:
                link(graph, generator.choice(officials[member]), session, "attended")
        for extra in range(generator.randint(0, 3)):
            if len(graph) < things:
                commitment = add(
                    graph, f"commitment/{n}-{extra}", "Commitment", f"Commitment {n}.{extra} on water and energy"
                )
                link(graph, commitment, session, "made at")
                link(graph, generator.choice(members), commitment, "promised", contested=n % 50 == 1)
    return graph


def add(graph, name, kind, label, **attributes):
    graph.add_node(BASE + name, label=label, kind=kind, curie=f"kg:{name}", facts=[], **attributes)
    return BASE + name


def link(graph, start, end, label, **attributes):
    passage = {"source": BASE + "source/0", "paragraph": len(graph) % 90, "gist": f"The text says: {label}."}
    relation = "kg:" + label.replace(" ", "")
    graph.add_edge(start, end, key=relation, relation=relation, label=label, sources=[BASE + "source/0"],
                   passages=[passage], **attributes)  # fmt: skip
