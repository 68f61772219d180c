"""Runs SHACL shapes, check queries and the search for conflicts; returns findings with source and place.

All of them read the graphs as asserted, including rejected statements. A shape says what one node must have. A check
query (``queries/checks/*.rq``) compares several nodes: its rows have ``?focus``, may have ``?source``, and fill in the
message of its header. `kg.evidence.conflicts` finds contradictions between sources.
"""

from __future__ import annotations

import datetime

from kg.analysis.catalogue import questions_of
from kg.build.assemble import Progress
from kg.build.build import findings_of
from kg.check.conflicts import conflict_findings
from kg.check.lookalikes import lookalike_findings
from kg.check.meaning import meaning_findings
from kg.check.passages import passage_findings
from kg.check.places import Places
from kg.check.queries import query_findings, question_findings
from kg.check.shapes import shape_findings
from kg.errors import Finding, sort_findings
from kg.evidence.conflicts import conflicts
from kg.evidence.independence import origins
from kg.evidence.texts import Texts
from kg.project.project import Project
from kg.sparql.library import library
from kg.store.snapshot import Snapshot


def check(
    project: Project,
    snapshot: Snapshot,
    today: datetime.date,
    progress: Progress = lambda _: None,
    texts: Texts | None = None,
) -> tuple[Finding, ...]:
    """Run all shapes and all check queries on a built project, and search for conflicts.

    Parameters
    ----------
    project : Project
        The project with shapes, check queries and files.
    snapshot : Snapshot
        The project, built.
    today : datetime.date
        Reference date of checks, such as that of plans whose date has passed.
    progress : callable, optional
        Called with the name of each step.
    texts : kg.evidence.texts.Texts, optional
        The available texts, to compare passages with them.

    Returns
    -------
    tuple of Finding
        Worst first; includes the findings of the build.
    """
    places = Places(project)
    findings = [*findings_of(project, snapshot)]
    progress("checking shapes")
    findings += shape_findings(project.shapes(), snapshot, places)
    checks = library((folder / "checks" for folder in project.query_folders()), project.replaces)
    findings += [problem.finding for problem in checks.problems]
    findings += question_findings(questions_of(project), snapshot)
    for query in checks.values():
        progress(f"checking {query.name}")
        findings += query_findings(query, snapshot, today, places)
    findings += lookalike_findings(snapshot, places)
    findings += meaning_findings(project, snapshot, places)
    progress("comparing what sources say")
    known = origins(snapshot)
    for conflict in conflicts(snapshot):
        findings += conflict_findings(conflict, known, snapshot, places)
    if texts is not None:
        progress("checking passages")
        findings += passage_findings(texts, snapshot, places)
    return sort_findings(findings)
