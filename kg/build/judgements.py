"""Applies judgements: which of them count in a scope, and which statements of sources are accepted."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

import pyoxigraph as ox

from kg.load.parsed import ParsedFile
from kg.rdf import terms
from kg.rdf.model import Term, Triple
from kg.rdf.numbers import canonical
from kg.temporal.exclusion import without
from kg.temporal.kinds import TIMELESS

_JUDGING = (f"{terms.KG}verdict", f"{terms.KG}judged")
_REJECTED = ox.NamedNode(f"{terms.KG}Rejected")
#: The roles of files that can be evidence, and that a scope can leave out.
_TELLING = ("source", "background")
#: What is said about a judgement: the objects by the last part of the name of the property.
Judgement = dict[str, list[Term]]


def counting(
    files: Sequence[ParsedFile], whole: Sequence[ParsedFile], *, judgements: bool = True
) -> Sequence[ParsedFile]:
    """Remove the judgements whose evidence is not among the files.

    A judgement counts only if all of its evidence is there: every source that it names, judged or not, and of every
    thing that it names (a tenure, a membership) a description in some file other than the judged sources. Evidence that
    no file of the project contains, such as a web address, makes no difference, because no scope leaves it out; nor
    does a judgement without evidence depend on any source.

    Parameters
    ----------
    files : sequence of ParsedFile
        The files in scope, with what was known.
    whole : sequence of ParsedFile
        All files of the project.
    judgements : bool, optional
        Whether judgements are used at all.

    Returns
    -------
    sequence of ParsedFile
        The same files in the same order. The judgements that do not count are not stated either, so that a conflict
        has the status that it has without them.
    """
    if not judgements:
        return _without(files, set(_judgements(files)))
    if len(files) == len(whole) and all(map(operator.is_, files, whole)):
        return files
    here, everywhere = ([file for file in some if file.file.role in _TELLING] for some in (files, whole))

    missing = {file.iri for file in everywhere} - {file.iri for file in here}

    def lacks_evidence(judgement: Judgement) -> bool:
        judged = set(judgement.get("judgedSource", ()))
        named = judgement.get("evidence", ())
        # A file that is evidence must be here, even if it is judged, too; a thing must be described here.
        return any(
            term in missing or (_is_told(term, everywhere, judged) and not _is_told(term, here, judged))
            for term in named
        )

    return _without(files, {node for node, judgement in _judgements(files).items() if lacks_evidence(judgement)})


def _is_told(term: Term, files: Iterable[ParsedFile], judged: Collection[Term]) -> bool:
    """Return whether some file is, or describes, the evidence of a judgement; the judged sources do not count."""
    return any(file.iri == term or term in file.descriptions for file in files if file.iri not in judged)


def _without(files: Sequence[ParsedFile], gone: Collection[Term]) -> list[ParsedFile]:
    """Remove some judgements, and the statements that refer to them."""
    if not gone:
        return list(files)
    return [without(file, {id(t) for t in file.triples if t[0] in gone or t[2] in gone}) for file in files]


def _judgements(files: Iterable[ParsedFile]) -> dict[Term, Judgement]:
    """Collect the judgements of files; several files may describe one."""
    import numpy as np

    from kg.load.table import Table

    # Ontologies and vocabularies contain no judgements, and of the other files most statements are about other things.
    table = Table([file for file in files if file.file.role not in TIMELESS])
    judging = table.chosen(lambda iri: iri.startswith(_JUDGING), table.predicate)[table.predicate]
    nodes = np.zeros(table.terms, np.bool_)
    nodes[table.subject[judging]] = True
    described = [file.descriptions for file in table.only(nodes[table.subject])]
    found: dict[Term, Judgement] = {
        node: {}
        for descriptions in described
        for node, description in descriptions.items()
        if any(name.startswith(_JUDGING) for name in description)
    }
    for descriptions in described:
        for node, description in descriptions.items():
            for name, rows in description.items() if node in found else ():
                found[node].setdefault(terms.local_name(name), []).extend(row[2] for row in rows)
    return found


def apply_judgements(files: Iterable[ParsedFile]) -> list[ParsedFile]:
    """Remove the triples that judgements reject from each file.

    A judgement rejects one triple of one source (``kg:judgedSubject``, ``kg:judgedPredicate``, ``kg:judgedObject``), or
    one node of it: then it rejects every triple of that source with the node as subject or object. Statements of other
    sources remain.

    Parameters
    ----------
    files : iterable of ParsedFile
        All files, including those with judgements.

    Returns
    -------
    list of ParsedFile
        The same files in the same order, each with its accepted triples.
    """
    return list(_apply(tuple(files)))


@lru_cache(maxsize=2)
def _apply(files: tuple[ParsedFile, ...]) -> tuple[ParsedFile, ...]:
    # Cached, because slices by time start from the same files.
    nodes, triples = _rejected(_judgements(files).values())
    sources = {source for source, *_ in (*nodes, *triples)}

    def survives(source: ox.NamedNode, triple: Triple) -> bool:
        subject, predicate, obj = triple
        if (source, subject) in nodes or (source, obj) in nodes:
            return False
        return (source, subject, predicate, canonical(obj)) not in triples

    return tuple(
        file.only(survives(file.iri, triple) for triple in file.triples) if file.iri in sources else file
        for file in files
    )


def _rejected(judgements: Iterable[Judgement]) -> tuple[set[tuple[Term, ...]], set[tuple[Term, ...]]]:
    """Collect the nodes and the triples that are rejected, each with its source; numbers in one spelling."""
    nodes: set[tuple[Term, ...]] = set()
    triples: set[tuple[Term, ...]] = set()
    for judgement in judgements:
        if _REJECTED in judgement.get("verdict", ()):
            # A judgement may name several nodes or objects.
            nodes.update(itertools.product(*(judgement.get(f"judged{part}", ()) for part in ("Source", "Node"))))
            parts = ("Source", "Subject", "Predicate", "Object")
            ends = (map(canonical, judgement.get(f"judged{part}", ())) for part in parts)
            triples.update(itertools.product(*ends))
    return nodes, triples
