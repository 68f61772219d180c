"""The code uses the terms of the glossary."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent
TEXT = (PACKAGE.parent / "docs" / "glossary.md").read_text(encoding="utf-8")
#: Public names that keep a retired word, such as terms of the ontology or fields of JSON.
EXEMPT: frozenset[str] = frozenset()


def rows(heading: str) -> dict[str, str]:
    section = re.search(rf"(?ms)^## {heading}\n(.*?)(?=^## |\Z)", TEXT)
    assert section is not None
    found = re.findall(r"(?m)^\| ([^|]+?) \| ([^|]+?) \|$", section[1])
    return {term: meaning for term, meaning in found if term not in ("term", "not", "---")}


def retired() -> set[str]:
    """Return the single words that no public name may use, without the text in brackets."""
    words = {re.sub(r" \(.*", "", term) for term in rows("Words that are not used")}
    return {word for word in words if " " not in word}


def public_names() -> Iterator[tuple[str, str]]:
    """Yield the public modules, classes, functions and methods, each with the file that defines it."""
    for path in sorted(PACKAGE.rglob("*.py")):
        where = path.relative_to(PACKAGE.parent).as_posix()
        if not path.stem.startswith("_"):
            yield path.stem, where
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_"):
                yield node.name, where
        for node in tree.body:
            targets = (
                node.targets
                if isinstance(node, ast.Assign)
                else [node.target]
                if isinstance(node, ast.AnnAssign)
                else []
            )
            yield from ((t.id, where) for t in targets if isinstance(t, ast.Name) and not t.id.startswith("_"))


def words_of(name: str) -> set[str]:
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)
    lower = {part.lower() for part in parts}
    return lower | {part.removesuffix("s") for part in lower} | {part.removesuffix("es") for part in lower}


def test_a_name_is_split_into_words() -> None:
    assert {"exclusive", "slot"} <= words_of("ExclusiveSlots")
    assert {"told", "in"} <= words_of("told_in")
    assert "clash" in words_of("CLASHES")


def test_no_public_name_uses_a_retired_word() -> None:
    assert {"told", "slot", "witness"} <= retired()
    wrong = {f"{name} ({where})" for name, where in public_names() if name not in EXEMPT and words_of(name) & retired()}
    assert wrong == set()


@pytest.mark.parametrize("heading", ["Diplomacy", "RDF, OWL, SPARQL, provenance", "kg"])
def test_a_table_is_sorted_and_explains_each_term(heading: str) -> None:
    terms = list(rows(heading))
    assert len(terms) > 15
    assert terms == sorted(terms, key=str.casefold)
    assert all(len(meaning) > 10 for meaning in rows(heading).values())


def test_no_term_has_two_meanings() -> None:
    tables = [rows(heading) for heading in ("Diplomacy", "RDF, OWL, SPARQL, provenance", "kg")]
    terms = [term for table in tables for term in table]
    assert len(terms) == len(set(terms))


def test_every_term_of_kg_is_used_in_the_code() -> None:
    code = " ".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")).lower().replace("_", " ")
    assert [term for term in rows("kg") if term not in code] == []
