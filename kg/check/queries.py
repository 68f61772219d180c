"""Runs check queries (``queries/checks/*.rq``)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.check.places import Places
from kg.errors import SEVERITIES, Finding, ProjectError
from kg.project.paths import display
from kg.sparql.library import Query
from kg.sparql.parameters import run_query
from kg.sparql.resolve import nearest
from kg.sparql.results import Result, to_text
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    pass


def query_findings(query: Query, snapshot: Snapshot, today: datetime.date, places: Places) -> Iterator[Finding]:
    """Run a check query; each row is a finding."""
    severity = next((level for level in SEVERITIES if level == query.severity), None)
    if severity is None:
        raise ProjectError(f"{display(query.path)}: a check needs a severity: error, warning or info")
    given = {"today": today.isoformat()} if any(p.name == "today" for p in query.parameters) else {}
    result = run_query(snapshot, query, given)
    if not isinstance(result, Result) or "focus" not in result.columns:
        raise ProjectError(f"{display(query.path)}: a check must be a SELECT with a column ?focus")
    for row in result.rows:
        values = dict(zip(result.columns, row, strict=True))
        texts = {name: to_text(term, snapshot) for name, term in values.items()}
        focus, source = values["focus"], values.get("source")
        try:
            message = (query.message or query.title).format(**texts)
        except (KeyError, IndexError) as error:
            raise ProjectError(f"{display(query.path)}: the message contains {error}, which is not a column") from error
        yield Finding(
            query.name,
            message,
            severity,
            source=source.value if source is not None else None,
            focus=focus.value if focus is not None else None,
            remedy=_remedy(query, focus, snapshot),
            **places.find(snapshot, source.value if source else None, focus.value if focus else None),
        )


def _remedy(query: Query, focus: object, snapshot: Snapshot) -> str | None:
    """Return the remedy; ``{near}`` stands for names that are similar to an unknown name."""
    if "{near}" not in query.remedy or not isinstance(focus, ox.NamedNode):
        return query.remedy or None
    hint = nearest(snapshot, snapshot.compact(focus.value), snapshot.labels)
    return query.remedy.replace("{near}", f"{hint} else " if hint else "")
