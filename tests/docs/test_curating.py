"""The curator's tutorial works as written."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from types import ModuleType

import pytest

import kg
from kg import page as draw
from kg.authoring.formatter import files as formatting
from kg.evidence.readings import readings
from kg.evidence.sentences import place_in
from kg.evidence.texts import Texts
from kg.graph import KnowledgeGraph
from kg.project.find import find_project

Followed = tuple[Path, list[tuple[str, str]]]


@pytest.fixture(scope="module")
def page() -> str:
    return (Path(__file__).parents[2] / "docs" / "curating.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def followed(page: str, follow: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Followed:
    """The project that the tutorial makes, and each output block with the output that was printed."""
    folder = tmp_path_factory.mktemp("tutorial")
    outputs = [(block.text, printed) for block, printed in follow.follow(page, folder)]
    return folder / "ocean-desk", outputs


@pytest.fixture(scope="module")
def graph(followed: Followed) -> KnowledgeGraph:
    return kg.open(followed[0])


def test_the_page_shows_the_printed_outputs(followed: Followed) -> None:
    shown = [shown for shown, _ in followed[1]]
    assert shown == [printed for _, printed in followed[1]]
    assert len(shown) >= 8


def test_every_step_of_the_contents_is_a_section(page: str) -> None:
    sections = re.findall(r"^## (\d+)\. (.*)$", page, re.M)
    assert sections == re.findall(r"^(\d+)\. \[([^\]]*)\]", page, re.M)


def test_the_tutorial_ends_with_a_page(followed: Followed) -> None:
    text = (followed[0] / "ocean.html").read_text(encoding="utf-8")
    assert any("Ocean Dialogue" in node["label"] for node in draw.contents(text)["nodes"])


def test_the_last_check_has_no_findings(page: str, followed: Followed) -> None:
    assert ("nothing found\n", "nothing found\n") in followed[1]


def test_passages_cite_the_text(graph: KnowledgeGraph, followed: Followed) -> None:
    folder = followed[0] / "texts"
    texts = {
        "joint-statement-2025-03-03": "joint-statement.txt",
        "harbour-post-2025-03-05": "harbour-post.txt",
        "santiago-courier-2025-10-22": "santiago-courier-2025-10-22.txt",
    }
    rows = graph.sparql("SELECT * { ?p kg:inSource ?source ; oa:start ?start ; oa:end ?end ; kg:sha256 ?hash }")
    checked = 0
    for row in rows.values():  # type: ignore[union-attr]
        name = texts.get(row["source"].rsplit("/", 1)[1])
        if name is not None:
            text = (folder / name).read_bytes().decode()
            assert hashlib.sha256(text[row["start"] : row["end"]].encode()).hexdigest() == row["hash"]
            checked += 1
    assert checked == 13


def test_passages_have_the_right_paragraph_and_sentence(graph: KnowledgeGraph, followed: Followed) -> None:
    texts = Texts(followed[0] / "texts")
    assert {reading.status for _, reading in readings(graph.snapshot, texts)} == {"fits"}
    rows = graph.sparql("SELECT * { ?p kg:inSource ?source ; oa:start ?start ; kg:paragraph ?par ; kg:sentence ?sen }")
    for row in rows.values():  # type: ignore[union-attr]
        path = texts.of(row["source"])
        assert path is not None
        assert place_in(texts.content(path), row["start"]) == (row["par"], row["sen"]), row


def test_the_files_are_formatted_and_passages_come_last(followed: Followed) -> None:
    files = formatting.files_to_format(find_project(followed[0]))
    assert len(files) == 5
    assert [path for path in files if formatting.format_file(path, check=True)] == []
    courier = next(path for path in files if "courier" in path.name).read_text(encoding="utf-8")
    subjects = re.findall(r"^([a-z][\w-]*):\S+ (?:a|kg)", courier, re.M)
    assert [subject == "p" for subject in subjects] == sorted(subject == "p" for subject in subjects)
    assert "# The day is a Tuesday's" in courier


def test_the_third_document_adds_a_second_round(graph: KnowledgeGraph) -> None:
    rows = graph.sparql("SELECT ?day { my-event:ocean-dialogue-2 a kg:HeldEvent ; kg:latestDate ?day }")
    assert [str(row["day"]) for row in rows.values()] == ["2025-10-21"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("subject", "predicate", "obj"),
    [
        ("sigrun-daemisdottir", "acts for", "Iceland"),
        ("Elena Ejemplo", "acts for", "Chile"),
        ("at-round-1:elena-ejemplo", "on behalf of", "Chile"),
        ("Iceland", "party to", "ocean-dialogue-1"),
        ("Chile", "met under", "my-framework:ocean-dialogue"),
        ("Chile", "is to meet under", "my-framework:ocean-dialogue"),
        ("sea-temperature-data", "binds", "Chile"),
        ("research-station", "under framework", "my-framework:ocean-dialogue"),
        ("ocean-dialogue-1", "a", "kg:HeldEvent"),
    ],
)
def test_statements_that_need_not_be_written_are_inferred(
    graph: KnowledgeGraph, subject: str, predicate: str, obj: str
) -> None:
    assert graph.why(subject, predicate, obj).inferred


def test_the_dateline_is_cited_only_for_the_place(graph: KnowledgeGraph) -> None:
    cited = graph.why("ocean-dialogue-1", "kg:place", "place:reykjavik").citations()
    assert [(c.scope, c.start, c.end) for c in cited] == [("triple", 0, 24)]


def test_the_judgement_leaves_one_amount(graph: KnowledgeGraph) -> None:
    rows = graph.sparql("SELECT ?amount { my-commitment:research-station kg:amount ?amount }")
    assert rows.values() == [{"amount": 2000000}]  # type: ignore[union-attr]
