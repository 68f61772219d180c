"""The canonical order of statements, properties and objects (``order.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from kg.authoring.formatter.tree import Chunk, Key, Node, Pair, Section, Statement
from kg.rdf import terms

_DIGITS = re.compile(r"([0-9]+)")


@lru_cache(maxsize=1 << 12)
def natural_key(text: str) -> Key:
    """Sort numbers inside texts by their value, of any length; texts with the same numbers, by their spelling."""
    parts = enumerate(_DIGITS.split(text))
    return tuple(_number_key(part) if place % 2 else part for place, part in parts), text


def _number_key(digits: str) -> tuple[int, str]:
    # Python refuses to convert numbers of thousands of digits.
    digits = digits.lstrip("0")
    return len(digits), digits


@cache
def _table() -> Mapping[str, tuple[int, int]]:
    """Read the line of each property, and its place on it; properties in no list are on line 0."""
    values = tomllib.loads((Path(__file__).with_name("order.toml")).read_text(encoding="utf-8"))
    lines = {number - len(values["first"]): line for number, line in enumerate(values["first"])}
    lines |= dict(enumerate(values["last"], 1))
    return {
        terms.expand(name) or name: (number, place) for number, line in lines.items() for place, name in enumerate(line)
    }


def rank_of(predicate: Node) -> tuple[int, int, Key]:
    """Return the sort key of a property: its line, its place on the line, and its IRI."""
    return _rank(predicate.iri)


@lru_cache(maxsize=1 << 10)
def _rank(iri: str) -> tuple[int, int, Key]:
    number, place = _table().get(iri, (0, 0))
    return (number, place, natural_key(iri))


def sorted_pairs(pairs: Iterable[Pair]) -> list[Pair]:
    """Merge the objects of each property, and sort properties and objects."""
    merged: dict[str, Pair] = {}
    for pair in pairs:
        known = merged.setdefault(pair.predicate.iri, Pair(pair.predicate, []))
        known.above += pair.above
        known.chunks += pair.chunks
    for iri, pair in merged.items():
        is_type = iri == terms.RDF_TYPE
        for chunk in pair.chunks:
            chunk.nodes.sort(key=lambda node: _object_key(node, is_type=is_type))
        pair.chunks.sort(key=lambda chunk: (_object_key(chunk.nodes[0], is_type=is_type), chunk.comment, chunk.above))
        pair.chunks = _distinct(pair.chunks)
    return sorted(merged.values(), key=lambda pair: rank_of(pair.predicate))


def _object_key(node: Node, *, is_type: bool) -> Key:
    # Of the classes of a source, kg:Source comes first.
    return (not (is_type and node.iri == f"{terms.KG}Source"), *node.key, node.text)


def _distinct(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Leave out repeated objects that cannot be distinguished."""
    kept: list[Chunk] = []
    said: set[str] = set()
    for chunk in chunks:
        bare = not chunk.comment and not chunk.above
        if not (bare and all(node.text in said for node in chunk.nodes)):
            kept.append(chunk)
        # Two bracketed nodes are two different blank nodes.
        said |= {node.text for node in chunk.nodes if node.pairs is None and node.items is None}
    return kept


def in_order(section: Section, kinds: Mapping[str, set[str]]) -> list[Statement]:
    """Merge the statements about a thing, and sort: sources, others by IRI, passages; annotations below their thing."""
    statements: list[Statement] = []
    known: dict[str, Statement] = {}
    for statement in section.statements:
        iri = statement.subject.iri
        if iri and iri in known:
            known[iri].pairs += statement.pairs
            known[iri].above += statement.above
            known[iri].beside |= statement.beside
            continue
        if iri:
            known[iri] = statement
        statements.append(statement)

    def key(statement: Statement) -> Key:
        about = statement.subject
        annotates = _value(statement, f"{terms.OWL}annotatedSource") if about.pairs is not None else None
        if annotates is not None:
            rank, thing = _kind_rank(annotates.iri, kinds), annotates.key
            prop, target = (_value(statement, f"{terms.OWL}annotated{part}") for part in ("Property", "Target"))
            parts = (rank_of(prop) if prop else (), target.key if target else ())
            return (rank, thing, 1, parts, _statement_text(statement))
        return (_kind_rank(about.iri, kinds), about.key, 0, (), _statement_text(statement))

    for statement in statements:
        statement.pairs = sorted_pairs(statement.pairs)
    return sorted(statements, key=key)


def _statement_text(statement: Statement) -> Key:
    return natural_key(" ".join([statement.subject.text, *map(flat_pair, statement.pairs)]))


def _kind_rank(iri: str, kinds: Mapping[str, set[str]]) -> int:
    found = kinds.get(iri, set())
    if found & {f"{terms.KG}Source", f"{terms.OWL}Ontology"}:
        return 0
    return 2 if f"{terms.KG}Passage" in found else 1


def _value(statement: Statement, iri: str) -> Node | None:
    pairs = [*statement.pairs, *(statement.subject.pairs or ())]
    return next((pair.chunks[0].nodes[0] for pair in pairs if pair.predicate.iri == iri), None)


def annotated(statement: Statement) -> str | None:
    """Return the thing that a statement annotates (owl:annotatedSource), if it is an annotation."""
    if statement.subject.pairs is None:
        return None
    node = _value(statement, f"{terms.OWL}annotatedSource")
    return node.text if node else None


def flat_pair(pair: Pair) -> str:
    """Write a property with its objects on one line."""
    return f"{pair.predicate.text} {' , '.join(node.text for node in pair.nodes)}"
