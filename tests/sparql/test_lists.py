"""Unknown is not none: an answer says which of the lists behind it may be incomplete."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.cli import main
from kg.errors import QuestionError
from kg.graph import KnowledgeGraph
from kg.rdf.model import ACCEPTED
from kg.sparql.header import read_lists
from kg.sparql.lists import list_notes
from kg.sparql.results import Result
from kg.store.snapshot import Snapshot

COUNT = "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c kg:memberOf FRAMEWORK }"
INCOMPLETE = 'the list of the members of United Nations is incomplete: it has 12 of 193; a count is "at least"'
UNKNOWN = "kg may not know all"


def test_a_count_of_members_says_that_the_list_is_incomplete(
    shipped: KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    for style in ("table", "csv", "json"):
        assert main(["sparql", COUNT.replace("FRAMEWORK", "framework:un"), "-f", style]) == 0
        out, err = capsys.readouterr()
        assert "12" in out
        assert f"kg: note: {INCOMPLETE}\n" in err
    answer = shipped.sparql(COUNT.replace("FRAMEWORK", "framework:un"))
    assert isinstance(answer, Result)
    assert answer.notes == (INCOMPLETE,)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (COUNT.replace("FRAMEWORK", "framework:sco"),
         ["the list of the members of Shanghai Cooperation Organisation is complete as of 2024-07-04"]),
        (COUNT.replace("FRAMEWORK", "<https://w3id.org/diplomatic-kg/framework/msp>"),
         [f"{UNKNOWN} members of Minerals Security Partnership"]),
        ("PREFIX f: <https://w3id.org/diplomatic-kg/framework/> ASK { ?c kg:memberOf f:un }", [INCOMPLETE]),
        ("SELECT ?c { ?c kg:memberOf framework:un FILTER NOT EXISTS { ?c kg:memberOf framework:c5plus1 } }",
         [INCOMPLETE, "the list of the members of C5+1 is complete as of 2024-09-27"]),
        ("SELECT ?o { ?t kg:ofPost post:us-secretary-of-state ; kg:heldBy ?o }",
         [f"{UNKNOWN} holders of US Secretary of State"]),
        ("SELECT ?o { ?t kg:ofPost post:cn-foreign-minister ; kg:heldBy ?o }",
         ["the list of the holders of Minister of Foreign Affairs of China is complete from 2013-03-16 to 2023-07-25"]),
        # Neither a comment, nor a text, nor a framework without a relation of members asks for a list.
        ("ASK { framework:un a kg:Framework } # kg:memberOf", []),
        ('ASK { framework:un skos:note "kg:memberOf" }', []),
        ("SELECT ?f { country:UZ kg:memberOf ?f }", []),
    ],
)  # fmt: skip
def test_a_query_names_the_lists_that_it_depends_on(shipped: KnowledgeGraph, query: str, expected: list[str]) -> None:
    assert list(list_notes(shipped.snapshot, query)) == expected


def test_a_count_over_all_frameworks_says_which_lists_are_complete(shipped: KnowledgeGraph) -> None:
    (note,) = list_notes(shipped.snapshot, COUNT.replace("FRAMEWORK", "?any"))
    assert note.startswith(f"{UNKNOWN} members of frameworks; C5+1: complete as of 2024-09-27; Shanghai")
    assert note.endswith("; United Nations: 12 of 193")


def test_questions_that_read_a_list_say_so_even_without_rows(
    shipped: KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    # Both are members of the United Nations, but the graph lacks them.
    assert main(["ask", "1", "--country", "CL", "--partner", "FJ", "-f", "json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == []
    assert f"note: {UNKNOWN} members of frameworks" in err
    for question, lists in ((1, "members"), (2, "members"), (9, "holders"), (41, "members"), (41, "holders")):
        answer = shipped.ask(question)
        assert isinstance(answer, Result)
        assert any(note.startswith(f"{UNKNOWN} {lists} of ") for note in answer.notes), question
    # The notes are about the lists in the answer: Germany holds no post, and is in none of the complete lists.
    answer = shipped.ask(41, who="Germany")
    assert isinstance(answer, Result)
    assert answer.notes == (f"{UNKNOWN} members of frameworks",)


def test_a_post_without_a_known_holder_is_not_vacant(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "9", "--post", "us-secretary-of-state", "--date", "2025-06-01", "-f", "jsonl"]) == 0
    out, err = capsys.readouterr()
    (row,) = map(json.loads, out.splitlines())
    assert (row["official"], row["certainty"]) == (None, "not known")
    assert row["last_known"] == "Antony Blinken, until 2025-01-20"
    assert f"note: {UNKNOWN} holders of US Secretary of State\n" in err


def test_as_of_a_day_a_complete_list_may_have_had_fewer(shipped: KnowledgeGraph) -> None:
    graph = kg.open(shipped.project.root, at="2016-06-24")
    answer = graph.sparql(COUNT.replace("FRAMEWORK", "framework:sco"))
    assert isinstance(answer, Result)
    assert answer.texts() == [["6"]]
    assert answer.notes == (
        "the list of the members of Shanghai Cooperation Organisation is complete as of 2024-07-04",
    )


def test_what_came_later_is_not_known(shipped: KnowledgeGraph) -> None:
    for day, complete in (("2024-07-03", False), ("2024-07-04", True)):
        graph = kg.open(shipped.project.root, known_by=day)
        (note,) = list_notes(graph.snapshot, COUNT.replace("FRAMEWORK", "framework:sco"))
        assert ("is complete as of 2024-07-04" if complete else UNKNOWN) in note
        (note,) = list_notes(graph.snapshot, COUNT.replace("FRAMEWORK", "framework:un"))
        assert note == f"{UNKNOWN} members of United Nations"


def test_a_list_that_claims_to_be_complete_but_lacks_some_is_incomplete(
    snapshot_of: Callable[..., Snapshot],
) -> None:
    known = """
        my:list a kg:MemberList ; kg:listOf my:club ; kg:completeAsOf "2024-01-01"^^xsd:date ; kg:numberInAll 2 .
        my:m a kg:Membership ; kg:membershipOf my:a ; kg:asMemberIn my:club . my:a a kg:Country .
        my:club a kg:MultilateralPlatform ."""
    (note,) = list_notes(snapshot_of(background=known), COUNT.replace("FRAMEWORK", "my:club"))
    assert "is incomplete: it has 1 of 2" in note


def test_only_the_background_completes_a_list_and_each_list_speaks_for_itself(
    snapshot_of: Callable[..., Snapshot],
) -> None:
    def span(name: str, start: str, end: str) -> str:
        return f"""my:{name} a kg:HolderList ; kg:listOf my:post ;
            kg:completeFrom "{start}"^^xsd:date ; kg:completeAsOf "{end}"^^xsd:date .\n"""

    early, late = span("a", "1991-01-01", "1992-11-01"), span("b", "2000-01-01", "2023-04-25")
    post = "my:post a kg:Post .\n"
    for known, expected in (
        (early, "is complete from 1991-01-01 to 1992-11-01"),
        (
            early + late,
            "is complete from 1991-01-01 to 1992-11-01, and is complete from 2000-01-01 to 2023-04-25",
        ),
        # Of several days of one list, those count that claim least.
        (early + span("a", "1980-01-01", "1995-01-01"), "is complete from 1991-01-01 to 1992-11-01"),
    ):
        (note,) = list_notes(snapshot_of(background=known + post), "ASK { ?t kg:ofPost my:post }")
        assert note == f"the list of the holders of my:post {expected}"
    # A list that no file of the background describes; the roles of files refuse it before.
    claimed = snapshot_of(background=early.replace("completeAsOf", "completeFrom") + post)
    claimed.store.add(
        ox.Quad(
            ox.NamedNode("https://example.org/desk/a"),
            ox.NamedNode("https://w3id.org/diplomatic-kg/ontology#completeAsOf"),
            ox.Literal("2026-01-01"),
            ACCEPTED,
        )
    )
    (note,) = list_notes(claimed, "ASK { ?t kg:ofPost my:post }")
    assert note == f"{UNKNOWN} holders of my:post"


def test_without_the_background_nothing_is_known_to_be_complete(documents_only: KnowledgeGraph) -> None:
    (note,) = list_notes(documents_only.snapshot, COUNT.replace("FRAMEWORK", "framework:c5plus1"))
    assert note == f"{UNKNOWN} members of C5+1"


def test_the_header_names_only_lists_that_exist() -> None:
    with pytest.raises(QuestionError, match=r"x\.rq:2: .* name any of: members, holders"):
        read_lists(Path("x.rq"), "# title: x\n# lists: rounds\n", {"lists": "rounds"})
