"""Panel data of small graphs, compared with counts worked out by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

import kg
from kg.formats.export import export
from kg.graph import KnowledgeGraph
from kg.project.project import Project

HEAD = """\
@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix country: <https://w3id.org/diplomatic-kg/country/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix my: <https://example.org/desk/> .
my:s a kg:Source .
"""
DATES = ("earliestDate", "latestDate", "datePrecision")
Rows = Callable[[str, str], dict[tuple[str, ...], dict[str, str]]]


def day(first: str, last: str | None = None) -> str:
    return f'kg:earliestDate "{first}"^^xsd:date ; kg:latestDate "{last or first}"^^xsd:date ; kg:datePrecision "day"'


def interval(start: str, end: str = "") -> str:
    text = f'kg:startEarliest "{start}"^^xsd:date ; kg:startLatest "{start}"^^xsd:date'
    return text + (f' ; kg:endEarliest "{end}"^^xsd:date ; kg:endLatest "{end}"^^xsd:date' if end else "")


def member(name: str, country: str, time: str) -> str:
    return f"my:{name} a kg:Membership ; kg:membershipOf country:{country} ; kg:asMemberIn my:body ; {time} .\n"


ROUND = "my:round a kg:Dialogue ; kg:eventStatus kg:Held ; kg:hasParty country:FR , country:JP ; {} .\n"


@pytest.fixture
def rows(project: Project) -> Rows:
    """Return a function that exports a panel of a graph of one source: rows by country or pair, and year."""

    def make(style: str, content: str) -> dict[tuple[str, ...], dict[str, str]]:
        folder = project.root / "data" / "sources"
        (folder / "example.ttl").unlink(missing_ok=True)
        (folder / "s.ttl").write_text(HEAD + content, encoding="utf-8")
        table = export(kg.open(project.root, background=False).snapshot, style).decode()
        keys = ("iso3", "year") if style == "country-year" else ("iso3_a", "iso3_b", "year")
        return {tuple(row[key] for key in keys): row for row in csv.DictReader(io.StringIO(table))}

    return make


def test_a_membership_counts_at_the_end_of_the_year(rows: Rows) -> None:
    content = member("m", "FR", interval("2020-07-01", "2022-06-30"))
    found = rows("country-year", content)
    assert [found["FRA", year]["memberships"] for year in ("2020", "2021", "2022")] == ["1", "1", "0"]


@pytest.mark.parametrize(("time", "expected"), [("2020-12-31", "1"), ("2021-01-01", "0")])
def test_a_membership_counts_if_it_holds_on_the_last_day_of_the_year(rows: Rows, time: str, expected: str) -> None:
    content = member("m", "FR", interval(time)) + ROUND.format(day("2020-05-05"))
    assert rows("country-year", content)["FRA", "2020"]["memberships"] == expected


def test_a_start_known_to_the_year_counts_from_its_last_possible_day(rows: Rows) -> None:
    content = member("m", "FR", 'kg:startEarliest "2020-01-01"^^xsd:date ; kg:startLatest "2020-12-31"^^xsd:date')
    assert rows("country-year", content)["FRA", "2020"]["memberships"] == "1"


def test_a_membership_with_only_a_latest_end_counts_in_no_later_year(rows: Rows) -> None:
    until = 'kg:endLatest "2022-12-31"^^xsd:date'
    december = 'kg:startEarliest "2020-12-01"^^xsd:date ; kg:startLatest "2020-12-31"^^xsd:date'
    content = ROUND.format(day("2023-05-05"))
    content += member("a", "FR", f"{interval('2020-12-31')} ; {until}") + member("b", "JP", f"{december} ; {until}")
    found = rows("country-year", content)
    assert [found["FRA", year]["memberships"] for year in ("2020", "2021", "2022", "2023")] == ["1", "0", "0", "0"]
    assert [found["JPN", year]["memberships"] for year in ("2020", "2021", "2022", "2023")] == ["0", "0", "0", "0"]


def test_a_membership_counts_between_the_narrowest_dates_of_its_sources(rows: Rows) -> None:
    content = member("m", "FR", f"{interval('2019-07-01', '2022-06-30')}")
    content += 'my:m kg:startEarliest "2021-02-01"^^xsd:date ; kg:startLatest "2021-02-01"^^xsd:date .\n'
    content += ROUND.format(day("2019-05-05"))
    found = rows("country-year", content)
    assert [found["FRA", year]["memberships"] for year in ("2019", "2020", "2021", "2022")] == ["0", "0", "1", "0"]


def test_shared_memberships_count_for_the_pair(rows: Rows) -> None:
    content = member("a", "FR", interval("2019-01-01")) + member("b", "JP", interval("2020-06-01"))
    found = rows("dyad-year", content)
    assert [found["FRA", "JPN", year]["shared_memberships"] for year in ("2019", "2020")] == ["0", "1"]


def test_a_session_counts_for_all_its_parties(rows: Rows) -> None:
    content = ROUND.format(day("2021-03-03"))
    assert rows("country-year", content)["FRA", "2021"]["partners_met"] == "1"
    assert rows("country-year", content)["JPN", "2021"]["sessions_held"] == "1"
    assert rows("dyad-year", content)["FRA", "JPN", "2021"]["sessions_held"] == "1"


def test_an_event_with_two_possible_years_counts_in_neither(rows: Rows) -> None:
    content = ROUND.format(day("2020-12-01", "2021-01-31")) + member("m", "FR", interval("2020-01-01"))
    assert [row["sessions_held"] for row in rows("country-year", content).values()] == ["0"]


def test_a_planned_event_is_not_counted(rows: Rows) -> None:
    plan = """my:round a kg:Dialogue ; kg:eventStatus kg:Planned ; kg:expectedParty country:FR , country:JP ;
        kg:plannedEarliest "2021-01-01"^^xsd:date ; kg:plannedLatest "2021-12-31"^^xsd:date .\n"""
    assert rows("country-year", plan) == {}


def test_commitments_and_signings_are_counted(rows: Rows) -> None:
    content = ROUND.format(day("2021-03-03")) + (
        "my:both a kg:JointCommitment ; kg:jointlyMadeAt my:round .\n"
        'my:grant a kg:Grant ; kg:pledgedBy country:JP ; kg:madeAt my:round ; kg:amount 1.50 ; kg:currency "EUR" .\n'
        'my:more a kg:Grant ; kg:pledgedBy country:JP ; kg:madeAt my:round ; kg:amount 2 ; kg:currency "EUR" .\n'
        "my:treaty a kg:Treaty ; kg:signatory country:FR , country:JP .\n"
        f"my:signing a kg:Signing ; kg:eventStatus kg:Held ; kg:signs my:treaty ; {day('2021-04-04')} .\n"
    )
    japan, france = (rows("country-year", content)[code, "2021"] for code in ("JPN", "FRA"))
    assert (japan["pledges"], japan["pledged_amount"], japan["pledged_currency"]) == ("2", "3.5", "EUR")
    assert (france["pledges"], france["pledged_amount"], france["pledged_currency"]) == ("0", "", "")
    assert (france["joint_commitments"], france["instruments_signed"]) == ("1", "1")
    pair = rows("dyad-year", content)["FRA", "JPN", "2021"]
    assert (pair["joint_commitments"], pair["instruments_signed"]) == ("1", "1")


def test_a_partnership_has_its_level_from_the_year_of_its_start(rows: Rows) -> None:
    content = (
        'my:level a kg:PartnershipLevel ; skos:prefLabel "close"@en .\n'
        f"my:p a kg:BilateralPartnership ; kg:hasPartner country:FR , country:JP ; kg:level my:level ; "
        f"{interval('2020-02-02')} .\n" + ROUND.format(day("2019-03-03"))
    )
    found = rows("dyad-year", content)
    assert [found["FRA", "JPN", year]["partnership_level"] for year in ("2019", "2020")] == ["", "close"]


def test_a_panel_of_an_empty_graph_has_no_rows(rows: Rows) -> None:
    assert rows("country-year", "") == rows("dyad-year", "") == {}


def test_the_shipped_panel_has_the_sessions_held(documents_only: KnowledgeGraph) -> None:
    table = list(csv.DictReader(io.StringIO(export(documents_only.snapshot, "dyad-year").decode())))
    held = {(row["iso3_a"], row["iso3_b"], row["year"]) for row in table if row["sessions_held"] == "1"}
    assert held == {("CHN", "UZB", "2023"), ("USA", "UZB", "2024")}
