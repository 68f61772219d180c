"""Finds passages that do not match their texts any more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.check.places import Places
from kg.errors import Finding, Severity
from kg.evidence.passages import Passage
from kg.evidence.readings import readings
from kg.evidence.sentences import place_in
from kg.evidence.texts import Reading, Texts
from kg.project.paths import display
from kg.rdf import terms
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    pass


def passage_findings(texts: Texts, snapshot: Snapshot, places: Places) -> Iterator[Finding]:
    """Find passages outside their text, and passages whose words have changed."""
    for name, problem in texts.problems.items():
        yield Finding("text", problem, "warning", path=display(texts.folder / name), remedy="save it as UTF-8")
    missing: dict[str, int] = {}
    for passage, reading in readings(snapshot, texts):
        if reading.status == "missing":
            missing[passage.document] = missing.get(passage.document, 0) + 1
        elif (problem_of := _passage_problem(passage, reading, texts)) is not None:
            check, message, severity, remedy = problem_of
            focus = passage.node if terms.is_iri(passage.node) else None
            yield Finding(
                check,
                f"{places.compact(snapshot, passage.graph, focus) if focus else 'a passage without a name'} {message}",
                severity,
                source=passage.graph,
                focus=focus,
                remedy=remedy,
                **places.find(snapshot, passage.graph, focus),
            )
    for document, count in missing.items():
        name = f"{terms.local_name(document)}.txt"
        yield Finding(
            "text-missing",
            f"the text of {snapshot.compact(document)} is not available, so its passages ({count}) were not checked",
            "info",
            source=document,
            remedy=f"save it as {name} in {display(texts.folder)}, if you have it",
            **places.find(snapshot, document, document),
        )


def _passage_problem(passage: Passage, reading: Reading, texts: Texts) -> tuple[str, str, Severity, str] | None:
    """Return the check, message, severity and remedy for an incorrect passage; None for a correct one."""
    place = f"{passage.start}–{passage.end}"
    path = texts.of(passage.document)
    text = texts.content(path) if path is not None else ""
    if reading.moved is not None:
        start, end = reading.moved
        paragraph, sentence = place_in(text, start)
        remedy = (
            f"its words are now at {start}–{end}: set oa:start {start}, oa:end {end}, "
            f"kg:paragraph {paragraph}, kg:sentence {sentence}"
        )
    else:
        remedy = 'create the passage again from the present words: kg cite SOURCE --text FILE "words"'
    if reading.status == "outside":
        message = f"is outside its text: characters {place}, but {reading.file} has {reading.length}"
        return "passage-outside", message, "error", remedy
    if reading.status == "changed":
        words = " ".join(reading.quote.split())
        shown = words if len(words) <= 60 else f"{words[:59]}…"
        message = (
            f"does not match its hash: the text has changed; characters {place} of {reading.file} are now “{shown}”"
        )
        return "passage-changed", message, "error", remedy
    paragraph, _ = place_in(text, passage.start)
    if passage.paragraph is not None and passage.paragraph != paragraph:
        message = f"has kg:paragraph {passage.paragraph}, but is in paragraph {paragraph}"
        return "passage-paragraph", message, "warning", f"set kg:paragraph {paragraph}"
    return None
