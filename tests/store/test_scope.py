"""The scope of a build is stored and read back; its text is only for people."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.graph import KnowledgeGraph
from kg.store.builds import read_snapshot
from kg.store.manifest import FORMAT, Manifest
from kg.store.scope import WHOLE, Scope, scope_text

DAY, LATER = datetime.date(2024, 1, 2), datetime.date(2025, 3, 4)
DAYS = st.none() | st.dates()


@given(st.builds(Scope, st.lists(st.text(), max_size=3).map(tuple), st.booleans(), DAYS, DAYS))
def test_a_scope_is_read_back_unchanged(scope: Scope) -> None:
    assert Scope.from_dict(json.loads(json.dumps(scope.as_dict()))) == scope


def test_a_scope_with_a_time_of_day_has_the_date(shipped: KnowledgeGraph) -> None:
    noon = datetime.datetime(2024, 1, 2, 12)
    assert Scope(at=noon, known_by=noon) == Scope(at=DAY, known_by=DAY)
    assert Scope(at=noon).as_dict()["at"] == "2024-01-02"
    # The build can be read, so it is not made again.
    opened = kg.open(shipped.project.root, at=noon, known_by=noon)
    assert read_snapshot(opened.snapshot.folder.parent, opened.snapshot.manifest.name).manifest.scope.at == DAY
    assert opened.check(noon) == opened.check(DAY)


@pytest.mark.parametrize(
    ("scope", "words", "dated"),
    [
        (WHOLE, "", False),
        (Scope(("b", "a", "b")), "only a, b", False),
        (Scope(background=False), "without background", False),
        (Scope(at=DAY), "at 2024-01-02", True),
        (Scope(known_by=DAY), "known by 2024-01-02", True),
        (Scope(("known by 2024",)), "only known by 2024", False),
        (Scope(("a",), False, DAY, LATER), "only a; without background; at 2024-01-02; known by 2025-03-04", True),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_scope_is_described_in_words(scope: Scope, words: str, dated: bool) -> None:
    assert scope_text(scope) == words
    assert scope.is_dated is dated
    assert scope.is_whole is (words == "")


def test_the_scope_is_stored_in_the_manifest(shipped: KnowledgeGraph) -> None:
    manifest = shipped.snapshot.manifest
    values = {field: getattr(manifest, field) for field in manifest.__dataclass_fields__}
    changed = Manifest(**{**values, "scope": Scope(("a", "known by b; at c"), False, DAY, LATER)})
    assert Manifest.from_json(changed.to_json()) == changed


def test_a_manifest_of_another_format_is_refused(shipped: KnowledgeGraph) -> None:
    values = json.loads(shipped.snapshot.manifest.to_json())
    with pytest.raises(ValueError, match=f"it has the format 2, and this version of kg reads {FORMAT}"):
        Manifest.from_json(json.dumps({**values, "format": 2}))
