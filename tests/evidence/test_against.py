"""What stands against a statement that does not hold: "nobody says so" only where nobody does."""

from __future__ import annotations

import itertools
import json

import pytest

import kg
from kg.cli import main
from kg.evidence.explanation import Explanation
from kg.evidence.judgements.judgements import rejections
from kg.evidence.judgements.notes import rejection_notes
from kg.graph import KnowledgeGraph
from kg.project.project import shipped_root
from kg.rdf.model import INFERRED, plain
from kg.rdf.terms import local_name

MSP = ("UZ", "participates in", "msp")
NOBODY = "no source states it, and it does not follow from what they state"


def told_by(explanation: Explanation) -> set[str]:
    return set(map(local_name, explanation.asserted_in))


def test_rejected_premises_are_named_with_their_judgements(shipped: KnowledgeGraph) -> None:
    why = shipped.why(*MSP)
    assert not why.holds
    assert told_by(why) == {"kun-uz-2024-11-16", "mfa-uz-2024-11-13"}
    assert why.against is not None
    assert why.against.reason == "what it would follow from is rejected by a judgement"
    assert {one.judgement.iri for one in why.against.rejected} == {
        f"https://w3id.org/diplomatic-kg/judgement/uz-in-msp-{name}" for name in ("kun-uz", "joint-statement")
    }
    # A third document states another relation between the two.
    assert [local_name(one.judgement.source) for one in why.against.similar_rejected] == ["daryo-uz-2024-11-14"]
    assert told_by(shipped.why("UZ", "member of", "msp")) == {"daryo-uz-2024-11-14"}
    itself = shipped.why("membership:msp-uz", "as participant in", "msp")
    assert itself.against is not None
    assert itself.against.reason == "rejected by a judgement"
    assert told_by(itself) == told_by(why)


def test_every_format_names_source_judgement_and_ground(shipped: KnowledgeGraph) -> None:
    why = shipped.why(*MSP)
    ground = "The two bodies are not one."
    for text in (str(why), why.markdown(), why.mermaid(), json.dumps(why.as_dict(), ensure_ascii=False)):
        for part in ("kun-uz-2024-11-16", "mfa-uz-2024-11-13", "daryo-uz-2024-11-14", "2026-11-22", ground):
            assert part in text
        assert "engaged through a part of" in text
        assert NOBODY not in text
    rejected = why.as_dict()["against"]["rejected"]
    assert {local_name(source) for one in rejected for source in one["judgement"]["evidence"]} == {
        "european-commission-2024-09-27", "memberships", "new-europe-global-2024-04-30",
    }  # fmt: skip


def test_whatever_judgements_leave_out_is_explained_by_them(shipped: KnowledgeGraph) -> None:
    unjudged = shipped.snapshot.without_judgements
    inferred = map(plain, unjudged.store.quads_for_pattern(None, None, None, INFERRED))
    lost = [triple for triple in inferred if not shipped.snapshot.is_inferred(triple)]
    lost += [t for one in rejections(shipped.snapshot) for t in one.statements if not shipped.snapshot.is_accepted(t)]
    assert len(lost) > 20
    for triple in lost:
        why = shipped.why(*triple)
        assert not why.holds
        assert why.against is not None
        assert why.against.rejected, triple
        assert set(why.asserted_in) >= {one.judgement.source for one in why.against.rejected}


def test_other_answers_are_named_where_a_question_has_one_answer(shipped: KnowledgeGraph) -> None:
    signing = "event:us-uz-customs-mutual-assistance-agreement-signing"
    wrong = shipped.why(signing, "kg:earliestDate", "2024-08-13")
    assert wrong.against is not None
    assert told_by(wrong) == {"hstoday-2024-10-11"}
    assert {one.answer: set(map(local_name, one.sources)) for one in wrong.against.others} == {
        "2024-09": {"trend-2024-11-15"},
        "2024-09-13": {"gazeta-uz-2024-09-16", "tashkent-times-2024-09-30", "kun-uz-2024-09-16"},
    }
    # A day that nobody names is a value of the property all the same.
    never = shipped.why(signing, "kg:earliestDate", "1999-01-01")
    assert (never.holds, never.asserted_in) == (False, ())
    assert never.against is not None
    assert never.against.reason == "sources give other answers"
    assert len(never.against.others) == 3
    with pytest.raises(kg.errors.UnknownNameError):
        shipped.why(signing, "kg:signs", "1999-01-01")


def test_nobody_says_so_where_nobody_does(shipped: KnowledgeGraph) -> None:
    why = shipped.why("UZ", "met under", "sco")
    assert why.against is not None
    assert why.against.reason == NOBODY
    assert (why.asserted_in, why.against.rejected, why.against.others) == ((), (), ())
    assert any(predicate.value.endswith("#memberOf") for _, predicate, _ in why.against.similar)


def test_what_nobody_states_is_unknown_unless_a_list_is_complete_without_it(shipped: KnowledgeGraph) -> None:
    un, sco = (
        "the list of the members of United Nations",
        "the list of the members of Shanghai Cooperation Organisation",
    )
    post = "the list of the holders of Minister of Foreign Affairs of China is complete from 2013-03-16 to 2023-07-25"
    for statement, verdict, reason in (
        (("Japan", "member of", "un"), "not known", f"{un} is incomplete: it has 12 of 193"),
        (("Germany", "member of", "sco"), "does not hold", f"{sco} is complete as of 2024-07-04"),
        (("tenure:jonathan-henick-ambassador", "in the post of", "cn-foreign-minister"), "does not hold", post),
        (
            ("Japan", "member of", "us-uz-spd"),
            "not known",
            "and kg may not know all members of Strategic Partnership Dialogue",
        ),
        (("UZ", "met under", "sco"), "not known", "it does not follow from what they state"),
        (("cn-uz-fmsd-1", "earliest date", "2023-11-22"), "does not hold", "sources give other answers"),
        (MSP, "does not hold", "what it would follow from is rejected by a judgement"),
    ):
        why = shipped.why(*statement)
        assert why.against is not None
        assert (why.against.verdict, reason in why.against.reason) == (verdict, True), why.against.reason
        assert f": {verdict}: " in str(why)
        assert why.as_dict()["against"]["unknown"] is (verdict == "not known")
        assert not why.holds


def test_properties_of_values_are_found_by_their_names(shipped: KnowledgeGraph) -> None:
    for name in ("earliest date", "earliestDate", "kg:earliestDate"):
        assert shipped.why("cn-uz-fmsd-1", name, "2023-11-21").holds
    assert shipped.why("cn-uz-fmsd-1", "ordinal", 1).holds
    # A date is a value of a property of values, also of a thing that has none.
    assert shipped.why("country:UZ", "latest date", "2023-11-21").triple[2].value == "2023-11-21"
    with pytest.raises(kg.errors.UnknownNameError, match="did you mean kg:earliestDate"):
        shipped.why("cn-uz-fmsd-1", "earlist date", "2023-11-21")


def test_in_a_part_of_the_data_what_it_leaves_out_is_named() -> None:
    for scope, statement, reason, expected in (
        (
            {"known_by": "2021-01-01"}, ("UZ", "met under", "us-uz-spd"),
            "it holds in the whole graph", "does not hold in this part of the data (known by 2021-01-01)",
        ),
        (
            {"at": "2025-01-01"},
            ("official:abdulaziz-kamilov", "kg:holdsTenure", "tenure:abdulaziz-kamilov-foreign-minister-2012"),
            "it holds in the whole graph", "end 2022-04-27",
        ),
        (
            {"sources_only": "kun-uz-2024-11-16"}, ("UZ", "member of", "msp"),
            "a judgement rejects it in the whole graph",
            "stated by daryo-uz-2024-11-14 of 2024-11-14; rejected by a judgement",
        ),
        (
            # The part does not have the thing.
            {"known_by": "2023-12-31"}, ("us-uz-spd-4", "has party", "UZ"),
            "it holds in the whole graph", "stated by daryo-uz-2024-11-14 of 2024-11-14",
        ),
        (
            {"sources_only": "kun-uz-2024-11-16"}, ("UZ", "met under", "sco"),
            "no source in this part of the data states it, and it does not follow from what they state", "",
        ),
    ):  # fmt: skip
        why = kg.open(shipped_root(), **scope).why(*statement)  # type: ignore[arg-type]
        assert why.against is not None
        assert why.against.reason == reason
        assert bool(why.against.left_out) is bool(expected)
        assert expected in str(why)
        for one in why.against.left_out:
            assert one.issued
            assert all(day > scope.get("known_by", "") for day in one.issued)
    holding = kg.open(shipped_root(), known_by="2024-12-31").why(*MSP)
    assert (holding.holds, holding.against) == (True, None)


def test_the_command_says_what_stands_against_a_statement(capsys: pytest.CaptureFixture[str]) -> None:
    for statement, style in itertools.product((MSP, ("UZ", "member of", "msp")), ("json", "table")):
        assert main(["why", *statement, "-f", style, "-C", str(shipped_root())]) == 1
        out, _ = capsys.readouterr()
        assert "rejected" in out
        if style == "json":
            assert json.loads(out)[0]["told_by"]


def test_a_statement_that_holds_says_whose_statement_of_it_is_rejected(shipped: KnowledgeGraph) -> None:
    notes = rejection_notes(shipped.snapshot)
    assert notes
    for triple, texts in notes.items():
        why = shipped.why(*triple)
        assert why.holds
        assert all(f"contested: {text}" in str(why) for text in texts)
        assert texts[0].startswith("what breaking-latest-2023-11-21 states is rejected: ")
