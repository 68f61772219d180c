"""The ontology is in OWL 2 RL, describes every term, and gives the intended conclusions."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.analysis.views.dates import DATE_PAIRS
from kg.analysis.views.facts import KINDS
from kg.project import paths
from kg.rdf import terms
from kg.rdf.model import Triple, plain
from kg.reason import materialise
from kg.reason.profile.violations import violations

PATH = paths.shipped_root() / "ontology" / "diplomacy.ttl"
ONTOLOGY = [plain(quad) for quad in ox.parse(PATH.read_bytes(), format=ox.RdfFormat.TURTLE)]
PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in terms.PREFIXES.items())
PREFIXES += "@prefix : <urn:t:> .\n"
OWN = sorted({s.value for s, _, _ in ONTOLOGY if isinstance(s, ox.NamedNode) and s.value.startswith(terms.KG)})


def node(curie: str) -> ox.NamedNode:
    return ox.NamedNode(terms.expand(curie) or curie)


def objects(subject: object, predicate: str) -> list[object]:
    return [o for s, p, o in ONTOLOGY if s == subject and p == node(predicate)]


def subjects(predicate: str, obj: str | None = None) -> list[object]:
    return [s for s, p, o in ONTOLOGY if p == node(predicate) and (obj is None or o == node(obj))]


def typed(*classes: str) -> set[str]:
    return {s.value for cls in classes for s in subjects("rdf:type", cls) if isinstance(s, ox.NamedNode)}


# ---- OWL 2 RL


def test_the_ontology_is_in_owl_2_rl_and_in_owl_2_dl() -> None:
    assert violations(ONTOLOGY) == ()


def test_every_domain_and_range_is_declared() -> None:
    classes, datatypes = typed("owl:Class"), typed("owl:DatatypeProperty")
    for predicate in ("rdfs:domain", "rdfs:range", "rdfs:subClassOf", "owl:disjointWith"):
        for s, p, o in ONTOLOGY:
            if p == node(predicate) and isinstance(s, ox.NamedNode) and isinstance(o, ox.NamedNode):
                is_datatype = predicate == "rdfs:range" and s.value in datatypes
                assert o.value.startswith(terms.XSD) if is_datatype else o.value in classes, (s, p, o)


def test_annotation_properties_have_no_axioms() -> None:
    annotations = typed("owl:AnnotationProperty")
    axioms = {terms.RDFS + "domain", terms.RDFS + "range", terms.RDFS + "subPropertyOf", terms.OWL + "inverseOf",
              terms.OWL + "propertyChainAxiom"}  # fmt: skip
    assert not [s for s, p, o in ONTOLOGY if p.value in axioms and {s.value, o.value} & annotations]  # type: ignore[union-attr]


def test_no_property_is_functional() -> None:
    assert typed("owl:FunctionalProperty", "owl:InverseFunctionalProperty") == set()


def test_the_only_keys_are_country_codes_and_urls() -> None:
    lists = [o for s in subjects("owl:hasKey") for o in objects(s, "owl:hasKey")]
    members = {m.value for cell in lists for m in objects(cell, "rdf:first")}  # type: ignore[attr-defined]
    assert members == {f"{terms.KG}alpha3", f"{terms.KG}url"}


# ---- Every term described


@pytest.mark.parametrize("iri", OWN, ids=terms.local_name)
def test_a_term_is_declared_and_labelled(iri: str) -> None:
    term = ox.NamedNode(iri)
    assert objects(term, "rdf:type")
    labels = objects(term, "rdfs:label")
    assert [getattr(label, "language", None) for label in labels] == ["en"]


@pytest.mark.parametrize(
    "iri", sorted(iri for iri in typed("owl:Class") if iri.startswith(terms.KG)), ids=terms.local_name
)
def test_a_class_is_defined(iri: str) -> None:
    assert len(objects(ox.NamedNode(iri), "skos:definition")) == 1


@pytest.mark.parametrize("name", ["Country", "Official", "Dialogue", "Framework", "Commitment"])
def test_the_five_main_classes_exist(name: str) -> None:
    assert f"{terms.KG}{name}" in typed("owl:Class")


def test_the_ontology_has_a_version_iri_that_fits_its_version() -> None:
    (iri,) = objects(ox.NamedNode(terms.ONTOLOGY), "owl:versionIRI")
    (version,) = objects(ox.NamedNode(terms.ONTOLOGY), "owl:versionInfo")
    assert iri == ox.NamedNode(f"{terms.ONTOLOGY}/{version.value}")  # type: ignore[attr-defined]


# ---- Names in the code

PACKAGE = Path(kg.__file__).parent


def names_in_code() -> set[tuple[str, str]]:
    """Collect the terms in the code, written as f"{terms.KG}name", terms.KG + "name" or kg:name."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        # Examples in docstrings may use unknown terms.
        text = re.sub(r"(?m)^ *>>>.*\n(?: +\S.*\n)*", "", path.read_text(encoding="utf-8"))
        # Before a brace there is only the start of a name.
        found |= {(path.name, m) for m in re.findall(r"\{terms\.KG\}(\w+)\"(?!\))", text)}
        found |= {(path.name, m) for m in re.findall(r"terms\.KG \+ \"(\w+)\"", text)}
        found |= {(path.name, m) for m in re.findall(r"[\"'{ (]kg:(\w+)", text)}
    return found


@pytest.mark.parametrize(("module", "name"), sorted(names_in_code()))
def test_the_code_uses_only_terms_of_the_ontology(module: str, name: str) -> None:
    assert f"{terms.KG}{name}" in OWN


def test_the_kinds_of_views_are_classes() -> None:
    assert {f"{terms.KG}{kind}" for kind in KINDS} <= typed("owl:Class")


def test_the_dates_of_views_are_properties() -> None:
    names = {name for pair in DATE_PAIRS for name in pair}
    assert {f"{terms.KG}{name}" for name in names} <= typed("owl:DatatypeProperty")


# ---- Conclusions


def conclusions(data: str) -> set[Triple]:
    given = {plain(quad) for quad in ox.parse(PREFIXES + data, format=ox.RdfFormat.TURTLE)}
    inferences = materialise(given | set(ONTOLOGY))
    assert inferences.inconsistencies == ()
    return set(inferences.triples)


def follows(statement: str, data: str) -> bool:
    (triple,) = (plain(quad) for quad in ox.parse(PREFIXES + statement, format=ox.RdfFormat.TURTLE))
    return triple in conclusions(data)


TENURE = ":t kg:heldBy :o ; kg:ofPost :p . :p kg:postOf country:UZ . "
SESSION = TENURE + ":n kg:atEvent :e ; kg:inCapacityOf :t ; kg:participant :o . :e kg:heldSessionOf :f . "
MEMBER = ":m kg:membershipOf country:UZ ; kg:asMemberIn :part . :part kg:subFrameworkOf :whole . "
JOINT = ":c kg:jointlyMadeAt :e . :e kg:hasParty country:UZ , country:US ; kg:sessionOf :f . "
PLEDGE = ":c a kg:Pledge ; kg:madeAt :e ; kg:pledgedBy country:US . :e kg:hasParty country:UZ , country:US . "
FRAMEWORKS = ":f1 kg:elevatedTo :f2 . :f2 kg:elevatedTo :f3 . "
CONCLUSIONS = {
    "an official acts for a country": (":o kg:actsFor country:UZ .", TENURE),
    "an official takes part in a session": (":o kg:takesPartIn :e .", SESSION),
    "a country is party to a session": ("country:UZ kg:partyTo :e .", SESSION),
    "a session has the party": (":e kg:hasParty country:UZ .", SESSION),
    "a party to a held session met under the framework": ("country:UZ kg:metUnder :f .", SESSION),
    "a party to a held session is engaged in the framework": ("country:UZ kg:engagedIn :f .", SESSION),
    "a party to a held session is linked through the framework": ("country:UZ kg:linkedThrough :f .", SESSION),
    "a member is engaged": ("country:UZ kg:engagedIn :part .", MEMBER),
    "a member of a part is engaged in the whole": ("country:UZ kg:engagedIn :whole .", MEMBER),
    "a participant is engaged": ("country:UZ kg:engagedIn :f .",
                                 ":m kg:membershipOf country:UZ ; kg:asParticipantIn :f ."),
    "a leader is engaged": ("country:UZ kg:leads :f .", ":m kg:membershipOf country:UZ ; kg:asLeaderIn :f ."),
    "an expected party is to meet": ("country:UZ kg:toMeetUnder :f .",
                                     ":e kg:expectedParty country:UZ ; kg:plannedSessionOf :f ."),
    "a party bound to cooperate works through": ("country:UZ kg:worksThrough :f .", JOINT + ":c kg:cooperatesIn :f ."),
    "a joint commitment binds one party": (":c kg:binds country:UZ .", JOINT),
    "a joint commitment binds the other": (":c kg:binds country:US .", JOINT),
    "a pledge binds the pledger": (":c kg:binds country:US .", PLEDGE),
    "a commitment made at a session is under its framework": (":c kg:underFramework :f .", JOINT),
    "a commitment made at a held session is under its framework": (":c kg:underFramework :f .",
                                                        ":c kg:madeAt :e . :e kg:heldSessionOf :f ."),
    "an elevated framework is succeeded by the new one": (":f2 kg:succeeds :f1 .", FRAMEWORKS),
    "predecessors are transitive": (":f3 kg:hasPredecessor :f1 .", FRAMEWORKS),
    "a part of a part is within the whole": (":a kg:withinFramework :c .",
                                     ":a kg:subFrameworkOf :b . :b kg:subFrameworkOf :c ."),
    "an event with the status held is a held event": (":e a kg:HeldEvent .",
                                                      ":e a kg:Dialogue ; kg:eventStatus kg:Held ."),
    "a planned event": (":e a kg:PlannedEvent .", ":e a kg:Dialogue ; kg:eventStatus kg:Planned ."),
    "a held event has the status": (":e kg:eventStatus kg:Held .", ":e a kg:HeldEvent ."),
    "a partner of a partnership": ("country:UZ kg:partnerIn :f .", ":f kg:hasPartner country:UZ ."),
}  # fmt: skip

NOT_CONCLUDED = {
    "membership of the whole from membership of a part": ("country:UZ kg:memberOf :whole .", MEMBER),
    "membership from having met": ("country:UZ kg:memberOf :f .", SESSION),
    "having met from a planned session": ("country:UZ kg:metUnder :f .",
                                          ":e kg:expectedParty country:UZ ; kg:plannedSessionOf :f ."),
    "engagement from a planned session": ("country:UZ kg:engagedIn :f .",
                                          ":e kg:expectedParty country:UZ ; kg:plannedSessionOf :f ."),
    "attending a session from being expected": (":e kg:hasParty country:UZ .", ":e kg:expectedParty country:UZ ."),
    "engagement from working through": ("country:UZ kg:engagedIn :f .", JOINT + ":c kg:cooperatesIn :f ."),
    "that a pledge binds the other party": (":c kg:binds country:UZ .", PLEDGE),
    "that an addressee is bound": (":c kg:binds country:UZ .",
                                   ":c kg:addressedTo country:UZ ; kg:pledgedBy country:US ."),
    "a direct succession over two steps": (":f3 kg:succeeds :f1 .", FRAMEWORKS),
    "a succession the other way": (":f1 kg:succeeds :f2 .", FRAMEWORKS),
    "a held event from a planned one": (":e a kg:HeldEvent .", ":e a kg:Dialogue ; kg:eventStatus kg:Planned ."),
    "that a part contains the whole": (":c kg:withinFramework :a .",
                                       ":a kg:withinFramework :b . :b kg:withinFramework :c ."),
    "anything about a judged node": (":e a kg:Event .", ":j a kg:Judgement ; kg:judgedNode :e ; kg:verdict kg:Open ."),
}  # fmt: skip


@pytest.mark.parametrize("case", CONCLUSIONS)
def test_a_conclusion_is_inferred(case: str) -> None:
    assert follows(*CONCLUSIONS[case])


@pytest.mark.parametrize("case", NOT_CONCLUDED)
def test_a_wrong_conclusion_is_not_inferred(case: str) -> None:
    assert not follows(*NOT_CONCLUDED[case])


@pytest.mark.parametrize(
    "data",
    [
        ":x a kg:Country , kg:Official .",
        ":x a kg:Grant , kg:JointCommitment .",
        ":x a kg:Position , kg:Commitment .",
        ":a kg:succeeds :b . :b kg:succeeds :a .",
    ],
)
def test_an_impossible_combination_is_an_inconsistency(data: str) -> None:
    given = {plain(quad) for quad in ox.parse(PREFIXES + data, format=ox.RdfFormat.TURTLE)}
    assert materialise(given | set(ONTOLOGY)).inconsistencies


def test_an_international_organisation_is_a_framework_and_a_party() -> None:
    found = conclusions(":un a kg:InternationalOrganisation .")
    assert {o.value for s, _, o in found if s.value == "urn:t:un"} >= {  # type: ignore[union-attr]
        f"{terms.KG}{name}" for name in ("Framework", "Organisation", "Party")
    }


def test_two_countries_with_one_code_are_the_same() -> None:
    data = ':a a kg:Country ; kg:alpha3 "UZB" . :b a kg:Country ; kg:alpha3 "UZB" .'
    assert follows(":a owl:sameAs :b .", data)


def test_two_holders_of_one_post_are_not_the_same() -> None:
    data = TENURE + ":t2 kg:heldBy :o2 ; kg:ofPost :p ."
    assert not [t for t in conclusions(data) if t[1].value == f"{terms.OWL}sameAs"]
