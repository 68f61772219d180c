"""A synthetic diplomatic graph of any size, always the same for the same size and seed.

Written to a file by ``python benchmarks/diplomatic.py 100000 out.nt``.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

BASE = "https://example.org/diplomacy/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"

SUBCLASSES = {
    "Person": "Agent", "Official": "Person", "Diplomat": "Official", "Ambassador": "Diplomat", "Envoy": "Diplomat",
    "Minister": "Official", "HeadOfState": "Official", "Organisation": "Agent", "State": "Organisation",
    "Framework": "Organisation", "Dialogue": "Event", "Summit": "Dialogue", "Round": "Dialogue", "Region": "Place",
}  # fmt: skip
SUBPROPERTIES = {
    "chairs": "attends", "attends": "involvedIn", "hosts": "involvedIn", "metAt": "involvedIn",
    "memberOf": "partOf", "alliedWith": "hasRelationsWith",
}  # fmt: skip
INVERSES = {"attendedBy": "attends", "representedBy": "represents", "hostedBy": "hosts", "hasMember": "memberOf"}
SYMMETRIC = ("alliedWith", "hasRelationsWith")
SIGNATURES = {
    "represents": ("Official", "State"), "attends": ("Agent", "Dialogue"), "hosts": ("State", "Dialogue"),
    "memberOf": ("State", "Framework"), "hasRelationsWith": ("State", "State"), "accreditedTo": ("Diplomat", "State"),
}  # fmt: skip
RANKS = ("Ambassador", "Envoy", "Minister", "HeadOfState", "Official")


def iri(name: str) -> str:
    """Write an IRI of the graph."""
    return f"<{BASE}{name}>"


def schema() -> Iterator[str]:
    """Yield the axioms."""
    kind, sub = f"<{RDF}type>", f"<{RDFS}subClassOf>"
    for name, above in SUBCLASSES.items():
        yield f"{iri(name)} {kind} <{OWL}Class>"
        yield f"{iri(name)} {sub} {iri(above)}"
    for name, above in SUBPROPERTIES.items():
        yield f"{iri(name)} <{RDFS}subPropertyOf> {iri(above)}"
    for name, other in INVERSES.items():
        yield f"{iri(name)} <{OWL}inverseOf> {iri(other)}"
    for name in SYMMETRIC:
        yield f"{iri(name)} {kind} <{OWL}SymmetricProperty>"
    for name, (domain, range_) in SIGNATURES.items():
        yield f"{iri(name)} {kind} <{OWL}ObjectProperty>"
        yield f"{iri(name)} <{RDFS}domain> {iri(domain)}"
        yield f"{iri(name)} <{RDFS}range> {iri(range_)}"
    yield f"{iri('partOf')} {kind} <{OWL}TransitiveProperty>"
    yield f"{iri('Person')} <{OWL}disjointWith> {iri('Organisation')}"
    # A state met at what the official who represents it attended.
    yield f"{iri('metAt')} <{OWL}propertyChainAxiom> _:chain1"
    yield f"_:chain1 <{RDF}first> {iri('representedBy')}"
    yield f"_:chain1 <{RDF}rest> _:chain2"
    yield f"_:chain2 <{RDF}first> {iri('attends')}"
    yield f"_:chain2 <{RDF}rest> <{RDF}nil>"


def people(size: int, rnd: random.Random) -> Iterator[str]:
    """Yield states, frameworks, officials and dialogues."""
    kind, label = f"<{RDF}type>", f"<{RDFS}label>"
    states, frameworks = (20, 6) if size < 2000 else (200, 30)
    for n in range(1, frameworks):
        yield f"{iri(f'framework{n}')} {iri('partOf')} {iri(f'framework{(n - 1) // 2}')}"
    for n in range(states):
        yield f"{iri(f'state{n}')} {kind} {iri('State')}"
        yield f"{iri(f'state{n}')} {iri('memberOf')} {iri(f'framework{rnd.randrange(frameworks)}')}"
        for _ in range(3):
            other = (n + rnd.randrange(1, states)) % states
            yield f"{iri(f'state{n}')} {iri(rnd.choice(SYMMETRIC))} {iri(f'state{other}')}"
    for n in range(officials(size)):
        rank = rnd.choice(RANKS)
        yield f"{iri(f'official{n}')} {kind} {iri(rank)}"
        yield f"{iri(f'official{n}')} {iri('represents')} {iri(f'state{rnd.randrange(states)}')}"
        yield f'{iri(f"official{n}")} {label} "Official {n}"'
        if rank == "Ambassador":
            yield f"{iri(f'official{n}')} {iri('accreditedTo')} {iri(f'state{rnd.randrange(states)}')}"
        if n % 100 == 7:
            yield f"{iri(f'alias{n}')} <{OWL}sameAs> {iri(f'official{n}')}"
    for n in range(dialogues(size)):
        yield f"{iri(f'dialogue{n}')} {kind} {iri(rnd.choice(('Summit', 'Round', 'Dialogue')))}"
        yield f"{iri(f'state{rnd.randrange(states)}')} {iri('hosts')} {iri(f'dialogue{n}')}"
        yield f"{iri(f'official{rnd.randrange(officials(size))}')} {iri('chairs')} {iri(f'dialogue{n}')}"


def officials(size: int) -> int:
    """Return how many officials a graph of a size has."""
    return max(15, size // 13)


def dialogues(size: int) -> int:
    """Return how many dialogues a graph of a size has."""
    return max(5, size // 18)


def triples(size: int, seed: int = 7) -> Iterator[str]:
    """Yield a graph of about a size, as lines of N-Triples without their full stops."""
    rnd = random.Random(seed)
    seen = set()
    for line in (*schema(), *people(size, rnd)):
        if line not in seen:
            seen.add(line)
            yield line
    while len(seen) < size:
        official = iri(f"official{rnd.randrange(officials(size))}")
        dialogue = iri(f"dialogue{rnd.randrange(dialogues(size))}")
        back = rnd.random() < 0.5
        line = f"{dialogue} {iri('attendedBy')} {official}" if back else f"{official} {iri('attends')} {dialogue}"
        if line not in seen:
            seen.add(line)
            yield line


def write(size: int, path: Path) -> None:
    """Write a graph of about a size as N-Triples."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line} .\n" for line in triples(size))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
