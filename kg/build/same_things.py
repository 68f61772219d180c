"""Finds things of the data that are the same only because of an axiom of the project's own ontology, or too many.

A project may declare keys of its own, so that two of its things with one registry number are the same. An axiom is
refused if it makes things the same by what is said in shipped terms alone, or things that kg ships.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyoxigraph as ox

from kg.errors import DataError, Finding
from kg.load.parsed import LoadedFiles, ParsedFile
from kg.rdf import terms
from kg.rdf.model import RDF_TYPE, Term, Triple
from kg.rdf.positions import line_of_statement
from kg.reason import materialise

if TYPE_CHECKING:
    from kg.build.rows import Graphs
    from kg.reason.closures.closure import Closure
    from kg.reason.rules.compiling import CompiledRule

_SAME_AS = ox.NamedNode(f"{terms.OWL}sameAs")
#: The number of pairs to describe; the others are only counted.
MOST = 5
#: How many statements may follow only because things are the same; more are allowed in a graph with more statements.
#: Of n names of one thing, n² statements say that two of them are the same: a thousand make as many statements as a
#: large graph has, 10 seconds and a gigabyte, and two thousand make four times as many. No thing has so many names;
#: one wrong owl:sameAs, or a key with the same value everywhere, makes them.
MOST_REPEATED = 1_000_000


def refuse_many_names(loaded: LoadedFiles, closure: Closure) -> None:
    """Raise an error if too many statements would follow only because things are the same.

    They are counted before they are written out.

    Parameters
    ----------
    loaded : LoadedFiles
        The files, to name the place.
    closure : Closure
        What follows from them.

    Raises
    ------
    DataError
        With a finding about the thing with the most names.

    Examples
    --------
    >>> from kg.reason.closures.closing import close_triples
    >>> refuse_many_names(LoadedFiles(), close_triples([]))
    """
    if not closure.run.members:
        return
    facts = closure.facts
    of_one_name = sum(part.size for store in (facts.relations, facts.classes) for part in store.values())
    repeated, most = len(closure) - of_one_name, max(MOST_REPEATED, len(closure.given))
    if repeated <= most:
        return
    names = max(closure.run.members.values(), key=len)
    part, triple = _statement_about(loaded, {closure.encoded.dictionary.texts[number] for number in names})
    thing = terms.compact(triple[0].value, loaded.prefixes)
    raise DataError(
        f"nothing was built: more than {most:,} statements would follow only because things are the same",
        [
            Finding(
                "many-names",
                f"{thing} and {len(names) - 1:,} other names are the same thing: {repeated:,} more statements follow",
                path=part.file.name,
                line=line_of_statement(part.text, triple, loaded.prefixes),
                focus=triple[0].value,
                remedy="use one IRI for one thing, and link identifiers elsewhere with skos:exactMatch; if they are "
                "different things, correct the owl:sameAs or the key that joins them",
            )
        ],
    )


def _statement_about(loaded: LoadedFiles, names: set[str]) -> tuple[ParsedFile, Triple]:
    """Find a statement by which things may be the same: the first with owl:sameAs, or else the first about one."""
    number = loaded.dictionary.get
    things = [number(name, -1) for name in names]
    same = number(str(_SAME_AS), -1)
    found = []
    for part in loaded.parsed:
        about = np.isin(part.rows[:, 0], things)
        for rank, chosen in enumerate((about & (part.rows[:, 1] == same), about)):
            if chosen.any():
                found.append((rank, part, part.rows[chosen][:1]))
    _, part, rows = min(found, key=operator.itemgetter(0))
    return part, part.dictionary.decode(rows)[0]


def things_made_the_same(files: Sequence[ParsedFile], graphs: Graphs, prefixes: Mapping[str, str]) -> Iterator[Finding]:
    """Find pairs of things that are the same, but would not be without the project's own axioms.

    An axiom can make things the same in many ways, so this looks at what follows, and not at the axioms.

    Parameters
    ----------
    files : sequence of ParsedFile
        All files.
    graphs : Graphs
        The accepted graph, and what follows from it.
    prefixes : mapping of str to str
        For writing CURIEs.

    Yields
    ------
    Finding
        An error at an axiom by which two things are the same.

    Examples
    --------
    >>> from kg.build.rows import concluded
    >>> from kg.load.dictionary import TermDictionary
    >>> dictionary = TermDictionary()
    >>> list(things_made_the_same([], concluded(dictionary.encode([]), dictionary), {}))
    []
    """
    own = [file for file in files if file.file.role == "ontology" and not file.file.shipped]
    same = graphs.triples_with(_SAME_AS) if own else frozenset()
    if not same:
        return
    data = [file for file in files if file.file.role != "ontology"]
    described = {triple[0] for file in data for triple in file.triples}
    shipped = {triple[0] for file in data if file.file.shipped for triple in file.triples}
    axioms = {triple: file for file in own for triple in file.triples}
    honest = materialise({*graphs.dictionary.decode(graphs.accepted)} - axioms.keys()).triples
    pairs = sorted(
        (triple for triple in same - honest if {triple[0], triple[2]} <= described and str(triple[0]) < str(triple[2])),
        key=str,
    )
    found = []
    for triple in pairs:
        used, by_own_terms = _axioms_of(triple, graphs.closure, axioms)
        if not by_own_terms or not shipped.isdisjoint((triple[0], triple[2])):
            found.append((triple, used))
    for triple, used in found[:MOST]:
        file = axioms[used[0]] if used else own[0]
        names = [terms.compact(node.value, prefixes) for node in (triple[0], triple[2])]
        yield Finding(
            "same-by-own-axiom",
            f"makes {names[0]} and {names[1]} the same thing, which they are only because of this file",
            path=file.file.name,
            line=line_of_statement(file.text, used[0], prefixes) if used else None,
            focus=triple[0].value,
            remedy="delete the axiom: an own ontology makes things the same only by statements in its own terms, and "
            "none that kg ships",
        )
    if (more := len(found) - MOST) > 0:
        yield Finding("same-by-own-axiom", f"{more} more pairs of things are the same", path=own[0].file.name)


def _axioms_of(triple: Triple, closure: Closure, axioms: Mapping[Triple, ParsedFile]) -> tuple[list[Triple], bool]:
    """List the axioms of a proof that are the project's own, those about named terms first.

    Return also whether the proof uses a statement of data in terms of the project.
    """
    from kg.reason.proofs.search import proof_search

    proof = proof_search(closure).prove(triple)
    if proof is None:
        return [], False
    used = [axiom for step in proof.steps() for axiom in (*_axioms(step.rule), step.triple)]
    own = {axiom[0] for axiom in axioms}
    stated = [leaf for leaf in proof.leaves() if leaf not in axioms]
    by_own_terms = any(leaf[1] in own or (leaf[1] == RDF_TYPE and leaf[2] in own) for leaf in stated)
    return sorted((axiom for axiom in dict.fromkeys(used) if axiom in axioms), key=_is_blank), by_own_terms


def _axioms(rule: CompiledRule | None) -> tuple[Triple, ...]:
    return rule.axioms if rule else ()


def _is_blank(triple: Triple) -> bool:
    subject: Term = triple[0]
    return isinstance(subject, ox.BlankNode)
