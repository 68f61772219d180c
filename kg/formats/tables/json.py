"""JSON: an array, one object on each line, or an object with notes. Each IRI has its label beside it."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from kg.errors import escaped
from kg.formats.about import about
from kg.formats.format import Layout, TableFormat
from kg.formats.table import Table


def json_text(records: Sequence[Mapping[str, Any]]) -> str:
    r"""Write dictionaries as a JSON array; values of other types, and NaN and infinity, become text.

    Examples
    --------
    >>> json_text([])
    '[]\n'
    """
    return _json(list(records), indent=2)


def json_lines(records: Sequence[Mapping[str, Any]]) -> str:
    r"""Write dictionaries as JSON, one a line; values of other types, and NaN and infinity, become text.

    Examples
    --------
    >>> json_lines([{"a": 1}, {"a": 2}])
    '{"a": 1}\n{"a": 2}\n'
    """
    return escaped("".join([f"{_text(record)}\n" for record in records]))


def _json(value: Any, indent: int | None = None) -> str:
    return escaped(_text(value, indent)) + "\n"


def _text(value: Any, indent: int | None = None) -> str:
    encoder = _ENCODER if indent is None else _encoder(indent)
    try:
        return encoder.encode(value)
    except ValueError:
        return encoder.encode(_finite(value))


def _encoder(indent: int | None = None) -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, indent=indent, default=_plain, allow_nan=False)


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else str(value)


_ENCODER = _encoder()


def _finite(value: Any) -> Any:
    """Write numbers that JSON does not have as texts, with the names of XML Schema: NaN, INF and -INF."""
    if isinstance(value, Mapping):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "INF" if value > 0 else "-INF"
    return value


def _document(table: Table, _: Layout) -> str:
    return json_text(table.values())


def _lines(table: Table, _: Layout) -> str:
    return json_lines(table.values())


def _with_notes(table: Table, _: Layout) -> str:
    found = about(table)
    return _json(
        {
            "rows": table.values(),
            "notes": list(table.notes),
            "parameters": dict(table.parameters),
            "about": {
                name.lower().replace(" ", "_"): value
                for name, value in found.facts
                if name not in ("Note", "Rows") and not name.startswith("Parameter ")
            },
            "sources": [dataclasses.asdict(source) for source in found.sources],
        },
        indent=2,
    )


def _boolean(answer: bool) -> str:
    return json.dumps({"boolean": answer}) + "\n"


FORMATS = (
    TableFormat("json", "a JSON array of objects", _document, (".json",), boolean=_boolean),
    TableFormat("json-notes", "a JSON object: the rows, the notes on them, what they were made from", _with_notes),
    TableFormat("jsonl", "a JSON object on each line", _lines, (".jsonl", ".ndjson"), boolean=_boolean),
)
