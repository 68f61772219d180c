"""What a file from outside a project would change, before it is put into the project.

The project is built twice in memory, without the file and with it, and the two graphs are compared. Nothing is written.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.analysis.catalogue import answer, questions_of
from kg.build.assemble import Progress, assemble
from kg.build.build import findings_of
from kg.check.check import check
from kg.errors import DataError, Finding, KgError, one_line, sort_findings
from kg.evidence.conflicts import Conflict, conflicts
from kg.evidence.judgements.notes import difference
from kg.evidence.texts import Texts
from kg.load.files import load
from kg.load.parsed import KnownFile, KnownFiles, LoadedFiles, ParsedFile
from kg.project.contents import read_files
from kg.project.project import Project, SourceFile
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, RDF_TYPE, Term, Triple, plain
from kg.sparql.header import Question
from kg.sparql.results import Answer, TriplesResult
from kg.store.sentences import sentence
from kg.store.snapshot import Snapshot

#: Questions that are not compared: the first takes minutes, the second compares states of the files on the disk.
NOT_COMPARED = ("source-influence", "changes")
_ADDRESS = re.compile(r"\b(?:https?|ftp|file|mailto|data|javascript):[^\s\"'<>]+", re.I)
_PASSAGE, _ANNOTATION = ox.NamedNode(f"{terms.KG}Passage"), ox.NamedNode(f"{terms.OWL}Axiom")

#: The number of entries of a section, of rows of an answer, and of letters of a cell that the text shows; JSON has all.
SHOWN, ROWS, CELL = 20, 3, 60

_NAMES = (terms.PREF_LABEL, f"{terms.RDFS}label")

Cells = tuple[Term | None, ...]


@dataclass(frozen=True)
class ChangedAnswer:
    """A question whose answer the file changes, with default parameters: the rows gained and lost, as texts.

    ``error`` is the reason if the question can only be answered without the file.
    """

    question: Question
    gained: tuple[tuple[str, ...], ...]
    lost: tuple[tuple[str, ...], ...]
    error: str = ""


@dataclass(frozen=True)
class Thing:
    """A thing in the file: its IRI, its name and the names of its classes, and sentences about it."""

    iri: str
    label: str
    classes: tuple[str, ...]
    statements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quarantine:
    """What a file would change.

    Parameters
    ----------
    file : str
        The file, as it was named.
    source : str
        The IRI of the source that the file describes; empty if it cannot be read.
    findings : tuple of Finding
        Errors and warnings in the file, and those that appear because of it.
    introduces : tuple of Thing
        Things that no other file describes.
    passages : int
        The number of passages and annotations, which support its statements.
    others : tuple of Thing
        Things that other files introduce, with what this file states about them.
    follows : tuple of str
        What is newly inferred about things that other files introduce, as sentences.
    takes_away : tuple of str
        Statements that hold only without the file, as sentences.
    renamed : tuple of (str, str, str)
        Things of other files that get another preferred name: the IRI, the name without the file, and the other name.
    conflicts : tuple of Conflict
        Conflicts that the file opens, or in which it takes a side.
    answers : tuple of ChangedAnswer
        The questions whose answers change.
    addresses : tuple of str
        Web addresses and the like that the file names, which are not things of the project.
    """

    file: str
    source: str
    findings: tuple[Finding, ...]
    introduces: tuple[Thing, ...] = ()
    passages: int = 0
    others: tuple[Thing, ...] = ()
    follows: tuple[str, ...] = ()
    takes_away: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str, str], ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    answers: tuple[ChangedAnswer, ...] = ()
    addresses: tuple[str, ...] = ()
    not_compared: tuple[str, ...] = field(default=NOT_COMPARED, repr=False)

    @property
    def only_adds(self) -> bool:
        """Whether nothing is found in the file, and nothing is contradicted, renamed or taken away.

        Rows may be lost all the same: where more is known, counts and what was not known change.
        """
        broken = any(one.error for one in self.answers)
        return not (self.findings or self.takes_away or self.renamed or self.conflicts or broken)

    @property
    def summary(self) -> str:
        """That a file only adds, and how many rows of answers go all the same, in words."""
        lost = sum(len(one.lost) for one in self.answers)
        rows = (
            "1 row of an answer changes or disappears" if lost == 1 else f"{lost} rows of answers change or disappear"
        )
        return f"the file only adds statements; with them, {rows}" if lost else "the file only adds"

    def __str__(self) -> str:
        lines = [f"{self.file}: {self.source or 'cannot be read as a source'}"]
        for heading, entries in self._sections():
            if entries:
                lines.append(f"{heading} ({len(entries)}):")
                shown = entries[:SHOWN]
                lines += [f"  {line}" for entry in shown for line in entry.split("\n")]
                lines += [f"  and {len(entries) - len(shown)} more"] if len(entries) > len(shown) else []
        return "\n".join(lines)

    def _sections(self) -> Iterator[tuple[str, list[str]]]:
        yield "findings", [str(finding) for finding in self.findings]
        yield (
            "introduces",
            [f"{one_line(one.label)} ({', '.join(one.classes) or 'no class'}): {one.iri}" for one in self.introduces],
        )
        yield "says about things of other files", [line for one in self.others for line in one.statements]
        yield "follows about things of other files", list(self.follows)
        yield "takes away", list(self.takes_away)
        yield "renames", [f"{before} → {after}: {iri}" for iri, before, after in self.renamed]
        yield "conflicts that it opens or joins", [str(conflict) for conflict in self.conflicts]
        yield "answers that change", [_answer_text(one) for one in self.answers]
        yield "addresses that it names", list(self.addresses)

    def as_dict(self) -> dict[str, Any]:
        """Return all of it as plain values, for JSON."""
        return {
            "file": self.file,
            "source": self.source or None,
            "only_adds": self.only_adds,
            "findings": [finding.as_dict() for finding in self.findings],
            "introduces": [
                {"iri": one.iri, "label": one.label, "classes": list(one.classes)} for one in self.introduces
            ],
            "passages": self.passages,
            "about_others": [{"iri": t.iri, "label": t.label, "statements": list(t.statements)} for t in self.others],
            "follows": list(self.follows),
            "takes_away": list(self.takes_away),
            "renamed": [{"iri": iri, "before": before, "after": after} for iri, before, after in self.renamed],
            "conflicts": [conflict.as_dict() for conflict in self.conflicts],
            "answers": [
                {
                    "question": one.question.name,
                    "title": one.question.title,
                    "gained": [list(row) for row in one.gained],
                    "lost": [list(row) for row in one.lost],
                    "error": one.error or None,
                }
                for one in self.answers
            ],
            "not_compared": list(self.not_compared),
            "addresses": list(self.addresses),
        }


def _answer_text(changed: ChangedAnswer) -> str:
    numbers = ", ".join(map(str, changed.question.questions))
    gained, lost = len(changed.gained), len(changed.lost)
    counted = f"{gained} row{'' if gained == 1 else 's'} gained, {lost} lost"
    first = f"{changed.question.name}{f' ({numbers})' if numbers else ''}: {changed.error or counted}"
    rows = [*(("+", row) for row in changed.gained[:ROWS]), *(("-", row) for row in changed.lost[:ROWS])]
    return "\n".join([first, *(f"  {sign} {' | '.join(map(_short, row))}" for sign, row in rows)])


def _short(text: str) -> str:
    return text if len(text) <= CELL else f"{text[: CELL - 1]}…"


def quarantine(
    project: Project,
    path: Path,
    today: datetime.date,
    progress: Progress = lambda _: None,
    texts: Texts | None = None,
) -> Quarantine:
    """Find what a file would change in a project if it were one of its sources; nothing is written.

    Parameters
    ----------
    project : Project
    path : pathlib.Path
        A Turtle file. One that belongs to the project is compared with the project without it.
    today : datetime.date
        Reference date of checks.
    progress : callable, optional
        Called with the name of each step.
    texts : kg.evidence.texts.Texts, optional
        The available texts, to compare passages with them.

    Raises
    ------
    DataError
        If the project has errors without the file.

    Examples
    --------
    >>> import datetime, tempfile
    >>> from kg.project.create import init_project
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     project = replace(init_project(folder), background=False)
    ...     path = project.root / "data" / "sources" / "example.ttl"
    ...     found = quarantine(project, path, datetime.date(2026, 11, 22))
    >>> found.findings, found.passages
    ((), ...)
    """
    progress("reading the files")
    own = next((file for file in project.files() if file.path.resolve() == path.resolve()), None)
    file = own or SourceFile(path, "source")
    with_it = project if own else replace(project, trial=file)
    contents = read_files(with_it, need_source=False).contents
    before = load({key: content for key, content in contents.items() if key != file})
    if errors := [finding for finding in before.findings if finding.severity == "error"]:
        raise DataError("the project has errors without the file; correct them first", errors)
    after = load(contents, known=_known(before))
    own_findings = [finding for finding in after.findings if finding not in before.findings]
    parsed = next((part for part in after.parsed if part.file == file), None)
    if parsed is None:
        return Quarantine(str(path), "", tuple(sort_findings(own_findings)))
    progress("building without the file and with it")
    old, new = assemble(project, before), assemble(with_it, after)
    progress("checking the file")
    known = set(findings_of(project, old))
    found = [
        f for f in check(with_it, new, today, progress, texts) if f.source == parsed.iri.value or f.path == file.name
    ]
    found += [f for f in findings_of(with_it, new) if f not in known]
    changed = _Changes(parsed, before, old, new)
    return Quarantine(
        str(path),
        parsed.iri.value,
        tuple(sort_findings(dict.fromkeys([*own_findings, *found]))),
        introduces=tuple(changed.introduced()),
        passages=len(changed.support),
        others=tuple(changed.others()),
        follows=tuple(changed.follows()),
        takes_away=tuple(changed.taken_away()),
        renamed=tuple(changed.renamed()),
        conflicts=tuple(_new_conflicts(old, new)),
        answers=tuple(_changed_answers(project, old, new, progress)),
        addresses=tuple(changed.addresses()),
    )


def _known(loaded: LoadedFiles) -> KnownFiles:
    """Return what was read, so that it need not be parsed again."""
    files: dict[tuple[str, str], KnownFile] = {}
    for part in loaded.read:
        files[part.file.role, part.digest] = KnownFile(part.iri, part.prefixes, part.rows)
    return KnownFiles(loaded.dictionary, files)


class _Changes:
    """The differences between a graph without a file and one with it."""

    def __init__(self, file: ParsedFile, before: LoadedFiles, old: Snapshot, new: Snapshot) -> None:
        self._file, self._old, self._new = file, old, new
        self._known = {node for part in before.parsed for node in part.descriptions if isinstance(node, ox.NamedNode)}
        described = [node for node in file.descriptions if node != file.iri]
        types = {node: {row[2] for row in file.descriptions[node].get(terms.RDF_TYPE, ())} for node in described}
        # What supports statements is counted, not listed; a thing that is also typed as such is listed all the same.
        self.support = [
            node for node in described
            if node not in self._known and types[node] and types[node] <= {_PASSAGE, _ANNOTATION}
        ]  # fmt: skip
        support = set(self.support)
        self._things = [node for node in described if isinstance(node, ox.NamedNode) and node not in support]

    def introduced(self) -> Iterator[Thing]:
        """Yield the things that only this file describes."""
        for node in sorted(set(self._things) - self._known, key=str):
            yield self._thing(node, ())

    def others(self) -> Iterator[Thing]:
        """Yield the things of other files, with what this file says about them that no accepted source says."""
        for node in sorted(set(self._things) & self._known, key=str):
            rows = (row for rows in self._file.descriptions[node].values() for row in rows)
            new = [row for row in rows if not self._old.is_accepted(row) and row[1].value != f"{terms.KG}passage"]
            if new:
                yield self._thing(node, sorted(sentence(self._new, row) for row in new))

    def _thing(self, node: ox.NamedNode, statements: Iterable[str]) -> Thing:
        quads = self._new.store.quads_for_pattern(node, RDF_TYPE, None, ACCEPTED)
        classes = sorted({self._new.text(plain(quad)[2]) for quad in quads})
        return Thing(node.value, self._new.label(node.value), tuple(classes), tuple(statements))

    def follows(self) -> list[str]:
        """List what is newly inferred between things of other files."""
        gained = _holding(self._new) - _holding(self._old)
        return sorted(
            sentence(self._new, triple)
            for triple in gained
            if self._new.is_inferred(triple)
            and triple[0] in self._known
            and (triple[2] in self._known or isinstance(triple[2], ox.Literal))
        )

    def taken_away(self) -> list[str]:
        """List what no longer holds."""
        return sorted(sentence(self._old, triple) for triple in _holding(self._old) - _holding(self._new))

    def renamed(self) -> Iterator[tuple[str, str, str]]:
        """Yield the things of other files to which the file gives another preferred name, used or not."""
        for node in sorted(set(self._things) & self._known, key=str):
            for name in _NAMES:
                for row in self._file.descriptions[node].get(name, ()):
                    if not self._old.is_accepted(row):
                        yield node.value, self._old.label(node.value), row[2].value

    def addresses(self) -> list[str]:
        """List the addresses that the file names."""
        namespaces = (
            terms.BASE,
            self._new.manifest.base,
            *terms.PREFIXES.values(),
            *self._new.manifest.prefixes.values(),
        )
        own = {node.value for node in self._file.descriptions if isinstance(node, ox.NamedNode)}
        found: set[str] = set()
        for triple in self._file.triples:
            for term in triple:
                if isinstance(term, ox.Literal):
                    found.update(_ADDRESS.findall(term.value))
                elif isinstance(term, ox.NamedNode) and term.value not in own and term not in self._known:
                    found |= set() if term.value.startswith(namespaces) else {term.value}
        return sorted(found)


def _holding(snapshot: Snapshot) -> set[Triple]:
    """Collect what holds; blank nodes are annotations, which state nothing new."""
    return {
        triple
        for graph in (ACCEPTED, INFERRED)
        for triple in map(plain, snapshot.store.quads_for_pattern(None, None, None, graph))
        if not any(isinstance(term, ox.BlankNode) for term in triple)
    }


def _new_conflicts(old: Snapshot, new: Snapshot) -> Iterator[Conflict]:
    """Yield the conflicts that are new, or that have other sides than before."""

    def sides(conflict: Conflict) -> object:
        return {(str(side.answer), side.sources) for side in conflict.sides}

    known = {(one.exclusive.iri, one.key, one.since): sides(one) for one in conflicts(old)}
    for conflict in conflicts(new):
        if known.get((conflict.exclusive.iri, conflict.key, conflict.since)) != sides(conflict):
            yield conflict


def _changed_answers(project: Project, old: Snapshot, new: Snapshot, progress: Progress) -> Iterator[ChangedAnswer]:
    for name, question in questions_of(project).items():
        if name in NOT_COMPARED:
            continue
        progress(f"asking {name}")
        try:
            before = _cells(answer(project, old, question))
        except KgError:
            continue  # It cannot be answered without the file either.
        try:
            after = _cells(answer(project, new, question))
        except KgError as error:
            yield ChangedAnswer(question, (), (), str(error))
            continue
        gained, lost = difference(before, after)
        if gained or lost:
            yield ChangedAnswer(question, _texts(new, gained), _texts(old, lost))


def _cells(found: Answer) -> tuple[Cells, ...]:
    if isinstance(found, bool):
        return ((ox.Literal(found),),)
    return found.triples if isinstance(found, TriplesResult) else found.rows


def _texts(snapshot: Snapshot, rows: Iterable[Cells]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(snapshot.text, row)) for row in rows)
