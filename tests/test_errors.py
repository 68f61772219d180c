"""Errors have exit codes; findings have a severity and a place."""

from __future__ import annotations

import copy
import pickle

import pytest

from kg import errors
from kg.errors import (
    DataError,
    Finding,
    KgError,
    QueryError,
    QueryLimitError,
    QuestionError,
    UnknownNameError,
    caret,
    sort_findings,
    suggest,
)


def _tree(cls: type[KgError]) -> list[type[KgError]]:
    return [cls, *(below for sub in cls.__subclasses__() for below in _tree(sub))]


def test_a_finding_has_no_control_characters() -> None:
    assert str(Finding("x", "one\u202etwo\x1b[2J\nthree")) == r"error: onetwo[2J\nthree [x]"


def test_only_data_errors_exit_with_one() -> None:
    codes = {cls.__name__: cls.exit_code for cls in _tree(KgError) if cls.__module__ == "kg.errors"}
    assert codes.pop("DataError") == 1
    assert set(codes.values()) == {2}


def test_the_docstring_names_every_error_class() -> None:
    assert errors.__doc__ is not None
    for cls in _tree(KgError):
        if cls.__module__ == "kg.errors":
            assert cls.__name__ in errors.__doc__


def test_a_finding_without_a_place_has_no_colon_before_its_severity() -> None:
    assert str(Finding("empty", "nothing here")) == "error: nothing here [empty]"


def test_a_finding_shows_place_excerpt_and_remedy() -> None:
    finding = Finding("syntax", "bad", path="a.ttl", line=2, column=5, excerpt="  x\n  ^", remedy="mend it")
    assert str(finding) == "a.ttl:2:5: error: bad [syntax]\n  x\n  ^\n  → mend it"


def test_a_finding_as_dict_leaves_out_empty_fields() -> None:
    assert Finding("a", "b", "info").as_dict() == {"check": "a", "message": "b", "severity": "info"}


def test_findings_are_sorted_by_severity_and_place_without_duplicates() -> None:
    info, warning = Finding("i", "i", "info"), Finding("w", "w", "warning")
    late, early = Finding("e", "e", path="b.ttl", line=9), Finding("e", "e", path="b.ttl", line=2)
    assert sort_findings([info, late, warning, early, late]) == (early, late, warning, info)


def test_an_unknown_name_is_answered_with_a_suggestion_and_a_hint() -> None:
    error = UnknownNameError("query", "leader", ["leaders", "money"], "kg ask lists them")
    assert str(error) == "no query called 'leader'; did you mean 'leaders'?\nkg ask lists them"
    assert error.suggestions == ["leaders"]


def test_an_unknown_name_without_similar_ones_has_no_suggestion() -> None:
    assert str(UnknownNameError("view", "zzz", ["countries"])) == "no view called 'zzz'"


def test_a_data_error_keeps_its_findings() -> None:
    finding = Finding("a", "b")
    assert DataError("no", [finding]).findings == (finding,)


def test_suggestions_ignore_case() -> None:
    assert suggest("LEADERS", ["leaders"]) == ["leaders"]


def test_suggestions_do_not_depend_on_the_order_of_the_known_names() -> None:
    names = ["event", "Event", "events"]
    assert suggest("evnt", names) == suggest("evnt", names[::-1])


def test_every_error_can_be_pickled_and_copied() -> None:
    finding = Finding("a", "b", path="a.ttl", line=3)
    made: dict[type[KgError], KgError] = {
        UnknownNameError: UnknownNameError("view", "leader", ["leaders"], "a hint"),
        QueryError: QueryError(finding),
        QueryLimitError: QueryLimitError(finding),
        QuestionError: QuestionError(finding, ("leaders",)),
        DataError: DataError("nothing was built", [finding], kept=True),
    }
    for cls in (cls for cls in _tree(KgError) if cls.__module__ == "kg.errors"):
        error = made.get(cls) or cls("a text")
        for again in (*(pickle.loads(pickle.dumps(error, level)) for level in (2, 4, 5)), copy.copy(error)):
            assert (type(again), str(again), vars(again)) == (cls, str(error), vars(error))


@pytest.mark.parametrize(("column", "width", "marks"), [(1, 1, "^"), (3, 2, "  ^^"), (2, 0, " ^")])
def test_a_caret_is_under_its_column(column: int, width: int, marks: str) -> None:
    assert caret("abcd\n", column, width) == f"  abcd\n  {marks}"


def test_a_caret_after_a_tab_is_under_its_column() -> None:
    line, marks = caret("\tx", 2).splitlines()
    assert line.index("x") == marks.index("^")
