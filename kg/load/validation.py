"""Checks the content of parsed files: unknown terms, invalid literals, values of the wrong kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kg.errors import Finding, suggest
from kg.load.parsed import LoadedFiles
from kg.rdf import terms
from kg.rdf.literals import LEXICAL, invalid_reason, mismatch, read_declarations
from kg.rdf.model import RDF_TYPE, Term
from kg.rdf.positions import line_of, line_of_statement

_DECLARING = tuple(
    ox.NamedNode(f"{terms.OWL}{name}")
    for name in (
        "Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual", "Ontology",
    )
)  # fmt: skip
_NAMING = (terms.PREF_LABEL, terms.ALT_LABEL, f"{terms.KG}alpha2", f"{terms.KG}alpha3")
#: Vocabularies whose terms need no declaration.
_BUILT_IN = (terms.RDF, terms.RDFS, terms.OWL, terms.XSD)


def content_findings(loaded: LoadedFiles) -> Iterator[Finding]:
    """Find errors in the content of files that could be parsed.

    Parameters
    ----------
    loaded : LoadedFiles
        All files, including the ontologies.
    """
    yield from _unknown_terms(loaded)
    yield from _bad_literals(loaded)
    yield from _wrong_values(loaded)


def _unknown_terms(loaded: LoadedFiles) -> list[Finding]:
    """Find properties and classes that no loaded ontology declares."""
    declared: set[str] = set()
    namespaces: set[str] = set()
    for parsed in loaded.parsed:
        if parsed.file.role == "ontology":
            own = {
                s.value
                for s, p, o in parsed.triples
                if p == RDF_TYPE and o in _DECLARING and isinstance(s, ox.NamedNode)
            }
            declared |= own
            namespaces |= {
                iri[: len(iri) - len(terms.local_name(iri))] for iri in own if iri.startswith(parsed.iri.value)
            }

    def missing(node: object, *, term: bool) -> str | None:
        if not isinstance(node, ox.NamedNode) or node.value in declared:
            return None
        if term:
            return None if node.value.startswith(_BUILT_IN) else node.value
        return node.value if any(node.value.startswith(n) for n in namespaces if n.endswith("#")) else None

    findings = []
    for parsed in loaded.parsed:
        unknown: dict[str, str] = {}
        for s, p, o in parsed.triples:
            is_type = p == RDF_TYPE
            for node, term in ((p, True), (o, is_type), (s, False)):
                if (iri := missing(node, term=term)) is not None:
                    kind = "property" if node is p else "class" if is_type and node is o else "term"
                    unknown.setdefault(iri, kind)
        for iri, kind in sorted(unknown.items()):
            name = terms.compact(iri, loaded.prefixes)
            near = [terms.compact(d, loaded.prefixes) for d in _near(iri, kind, declared)]
            findings.append(
                Finding(
                    "unknown-term",
                    f"the ontology has no {kind} {name}",
                    source=parsed.iri.value,
                    path=parsed.file.name,
                    line=line_of(parsed.text, iri, loaded.prefixes),
                    remedy=f"did you mean {' or '.join(near)}?" if near
                    else "use a term of the ontology, or declare one of your own in ontology/",
                )
            )  # fmt: skip
    return findings


def _bad_literals(loaded: LoadedFiles) -> list[Finding]:
    """Find literals that are not valid for their datatype."""
    findings = []
    for parsed in loaded.parsed:
        literals: dict[ox.Literal, object] = {}
        for s, _, o in parsed.triples:
            if isinstance(o, ox.Literal):
                literals.setdefault(o, s)
        for literal, subject in literals.items():
            if (reason := invalid_reason(literal.value, literal.datatype.value)) is None:
                continue
            kind = terms.compact(literal.datatype.value)
            place = re.search(rf"([\"']){re.escape(literal.value)}\1\s*\^\^", parsed.text)
            findings.append(
                Finding(
                    "bad-literal",
                    f'"{literal.value}" is not a valid {kind}: {reason}',
                    source=parsed.iri.value,
                    focus=subject.value if isinstance(subject, ox.NamedNode) else None,
                    path=parsed.file.name,
                    line=parsed.text.count("\n", 0, place.start()) + 1 if place else None,
                    remedy=f'correct it; an example is "{LEXICAL[literal.datatype.value][1]}"^^{kind}',
                )
            )
    return findings


def _wrong_values(loaded: LoadedFiles) -> list[Finding]:
    """Find literals in place of things, things in place of literals, and literals of the wrong datatype."""
    known = read_declarations(t for parsed in loaded.parsed if parsed.file.role == "ontology" for t in parsed.triples)
    findings = []
    for parsed in loaded.parsed:
        for triple in dict.fromkeys(parsed.triples):
            subject, predicate, value = triple
            if (found := mismatch(known, predicate.value, value)) is None:
                continue
            wanted, remedy = found
            if isinstance(value, ox.Literal):
                if invalid_reason(value.value, value.datatype.value):
                    continue  # already reported
                if predicate.value in known.to_things and (named := _named(loaded, value.value)):
                    remedy = f"write {' or '.join(named)}, which has this name"
            findings.append(
                Finding(
                    "wrong-value",
                    f"{terms.compact(predicate.value, loaded.prefixes)} takes {wanted}, "
                    f"not {_shown(value, loaded.prefixes)}",
                    source=parsed.iri.value,
                    focus=subject.value if isinstance(subject, ox.NamedNode) else None,
                    path=parsed.file.name,
                    line=line_of_statement(parsed.text, triple, loaded.prefixes),
                    remedy=remedy,
                )
            )
    return findings


def _shown(value: Term, prefixes: Mapping[str, str]) -> str:
    """Write a term as in Turtle, shortened."""
    if isinstance(value, ox.Literal):
        return re.sub(r"\^\^<([^<>]*)>\Z", lambda match: "^^" + terms.compact(match[1], prefixes), str(value))
    return "a node without a name" if isinstance(value, ox.BlankNode) else terms.compact(value.value, prefixes)


def _named(loaded: LoadedFiles, name: str) -> list[str]:
    """Return at most three things of a given name, shortened."""
    found = {
        terms.compact(s.value, loaded.prefixes)
        for parsed in loaded.parsed
        for s, p, o in parsed.triples
        if p.value in _NAMING and isinstance(o, ox.Literal) and o.value == name and isinstance(s, ox.NamedNode)
    }
    return sorted(found)[:3]


def _near(iri: str, kind: str, declared: set[str]) -> list[str]:
    """Return the declared terms of the same namespace that look most like one that is not."""
    namespace = iri[: len(iri) - len(terms.local_name(iri))]
    local = {d[len(namespace) :]: d for d in declared if d.startswith(namespace) and len(d) > len(namespace)}
    if kind != "term":
        # By the ontology's habit, classes start with a capital and properties do not.
        local = {name: d for name, d in local.items() if name[0].isupper() == (kind == "class")} or local
    return [local[name] for name in suggest(iri[len(namespace) :], local)]
