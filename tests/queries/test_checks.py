"""Every check reports its bad example with file and line, and does not report the good one.

All bad examples are in one project and all good ones in another, so that only two graphs are built. Each example has
its own files and names. ``#!`` marks the line of the finding.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import kg
from kg.check.places import Places
from kg.check.queries import query_findings
from kg.errors import Finding, sort_findings
from kg.graph import KnowledgeGraph
from kg.project.create import init_project
from kg.project.paths import shipped_root
from kg.sparql.library import library
from kg.sparql.parameters import run_query
from kg.sparql.results import Result

TODAY = datetime.date(2026, 11, 22)
CHECKS = library([shipped_root() / "queries" / "checks"])
NAMES = tuple(CHECKS)

HEAD = """\
@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix country: <https://w3id.org/diplomatic-kg/country/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix my: <https://example.org/desk/{name}/> .
my:s{number} a kg:Source {kind}; dcterms:title "An example"@en .
"""


def day(text: str) -> str:
    return f'kg:earliestDate "{text}"^^xsd:date ; kg:latestDate "{text}"^^xsd:date ; kg:datePrecision "day"'


def plan(text: str) -> str:
    return f'kg:plannedEarliest "{text}"^^xsd:date ; kg:plannedLatest "{text}"^^xsd:date ; kg:plannedPrecision "day"'


def at(official: str, mark: str = "") -> str:
    return f"""
my:at-{official} a kg:Participation ; {mark}
    kg:atEvent my:round ; kg:participant my:{official} ; kg:role kg:Lead ; kg:inCapacityOf my:tenure-{official} ;
    kg:passage my:p .
my:tenure-{official} a kg:Tenure ; kg:heldBy my:{official} ; kg:ofPost my:post ; kg:passage my:p .
my:{official} a kg:Official . my:p a kg:Passage .
"""


POST = "my:post a kg:Post ; kg:postOf country:FR .\n"
P = 'my:p a kg:Passage ; kg:gist "It says so."@en .\n'
SERIES = P + "my:series a kg:DialogueSeries .\n"
TENURE = """
my:tenure-minister kg:startEarliest "2020-01-01"^^xsd:date ; kg:startLatest "2020-12-31"^^xsd:date ;
    kg:endEarliest "2023-05-01"^^xsd:date ; kg:endLatest "2023-05-31"^^xsd:date .
"""

#: For each check, files with the fault.
BAD: Mapping[str, tuple[str, ...]] = {
    "outside-tenure": (
        POST + TENURE + at("minister", "#!") + f"my:round a kg:Event ; {day('2023-06-01')} ; kg:passage my:p .",
    ),
    "plan-past-its-date": (
        SERIES
        + f"""my:round a kg:Dialogue ; kg:eventStatus kg:Planned ; kg:plannedSessionOf my:series ; #!
        {plan("2026-11-21")} ; kg:passage my:p .""",
    ),
    "undescribed": (P + "my:round a kg:Event ; kg:passage my:p ;\n    kg:hasTopic my:typo . #!",),
    "without-passage": ("my:round a kg:Summit . #!",),
    "planned-and-held": (P + "my:round a kg:Event ; kg:passage my:p ; kg:eventStatus kg:Planned , kg:Held . #!",),
    "status-contradicts-session": (
        SERIES
        + """my:round a kg:Dialogue ; kg:passage my:p ; #!
        kg:heldSessionOf my:series ; kg:eventStatus kg:Planned .""",
    ),
    "party-of-a-plan": (
        P + "my:round a kg:Event ; kg:passage my:p ; kg:eventStatus kg:Planned ; kg:hasParty country:FR . #!",
    ),
    "date-of-a-plan": (
        P + "my:h a kg:Place .\nmy:round a kg:Event ; kg:passage my:p ; kg:eventStatus kg:Planned ; kg:place my:h . #!",
    ),
    "dates-upside-down": (
        P
        + """my:round a kg:Event ; kg:passage my:p ; kg:earliestDate "2025-02-01"^^xsd:date ; #!
    kg:latestDate "2025-01-31"^^xsd:date ; kg:datePrecision "month" .
my:post a kg:Post . my:who a kg:Official .
my:tenure a kg:Tenure ; kg:heldBy my:who ; kg:ofPost my:post ; kg:passage my:p ; #!
    kg:startEarliest "2024-01-01"^^xsd:date ; kg:startLatest "2024-01-01"^^xsd:date ;
    kg:endEarliest "2023-12-31"^^xsd:date ; kg:endLatest "2023-12-31"^^xsd:date .""",
    ),
    "ordinal-repeated": (
        SERIES
        + """my:one a kg:Dialogue ; kg:passage my:p ; kg:ordinal 1 ; kg:sessionOf my:series .
my:two a kg:Dialogue ; kg:passage my:p ; kg:ordinal 1 ; kg:sessionOf my:series . #!""",
    ),
    "joint-but-pledged": (P + "my:promise a kg:JointCommitment ; kg:passage my:p ; kg:pledgedBy country:FR . #!",),
    "superseded-by-nothing": (
        P
        + f"""my:promise a kg:Commitment ; kg:binds country:FR ; kg:passage my:p . #!
my:report a kg:StatusReport ; kg:statusOf my:promise ; kg:commitmentStatus kg:Superseded ; {day("2025-01-01")} ;
    kg:passage my:p .""",
    ),
    "fulfilled-by-nothing": (
        P
        + f"""my:promise a kg:Commitment ; kg:binds country:FR ; kg:passage my:p . #!
my:report a kg:StatusReport ; kg:statusOf my:promise ; kg:commitmentStatus kg:Fulfilled ; {day("2025-01-01")} ;
    kg:passage my:p .""",
    ),
    "fulfilled-without-report": (
        P
        + f"""my:promise a kg:Commitment ; kg:binds country:FR ; kg:passage my:p . #!
my:deed a kg:Event ; kg:fulfils my:promise ; {day("2025-01-01")} ; kg:passage my:p .""",
    ),
    "annotation-of-nothing": (
        P
        + """my:round a kg:Event ; kg:passage my:p ; kg:ordinal 1 . #!
[] a owl:Axiom ; owl:annotatedSource my:round ; owl:annotatedProperty kg:ordinal ; owl:annotatedTarget 2 ;
    kg:passage my:p .""",
    ),
    "day-of-issue-not-known": (
        """my:report a kg:Document ; dcterms:issued "2024-04-30"^^xsd:date ; #!
    skos:note "The day is not known; the last day of the month is given."@en .""",
        """my:review a kg:Document ; dcterms:issued "2024-12-31"^^xsd:date ; #!
    skos:note "Only the year is known; the last day of that year stands for it."@en .""",
    ),
    "unused-passage": ('my:p a kg:Passage ; kg:gist "Nobody needs it."@en . #!',),
    "judgement-of-nothing": (
        P + "my:round a kg:Event ; kg:passage my:p ; kg:ordinal 1 .",
        """REFERENCE my:j a kg:Judgement ; #!
    kg:verdict kg:Rejected ; kg:judgedSource my:s1 ; kg:judgedNode my:nobody .
my:also a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource my:s1 ; #!
    kg:judgedSubject my:round ; kg:judgedPredicate kg:ordinal ; kg:judgedObject 2 .""",
    ),
    "judgement-of-no-source": (
        """my:j a kg:Judgement ; #!
    kg:verdict kg:Rejected ; kg:judgedSource my:s9 ; kg:judgedNode my:nobody .""",
    ),
    "judgement-of-judgement": (
        P + "my:round a kg:Event ; kg:passage my:p .",
        """REFERENCE my:first a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource my:s1 ; kg:judgedNode my:round .
my:second a kg:Judgement ; #!
    kg:verdict kg:Rejected ; kg:judgedSource my:s2 ; kg:judgedNode my:first .
my:third a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource my:s2 ; #!
    kg:judgedSubject my:first ; kg:judgedPredicate kg:verdict ; kg:judgedObject kg:Rejected .""",
    ),
    "derivation-circle": (
        """my:one a kg:Document ; prov:wasDerivedFrom my:two . #!
my:itself a kg:Document ; prov:wasDerivedFrom my:itself . #!""",
        "my:two a kg:Document ; prov:hadPrimarySource my:three . #!",
        "my:three a kg:Document ; prov:wasDerivedFrom my:one . #!",
    ),
    "claims-on-one-node": (
        P
        + """my:in a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:one ; #!
    kg:asParticipantIn my:two ; kg:passage my:p .
my:one a kg:Framework . my:two a kg:Framework .""",
    ),
    "ends-from-two-sources": (
        P
        + """my:in a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:one ; kg:passage my:p . #!
my:one a kg:Framework . my:two a kg:Framework .""",
        P + "my:in a kg:Membership ; kg:membershipOf country:DE ; kg:asMemberIn my:two ; kg:passage my:p . #!",
    ),
}

#: For each check, similar files without the fault.
GOOD: Mapping[str, tuple[str, ...]] = {
    # The last possible day of the tenure.
    "outside-tenure": (
        POST + TENURE + at("minister") + f"my:round a kg:Event ; {day('2023-05-31')} ; kg:passage my:p .",
    ),
    # Due today; held according to another source; no report found according to another source.
    "plan-past-its-date": (
        SERIES
        + f"""my:today a kg:Dialogue ; kg:eventStatus kg:Planned ; {plan("2026-11-22")} ; kg:passage my:p .
my:done a kg:Dialogue ; kg:eventStatus kg:Planned ; {plan("2025-01-01")} ; kg:passage my:p .
my:sought a kg:Dialogue ; kg:eventStatus kg:Planned ; {plan("2025-01-01")} ; kg:passage my:p .""",
        "my:done kg:eventStatus kg:Held . my:sought kg:eventStatus kg:NoReportFound .",
    ),
    # The month is given; a day that is known; a note about another day.
    "day-of-issue-not-known": (
        """my:s1 dcterms:issued "2024-04"^^xsd:gYearMonth ; skos:note "The last day of the month is given."@en .""",
        """my:s2 dcterms:issued "2024-04-30"^^xsd:date ; skos:note "It stands for peace on the last day."@en .""",
    ),
    # Planned for a day by one source, held according to another.
    "date-of-a-plan": (
        P + f"my:round a kg:Event ; kg:passage my:p ; kg:eventStatus kg:Planned ; {plan('2025-01-01')} .",
        P + f"my:round a kg:Event ; kg:passage my:p ; kg:eventStatus kg:Held ; {day('2025-01-02')} .",
    ),
    # One day; two sources that disagree, each with valid dates.
    "dates-upside-down": (
        P
        + """my:round a kg:Event ; kg:passage my:p ; kg:earliestDate "2024-08-13"^^xsd:date ;
    kg:latestDate "2024-08-13"^^xsd:date ; kg:datePrecision "day" .""",
        P
        + """my:round kg:earliestDate "2024-08-13"^^xsd:date ; kg:latestDate "2024-08-13"^^xsd:date .
my:plan a kg:Commitment ; kg:madeAt my:round ; kg:passage my:p ;
    kg:dueEarliest "2025-01-01"^^xsd:date ; kg:dueLatest "2025-12-31"^^xsd:date ; kg:duePrecision "year" .""",
    ),
    # Described in another file; URLs outside the graph.
    "undescribed": (
        P
        + """my:round a kg:Event ; kg:passage my:p ; kg:hasTopic my:topic ; skos:exactMatch <https://example.org/x> ;
    dcterms:source <https://example.org/page> .""",
        "my:topic a kg:Topic .",
    ),
    # A passage on a triple with the node as subject or object; reference data, which needs no passage.
    "without-passage": (
        P
        + """my:one a kg:Event ; kg:ordinal 1 . my:two a kg:Event . my:promise a kg:Commitment ; kg:madeAt my:two .
[] a owl:Axiom ; owl:annotatedSource my:one ; owl:annotatedProperty kg:ordinal ; owl:annotatedTarget 1 ;
    kg:passage my:p .
[] a owl:Axiom ; owl:annotatedSource my:promise ; owl:annotatedProperty kg:madeAt ; owl:annotatedTarget my:two ;
    kg:passage my:p .""",
        "REFERENCE my:unquoted a kg:Membership .",
    ),
    "planned-and-held": (
        P + "my:round a kg:Event ; kg:passage my:p ; kg:eventStatus kg:Planned .",
        P + "my:round a kg:Event ; kg:passage my:p ; kg:eventStatus kg:Held .",
    ),
    "status-contradicts-session": (
        SERIES
        + """my:one a kg:Dialogue ; kg:passage my:p ; kg:heldSessionOf my:series ; kg:eventStatus kg:Held .
my:two a kg:Dialogue ; kg:passage my:p ; kg:plannedSessionOf my:series ; kg:eventStatus kg:Planned .""",
    ),
    "party-of-a-plan": (
        P
        + """my:one a kg:Event ; kg:passage my:p ; kg:eventStatus kg:Planned ; kg:expectedParty country:FR .
my:two a kg:Event ; kg:passage my:p ; kg:eventStatus kg:Held ; kg:hasParty country:FR .""",
    ),
    # The same number in two series; the same session in two properties.
    "ordinal-repeated": (
        SERIES
        + """my:one a kg:Dialogue ; kg:passage my:p ; kg:ordinal 1 ; kg:sessionOf my:series ; kg:eventStatus kg:Held ;
    kg:heldSessionOf my:series .
my:two a kg:Dialogue ; kg:passage my:p ; kg:ordinal 1 ; kg:sessionOf my:other . my:other a kg:DialogueSeries .""",
    ),
    "joint-but-pledged": (
        P
        + """my:one a kg:JointCommitment ; kg:passage my:p ; kg:binds country:FR .
my:two a kg:Pledge ; kg:passage my:p ; kg:pledgedBy country:FR .""",
    ),
    "annotation-of-nothing": (
        P
        + """my:round a kg:Event ; kg:passage my:p ; kg:ordinal 1 .
[] a owl:Axiom ; owl:annotatedSource my:round ; owl:annotatedProperty kg:ordinal ; owl:annotatedTarget 1 ;
    kg:passage my:p .""",
    ),
    # The new commitment is stated by another source.
    "superseded-by-nothing": (
        P
        + f"""my:promise a kg:Commitment ; kg:binds country:FR ; kg:passage my:p .
my:report a kg:StatusReport ; kg:statusOf my:promise ; kg:commitmentStatus kg:Superseded ; {day("2025-01-01")} ;
    kg:passage my:p .""",
        P + "my:later a kg:Commitment ; kg:binds country:FR ; kg:passage my:p ; kg:supersedes my:promise .",
    ),
    # The fulfilment is stated by another source; a commitment that is not fulfilled.
    "fulfilled-by-nothing": (
        P
        + f"""my:promise a kg:Commitment ; kg:binds country:FR ; kg:passage my:p .
my:report a kg:StatusReport ; kg:statusOf my:promise ; kg:commitmentStatus kg:Fulfilled ; {day("2025-01-01")} ;
    kg:passage my:p .
my:other a kg:Commitment ; kg:binds country:FR ; kg:passage my:p .
my:still a kg:StatusReport ; kg:statusOf my:other ; kg:commitmentStatus kg:InProgress ; {day("2025-01-01")} ;
    kg:passage my:p .""",
        P + "my:deed a kg:Event ; kg:passage my:p . my:promise kg:fulfilledBy my:deed .",
    ),
    # A report of partial fulfilment is enough.
    "fulfilled-without-report": (
        P
        + f"""my:promise a kg:Commitment ; kg:binds country:FR ; kg:passage my:p .
my:deed a kg:Event ; kg:fulfils my:promise ; {day("2025-01-01")} ; kg:passage my:p .""",
        P
        + f"""my:report a kg:StatusReport ; kg:statusOf my:promise ; kg:commitmentStatus kg:PartlyFulfilled ;
    {day("2025-01-01")} ; kg:passage my:p .""",
    ),
    "unused-passage": (P + "my:round a kg:Event ; kg:passage my:p .",),
    "judgement-of-nothing": (
        P + "my:round a kg:Event ; kg:passage my:p ; kg:ordinal 1 .",
        """REFERENCE my:j a kg:Judgement ; kg:verdict kg:Preferred ; kg:judgedSource my:s1 ; kg:judgedNode my:round .
my:also a kg:Judgement ; kg:verdict kg:Open ; kg:judgedSource my:s1 ; kg:judgedSubject my:round ;
    kg:judgedPredicate kg:ordinal ; kg:judgedObject 1 .""",
    ),
    # Two judgements with different verdicts on one node.
    "judgement-of-judgement": (
        P + "my:round a kg:Event ; kg:passage my:p .",
        """REFERENCE my:first a kg:Judgement ; kg:verdict kg:Open ; kg:judgedSource my:s1 ; kg:judgedNode my:round .
my:second a kg:Judgement ; kg:verdict kg:Preferred ; kg:judgedSource my:s1 ; kg:judgedNode my:round .""",
    ),
    # A chain of documents, and two paths to one original.
    "derivation-circle": (
        "my:s1 prov:wasDerivedFrom my:s2 , my:agency ; prov:hadPrimarySource my:s2 .",
        "my:s2 prov:hadPrimarySource my:agency .",
        'my:agency a kg:Document ; dcterms:title "By an agency"@en .',
    ),
    "judgement-of-no-source": (
        P + "my:round a kg:Event ; kg:passage my:p .",
        "REFERENCE my:j a kg:Judgement ; kg:verdict kg:Open ; kg:judgedSource my:s1 ; kg:judgedNode my:round .",
    ),
    # Two memberships; one in two roles of one framework; one of which each statement has a passage of its own.
    "claims-on-one-node": (
        P
        + """my:in a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:one ; kg:passage my:p .
my:too a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:two ; kg:asLeaderIn my:two ; kg:passage my:p .
my:own a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:one , my:two ; kg:passage my:p .
[] a owl:Axiom ; owl:annotatedSource my:own ; owl:annotatedProperty kg:asMemberIn ; owl:annotatedTarget my:one ;
    kg:passage my:p .
[] a owl:Axiom ; owl:annotatedSource my:own ; owl:annotatedProperty kg:asMemberIn ; owl:annotatedTarget my:two ;
    kg:passage my:p .
my:one a kg:Framework . my:two a kg:Framework .""",
    ),
    # Two sources that differ in one end, each of which states both.
    "ends-from-two-sources": (
        P
        + """my:in a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:one ; kg:passage my:p .
my:one a kg:Framework . my:two a kg:Framework .""",
        P + "my:in a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:two ; kg:passage my:p .",
    ),
}


def write_all(folder: Path, examples: Mapping[str, tuple[str, ...]]) -> dict[str, list[tuple[str, int]]]:
    """Make a project with all the examples; return the places of the expected findings."""
    project = init_project(folder)
    sources = project.root / "data" / "sources"
    (sources / "example.ttl").unlink()
    judgements = project.root / "data" / "judgements"
    judgements.mkdir()
    expected: dict[str, list[tuple[str, int]]] = {}
    for name, files in examples.items():
        for number, content in enumerate(files, 1):
            kind = ", kg:ReferenceData " if content.startswith("REFERENCE") else ""
            text = HEAD.format(name=name, number=number, kind=kind) + content.removeprefix("REFERENCE").strip() + "\n"
            text = re.sub(r"my:p\b(?!-)", f"my:p{number}", text)  # a passage belongs to one file
            place = judgements if "a kg:Judgement" in text else sources
            (place / f"{name}-{number}.ttl").write_text(text, encoding="utf-8")
            marked = [line for line, content in enumerate(text.splitlines(), 1) if "#!" in content]
            expected.setdefault(name, []).extend((f"{name}-{number}.ttl", line) for line in marked)
    return expected


def check(folder: Path) -> list[Finding]:
    """Run the check queries of a project; the shapes, which take longer, are tested elsewhere."""
    graph = kg.open(folder)
    places = Places(graph.project)
    found = (finding for query in CHECKS.values() for finding in query_findings(query, graph.snapshot, TODAY, places))
    return list(sort_findings(found))


Checked = tuple[dict[str, list[tuple[str, int]]], list[Finding]]


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    folder = tmp_path_factory.mktemp("bad") / "desk"
    return write_all(folder, BAD), check(folder)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    folder = tmp_path_factory.mktemp("good") / "desk"
    return write_all(folder, GOOD), check(folder)


def place(finding: Finding) -> tuple[str, int | None]:
    return (Path(finding.path or "").name, finding.line)


def test_every_check_has_a_bad_and_a_good_example() -> None:
    assert set(BAD) == set(GOOD) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_check_reports_its_bad_example(name: str, bad: Checked) -> None:
    expected, findings = bad
    found = [place(finding) for finding in findings if finding.check == name]
    assert found == expected[name]
    assert expected[name]


@pytest.mark.parametrize("name", NAMES)
def test_a_check_reports_no_good_example(name: str, good: Checked) -> None:
    _, findings = good
    assert [str(finding) for finding in findings if finding.check == name] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_bad_example_has_no_other_fault(name: str, bad: Checked) -> None:
    _, findings = bad
    found = {finding.check for finding in findings if place(finding)[0].startswith(f"{name}-")}
    assert found == {name}


@pytest.mark.parametrize("name", NAMES)
def test_a_finding_has_a_remedy_and_a_source(name: str, bad: Checked) -> None:
    _, findings = bad
    for finding in findings:
        if finding.check == name:
            assert finding.remedy
            assert finding.focus
            assert finding.source
            assert "{" not in finding.message


def test_the_shipped_graph_has_one_finding_besides_copies(shipped: KnowledgeGraph) -> None:
    kamilov, *copies = shipped.check(TODAY)
    assert {(finding.check, finding.severity) for finding in copies} == {("copies", "info")}
    assert len(copies) == 6
    assert (kamilov.check, kamilov.severity) == ("outside-tenure", "warning")
    assert place(kamilov)[0] == "breaking-latest-2023-11-21.ttl"
    for part in ("Abdulaziz Kamilov", "Minister of Foreign Affairs of Uzbekistan", "2023-11-21", "2022-04-27"):
        assert part in kamilov.message


def test_the_plan_of_the_documents_is_reported_after_its_date(documents_only: KnowledgeGraph) -> None:
    (plan,) = documents_only.check(datetime.date(2026, 1, 1))
    assert (plan.check, plan.severity) == ("plan-past-its-date", "warning")
    assert place(plan)[0] == "kun-uz-2024-11-16.ttl"
    assert "2025-12-31" in plan.message
    assert documents_only.check(datetime.date(2025, 6, 1)) == ()


def test_the_documents_alone_have_no_tenure_to_be_outside_of(documents_only: KnowledgeGraph) -> None:
    assert [finding.check for finding in documents_only.check(TODAY)] == ["plan-past-its-date"]


def test_a_judgement_does_not_hide_the_finding_that_it_settles(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    write_all(folder, {"outside-tenure": BAD["outside-tenure"]})
    head = HEAD.format(name="outside-tenure", number=2, kind=", kg:ReferenceData ")
    (folder / "data" / "judgements.ttl").write_text(
        head + "my:j a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource my:s1 ; kg:judgedNode my:at-minister .",
        encoding="utf-8",
    )
    rows = run_query(kg.open(folder).snapshot, CHECKS["outside-tenure"])
    assert isinstance(rows, Result)
    assert len(rows) == 1
