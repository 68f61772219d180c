"""Each shape is tested with data that conforms and with data that violates only this shape."""

from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Namespace, URIRef

from kg.check.preselection import Preselection
from kg.rdf.terms import KG, PREFIXES

ROOT = Path(__file__).parents[2]
SHAPE = Namespace("https://w3id.org/diplomatic-kg/shape/")
HEADER = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in PREFIXES.items())

COUNTRY = 'country:UZ a kg:Country ; skos:prefLabel "Uzbekistan"@en ; kg:alpha2 {} ; kg:alpha3 {} ; kg:numericCode {} .'
SOURCE = """
    source:a a kg:Source ; dcterms:title "A" ; dcterms:publisher organisation:b ;
        dcterms:issued "2024-11-16"^^xsd:date .
"""
DATED = 'event:a a kg:Event ; skos:prefLabel "A"@en ; '
DAY = 'kg:earliestDate "2024-11-13"^^xsd:date ; kg:latestDate "2024-11-13"^^xsd:date ; kg:datePrecision "day" .'
HASH = "0123456789abcdef" * 4
PASSAGE = "passage:a a kg:Passage ; kg:inSource source:a ; "
QUOTED = PASSAGE + f'oa:start 0 ; oa:end 64 ; kg:sha256 "{HASH}" ; kg:paragraph 1 ; kg:sentence 2 .'
PARTICIPATION = "participation:a a kg:Participation ; kg:atEvent event:a ; kg:participant official:a ."
TENURE = 'tenure:a a kg:Tenure ; skos:prefLabel "A"@en ; kg:heldBy official:a ; kg:ofPost post:a .'
MEMBERSHIP = "membership:a a kg:Membership ; kg:membershipOf country:UZ ; kg:asMemberIn framework:un ."
LISTING = "membership:a a kg:MemberList ; kg:listOf framework:un ; kg:completeFrom '1945-10-24'^^xsd:date ; "
LISTING += "kg:completeAsOf '2011-07-14'^^xsd:date ; kg:numberInAll 193 ."
COMMITMENT = 'commitment:a a kg:Pledge ; skos:prefLabel "A"@en ; '
REPORT = "status:a a kg:StatusReport ; kg:statusOf commitment:a ; kg:commitmentStatus kg:InProgress ; "
REPORT += 'kg:latestDate "2025-01-01"^^xsd:date ; kg:datePrecision "before" ; kg:passage passage:a .'
JUDGEMENT = """
    judgement:a a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource source:a ; kg:judgedNode event:a ;
        kg:ground "Another date is in the official text."@en ; dcterms:date "2026-11-22"^^xsd:date .
"""


def span(start, end, *others):
    """Return an event with a pair of dates."""
    return DATED + f'{start} "2024-09-01"^^xsd:date ; {end} "2024-09-30"^^xsd:date ; ' + " ; ".join(others) + " ."


GOOD = {
    "an event": DATED + DAY,
    "a source": SOURCE,
    "a source dated to the month": SOURCE.replace('"2024-11-16"^^xsd:date', '"2024-11"^^xsd:gYearMonth'),
    "a source dated to the year": SOURCE.replace('"2024-11-16"^^xsd:date', '"2024"^^xsd:gYear'),
    "a source whose date of issue is not known": SOURCE.replace("dcterms:issued", "kg:retrieved"),
    "a source that was read on the web": SOURCE.replace(
        "kg:Source ;", 'kg:Source ; kg:url "https://example.org" ; kg:retrieved "2026-11-22"^^xsd:date ;'
    ),
    "a document with a label only": 'source:a a kg:Document ; skos:prefLabel "A report"@en .',
    "a month": span("kg:earliestDate", "kg:latestDate", 'kg:datePrecision "month"'),
    "one end of a date": DATED + 'kg:latestDate "2024-09-30"^^xsd:date ; kg:datePrecision "before" .',
    "two sources that differ on a date": DATED
    + 'kg:earliestDate "2024-08-13"^^xsd:date , "2024-09-13"^^xsd:date ; '
    + 'kg:latestDate "2024-08-13"^^xsd:date , "2024-09-13"^^xsd:date ; kg:datePrecision "day" .',
    "a plan": span("kg:plannedEarliest", "kg:plannedLatest", 'kg:plannedPrecision "month"'),
    "a start": span("kg:startEarliest", "kg:startLatest", 'kg:startPrecision "month"'),
    "an end": span("kg:endEarliest", "kg:endLatest", 'kg:endPrecision "month"'),
    "a due date": span("kg:dueEarliest", "kg:dueLatest", 'kg:duePrecision "month"'),
    "an interval": span("kg:startLatest", "kg:endLatest", 'kg:startPrecision "day"', 'kg:endPrecision "day"'),
    "a list": LISTING,
    "an observation": DATED + 'kg:observedOn "2024-11-13"^^xsd:date .',
    "a passage of a text": QUOTED,
    "a passage without a text": PASSAGE + 'kg:gist "The ministers met."@en .',
    "a country": COUNTRY.format('"UZ"', '"UZB"', '"860"'),
    "a participation": PARTICIPATION,
    "a participation by an inverse property": "participation:a a kg:Participation ; kg:participant official:a . "
    "event:a kg:hasParticipation participation:a .",
    "a tenure": TENURE,
    "a tenure by an inverse property": TENURE.replace("kg:heldBy official:a", 'skos:note "n"')
    + " official:a kg:holdsTenure tenure:a .",
    "a membership": MEMBERSHIP,
    "a membership of no stated kind": MEMBERSHIP.replace("asMemberIn", "inFramework"),
    "two sources that differ on the framework": MEMBERSHIP.replace(
        "framework:un", "framework:un ; kg:asLeaderIn framework:sco"
    ),
    "a commitment made somewhere": COMMITMENT + "kg:madeAt event:a .",
    "a joint commitment": COMMITMENT + "kg:jointlyMadeAt event:a .",
    "a commitment that binds someone": COMMITMENT + "kg:binds country:UZ .",
    "a pledge": COMMITMENT + "kg:pledgedBy country:US .",
    "an amount": COMMITMENT + 'kg:madeAt event:a ; kg:amount 500000 ; kg:currency "USD" .',
    "a status report": REPORT,
    "a status report without a text": REPORT.replace("kg:passage passage:a", "dcterms:source <https://example.org/x>"),
    "a judgement on a node": JUDGEMENT,
    "a judgement on a triple": JUDGEMENT.replace(
        "kg:judgedNode event:a", "kg:judgedSubject event:a ; kg:judgedPredicate kg:place ; kg:judgedObject place:a"
    ),
    "an axiom with a passage": "[] a owl:Axiom ; owl:annotatedSource event:a ; owl:annotatedProperty kg:ordinal ; "
    "owl:annotatedTarget 1 ; kg:passage passage:a .",
}

DATE_PROPERTIES = {
    "earliestDate": "kg:earliestDate", "latestDate": "kg:latestDate",
    "plannedEarliest": "kg:plannedEarliest", "plannedLatest": "kg:plannedLatest", "startEarliest": "kg:startEarliest",
    "startLatest": "kg:startLatest", "endEarliest": "kg:endEarliest", "endLatest": "kg:endLatest",
    "dueEarliest": "kg:dueEarliest", "dueLatest": "kg:dueLatest", "observedOn": "kg:observedOn",
    "retrieved": "kg:retrieved", "issued": "dcterms:issued", "date": "dcterms:date",
}  # fmt: skip
PRECISE = (
    ' ; kg:datePrecision "day" ; kg:plannedPrecision "day" ; kg:startPrecision "day" ; kg:endPrecision "day"'
    ' ; kg:duePrecision "day" .'
)

BAD = [
    ("dayAlone", SOURCE.replace("-16", "-16Z")),
    ("dayAlone", SOURCE.replace('"2024-11-16"^^xsd:date', '"2024+05:00"^^xsd:gYear')),
    ("dayAlone", JUDGEMENT.replace("2026-11-22", "2026-11-22-05:00")),
    ("dayAlone", LISTING.replace("-14'", "-14Z'")),
    ("dayAlone", DATED + DAY.replace('-13"', '-13Z"')),
    ("name", "event:a a kg:Dialogue ; kg:ordinal 1 ."),
    ("name", 'official:a a kg:Official ; skos:prefLabel "王毅"@zh .'),
    ("name", 'framework:a a kg:DialogueSeries ; skos:prefLabel "no language" .'),
    ("oneName", 'place:a a kg:Place ; skos:prefLabel "Samarkand"@en , "Samarqand"@en .'),
    ("OneName", 'place:a a kg:Place ; skos:prefLabel "Samarkand"@en , "Samarqand" .'),
    ("NamedDocument", "source:a a kg:NewsReport ."),
    ("Source", SOURCE.replace("kg:Source ;", 'kg:Source ; kg:url "https://example.org" ;')),
    ("url", 'source:a a kg:Document ; dcterms:title "A" ; kg:url "javascript:alert(1)" .'),
    ("url", 'source:a a kg:Document ; dcterms:title "A" ; kg:url "https://example.org/a b" .'),
    ("sourceTitle", SOURCE.replace('dcterms:title "A"', 'skos:prefLabel "A"@en')),
    ("sourcePublisher", SOURCE.replace("dcterms:publisher", "dcterms:creator")),
    ("SourceDated", SOURCE.replace("dcterms:issued", "dcterms:date")),
    ("sourceIssued", SOURCE + 'source:a dcterms:issued "2024-11-17"^^xsd:date .'),
    *(
        (name, DATED + f'{term} "2024-11"^^xsd:gYearMonth' + PRECISE)
        for name, term in DATE_PROPERTIES.items()
        if name != "issued"
    ),
    ("issued", DATED + 'dcterms:issued "2024-11-16" .'),
    ("date", DATED + 'dcterms:date "2024-11-31"^^xsd:date .'),
    *(
        (f"{kind}Precision", good.replace(f"kg:{kind}Precision", "skos:note"))
        for kind, good in (
            ("date", GOOD["a month"]),
            ("planned", GOOD["a plan"]),
            ("start", GOOD["a start"]),
            ("end", GOOD["an end"]),
            ("due", GOOD["a due date"]),
        )
    ),
    ("datePrecision", GOOD["a month"].replace('"month"', '"week"')),
    ("plannedPrecision", GOOD["a plan"].replace('"month"', '"week"')),
    ("startPrecision", GOOD["a start"].replace('"month"', '"week"')),
    ("endPrecision", GOOD["an end"].replace('"month"', '"week"')),
    ("duePrecision", GOOD["a due date"].replace('"month"', '"week"')),
    ("Passage", PASSAGE + 'skos:note "nothing else" .'),
    ("Passage", PASSAGE + 'oa:start 0 ; oa:end 64 ; kg:gist "no hash" .'),
    ("passageSource", QUOTED.replace("kg:inSource source:a ;", "")),
    ("passageSource", QUOTED.replace("source:a", "source:a , source:b")),
    ("passageStart", QUOTED.replace("oa:start 0", "oa:start 64")),
    ("passageStart", QUOTED.replace("oa:start 0", "oa:start -1")),
    ("passageStart", QUOTED.replace("oa:start 0", "oa:start 0.5")),
    ("passageEnd", QUOTED.replace("oa:end 64", "oa:end 64.0")),
    ("passageHash", QUOTED.replace(HASH, HASH.upper())),
    ("passageHash", QUOTED.replace(HASH, HASH[1:])),
    ("passageParagraph", QUOTED.replace("kg:paragraph 1", "kg:paragraph 0")),
    ("passageSentence", QUOTED.replace("kg:sentence 2", "kg:sentence 0")),
    ("alpha2", COUNTRY.format('"uz"', '"UZB"', '"860"')),
    ("alpha3", COUNTRY.format('"UZ"', '"UZ"', '"860"')),
    ("numericCode", COUNTRY.format('"UZ"', '"UZB"', "860")),
    ("numericCode", COUNTRY.format('"UZ"', '"UZB"', '"8"')),
    ("participationEvent", PARTICIPATION.replace("kg:atEvent event:a ;", "")),
    ("participationEvent", PARTICIPATION.replace("event:a", "event:a , event:b")),
    ("participationOfficial", PARTICIPATION.replace("kg:participant", "kg:role")),
    ("participationOfficial", PARTICIPATION.replace("official:a", "official:a , official:b")),
    ("tenureOfficial", TENURE.replace("kg:heldBy official:a ;", "")),
    ("tenureOfficial", TENURE.replace("official:a", "official:a , official:b")),
    ("tenurePost", TENURE.replace("post:a", "post:a , post:b")),
    ("membershipParty", MEMBERSHIP.replace("kg:membershipOf country:UZ ;", "")),
    ("membershipFramework", MEMBERSHIP.replace("kg:asMemberIn framework:un", 'skos:note "n"')),
    ("listOf", LISTING.replace("kg:listOf framework:un ;", "")),
    ("listOf", LISTING.replace("framework:un", "framework:un , framework:sco")),
    ("completeFrom", LISTING.replace("'1945-10-24'^^xsd:date", "1945")),
    ("completeAsOf", LISTING.replace("'2011-07-14'^^xsd:date", "2011")),
    ("numberInAll", LISTING.replace("193", "-1")),
    ("commitmentAnchor", COMMITMENT + "kg:hasTopic topic:a ."),
    ("currency", COMMITMENT + "kg:madeAt event:a ; kg:amount 500000 ."),
    ("currency", GOOD["an amount"].replace('"USD"', '"$"')),
    ("amount", GOOD["an amount"].replace("500000", "-1")),
    ("amount", GOOD["an amount"].replace("500000", '"500,000"')),
    ("reportedCommitment", REPORT.replace("kg:statusOf commitment:a ;", "")),
    ("reportedCommitment", REPORT.replace("kg:statusOf commitment:a", "kg:statusOf commitment:a , commitment:b")),
    ("reportedStatus", REPORT.replace("kg:commitmentStatus kg:InProgress ;", "")),
    ("reportedStatus", REPORT.replace("kg:InProgress", "kg:InProgress , kg:Fulfilled")),
    ("reportedStatus", REPORT.replace("kg:InProgress", "kg:Planned")),
    ("reportDate", REPORT.replace("kg:latestDate", "kg:earliestDate")),
    ("reportSource", REPORT.replace("kg:passage passage:a", 'skos:note "n"')),
    ("Judgement", JUDGEMENT.replace("kg:judgedNode event:a ;", "")),
    ("Judgement", JUDGEMENT.replace("kg:judgedNode event:a", "kg:judgedSubject event:a ; kg:judgedObject place:a")),
    ("verdict", JUDGEMENT.replace("kg:verdict kg:Rejected ;", "")),
    ("verdict", JUDGEMENT.replace("kg:Rejected", "kg:Held")),
    ("judgedSource", JUDGEMENT.replace("kg:judgedSource source:a ;", "")),
    ("ground", JUDGEMENT.replace("kg:ground", "skos:note")),
    ("judgementDate", JUDGEMENT.replace("dcterms:date", "kg:observedOn")),
]


@pytest.fixture(scope="module")
def ontology():
    return Graph().parse(ROOT / "ontology" / "diplomacy.ttl")


@pytest.fixture(scope="module")
def shapes():
    return Graph().parse(ROOT / "ontology" / "shapes.ttl")


def renamed(data, number):
    """Return the triples of data, with a number in the names of all things; literals stay as they are written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        graph = Graph().parse(data=HEADER + data, format="turtle")

    def name(term):
        own = isinstance(term, URIRef) and term.startswith(PREFIXES["event"].removesuffix("event/")) and "#" not in term
        return URIRef(f"{term}-{number}") if own else term

    return [(name(s), p, name(o)) for s, p, o in graph]


def validate(graph, shapes):
    """Return the report of pyshacl."""
    _, report, text = pyshacl.validate(graph, shacl_graph=shapes, inference="none", advanced=False)
    assert isinstance(report, Graph), text
    return report


@pytest.fixture(scope="module")
def report(ontology, shapes):
    """Return all data as one graph, the data set of each thing, and the report of pyshacl: one run is much faster."""
    graph, data_of = Graph(), {}
    for number, data in enumerate([*GOOD.values(), *(data for _, data in BAD)]):
        for triple in renamed(data, number):
            graph.add(triple)
            data_of |= {term: data for term in triple[::2] if term.endswith(f"-{number}") or isinstance(term, BNode)}
    graph += ontology.triples((None, RDFS.subClassOf, None))
    return graph, data_of, validate(graph, shapes)


@pytest.fixture(scope="module")
def violated(report):
    """Return a function that gives the names of the shapes that a data set violates."""
    found = {}
    for focus, shape in report[2].query("SELECT ?focus ?shape { ?r sh:focusNode ?focus ; sh:sourceShape ?shape }"):
        found.setdefault(report[1][focus], set()).add(str(shape).removeprefix(SHAPE))
    return lambda data: found.get(data, set())


@pytest.mark.parametrize("data", GOOD.values(), ids=GOOD)
def test_good_data_violates_no_shape(violated, data):
    assert violated(data) == set()


@pytest.mark.parametrize(("shape", "data"), BAD, ids=[f"{shape}-{number}" for number, (shape, _) in enumerate(BAD)])
def test_bad_data_violates_exactly_its_shape(violated, shape, data):
    assert violated(data) == {shape}


def test_every_shape_has_data_that_violates_it(shapes):
    checking = set(shapes.subjects(RDF.type, SH.PropertyShape))
    checking |= {
        shape for shape in shapes.subjects(RDF.type, SH.NodeShape) if (shape, SH["or"] | SH.xone, None) in shapes
    }
    assert {str(shape).removeprefix(SHAPE) for shape in checking} == {shape for shape, _ in BAD}


def test_every_shape_has_a_message_and_a_severity(shapes):
    checking = set(shapes.subjects(RDF.type, SH.PropertyShape)) | {
        shape for shape in shapes.subjects(RDF.type, SH.NodeShape) if (shape, SH["or"] | SH.xone, None) in shapes
    }
    for shape in checking:
        messages = list(shapes.objects(shape, SH.message))
        assert len(messages) == 1, shape
        assert ":" in messages[0], shape
        assert messages[0].language == "en", shape
        assert shapes.value(shape, SH.severity) in (SH.Violation, SH.Warning), shape


def test_shapes_use_only_terms_of_the_ontology(shapes, ontology):
    used = {term for triple in shapes for term in triple if isinstance(term, URIRef) and term.startswith(KG)}
    assert {term for term in used if (term, RDF.type, None) not in ontology} == set()


def test_every_class_needs_names_or_is_listed_as_exempt(shapes, ontology):
    without_names = {
        "Participation",
        "Passage",
        "Membership",
        "Judgement",
        "Document",
        "StatusReport",
        "ExclusiveSlot",
        "Listing",
    }
    values = {"EventStatus", "Role", "Stance", "LegalStatus", "Verdict", "Undertaking", "CommitmentStatus"}
    named = set(shapes.objects(SHAPE.Named, SH.targetClass))
    for cls in ontology.subjects(RDF.type, OWL.Class):
        if not str(cls).startswith(KG) or str(cls).removeprefix(KG) in values:
            continue
        above = set(ontology.transitive_objects(cls, RDFS.subClassOf))
        equivalent = (cls, OWL.equivalentClass, None) in ontology
        exempt = {URIRef(KG + name) for name in without_names}
        assert equivalent or above & (named | exempt), cls


def test_the_countries_and_individuals_of_the_ontology_violate_no_shape(ontology, shapes):
    assert (URIRef(KG + "Held"), SKOS.prefLabel, None) not in ontology
    graph = Graph().parse(ROOT / "data" / "reference" / "vocabulary" / "countries.ttl")
    assert not list(validate(graph + ontology, shapes).subjects(RDF.type, SH.ValidationResult))


def test_only_nodes_that_conform_are_left_out(report, ontology, shapes):
    graph, _, found = report
    selection = Preselection(_plain(shapes), {str(pattern) for pattern in shapes.objects(None, SH.pattern)})
    nodes = selection.find(ox.Quad(*triple) for triple in _plain(graph))
    violating = set(found.objects(None, SH.focusNode))
    assert violating <= {URIRef(node.value) if isinstance(node, ox.NamedNode) else BNode(node.value) for node in nodes}
    assert len(nodes) < 1.2 * len(violating)


def _plain(graph):
    """Return the triples of a graph in the terms of pyoxigraph."""
    return [tuple(map(_term, triple)) for triple in graph]


def _term(term):
    if isinstance(term, URIRef):
        return ox.NamedNode(term)
    if isinstance(term, BNode):
        return ox.BlankNode(term)
    return ox.Literal(
        term, language=term.language, datatype=None if term.language else ox.NamedNode(term.datatype or XSD.string)
    )
