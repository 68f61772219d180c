"""Exclusive properties are read from ontologies; their paths are followed through asserted triples."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.errors import ProjectError
from kg.evidence.exclusive import Assertions, exclusive_properties
from kg.project.paths import shipped_root
from kg.rdf import terms
from kg.rdf.model import plain
from kg.rdf.numbers import canonical
from kg.reason.profile.violations import violations
from kg.store.snapshot import Snapshot

SnapshotOf = Callable[..., Snapshot]
MY = "https://example.org/desk/"
NOTHING = "my:x a kg:Event ."


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(MY + name)


def steps(*names: str) -> tuple[tuple[tuple[ox.NamedNode, bool], ...], ...]:
    """Write a path of properties; a caret before a property inverts it."""
    return (tuple((ox.NamedNode(terms.KG + name.lstrip("^")), name.startswith("^")) for name in names),)


def reached(assertions: Assertions, start: str, *names: str, graph: str | None = None) -> set[str]:
    values = assertions.values(node(start), steps(*names), ox.NamedNode(graph) if graph else None)
    return {terms.local_name(value.value) for value in values}


def test_shipped_exclusive_properties_have_labels_and_definitions(snapshot_of: SnapshotOf) -> None:
    snapshot = snapshot_of(NOTHING)
    text = (shipped_root() / "ontology" / "slots.ttl").read_text(encoding="utf-8")
    found = exclusive_properties(snapshot)
    assert len(found) == text.count("a kg:ExclusiveSlot") > 10
    assert text.count("skos:definition") == len(found)
    for exclusive in found:
        assert exclusive.label != snapshot.compact(exclusive.iri)
        assert (exclusive.value is None) == (exclusive.days is not None)


def test_exclusive_properties_keep_the_ontology_in_owl_2_rl() -> None:
    files = [shipped_root() / "ontology" / f"{name}.ttl" for name in ("diplomacy", "slots")]
    parsed = (ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True) for file in files)
    assert violations([plain(quad) for quads in parsed for quad in quads]) == ()


def test_an_exclusive_property_of_the_project_is_read(snapshot_of: SnapshotOf) -> None:
    own = 'my:colour a kg:ExclusiveSlot ; rdfs:label "colour"@en ; kg:slotClass kg:Place ; kg:slotValue kg:about .'
    (exclusive,) = [
        exclusive
        for exclusive in exclusive_properties(snapshot_of(NOTHING, ontology=own))
        if exclusive.iri.startswith(MY)
    ]
    assert (exclusive.name, exclusive.label, exclusive.key, exclusive.value) == (
        "colour",
        "colour",
        (((),),),
        steps("about"),
    )


def test_paths_are_read_as_shacl_writes_them(snapshot_of: SnapshotOf) -> None:
    own = """my:own-slot a kg:ExclusiveSlot ; kg:slotClass kg:Tenure ;
        kg:slotCondition [ sh:path ( kg:ofPost kg:rank ) ; sh:in ( 1 2.0 ) ] ;
        kg:slotKey ( () [ sh:alternativePath ( kg:heldBy [ sh:inversePath kg:holdsTenure ] ) ] ) ;
        kg:slotValue ( kg:ofPost [ sh:alternativePath ( kg:postOf kg:rank ) ] ) ."""
    (exclusive,) = [
        exclusive
        for exclusive in exclusive_properties(snapshot_of(NOTHING, ontology=own))
        if exclusive.iri.startswith(MY)
    ]
    assert exclusive.key == (((),), steps("heldBy") + steps("^holdsTenure"))
    assert exclusive.value == steps("ofPost", "postOf") + steps("ofPost", "rank")
    ((path, allowed),) = exclusive.conditions
    assert path == steps("ofPost", "rank")
    assert {term.value for term in allowed} == {"1", "2"}


BAD = {
    "no class": ("kg:slotValue kg:about", "needs kg:slotClass"),
    "no value": ("kg:slotClass kg:Place", "needs one kg:slotValue, or"),
    "two values": ("kg:slotClass kg:Place ; kg:slotValue kg:about , kg:concerns", "needs one kg:slotValue, or"),
    "value and days": (
        "kg:slotClass kg:Place ; kg:slotValue kg:about ; kg:slotEarliest kg:earliestDate ; kg:slotLatest kg:latestDate",
        "needs one kg:slotValue, or",
    ),
    "one day": ("kg:slotClass kg:Place ; kg:slotEarliest kg:earliestDate", "one kg:slotEarliest and one kg:slotLatest"),
    "lasting days": (
        "kg:slotClass kg:Place ; kg:slotEarliest kg:earliestDate ; kg:slotLatest kg:latestDate ; kg:slotLasting true",
        "kg:slotLasting is only for answers that are things",
    ),
    "two keys": ("kg:slotClass kg:Place ; kg:slotValue kg:about ; kg:slotKey ( kg:about ) , ( () )", "be one list of"),
    "key is no list": ("kg:slotClass kg:Place ; kg:slotValue kg:about ; kg:slotKey kg:about", "must be lists"),
    "a list in a circle": (
        "kg:slotClass kg:Place ; kg:slotValue _:l . _:l "
        f"<{terms.RDF}first> kg:about ; <{terms.RDF}rest> _:l", "must not contain itself",
    ),
    "a path in itself": (
        "kg:slotClass kg:Place ; kg:slotValue _:p . _:p sh:alternativePath ( kg:about _:p )",
        "a path must not contain itself",
    ),
    "a deep path": (
        "kg:slotClass kg:Place ; kg:slotValue " + "( " * 30 + "kg:about" + " )" * 30, "nested 20 times at most",
    ),
    "many alternatives": (
        "kg:slotClass kg:Place ; kg:slotValue ( " + "[ sh:alternativePath ( kg:about kg:concerns ) ] " * 12 + ")",
        "1000 alternatives at most",
    ),
    "text as path": ('kg:slotClass kg:Place ; kg:slotValue "kg:about"', "a path must be a property"),
    "condition without values": (
        "kg:slotClass kg:Place ; kg:slotValue kg:about ; kg:slotCondition [ sh:path kg:role ]",
        "kg:slotCondition needs one sh:path and one sh:in",
    ),
    "inverse of a path": (
        "kg:slotClass kg:Place ; kg:slotValue [ sh:inversePath ( kg:about ) ]", "sh:inversePath must be one property",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_an_invalid_exclusive_property_is_named_with_its_error(snapshot_of: SnapshotOf, case: str) -> None:
    text, message = BAD[case]
    with pytest.raises(ProjectError, match=r"^my:bad: ") as caught:
        exclusive_properties(snapshot_of(NOTHING, ontology=f"my:bad a kg:ExclusiveSlot ; {text} ."))
    assert message in str(caught.value)
    assert "ontology/slots.ttl" in str(caught.value)


def test_the_first_step_is_read_in_one_graph_and_the_others_in_all(snapshot_of: SnapshotOf) -> None:
    assertions = Assertions(
        snapshot_of(
            "my:t kg:ofPost my:p .", "my:p kg:postOf country:FR . my:t kg:ofPost my:q . my:q kg:postOf country:JP ."
        )
    )
    assert reached(assertions, "t", "ofPost", "postOf", graph=MY + "s1") == {"FR"}
    assert reached(assertions, "t", "ofPost", "postOf", graph=MY + "s2") == {"JP"}
    assert reached(assertions, "t", "ofPost", "postOf") == {"FR", "JP"}


def test_the_triples_of_the_first_step_are_those_of_the_source(snapshot_of: SnapshotOf) -> None:
    assertions = Assertions(snapshot_of("my:t kg:ofPost my:p .", "my:p kg:postOf country:FR ."))
    found = assertions.values(node("t"), steps("ofPost", "postOf"), node("s1"))
    assert list(found.values()) == [{(node("t"), ox.NamedNode(terms.KG + "ofPost"), node("p"))}]


def test_subproperties_and_inverses_are_the_same_statement(snapshot_of: SnapshotOf) -> None:
    assertions = Assertions(snapshot_of("my:m kg:asMemberIn my:f . country:FR kg:hasMembership my:m ."))
    assert reached(assertions, "m", "inFramework") == {"f"}
    assert reached(assertions, "m", "membershipOf") == {"FR"}
    assert reached(assertions, "f", "^inFramework") == {"m"}


def test_the_empty_path_leads_to_the_node_itself(snapshot_of: SnapshotOf) -> None:
    assert Assertions(snapshot_of(NOTHING)).values(node("x"), ((),), node("s1")) == {node("x"): set()}


def test_inferred_triples_are_not_assertions(snapshot_of: SnapshotOf) -> None:
    snapshot = snapshot_of(
        "my:n kg:atEvent my:e ; kg:inCapacityOf my:t . my:t kg:ofPost my:p . my:p kg:postOf country:FR ."
    )
    assert snapshot.is_inferred(
        (node("n"), ox.NamedNode(terms.KG + "onBehalfOf"), ox.NamedNode(terms.BASE + "country/FR"))
    )
    assert reached(Assertions(snapshot), "n", "onBehalfOf") == set()


def test_a_replaced_thing_stands_for_its_replacement(snapshot_of: SnapshotOf) -> None:
    assertions = Assertions(
        snapshot_of(
            "my:m kg:inFramework my:old .",
            "my:old a kg:Framework ; dcterms:isReplacedBy my:newer . my:newer dcterms:isReplacedBy my:new .",
        )
    )
    assert reached(assertions, "m", "inFramework") == {"new"}


def test_a_cycle_of_replacements_ends(snapshot_of: SnapshotOf) -> None:
    assertions = Assertions(
        snapshot_of("my:m kg:inFramework my:a . my:a dcterms:isReplacedBy my:b . my:b dcterms:isReplacedBy my:a .")
    )
    assert len(reached(assertions, "m", "inFramework")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a kg:Signing", True), ("kg:place my:here", True), ("a kg:Post", False), ("kg:gist 'It was.'", False)],
    ids=["subclass", "domain", "other class", "no class"],
)
def test_a_class_is_asserted_or_follows_from_a_domain(snapshot_of: SnapshotOf, text: str, expected: bool) -> None:
    assert Assertions(snapshot_of(f"my:x {text} .")).is_a(node("x"), [ox.NamedNode(terms.KG + "Event")]) is expected


def test_numbers_compare_by_value_and_texts_as_written() -> None:
    xsd = terms.XSD
    numbers = [
        ox.Literal("2", datatype=ox.NamedNode(xsd + "integer")),
        ox.Literal("2.00", datatype=ox.NamedNode(xsd + "decimal")),
    ]
    assert canonical(numbers[0]) == canonical(numbers[1])
    assert canonical(ox.Literal("2")) != canonical(numbers[0])
    assert canonical(ox.Literal("x", datatype=ox.NamedNode(xsd + "integer"))).value == "x"
