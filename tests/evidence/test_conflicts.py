"""Conflicts in each exclusive property and cases that are none; sides, independent sources, judgements."""

from __future__ import annotations

import datetime
import itertools
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.cli import main
from kg.errors import Finding, UnknownNameError
from kg.evidence import conflicts as conflict
from kg.evidence.conflicts import Conflict, choose, conflicts, contested, contested_among, disagreements, table
from kg.evidence.exclusive import Assertions
from kg.graph import KnowledgeGraph
from kg.project.project import Project
from kg.rdf import terms
from kg.rdf.model import plain
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import Day, UncertainDay, is_upside_down, possibly_same

SnapshotOf = Callable[..., Snapshot]


def in_graph(snapshot: Snapshot, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    return snapshot.store.quads_for_pattern(None, None, None, graph)


def date(day: str, end: str = "", first: str = "earliestDate", last: str = "latestDate") -> str:
    """Write the two ends of a date as Turtle; "?" leaves an end out."""
    ends = ((first, day), (last, end or day))
    return " ; ".join(f'kg:{name} "{text}"^^xsd:date' for name, text in ends if text != "?")


def planned(day: str, end: str = "") -> str:
    return date(day, end, "plannedEarliest", "plannedLatest")


def start(day: str, end: str = "") -> str:
    return date(day, end, "startEarliest", "startLatest")


def ended(day: str, end: str = "") -> str:
    return date(day, end, "endEarliest", "endLatest")


def leads(who: str, role: str = "kg:Lead", side: str = "kg:onBehalfOf country:FR") -> str:
    return f"my:at-{who} a kg:Participation ; kg:atEvent my:e ; kg:participant my:{who} ; kg:role {role} ; {side} ."


def holds(who: str, when: str, node: str = "") -> str:
    return f"my:{node or 'tenure-' + who} a kg:Tenure ; kg:heldBy my:{who} ; kg:ofPost my:minister ; {when} ."


def ranked(level: str, when: str, node: str = "", partners: str = "country:FR , country:JP") -> str:
    name = node or f"partnership-{level}"
    return f"my:{name} a kg:BilateralPartnership ; kg:hasPartner {partners} ; kg:level my:{level} ; {when} ."


def observed(day: str) -> str:
    return f'kg:observedOn "{day}"^^xsd:date'


def issued(source: str, day: str) -> str:
    return f'my:{source} dcterms:issued "{day}"^^xsd:date . '


PRESENT = "my:n a kg:Participation ; kg:atEvent my:e ; kg:participant my:o ; "
JOINED = "my:m a kg:Membership ; kg:membershipOf country:FR ; "
POST = "my:minister a kg:Post ; kg:postOf country:FR ; kg:rank 2 . "


def shape(found: tuple[Conflict, ...]) -> list[tuple[str, dict[str, list[str]]]]:
    """Write each conflict as its exclusive property and the sources of each answer."""

    def name(answer: object) -> str:
        return str(answer) if isinstance(answer, UncertainDay) else terms.local_name(answer.value)  # type: ignore[attr-defined]

    return [
        (c.exclusive.name, {name(side.answer): [terms.local_name(s) for s in side.sources] for side in c.sides})
        for c in found
    ]


#: For each exclusive property two claims that contradict each other.
CONFLICT: dict[str, tuple[str, str]] = {
    "date": (f"my:e a kg:Signing ; {date('2024-09-13')} .", f"my:e a kg:Signing ; {date('2024-08-13')} ."),
    "place": ("my:e a kg:Event ; kg:place my:here .", "my:e a kg:Event ; kg:place my:there ."),
    "planned-date": (f"my:e a kg:Event ; {planned('?', '2021-06-30')} .",
                     f"my:e a kg:Event ; {planned('2021-12-01', '2021-12-31')} ."),
    "planned-place": ("my:e a kg:Event ; kg:plannedPlace my:here .", "my:e a kg:Event ; kg:plannedPlace my:there ."),
    "leader": (leads("one"), leads("two", "kg:Chair")),
    "capacity": (
        PRESENT + "kg:inCapacityOf my:t . my:t kg:ofPost my:p .",
        PRESENT + "kg:inCapacityOf my:u . my:u kg:ofPost my:q .",
    ),
    "post-holder": (
        POST + issued("s1", "2024-12-31") + holds("one", start("2023-04-25")),
        holds("two", observed("2023-11-21")),
    ),
    "membership": (
        JOINED + "kg:asParticipantIn my:whole .",
        JOINED + "kg:asMemberIn my:part . my:part kg:subFrameworkOf my:whole .",
    ),
    "membership-start": (
        JOINED + f"{start('2024-04-05')} .",
        JOINED + f"{start('2024-07-01', '2024-07-31')} .",
    ),
    "membership-end": (
        JOINED + f"{ended('2024-04-05')} .",
        JOINED + f"{ended('2024-04-06')} .",
    ),
    "start": (f"my:t a kg:Tenure ; {start('2024-04-05')} .", f"my:t a kg:Tenure ; {start('2024-04-06', '?')} ."),
    "end": (f"my:f a kg:BilateralPartnership ; {ended('2024-04-05')} .",
            f"my:f a kg:BilateralPartnership ; {ended('2024-04-06')} ."),
    "level": (
        ranked("low", f"{start('2012-01-01')} ; {ended('2024-01-01')}"),
        ranked("high", observed("2020-05-05")),
    ),
    "purpose": ("my:g a kg:Grant ; kg:concerns my:square .", "my:g a kg:Grant ; kg:concerns my:facade ."),
    "amount": ('my:g a kg:Grant ; kg:amount 2000000 ; kg:currency "EUR" .',
               'my:g a kg:Grant ; kg:amount 3000000 ; kg:currency "EUR" .'),
    "undertaking": ("my:c a kg:Commitment ; kg:undertakes kg:ToEstablish .",
                    "my:c a kg:Commitment ; kg:undertakes kg:ToStudy ."),
}  # fmt: skip

#: Similar statements that are not in conflict.
NEAR: dict[str, tuple[str, ...]] = {
    "a month and a day in it": (
        f"my:e a kg:Event ; {date('2024-09-01', '2024-09-30')} .",
        f"my:e a kg:Event ; {date('2024-09-13')} .",
    ),
    "by a day and before it": (
        f"my:e a kg:Event ; {date('?', '2024-09-30')} .",
        f"my:e a kg:Event ; {date('2024-09-13')} .",
    ),
    "from a day and after it": (
        f"my:e a kg:Event ; {date('2024-09-01', '?')} .",
        f"my:e a kg:Event ; {date('2024-09-13')} .",
    ),
    "the same day stated twice": (f"my:e a kg:Event ; {date('2024-09-13')} .",) * 2,
    "an interval that ends before it starts": (
        f"my:e a kg:Event ; {date('2024-09-13', '2024-09-01')} .",
        f"my:e a kg:Event ; {date('2020-01-01')} .",
    ),
    "planned here and held there": (
        f"my:e a kg:Event ; kg:plannedPlace my:here ; {planned('2021-06-30')} .",
        f"my:e a kg:Event ; kg:place my:there ; {date('2021-12-13')} .",
    ),
    "two places of one source, one of them of another": (
        "my:e a kg:Event ; kg:place my:here , my:there .",
        "my:e a kg:Event ; kg:place my:there .",
    ),
    "one place under two names": (
        "my:e a kg:Event ; kg:place my:old .",
        "my:e a kg:Event ; kg:place my:new . my:old a kg:Place ; dcterms:isReplacedBy my:new .",
    ),
    "leaders of two sides": (leads("one"), leads("two", side="kg:onBehalfOf country:JP")),
    "a leader and an attendee": (leads("one"), leads("two", "kg:Attendee")),
    "leaders at two events": (leads("one"), leads("two").replace("my:e ", "my:f ")),
    "two tenures in one post": (
        PRESENT + "kg:inCapacityOf my:t . my:t kg:ofPost my:p .",
        PRESENT + "kg:inCapacityOf my:u . my:u kg:ofPost my:p .",
    ),
    "an acting holder who is confirmed": (
        POST + holds("one", f"{start('2022-12-30')} ; {ended('2023-04-25')}", "acting"),
        issued("s2", "2024-12-31") + holds("one", start("2023-04-25"), "confirmed"),
    ),
    "one holder until the day of the next": (
        POST + holds("one", f"{start('2012-01-01')} ; {ended('2022-04-27')}"),
        issued("s2", "2024-12-31") + holds("two", start("2022-04-27")),
    ),
    "a holder since, and another after the report": (
        POST + issued("s1", "2023-01-01") + holds("one", start("2021-01-01")),
        holds("two", observed("2023-06-01")),
    ),
    "an end that is not known to the day": (
        POST + holds("one", f"{start('2021-01-01')} ; {ended('2023-01-01', '2023-12-31')}"),
        holds("two", observed("2023-06-01")),
    ),
    "an end by some day": (
        POST + issued("s1", "2024-12-31") + holds("one", f"{start('2021-01-01')} ; {ended('?', '2023-12-31')}"),
        holds("two", observed("2023-06-01")),
    ),
    "a start that is not known to the day": (
        POST + issued("s1", "2024-12-31") + holds("one", start("2023-01-01", "2023-12-31")),
        holds("two", observed("2023-06-01")),
    ),
    "two holders of a post of low rank": (
        POST.replace("kg:rank 2", "kg:rank 3") + holds("one", observed("2023-06-01")),
        holds("two", observed("2023-06-01")),
    ),
    "holders without any date": (POST + holds("one", "kg:acting false"), holds("two", "kg:acting false")),
    "a level after another": (
        ranked("low", f"{start('2012-01-01')} ; {ended('2024-01-24')}"),
        ranked("high", start("2024-01-24")),
    ),
    "a level without an end, and the next": (
        issued("s1", "2025-01-01") + ranked("low", start("2012-01-01")),
        issued("s2", "2025-01-01") + ranked("high", start("2024-01-24")),
    ),
    "levels with two partners": (
        ranked("low", observed("2020-05-05")),
        ranked("high", observed("2020-05-05"), partners="country:FR , country:DE"),
    ),
    "members of two bodies": (
        JOINED + "kg:asMemberIn my:a .",
        "my:n a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:b .",
    ),
    "a general and a more specific kind of membership": (
        JOINED + "kg:inFramework my:a .",
        JOINED + "kg:asLeaderIn my:a .",
    ),
    "a start by some day": (
        f"my:t a kg:Tenure ; {start('?', '2024-04-05')} .",
        f"my:t a kg:Tenure ; {start('2020-01-01')} .",
    ),
    "what a pledge that is no grant concerns": (
        "my:c a kg:Pledge ; kg:concerns my:a .",
        "my:c a kg:Pledge ; kg:concerns my:b .",
    ),
    "amounts in two currencies": (
        'my:g a kg:Grant ; kg:amount 2 ; kg:currency "EUR" .',
        'my:g a kg:Grant ; kg:amount 3 ; kg:currency "USD" .',
    ),
    "one amount in two forms": (
        'my:g a kg:Grant ; kg:amount 2 ; kg:currency "EUR" .',
        'my:g a kg:Grant ; kg:amount 2.0 ; kg:currency "EUR" .',
    ),
    "signed, and in force": (
        "my:i a kg:Instrument ; kg:legalStatus kg:Signed .",
        "my:i a kg:Instrument ; kg:legalStatus kg:InForce .",
    ),
    "planned, and held": (
        "my:e a kg:Event ; kg:eventStatus kg:Planned .",
        "my:e a kg:Event ; kg:eventStatus kg:Held .",
    ),
}


def test_every_shipped_exclusive_property_has_an_example(shipped: KnowledgeGraph) -> None:
    from kg.evidence.exclusive import exclusive_properties

    assert {exclusive.name for exclusive in exclusive_properties(shipped.snapshot)} == set(CONFLICT)


@pytest.mark.parametrize("name", CONFLICT)
def test_two_answers_to_an_exclusive_property_are_a_conflict(snapshot_of: SnapshotOf, name: str) -> None:
    snapshot = snapshot_of(*CONFLICT[name])
    ((found, sides),) = shape(conflicts(snapshot))
    assert found == name
    assert sorted(sides.values()) == [["s1"], ["s2"]]
    # Asked for one statement, kg finds the same as when it looks for all conflicts.
    notes = contested(snapshot)
    for triple in {plain(quad) for graph in Assertions(snapshot).sources for quad in in_graph(snapshot, graph)}:
        assert contested_among(snapshot, [triple]).get(triple) == notes.get(triple), triple


@pytest.mark.parametrize("name", CONFLICT)
def test_the_order_of_the_sources_changes_nothing(snapshot_of: SnapshotOf, name: str) -> None:
    one, other = CONFLICT[name]
    swapped = (other.replace("my:s2", "my:s1"), one.replace("my:s1", "my:s2"))
    ((_, sides),) = shape(conflicts(snapshot_of(one, other)))
    ((_, mirrored),) = shape(conflicts(snapshot_of(*swapped)))
    assert {answer: {"s1": "s2", "s2": "s1"}[by] for answer, (by,) in sides.items()} == {
        answer: by for answer, (by,) in mirrored.items()
    }


@pytest.mark.parametrize("case", NEAR)
def test_similar_statements_are_not_a_conflict(snapshot_of: SnapshotOf, case: str) -> None:
    assert shape(conflicts(snapshot_of(*NEAR[case]))) == []


# ---- Which statements are claims


def test_background_makes_claims(snapshot_of: SnapshotOf) -> None:
    one, other = CONFLICT["place"]
    assert shape(conflicts(snapshot_of(one, background=other))) == [("place", {"here": ["s1"], "there": ["known"]})]


def test_the_key_may_be_stated_in_another_file(snapshot_of: SnapshotOf) -> None:
    post, tenure = "my:p kg:postOf country:FR .", "my:t kg:ofPost my:p ."
    one, two = (leads(who, side="kg:inCapacityOf my:t") for who in ("one", "two"))
    assert shape(conflicts(snapshot_of(one, two, vocabulary=post, background=tenure))) == [
        ("leader", {"one": ["s1"], "two": ["s2"]})
    ]


def test_the_role_must_be_stated_by_the_source_of_the_claim(snapshot_of: SnapshotOf) -> None:
    assert (
        shape(
            conflicts(
                snapshot_of(leads("one"), leads("two").replace("kg:role kg:Lead ;", ""), "my:at-two kg:role kg:Lead .")
            )
        )
        == []
    )


def test_two_leaders_in_one_source_are_a_conflict(snapshot_of: SnapshotOf) -> None:
    assert shape(conflicts(snapshot_of(leads("one") + leads("two")))) == [("leader", {"one": ["s1"], "two": ["s1"]})]


def test_two_holders_on_one_day_in_one_source_are_a_conflict(snapshot_of: SnapshotOf) -> None:
    stated = POST + holds("one", observed("2023-06-01")) + holds("two", observed("2023-06-01"))
    assert shape(conflicts(snapshot_of(stated))) == [("post-holder", {"one": ["s1"], "two": ["s1"]})]


def test_several_answers_of_one_source_are_one_claim(snapshot_of: SnapshotOf) -> None:
    assert shape(conflicts(snapshot_of("my:e a kg:Event ; kg:place my:here , my:there ."))) == []
    found = conflicts(
        snapshot_of("my:e a kg:Event ; kg:place my:here , my:there .", "my:e a kg:Event ; kg:place my:yonder .")
    )
    assert shape(found) == [("place", {"here": ["s1"], "there": ["s1"], "yonder": ["s2"]})]


def test_an_exclusive_property_of_the_project_is_used(snapshot_of: SnapshotOf) -> None:
    own = 'my:due a kg:ExclusiveSlot ; rdfs:label "due date"@en ; kg:slotClass kg:Commitment ;'
    own += " kg:slotEarliest kg:dueEarliest ; kg:slotLatest kg:dueLatest ."
    stated = [
        f"my:c a kg:Commitment ; {date(day, '', 'dueEarliest', 'dueLatest')} ." for day in ("2025-01-01", "2026-01-01")
    ]
    assert shape(conflicts(snapshot_of(*stated))) == []
    assert shape(conflicts(snapshot_of(*stated, ontology=own))) == [
        ("due", {"2025-01-01": ["s1"], "2026-01-01": ["s2"]})
    ]


# ---- Sides


def test_a_wider_date_is_on_the_only_side_that_it_allows(snapshot_of: SnapshotOf) -> None:
    days = [("2024-09-13", ""), ("2024-08-13", ""), ("2024-09-01", "2024-09-30"), ("2024-01-01", "2024-12-31")]
    found = conflicts(snapshot_of(*(f"my:e a kg:Event ; {date(*day)} ." for day in days)))
    # The year allows both, so it is on neither.
    assert shape(found) == [("date", {"2024-09-13": ["s1", "s3"], "2024-08-13": ["s2"]})]


def test_several_dates_of_one_source_are_one_interval(snapshot_of: SnapshotOf) -> None:
    both = f"my:e a kg:Event ; {date('2024-09-13')} ; {date('2024-09-20')} ."
    assert shape(conflicts(snapshot_of(both, f"my:e a kg:Event ; {date('2024-09-15')} ."))) == []


def test_the_side_with_most_independent_sources_comes_first(snapshot_of: SnapshotOf) -> None:
    one, other = CONFLICT["place"]
    repeats = "my:{} prov:wasDerivedFrom my:agency ."
    found = conflicts(
        snapshot_of(one + repeats.format("s1"), one + repeats.format("s2"), one + repeats.format("s3"), other, other)
    )
    assert shape(found) == [("place", {"there": ["s4", "s5"], "here": ["s1", "s2", "s3"]})]
    assert [side.independent for side in found[0].sides] == [2, 1]


def test_sources_are_sorted_by_date_of_issue(snapshot_of: SnapshotOf) -> None:
    one, other = CONFLICT["place"]
    found = conflicts(snapshot_of(issued("s1", "2024-05-01") + one, other, issued("s3", "2023-05-01") + one))
    assert shape(found) == [("place", {"here": ["s3", "s1"], "there": ["s2"]})]


def test_answers_disagree_if_those_of_two_sources_do() -> None:
    chance, found = random.Random(27), []
    days = [Day(2024, 1, 1 + n) for n in range(6)]
    intervals = [UncertainDay(one, other) for one in (None, *days) for other in (None, *days[3:]) if one != other]
    for _ in range(2000):
        answers = chance.choice((intervals, [ox.Literal(n) for n in range(4)], [*intervals[:3], ox.Literal(1)]))
        most = chance.choice((1, 3))
        units = [set(chance.choices(answers, k=chance.randint(1, most))) for _ in range(chance.randint(1, 5))]
        units = [{day for day in unit if not (isinstance(day, UncertainDay) and is_upside_down(day))} for unit in units]
        units = [unit for unit in units if unit]
        expected = any(
            not any(possibly_same(a, b) if isinstance(a, UncertainDay) and isinstance(b, UncertainDay) else a == b
                    for a in one for b in other)
            for one, other in itertools.combinations(units, 2)
        )  # fmt: skip
        assert conflict._disagree(units) == expected, units
        found.append(expected)
    assert 200 < sum(found) < 1800


def test_disputes_at_two_times_are_two_conflicts(snapshot_of: SnapshotOf) -> None:
    ladder = POST + holds("one", f"{start('2012-01-01')} ; {ended('2022-01-01')}")
    ladder += holds("two", f"{start('2022-01-01')} ; {ended('2024-01-01')}")
    found = conflicts(snapshot_of(ladder, holds("x", observed("2015-05-05")), holds("y", observed("2023-05-05"))))
    assert [(c.since, sorted(side)) for c, (_, side) in zip(found, shape(found), strict=True)] == [
        ("2015-05-05", ["one", "x"]), ("2023-05-05", ["two", "y"]),
    ]  # fmt: skip


def test_a_conflict_on_a_lasting_state_names_its_first_day(snapshot_of: SnapshotOf) -> None:
    (found,) = conflicts(snapshot_of(*CONFLICT["post-holder"]))
    assert found.since == "2023-11-21"
    assert found.about == "my:minister, on 2023-11-21"


def test_an_open_interval_ends_at_the_date_of_its_source(snapshot_of: SnapshotOf) -> None:
    one, other = CONFLICT["post-holder"]
    assert shape(conflicts(snapshot_of(one.replace("2024-12-31", "2023-11-21"), other))) != []
    assert shape(conflicts(snapshot_of(one.replace("2024-12-31", "2023-11-20"), other))) == []
    assert shape(conflicts(snapshot_of(one.replace(issued("s1", "2024-12-31"), ""), other))) == []


def test_a_source_makes_claims_only_for_the_days_that_it_states(snapshot_of: SnapshotOf) -> None:
    stated = (POST + holds("one", observed("2023-05-01"), "t"), holds("one", observed("2015-05-01"), "t"))
    found = conflicts(snapshot_of(*stated, holds("two", observed("2023-05-01"))))
    assert shape(found) == [("post-holder", {"one": ["s1"], "two": ["s3"]})]


def test_with_only_a_latest_end_nothing_but_an_exact_day_of_the_start_is_claimed(snapshot_of: SnapshotOf) -> None:
    for first, sides in (("2020-03-31", [{"one": ["s1"], "two": ["s2"]}]), ("2020-03-01", [])):
        when = f'{start(first, "2020-03-31")} ; kg:endLatest "2022-12-31"^^xsd:date'
        found = conflicts(snapshot_of(POST + holds("one", when), holds("two", observed("2020-03-31"))))
        assert [side for _, side in shape(found)] == sides


# ---- Judgements


def judged(verdict: str, source: str, what: str, name: str = "j") -> str:
    return f"""my:{name} a kg:Judgement ; kg:verdict kg:{verdict} ; kg:judgedSource my:{source} ; {what} ;
        kg:ground "Ground of {name}."@en ; dcterms:date "2026-11-22"^^xsd:date . """


def triple(subject: str, prop: str, value: str) -> str:
    return f"kg:judgedSubject {subject} ; kg:judgedPredicate {prop} ; kg:judgedObject {value}"


ONE, OTHER = triple("my:e", "kg:place", "my:here"), triple("my:e", "kg:place", "my:there")


@pytest.mark.parametrize(
    ("judgements", "status", "verdicts"),
    [
        ("", "unjudged", ["", ""]),
        (judged("Rejected", "s1", ONE), "settled", ["rejected", ""]),
        (judged("Rejected", "s1", "kg:judgedNode my:e"), "settled", ["rejected", ""]),
        (judged("Rejected", "s1", "kg:judgedNode my:here"), "settled", ["rejected", ""]),
        (judged("Preferred", "s1", ONE), "settled", ["preferred", ""]),
        (judged("Open", "s1", ONE), "open", ["open", ""]),
        (judged("Preferred", "s1", ONE) + judged("Open", "s2", OTHER, "k"), "open", ["preferred", "open"]),
        (judged("Preferred", "s1", ONE) + judged("Preferred", "s2", OTHER, "k"), "open", ["preferred", "preferred"]),
        (judged("Rejected", "s1", ONE) + judged("Rejected", "s2", OTHER, "k"), "settled", ["rejected", "rejected"]),
        # Judgements on another statement or on another source.
        (judged("Rejected", "s1", triple("my:e", "kg:place", "my:elsewhere")), "unjudged", ["", ""]),
        (judged("Rejected", "s2", ONE), "unjudged", ["", ""]),
        (judged("Rejected", "s1", triple("my:e", "kg:plannedPlace", "my:here")), "unjudged", ["", ""]),
    ],
)
def test_judgements_give_the_sides_their_verdicts(
    snapshot_of: SnapshotOf, judgements: str, status: str, verdicts: list[str]
) -> None:
    (found,) = conflicts(snapshot_of(*CONFLICT["place"], judgements=judgements))
    assert found.status == status
    by_answer = {terms.local_name(side.answer.value): side.verdict for side in found.sides}  # type: ignore[union-attr]
    assert [by_answer["here"], by_answer["there"]] == verdicts


def test_a_side_is_rejected_only_if_all_its_sources_are(snapshot_of: SnapshotOf) -> None:
    one, other = CONFLICT["place"]
    (found,) = conflicts(snapshot_of(one, other, one, judgements=judged("Rejected", "s1", ONE)))
    assert (found.status, [side.verdict for side in found.sides]) == ("open", ["", ""])


def test_rejecting_one_of_three_sides_leaves_the_conflict_open(snapshot_of: SnapshotOf) -> None:
    one, other = CONFLICT["place"]
    third = "my:e a kg:Event ; kg:place my:yonder ."
    (found,) = conflicts(snapshot_of(one, other, third, judgements=judged("Rejected", "s1", ONE)))
    assert found.status == "open"


@pytest.mark.parametrize("node", ["my:at-one", "my:t"])
def test_a_judgement_on_a_node_of_a_claim_applies_to_the_claim(snapshot_of: SnapshotOf, node: str) -> None:
    stated = leads("one", side="kg:inCapacityOf my:t") + "my:t kg:ofPost my:p . my:p kg:postOf country:FR ."
    (found,) = conflicts(
        snapshot_of(stated, leads("two"), judgements=judged("Rejected", "s1", f"kg:judgedNode {node}"))
    )
    assert found.status == "settled"


def test_either_end_of_a_date_can_be_judged(snapshot_of: SnapshotOf) -> None:
    for end in ("earliestDate", "latestDate"):
        rejected = judged("Rejected", "s2", triple("my:e", f"kg:{end}", '"2024-08-13"^^xsd:date'))
        (found,) = conflicts(snapshot_of(*CONFLICT["date"], judgements=rejected))
        assert found.status == "settled"


def test_a_judgement_has_its_ground_and_date(snapshot_of: SnapshotOf) -> None:
    (found,) = conflicts(snapshot_of(*CONFLICT["place"], judgements=judged("Rejected", "s1", ONE)))
    (judgement,) = next(side for side in found.sides if side.judgements).judgements
    assert (judgement.verdict, judgement.ground, judgement.date) == ("rejected", "Ground of j.", "2026-11-22")
    assert "rejected 2026-11-22: Ground of j." in str(found)


@pytest.mark.parametrize(
    ("name", "verdict"), [*((name, "Rejected") for name in CONFLICT), ("place", "Preferred"), ("place", "Open")]
)
def test_a_judgement_never_hides_a_conflict(snapshot_of: SnapshotOf, name: str, verdict: str) -> None:
    everything = [
        f"my:{node}" for node in ("e", "n", "m", "t", "f", "g", "c", "at-one", "tenure-one", "partnership-low")
    ]
    judgements = "".join(judged(verdict, s, f"kg:judgedNode {node}", f"{s}-{n}")
                   for s in ("s1", "s2") for n, node in enumerate(everything))  # fmt: skip
    (before,), (after,) = (conflicts(snapshot_of(*CONFLICT[name], judgements=text)) for text in ("", judgements))
    assert shape((before,)) == shape((after,))
    assert (before.key, before.since) == (after.key, after.since)
    assert after.status != "unjudged"


# ---- Choosing and writing


@pytest.fixture(scope="module")
def three(snapshot_of: SnapshotOf) -> Snapshot:
    """Conflicts on a place, a date and a grant; the one on the place is settled."""
    pairs = zip(CONFLICT["place"], CONFLICT["date"], CONFLICT["purpose"], strict=True)
    names = 'my:e skos:prefLabel "Talks"@en . my:here skos:prefLabel "Here"@en .'
    stated = ["".join(text.replace("my:e a kg:Signing", "my:signing a kg:Signing") for text in pair) for pair in pairs]
    return snapshot_of(*stated, vocabulary=names, judgements=judged("Rejected", "s1", ONE))


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({}, ["date", "place", "purpose"]),
        ({"slot": "date"}, ["date"]),
        ({"slot": "place of an event"}, ["place"]),
        ({"slot": "slot:purpose"}, ["purpose"]),
        ({"slot": f"{terms.BASE}slot/purpose"}, ["purpose"]),
        ({"unsettled": True}, ["date", "purpose"]),
        ({"about": "my:e"}, ["place"]),
        ({"about": "talks"}, ["place"]),
        ({"about": "Here"}, ["place"]),
        ({"about": "my:g"}, ["purpose"]),
        ({"about": "my:e", "unsettled": True}, []),
        ({"slot": "leader"}, []),
    ],
)
def test_conflicts_are_chosen_by_exclusive_property_thing_and_status(
    three: Snapshot, choice: dict[str, str], expected: list[str]
) -> None:
    assert [conflict.exclusive.name for conflict in choose(three, **choice)] == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"slot": "leaders"}, "no exclusive property called 'leaders'; did you mean 'leader'"),
        ({"slot": "colour"}, "choose one of: amount, capacity, date"),
        ({"about": "tolks"}, "did you mean my:e"),
    ],
)
def test_an_unknown_choice_is_explained(three: Snapshot, choice: dict[str, str], message: str) -> None:
    with pytest.raises(UnknownNameError, match=message):
        choose(three, **choice)  # type: ignore[arg-type]


def test_a_table_has_a_row_for_each_side(three: Snapshot) -> None:
    found = choose(three, slot="place")
    assert table(found, three).texts() == [
        ["place of an event", "Talks", "Here", "s1", "1", "rejected 2026-11-22: Ground of j."],
        ["place of an event", "Talks", "my:there", "s2", "1", ""],
    ]


def test_question_27_lists_all_conflicts(three: Snapshot) -> None:
    assert disagreements(three).rows == table(conflicts(three), three).rows
    assert len(disagreements(three, ox.NamedNode("https://example.org/desk/signing"))) == 2


def test_json_values_have_passages_and_judgements(snapshot_of: SnapshotOf) -> None:
    annotation = """my:p a kg:Passage ; kg:inSource my:s1 ; kg:gist "Here it was."@en .
        [] a owl:Axiom ; kg:passage my:p ; owl:annotatedSource my:e ;
        owl:annotatedProperty kg:place ; owl:annotatedTarget my:here ."""
    one, other = CONFLICT["place"]
    (found,) = conflicts(snapshot_of(one + annotation, other, judgements=judged("Rejected", "s1", ONE)))
    values = json.loads(json.dumps(found.as_dict()))
    assert (values["status"], values["about"], values["since"]) == ("settled", [["https://example.org/desk/e"]], None)
    side = values["sides"][0]
    assert (side["answer"], side["verdict"], side["independent"]) == ("https://example.org/desk/here", "rejected", 1)
    (claim,) = side["accounts"]
    assert [citation["gist"] for citation in claim["citations"]] == ["Here it was."]
    assert [judgement["ground"] for judgement in claim["judgements"]] == ["Ground of j."]


def test_a_date_in_json_is_its_two_ends(snapshot_of: SnapshotOf) -> None:
    (found,) = conflicts(snapshot_of(*CONFLICT["planned-date"]))
    assert [side["answer"] for side in found.as_dict()["sides"]] == [
        [None, "2021-06-30"], ["2021-12-01", "2021-12-31"],
    ]  # fmt: skip


def test_contested_statements_name_the_other_side(snapshot_of: SnapshotOf) -> None:
    notes = contested(snapshot_of(*CONFLICT["leader"]))
    assert {t[1].value.removeprefix(terms.KG) for t in notes} == {"participant"}
    assert [note for t, found in sorted(notes.items(), key=str) for note in found] == [
        "leader of a side: my:e, country:FR (unjudged); other side: my:two (s2)",
        "leader of a side: my:e, country:FR (unjudged); other side: my:one (s1)",
    ]


# ---- The shipped graph

#: Conflicts on exclusive properties in the notes on corroborating sources: the property and the thing.
EXPECTED = {
    "X1": ("leader", "event:cn-uz-fmsd-1"),
    "X4": ("date", "event:us-uz-customs-mutual-assistance-agreement-signing"),
    "X6": ("membership", "membership:msp-uz"),
    "X6 start": ("membership-start", "membership:msp-uz"),
    "X7": ("purpose", "commitment:us-registan-grant-2024"),
    "X8": ("planned-place", "event:us-uz-spd-1"),
    "X9 date": ("date", "event:c5plus1-first-meeting"),
    "X9 place": ("place", "event:c5plus1-first-meeting"),
    "X10": ("undertaking", "commitment:china-central-asia-secretariat"),
    "X13": ("date", "event:b5plus1-announcement"),
    "X15": ("date", "event:us-uz-joint-investment-framework-signing"),
    "X16": ("capacity", "official:dean-thompson"),
}


@pytest.mark.parametrize("case", EXPECTED)
def test_shipped_conflicts_are_found_from_the_data_alone(shipped: KnowledgeGraph, case: str) -> None:
    name, about = EXPECTED[case]
    (found,) = shipped.conflicts(slot=name, about=about)
    assert len(found.sides) == 2
    assert found.status != "unjudged"


def test_shipped_conflicts_are_the_same_without_the_judgements(shipped: KnowledgeGraph) -> None:
    from kg.build.assemble import assemble
    from kg.load.files import load_project
    from kg.store.scope import Scope

    loaded = load_project(shipped.project)
    loaded.parsed = [part for part in loaded.parsed if part.file.role != "judgements"]
    unjudged = conflicts(assemble(shipped.project, loaded, Scope()))
    judged_ = shipped.conflicts()
    assert [(c.exclusive.iri, c.key, c.since) for c in unjudged] == [(c.exclusive.iri, c.key, c.since) for c in judged_]
    assert shape(unjudged) == shape(judged_)
    assert {conflict.status for conflict in unjudged} == {"unjudged"}


def test_the_claim_that_kamilov_led_is_rejected(shipped: KnowledgeGraph) -> None:
    (found,) = shipped.conflicts(slot="leader", about="event:cn-uz-fmsd-1")
    saidov, kamilov = found.sides
    assert (found.answer_text(saidov), found.answer_text(kamilov)) == ("Bakhtiyor Saidov", "Abdulaziz Kamilov")
    assert kamilov.names == "breaking-latest-2023-11-21"
    assert saidov.independent < len(saidov.sources)
    assert (found.status, kamilov.verdict) == ("settled", "rejected")


def test_for_one_statement_kg_looks_for_no_other_conflict(
    shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = dict(contested(shipped.snapshot))
    monkeypatch.setattr(conflict, "_conflicts", lambda _: pytest.fail("all conflicts were computed"))
    monkeypatch.setattr(Assertions, "_index", lambda *_: pytest.fail("all statements of a property were read"))
    for triple, written in notes.items():
        assert contested_among(shipped.snapshot, [triple]) == {triple: written}
    assert contested_among(shipped.snapshot, list(notes)) == notes


def test_why_marks_contested_statements(shipped: KnowledgeGraph) -> None:
    why = shipped.why("bakhtiyor-saidov", "kg:takesPartIn", "cn-uz-fmsd-1")
    assert "≠ contested: leader of a side: 1st China–Uzbekistan" in str(why)
    assert "Abdulaziz Kamilov (breaking-latest-2023-11-21)" in why.markdown()
    assert "contested" in json.dumps(why.as_dict()["proof"]["premises"])
    assert "contested" not in str(shipped.why("UZ", "kg:metUnder", "us-uz-spd"))


# ---- The command and the checks


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--slot", "leader"],
        ["--about", "cn-uz-fmsd-1"],
        ["--open"],
        ["--source", "kun-uz-2024-11-16"],
        ["--no-background"],
    ],
    ids=" ".join,
)
def test_the_command_lists_the_conflicts_that_the_function_finds(
    shipped: KnowledgeGraph, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    root = str(shipped.project.root)
    assert main(["conflicts", "-C", root, *arguments]) == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    graph = kg.open(root, background="--no-background" not in arguments,
                    sources_only=["kun-uz-2024-11-16"] if "--source" in arguments else ())  # fmt: skip
    choice = {"--slot": {"slot": "leader"}, "--about": {"about": "cn-uz-fmsd-1"}, "--open": {"unsettled": True}}
    expected = graph.conflicts(**choice.get(arguments[0] if arguments else "", {}))
    assert printed == [json.loads(json.dumps(conflict.as_dict())) for conflict in expected]


@pytest.mark.parametrize("style", ["table", "json", "csv", "tsv", "markdown"])
def test_the_command_writes_every_format(
    shipped: KnowledgeGraph, capsys: pytest.CaptureFixture[str], style: str
) -> None:
    assert main(["conflicts", "-C", str(shipped.project.root), "--slot", "leader", "-f", style]) == 0
    out = capsys.readouterr().out
    assert "Kamilov" in out
    assert "rejected" in out


def check(project: Project, name: str) -> list[Finding]:
    findings = kg.open(project.root).check(datetime.date(2026, 11, 22))
    return [finding for finding in findings if finding.check == name]


@pytest.mark.parametrize("name", ["date", "leader"])
def test_an_unjudged_conflict_is_reported_with_its_line(
    project: Project, write_source: Callable[..., Path], name: str
) -> None:
    one, other = CONFLICT[name]
    write_source(f"my:s1 a kg:Source .\n{one}\n", "one.ttl")
    write_source(f"my:s2 a kg:Source .\n\n{other}\n", "other.ttl")
    (finding,) = check(project, "conflict")
    assert (finding.severity, Path(finding.path or "").name, finding.line) == ("warning", "other.ttl", 10)
    assert finding.focus
    assert "by s1" in finding.message
    assert "by s2" in finding.message
    assert "kg conflicts" in (finding.remedy or "")


def test_a_judged_conflict_is_not_reported(project: Project, write_source: Callable[..., Path]) -> None:
    one, other = CONFLICT["place"]
    write_source(f"my:s1 a kg:Source .\n{one}", "one.ttl")
    write_source(f"my:s2 a kg:Source .\n{other}", "other.ttl")
    assert len(check(project, "conflict")) == 1
    held = write_source(f"my:held a kg:Source , kg:ReferenceData .\n{judged('Open', 's1', ONE)}", "held.ttl")
    held.rename(project.root / "data" / "judgements.ttl")
    assert check(project, "conflict") == []
    assert len(kg.open(project.root).conflicts(unsettled=True)) == 1


def test_sources_of_one_side_that_copy_each_other_are_reported(
    project: Project, write_source: Callable[..., Path]
) -> None:
    one, other = CONFLICT["place"]
    prov = "<http://www.w3.org/ns/prov#wasDerivedFrom>"
    write_source(f"my:s1 a kg:Source .\n{one}", "s1.ttl")
    write_source(f"my:s2 a kg:Source ; {prov} my:s1 .\n{one}", "s2.ttl")
    write_source(f"my:s3 a kg:Source ; {prov} my:agency .\n{other}", "s3.ttl")
    (finding,) = check(project, "copies")
    assert (finding.severity, Path(finding.path or "").name, finding.line) == ("info", "s2.ttl", 9)
    assert "s1 and s2 count as one source" in finding.message
