"""SHACL shapes, check queries and conflicts → one kind of finding, with source and place.

All read the graphs as asserted: what a judgement rejects must still be seen. Shapes say what one node must
have; a check query (``queries/checks/*.rq``) finds what takes several: its rows have ``?focus``, may have
``?source``, and fill the message of its header. What sources contradict one another in, `kg.evidence.conflicts` finds.
"""

from __future__ import annotations

import datetime

from kg.build.assemble import Progress
from kg.build.build import findings_of
from kg.check.conflicts import conflict_findings
from kg.check.passages import passage_findings
from kg.check.places import Places
from kg.check.queries import query_findings
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
    """Run all shapes and all check queries over a built project, and look at its conflicts.

    Parameters
    ----------
    project : Project
        Where shapes, check queries and the places of findings come from.
    snapshot : Snapshot
        The project, built.
    today : datetime.date
        The day for checks that compare with the present, such as plans that are past.
    progress : callable, optional
        Called with the name of each step.
    texts : kg.evidence.texts.Texts, optional
        The texts at hand, to check that passages fit them.

    Returns
    -------
    tuple of Finding
        Worst first; those of the build itself among them.
    """
    places = Places(project)
    findings = [*findings_of(project, snapshot)]
    progress("checking shapes")
    findings += shape_findings(project.shapes(), snapshot, places)
    checks = library(folder / "checks" for folder in project.query_folders())
    for problem in checks.problems.values():
        raise problem
    for query in checks.values():
        progress(f"checking {query.name}")
        findings += query_findings(query, snapshot, today, places)
    progress("comparing what sources say")
    known = origins(snapshot)
    for conflict in conflicts(snapshot):
        findings += conflict_findings(conflict, known, snapshot, places)
    if texts is not None:
        progress("checking passages")
        findings += passage_findings(texts, snapshot, places)
    return sort_findings(findings)
