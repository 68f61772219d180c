"""The named queries answer what a reader of the two documents would: see answers.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.graph import KnowledgeGraph
from kg.query import Result
from kg.sources import Project, shipped_root

ANSWERS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "answers.toml").read_text(encoding="utf-8"))[
    "answer"
]
CASES = [
    pytest.param(
        answer,
        graph,
        id=f"{answer['query']}-{graph}" + "".join(f"-{value}" for value in answer.get("parameters", {}).values()),
    )
    for answer in ANSWERS
    for graph in (("documents", "shipped") if answer["graph"] == "both" else (answer["graph"],))
]


def rows(graph: KnowledgeGraph, query: str, columns: list[str] | None = None, **parameters: Any) -> list[list[str]]:
    """Ask, and return the chosen columns as CURIEs; what shortens to the same row counts once."""
    result = graph.ask(query, **parameters)
    assert isinstance(result, Result)
    places = [result.columns.index(column) for column in columns or result.columns]
    chosen = [tuple(row[place] for place in places) for row in result.texts(curies=True)]
    return [list(row) for row in dict.fromkeys(chosen)]


@pytest.mark.parametrize(("answer", "graph"), CASES)
def test_query_answers_as_worked_out_by_hand(
    answer: dict[str, Any], graph: str, shipped: KnowledgeGraph, documents_only: KnowledgeGraph
) -> None:
    asked = shipped if graph == "shipped" else documents_only
    assert rows(asked, answer["query"], answer.get("columns"), **answer.get("parameters", {})) == answer["rows"]


def test_every_query_has_an_answer_worked_out() -> None:
    names = {path.stem for path in (shipped_root() / "queries").glob("*.rq")}
    assert names == {answer["query"] for answer in ANSWERS}


# ---- What the two documents do not show: small graphs of their own

HEAD = """\
@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix country: <https://w3id.org/diplomatic-kg/country/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix my: <https://example.org/desk/> .
"""
Told = Callable[..., KnowledgeGraph]


@pytest.fixture
def told(project: Project) -> Told:
    """Make a graph from what each of some sources says; judgements go into their own file."""

    def make(*sources: str, judgements: str = "") -> KnowledgeGraph:
        folder = project.root / "data" / "sources"
        (folder / "example.ttl").unlink(missing_ok=True)
        for number, text in enumerate(sources, 1):
            (folder / f"s{number}.ttl").write_text(HEAD + f"my:s{number} a kg:Source .\n{text}", encoding="utf-8")
        if judgements:
            (project.root / "data" / "judgements.ttl").write_text(
                HEAD + f"my:judgements a kg:Source , kg:ReferenceData .\n{judgements}", encoding="utf-8"
            )
        return kg.open(project.root, background=False)

    return make


def local(table: list[list[str]]) -> list[list[str]]:
    """Shorten the IRIs of the small graphs; of a pair of dates the last one stays."""
    return [[cell.rsplit("/", 1)[-1].removeprefix("my:") for cell in row] for row in table]


def test_a_way_in_common_is_not_paired_with_another(told: Told) -> None:
    graph = told("""
        my:a a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:club .
        my:b a kg:Membership ; kg:membershipOf country:JP ; kg:asMemberIn my:club .
        my:club a kg:MultilateralPlatform .
        my:round a kg:Meeting ; kg:heldSessionOf my:club ; kg:hasParty country:FR .
    """)
    assert local(rows(graph, "frameworks-by-partner", country="FR", partner="JP")) == [
        ["country:JP", "club", "kg:memberOf", "kg:memberOf", ""]
    ]


def test_engaged_and_member_are_a_link(told: Told) -> None:
    graph = told("""
        country:FR kg:engagedIn my:club .
        my:b a kg:Membership ; kg:membershipOf country:JP ; kg:asMemberIn my:club .
    """)
    assert local(rows(graph, "frameworks-by-partner", country="FR", partner="JP")) == [
        ["country:JP", "club", "kg:engagedIn", "kg:memberOf", ""]
    ]


def test_a_part_is_listed_through_the_whole_with_what_is_known_of_its_parties(told: Told) -> None:
    graph = told("""
        my:a a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:forum .
        my:b a kg:Membership ; kg:membershipOf country:JP ; kg:asLeaderIn my:club .
        my:forum kg:subFrameworkOf my:club .
    """)
    assert local(rows(graph, "frameworks-by-partner", country="FR", partner="JP")) == [
        ["country:JP", "club", "kg:engagedThroughPart", "kg:leads", ""],
        ["country:JP", "forum", "kg:memberOf", "", "club"],
    ]


def test_who_joins_the_forum_takes_part_through_it_only(told: Told) -> None:
    graph = told("""
        my:a a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:forum .
        my:b a kg:Membership ; kg:membershipOf country:JP ; kg:asMemberIn my:forum .
        my:c a kg:Membership ; kg:membershipOf country:JP ; kg:asLeaderIn my:club .
        my:d a kg:Membership ; kg:membershipOf country:DE ; kg:asMemberIn my:forum .
        country:DE kg:engagedIn my:club .
        my:forum kg:subFrameworkOf my:club .
    """)
    assert local(rows(graph, "through-a-part-only")) == [["club", "forum", "country:FR", "kg:memberOf"]]


def test_nested_frameworks_are_found_at_any_depth(told: Told) -> None:
    graph = told("my:c kg:subFrameworkOf my:b . my:b kg:subFrameworkOf my:a .")
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


def test_a_rejected_leader_is_still_listed_with_the_verdict(told: Told) -> None:
    graph = told(LEADERS, OTHER_LEADER, judgements=REJECTED)
    assert local(rows(graph, "leaders", ["party", "official", "verdict"])) == [
        ["country:FR", "one", "kg:Rejected"],
        ["country:FR", "two", ""],
    ]


def test_a_verdict_on_one_source_says_nothing_of_another(told: Told) -> None:
    graph = told(LEADERS, LEADERS, judgements=REJECTED)
    assert local(rows(graph, "leaders", ["official", "verdict"])) == [["one", ""], ["one", "kg:Rejected"]]


def test_disagreements_on_leader_date_and_place_are_found(told: Told) -> None:
    graph = told(
        LEADERS
        + """my:round kg:place my:here ;
        kg:earliestDate "2024-08-13"^^xsd:date ; kg:latestDate "2024-08-13"^^xsd:date .""",
        OTHER_LEADER
        + """my:round kg:place my:there ;
        kg:earliestDate "2024-09-01"^^xsd:date ; kg:latestDate "2024-09-30"^^xsd:date .""",
        judgements=REJECTED,
    )
    assert local(rows(graph, "disagreements", ["about", "what", "one", "other", "verdict"])) == [
        ["round", "kg:Lead", "one", "two", "kg:Rejected"],
        ["round", "kg:earliestDate", "2024-08-13", "2024-09-30", ""],
        ["round", "kg:place", "here", "there", ""],
    ]


def test_a_day_and_its_month_do_not_disagree(told: Told) -> None:
    graph = told(
        'my:round a kg:Event ; kg:earliestDate "2024-09-16"^^xsd:date ; kg:latestDate "2024-09-16"^^xsd:date .',
        'my:round a kg:Event ; kg:earliestDate "2024-09-01"^^xsd:date ; kg:latestDate "2024-09-30"^^xsd:date .',
    )
    assert rows(graph, "disagreements") == []


def test_sources_that_repeat_one_original_are_one_witness(told: Told) -> None:
    said = "my:round a kg:Event ; kg:place my:here ."
    graph = told(
        said + " my:s1 prov:wasDerivedFrom my:agency .",
        said + " my:s2 prov:wasDerivedFrom my:s1 .",
        said,
    )
    assert local(rows(graph, "independent-sources", thing="https://example.org/desk/round")) == [
        ["round", "kg:place", "here", "3", "2"]
    ]
    assert local(rows(graph, "independent-sources", thing="https://example.org/desk/here")) == [
        ["round", "kg:place", "here", "3", "2"]
    ]


def test_a_statement_rests_on_the_passages_of_what_makes_it_unless_it_has_its_own(told: Told) -> None:
    graph = told(
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
def test_what_became_of_a_plan(told: Told, outcome: str, expected: str) -> None:
    plan = """my:round a kg:Dialogue ; kg:plannedSessionOf my:series ; kg:eventStatus kg:Planned ;
        kg:expectedParty country:FR , country:JP ."""
    graph = told(plan, f"my:round kg:eventStatus {outcome} ." if outcome else "")
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
            "2025-06-02 or 2025-08-02",
        ),
    ],
)
def test_dates_of_several_sources_make_one(told: Told, dates: list[str], expected: str) -> None:
    plan = "my:round a kg:Dialogue ; kg:eventStatus kg:Planned ; "
    graph = told(*(plan + re.sub(r"('[\d-]+')", r"\1^^xsd:date", date) + " ." for date in dates))
    assert rows(graph, "planned-sessions", ["date"]) == [[expected]]


def test_levels_come_oldest_first(told: Told) -> None:
    def rung(name: str, since: str) -> str:
        return f"""my:{name} a kg:BilateralPartnership ; kg:hasPartner country:FR , country:JP ;
            kg:level my:level-{name} ; kg:startEarliest "{since}"^^xsd:date ; kg:startLatest "{since}"^^xsd:date ."""

    graph = told(rung("high", "2024-01-24") + rung("low", "2012-06-06") + rung("middle", "2016-06-22"))
    assert local(rows(graph, "partnership-levels", ["level", "since"], country="FR")) == [
        ["level-low", "2012-06-06"],
        ["level-middle", "2016-06-22"],
        ["level-high", "2024-01-24"],
    ]


def test_pledges_are_summed_by_party_and_currency(told: Told) -> None:
    graph = told("""
        my:a a kg:Grant ; kg:pledgedBy country:FR ; kg:amount 100 ; kg:currency "EUR" ; kg:addressedTo country:JP .
        my:b a kg:Grant ; kg:pledgedBy country:FR ; kg:amount 50.5 ; kg:currency "EUR" .
        my:c a kg:Grant ; kg:pledgedBy country:FR ; kg:amount 7 ; kg:currency "USD" .
    """)
    assert local(rows(graph, "pledges-with-money", ["pledge", "total", "currency"])) == [
        ["a", "150.5", "EUR"],
        ["b", "150.5", "EUR"],
        ["c", "7", "USD"],
    ]


def test_topics_recur_in_some_rounds_of_all(told: Told) -> None:
    graph = told("""
        my:one a kg:Dialogue ; kg:heldSessionOf my:series ; kg:hasTopic my:trade , my:water .
        my:two a kg:Dialogue ; kg:heldSessionOf my:series .
        my:said a kg:Position ; kg:madeAt my:two ; kg:hasTopic my:trade .
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
    ids=["only-word", "another-observed", "within-interval", "before-interval"],
)
def test_a_verdict_stands_beside_a_holder_whom_nothing_else_has_in_the_post(
    told: Told, sources: tuple[str, ...], verdict: str
) -> None:
    graph = told(*sources, judgements=DISPUTED)
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
def test_a_year_of_signing_is_certain_or_possible(told: Told, dates: str, expected: dict[str, str]) -> None:
    graph = told(f"my:pact a kg:Instrument . my:signing a kg:Signing ; kg:signs my:pact ; {dates} .")
    for year, certainty in expected.items():
        assert rows(graph, "instruments-signed", ["certainty"], year=year) == ([[certainty]] if certainty else [])


def test_a_speaker_whose_presence_is_judged_has_the_verdict_beside_it(told: Told) -> None:
    endorses = "my:p a kg:Position ; kg:positionOf <https://w3id.org/diplomatic-kg/country/UZ> ;"
    endorses += " kg:endorses my:plan ; kg:statedBy my:x ; kg:madeAt my:talks .\n"
    graph = told(endorses + OBSERVED + PRESENT, judgements=DISPUTED)
    assert rows(graph, "endorsements", ["stated_by", "verdict"]) == [["my:x", "kg:Open"]]
    elsewhere = endorses.replace("my:talks", "my:congress") + "my:congress a kg:Dialogue ."
    graph = told(elsewhere + OBSERVED + PRESENT, judgements=DISPUTED)
    assert rows(graph, "endorsements", ["stated_by", "verdict"]) == [["my:x", ""]]
