"""Checks the files of questions, and runs check queries (``queries/checks/*.rq``).

A file that cannot be used becomes a finding, too, so that the other checks still run.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import pyoxigraph as ox

from kg.check.places import Places
from kg.errors import SEVERITIES, Finding, QueryError, QuestionError, Severity
from kg.project.paths import display
from kg.rdf.model import Term
from kg.sparql.header import Question, bad_file, line_of_key
from kg.sparql.library import Library, Query
from kg.sparql.notes import unknown_names
from kg.sparql.parameters import check_query, is_shipped, run_query
from kg.sparql.resolve import nearest
from kg.sparql.results import Result, to_text
from kg.store.snapshot import Snapshot

#: A column in a message, such as {event}.
_COLUMN = re.compile(r"\{(\w+)\}")


def question_findings(questions: Library[Question], snapshot: Snapshot) -> Iterator[Finding]:
    """Report the files of questions that cannot be used, or not under their name or number."""
    yield from (problem.finding for problem in questions.problems)
    for question in questions.values():
        if isinstance(question, Query):
            try:
                check_query(snapshot, question)
            except (QueryError, QuestionError) as error:
                yield error.finding
            else:
                yield from _name_findings(question, snapshot)


def _name_findings(query: Query, snapshot: Snapshot) -> Iterator[Finding]:
    """Report the names in a query of a project that nothing in the graph has.

    A name that is no misspelling can be right: a check may look for what must not be there.
    """
    for token, message, hint in () if is_shipped(query) else unknown_names(snapshot, query.text):
        line = query.text.count("\n", 0, token.start) + 1
        severity: Severity = "warning" if hint else "info"
        yield Finding("unknown-name", message, severity, path=display(query.path), line=line, remedy=hint or None)


def query_findings(query: Query, snapshot: Snapshot, today: datetime.date, places: Places) -> Iterator[Finding]:
    """Run a check query; each row is a finding. A query that is no check is a finding itself."""
    try:
        yield from _row_findings(query, snapshot, today, places)
        yield from _name_findings(query, snapshot)
    except (QueryError, QuestionError) as error:
        yield error.finding


def _row_findings(query: Query, snapshot: Snapshot, today: datetime.date, places: Places) -> Iterator[Finding]:
    severity = next((level for level in SEVERITIES if level == query.severity), None)
    if severity is None:
        line = line_of_key(query.text, "severity")
        raise bad_file(query.path, "a check needs a severity", "add: # severity: error, warning or info", line)
    given = {"today": today.isoformat()} if any(p.name == "today" for p in query.parameters) else {}
    result = run_query(snapshot, query, given)
    if not isinstance(result, Result) or "focus" not in result.columns:
        raise bad_file(query.path, "a check must be a SELECT with a column ?focus")
    message = query.message or query.title
    if unknown := sorted(set(re.findall(_COLUMN, message)) - {*result.columns}):
        line = line_of_key(query.text, "message" if query.message else "title")
        raise bad_file(query.path, f"the message contains {{{unknown[0]}}}, which is not a column", line=line)
    for row in result.rows:
        values = dict(zip(result.columns, row, strict=True))
        focus, source = values["focus"], values.get("source")
        graph = source.value if source is not None else None
        texts = {name: _text(term, snapshot, places, graph) for name, term in values.items()}
        yield Finding(
            query.name,
            re.sub(_COLUMN, lambda match, texts=texts: texts[match[1]], message),  # type: ignore[misc]
            severity,
            source=graph,
            focus=focus.value if focus is not None else None,
            remedy=_remedy(query, focus, snapshot),
            **places.find(snapshot, graph, focus.value if focus else None),
        )


def _text(term: Term | None, snapshot: Snapshot, places: Places, source: str | None) -> str:
    """Write a term for people; a thing without a label is written as in the file of the source."""
    text = to_text(term, snapshot)
    return places.compact(snapshot, source, text) if isinstance(term, ox.NamedNode) and text == term.value else text


def _remedy(query: Query, focus: object, snapshot: Snapshot) -> str | None:
    """Return the remedy; ``{near}`` stands for names that are similar to an unknown name."""
    if "{near}" not in query.remedy or not isinstance(focus, ox.NamedNode):
        return query.remedy or None
    hint = nearest(snapshot, snapshot.compact(focus.value), snapshot.labels)
    return query.remedy.replace("{near}", f"{hint} else " if hint else "")
