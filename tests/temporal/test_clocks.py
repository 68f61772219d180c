"""Valid time and knowledge time: each row of the table in docs/clocks.md, on the turning day and the days around it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.build import build
from kg.build.assemble import assemble
from kg.build.dates import superseded_dates
from kg.build.judgements import apply_judgements
from kg.cli import main
from kg.errors import UsageError
from kg.graph import KnowledgeGraph
from kg.load.files import load
from kg.load.parsed import KnownFiles, LoadedFiles, ParsedFile
from kg.project.find import find_project
from kg.project.paths import shipped_root
from kg.project.project import Project, Role, SourceFile
from kg.rdf import terms
from kg.sparql.results import Result
from kg.sparql.run import run
from kg.store.builds import last_good
from kg.store.scope import WHOLE, Scope
from kg.store.snapshot import Snapshot
from kg.temporal import kinds
from kg.temporal.knowledge_time import known_by, without_date
from kg.temporal.valid_time import course, holding_at, turning_days

#: The two founding documents.
FOUNDING = ("kun-uz-2024-11-16", "breaking-latest-2023-11-21")
HEAD = """\
@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix country: <https://w3id.org/diplomatic-kg/country/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix my: <https://example.org/desk/> .
"""
#: Vocabulary, which holds at all times: countries, posts, series.
NAMES = """
my:names a kg:Source ; dcterms:issued "2026-11-22"^^xsd:date .
country:FR a kg:Country . country:JP a kg:Country .
my:minister a kg:Post ; kg:postOf country:FR . my:talks a kg:DialogueSeries ; skos:prefLabel "Talks"@en .
my:club a kg:MultilateralPlatform . my:partnership skos:prefLabel "Partnership"@en .
"""
NO_DATE = ""


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def date(name: str, first: str, last: str | None = None) -> str:
    """Write a pair of dates: ``earliestDate`` and ``latestDate`` for the name ``Date``."""
    one, other = ("earliestDate", "latestDate") if name == "Date" else (f"{name}Earliest", f"{name}Latest")
    return f'kg:{one} "{first}"^^xsd:date ; kg:{other} "{last or first}"^^xsd:date'


@cache
def ontology() -> tuple[ParsedFile, ...]:
    project = find_project(shipped_root())
    return tuple(load({f: f.path.read_bytes() for f in project.files() if f.role == "ontology"}).parsed)


def parse(*sources: tuple[str, str], background: str = "", judgements: str = "") -> LoadedFiles:
    """Load the statements of some sources, each with its date of issue."""
    texts: list[tuple[str, Role, str]] = [("names", "vocabulary", NAMES)]
    for number, (issued, text) in enumerate(sources, 1):
        when = f' ; dcterms:issued "{issued}"^^xsd:date' if issued else ""
        texts.append((f"s{number}", "source", f"my:s{number} a kg:Source{when} .\n{text}"))
    meta = 'a kg:Source , kg:ReferenceData ; dcterms:issued "2026-11-22"^^xsd:date .\n'
    if background:
        texts.append(("background", "background", f"my:background {meta}{background}"))
    if judgements:
        texts.append(("judgements", "judgements", f"my:judgements {meta}{judgements}"))
    contents: dict[SourceFile, bytes | OSError] = {
        SourceFile(Path(f"{name}.ttl"), role): (HEAD + text).encode() for name, role, text in texts
    }
    # The files of a project share the numbers of their terms.
    loaded = load(contents, known=KnownFiles(ontology()[0].dictionary, {}))
    assert [finding for finding in loaded.findings if finding.check == "syntax"] == []
    prefixes = {**loaded.prefixes, "my": "https://example.org/desk/"}
    return LoadedFiles([*ontology(), *loaded.parsed], prefixes, dictionary=loaded.dictionary)


def snapshot_of(
    *sources: tuple[str, str], at: str = "", known: str = "", background: str = "", judgements: str = ""
) -> Snapshot:
    loaded = parse(*sources, background=background, judgements=judgements)
    scope = Scope(at=day(at) if at else None, known_by=day(known) if known else None)
    return assemble(find_project(shipped_root()), loaded, scope)


def holds(snapshot: Snapshot, pattern: str) -> bool:
    """Return whether a pattern is accepted or inferred."""
    return run(snapshot, f"ASK {{ {pattern} }}") is True


def days_on_which(pattern: str, days: Iterable[str], *sources: tuple[str, str], **others: Any) -> list[str]:
    return [text for text in days if holds(snapshot_of(*sources, at=text, **others), pattern)]


def around(first: str, last: str = "") -> list[str]:
    """Return one or two days, each with the day before and the day after it."""
    one = datetime.timedelta(1)
    return sorted({str(day(text) + step) for text in filter(None, (first, last)) for step in (-one, 0 * one, one)})


# ---- interval (tenure, membership, partnership level): certainly contains the day

TENURE = "my:tenure a kg:Tenure ; kg:heldBy my:ann ; kg:ofPost my:minister"
ACTS = "my:ann kg:actsFor country:FR"
LASTING = {
    "tenure": (TENURE, ACTS),
    "membership": (
        "my:in a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:club",
        "country:FR kg:memberOf my:club",
    ),
    "partnership level": (
        "my:partnership a kg:BilateralPartnership ; kg:hasPartner country:FR , country:JP ; kg:level my:high",
        "country:FR kg:partnerIn my:partnership . my:partnership kg:level my:high",
    ),
}
KINDS = pytest.mark.parametrize(("text", "follows"), LASTING.values(), ids=LASTING)
BOTH_ENDS = f"{date('start', '2020-03-01')} ; {date('end', '2022-05-31')} ."


@KINDS
def test_interval_counts_without_at(text: str, follows: str) -> None:
    assert holds(snapshot_of(("2020-06-01", f"{text} ; {BOTH_ENDS}")), follows)


@KINDS
def test_interval_counts_on_the_days_that_it_contains(text: str, follows: str) -> None:
    stated = ("2020-06-01", f"{text} ; {BOTH_ENDS}")
    tried = around("2020-03-01", "2022-05-31")
    assert days_on_which(follows, tried, stated) == tried[1:5]


@KINDS
def test_interval_without_an_end_continues_to_hold(text: str, follows: str) -> None:
    stated = ("2020-06-01", f"{text} ; {date('start', '2020-03-01')} .")
    assert days_on_which(follows, ["2020-02-29", "2020-03-01", "2199-01-01"], stated) == ["2020-03-01", "2199-01-01"]


@KINDS
def test_interval_known_to_the_month_counts_if_it_certainly_contains_the_day(text: str, follows: str) -> None:
    stated = (
        "2020-06-01",
        f"{text} ; {date('start', '2020-03-01', '2020-03-31')} ; {date('end', '2022-05-01', '2022-05-31')} .",
    )
    tried = ["2020-03-30", "2020-03-31", "2022-05-01", "2022-05-02"]
    assert days_on_which(follows, tried, stated) == ["2020-03-31", "2022-05-01"]


def test_interval_stated_in_part_by_two_sources_is_combined() -> None:
    stated = (
        ("2020-06-01", f"{TENURE} ; {date('start', '2020-03-01')} ."),
        ("2022-06-01", f"{TENURE} ; {date('end', '2022-05-31')} ."),
    )
    tried = around("2020-03-01", "2022-05-31")
    assert days_on_which(ACTS, tried, *stated) == tried[1:5]


def test_interval_with_a_wide_and_a_narrow_start_has_the_narrow_one() -> None:
    stated = (
        ("2020-06-01", f"{TENURE} ; {date('start', '2020-01-01', '2020-12-31')} ."),
        ("2020-06-01", f"{TENURE} ; {date('start', '2020-03-01')} ."),
    )
    assert days_on_which(ACTS, around("2020-03-01"), *stated) == ["2020-03-01", "2020-03-02"]


def test_interval_with_a_disputed_start_counts_from_the_latest_one() -> None:
    stated = (
        ("2020-06-01", f"{TENURE} ; {date('start', '2020-03-01')} ."),
        ("2020-06-01", f"{TENURE} ; {date('start', '2020-04-01')} ."),
    )
    assert days_on_which(ACTS, ["2020-03-15", "2020-04-01"], *stated) == ["2020-04-01"]


def test_interval_with_a_rejected_start_counts_from_the_other_one() -> None:
    stated = (
        ("2020-06-01", f"{TENURE} ; {date('start', '2020-03-01')} ."),
        ("2020-06-01", f"{TENURE} ; {date('start', '2020-04-01')} ."),
    )
    rejected = "\n".join(
        f"my:j{side} a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource my:s2 ; kg:judgedSubject my:tenure ;"
        f' kg:judgedPredicate kg:start{side} ; kg:judgedObject "2020-04-01"^^xsd:date .'
        for side in ("Earliest", "Latest")
    )
    assert days_on_which(ACTS, ["2020-02-29", "2020-03-15"], *stated, judgements=rejected) == ["2020-03-15"]


def test_interval_without_a_start_counts_from_the_date_of_its_source() -> None:
    stated = ("2020-06-01", f"{TENURE} ; {date('end', '2022-05-31')} .")
    tried = around("2020-06-01", "2022-05-31")
    assert days_on_which(ACTS, tried, stated) == tried[1:5]


def test_interval_with_only_an_earliest_start_counts_from_the_date_of_its_source() -> None:
    stated = ("2020-06-01", f'{TENURE} ; kg:startEarliest "2020-03-01"^^xsd:date ; kg:startPrecision "after" .')
    assert days_on_which(ACTS, ["2020-03-02", *around("2020-06-01")], stated) == ["2020-06-01", "2020-06-02"]


def test_interval_with_only_a_latest_end_counts_on_the_day_of_its_start() -> None:
    stated = (
        "2020-06-01",
        f'{TENURE} ; {date("start", "2020-03-01")} ; kg:endLatest "2022-05-31"^^xsd:date .',
    )
    assert days_on_which(ACTS, around("2020-03-01"), stated) == ["2020-03-01"]


def test_interval_with_a_start_known_to_the_month_and_only_a_latest_end_counts_on_no_day() -> None:
    # It may have ended on 1 March.
    stated = (
        "2020-06-01",
        f'{TENURE} ; {date("start", "2020-03-01", "2020-03-31")} ; kg:endLatest "2022-12-31"^^xsd:date .',
    )
    assert days_on_which(ACTS, ["2020-03-01", "2020-03-31", "2020-04-01", "2022-12-31"], stated) == []


@KINDS
def test_interval_that_ends_before_it_starts_never_counts(text: str, follows: str) -> None:
    stated = ("2020-06-01", f"{text} ; {date('start', '2022-05-31')} ; {date('end', '2020-03-01')} .")
    assert days_on_which(follows, ["2019-01-01", "2020-03-01", "2021-01-01", "2022-05-31", "2023-01-01"], stated) == []


def test_interval_with_a_latest_end_before_its_start_never_counts() -> None:
    stated = ("2020-06-01", f'{TENURE} ; {date("start", "2020-03-01")} ; kg:endLatest "2020-02-01"^^xsd:date .')
    assert days_on_which(ACTS, ["2020-02-01", "2020-03-01", "2020-03-02"], stated) == []


def test_interval_of_the_background_counts_like_one_of_a_source() -> None:
    text = f"{TENURE} ; {BOTH_ENDS}"
    tried = around("2020-03-01", "2022-05-31")
    assert days_on_which(ACTS, tried, background=text) == tried[1:5]


# ---- interval without any date: counts from the date of its source, is marked undated


@KINDS
def test_interval_without_any_date_counts_without_at(text: str, follows: str) -> None:
    snapshot = snapshot_of(("2020-06-01", f"{text} ."))
    assert holds(snapshot, follows)
    assert snapshot.manifest.undated == ()


@KINDS
def test_interval_without_any_date_counts_from_the_date_of_its_source_and_is_marked(text: str, follows: str) -> None:
    stated = ("2020-06-01", f"{text} .")
    assert days_on_which(follows, around("2020-06-01"), stated) == ["2020-06-01", "2020-06-02"]
    node = text.split(" ", maxsplit=1)[0].replace("my:", "https://example.org/desk/")
    assert snapshot_of(stated, at="2020-06-01").manifest.undated == (node,)
    assert snapshot_of(stated, at="2020-05-31").manifest.undated == ()


def test_interval_dated_by_another_source_is_not_undated() -> None:
    stated = (("2020-06-01", f"{TENURE} ."), ("2021-01-01", f"{TENURE} ; {date('start', '2020-03-01')} ."))
    assert days_on_which(ACTS, around("2020-03-01"), *stated) == ["2020-03-01", "2020-03-02"]
    assert snapshot_of(*stated, at="2020-07-01").manifest.undated == ()


def test_undated_edges_of_a_view_are_marked(shipped: KnowledgeGraph) -> None:
    alone = {"sources_only": FOUNDING, "background": False}
    graph = kg.open(shipped.project.root, at="2024-12-01", **alone).to_networkx("affiliations")
    msp = "https://w3id.org/diplomatic-kg/framework/msp"
    starts = {
        data["start"] for _, end, data in graph.edges(data=True) if end == msp and data["relation"] != "kg:engagedIn"
    }
    assert starts == {"undated"}


# ---- observation on one day

SEEN = f'{TENURE} ; kg:observedOn "2021-07-01"^^xsd:date .'


def test_observation_counts_without_at() -> None:
    assert holds(snapshot_of(("2021-07-03", SEEN)), ACTS)


def test_observation_counts_on_its_day_only() -> None:
    tried = [*around("2021-07-01"), *around("2021-07-03")]
    assert days_on_which(ACTS, tried, ("2021-07-03", SEEN)) == ["2021-07-01"]


def test_observation_within_a_dated_tenure_counts_on_all_its_days() -> None:
    stated = ("2021-07-03", SEEN)
    dated = f"{TENURE} ; {BOTH_ENDS}"
    tried = around("2020-03-01", "2022-05-31")
    assert days_on_which(ACTS, tried, stated, background=dated) == tried[1:5]


def test_observation_outside_the_dated_tenure_counts_on_its_day_only() -> None:
    stated = ("2023-01-03", f'{TENURE} ; kg:observedOn "2023-01-01"^^xsd:date ; kg:passage my:p .')
    dated = f"{TENURE} ; {BOTH_ENDS}"
    assert days_on_which(ACTS, ["2021-01-01", *around("2023-01-01")], stated, background=dated) == [
        "2021-01-01", "2023-01-01",
    ]  # fmt: skip
    # The observation is not cited for the days on which only the dated tenure holds.
    assert not holds(snapshot_of(stated, at="2021-01-01", background=dated), "my:tenure kg:passage my:p")


# ---- held event, signing, commitment made, change of status: count from their latest date

ROUND = "my:round a kg:Dialogue ; kg:heldSessionOf my:talks ; kg:eventStatus kg:Held ; kg:hasParty country:FR"
HELD = {
    "held event": ("", "country:FR kg:metUnder my:talks"),
    "signing": (
        "my:signing a kg:Signing ; kg:signs my:deal ; kg:eventStatus kg:Held ; DATE . my:deal a kg:Agreement .",
        "my:signing kg:signs my:deal . my:deal a kg:Instrument",
    ),
    "instrument": (
        "my:signing a kg:Signing ; kg:signs my:deal ; DATE . my:deal a kg:Agreement .", "my:deal a kg:Agreement",
    ),
    "joint commitment": (
        "my:promise a kg:JointCommitment ; kg:jointlyMadeAt my:round .", "my:promise kg:binds country:FR",
    ),
    "pledge": (
        "my:promise a kg:Pledge ; kg:pledgedBy country:FR ; kg:madeAt my:round .", "country:FR kg:boundBy my:promise",
    ),
    "position": (
        "my:stance a kg:Position ; kg:positionOf country:FR ; kg:madeAt my:round .",
        "my:stance kg:positionOf country:FR",
    ),
    "change of status": (
        "my:raise a kg:StatusChange ; kg:changesStatusOf my:talks ; kg:eventStatus kg:Held ; DATE ."
        " my:talks kg:elevatedTo my:club .",
        "my:club kg:succeeds my:talks . my:raise kg:changesStatusOf my:talks",
    ),
    "status of a commitment": (
        "my:promise a kg:Pledge ; kg:pledgedBy country:FR ; kg:madeAt my:round ."
        " my:report a kg:StatusReport ; kg:statusOf my:promise ; kg:commitmentStatus kg:Fulfilled ; DATE .",
        "my:report kg:commitmentStatus kg:Fulfilled",
    ),
    "participation": (
        "my:part a kg:Participation ; kg:atEvent my:round ; kg:participant my:ann .", "my:ann kg:takesPartIn my:round",
    ),
}  # fmt: skip
RECORDS = pytest.mark.parametrize(("text", "follows"), HELD.values(), ids=HELD)


def record(text: str, first: str, last: str) -> str:
    return f"{ROUND} ; {date('Date', first, last)} .\n" + text.replace("DATE", date("Date", first, last))


@RECORDS
def test_held_counts_without_at(text: str, follows: str) -> None:
    assert holds(snapshot_of(("2024-10-05", record(text, "2024-09-13", "2024-09-13"))), follows)


@RECORDS
def test_held_counts_from_its_day_on_even_if_stated_later(text: str, follows: str) -> None:
    stated = ("2024-10-05", record(text, "2024-09-13", "2024-09-13"))
    assert days_on_which(follows, around("2024-09-13"), stated) == ["2024-09-13", "2024-09-14"]


@RECORDS
def test_held_known_to_the_month_counts_from_its_latest_day_on(text: str, follows: str) -> None:
    stated = ("2024-10-05", record(text, "2024-09-01", "2024-09-30"))
    assert days_on_which(follows, around("2024-09-30"), stated) == ["2024-09-30", "2024-10-01"]


def test_held_event_without_a_date_counts_from_the_date_of_its_source() -> None:
    stated = ("2024-10-05", f"{ROUND} .")
    assert days_on_which("my:round kg:eventStatus kg:Held", around("2024-10-05"), stated) == [
        "2024-10-05",
        "2024-10-06",
    ]


def test_held_event_dated_by_another_source_has_that_date() -> None:
    stated = (
        ("2024-10-05", f"{ROUND} ; {date('Date', '2024-09-13')} ."),
        ("2024-12-01", f"{ROUND} ; kg:place my:hall ."),
    )
    assert days_on_which("my:round kg:place my:hall", around("2024-09-13"), *stated) == ["2024-09-13", "2024-09-14"]


def test_held_event_with_a_disputed_date_counts_from_the_latest_one() -> None:
    stated = (
        ("2024-10-05", f"{ROUND} ; {date('Date', '2024-08-13')} ."),
        ("2024-10-05", f"{ROUND} ; {date('Date', '2024-09-13')} ."),
    )
    assert days_on_which("my:round kg:eventStatus kg:Held", ["2024-08-20", "2024-09-13"], *stated) == ["2024-09-13"]


def test_commitment_without_an_event_counts_from_the_date_of_its_source() -> None:
    stated = ("2024-10-05", "my:promise a kg:Pledge ; kg:pledgedBy country:FR .")
    assert days_on_which("country:FR kg:boundBy my:promise", around("2024-10-05"), stated) == [
        "2024-10-05",
        "2024-10-06",
    ]


def test_change_of_status_without_an_event_counts_from_the_date_of_its_source() -> None:
    stated = ("2024-10-05", "my:talks kg:elevatedTo my:club .")
    assert days_on_which("my:club kg:succeeds my:talks", around("2024-10-05"), stated) == ["2024-10-05", "2024-10-06"]


def test_in_force_counts_from_the_date_of_its_source() -> None:
    signed = f"my:signing a kg:Signing ; kg:signs my:deal ; {date('Date', '2024-09-13')} . my:deal a kg:Agreement"
    stated = (
        ("2024-10-05", f"{signed} ; kg:legalStatus kg:Signed ."),
        ("2025-03-01", f"{signed} ; kg:legalStatus kg:InForce ."),
    )
    assert days_on_which("my:deal kg:legalStatus kg:Signed", around("2024-09-13"), *stated) == [
        "2024-09-13",
        "2024-09-14",
    ]
    assert days_on_which("my:deal kg:legalStatus kg:InForce", around("2025-03-01"), *stated) == [
        "2025-03-01",
        "2025-03-02",
    ]


def test_undated_statements_count_from_the_date_of_their_source() -> None:
    stated = ("2024-10-05", "country:FR kg:engagedIn my:club .")
    assert days_on_which("country:FR kg:engagedIn my:club", around("2024-10-05"), stated) == [
        "2024-10-05",
        "2024-10-06",
    ]


# ---- planned event

PLAN = (
    "my:round a kg:Dialogue ; kg:plannedSessionOf my:talks ; kg:eventStatus kg:Planned ; kg:expectedParty country:FR ; "
    f"{date('planned', '2025-01-01', '2025-12-31')}"
)
TO_MEET = "country:FR kg:toMeetUnder my:talks . my:round a kg:PlannedEvent"
IS_HELD = "my:round a kg:HeldEvent . country:FR kg:metUnder my:talks"


def test_plan_without_at_is_planned_and_not_held() -> None:
    snapshot = snapshot_of(("2024-11-16", f"{PLAN} ."))
    assert holds(snapshot, TO_MEET)
    assert not holds(snapshot, "my:round a kg:HeldEvent")


def test_plan_counts_from_its_announcement_to_its_latest_date() -> None:
    tried = around("2024-11-16", "2025-12-31")
    assert days_on_which(TO_MEET, tried, ("2024-11-16", f"{PLAN} .")) == tried[1:5]


@pytest.mark.parametrize("at", ["2024-12-01", "2025-12-31", "2026-01-01", "2030-01-01"])
def test_plan_past_its_date_gives_no_inference(at: str) -> None:
    snapshot = snapshot_of(("2024-11-16", f"{PLAN} ."), at=at)
    assert not holds(snapshot, "my:round a kg:HeldEvent")
    assert not holds(snapshot, "?any kg:eventStatus kg:NoReportFound")


def test_plan_counts_from_the_session_that_agreed_on_it() -> None:
    session = f"my:first a kg:Dialogue ; kg:eventStatus kg:Held ; {date('Date', '2024-11-13')} ."
    promise = "my:promise a kg:JointCommitment , kg:PlanToMeet ; kg:jointlyMadeAt my:first ; kg:plans my:round ."
    stated = ("2024-11-16", f"{PLAN} . {session} {promise}")
    assert days_on_which(TO_MEET, around("2024-11-13"), stated) == ["2024-11-13", "2024-11-14"]


def test_plan_without_a_date_counts_until_something_is_reported() -> None:
    stated = ("2024-11-16", "my:round a kg:Dialogue ; kg:plannedSessionOf my:talks ; kg:expectedParty country:FR .")
    assert days_on_which("country:FR kg:toMeetUnder my:talks", ["2024-11-15", "2040-01-01"], stated) == ["2040-01-01"]


def test_plan_that_was_carried_out_is_planned_before_and_held_after() -> None:
    stated = (("2024-11-16", f"{PLAN} ."), ("2025-03-05", f"{ROUND} ; {date('Date', '2025-03-04')} ."))
    tried = around("2025-03-04")
    assert days_on_which(TO_MEET, tried, *stated) == ["2025-03-03"]
    assert days_on_which(IS_HELD, tried, *stated) == ["2025-03-04", "2025-03-05"]


def test_plan_that_was_cancelled_counts_until_the_cancellation() -> None:
    stated = (("2024-11-16", f"{PLAN} ."), ("2025-03-05", "my:round kg:eventStatus kg:Cancelled ."))
    tried = around("2025-03-05")
    assert days_on_which(TO_MEET, tried, *stated) == ["2025-03-04"]
    assert days_on_which("my:round kg:eventStatus kg:Cancelled", tried, *stated) == tried[1:]


def test_plan_of_each_source_has_its_own_latest_date() -> None:
    late = PLAN.replace("2025-12-31", "2026-06-30")
    stated = (
        ("2024-11-16", f"{PLAN} ; kg:plannedPlace my:here ."),
        ("2025-11-01", f"{late} ; kg:plannedPlace my:there ."),
    )
    assert days_on_which("my:round kg:plannedPlace my:here", around("2025-12-31"), *stated) == [
        "2025-12-30",
        "2025-12-31",
    ]
    assert days_on_which("my:round kg:plannedPlace my:there", around("2025-12-31"), *stated) == around("2025-12-31")


def test_no_report_found_counts_from_the_date_of_its_source() -> None:
    stated = (("2024-11-16", f"{PLAN} ."), ("2026-11-22", "my:round kg:eventStatus kg:NoReportFound ."))
    tried = ["2025-06-01", *around("2026-11-22")]
    assert days_on_which("my:round kg:eventStatus kg:NoReportFound", tried, *stated) == ["2026-11-22", "2026-11-23"]
    assert days_on_which("my:round a kg:PlannedEvent", tried, *stated) == ["2025-06-01"]


def test_plan_to_sign_leaves_out_the_instrument() -> None:
    stated = ("2024-11-16", f"my:signing a kg:Signing ; kg:signs my:deal ; kg:eventStatus kg:Planned ;"
            f" {date('planned', '2025-02-01')} . my:deal a kg:Agreement .")  # fmt: skip
    assert days_on_which("my:deal a kg:Agreement", ["2024-12-01", "2025-02-01", "2025-03-01"], stated) == []


# ---- vocabulary


@pytest.mark.parametrize("at", ["", "1648-10-24", "2024-11-13", "2199-01-01"])
def test_vocabulary_counts_on_every_day(at: str) -> None:
    snapshot = snapshot_of(("2024-11-16", ""), at=at)
    assert holds(snapshot, 'my:talks skos:prefLabel "Talks"@en ; a kg:Framework . my:minister kg:postOf country:FR')


@pytest.mark.parametrize("at", ["", "1648-10-24", "2199-01-01"])
def test_names_and_posts_given_by_a_source_are_vocabulary(at: str) -> None:
    stated = (
        "2024-11-16",
        'my:post a kg:Post ; kg:postOf country:FR . my:ann a kg:Official ; skos:altLabel "Anne"@fr .',
    )
    assert holds(snapshot_of(stated, at=at), 'my:post kg:postOf country:FR . my:ann skos:altLabel "Anne"@fr')


# ---- facts that depend on facts that do not count

EVERYTHING = f"""
{ROUND} ; {date("Date", "2024-11-13")} ; kg:passage my:p .
my:round skos:prefLabel "Round"@en .
my:part a kg:Participation ; kg:atEvent my:round ; kg:participant my:ann ; kg:inCapacityOf my:tenure ; kg:role kg:Lead .
{TENURE} ; kg:observedOn "2024-11-13"^^xsd:date .
my:promise a kg:JointCommitment , kg:PlanToMeet ; kg:jointlyMadeAt my:round ; kg:plans my:next .
my:next a kg:Dialogue ; kg:plannedSessionOf my:talks ; kg:eventStatus kg:Planned ; kg:expectedParty country:FR .
my:hope a kg:Expectation ; kg:about my:round ; kg:madeAt my:round .
[] a owl:Axiom ; owl:annotatedSource my:round ; owl:annotatedProperty kg:hasParty ; owl:annotatedTarget country:FR ;
    kg:passage my:q .
my:p a kg:Passage ; kg:inSource my:s1 . my:q a kg:Passage ; kg:inSource my:s1 .
"""


def test_before_an_event_nothing_of_it_is_in_the_graph() -> None:
    snapshot = snapshot_of(("2024-11-16", EVERYTHING), at="2024-11-12")
    mine = [quad for quad in snapshot.store if "example.org/desk/" in f"{quad.subject} {quad.object}"]
    left = {terms.local_name(getattr(q.subject, "value", "")) for q in mine} - {"names", "s1"}
    # Only vocabulary is left.
    assert left <= {"minister", "talks", "club", "partnership", "FR", "JP"}
    assert not holds(snapshot, "?axiom a owl:Axiom")


def test_on_the_day_of_an_event_everything_of_it_counts() -> None:
    snapshot = snapshot_of(("2024-11-16", EVERYTHING), at="2024-11-13")
    whole = snapshot_of(("2024-11-16", EVERYTHING))
    assert {str(quad) for quad in snapshot.store if not _has_blank(quad)} == {
        str(quad) for quad in whole.store if not _has_blank(quad)
    }


def _has_blank(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)


def test_a_participation_keeps_its_side_after_the_tenure() -> None:
    snapshot = snapshot_of(("2024-11-16", EVERYTHING), at="2025-06-01")
    assert holds(
        snapshot, "my:part kg:onBehalfOf country:FR ; kg:inCapacityOf my:tenure . my:tenure kg:ofPost my:minister"
    )
    assert not holds(snapshot, "my:tenure kg:heldBy ?who")
    assert not holds(snapshot, "my:ann kg:actsFor country:FR")


def test_an_ended_tenure_without_references_is_left_out() -> None:
    snapshot = snapshot_of(("2020-06-01", f"{TENURE} ; {BOTH_ENDS}"), at="2024-01-01")
    assert not holds(snapshot, "my:tenure ?p ?o")
    assert not bool(snapshot.store.query("ASK { GRAPH ?g { <https://example.org/desk/tenure> ?p ?o } }"))


def test_a_tenure_stated_by_inverse_properties_is_left_out_too() -> None:
    text = f"""
        my:ann kg:holdsTenure my:tenure . my:tenure a kg:Tenure ; kg:ofPost my:minister ; {BOTH_ENDS}
        my:part a kg:Participation ; kg:atEvent my:round ; kg:inCapacityOf my:tenure .
        {ROUND} ; {date("Date", "2020-05-01")} .
    """
    stated = ("2020-06-01", text)
    assert days_on_which(ACTS, ["2020-06-01", "2023-01-01"], stated) == ["2020-06-01"]


def test_an_ended_level_remains_the_predecessor_of_the_next() -> None:
    text = f"""
        my:old a kg:BilateralPartnership ; skos:prefLabel "Old"@en ; kg:hasPartner country:FR , country:JP ;
            kg:level my:low ; {date("start", "2012-01-01")} ; {date("end", "2016-06-22")} ; kg:elevatedTo my:new .
        my:new a kg:BilateralPartnership ; kg:hasPartner country:FR , country:JP ;
            kg:level my:high ; {date("start", "2016-06-22")} .
    """
    stated = ("2020-01-01", text)
    tried = ["2015-01-01", "2016-06-21", "2016-06-22", "2016-06-23"]
    assert days_on_which("my:old kg:level my:low", tried, stated) == tried[:3]
    assert days_on_which("my:new kg:succeeds my:old", tried, stated) == tried[2:]
    after = snapshot_of(stated, at="2018-01-01")
    assert holds(after, 'my:old skos:prefLabel "Old"@en')
    assert not holds(after, "my:old kg:hasPartner ?anyone")


def test_a_position_on_an_ended_level_keeps_its_subject() -> None:
    partnership = "my:partnership a kg:BilateralPartnership ; kg:hasPartner country:FR ; kg:level my:high"
    stance = "my:stance a kg:Position ; kg:about my:partnership ; kg:madeAt my:round ."
    stated = ("2020-06-01", f"{partnership} ; {BOTH_ENDS} {stance} {ROUND} ; {date('Date', '2021-01-01')} .")
    assert days_on_which("my:stance kg:about my:partnership", ["2020-12-31", "2021-01-01", "2023-01-01"], stated) == [
        "2021-01-01", "2023-01-01",
    ]  # fmt: skip


def test_plan_that_is_past_leaves_out_its_participants() -> None:
    stated = (
        ("2024-11-16", f"{PLAN} . my:part a kg:Participation ; kg:atEvent my:round ; kg:participant my:ann ."),
        ("2025-03-05", f"{ROUND} ; {date('Date', '2025-03-04')} ."),
    )
    assert days_on_which("my:ann kg:takesPartIn my:round", around("2025-03-04"), *stated) == ["2025-03-03"]


# ---- stated facts and judgements

CLAIMS = (
    f"{ROUND} ; {date('Date', '2023-11-21')} . my:one a kg:Participation ; kg:atEvent my:round ;"
    " kg:participant my:ann ; kg:role kg:Lead .",
    "my:two a kg:Participation ; kg:atEvent my:round ; kg:participant my:bob ; kg:role kg:Lead .",
)
REJECTS = (
    "my:j a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource my:s1 ; kg:judgedNode my:one ; "
    'dcterms:date "2026-11-22"^^xsd:date .'
)


def is_stated(snapshot: Snapshot, node: str) -> bool:
    return bool(
        snapshot.store.query(
            f"ASK {{ GRAPH <https://example.org/desk/s1> {{ <https://example.org/desk/{node}> ?p ?o }} }}"
        )
    )


def test_rejected_statements_remain_in_their_source_while_they_would_hold() -> None:
    claims = [("2023-11-21", CLAIMS[0]), ("2023-11-22", CLAIMS[1])]
    for at, stated in (("", True), ("2023-11-20", False), ("2023-11-21", True), ("2024-06-01", True)):
        snapshot = snapshot_of(*claims, at=at, judgements=REJECTS)
        assert is_stated(snapshot, "one") is stated, at
        assert not holds(snapshot, "my:one ?p ?o"), at


@pytest.mark.parametrize(("at", "there"), [("2023-11-20", False), ("2023-11-21", True)])
def test_judgement_on_a_node_that_does_not_count_is_left_out(at: str, there: bool) -> None:
    snapshot = snapshot_of(("2023-11-21", CLAIMS[0]), at=at, judgements=REJECTS)
    assert holds(snapshot, "my:j kg:verdict kg:Rejected") is there


@pytest.mark.parametrize("verdict", ["Rejected", "Preferred", "Open"])
@pytest.mark.parametrize(("at", "there"), [("2023-11-20", False), ("2023-11-21", True)])
def test_judgement_on_a_triple_that_does_not_count_is_left_out(at: str, there: bool, verdict: str) -> None:
    triple = "kg:judgedSubject my:one ; kg:judgedPredicate kg:participant ; kg:judgedObject my:ann"
    judgement = REJECTS.replace("kg:judgedNode my:one", triple).replace("Rejected", verdict)
    snapshot = snapshot_of(("2023-11-21", CLAIMS[0]), at=at, judgements=judgement)
    assert holds(snapshot, "?any a kg:Judgement") is there


def test_an_annotation_of_a_rejected_triple_counts_when_the_triple_would() -> None:
    axiom = """
        [] a owl:Axiom ; owl:annotatedSource my:one ; owl:annotatedProperty kg:participant ;
            owl:annotatedTarget my:ann ; kg:passage my:p .
    """
    stated = ("2023-11-21", CLAIMS[0] + axiom)
    asked = "ASK { GRAPH ?source { ?axiom <http://www.w3.org/2002/07/owl#annotatedSource> ?node } }"
    there = {
        at: snapshot_of(stated, at=at, judgements=REJECTS).store.query(asked) for at in ("2023-11-20", "2023-11-21")
    }
    assert {at: bool(answer) for at, answer in there.items()} == {"2023-11-20": False, "2023-11-21": True}


def test_the_passage_of_a_name_that_counts_is_kept() -> None:
    stated = (
        ("2024-11-16", f'{PLAN} ; skos:prefLabel "Round"@en ; kg:passage my:p . my:p a kg:Passage .'),
        ("2025-03-05", f"{ROUND} ; {date('Date', '2025-03-04')} ."),
    )
    snapshot = snapshot_of(*stated, at="2025-06-01")
    assert is_stated(snapshot, "p")
    assert is_stated(snapshot, "round")
    assert not holds(snapshot, "my:round kg:eventStatus kg:Planned")


def test_names_given_by_a_later_source_do_not_count_before() -> None:
    stated = (
        ("2024-11-16", f'{PLAN} ; skos:prefLabel "Round"@en .'),
        ("2026-11-22", 'my:round a kg:Dialogue ; kg:eventStatus kg:NoReportFound ; skos:altLabel "Missed"@en .'),
    )
    assert days_on_which('my:round skos:altLabel "Missed"@en', ["2025-06-01", "2026-11-22"], *stated) == ["2026-11-22"]
    # The name that the plan gave is used again when the event counts again.
    assert days_on_which('my:round skos:prefLabel "Round"@en', ["2025-06-01", "2026-06-01", "2026-11-22"], *stated) == [
        "2025-06-01", "2026-11-22",
    ]  # fmt: skip


def test_judgement_on_an_unknown_node_is_kept_for_the_check_that_reports_it() -> None:
    wrong = REJECTS.replace("my:one", "my:nobody")
    assert holds(
        snapshot_of(("2023-11-21", CLAIMS[0]), at="2023-11-20", judgements=wrong), "my:j kg:verdict kg:Rejected"
    )


# ---- known by


def test_source_is_known_from_its_day_of_issue() -> None:
    stated = ("2023-11-21", f"{ROUND} ; {date('Date', '2023-11-20')} .")
    known = {text: holds(snapshot_of(stated, known=text), IS_HELD) for text in around("2023-11-21")}
    assert known == {"2023-11-20": False, "2023-11-21": True, "2023-11-22": True}


def test_source_that_is_not_known_is_not_in_the_graph() -> None:
    snapshot = snapshot_of(("2023-11-21", f"{ROUND} ."), ("2022-01-01", ""), known="2023-01-01")
    assert [info.iri for info in snapshot.manifest.graphs if info.role == "source"] == ["https://example.org/desk/s2"]


@pytest.mark.parametrize(
    ("issued", "known"), [("2023-11", False), ("2023-12", False), ("2023", False), ("2022", True), ("2023-10", True)]
)
def test_source_dated_to_the_month_or_the_year_is_known_after_it(issued: str, known: bool) -> None:
    loaded = parse(("", f'my:s1 dcterms:issued "{issued}" .'))
    files = known_by(loaded.parsed, day("2023-11-15"))
    assert any(file.file.role == "source" for file in files) is known


@pytest.mark.parametrize(("known", "there"), [("2023-02-27", False), ("2023-02-28", True)])
def test_source_dated_to_the_month_is_known_on_its_last_day(known: str, there: bool) -> None:
    files = known_by(parse(("", 'my:s1 dcterms:issued "2023-02" .')).parsed, day(known))
    assert any(file.file.role == "source" for file in files) is there


def test_source_dated_to_the_month_was_known_on_the_day_on_which_it_was_retrieved() -> None:
    text = 'my:s1 dcterms:issued "2023-02"^^xsd:gYearMonth ; kg:retrieved "2023-02-10"^^xsd:date .'
    loaded = parse(("", text)).parsed
    known = {on: any(f.file.role == "source" for f in known_by(loaded, day(on))) for on in around("2023-02-10")}
    assert known == {"2023-02-09": False, "2023-02-10": True, "2023-02-11": True}


def test_source_that_was_possibly_known_is_left_out_and_reported() -> None:
    stated = ("", f'my:s1 dcterms:issued "2023-02"^^xsd:gYearMonth . {ROUND} ; {date("Date", "2023-01-20")} .')
    for known, possible, there in (
        ("2023-01-31", False, False), ("2023-02-01", True, False), ("2023-02-27", True, False),
        ("2023-02-28", False, True),
    ):  # fmt: skip
        snapshot = snapshot_of(stated, known=known)
        assert holds(snapshot, IS_HELD) is there
        found = [f for f in snapshot.manifest.findings if f.check == "source-possibly-published"]
        assert [(f.severity, f.line, f.remedy) for f in found] == (
            [("info", 8, "--known-by 2023-02-28 includes it")] if possible else []
        )


def test_judgement_counts_from_its_date() -> None:
    claims = [("2023-11-21", CLAIMS[0]), ("2023-11-22", CLAIMS[1])]
    lead = "my:one kg:role kg:Lead . my:two kg:role kg:Lead"
    known = {text: holds(snapshot_of(*claims, known=text, judgements=REJECTS), lead) for text in around("2026-11-22")}
    assert known == {"2026-11-21": True, "2026-11-22": False, "2026-11-23": False}
    assert not holds(snapshot_of(*claims, known="2026-11-21", judgements=REJECTS), "?any a kg:Judgement")


def test_judgement_without_a_date_has_the_date_of_its_file() -> None:
    undated = REJECTS.replace(' ; dcterms:date "2026-11-22"^^xsd:date', "")
    claims = [("2023-11-21", CLAIMS[0])]
    assert holds(snapshot_of(*claims, known="2026-11-21", judgements=undated), "my:one kg:role kg:Lead")
    assert not holds(snapshot_of(*claims, known="2026-11-22", judgements=undated), "my:one kg:role kg:Lead")


@pytest.mark.parametrize(("known", "there"), [("2020-02-29", False), ("2020-03-01", True), ("2023-01-01", True)])
def test_background_that_starts_later_is_not_known(known: str, there: bool) -> None:
    assert holds(snapshot_of(known=known, background=f"{TENURE} ; {BOTH_ENDS}"), ACTS) is there


def test_background_dated_to_the_month_is_known_from_its_first_day() -> None:
    text = f"{TENURE} ; {date('start', '2020-03-01', '2020-03-31')} ."
    assert [holds(snapshot_of(known=known, background=text), ACTS) for known in ("2020-02-29", "2020-03-01")] == [
        False,
        True,
    ]


def test_background_observed_later_is_not_known() -> None:
    assert [holds(snapshot_of(known=known, background=SEEN), ACTS) for known in around("2021-07-01")] == [
        False,
        True,
        True,
    ]


@KINDS
def test_background_without_any_date_is_known_from_its_first_source_on(text: str, follows: str) -> None:
    def known_on(background: str, *sources: tuple[str, str]) -> list[str]:
        days = ("1900-01-01", *around("2020-06-01"), *around("2026-11-22"))
        return [day for day in days if holds(snapshot_of(*sources, known=day, background=background), follows)]

    file, source = ["2026-11-22", "2026-11-23"], ["2020-06-01", "2020-06-02"]
    seen = f'{text} ; kg:observedOn "2019-01-01"^^xsd:date .'
    assert known_on(f"{text} .") == file
    assert known_on(f"{text} .", ("2020-06-01", seen)) == [*source, "2026-11-21", *file]
    # One end only, or a start by some day, is known from that day on.
    for half in ("endEarliest", "endLatest", "startLatest"):
        background = f'{text} ; kg:{half} "2020-06-01"^^xsd:date .'
        assert known_on(background) == [*source, "2026-11-21", *file], half


def test_end_that_came_later_was_not_known() -> None:
    text = f"{TENURE} ; {BOTH_ENDS}"
    assert not holds(snapshot_of(known="2022-05-30", background=text), "my:tenure kg:endEarliest|kg:endLatest ?day")
    assert holds(snapshot_of(known="2022-05-31", background=text), "my:tenure kg:endEarliest ?day")
    # In 2021 the end was not known, so the tenure was open.
    assert holds(snapshot_of(known="2021-01-01", at="2023-01-01", background=text), ACTS)
    assert not holds(snapshot_of(known="2023-01-01", at="2023-01-01", background=text), ACTS)
    latest = f'{TENURE} ; {date("start", "2020-03-01")} ; kg:endLatest "2022-05-31"^^xsd:date .'
    ends = [
        holds(snapshot_of(known=day, background=latest), "my:tenure kg:endLatest ?day") for day in around("2022-05-31")
    ]
    assert ends == [False, True, True]


def test_background_and_vocabulary_without_dates_are_always_known() -> None:
    snapshot = snapshot_of(known="1900-01-01", background="my:part kg:subFrameworkOf my:club .")
    assert holds(snapshot, 'my:part kg:withinFramework my:club . my:talks skos:prefLabel "Talks"@en')


def test_valid_time_and_knowledge_time_can_be_combined() -> None:
    stated = (("2024-11-16", f"{PLAN} ."), ("2025-03-05", f"{ROUND} ; {date('Date', '2025-03-04')} ."))
    # At the end of 2024 one knew for June 2025 only the plan.
    then = snapshot_of(*stated, at="2025-06-01", known="2024-12-31")
    assert holds(then, TO_MEET)
    assert holds(snapshot_of(*stated, at="2025-06-01"), IS_HELD)


def test_at_the_end_of_2023_the_conflict_on_the_minister_is_unjudged(project: Project) -> None:
    shipped = shipped_root() / "data"
    folder = project.root / "data" / "sources"
    (folder / "example.ttl").unlink()
    original = (shipped / "sources" / "breaking-latest-2023-11-21.ttl").read_text(encoding="utf-8")
    (folder / "breaking.ttl").write_text(original, encoding="utf-8")
    other = """
        my:cgtn a kg:Source ; dcterms:issued "2023-11-22"^^xsd:date .
        <https://w3id.org/diplomatic-kg/participation/cn-uz-fmsd-1/saidov> a kg:Participation ;
            kg:atEvent <https://w3id.org/diplomatic-kg/event/cn-uz-fmsd-1> ; kg:role kg:Chair ;
            kg:participant <https://w3id.org/diplomatic-kg/official/bakhtiyor-saidov> ;
            kg:inCapacityOf <https://w3id.org/diplomatic-kg/tenure/bakhtiyor-saidov-foreign-minister> .
    """
    (folder / "cgtn.ttl").write_text(HEAD + other, encoding="utf-8")
    verdict = """
        my:judgements a kg:Source , kg:ReferenceData ; dcterms:issued "2026-11-22"^^xsd:date .
        my:j a kg:Judgement ; kg:verdict kg:Rejected ; dcterms:date "2026-11-22"^^xsd:date ;
            kg:judgedSource <https://w3id.org/diplomatic-kg/source/breaking-latest-2023-11-21> ;
            kg:judgedNode <https://w3id.org/diplomatic-kg/participation/cn-uz-fmsd-1/kamilov> .
    """
    (project.root / "data" / "judgements.ttl").write_text(HEAD + verdict, encoding="utf-8")
    kamilov, saidov = (
        f"ASK {{ ?part kg:atEvent event:cn-uz-fmsd-1 ; kg:participant official:{name} }}"
        for name in ("abdulaziz-kamilov", "bakhtiyor-saidov")
    )
    then, now = kg.open(project.root, known_by="2023-12-31"), kg.open(project.root)
    assert (then.sparql(kamilov), then.sparql(saidov)) == (True, True)
    assert (now.sparql(kamilov), now.sparql(saidov)) == (False, True)
    # No judgement is known yet.
    found = {conflict.exclusive.name: conflict.status for conflict in then.conflicts(about="cn-uz-fmsd-1")}
    assert found == {"leader": "unjudged"}


# ---- bad input


def test_source_without_a_date_is_left_out_and_reported() -> None:
    loaded = parse((NO_DATE, f"{ROUND} ; {date('Date', '2023-11-20')} ."))
    snapshot = snapshot_of((NO_DATE, f"{ROUND} ; {date('Date', '2023-11-20')} ."), known="2025-01-01")
    assert not holds(snapshot, IS_HELD)
    (finding,) = without_date(loaded.parsed, loaded.prefixes)
    assert (finding.check, finding.path, finding.line) == ("source-without-date", "s1.ttl", 8)
    assert "dcterms:issued" in str(finding.remedy)
    assert finding in snapshot.manifest.findings


def test_source_without_a_date_is_known_from_the_day_of_its_retrieval() -> None:
    stated = (NO_DATE, f'my:s1 kg:retrieved "2024-01-01"^^xsd:date . {ROUND} ; {date("Date", "2023-11-20")} .')
    assert [holds(snapshot_of(stated, known=text), IS_HELD) for text in around("2024-01-01")] == [False, True, True]


def test_source_without_a_date_is_no_finding_without_knowledge_time() -> None:
    snapshot = snapshot_of((NO_DATE, f"{ROUND} ; {date('Date', '2023-11-20')} ."))
    assert snapshot.manifest.findings == ()
    assert holds(snapshot, IS_HELD)


def test_dated_event_of_a_source_without_a_date_counts_from_its_own_date() -> None:
    stated = (NO_DATE, f"{ROUND} ; {date('Date', '2023-11-20')} .")
    assert days_on_which(IS_HELD, around("2023-11-20"), stated) == ["2023-11-20", "2023-11-21"]


@pytest.mark.parametrize("text", ["soon", "", "2023-13-01", "99999999999-01-01", "-0044-03-15"])
def test_invalid_dates_cause_no_error(text: str) -> None:
    stated = ("2024-01-01", f'{TENURE} ; kg:startLatest "{text}" ; kg:endEarliest "{text}" .')
    snapshot_of(stated, at="2024-06-01", known="2024-06-01", background=stated[1])


@pytest.mark.parametrize("option", ["--at", "--known-by"])
@pytest.mark.parametrize("text", ["2024-13-01", "2023-02-29", "yesterday"])
def test_an_invalid_day_is_refused_on_the_command_line(
    option: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "leaders", option, text]) == 2
    error = capsys.readouterr().err
    assert text in error
    assert "write YYYY-MM-DD, such as 2024-11-13" in error


def test_an_invalid_day_is_refused_in_python() -> None:
    with pytest.raises(UsageError, match="write YYYY-MM-DD, such as 2024-11-13"):
        kg.open(at="2024-13-01")


# ---- properties

DAYS = st.dates(datetime.date(2018, 1, 1), datetime.date(2026, 12, 31))
WORDS = {
    "tenure": TENURE, "plan": PLAN.rsplit(" ; kg:planned", 2)[0], "round": ROUND,
    "promise": "my:promise a kg:JointCommitment ; kg:jointlyMadeAt my:round",
    "part": "my:part a kg:Participation ; kg:atEvent my:round ; kg:participant my:ann ; kg:inCapacityOf my:tenure",
    "looked": "my:round kg:eventStatus kg:NoReportFound", "raise": "my:talks kg:elevatedTo my:club",
}  # fmt: skip
DATES = ("start", "end", "Date", "planned")


@st.composite
def drawn_sources(draw: st.DrawFn) -> tuple[str, str]:
    text = ""
    for name in draw(st.lists(st.sampled_from(sorted(WORDS)), min_size=1, max_size=4, unique=True)):
        # Any pair of days on any thing, in either order.
        pairs = draw(st.dictionaries(st.sampled_from(DATES), st.tuples(DAYS, DAYS), max_size=2))
        seen = draw(st.none() | DAYS)
        text += " ; ".join([WORDS[name], *(date(k, str(a), str(b)) for k, (a, b) in pairs.items())])
        text += f' ; kg:observedOn "{seen}"^^xsd:date .\n' if seen else " .\n"
    return str(draw(DAYS)), text


def triples(files: Iterable[ParsedFile]) -> set[str]:
    return {f"{file.iri} {triple}" for file in files for triple in file.triples}


@settings(max_examples=60, deadline=None)
@given(st.lists(drawn_sources(), min_size=1, max_size=3), DAYS, DAYS)
def test_valid_time_and_knowledge_time_only_remove_triples(
    sources: list[tuple[str, str]], at: datetime.date, known: datetime.date
) -> None:
    files = parse(*sources).parsed
    before = triples(files)
    cut = holding_at(files, files, at)
    assert triples(cut.accepted) <= triples(cut.stated) <= before
    later = known_by(files, known + datetime.timedelta(30))
    assert triples(known_by(files, known)) <= triples(later) <= before
    assert [file.iri for file in cut.stated] == [file.iri for file in files]
    assert triples(files) == before


#: Things of each kind that has a time of its own, and one that has none.
THINGS = {
    "event": ("e1", "e2", "e3"), "interval": ("t1", "t2"), "statement": ("c1", "c2"), "instrument": ("i1",),
    "participation": ("p1", "p2"), "report": ("r1", "r2"), "framework": ("f1", "f2"),
}  # fmt: skip
TYPES = {
    "event": ("Event", "Dialogue"), "interval": ("Tenure", "Membership"), "statement": ("PlanToMeet", "Position"),
    "instrument": ("Instrument",), "participation": ("Participation",), "report": ("StatusReport",),
    "framework": ("Framework",),
}  # fmt: skip
#: For each kind the links that matter for its time, and where they usually lead.
LINKS = {
    "event": (("changesStatusOf", "f1 f2"), ("signs", "i1"), ("hasParticipation", "p1 p2")),
    "interval": (("ofPost", "f1"), ("succeededBy", "t1 t2"), ("heldBy", "t2")),
    "statement": (("madeAt", "e1 e2 e3"), ("plans", "e1 e2 e3 e9")),
    "instrument": (("binds", "f1 t1"),),
    "participation": (("atEvent", "e1 e2 p1 p2"), ("inCapacityOf", "t1 t2")),
    "report": (("statusOf", "f1 c1 t1 r1 r2"),),
    "framework": (("succeededBy", "f1 f2"), ("hasMembership", "t1 t2")),
}


def drawn_by(random: Random) -> tuple[str, str]:
    """Make a source about some of the things: with any dates, and with links to things of any kind."""
    names = [name for some in THINGS.values() for name in some]

    def any_day() -> str:
        return str(datetime.date(2020, 1, 1) + datetime.timedelta(random.randrange(200)))

    text = ""
    for kind, some in THINGS.items():
        for name in some:
            if random.random() < 0.5:
                continue
            said = [f"my:{name} skos:prefLabel 'Thing'@en"]
            if random.random() < 0.8:
                said.append(f"a kg:{random.choice(TYPES[kind])}")
            for dated in random.sample(DATES, random.choice((0, 0, 1, 1, 2))):
                said.append(date(dated, *sorted((any_day(), any_day())) if random.random() < 0.9 else (any_day(),)))
            if random.random() < 0.2:
                said.append(f'kg:observedOn "{any_day()}"^^xsd:date')
            if kind == "event" and random.random() < 0.6:
                said.append(f"kg:eventStatus kg:{random.choice(('Planned', 'Held', 'Cancelled', 'NoReportFound'))}")
            for link, usual in LINKS[kind]:
                if random.random() < 0.6:
                    said.append(f"kg:{link} my:{random.choice(usual.split() if random.random() < 0.8 else names)}")
            text += " ; ".join(said) + " .\n"
    return (any_day() if random.random() < 0.9 else NO_DATE), text


def test_a_state_that_is_brought_from_day_to_day_is_that_of_each_of_its_days() -> None:
    for seed in range(30):
        random = Random(seed)
        sources = [drawn_by(random) for _ in range(random.choice((1, 2, 3, 4)))]
        node, source = random.choice(("e1", "t1", "p1", "c1")), random.choice(range(len(sources))) + 1
        judgement = f"my:j a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource my:s{source} ; "
        files = parse(*sources, judgements=f"{judgement} kg:judgedNode my:{node} .").parsed
        accepted = apply_judgements(files)
        states = dict(course(files, accepted))
        found = states[datetime.date.min]
        before: object = None
        for when in turning_days(files):
            now = holding_at(files, accepted, when)
            if when in states:
                found = states[when]
            assert found.excluded == now.excluded, (seed, when)
            assert found.undated == now.undated, (seed, when)
            assert when in states or (now.excluded, now.undated) == before, (seed, when)
            before = (now.excluded, now.undated)


@settings(max_examples=60, deadline=None)
@given(st.lists(drawn_sources(), min_size=1, max_size=3), DAYS)
def test_the_order_of_files_does_not_change_the_graph_of_a_day(
    sources: list[tuple[str, str]], at: datetime.date
) -> None:
    files = parse(*sources).parsed
    reordered = [*files[: len(ontology()) + 1], *reversed(files[len(ontology()) + 1 :])]
    one, other = holding_at(files, files, at), holding_at(reordered, reordered, at)
    assert triples(one.accepted) == triples(other.accepted)
    assert one.undated == other.undated


@settings(max_examples=30, deadline=None)
@given(st.lists(drawn_sources(), min_size=1, max_size=3))
def test_without_valid_or_knowledge_time_every_triple_is_kept_except_combined_dates(
    sources: list[tuple[str, str]],
) -> None:
    loaded = parse(*sources)
    snapshot = assemble(find_project(shipped_root()), loaded)
    judged = apply_judgements(loaded.parsed)
    accepted = {triple for file in judged for triple in file.triples}
    assert snapshot.manifest.accepted == len(accepted - superseded_dates(judged))
    assert sum(info.triples for info in snapshot.manifest.graphs) == sum(len(set(f.triples)) for f in loaded.parsed)
    assert (snapshot.manifest.scope, snapshot.manifest.undated) == (WHOLE, ())


# ---- the ontology's terms


def test_every_term_named_in_kinds_is_in_the_ontology() -> None:
    named = {
        iri
        for value in vars(kinds).values()
        for iri in ([value] if isinstance(value, str) else value if isinstance(value, frozenset) else ())
        if iri.startswith(terms.KG)
    }
    named |= {iri for classes in kinds.CLASSES.values() for iri in classes if iri.startswith(terms.KG)}
    declared = {s.value for file in ontology() for s, _, _ in file.triples if isinstance(s, ox.NamedNode)}
    assert len(named) > 30
    assert named <= declared


@pytest.mark.parametrize(
    ("term", "kind"),
    [("Grant", "statement"), ("Summit", "event"), ("MemorandumOfUnderstanding", "instrument"), ("ofPost", "interval"),
     ("heldSessionOf", "event"), ("Source", "evidence"), ("pledgedBy", "statement"), ("prefLabel", None)],
)  # fmt: skip
def test_kinds_of_terms_follow_from_the_ontology(term: str, kind: str | None) -> None:
    assert kinds.schema_of(ontology()).kinds.get(terms.KG + term) == kind


# ---- questions and commands with a scope in time


def rows(graph: KnowledgeGraph, query: str, **parameters: Any) -> list[dict[str, Any]]:
    result = graph.ask(query, **parameters)
    assert isinstance(result, Result)
    return result.values()


@pytest.fixture(scope="module")
def then() -> KnowledgeGraph:
    return kg.open(shipped_root(), at="2024-01-01", sources_only=FOUNDING)


def test_the_shipped_graph_at_a_day_has_nothing_later(then: KnowledgeGraph) -> None:
    assert {row["session"] for row in rows(then, "leaders")} == {"https://w3id.org/diplomatic-kg/event/cn-uz-fmsd-1"}
    assert rows(then, "next-sessions") == []
    assert then.why("UZ", "kg:metUnder", "framework:us-uz-spd").holds is False
    assert then.why("UZ", "kg:metUnder", "framework:cn-uz-fmsd").inferred is True


def test_a_memorandum_signed_in_september_counts_from_the_30th() -> None:
    counts = {
        text: bool(rows(kg.open(shipped_root(), at=text, sources_only=FOUNDING), "instruments-signed", year="2024"))
        for text in ("2024-09-29", "2024-09-30")
    }
    assert counts == {"2024-09-29": False, "2024-09-30": True}


def test_a_query_with_a_date_has_the_day_of_the_graph_as_default(then: KnowledgeGraph) -> None:
    holders = {terms.local_name(row["official"]) for row in rows(then, "post-holders")}
    assert {"wang-yi", "bakhtiyor-saidov", "donald-lu"} <= holders
    assert holders.isdisjoint({"vladimir-norov", "qin-gang"})
    assert rows(then, "post-holders", date="2024-01-01") == rows(then, "post-holders")


def test_a_query_names_the_day_that_it_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "post-holders", "--at", "2024-01-01", "-C", str(shipped_root())]) == 0
    assert "used the default --date 2024-01-01" in capsys.readouterr().err


def test_checks_use_the_day_of_the_graph(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--at", "2025-12-31", "-f", "jsonl", "-C", str(shipped_root())])
    assert "plan-past-its-date" not in capsys.readouterr().out
    checks = {finding.check for finding in kg.open(shipped_root(), at="2025-12-31").check()}
    assert "plan-past-its-date" not in checks


@pytest.fixture(scope="module")
def found_in_the_whole(shipped: KnowledgeGraph) -> set[tuple[str, str | None]]:
    return {(finding.check, finding.focus) for finding in shipped.check(day("2026-11-22"))}


@pytest.mark.slow
@pytest.mark.parametrize("at", ["1990-01-01", "2024-11-13", "2026-11-22"])
def test_checks_at_a_day_find_nothing_that_checks_of_the_whole_graph_do_not(
    at: str, shipped: KnowledgeGraph, found_in_the_whole: set[tuple[str, str | None]]
) -> None:
    found = {(finding.check, finding.focus) for finding in kg.open(shipped.project.root, at=at).check()}
    assert found <= found_in_the_whole


@pytest.mark.slow
def test_an_official_outside_a_tenure_is_reported_from_the_day_of_the_session(shipped: KnowledgeGraph) -> None:
    found = {
        at: "outside-tenure" in {finding.check for finding in kg.open(shipped.project.root, at=at).check()}
        for at in ("2023-11-20", "2023-11-21", "2023-11-22")
    }
    assert found == {"2023-11-20": False, "2023-11-21": True, "2023-11-22": True}


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "leaders"], ["sparql", "SELECT ?e { ?e a kg:HeldEvent }"], ["view", "affiliations"], ["build"],
        ["export", "-f", "nquads"], ["check"],
    ],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
def test_commands_take_at_and_known_by(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    clocks = ["--at", "2023-12-31", "--known-by", "2023-12-31", "-C", str(shipped_root())]
    assert main([*arguments, *clocks]) in {0, 1}
    out = capsys.readouterr().out
    assert "us-uz-spd-4" not in out
    assert main([*arguments, "-C", str(shipped_root())]) in {0, 1}
    assert capsys.readouterr().out != out or arguments == ["check"]


def test_why_takes_at_and_known_by(capsys: pytest.CaptureFixture[str]) -> None:
    question = ["why", "UZ", "kg:metUnder", "framework:us-uz-spd", "-C", str(shipped_root())]
    question += ["--source", FOUNDING[0]]
    assert main([*question, "--at", "2024-11-13"]) == 0
    assert main([*question, "--at", "2024-11-12"]) == 1
    assert main([*question, "--at", "2024-11-13", "--known-by", "2024-11-15"]) == 1
    capsys.readouterr()


@pytest.mark.slow
def test_the_page_names_its_scope(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "page.html"
    clocks = ["--at", "2023-12-31", "--known-by", "2024-01-31"]
    assert main(["graph", "-o", str(path), *clocks, "-C", str(shipped_root())]) == 0
    assert '<p class="sub" id="slice" dir="auto">at 2023-12-31; known by 2024-01-31</p>' in path.read_text("utf-8")
    assert main(["graph", "-o", str(path), "-C", str(shipped_root())]) == 0
    assert 'id="slice"' not in path.read_text("utf-8")
    capsys.readouterr()


def test_build_names_undated_things(capsys: pytest.CaptureFixture[str]) -> None:
    main(["build", "--at", "2024-12-01", "--source", FOUNDING[0], "--no-background", "-C", str(shipped_root())])
    assert "without a date, so used from the date of the source on: membership:msp-us" in capsys.readouterr().err


def test_the_scope_in_time_is_in_the_manifest_and_can_be_read_back(project: Project) -> None:
    graph = kg.open(project.root, at="2024-12-01", known_by=day("2024-12-31"))
    assert graph.snapshot.manifest.scope == Scope(at=day("2024-12-01"), known_by=day("2024-12-31"))
    again = kg.open(project.root, at=day("2024-12-01"), known_by="2024-12-31")
    assert again.snapshot.manifest == graph.snapshot.manifest
    assert "(at 2024-12-01; known by 2024-12-31)" in repr(graph)
    text = (again.snapshot.folder / "manifest.json").read_text("utf-8")
    assert json.loads(text)["scope"]["at"] == "2024-12-01"


@pytest.mark.slow
def test_builds_with_a_scope_in_time_are_never_the_last_good_build(project: Project) -> None:
    whole = kg.open(project.root).snapshot.manifest.name
    for month in range(1, 13):
        kg.open(project.root, at=datetime.date(2024, month, 1))
    assert last_good(project.build_folder()) == whole
    assert (project.build_folder() / whole / "manifest.json").is_file()


def test_last_build_cannot_be_combined_with_at(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    kg.open(project.root)
    assert main(["ask", "my-sessions", "--last-build", "--at", "2024-01-01", "-C", str(project.root)]) == 2
    assert "--at, --known-by, --no-judgements, --lenient and --engine" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["kg", "owlrl"])
def test_both_engines_infer_the_same_at_a_day(engine: Any, project: Project) -> None:
    scope = Scope(at=day("2024-12-01"))
    one, two = (build.open_snapshot(project, scope, each).store for each in (engine, "kg"))
    inferred = ox.NamedNode(terms.INFERRED)
    assert {str(q) for q in one.quads_for_pattern(None, None, None, inferred)} == {
        str(q) for q in two.quads_for_pattern(None, None, None, inferred)
    }
