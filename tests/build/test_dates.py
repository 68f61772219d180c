"""The accepted graph has one pair for each date of a thing, whatever several sources state."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.evidence.why import combined_date, why
from kg.graph import KnowledgeGraph
from kg.rdf import terms
from kg.sparql.results import Result
from kg.sparql.run import run
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import Day, UncertainDay, narrowest
from kg.temporal.kinds import DATES

SnapshotOf = Callable[..., Snapshot]
ACCEPTED = f"<{terms.ACCEPTED}>"


def pairs(snapshot: Snapshot, earliest: str, latest: str, precision: str, graph: str = ACCEPTED) -> list[list[str]]:
    """List the pairs that a query finds, with the thing and the precision."""
    answer = run(
        snapshot,
        f"""SELECT DISTINCT ?thing ?earliest ?latest ?precision {{
            GRAPH {graph} {{
                {{ ?thing <{earliest}> ?any }} UNION {{ ?thing <{latest}> ?any }}
                OPTIONAL {{ ?thing <{earliest}> ?earliest }}
                OPTIONAL {{ ?thing <{latest}> ?latest }}
                OPTIONAL {{ ?thing <{precision}> ?precision }}
            }}
        }} ORDER BY ?thing ?precision""",
    )
    assert isinstance(answer, Result)
    return answer.texts(curies=True)


def of_event(snapshot: Snapshot) -> list[list[str]]:
    return [row[1:] for row in pairs(snapshot, *DATES[0])]


def dated(earliest: str, latest: str, precision: str = "") -> str:
    """State the date of an event; an empty text is left out."""
    values = [("earliestDate", earliest), ("latestDate", latest)]
    said = [f'kg:{name} "{day}"^^xsd:date ;' for name, day in values if day]
    return f"my:talks a kg:Meeting ; {' '.join(said)} kg:datePrecision '{precision}' ."


def test_a_query_for_both_ends_finds_no_pair_that_ends_before_it_starts(shipped: KnowledgeGraph) -> None:
    answer = shipped.sparql(
        "SELECT ?g ?p ?k { { GRAPH ?g { ?x kg:startEarliest ?p ; kg:startLatest ?k } }"
        " UNION { ?x kg:startEarliest ?p ; kg:startLatest ?k }"
        " ?x kg:membershipOf country:KZ ; kg:asMemberIn framework:msp-forum }"
    )
    assert isinstance(answer, Result)
    assert sorted(map(tuple, answer.texts(curies=True))) == [
        ("", "2024-04-05", "2024-07-31"),
        ("source:european-commission-2024-09-27", "2024-07-01", "2024-07-31"),
        ("source:new-europe-global-2024-04-30", "2024-04-05", "2024-04-05"),
    ]
    first = shipped.sparql("SELECT ?p ?k { event:us-uz-spd-1 kg:earliestDate ?p ; kg:latestDate ?k }")
    assert isinstance(first, Result)
    assert first.texts() == [["2021-12-13", "2021-12-13"]]


@pytest.mark.parametrize("properties", DATES, ids=lambda properties: terms.local_name(properties[0]))
def test_every_thing_has_one_pair_and_each_of_its_ends_is_stated_by_a_source(
    shipped: KnowledgeGraph, properties: tuple[str, str, str]
) -> None:
    earliest, latest, _ = properties
    found = {tuple(row[:3]) for row in pairs(shipped.snapshot, *properties)}
    assert len(found) == len({thing for thing, *_ in found}) > 0
    for thing, first, last in found:
        assert not (first and last) or first <= last
        for iri, day in ((earliest, first), (latest, last)):
            stated = f'GRAPH ?source {{ ?source a kg:Source . {thing} <{iri}> "{day}"^^xsd:date }}'
            assert not day or shipped.sparql(f"ASK {{ {stated} }}") is True


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        # All can be right: the days that all of them allow, with the precision of a source that states just these.
        ([("2024-01-01", "2024-12-31", "year"), ("2024-09-13", "2024-09-14", "day")],
         ["2024-09-13", "2024-09-14", "day"]),
        ([("", "2024-11-15", "before"), ("2024-11-13", "2024-11-13", "day")], ["2024-11-13", "2024-11-13", "day"]),
        ([("", "2024-06-30", "before"), ("", "2024-12-31", "before")], ["", "2024-06-30", "before"]),
        ([("2024-03-01", "", "after"), ("", "2024-12-31", "before")], ["2024-03-01", "2024-12-31", ""]),
        # They contradict each other: the days that any of them allows.
        ([("2024-04-05", "2024-04-05", "day"), ("2024-07-01", "2024-07-31", "month")],
         ["2024-04-05", "2024-07-31", ""]),
        ([("2024-04-05", "2024-04-05", "day"), ("2024-07-01", "2024-07-01", "day"),
          ("2024-04-01", "2024-07-31", "month")],
         ["2024-04-01", "2024-07-31", "month"]),
        # An end that one of them leaves open is open.
        ([("", "2018-12-31", "before"), ("2019-01-01", "2021-12-31", "day")], ["", "2021-12-31", ""]),
        ([("2022-01-01", "", "after"), ("2019-01-01", "2021-12-31", "day")], ["2019-01-01", "", ""]),
    ],
)  # fmt: skip
def test_dates_of_sources_are_combined_into_one_pair(
    snapshot_of: SnapshotOf, sources: list[tuple[str, str, str]], expected: list[str]
) -> None:
    for order in (sources, sources[::-1]):
        assert of_event(snapshot_of(*(dated(*source) for source in order))) == [expected]


def test_one_source_keeps_what_it_states(snapshot_of: SnapshotOf) -> None:
    snapshot = snapshot_of(dated("2024-05-02", "2024-05-01", "day"))
    assert of_event(snapshot) == [["2024-05-02", "2024-05-01", "day"]]


def test_two_dates_of_one_source_are_combined_like_those_of_two(snapshot_of: SnapshotOf) -> None:
    twice = dated("2024-04-05", "2024-04-05", "day") + dated("2024-07-01", "2024-07-31", "day")
    assert of_event(snapshot_of(twice)) == [["2024-04-05", "2024-07-31", ""]]


def test_the_graphs_of_the_sources_keep_their_own_pairs(snapshot_of: SnapshotOf) -> None:
    snapshot = snapshot_of(dated("2024-01-01", "2024-12-31", "year"), dated("2024-09-13", "2024-09-13", "day"))
    assert [row[1:] for row in pairs(snapshot, *DATES[0], graph="my:s1")] == [["2024-01-01", "2024-12-31", "year"]]


def test_a_rejected_date_is_not_combined_with_the_others(snapshot_of: SnapshotOf) -> None:
    rejected = "my:j a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource my:s1 ; kg:judgedNode my:talks ."
    sources = dated("2024-05-01", "2024-05-01", "day"), dated("2024-06-01", "2024-06-30", "month")
    assert of_event(snapshot_of(*sources, judgements=rejected)) == [["2024-06-01", "2024-06-30", "month"]]


DAYS = st.integers(1, 6).map(lambda day: Day(2024, 2, day))
CLOSED = st.tuples(DAYS, DAYS).map(lambda ends: UncertainDay(min(ends), max(ends)))
SOURCES = st.dictionaries(st.sampled_from(["s1", "s2", "s3"]), CLOSED, min_size=1)


@settings(max_examples=8, deadline=None)
@given(st.lists(SOURCES, min_size=20, max_size=30))
def test_the_pair_is_the_one_that_the_algebra_of_dates_gives(
    snapshot_of: SnapshotOf, things: list[Mapping[str, UncertainDay]]
) -> None:
    texts = {"s1": "", "s2": "", "s3": ""}
    expected = set()
    for number, stated in enumerate(things):
        for source, day in stated.items():
            texts[source] += dated(str(day.earliest), str(day.latest), "day").replace("my:talks", f"my:talks{number}")
        firsts, lasts = zip(*stated.values(), strict=True)
        combined = narrowest(firsts, lasts)
        expected.add((f"my:talks{number}", str(combined.earliest), str(combined.latest)))
    assert {tuple(row[:3]) for row in pairs(snapshot_of(*texts.values()), *DATES[0])} == expected


def test_kg_why_says_which_date_the_accepted_graph_has_instead(
    snapshot_of: SnapshotOf, shipped: KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["why", "event:us-uz-spd-1", "kg:earliestDate", "2021-01-01", "-f", "table"]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "but the dates of all sources together are 2021-12-13 (earliest day, from" in out
    assert "rejected" not in out
    # A rejected date is not combined with others.
    rejected = "my:j a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource my:s1 ; kg:judgedNode my:talks ."
    sources = dated("2024-05-01", "2024-05-01", "day"), dated("2024-06-01", "2024-06-30", "month")
    snapshot = snapshot_of(*sources, judgements=rejected)
    assert combined_date(snapshot, why(snapshot, "my:talks", "kg:earliestDate", "2024-05-01").triple) == ""
