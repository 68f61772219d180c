"""What changed between two states of a graph: facts and conclusions gained and lost, as a reader cares for them.

A state is a day (what was known by it, or what held on it), an earlier build, a revision of the project in
git, or the files as they are now.
"""

from __future__ import annotations

import datetime
import io
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from kg.build.assemble import assemble
from kg.errors import DataError, ProjectError, UnknownNameError, UsageError
from kg.load.files import load_project
from kg.load.parsed import LoadedFiles
from kg.project.paths import display
from kg.project.project import CONFIG, Project
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, RDF_TYPE, Term, Triple, plain
from kg.sparql.results import Result, to_text
from kg.store.disk import last_good, read_snapshot
from kg.store.scope import Scope
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import read_date

Clock = Literal["known-by", "at"]
What = Literal["gained", "lost", "changed"]

#: The files as they are now.
NOW = "now"
#: The last build that succeeded.
LAST = "last"
#: What a reader cares about, in the order in which changes are told, and the classes that belong there.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "sources": ("Source", "Document"),
    "frameworks": ("Framework", "Membership", "PartnershipLevel"),
    "sessions and other events": ("Event", "Participation"),
    "instruments": ("Instrument",),
    "commitments": ("Commitment", "StatusReport"),
    "positions": ("Position", "Expectation"),
    "officials": ("Official", "Tenure", "Post"),
    "judgements": ("Judgement",),
    "names": ("Country", "Organisation", "Place", "Topic"),
}
ONTOLOGY, OTHER = "ontology", "other"
#: Where a passage stands is evidence for a change, and no change of its own.
_EVIDENCE = "Passage"
_SAME_AS_TYPE = (f"{terms.RDFS}subClassOf", f"{terms.RDFS}subPropertyOf")


@dataclass(frozen=True)
class Change:
    """One change.

    Parameters
    ----------
    group : str
        One of `GROUPS`, or ``other``.
    what : {"gained", "lost", "changed"}
    thing : str
        IRI of what it is about.
    label : str
        Its label.
    property : str
        Label of the property; empty where the whole thing is new, or gone.
    before, after : str
        The values, as labels, sorted and joined; empty where there is none. Of a thing that is new or gone, all
        that is said of it.
    inferred : bool
        Whether it is a conclusion, not something that a source says.
    """

    group: str
    what: What
    thing: str
    label: str
    property: str
    before: str
    after: str
    inferred: bool

    def as_dict(self) -> dict[str, object]:
        """Return the fields, for JSON."""
        return asdict(self)


def state(project: Project, name: str, clock: Clock = "known-by") -> Snapshot:
    """Return a state of a project by the name that people give it.

    Parameters
    ----------
    project : Project
    name : str
        A day such as ``2023-12-31``; ``now``; ``last``, the last build that succeeded; the first letters, four at
        least, of a build's name; or a revision in git, such as ``v0.1.0`` or ``HEAD~3``.
    clock : {"known-by", "at"}
        What a day means: what had been published by it, or what held on it.

    Returns
    -------
    Snapshot
        In memory; nothing is written.

    Raises
    ------
    UnknownNameError
        Where the name is none of these.
    DataError
        Where the files of that revision have errors.

    Examples
    --------
    >>> from kg.project.project import shipped
    >>> state(shipped(), "2023-12-31").manifest.scope.known_by
    datetime.date(2023, 12, 31)
    """
    if name == NOW:
        # In memory, since a comparison must not make the present state the last build.
        return _assemble(project, load_project(project), Scope(), name)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", name):
        day = read_date(name)
        scope = Scope(known_by=day) if clock == "known-by" else Scope(at=day)
        return _assemble(project, load_project(project), scope, name)
    folder = project.build_folder()
    if build := last_good(folder) if name == LAST else _build_called(folder, name):
        return read_snapshot(folder, build)
    return _revision(project, name)


def diff(old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """Compare two states: facts and conclusions gained and lost.

    Parameters
    ----------
    old, new : Snapshot

    Returns
    -------
    tuple of Change
        In the order of `GROUPS`; what sources say first, then what follows from it; by label. Of a conclusion only
        the most telling form is told: no classes and relations above those that changed, no inverses, and nothing
        that the ontology says of itself.

    Examples
    --------
    >>> from kg.project.project import shipped
    >>> graph = state(shipped(), "now")
    >>> diff(graph, graph)
    ()
    """
    sides = (_Side(old), _Side(new))
    changes = [*_changes(sides, ACCEPTED, inferred=False), *_changes(sides, INFERRED, inferred=True)]
    order = {group: place for place, group in enumerate((*GROUPS, OTHER, ONTOLOGY))}
    return tuple(
        sorted(
            changes,
            key=lambda c: (order[c.group], c.inferred, bool(c.property), c.label, c.thing, c.property, c.what),
        )
    )


def table(changes: Iterable[Change], snapshot: Snapshot) -> Result:
    """Make a table of changes (question 50).

    Parameters
    ----------
    changes : iterable of Change
    snapshot : Snapshot
        Where labels come from.

    Returns
    -------
    kg.sparql.results.Result
        ``group``, ``change``, ``thing``, ``property``, ``before``, ``after`` and ``inferred``, which is true or false.

    Examples
    --------
    >>> from kg.project.project import shipped
    >>> graph = state(shipped(), "now")
    >>> table((), graph).columns[:3]
    ('group', 'change', 'thing')
    """

    def text(value: str) -> ox.Literal | None:
        return ox.Literal(value) if value else None

    rows = tuple(
        (text(c.group), text(c.what), ox.NamedNode(c.thing), text(c.property), text(c.before), text(c.after),
         ox.Literal(c.inferred))
        for c in changes
    )  # fmt: skip
    return Result(("group", "change", "thing", "property", "before", "after", "inferred"), rows, snapshot)


def markdown(changes: Iterable[Change], title: str) -> str:
    """Write changes as notes for a release: a heading for each group, a line for each change.

    Parameters
    ----------
    changes : iterable of Change
    title : str
        The heading over all of them.

    Examples
    --------
    >>> print(markdown([Change("frameworks", "gained", "urn:x", "Oslo dialogue", "member", "", "Japan", False)], "New"))
    # New
    <BLANKLINE>
    ## Frameworks
    <BLANKLINE>
    - **Oslo dialogue** – member: + Japan
    """
    lines, group = [f"# {title}"], ""
    for change in changes:
        if change.group != group:
            group = change.group
            lines += ["", f"## {group.capitalize()}", ""]
        sentence = _sentence(change, f"**{_plain(change.label)}**", _plain)
        lines.append(f"- {sentence}{' *(follows)*' if change.inferred else ''}")
    return "\n".join(lines if group else [*lines, "", "Nothing changed."])


def text(changes: Iterable[Change]) -> str:
    """Write changes for a terminal: a heading for each group, a line for each change.

    Examples
    --------
    >>> print(text([Change("frameworks", "gained", "urn:x", "Oslo dialogue", "member", "", "Japan", True)]))
    FRAMEWORKS
      Oslo dialogue – member: + Japan   (follows)
    """
    lines, group = list[str](), ""
    for change in changes:
        if change.group != group:
            group = change.group
            lines += [*([""] if lines else []), group.upper()]
        lines.append(f"  {_sentence(change, change.label)}{'   (follows)' if change.inferred else ''}")
    return "\n".join(lines or ["nothing changed"])


def _plain(text: str) -> str:
    """Keep labels from being read as Markdown or markup."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", text)


def _sentence(change: Change, name: str, write: Callable[[str], str] = str) -> str:
    change = replace(change, before=write(change.before), after=write(change.after))
    if not change.property:
        told = change.after or change.before
        return f"{name} – {'new' if change.what == 'gained' else 'gone'}{f': {told}' if told else ''}"
    before, after = (f"{sign} {text}" if text else "" for sign, text in (("−", change.before), ("+", change.after)))
    value = f"{change.before} → {change.after}" if change.what == "changed" else before or after
    return f"{name} – {change.property}: {value}"


class _Side:
    """One of the two states, with what is looked up in it again and again."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def triples(self, graph: ox.NamedNode) -> set[Triple]:
        quads = self.snapshot.store.quads_for_pattern(None, None, None, graph)
        return {triple for quad in quads if _is_told(triple := plain(quad))}

    @cached_property
    def kinds(self) -> dict[str, set[str]]:
        """The classes of each thing, by their local names."""
        found: dict[str, set[str]] = {}
        for graph in (INFERRED, ACCEPTED):
            for quad in self.snapshot.store.quads_for_pattern(None, RDF_TYPE, None, graph):
                subject, _, kind = plain(quad)
                if isinstance(subject, ox.NamedNode) and kind.value.startswith(terms.KG):
                    found.setdefault(subject.value, set()).add(terms.local_name(kind.value))
        return found

    def above(self, predicate: str) -> dict[str, set[str]]:
        """For each class or property those directly below it."""
        found: dict[str, set[str]] = {}
        for quad in self.snapshot.store.quads_for_pattern(None, ox.NamedNode(predicate), None, ACCEPTED):
            lower, _, upper = plain(quad)
            found.setdefault(upper.value, set()).add(lower.value)
        return found

    @cached_property
    def described(self) -> set[str]:
        """The things that are there: those of which a kind is told."""
        return {plain(quad)[0].value for quad in self.snapshot.store.quads_for_pattern(None, RDF_TYPE, None, ACCEPTED)}

    @cached_property
    def schema(self) -> set[str]:
        """The terms that the ontology declares."""
        graphs = [info.iri for info in self.snapshot.manifest.graphs if info.role == "ontology"]
        quads = (
            q for iri in graphs for q in self.snapshot.store.quads_for_pattern(None, None, None, ox.NamedNode(iri))
        )
        return {plain(quad)[0].value for quad in quads}

    @cached_property
    def inverses(self) -> dict[str, str]:
        """For each property that is only the other direction of one that sources use: that one."""
        quads = self.snapshot.store.quads_for_pattern(None, ox.NamedNode(f"{terms.OWL}inverseOf"), None, ACCEPTED)
        return {plain(quad)[2].value: plain(quad)[0].value for quad in quads}


def _is_told(triple: Triple) -> bool:
    """Leave out what only carries evidence: annotations of axioms, passages."""
    subject, predicate, obj = triple
    carries = predicate.value == f"{terms.KG}passage" or predicate.value.endswith("Precision")
    carries = carries or isinstance(subject, ox.BlankNode)
    return not (carries or isinstance(obj, ox.BlankNode))


def _changes(sides: tuple[_Side, _Side], graph: ox.NamedNode, *, inferred: bool) -> list[Change]:
    before, after = (side.triples(graph) for side in sides)
    gained, lost = after - before, before - after
    if inferred:
        # What was a conclusion and is now told, or the other way round, is no news.
        gained -= {triple for triple in gained if sides[0].snapshot.is_accepted(triple)}
        lost -= {triple for triple in lost if sides[1].snapshot.is_accepted(triple)}
        gained, lost = _telling(gained, sides[1]), _telling(lost, sides[0])
    things: dict[str, tuple[set[Triple], set[Triple]]] = {}
    for place, triples in enumerate((lost, gained)):
        for triple in triples:
            things.setdefault(triple[0].value, (set(), set()))[place].add(triple)
    return [change for thing, changed in things.items() for change in _of(thing, changed, sides, inferred=inferred)]


def _telling(triples: set[Triple], side: _Side) -> set[Triple]:
    """Of conclusions keep the most telling form: no class or relation above one that holds, no inverse."""
    classes, properties = (side.above(predicate) for predicate in _SAME_AS_TYPE)
    holds = side.triples(ACCEPTED) | side.triples(INFERRED)

    def narrower(triple: Triple) -> bool:
        s, p, o = triple
        if p == RDF_TYPE:
            return any((s, p, ox.NamedNode(lower)) in holds for lower in classes.get(o.value, ()))
        if any((s, ox.NamedNode(lower), o) in holds for lower in properties.get(p.value, ())):
            return True
        main = side.inverses.get(p.value)
        return main is not None and isinstance(o, ox.NamedNode) and (o, ox.NamedNode(main), s) in holds

    def of_note(triple: Triple) -> bool:
        # That a thing is of a kind is news of the thing itself, which is told where it is new.
        return triple[1] != RDF_TYPE or triple[2].value in _defined(side)

    return {triple for triple in triples if not narrower(triple) and of_note(triple)}


def _defined(side: _Side) -> set[str]:
    """Classes that the ontology defines by a condition, such as held events: to come under one is news."""
    quads = side.snapshot.store.quads_for_pattern(None, ox.NamedNode(f"{terms.OWL}equivalentClass"), None, ACCEPTED)
    return {plain(quad)[0].value for quad in quads}


def _of(
    thing: str, changed: tuple[set[Triple], set[Triple]], sides: tuple[_Side, _Side], *, inferred: bool
) -> list[Change]:
    """Tell what changed of one thing: that it is new or gone, or value by value."""
    old, new = (thing in side.described for side in sides)
    side = sides[1] if new else sides[0]
    kinds = side.kinds.get(thing, set())
    is_term = any(thing in end.schema for end in sides)
    if _EVIDENCE in kinds:
        return []
    label = side.snapshot.label(thing)
    group = ONTOLOGY if is_term else _group(kinds)
    if old != new and not inferred:
        what: What = "gained" if new else "lost"
        told = _summary(changed[1] if new else changed[0], side.snapshot)
        before, after = ("", told) if new else (told, "")
        return [Change(group, what, thing, label, "", before, after, inferred)]
    found = []
    for predicate in sorted({triple[1] for part in changed for triple in part}, key=str):
        values = [{o for _, p, o in part if p == predicate} for part in changed]
        before, after = (_texts(part, end.snapshot) for part, end in zip(values, sides, strict=True))
        what = "changed" if before and after else "gained" if after else "lost"
        objects = [kind for part in values for o in part for kind in side.kinds.get(o.value, ())]
        # A country's link to a framework is news of frameworks, not of names.
        where = _group(objects) if group == "names" and objects else group
        prop = side.snapshot.label(predicate.value)
        found.append(Change(where, what, thing, label, prop, before, after, inferred))
    return found


def _group(kinds: Iterable[str]) -> str:
    present = set(kinds)
    return next((group for group, classes in GROUPS.items() if present.intersection(classes)), OTHER)


def _summary(triples: set[Triple], snapshot: Snapshot) -> str:
    """Write what is said of a thing, but its label and notes, in one line."""
    hidden = {terms.PREF_LABEL, terms.ALT_LABEL, *(f"{terms.DCTERMS}{n}" for n in ("title", "license", "description")),
              f"{terms.DCTERMS}language", f"{terms.RDFS}label", f"{terms.SKOS}note", f"{terms.KG}gist"}  # fmt: skip
    by_property: dict[str, set[Term]] = {}
    for _, predicate, value in triples:
        if predicate.value not in hidden:
            by_property.setdefault(predicate.value, set()).add(value)
    kinds = by_property.pop(terms.RDF_TYPE, set())
    parts = [_texts(kinds, snapshot)] if kinds else []
    parts += [f"{snapshot.label(p)} {_texts(values, snapshot)}" for p, values in sorted(by_property.items())]
    return "; ".join(parts)


def _texts(values: Iterable[Term], snapshot: Snapshot) -> str:
    return ", ".join(sorted(to_text(v, snapshot)
                            for v in values))  # fmt: skip


# ---- States by name


def _build_called(folder: Path, name: str) -> str | None:
    """Return the build whose name begins with some letters."""
    if not re.fullmatch(r"[0-9a-f]{4,20}", name) or not folder.is_dir():
        return None
    hits = sorted(path.parent.name for path in folder.glob(f"{name}*/manifest.json"))
    if len(hits) > 1:
        raise UsageError(f"{name!r} begins the names of {len(hits)} builds: {', '.join(hits)}")
    return hits[0] if hits else None


def _assemble(project: Project, loaded: LoadedFiles, scope: Scope, name: str) -> Snapshot:
    errors = [finding for finding in loaded.findings if finding.severity == "error"]
    if errors:
        raise DataError(f"{name}: cannot be compared, because of {len(errors)} errors in its files", loaded.findings)
    return assemble(project, loaded, scope)


def _revision(project: Project, name: str) -> Snapshot:
    """Build what the files of a project were in a revision of the repository that it lies in."""
    known = (NOW, LAST)
    hint = "name a day (2023-12-31), now, last, a build or a revision in git"
    commit = _git(project.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if commit is None:
        raise UnknownNameError("state", name, known, hint)
    revision = commit.decode().strip()
    there = (_git(project.root, "ls-tree", "--name-only", revision) or b"").decode().split("\n")
    wanted = [entry for entry in ("data", "ontology", CONFIG) if entry in there]
    archive = _git(project.root, "archive", "--format=tar", revision, "--", *wanted) if wanted else None
    if archive is None:
        raise ProjectError(f"{name}: {display(project.root)} has no data in this revision")
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            # Filters came with Python 3.11.4 (PEP 706), and Debian 12 has 3.11.2: there, take plain files only.
            if hasattr(tarfile, "data_filter"):
                files.extractall(folder, filter="data")
            else:
                files.extractall(folder, [member for member in files if member.isfile()])
        then = replace(project, root=Path(folder))
        return _assemble(then, load_project(then), Scope(), name)


def _git(folder: Path, *arguments: str) -> bytes | None:
    try:
        run = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except OSError:
        return None
    return run.stdout if run.returncode == 0 else None


def last_release(project: Project) -> str:
    """Return the newest tag in git, the state that release notes start from.

    Raises
    ------
    UsageError
        Where there is none.
    """
    tag = _git(project.root, "describe", "--tags", "--abbrev=0")
    if tag is None:
        raise UsageError("no release is tagged in git here; say since when: a day, a build or a revision")
    return tag.decode().strip()


def since(project: Project, name: str | datetime.date, clock: Clock = "known-by") -> tuple[Change, ...]:
    """Compare an earlier state with the files as they are now.

    Parameters
    ----------
    project : Project
    name : str or datetime.date
        As for `state`.
    clock : {"known-by", "at"}

    Examples
    --------
    >>> from kg.project.project import shipped
    >>> since(shipped(), "now")
    ()
    """
    return diff(state(project, str(name), clock), state(project, NOW))
