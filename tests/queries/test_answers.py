"""The answers to the questions are those worked out by hand in answers.toml."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.analysis.catalogue import ask, questions_of
from kg.graph import KnowledgeGraph
from kg.project.find import shipped as shipped_project
from kg.project.paths import shipped_root
from kg.sparql.library import find_query
from kg.sparql.results import Result
from kg.store.snapshot import Snapshot

ANSWERS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "answers.toml").read_text(encoding="utf-8"))[
    "answer"
]
CLOCKS = ("at", "known_by")


def _case(answer: dict[str, Any], graph: str) -> str:
    given = [*answer.get("parameters", {}).values(), *(answer[clock] for clock in CLOCKS if clock in answer)]
    return "-".join([answer["query"], graph, *map(str, given)])


CASES = [
    pytest.param(answer, graph, id=_case(answer, graph))
    for answer in ANSWERS
    for graph in (("documents", "shipped") if answer["graph"] == "both" else (answer["graph"],))
]


def rows(graph: KnowledgeGraph, query: str, columns: list[str] | None = None, **parameters: Any) -> list[list[str]]:
    """Ask, and return the chosen columns as CURIEs, without repeated rows."""
    result = ask(graph.project, graph.snapshot, find_query(QUESTIONS, query), parameters)
    assert isinstance(result, Result)
    places = [result.columns.index(column) for column in columns or result.columns]
    chosen = [tuple(row[place] for place in places) for row in result.texts(curies=True)]
    return [list(row) for row in dict.fromkeys(chosen)]


@pytest.mark.slow
@pytest.mark.parametrize(("answer", "graph"), CASES)
def test_a_question_has_the_answer_worked_out_by_hand(
    answer: dict[str, Any], graph: str, shipped: KnowledgeGraph, documents_only: KnowledgeGraph
) -> None:
    asked = shipped if graph == "shipped" else documents_only
    if clocks := {clock: answer[clock] for clock in CLOCKS if clock in answer}:
        assert graph == "shipped"
        asked = kg.open(shipped_root(), **clocks)
    assert rows(asked, answer["query"], answer.get("columns"), **answer.get("parameters", {})) == answer["rows"]


def test_every_question_has_expected_answers_for_the_documents_and_for_all_sources() -> None:
    names = set(QUESTIONS)
    for graph in ("documents", "shipped"):
        assert names == {answer["query"] for answer in ANSWERS if answer["graph"] in (graph, "both")}


def test_every_question_about_time_has_expected_answers_for_several_dates() -> None:
    for number in (5, 6, 8, 9, 12, 13, 20, 21, 28, 39, 41, 47):
        name = find_query(QUESTIONS, number).name
        dates = {
            str([answer.get("at"), answer.get("known_by"), answer.get("parameters")])
            for answer in ANSWERS
            if answer["query"] == name and answer["graph"] != "documents"
        }
        assert len(dates) > 1, name


# ---- Cases that the two documents do not have, in small graphs

SHIPPED = shipped_project()
QUESTIONS = questions_of(SHIPPED)
#: The countries of the small graphs.
COUNTRIES = "".join(f"country:{code} a kg:Country ; kg:alpha2 '{code}' .\n" for code in ("CH", "DE", "FR", "JP", "UZ"))
MakeGraph = Callable[..., KnowledgeGraph]


@pytest.fixture
def graph_of(snapshot_of: Callable[..., Snapshot]) -> MakeGraph:
    """Return a function that makes a graph from some sources, the ontology and a few countries."""

    def make(*sources: str, judgements: str = "") -> KnowledgeGraph:
        return KnowledgeGraph(SHIPPED, snapshot_of(*sources, judgements=judgements, vocabulary=COUNTRIES))

    return make


def local(table: list[list[str]]) -> list[list[str]]:
    """Shorten the IRIs of the small graphs; a pair of dates is reduced to its last date."""
    return [[cell.rsplit("/", 1)[-1].removeprefix("my:") for cell in row] for row in table]


def test_a_link_that_both_share_is_not_paired_with_another(graph_of: MakeGraph) -> None:
    graph = graph_of("""
        my:a a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:club .
        my:b a kg:Membership ; kg:membershipOf country:JP ; kg:asMemberIn my:club .
        my:club a kg:MultilateralPlatform .
        my:round a kg:Meeting ; kg:heldSessionOf my:club ; kg:hasParty country:FR .
    """)
    assert local(rows(graph, "frameworks-by-partner", country="FR", partner="JP")) == [
        ["country:JP", "club", "kg:memberOf", "kg:memberOf", ""]
    ]


def test_engagement_and_membership_are_a_link(graph_of: MakeGraph) -> None:
    graph = graph_of("""
        country:FR kg:engagedIn my:club .
        my:b a kg:Membership ; kg:membershipOf country:JP ; kg:asMemberIn my:club .
    """)
    assert local(rows(graph, "frameworks-by-partner", country="FR", partner="JP")) == [
        ["country:JP", "club", "kg:engagedIn", "kg:memberOf", ""]
    ]


def test_a_part_is_listed_with_the_whole_and_the_known_links(graph_of: MakeGraph) -> None:
    graph = graph_of("""
        my:a a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:forum .
        my:b a kg:Membership ; kg:membershipOf country:JP ; kg:asLeaderIn my:club .
        my:forum kg:subFrameworkOf my:club .
    """)
    assert local(rows(graph, "frameworks-by-partner", country="FR", partner="JP")) == [
        ["country:JP", "club", "kg:engagedThroughPart", "kg:leads", ""],
        ["country:JP", "forum", "kg:memberOf", "", "club"],
    ]


def test_a_member_of_a_part_is_listed_as_taking_part_through_it_only(graph_of: MakeGraph) -> None:
    graph = graph_of("""
        my:a a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:forum .
        my:b a kg:Membership ; kg:membershipOf country:JP ; kg:asMemberIn my:forum .
        my:c a kg:Membership ; kg:membershipOf country:JP ; kg:asLeaderIn my:club .
        my:d a kg:Membership ; kg:membershipOf country:DE ; kg:asMemberIn my:forum .
        country:DE kg:engagedIn my:club .
        my:forum kg:subFrameworkOf my:club .
    """)
    assert local(rows(graph, "through-a-part-only")) == [["club", "forum", "country:FR", "kg:memberOf"]]


def test_nested_frameworks_are_found_at_any_depth(graph_of: MakeGraph) -> None:
    graph = graph_of("my:c kg:subFrameworkOf my:b . my:b kg:subFrameworkOf my:a .")
    assert local(rows(graph, "nested-frameworks", framework="https://example.org/desk/a")) == [
        ["a", "b", "a"],
        ["a", "c", "b"],
    ]


LEADERS = """
    my:at-one a kg:Participation ; kg:atEvent my:round ; kg:participant my:one ; kg:role kg:Lead ;
        kg:inCapacityOf my:tenure-one .
    my:tenure-one a kg:Tenure ; kg:heldBy my:one ; kg:ofPost my:post .
    my:post a kg:Post ; kg:postOf country:FR .
"""
OTHER_LEADER = """
    my:at-two a kg:Participation ; kg:atEvent my:round ; kg:participant my:two ; kg:role kg:Chair ;
        kg:inCapacityOf my:tenure-two .
    my:tenure-two a kg:Tenure ; kg:heldBy my:two ; kg:ofPost my:post .
"""
REJECTED = """
    my:j a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource my:s1 ; kg:judgedNode my:at-one .
"""


def test_a_rejected_leader_is_still_listed_with_the_verdict(graph_of: MakeGraph) -> None:
    graph = graph_of(LEADERS, OTHER_LEADER, judgements=REJECTED)
    assert local(rows(graph, "leaders", ["party", "official", "verdict"])) == [
        ["country:FR", "one", "kg:Rejected"],
        ["country:FR", "two", ""],
    ]


def test_a_leader_named_by_another_source_is_not_rejected(graph_of: MakeGraph) -> None:
    graph = graph_of(LEADERS, LEADERS, judgements=REJECTED)
    assert local(rows(graph, "leaders", ["official", "verdict"])) == [["one", ""]]


def test_a_leader_named_by_several_sources_is_listed_once(graph_of: MakeGraph) -> None:
    graph = graph_of(LEADERS, LEADERS.replace("kg:Lead", "kg:Chair"), LEADERS)
    assert local(rows(graph, "leaders", ["official", "role", "verdict"])) == [["one", "kg:Lead", ""]]


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        (("kg:Rejected", "kg:Rejected"), "kg:Rejected"),
        (("kg:Rejected", "kg:Open"), "kg:Open"),
        (("kg:Open", "kg:Preferred"), "kg:Preferred"),
        (("kg:Rejected", ""), ""),
    ],
)
def test_the_most_favourable_of_several_verdicts_counts(
    graph_of: MakeGraph, verdicts: tuple[str, str], expected: str
) -> None:
    judgements = "".join(
        f"my:j{n} a kg:Judgement ; kg:verdict {verdict} ; kg:judgedSource my:s{n} ; kg:judgedNode my:at-one .\n"
        for n, verdict in enumerate(verdicts, 1)
        if verdict
    )
    graph = graph_of(LEADERS, LEADERS, judgements=judgements)
    assert rows(graph, "leaders", ["verdict"]) == [[expected]]


def test_sources_that_repeat_one_original_are_one_independent_source(graph_of: MakeGraph) -> None:
    statement = "my:round a kg:Event ; kg:place my:here ."
    graph = graph_of(
        statement + " my:s1 prov:wasDerivedFrom my:agency .",
        statement + " my:s2 prov:wasDerivedFrom my:s1 .",
        statement,
    )
    assert local(rows(graph, "independent-sources", thing="https://example.org/desk/round")) == [
        ["round", "kg:place", "here", "3", "2"]
    ]
    assert local(rows(graph, "independent-sources", thing="https://example.org/desk/here")) == [
        ["round", "kg:place", "here", "3", "2"]
    ]


def test_a_statement_has_its_own_passages_or_those_of_its_node(graph_of: MakeGraph) -> None:
    graph = graph_of(
        """@prefix owl: <http://www.w3.org/2002/07/owl#> .
        my:p1 a kg:Passage ; kg:gist "one" . my:p2 a kg:Passage ; kg:gist "two" .
        my:m a kg:Membership ; kg:membershipOf my:x ; kg:inFramework my:f ; kg:passage my:p1 .
        [] a owl:Axiom ; owl:annotatedSource my:m ; owl:annotatedProperty kg:inFramework ;
            owl:annotatedTarget my:f ; kg:passage my:p2 ."""
    )

    def gists(thing: str) -> list[list[str]]:
        columns = ["subject", "property", "value", "gist"]
        return local(rows(graph, "passages", columns, thing=f"https://example.org/desk/{thing}"))

    assert gists("x") == [["m", "kg:membershipOf", "x", "one"]]
    assert gists("f") == [["m", "kg:inFramework", "f", "two"]]


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("", "not known"),
        ("kg:Held", "kg:Held"),
        ("kg:NoReportFound", "kg:NoReportFound"),
        ("kg:Cancelled", "kg:Cancelled"),
    ],
)
def test_a_plan_has_the_outcome_that_a_source_states(graph_of: MakeGraph, outcome: str, expected: str) -> None:
    plan = """my:round a kg:Dialogue ; kg:plannedSessionOf my:series ; kg:eventStatus kg:Planned ;
        kg:expectedParty country:FR , country:JP ."""
    graph = graph_of(plan, f"my:round kg:eventStatus {outcome} ." if outcome else "")
    assert rows(graph, "planned-sessions", ["outcome"]) == [[expected]]
    still_next = rows(graph, "next-sessions", ["partner"], country="FR")
    assert still_next == ([["country:JP"]] if expected in ("not known", "kg:NoReportFound") else [])


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["kg:plannedLatest '2025-06-30'"], "by 2025-06-30"),
        (["kg:plannedEarliest '2025-01-01'"], "from 2025-01-01"),
        (["kg:plannedEarliest '2025-06-02' ; kg:plannedLatest '2025-06-02'"], "2025-06-02"),
        (
            [
                "kg:plannedEarliest '2025-06-02' ; kg:plannedLatest '2025-06-02'",
                "kg:plannedEarliest '2025-01-01' ; kg:plannedLatest '2025-12-31'",
            ],
            "2025-06-02",
        ),
        (
            [
                "kg:plannedEarliest '2025-06-02' ; kg:plannedLatest '2025-06-02'",
                "kg:plannedEarliest '2025-08-02' ; kg:plannedLatest '2025-08-02'",
            ],
            "2025-06-02/2025-08-02",
        ),
    ],
)
def test_dates_of_several_sources_are_combined(graph_of: MakeGraph, dates: list[str], expected: str) -> None:
    plan = "my:round a kg:Dialogue ; kg:eventStatus kg:Planned ; kg:expectedParty country:FR , country:JP ; "
    graph = graph_of(*(plan + re.sub(r"('[\d-]+')", r"\1^^xsd:date", date) + " ." for date in dates))
    assert rows(graph, "next-sessions", ["date"], country="FR") == [[expected]]


def test_each_announcement_of_a_plan_has_its_own_date_and_place(graph_of: MakeGraph) -> None:
    graph = graph_of(
        """my:round a kg:Dialogue ; kg:eventStatus kg:Planned ; kg:plannedPlace my:here ;
        kg:plannedLatest "2021-06-30"^^xsd:date .""",
        """my:round a kg:Dialogue ; kg:eventStatus kg:Planned ; kg:plannedPlace my:there ;
        kg:plannedLatest "2021-12-31"^^xsd:date .""",
    )
    assert local(rows(graph, "planned-sessions", ["date", "place", "announced_by"])) == [
        ["by 2021-06-30", "here", "s1"],
        ["by 2021-12-31", "there", "s2"],
    ]


def test_parties_of_a_planned_round_that_was_held_are_no_longer_to_meet(graph_of: MakeGraph) -> None:
    plan = """my:one a kg:Dialogue ; kg:plannedSessionOf my:series ; kg:eventStatus kg:Planned ;
        kg:expectedParty country:FR , country:JP . my:series a kg:DialogueSeries .
        country:FR kg:engagedIn my:series . country:JP kg:engagedIn my:series .\n"""
    held = "my:one kg:eventStatus kg:Held ; kg:heldSessionOf my:series ; kg:hasParty country:FR , country:JP .\n"
    next_one = plan.replace("my:one", "my:two")

    def ways(*sources: str) -> list[str]:
        graph = graph_of(*sources)
        return [how for (how,) in rows(graph, "frameworks-by-partner", ["how_country"], country="FR", partner="JP")]

    assert ways(plan) == ["kg:engagedIn", "kg:toMeetUnder"]
    assert ways(plan, held) == ["kg:metUnder"]
    assert ways(plan, held, next_one) == ["kg:metUnder", "kg:toMeetUnder"]


def test_a_purpose_is_not_paired_with_the_subject_of_another_source(graph_of: MakeGraph) -> None:
    grant = 'my:g a kg:Grant ; kg:pledgedBy country:FR ; kg:amount 1 ; kg:currency "EUR" ; '
    graph = graph_of(
        grant + 'kg:purpose "a roof" ; kg:concerns my:roof .', grant + 'kg:purpose "a wall" .', grant[:-2] + "."
    )
    assert local(rows(graph, "money-purpose", ["purpose", "concerns", "source"])) == [
        ["a wall", "", "s2"],
        ["a roof", "roof", "s1"],
    ]


def test_a_signing_with_two_days_has_one_row(graph_of: MakeGraph) -> None:
    day = 'kg:earliestDate "{0}"^^xsd:date ; kg:latestDate "{0}"^^xsd:date .'
    signing = "my:pact a kg:Instrument ; kg:signatory country:FR . my:signing a kg:Signing ; kg:signs my:pact ; "
    graph = graph_of(signing + day.format("2024-12-31"), signing + day.format("2025-01-02"))
    for year in ("2024", "2025"):
        assert rows(graph, "instruments-signed", ["date", "certainty"], year=year) == [
            ["2024-12-31/2025-01-02", "possible"]
        ]


def test_the_most_advanced_legal_status_is_listed(graph_of: MakeGraph) -> None:
    signed = "my:pact a kg:Instrument ; kg:legalStatus kg:Signed . my:signing kg:signs my:pact ."
    graph = graph_of(signed, "my:pact kg:legalStatus kg:InForce .")
    assert rows(graph, "instruments-signed", ["status"]) == [["kg:InForce"]]


def test_levels_are_sorted_by_start(graph_of: MakeGraph) -> None:
    def partnership(name: str, since: str) -> str:
        return f"""my:{name} a kg:BilateralPartnership ; kg:hasPartner country:FR , country:JP ;
            kg:level my:level-{name} ; kg:startEarliest "{since}"^^xsd:date ; kg:startLatest "{since}"^^xsd:date ."""

    graph = graph_of(
        partnership("high", "2024-01-24") + partnership("low", "2012-06-06") + partnership("middle", "2016-06-22")
    )
    assert local(rows(graph, "partnership-levels", ["level", "since"], country="FR")) == [
        ["level-low", "2012-06-06"],
        ["level-middle", "2016-06-22"],
        ["level-high", "2024-01-24"],
    ]


def test_pledges_are_summed_by_party_and_currency(graph_of: MakeGraph) -> None:
    graph = graph_of("""
        my:a a kg:Grant ; kg:pledgedBy country:FR ; kg:amount 100 ; kg:currency "EUR" ; kg:addressedTo country:JP .
        my:b a kg:Grant ; kg:pledgedBy country:FR ; kg:amount 50.5 ; kg:currency "EUR" .
        my:c a kg:Grant ; kg:pledgedBy country:FR ; kg:amount 7 ; kg:currency "USD" .
    """)
    assert local(rows(graph, "pledges-with-money", ["pledge", "total", "currency"])) == [
        ["a", "150.5", "EUR"],
        ["b", "150.5", "EUR"],
        ["c", "7", "USD"],
    ]


def test_recurring_topics_are_counted_by_rounds(graph_of: MakeGraph) -> None:
    graph = graph_of("""
        my:one a kg:Dialogue ; kg:heldSessionOf my:series ; kg:hasTopic my:trade , my:water .
        my:two a kg:Dialogue ; kg:heldSessionOf my:series .
        my:statement a kg:Position ; kg:madeAt my:two ; kg:hasTopic my:trade .
        my:next a kg:Dialogue ; kg:plannedSessionOf my:series ; kg:hasTopic my:trade .
    """)
    assert local(rows(graph, "recurring-topics", ["topic", "rounds", "of"])) == [
        ["trade", "2", "2"],
        ["water", "1", "2"],
    ]


OBSERVED = """\
my:x a kg:Official . my:minister a kg:Post .
my:term a kg:Tenure ; kg:heldBy my:x ; kg:ofPost my:minister ; kg:observedOn "2024-05-01"^^xsd:date .
"""
PRESENT = "my:talks a kg:Dialogue . my:part a kg:Participation ; kg:atEvent my:talks ; kg:participant my:x ;"
PRESENT += " kg:inCapacityOf my:term .\n"
DISPUTED = "my:j a kg:Judgement ; kg:verdict kg:Open ; kg:judgedSource my:s1 ; kg:judgedNode my:part .\n"


@pytest.mark.parametrize(
    ("sources", "verdict"),
    [
        ((OBSERVED + PRESENT,), "kg:Open"),
        ((OBSERVED + PRESENT, OBSERVED), ""),
        ((OBSERVED + PRESENT, 'my:term kg:startLatest "2024-01-01"^^xsd:date .'), ""),
        ((OBSERVED + PRESENT, 'my:term kg:startLatest "2024-06-01"^^xsd:date .'), "kg:Open"),
    ],
    ids=["only-source", "another-observed", "within-interval", "before-interval"],
)
def test_a_holder_supported_only_by_a_judged_statement_has_the_verdict(
    graph_of: MakeGraph, sources: tuple[str, ...], verdict: str
) -> None:
    graph = graph_of(*sources, judgements=DISPUTED)
    assert rows(graph, "post-holders", ["official", "verdict"], date="2024-05-01") == [["my:x", verdict]]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ('kg:earliestDate "2023-12-01"^^xsd:date ; kg:latestDate "2024-01-31"^^xsd:date',
         {"2022": "", "2023": "possible", "2024": "possible", "2025": ""}),
        ('kg:earliestDate "2024-02-01"^^xsd:date', {"2023": "", "2024": "possible", "2025": ""}),
        ('kg:latestDate "2024-02-01"^^xsd:date', {"1900": "", "2023": "", "2024": "possible", "2025": ""}),
        ('kg:earliestDate "2024-02-01"^^xsd:date ; kg:latestDate "2024-02-01"^^xsd:date',
         {"2023": "", "2024": "certain", "2025": ""}),
        ("a kg:Signing", {"1900": "", "2024": ""}),
    ],
)  # fmt: skip
def test_a_year_of_signing_is_certain_or_possible(graph_of: MakeGraph, dates: str, expected: dict[str, str]) -> None:
    graph = graph_of(f"my:pact a kg:Instrument . my:signing a kg:Signing ; kg:signs my:pact ; {dates} .")
    for year, certainty in expected.items():
        assert rows(graph, "instruments-signed", ["certainty"], year=year) == ([[certainty]] if certainty else [])


def test_an_endorsement_has_the_verdict_on_the_presence_of_its_speaker(graph_of: MakeGraph) -> None:
    endorses = "my:p a kg:Position ; kg:positionOf <https://w3id.org/diplomatic-kg/country/UZ> ;"
    endorses += " kg:endorses my:plan ; kg:statedBy my:x ; kg:madeAt my:talks .\n"
    graph = graph_of(endorses + OBSERVED + PRESENT, judgements=DISPUTED)
    assert rows(graph, "endorsements", ["stated_by", "verdict"]) == [["my:x", "kg:Open"]]
    elsewhere = endorses.replace("my:talks", "my:congress") + "my:congress a kg:Dialogue ."
    graph = graph_of(elsewhere + OBSERVED + PRESENT, judgements=DISPUTED)
    assert rows(graph, "endorsements", ["stated_by", "verdict"]) == [["my:x", ""]]


# ---- Status of commitments

PROMISE = """
my:talks a kg:Dialogue ; kg:hasParty country:FR , country:JP ;
    kg:earliestDate "2024-01-10"^^xsd:date ; kg:latestDate "2024-01-10"^^xsd:date .
my:promise a kg:JointCommitment ; kg:jointlyMadeAt my:talks .
"""
DUE = 'my:promise kg:dueEarliest "2024-06-01"^^xsd:date ; kg:dueLatest "2024-06-30"^^xsd:date .\n'


def report(status: str, day: str, name: str = "") -> str:
    """Return a report on the status of the commitment."""
    return f"""my:report-{name or day} a kg:StatusReport ; kg:statusOf my:promise ; kg:commitmentStatus kg:{status} ;
        kg:earliestDate "{day}"^^xsd:date ; kg:latestDate "{day}"^^xsd:date .\n"""


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ("", [["kg:Announced", "2024-01-10"]]),
        (report("InProgress", "2024-02-01"), [["kg:InProgress", "2024-02-01"]]),
        (report("InProgress", "2024-02-01") + report("InProgress", "2024-03-01"), [["kg:InProgress", "2024-02-01"]]),
        (report("Fulfilled", "2024-03-01") + report("InProgress", "2024-02-01"), [["kg:Fulfilled", "2024-03-01"]]),
        (
            report("InProgress", "2024-02-01") + report("PartlyFulfilled", "2024-03-01")
            + report("InProgress", "2024-04-01"),
            [["kg:InProgress", "2024-04-01"]],
        ),
        (
            report("InProgress", "2024-02-01") + report("StatusUnknown", "2025-01-01"),
            [["kg:StatusUnknown", "2025-01-01"]],
        ),
        (
            report("Lapsed", "2024-08-01", "a") + report("PartlyFulfilled", "2024-08-01", "b"),
            [["kg:Lapsed", "2024-08-01"], ["kg:PartlyFulfilled", "2024-08-01"]],
        ),
    ],
    ids=["no-report", "one", "since-the-first-of-equal-reports", "latest", "again", "unknown", "two-of-one-day"],
)  # fmt: skip
def test_the_status_is_that_of_the_latest_report(graph_of: MakeGraph, reports: str, expected: list[list[str]]) -> None:
    graph = graph_of(PROMISE, reports)
    assert rows(graph, "commitments", ["status", "since"]) == expected


def test_a_rejected_report_does_not_count(graph_of: MakeGraph) -> None:
    graph = graph_of(
        PROMISE,
        report("Fulfilled", "2024-03-01"),
        judgements="my:j a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource my:s2 ;"
        " kg:judgedNode my:report-2024-03-01 .",
    )
    assert rows(graph, "commitments", ["status"]) == [["kg:Announced"]]


@pytest.mark.parametrize(
    ("stated_later", "today", "status", "overdue"),
    [
        ("", "2024-06-30", "kg:Announced", "false"),
        ("", "2024-07-01", "kg:Announced", "true"),
        (report("InProgress", "2024-06-15"), "2024-07-01", "kg:InProgress", "true"),
        (report("StatusUnknown", "2024-06-15"), "2024-07-01", "kg:StatusUnknown", "true"),
        (report("Fulfilled", "2024-06-15"), "2024-07-01", "kg:Fulfilled", "false"),
        (report("Lapsed", "2024-06-15"), "2024-07-01", "kg:Lapsed", "false"),
        (report("Superseded", "2024-06-15"), "2024-07-01", "kg:Superseded", "false"),
        ('my:promise kg:dueLatest "2024-12-31"^^xsd:date .', "2024-07-01", "kg:Announced", "false"),
    ],
)
def test_overdue_is_computed_and_does_not_change_the_status(
    graph_of: MakeGraph, stated_later: str, today: str, status: str, overdue: str
) -> None:
    graph = graph_of(PROMISE + DUE, stated_later)
    assert rows(graph, "commitments", ["status", "overdue"], today=today) == [[status, overdue]]
    assert len(rows(graph, "overdue-commitments", ["commitment"], today=today)) == (overdue == "true")


def test_a_commitment_without_a_due_date_has_no_overdue_value(graph_of: MakeGraph) -> None:
    graph = graph_of(PROMISE, report("Fulfilled", "2024-03-01"))
    assert rows(graph, "commitments", ["overdue"], today="2030-01-01") == [[""]]


def test_a_plan_is_due_with_its_session_and_not_overdue_once_it_was_held(graph_of: MakeGraph) -> None:
    plan = (
        PROMISE
        + """my:promise a kg:PlanToMeet ; kg:plans my:round .
        my:round a kg:Dialogue ; kg:eventStatus kg:Planned ; kg:plannedLatest "2024-06-30"^^xsd:date .\n"""
    )
    assert rows(graph_of(plan), "commitments", ["due", "overdue"], today="2024-07-01") == [["by 2024-06-30", "true"]]
    graph = graph_of(plan, "my:round kg:eventStatus kg:Held .")
    assert rows(graph, "commitments", ["overdue"], today="2024-07-01") == [["false"]]
    assert rows(graph, "overdue-commitments", today="2024-07-01") == []


def test_commitments_are_filtered_by_parameters(graph_of: MakeGraph) -> None:
    graph = graph_of(
        PROMISE
        + DUE
        + """
        my:talks kg:heldSessionOf my:series . my:series a kg:DialogueSeries ; kg:subFrameworkOf my:club .
        my:club a kg:MultilateralPlatform . my:promise kg:hasTopic my:rails .
        my:transport a kg:Topic . my:trains a kg:Topic ; <http://www.w3.org/2004/02/skos/core#broader> my:transport .
        my:rails a kg:Topic ; <http://www.w3.org/2004/02/skos/core#broader> my:trains .
        my:gift a kg:Grant ; kg:pledgedBy country:FR ; kg:amount 5 ; kg:currency "EUR" ; kg:hasTopic my:transport ;
            kg:dueLatest "2025-01-01"^^xsd:date .
        my:word a kg:Pledge ; kg:pledgedBy country:FR ; kg:cooperatesIn my:club .
        """,
        report("Fulfilled", "2024-03-01"),
    )

    def found(**given: str) -> list[str]:
        return sorted(name for (name,) in local(rows(graph, "commitments", ["commitment"], **given)))

    mine = "https://example.org/desk/"
    assert found() == ["gift", "promise", "word"]
    assert found(party="JP") == ["promise"]
    assert found(topic=mine + "trains") == ["promise"]
    assert found(topic=mine + "transport") == ["gift", "promise"]
    assert found(framework=mine + "club") == ["promise", "word"]
    assert found(framework=mine + "series") == ["promise"]
    assert found(status="fulfilled") == ["promise"]
    assert found(status="announced") == ["gift", "word"]
    assert found(kind="pledge") == ["word"]
    assert found(kind="grant") == ["gift"]
    assert found(due_before="2024-07-01") == ["promise"]
    assert found(due_after="2024-07-01") == ["gift"]
    assert found(party="FR", kind="joint commitment", status="fulfilled") == ["promise"]


AGAIN = """
my:later a kg:Dialogue ; kg:hasParty country:FR , country:JP ;
    kg:earliestDate "2025-01-10"^^xsd:date ; kg:latestDate "2025-01-10"^^xsd:date .
my:again a kg:JointCommitment ; kg:jointlyMadeAt my:later ; kg:hasTopic my:trade .
my:promise kg:hasTopic my:trade .
"""


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", [["promise", "again"]]),
        (report("InProgress", "2024-05-01"), []),
        (report("Announced", "2024-05-01"), [["promise", "report-2024-05-01"], ["promise", "again"]]),
        ("my:promise kg:supersededBy my:again .", []),
        ("my:later kg:hasParty country:DE .", []),
        ("my:talks kg:hasParty country:DE .", []),
    ],
    ids=["repeated", "in-progress", "announced-again", "superseded", "more-parties-later", "more-parties-before"],
)
def test_a_second_commitment_of_the_same_parties_is_a_repetition(
    graph_of: MakeGraph, more: str, expected: list[list[str]]
) -> None:
    graph = graph_of(PROMISE + AGAIN, more)
    assert local(rows(graph, "repeated-commitments", ["commitment", "repeated_in"])) == expected


def test_a_repetition_is_possible_if_the_order_of_the_two_is_not_known(graph_of: MakeGraph) -> None:
    promise = """my:{0} a kg:Pledge ; kg:pledgedBy country:FR ; kg:hasTopic my:trade ; kg:madeAt my:{0}-talks .
        my:{0}-talks a kg:Dialogue ; kg:earliestDate "{1}"^^xsd:date ; kg:latestDate "{2}"^^xsd:date ."""
    for earliest, latest, expected in (
        ("2024-02-01", "2024-02-01", [["a", "b", "certain"]]),
        ("2024-01-15", "2024-02-01", [["a", "b", "possible"]]),
        ("2024-01-01", "2024-01-31", []),
    ):
        graph = graph_of(promise.format("a", "2024-01-01", "2024-01-31") + promise.format("b", earliest, latest))
        answer = rows(graph, "repeated-commitments", ["commitment", "repeated_in", "certainty"])
        assert local(answer) == expected


def test_an_event_that_possibly_belongs_to_a_year_is_listed_as_possible(graph_of: MakeGraph) -> None:
    graph = graph_of("""my:talks a kg:Meeting ; kg:eventStatus kg:Held ; kg:hasParty country:FR , country:JP ;
        kg:earliestDate "2023-12-30"^^xsd:date ; kg:latestDate "2024-01-02"^^xsd:date .""")
    for year, expected in (("2022", []), ("2023", [["possible"]]), ("2024", [["possible"]]), ("2025", [])):
        assert rows(graph, "plover-events", ["certainty"], year=year) == expected


def test_the_fulfilment_rate_leaves_out_superseded_commitments(graph_of: MakeGraph) -> None:
    others = "".join(f"my:p{n} a kg:JointCommitment ; kg:jointlyMadeAt my:talks .\n" for n in range(3))
    reports = report("Fulfilled", "2024-05-01") + report("Superseded", "2024-05-01", "p0").replace("promise", "p0")
    graph = graph_of(PROMISE + "my:talks kg:heldSessionOf my:series .\n" + others, reports)
    assert rows(graph, "fulfilment-rates", ["commitments", "fulfilled", "superseded", "rate"]) == [
        ["4", "1", "1", "0.33"]
    ]
    # Nothing fulfilled is not none: of most commitments there is no report.
    answer, other = graph.ask("fulfilment-rates"), graph_of(PROMISE).ask("fulfilment-rates")
    assert isinstance(answer, Result)
    assert isinstance(other, Result)
    assert answer.notes[0].endswith('so fulfilled, lapsed and the rate mean "at least"')
    assert other.notes == ()


# ---- Rounds, ranks, days


def rounds(*days: str) -> str:
    """Return held rounds of a series."""
    return "".join(
        f"""my:round-{n} a kg:Dialogue ; kg:heldSessionOf my:series ; kg:datePrecision "day" ;
        kg:earliestDate "{day}"^^xsd:date ; kg:latestDate "{day}"^^xsd:date .\n"""
        for n, day in enumerate(days, 1)
    )


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2023-11-21", "2025-11-21"), ("2024-02-28", "2024-03-01"), ("2023-02-28", "2023-03-01"),
        ("1999-12-31", "2000-03-01"), ("1899-02-28", "1900-03-01"), ("2024-12-31", "2025-01-01"),
        ("2024-02-29", "2025-02-28"), ("2021-01-01", "2021-12-31"),
    ],
)  # fmt: skip
def test_gaps_are_counted_in_calendar_days(graph_of: MakeGraph, first: str, last: str) -> None:
    days = (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days
    graph = graph_of(rounds(first, last))
    assert rows(graph, "gaps-between-rounds", ["rounds", "mean_gap_in_days"]) == [["2", str(days)]]


def test_rounds_without_one_certain_day_are_left_out_of_gaps(graph_of: MakeGraph) -> None:
    more = """my:vague a kg:Dialogue ; kg:heldSessionOf my:series ; kg:datePrecision "month" ;
        kg:earliestDate "2024-03-01"^^xsd:date ; kg:latestDate "2024-03-31"^^xsd:date .
        my:disputed a kg:Dialogue ; kg:heldSessionOf my:series ; kg:datePrecision "day" ;
        kg:earliestDate "2019-01-01"^^xsd:date ; kg:latestDate "2019-01-01"^^xsd:date .\n"""
    other = """my:disputed kg:earliestDate "2019-02-01"^^xsd:date ; kg:latestDate "2019-02-01"^^xsd:date .
        my:round-1 kg:earliestDate "2023-01-01"^^xsd:date ; kg:latestDate "2023-12-31"^^xsd:date .\n"""
    graph = graph_of(rounds("2023-01-10", "2023-01-20", "2023-02-09") + more, other)
    assert local(rows(graph, "gaps-between-rounds")) == [["series", "3", "", "2023-01-10", "2023-02-09", "15", "2"]]


def test_a_rank_is_compared_with_the_previous_round(graph_of: MakeGraph) -> None:
    posts = "".join(f"my:post-{n} a kg:Post ; kg:postOf country:FR ; kg:rank {n} .\n" for n in (1, 2, 3))
    leaders = "".join(
        f"""my:at-{n} a kg:Participation ; kg:atEvent my:round-{n} ; kg:participant my:who-{n} ; kg:role kg:Lead ;
        kg:inCapacityOf my:term-{n} . my:term-{n} a kg:Tenure ; kg:heldBy my:who-{n} ; kg:ofPost my:post-{rank} .\n"""
        for n, rank in enumerate((2, 3, 3, 1), 1)
    )
    graph = graph_of(rounds("2021-01-01", "2022-01-01", "2023-01-01", "2024-01-01") + posts + leaders)
    assert rows(graph, "ranks-of-leaders", ["rank", "change"]) == [
        ["2", ""],
        ["3", "fell"],
        ["3", "same"],
        ["1", "rose"],
    ]


@pytest.mark.parametrize(
    ("fact", "bases"),
    [
        # On 31 March, 1 May, 10 May and 1 June: a capital means certain, a small letter possible.
        ('kg:startEarliest "2024-05-10"^^xsd:date ; kg:startLatest "2024-05-10"^^xsd:date', ["", "", "I", "I"]),
        ('kg:startLatest "2024-05-10"^^xsd:date', ["i", "i", "I", "I"]),
        ('kg:startEarliest "2024-05-01"^^xsd:date ; kg:startLatest "2024-05-31"^^xsd:date', ["", "i", "i", "I"]),
        ('kg:startLatest "2024-01-01"^^xsd:date ; kg:endEarliest "2024-05-10"^^xsd:date', ["I", "I", "I", "i"]),
        ('kg:startLatest "2024-01-01"^^xsd:date ; kg:endLatest "2024-05-10"^^xsd:date', ["i", "i", "i", ""]),
        ('kg:endEarliest "2024-12-31"^^xsd:date', ["i", "i", "i", "i"]),
        ('kg:observedOn "2024-05-10"^^xsd:date', ["", "", "O", "o"]),
        # An observation on a day that the interval certainly excludes is not certain.
        ('kg:observedOn "2024-05-10"^^xsd:date ; kg:endLatest "2024-05-01"^^xsd:date', ["i", "i", "o", ""]),
        ('kg:observedOn "2024-05-01"^^xsd:date ; kg:startEarliest "2024-05-10"^^xsd:date', ["", "o", "i", "i"]),
        ('kg:observedOn "2024-05-01"^^xsd:date ; kg:startEarliest "2024-04-10"^^xsd:date', ["", "O", "i", "i"]),
        ("a kg:Tenure", ["", "u", "u", "u"]),
    ],
)
def test_what_held_gives_the_basis_and_the_certainty_for_a_day(
    graph_of: MakeGraph, fact: str, bases: list[str]
) -> None:
    published = '<http://purl.org/dc/terms/issued> "2024-04-01"^^xsd:date'
    graph = graph_of(f"my:s1 {published} . my:term a kg:Tenure ; kg:heldBy my:x ; kg:ofPost my:post ; {fact} .")
    words = {"i": "interval", "o": "observed", "u": "undated"}
    for day, basis in zip(("2024-03-31", "2024-05-01", "2024-05-10", "2024-06-01"), bases, strict=True):
        expected = [[words[basis.lower()], "certain" if basis.isupper() else "possible"]] if basis else []
        assert rows(graph, "what-held", ["basis", "certainty"], date=day) == expected
        # A tenure without any date says nothing about who holds the post.
        holders = rows(graph, "post-holders", ["official", "certainty"], date=day)
        assert holders == ([["my:x", expected[0][1]]] if basis.strip("u") else [])


def test_an_observation_is_superseded_where_only_one_can_hold(graph_of: MakeGraph) -> None:
    seen = 'my:{0} a kg:Tenure ; kg:heldBy my:{0}-holder ; kg:ofPost my:{1} ; kg:observedOn "{2}"^^xsd:date .'
    posts = "my:minister a kg:Post ; kg:rank 2 . my:envoy a kg:Post ; kg:rank 3 ."
    levels = "".join(
        f"""my:p{n} a kg:BilateralPartnership ; kg:hasPartner country:FR , country:JP ; kg:level my:level{n} ;
        kg:observedOn "{day}"^^xsd:date ."""
        for n, day in enumerate(("2024-01-01", "2024-03-01"), 1)
    )
    graph = graph_of(
        posts + levels + "".join(
            seen.format(name, post, day)
            for name, post, day in (
                ("a", "minister", "2024-01-01"), ("b", "minister", "2024-03-01"),
                ("c", "envoy", "2024-01-01"), ("d", "envoy", "2024-03-01"),
            )
        )
    )  # fmt: skip
    held = [["my:c-holder", "my:envoy"], ["my:d-holder", "my:envoy"]]
    assert rows(graph, "post-holders", ["official", "post"], date="2024-02-01") == [
        ["my:c-holder", "my:envoy"],
        ["my:a-holder", "my:minister"],
    ]
    assert rows(graph, "post-holders", ["official", "post"], date="2024-04-01") == [
        *held,
        ["my:b-holder", "my:minister"],
    ]
    for day, level in (("2024-02-01", "my:level1"), ("2024-04-01", "my:level2")):
        assert rows(graph, "what-held", ["what", "certainty"], date=day, who="country:FR") == [[level, "possible"]]


def test_a_post_that_was_asked_for_is_in_the_answer_even_if_no_holder_is_known(graph_of: MakeGraph) -> None:
    graph = graph_of("my:minister a kg:Post . my:envoy a kg:Post .")
    columns = ["post", "official", "certainty"]
    assert rows(graph, "post-holders", columns, post="my:minister") == [["my:minister", "", "not known"]]
    assert rows(graph, "post-holders", columns) == []


def test_if_starts_disagree_only_days_after_all_of_them_are_certain(graph_of: MakeGraph) -> None:
    graph = graph_of(
        """my:m a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:club ;
        kg:startEarliest "2024-04-05"^^xsd:date ; kg:startLatest "2024-04-05"^^xsd:date .""",
        """my:m a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:club ;
        kg:startEarliest "2024-07-01"^^xsd:date ; kg:startLatest "2024-07-31"^^xsd:date .""",
    )
    for day, certainty in (("2024-07-30", "possible"), ("2024-07-31", "certain")):
        assert rows(graph, "what-held", ["since", "certainty"], date=day) == [["2024-04-05/2024-07-31", certainty]]
    assert rows(graph, "what-held", date="2024-04-04") == []


# ---- Names and codes


def test_the_official_name_is_the_one_in_an_official_text(graph_of: MakeGraph) -> None:
    skos = "<http://www.w3.org/2004/02/skos/core#{}>"
    pref, alt = skos.format("prefLabel"), skos.format("altLabel")
    graph = graph_of(
        f'my:x a kg:Framework ; {pref} "Ours"@en .',
        f'my:s2 a kg:OfficialText . my:x a kg:Framework ; {pref} "Ours"@en ; {alt} "Theirs"@en .',
        f'my:s3 a kg:NewsReport . my:x {alt} "Short"@en , "Theirs"@en .',
        f'my:s4 a kg:ReferenceData . my:x {alt} "Other"@en .',
    )
    assert rows(graph, "official-names", thing="https://example.org/desk/x") == [
        ["Theirs", "en", "true", "1", "1", "false"],
        ["Ours", "en", "false", "0", "0", "true"],
        ["Short", "en", "false", "0", "1", "false"],
        ["Other", "en", "false", "0", "0", "false"],
    ]


def test_the_codes_of_the_ontology_are_those_of_the_alignment() -> None:
    import rdflib
    from rdflib.namespace import SKOS

    folder = shipped_root() / "ontology"
    kg_ns = rdflib.Namespace("https://w3id.org/diplomatic-kg/ontology#")
    ontology = rdflib.Graph().parse(folder / "diplomacy.ttl")
    aligned = rdflib.Graph().parse(folder / "alignments.ttl")
    codes = {subject: str(code) for subject, code in ontology.subject_objects(kg_ns.ploverCode)}
    assert set(codes.values()) == {"AGREE", "CONSULT", "SUPPORT"}
    for subject, code in codes.items():
        concepts = {concept for concept in aligned.objects(subject, SKOS.closeMatch) if "/plover/" in str(concept)}
        assert [str(aligned.value(concept, SKOS.notation)) for concept in concepts] == [code]


def test_a_meeting_in_a_third_country_is_not_a_visit(graph_of: MakeGraph) -> None:
    talks = """my:talks a kg:Meeting ; kg:eventStatus kg:Held ; kg:hasParty country:FR , country:JP ; kg:place my:town .
        my:town a kg:Place ; kg:inCountry country:{} .\n"""
    assert rows(graph_of(talks.format("CH")), "plover-events", ["code", "mode"]) == [["CONSULT", "third-party"]]
    assert rows(graph_of(talks.format("JP")), "plover-events", ["code", "mode"]) == [["CONSULT", "visit"]]


def test_a_planned_meeting_has_no_code(graph_of: MakeGraph) -> None:
    graph = graph_of("my:talks a kg:Meeting ; kg:eventStatus kg:Planned ; kg:expectedParty country:FR , country:JP .")
    assert rows(graph, "plover-events") == []


def test_a_rejected_statement_adds_nothing_to_what_other_sources_say(snapshot_of: Callable[..., Snapshot]) -> None:
    honest = """my:who a kg:Official . my:talks a kg:Meeting ; kg:latestDate "2025-03-03"^^xsd:date .
        my:tenure a kg:Tenure ; kg:heldBy my:who .
        my:leads a kg:Participation ; kg:atEvent my:talks ; kg:participant my:who ; kg:role kg:Lead ;
            kg:inCapacityOf my:tenure .
        my:signing a kg:Signing ; kg:signs my:treaty ; kg:earliestDate "2025-03-03"^^xsd:date ;
            kg:latestDate "2025-03-03"^^xsd:date . my:treaty a kg:Instrument . my:other a kg:Instrument .
        my:who skos:altLabel "Chief"@en ."""
    #: Each rejected statement; the question, its parameters and its columns; the answer without it.
    cases = [
        ("my:tenure", "kg:ofPost", "my:minister", "leaders", {}, ["party", "official", "post", "verdict"],
         [["", "my:who", "", ""]]),
        ("my:minister", "kg:postOf", "country:KZ", "leaders", {}, ["party", "official"], [["", "my:who"]]),
        ("my:signing", "kg:signs", "my:other", "signing-dates", {}, ["instrument"], [["my:treaty"]]),
        ("my:who", "skos:altLabel", '"Boss"@en', "names", {"thing": "https://example.org/desk/who"}, ["name"],
         [["Chief"]]),
        ("my:who", "skos:altLabel", '"Chief"@en', "official-names", {"thing": "https://example.org/desk/who"},
         ["name", "official"], [["Chief", "false"]]),
    ]  # fmt: skip
    bad = "my:s2 a kg:OfficialText . my:minister a kg:Post .\n" + "\n".join(f"{s} {p} {o} ." for s, p, o, *_ in cases)
    judgements = "\n".join(
        f"[] a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource my:s2 ; kg:judgedSubject {s} ;"
        f" kg:judgedPredicate {p} ; kg:judgedObject {o} ."
        for s, p, o, *_ in cases
    )
    graph = KnowledgeGraph(shipped_project(), snapshot_of(honest, bad, judgements=judgements))
    for _, predicate, _, query, parameters, columns, expected in cases:
        assert rows(graph, query, columns, **parameters) == expected, predicate
