"""`KnowledgeGraph`, the main class of the Python API."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.errors import OutputError, UnknownNameError, UsageError
from kg.graph import KnowledgeGraph
from kg.project.project import Project


def test_the_repr_of_a_graph_names_its_size_and_scope(shipped: KnowledgeGraph) -> None:
    assert "accepted" in repr(shipped)
    assert "without background" not in repr(shipped)
    assert "without background" in repr(kg.open(background=False))


def test_a_question_is_asked_by_name_or_number(shipped: KnowledgeGraph) -> None:
    assert shipped.ask("leaders").values() == shipped.ask("leaders").values()  # type: ignore[union-attr]
    assert shipped.ask(1)


def test_a_parameter_accepts_a_list_of_values(shipped: KnowledgeGraph) -> None:
    both = shipped.ask("leaders", session=["us-uz-spd-4", "cn-uz-fmsd-1"])
    assert len({row["session"] for row in both}) == 2  # type: ignore[union-attr]


def test_a_graph_has_only_the_selected_sources(shipped: KnowledgeGraph) -> None:
    graph = kg.open(shipped.project.root, sources_only=["kun-uz-2024-11-16"], background=False)
    assert [g.iri for g in graph.snapshot.manifest.graphs if g.role == "source"] == [
        "https://w3id.org/diplomatic-kg/source/kun-uz-2024-11-16"
    ]
    assert not graph.why("country:CN", "a", "kg:HeldEvent").holds
    alone = kg.open(shipped.project.root, sources_only="kun-uz-2024-11-16", background=False)
    assert alone.snapshot.manifest == graph.snapshot.manifest


def test_a_page_is_written_completely_or_not_at_all(project: Project, tmp_path: Path) -> None:
    graph = kg.open(project.root)
    assert graph.page(tmp_path / "page.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
    with pytest.raises(OutputError, match="cannot be written"):
        graph.page(tmp_path / "nowhere" / "page.html")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"view": "meetings", "nonsense": 1}, "nonsense: a view takes no parameters; those of a question go with"),
        ({"height": 300}, "height: a view takes no parameters"),
        ({"question": 1, "height": 300}, "no parameter called 'height'\nframeworks-by-partner takes: country, partner"),
        ({"question": 1, "view": "entities"}, "view and question: give only one of them"),
        ({"view": 1}, "1 is not the name of a view; question=1 draws the answer to a question"),
        ({"view": "met"}, "no view called 'met'"),
    ],
)
def test_invalid_arguments_of_a_drawing_are_refused(
    shipped: KnowledgeGraph, given: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        shipped.draw(**given)
    with pytest.raises(UsageError, match=re.escape(message)):
        shipped.page("never.html", **given)


def test_a_view_that_is_no_text_is_refused(shipped: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError, match="no view called '1'"):
        shipped.to_networkx(1)  # type: ignore[arg-type]


def test_a_full_disk_is_an_output_error(project: Project) -> None:
    with pytest.raises(OutputError, match="No space left on device"):
        kg.open(project.root).page("/dev/full")
    assert Path("/dev/full").is_char_device()
