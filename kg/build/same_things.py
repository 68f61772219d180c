"""Finds things of the data that are the same only because of an axiom of the project's own ontology.

A project may declare keys of its own, so that two of its things with one registry number are the same. An axiom is
refused if it makes things the same by what is said in shipped terms alone, or things that kg ships.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import Finding
from kg.load.parsed import ParsedFile
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
