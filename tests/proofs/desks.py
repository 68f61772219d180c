"""Writes desks to check proofs on: small projects with every kind of axiom, and sources about the same things."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

BASE = "https://desks.example/"
PREFIXES = "".join(
    f"@prefix {prefix}: <{iri}> .\n"
    for prefix, iri in {
        "kg": "https://w3id.org/diplomatic-kg/ontology#",
        "country": "https://w3id.org/diplomatic-kg/country/",
        "dcterms": "http://purl.org/dc/terms/",
        "oa": "http://www.w3.org/ns/oa#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "my": BASE,
    }.items()
)
RELATIONS = ("knows", "meets", "hosts", "isHostedBy", "borders", "isIn", "reports")
ONTOLOGY = """
my:desk-ontology a owl:Ontology .

my:reports a owl:ObjectProperty ; rdfs:subPropertyOf my:meets ; rdfs:domain my:Reporter ; rdfs:range my:Reader .
my:meets a owl:ObjectProperty ; rdfs:subPropertyOf my:knows .
my:knows a owl:ObjectProperty ; rdfs:domain my:Actor .
my:hosts a owl:ObjectProperty ; owl:inverseOf my:isHostedBy .
my:isHostedBy a owl:ObjectProperty .
my:borders a owl:ObjectProperty , owl:SymmetricProperty .
my:isIn a owl:ObjectProperty , owl:TransitiveProperty ; owl:equivalentProperty my:isPartOf .
my:isPartOf a owl:ObjectProperty .
my:reaches a owl:ObjectProperty ; owl:propertyChainAxiom ( my:knows
    my:isIn my:borders ) .
my:leads a owl:ObjectProperty , owl:InverseFunctionalProperty ; rdfs:range my:Body .
my:hasSeat a owl:ObjectProperty , owl:FunctionalProperty ; owl:inverseOf my:isSeatOf .
my:isSeatOf a owl:ObjectProperty .
my:code a owl:DatatypeProperty .
my:year a owl:DatatypeProperty .

my:Reporter a owl:Class ; rdfs:subClassOf my:Speaker .
my:Speaker a owl:Class ; rdfs:subClassOf my:Actor .
my:Actor a owl:Class ; owl:equivalentClass my:Agent .
my:Agent a owl:Class .
my:Reader a owl:Class .
my:Body a owl:Class ; owl:hasKey ( my:code my:year ) ; rdfs:subClassOf
    [ a owl:Restriction ; owl:onProperty my:isIn ; owl:allValuesFrom my:Region ] ,
    [ a owl:Restriction ; owl:onProperty my:isHostedBy ; owl:maxCardinality "1"^^xsd:nonNegativeInteger ] .
my:Region a owl:Class .
my:Hub a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( my:Region
    [ a owl:Restriction ; owl:onProperty my:borders ; owl:hasValue my:t1 ]
    [ a owl:Restriction ; owl:onProperty my:borders ; owl:someValuesFrom my:Region ] ) ] .
my:Either a owl:Class ; owl:unionOf ( my:Reader my:Body ) .
my:Founder a owl:Class ; owl:oneOf ( my:t1 my:t2 ) ; rdfs:subClassOf
    [ a owl:Restriction ; owl:onProperty my:knows ; owl:hasValue my:t3 ] .
my:Linked a owl:Class ; owl:equivalentClass
    [ a owl:Restriction ; owl:onProperty my:leads ; owl:someValuesFrom owl:Thing ] .

my:Retreat a owl:Class ; rdfs:subClassOf kg:Meeting .
my:QuietRetreat a owl:Class ; rdfs:subClassOf my:Retreat .
"""


def write_desk(folder: Path, seed: int) -> Path:
    """Write a desk: an ontology of its own, a vocabulary, sources that share things, judgements and some texts."""
    rnd = random.Random(seed)
    things = [f"my:t{n}" for n in range(1, rnd.randint(7, 11))]
    facts = _facts(rnd, things)
    names = [f"s{n}" for n in range(1, rnd.randint(4, 6))]
    files = {"ontology/own.ttl": PREFIXES + ONTOLOGY}
    files["kg.toml"] = f'title = "Desk {seed}"\nbase = "{BASE}"\ntexts = "texts"\nbackground = false\n'
    files["data/reference/vocabulary/bodies.ttl"] = PREFIXES + (
        'my:bodies a kg:Source , kg:ReferenceData ; dcterms:title "Bodies"@en . my:desk a kg:Organisation .\n'
        + "".join(f'my:f{n} a kg:MultilateralPlatform ; skos:prefLabel "Body {n}"@en .\n' for n in (1, 2, 3))
    )
    files["data/sources/same.ttl"] = PREFIXES + (
        'my:same a kg:Source , kg:NewsReport ; dcterms:title "What is the same"@en .\n' + _merging(rnd)
    )
    said: dict[str, list[str]] = {}
    for name in names:
        said[name] = sorted(rnd.sample(facts, rnd.randint(len(facts) // 3, len(facts) // 2))) + _diplomacy(rnd)
        # Of half of the sources the text is there, always of the first.
        there = name == "s1" or rnd.random() < 0.5
        text = "".join(f"{statement} was reported by {name}.\n" for statement in said[name]) if there else ""
        files[f"data/sources/{name}.ttl"] = PREFIXES + _source(rnd, name, said[name], text)
        if text:
            files[f"texts/{name}.txt"] = text if rnd.random() < 0.7 else text.replace("was", "is")
    files["data/judgements.ttl"] = PREFIXES + _judgements(rnd, said)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    return folder


def _facts(rnd: random.Random, things: list[str]) -> list[str]:
    """Make statements about things, each as subject, predicate and object in Turtle."""
    facts = {f"{s} my:{rnd.choice(RELATIONS)} {o}" for s in things for o in rnd.sample(things, 3) if s != o}
    # Things that are the same by what their own file states.
    facts |= {f"{rnd.choice(things)} my:{rnd.choice(RELATIONS)} my:u{n}" for n in range(1, 7)}
    facts |= {f"{rnd.choice(things)} a my:{kind}" for kind in ("Region", "Region", "Body", "Body", "Reader", "Actor")}
    return sorted(facts)


def _merging(rnd: random.Random) -> str:
    """Introduce things, some of which are the same by what this file states; a file may say so of its own things."""
    own = [f"my:u{n}" for n in range(1, 7)]
    facts = [f"{thing} a my:Body" for thing in own]
    relations = ("leads", "leads", "hasSeat", "isSeatOf", "isHostedBy", "isIn", "borders")
    facts += [f"{rnd.choice(own)} my:{relation} {rnd.choice(own)}" for relation in relations]
    for thing, code in zip(rnd.sample(own, 3), ("1", '"01"^^xsd:integer', "2"), strict=True):
        facts += [f"{thing} my:code {code}", f'{thing} my:year "2020"']
    if rnd.random() < 0.5:
        facts.append("{} owl:sameAs {}".format(*rnd.sample(own, 2)))
    return "".join(f"{fact} .\n" for fact in facts)


def _diplomacy(rnd: random.Random) -> list[str]:
    """Make statements in the terms of kg: of memberships and meetings that several sources describe differently."""
    found = []
    for n in rnd.sample(range(1, 4), 2):
        found += [f"my:m{n} a kg:Membership", f"my:m{n} kg:membershipOf country:FR"]
        found.append(f"my:m{n} kg:{rnd.choice(('asMemberIn', 'asParticipantIn'))} my:f{rnd.randint(1, 3)}")
    for n in rnd.sample(range(1, 4), 2):
        found += [
            f"my:e{n} a {rnd.choice(('my:QuietRetreat', 'kg:Dialogue', 'kg:Summit'))}",
            f"my:e{n} kg:eventStatus kg:Held",
        ]
        found += [f"my:e{n} kg:hasParty country:{code}" for code in rnd.sample(("FR", "DE", "JP"), 2)]
        if rnd.random() < 0.7:
            found.append(f"my:e{n} kg:heldSessionOf my:f{rnd.randint(1, 3)}")
    return sorted(set(found))


def _source(rnd: random.Random, name: str, said: list[str], text: str) -> str:
    """Write a source: some passages are on a thing, some on exactly one statement, some statements have none."""
    lines = [f'my:{name} a kg:Source , kg:NewsReport ; dcterms:title "{name}"@en .\n']
    passages: dict[str, str] = {}

    def passage(statement: str) -> str:
        start = text.find(statement)
        if statement in passages:
            return passages[statement]
        node = passages[statement] = f"<{BASE}p/{name}/{len(passages)}>"
        place = ""
        if start >= 0:
            end = start + len(statement)
            digest = hashlib.sha256(text[start:end].encode()).hexdigest()
            place = f' ; oa:start {start} ; oa:end {end} ; kg:sha256 "{digest}"'
        gist = statement.replace('"', "'")
        lines.append(f'{node} a kg:Passage ; kg:inSource my:{name} ; kg:gist "{gist}"@en{place} .\n')
        return node

    for subject in dict.fromkeys(statement.split()[0] for statement in said):
        about = [statement for statement in said if statement.split()[0] == subject]
        pairs = [statement.partition(" ")[2] for statement in about]
        if rnd.random() < 0.6:
            pairs += [f"kg:passage {passage(statement)}" for statement in rnd.sample(about, min(len(about), 2))]
        lines.append(f"{subject} " + " ;\n    ".join(pairs) + " .\n")
        for statement in about:
            if rnd.random() < 0.25:
                _, predicate, obj = statement.split(" ", 2)
                predicate = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" if predicate == "a" else predicate
                lines.append(
                    f"[] a owl:Axiom ; owl:annotatedSource {subject} ; owl:annotatedProperty {predicate} ;\n"
                    f"    owl:annotatedTarget {obj} ; kg:passage {passage(statement)} .\n"
                )
    return "".join(lines)


def _judgements(rnd: random.Random, said: dict[str, list[str]]) -> str:
    lines = ['my:judgements a kg:Source , kg:ReferenceData ; dcterms:title "Judgements"@en .\n']
    for n, (name, statements) in enumerate(sorted(said.items())):
        s, p, o = rnd.choice([s for s in statements if " a " not in s]).split(" ", 2)
        what = rnd.choice(
            (f"kg:judgedNode {s}", f"kg:judgedSubject {s} ; kg:judgedPredicate {p} ; kg:judgedObject {o}")
        )
        lines.append(
            f"my:j{n} a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource my:{name} ; {what} ;\n"
            f'    kg:ground "It is wrong."@en ; dcterms:date "2025-01-0{n + 1}"^^xsd:date ;\n'
            f"    kg:evidence my:{rnd.choice(sorted(said))} ; dcterms:creator my:desk .\n"
        )
    return "".join(lines)
