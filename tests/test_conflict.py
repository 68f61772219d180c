"""Conflicts: found from what is told, in the slots that the ontology declares, whatever was judged."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

import kg
from kg.cli import main
from kg.conflict import Conflict, conflicts
from kg.errors import ProjectError, UnknownNameError
from kg.graph import KnowledgeGraph
from kg.slots import slots
from kg.sources import Project, shipped_root

HEAD = """\
@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix country: <https://w3id.org/diplomatic-kg/country/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix my: <https://example.org/desk/> .
"""
Told = Callable[..., KnowledgeGraph]


@pytest.fixture
def told(project: Project) -> Told:
    """Make a graph of what each of some sources says; what they share goes into the vocabulary."""

    def make(*sources: str, judgements: str = "", vocabulary: str = "", ontology: str = "") -> KnowledgeGraph:
        data = project.root / "data"
        (data / "sources" / "example.ttl").unlink(missing_ok=True)
        for number, text in enumerate(sources, 1):
            head = f'{HEAD}my:s{number} a kg:Source ; dcterms:issued "2024-0{number}-01"^^xsd:date .\n'
            (data / "sources" / f"s{number}.ttl").write_text(head + text, encoding="utf-8")
        kinds = {"judgements": (data / "judgements.ttl", judgements),
                 "names": (data / "reference" / "vocabulary" / "names.ttl", vocabulary)}  # fmt: skip
        for name, (path, text) in kinds.items():
            path.unlink(missing_ok=True)
            if text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(f"{HEAD}my:{name} a kg:Source , kg:ReferenceData .\n{text}", encoding="utf-8")
        if ontology:
            (project.root / "ontology" / "own.ttl").write_text(
                HEAD + "my:ontology a owl:Ontology .\n" + ontology, encoding="utf-8"
            )
        return kg.open(project.root, background=False)

    return make


def sides(conflict: Conflict) -> dict[str, tuple[str, int]]:
    """The answers of a conflict, each with its sources and how many of them are independent."""
    return {conflict.answer_text(side).rsplit("/", 1)[-1].removeprefix("my:"): (side.names, side.independent)
            for side in conflict.sides}  # fmt: skip


def day(first: str, last: str = "") -> str:
    return f'kg:earliestDate "{first}"^^xsd:date ; kg:latestDate "{last or first}"^^xsd:date'


def start(first: str, last: str = "") -> str:
    return f'kg:startEarliest "{first}"^^xsd:date ; kg:startLatest "{last or first}"^^xsd:date'


def end(first: str, last: str = "") -> str:
    return f'kg:endEarliest "{first}"^^xsd:date ; kg:endLatest "{last or first}"^^xsd:date'


POSTS = (
    "my:post a kg:Post ; kg:postOf country:FR ; kg:rank 2 . my:other a kg:Post ; kg:postOf country:JP ; kg:rank 2 .\n"
)


def leader(who: str, post: str = "post", role: str = "kg:Lead", event: str = "round") -> str:
    return f"""my:at-{who} a kg:Participation ; kg:atEvent my:{event} ; kg:participant my:{who} ; kg:role {role} ;
        kg:inCapacityOf my:t-{who} . my:t-{who} a kg:Tenure ; kg:heldBy my:{who} ; kg:ofPost my:{post} .\n"""


#: For each slot what two sources say, and the two answers.
CONTRADICTING = {
    "date": (f"my:e a kg:Signing ; {day('2024-08-13')} .", f"my:e a kg:Signing ; {day('2024-09-13')} ."),
    "place": ("my:e a kg:Event ; kg:place my:a .", "my:e a kg:Event ; kg:place my:b ."),
    "planned-date": (
        'my:e a kg:Event ; kg:plannedEarliest "2024-01-01"^^xsd:date ; kg:plannedLatest "2024-01-31"^^xsd:date .',
        'my:e a kg:Event ; kg:plannedEarliest "2024-02-01"^^xsd:date ; kg:plannedLatest "2024-02-28"^^xsd:date .',
    ),
    "planned-place": ("my:e a kg:Event ; kg:plannedPlace my:a .", "my:e a kg:Event ; kg:plannedPlace my:b ."),
    "leader": (leader("a"), leader("b", role="kg:Chair")),
    "capacity": (
        leader("a", role="kg:Attendee"),
        "my:at-a a kg:Participation ; kg:atEvent my:round ; kg:participant my:a ; kg:inCapacityOf my:t-c . "
        "my:t-c a kg:Tenure ; kg:ofPost my:other .",
    ),
    "post-holder": (
        f"my:t1 a kg:Tenure ; kg:ofPost my:post ; kg:heldBy my:a ; {start('2020-01-01')} .",
        'my:t2 a kg:Tenure ; kg:ofPost my:post ; kg:heldBy my:b ; kg:observedOn "2020-06-01"^^xsd:date .',
    ),
    "membership": (
        "my:m a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:a .",
        "my:m a kg:Membership ; kg:membershipOf country:FR ; kg:asParticipantIn my:b .",
    ),
    "membership-start": (
        f"my:m a kg:Membership ; kg:membershipOf country:FR ; {start('2024-04-05')} .",
        f"my:m a kg:Membership ; kg:membershipOf country:FR ; {start('2024-07-01', '2024-07-31')} .",
    ),
    "membership-end": (
        f"my:m a kg:Membership ; kg:membershipOf country:FR ; {end('2024-04-05')} .",
        f"my:m a kg:Membership ; kg:membershipOf country:FR ; {end('2025-04-05')} .",
    ),
    "start": (f"my:t a kg:Tenure ; {start('2022-04-01')} .", f"my:t a kg:Tenure ; {start('2022-05-01')} ."),
    "end": (f"my:t a kg:Tenure ; {end('2022-04-01')} .", f"my:t a kg:Tenure ; {end('2022-05-01')} ."),
    "level": (
        "my:p a kg:BilateralPartnership ; kg:hasPartner country:FR , country:JP ; kg:level my:a ; "
        f"{start('2020-01-01')} .",
        "my:q a kg:BilateralPartnership ; kg:hasPartner country:FR , country:JP ; kg:level my:b ; "
        'kg:observedOn "2021-01-01"^^xsd:date .',
    ),
    "purpose": ("my:g a kg:Grant ; kg:concerns my:a .", "my:g a kg:Grant ; kg:concerns my:b ."),
    "amount": (
        'my:g a kg:Grant ; kg:amount 500000 ; kg:currency "USD" .',
        'my:g a kg:Grant ; kg:amount 600000 ; kg:currency "USD" .',
    ),
    "undertaking": (
        "my:c a kg:Commitment ; kg:undertakes kg:ToEstablish .", "my:c a kg:Commitment ; kg:undertakes kg:ToStudy .",
    ),
}  # fmt: skip

#: What comes near to a conflict and is none.
AGREEING = {
    "a month and a day in it": (
        f"my:e a kg:Event ; {day('2024-09-01', '2024-09-30')} .", f"my:e a kg:Event ; {day('2024-09-13')} .",
    ),
    "an open end that fits": (
        'my:e a kg:Event ; kg:latestDate "2024-11-13"^^xsd:date .', f"my:e a kg:Event ; {day('2024-09-13')} .",
    ),
    "a plan and how it came out": (
        'my:e a kg:Event ; kg:plannedEarliest "2021-06-01"^^xsd:date ; kg:plannedLatest "2021-06-30"^^xsd:date .',
        f"my:e a kg:Event ; {day('2021-12-13')} .",
    ),
    "the same answer twice": ("my:e a kg:Event ; kg:place my:a .", "my:e a kg:Event ; kg:place my:a ."),
    "leaders of two sides": (leader("a"), leader("b", post="other")),
    "leaders of two events": (leader("a"), leader("b", event="other-round")),
    "a leader and one who attends": (leader("a"), leader("b", role="kg:Attendee")),
    "two commitments": (
        "my:c a kg:Commitment ; kg:undertakes kg:ToEstablish .", "my:d a kg:Commitment ; kg:undertakes kg:ToStudy .",
    ),
    "two currencies": (
        'my:g a kg:Grant ; kg:amount 500 ; kg:currency "USD" .',
        'my:g a kg:Grant ; kg:amount 450 ; kg:currency "EUR" .',
    ),
    "one number written in two ways": (
        'my:g a kg:Grant ; kg:amount 1.50 ; kg:currency "USD" .',
        'my:g a kg:Grant ; kg:amount 1.5 ; kg:currency "USD" .',
    ),
    "ministers one after the other": (
        f"my:t1 a kg:Tenure ; kg:ofPost my:post ; kg:heldBy my:a ; {start('2020-01-01')} ; {end('2021-01-01')} .",
        f"my:t2 a kg:Tenure ; kg:ofPost my:post ; kg:heldBy my:b ; {start('2021-01-01')} .",
    ),
    "a grant for two things": ("my:g a kg:Grant ; kg:concerns my:a , my:b .", "my:g a kg:Grant ; kg:concerns my:b ."),
}  # fmt: skip


def test_every_shipped_slot_is_tested(shipped: KnowledgeGraph) -> None:
    assert {slot.name for slot in slots(shipped.snapshot)} == set(CONTRADICTING)


@pytest.mark.parametrize("slot", CONTRADICTING)
def test_a_contradiction_is_found(told: Told, slot: str) -> None:
    (found,) = told(*CONTRADICTING[slot], vocabulary=POSTS).conflicts(slot=slot)
    assert found.slot.name == slot
    assert sorted(names for names, _ in sides(found).values()) == ["s1", "s2"]
    assert found.status == "unjudged"


@pytest.mark.parametrize("case", AGREEING)
def test_what_comes_near_is_none(told: Told, case: str) -> None:
    assert told(*AGREEING[case], vocabulary=POSTS).conflicts() == ()


def test_one_source_that_names_two_leaders_contradicts_itself(told: Told) -> None:
    (found,) = told(leader("a") + leader("b"), vocabulary=POSTS).conflicts(slot="leader")
    assert sides(found) == {"a": ("s1", 1), "b": ("s1", 1)}


def test_one_source_that_gives_two_places_is_no_conflict(told: Told) -> None:
    assert told("my:e a kg:Event ; kg:place my:a , my:b .").conflicts() == ()


# ---- Witnesses


def test_a_document_that_repeats_another_is_no_further_witness(told: Told) -> None:
    place = "my:e a kg:Event ; kg:place my:{} ."
    graph = told(place.format("a"), place.format("a") + "my:s2 prov:wasDerivedFrom my:s1 .", place.format("b"))
    (found,) = graph.conflicts()
    assert sides(found) == {"a": ("s1, s2", 1), "b": ("s3", 1)}


def test_two_that_repeat_a_third_that_is_not_here_are_one_witness(told: Told) -> None:
    place = "my:e a kg:Event ; kg:place my:{} . my:s{} prov:hadPrimarySource my:agency .".format
    graph = told(place("a", 1), place("a", 2), "my:e a kg:Event ; kg:place my:b .", "my:e a kg:Event ; kg:place my:b .")
    (found,) = graph.conflicts()
    assert sides(found) == {"b": ("s3, s4", 2), "a": ("s1, s2", 1)}


# ---- Judgements

JUDGED = """
my:verdict a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource my:s1 ; kg:ground "A slip."@en ;
    kg:judgedSubject my:e ; kg:judgedPredicate kg:place ; kg:judgedObject my:a ; dcterms:date "2024-05-01"^^xsd:date .
"""


def test_a_judgement_never_hides_a_conflict(told: Told) -> None:
    said = ("my:e a kg:Event ; kg:place my:a .", "my:e a kg:Event ; kg:place my:b .")
    (before,) = told(*said).conflicts()
    (after,) = told(*said, judgements=JUDGED).conflicts()
    assert sides(before) == sides(after)
    assert (before.status, after.status) == ("unjudged", "settled")
    (rejected,) = [side for side in after.sides if side.verdict]
    assert rejected.verdicts == ("rejected 2024-05-01: A slip.",)


def test_an_open_verdict_does_not_settle(told: Told) -> None:
    said = ("my:e a kg:Event ; kg:place my:a .", "my:e a kg:Event ; kg:place my:b .")
    graph = told(*said, judgements=JUDGED.replace("kg:Rejected", "kg:Open"))
    assert [conflict.status for conflict in graph.conflicts(unsettled=True)] == ["open"]


def test_the_shipped_conflicts_are_found_without_the_judgements(shipped: KnowledgeGraph, project: Project) -> None:
    """The same conflicts, from the sources alone: a project of copies of them, with no judgement."""
    data = shipped_root() / "data"
    (project.root / "data" / "sources" / "example.ttl").unlink()
    (project.root / "kg.toml").write_text('base = "https://example.org/desk/"\n', encoding="utf-8")
    for path in (data / "sources").glob("*.ttl"):
        (project.root / "data" / "sources" / path.name).write_bytes(path.read_bytes())
    alone = conflicts(kg.open(project.root).snapshot)
    judged = conflicts(shipped.snapshot)
    assert [(c.name, sides(c)) for c in alone] == [(c.name, sides(c)) for c in judged]
    assert {c.status for c in alone} == {"unjudged"}
    assert "unjudged" not in {c.status for c in judged}


#: The exclusive slots of the notes on the sources, each with what its conflict is about and the two answers.
EXPECTED = {
    "X1": ("leader", "1st China–Uzbekistan Foreign Ministers' Strategic Dialogue, Uzbekistan",
           {"Abdulaziz Kamilov", "Bakhtiyor Saidov"}),
    "X4": ("date", "Signing of the Customs Mutual Assistance Agreement", {"2024-08-13", "2024-09-13"}),
    "X6": ("membership", "Uzbekistan, membership:msp-uz",
           {"Minerals Security Partnership", "Minerals Security Partnership Forum"}),
    "X7": ("purpose", "US grant for the Registan in Samarkand", None),
    "X8": ("planned-place", "1st US–Uzbekistan Strategic Partnership Dialogue", {"Tashkent", "Washington, D.C."}),
    "X9": ("date", "First meeting of the C5+1", {"2015-09-26", "2015-11-01"}),
    "X10": ("undertaking", None, {"to establish", "to study"}),
    "X13": ("date", "Announcement of the B5+1", {"2024-11-16", "by 2023-11-16"}),
    "X15": ("date", "Signing of the Joint Investment Framework", {"2026-02-18", "2026-02-19"}),
    "X16": ("capacity", None, None),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_the_exclusive_slots_of_the_notes_are_found(shipped: KnowledgeGraph, name: str) -> None:
    slot, about, answers = EXPECTED[name]
    found = [c for c in shipped.conflicts(slot=slot) if about in (None, c.about)]
    texts = [{c.answer_text(side) for side in c.sides} for c in found]
    assert found
    assert answers is None or answers in texts, texts
    assert all(side.sources for c in found for side in c.sides)


def test_who_was_the_minister(shipped: KnowledgeGraph) -> None:
    (found,) = shipped.conflicts(slot="leader", about="cn-uz-fmsd-1")
    saidov, kamilov = found.sides
    assert (found.answer_text(kamilov), kamilov.names, kamilov.independent) == (
        "Abdulaziz Kamilov", "breaking-latest-2023-11-21", 1,
    )  # fmt: skip
    # Xinhua, which four retell, and the Tashkent Times.
    assert (found.answer_text(saidov), len(saidov.sources), saidov.independent) == ("Bakhtiyor Saidov", 5, 2)
    assert (kamilov.verdict, found.status) == ("rejected", "settled")


# ---- Slots of a project's own


def test_a_project_declares_a_slot_of_its_own(told: Told) -> None:
    slot = """my:slot a kg:ExclusiveSlot ; <http://www.w3.org/2000/01/rdf-schema#label> "frequency"@en ;
        kg:slotClass kg:Framework ; kg:slotValue kg:frequency ."""
    said = 'my:f a kg:DialogueSeries ; kg:frequency "{}" .'
    (found,) = told(said.format("annual"), said.format("monthly"), ontology=slot).conflicts(slot="frequency")
    assert sides(found) == {"annual": ("s1", 1), "monthly": ("s2", 1)}


@pytest.mark.parametrize(
    ("slot", "says"),
    [
        ("kg:slotValue kg:place", "needs kg:slotClass"),
        ("kg:slotClass kg:Event", "needs one kg:slotValue, or one kg:slotEarliest"),
        ("kg:slotClass kg:Event ; kg:slotValue kg:place , kg:plannedPlace", "needs one kg:slotValue"),
        ("kg:slotClass kg:Event ; kg:slotEarliest kg:earliestDate", "needs one kg:slotValue, or one kg:slotEarliest"),
        ("kg:slotClass kg:Event ; kg:slotValue kg:place ; kg:slotKey kg:place", "are to be lists"),
    ],
)
def test_a_slot_that_cannot_be_used_says_what_is_wrong(told: Told, slot: str, says: str) -> None:
    graph = told("my:e a kg:Event .", ontology=f"my:bad a kg:ExclusiveSlot ; {slot} .")
    with pytest.raises(ProjectError, match=rf"bad: .*{says}"):
        graph.conflicts()


# ---- Asking


def test_what_does_not_exist_is_refused(shipped: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'leader'"):
        shipped.conflicts(slot="leadr")
    with pytest.raises(UnknownNameError):
        shipped.conflicts(about="nobody-at-all")


def test_the_command_lists_conflicts(shipped: KnowledgeGraph, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["-C", str(shipped.project.root)]
    assert main(["conflicts", "--slot", "leader", "-f", "table", *where]) == 0
    out = capsys.readouterr().out
    assert "  Abdulaziz Kamilov: breaking-latest-2023-11-21 (1 independent)\n    rejected 2026-11-22: " in out
    assert re.fullmatch(r"\d+ conflicts?: .*settled.*", out.splitlines()[-1])
    assert main(["conflicts", "--slot", "leader", *where]) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert {side["verdict"] for side in first["sides"]} & {"rejected"}
    assert all(account["citations"] for side in first["sides"] for account in side["accounts"])


def test_nothing_was_judged_by_2023(shipped: KnowledgeGraph) -> None:
    then = kg.open(shipped.project.root, known_by="2023-12-31")
    (found,) = then.conflicts(slot="leader", about="cn-uz-fmsd-1")
    assert found.status == "unjudged"
    assert len(found.sides) == 2


def test_a_proof_says_what_is_contested_in_it(shipped: KnowledgeGraph) -> None:
    reason = str(shipped.why("Bakhtiyor Saidov", "takes part in", "cn-uz-fmsd-1"))
    assert "≠ contested: leader of a side" in reason
    assert "other side: Abdulaziz Kamilov (breaking-latest-2023-11-21)" in reason
