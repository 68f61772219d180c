"""Names that look like other names are warnings; names in two scripts are none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import kg
from kg.check.lookalikes import lookalike_findings, mixed_word, skeleton
from kg.check.places import Places
from kg.graph import KnowledgeGraph
from kg.project.project import Project

#: A Cyrillic o, a Cyrillic a, a Greek omicron.
CYRILLIC_O, A, OMICRON = "\u043e", "\u0430", "\u03bf"


def test_words_of_one_script_are_not_mixed() -> None:
    for text in (
        "Oʻzbekiston Respublikasi",
        "Ўзбекистон",
        "IT-парк",
        "C5+1 в Астане",
        "façade",
        "上海合作组织 SCO",
        "ΕΕ",
    ):
        assert mixed_word(text) is None
    for text in (f"r{CYRILLIC_O}und", f"Par{OMICRON}s", "the Сommission"):
        assert mixed_word(text) is not None


def test_a_skeleton_is_what_a_text_looks_like() -> None:
    for one, other in (("round", f"r{CYRILLIC_O}und"), ("UN", "\uff35N"), ("Paris", "Pa\u200bris"), ("OAS", "ОАЅ")):
        assert skeleton(one) == skeleton(other)
    for one, other in (("Саидов", "Saidov"), ("round", "Round"), ("С", "S"), ("Астана", "Алматы")):
        assert skeleton(one) != skeleton(other)


def test_the_shipped_names_look_like_no_others(shipped: KnowledgeGraph) -> None:
    assert list(lookalike_findings(shipped.snapshot, Places(shipped.project))) == []


def test_lookalikes_are_warnings_with_their_lines(project: Project, write_source: Callable[..., Path]) -> None:
    write_source(
        f"""my:s a kg:Source .
<https://example.org/desk/event/r{CYRILLIC_O}und-1> a kg:Dialogue ;
    skos:prefLabel "1st example climate dialogue"@en .
<https://example.org/desk/event/r%D0%BEund-1> a kg:Dialogue .
my:fr a kg:Organisation ; skos:prefLabel "Fr{A}nce"@en ; skos:altLabel "Франция в Париже"@ru .
my:un a kg:Organisation ; skos:prefLabel "МОТ"@ru .
my:mot a kg:Organisation ; skos:prefLabel "MOT"@en .
"""
    )
    graph = kg.open(project.root)
    findings = list(lookalike_findings(graph.snapshot, Places(graph.project)))
    assert {finding.severity for finding in findings} == {"warning"}
    found = sorted((finding.line, finding.message.partition(":")[0][:9]) for finding in findings)
    assert found == [(9, "the IRI m"), (11, "the IRI m"), (12, "the name "), (12, "the name "), (13, "the name ")]
    assert any("looks like my-event:round-1" in finding.message for finding in findings)
    assert any("CYRILLIC SMALL LETTER O" in finding.message for finding in findings)
