"""Checks the content of parsed files: unknown terms, invalid literals, values of the wrong kind."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence, Set

import pyoxigraph as ox

from kg.errors import Finding, shortened, suggest
from kg.load.parsed import LoadedFiles, ParsedFile
from kg.rdf import terms
from kg.rdf.literals import LEXICAL, Declarations, invalid_reason, mismatch, read_declarations
from kg.rdf.model import RDF_TYPE, Subject, Term, Triple
from kg.rdf.positions import line_of, line_of_statement

_DECLARING = tuple(
    ox.NamedNode(f"{terms.OWL}{name}")
    for name in (
        "Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual", "Ontology",
    )
)  # fmt: skip
_NAMING = (terms.PREF_LABEL, terms.ALT_LABEL, f"{terms.KG}alpha2", f"{terms.KG}alpha3")
#: Datatypes that Turtle does not write.
_PLAIN = (f"{terms.XSD}string", f"{terms.RDF}langString")
#: Vocabularies whose terms need no declaration.
_BUILT_IN = (terms.RDF, terms.RDFS, terms.OWL, terms.XSD)


#: How many findings of a kind a file gets one by one; each is searched for in the text, and nobody reads more.
_MOST = 50
#: From this number on, undeclared terms of one namespace are one finding.
_FEW = 5


def content_findings(loaded: LoadedFiles, foreign: Sequence[str] = ()) -> Iterator[Finding]:
    """Find errors in the content of files that could be parsed.

    Parameters
    ----------
    loaded : LoadedFiles
        All files, including the ontologies.
    foreign : sequence of str, optional
        Beginnings of the IRIs of terms that need no declaration.
    """
    known = read_declarations(t for parsed in loaded.parsed if parsed.file.role == "ontology" for t in parsed.triples)
    declared, namespaces = _declared(loaded)
    for parsed in _suspects(loaded, known, declared, namespaces, foreign):
        yield from _unknown_terms(loaded, parsed, declared, namespaces, foreign)
        yield from _at_most(parsed, (_bad_literal(parsed, *found) for found in _bad_literals(parsed)))
        yield from _at_most(parsed, (_wrong_value(loaded, parsed, *found) for found in _wrong_values(parsed, known)))


def _suspects(
    loaded: LoadedFiles, known: Declarations, declared: Set[str], namespaces: Set[str], foreign: Sequence[str]
) -> list[ParsedFile]:
    """Select the files that have a finding: each predicate, class and literal is looked at once, not in each file."""
    import numpy as np

    from kg.load.table import Table
    from kg.reason.engine.arrays import distinct

    table = Table(loaded.parsed)
    texts, dictionary = table.dictionary.texts, table.dictionary
    unneeded = (*_BUILT_IN, *foreign)

    def is_unknown(iri: str) -> bool:
        return iri not in declared and not iri.startswith(unneeded)

    def is_missing(iri: str) -> bool:
        return iri not in declared and f"{iri.partition('#')[0]}#" in namespaces

    typing = table.predicate == table.number(RDF_TYPE.value)
    odd = table.chosen(is_unknown, table.predicate)[table.predicate]
    odd |= typing & table.chosen(is_unknown, table.object[typing])[table.object]
    nodes = np.concatenate((table.subject, table.object))
    missing = table.chosen(is_missing, nodes)
    odd |= missing[table.subject] | (missing[table.object] & ~typing)
    invalid = np.zeros(table.terms, np.bool_)
    typed = [number for number, text in enumerate(texts) if text[-1] == ">" and text[0] == '"']
    for number in typed:
        literal = dictionary.term(number)
        assert isinstance(literal, ox.Literal)
        invalid[number] = invalid_reason(literal.value, literal.datatype.value) is not None
    odd |= invalid[table.object]
    # Whether a value fits depends only on its kind: a thing, or a literal of some datatype.
    kinds = dictionary.kinds()
    pairs = table.predicate.astype(np.int64) << 32 | kinds[table.object]
    every = distinct(pairs)
    places = np.searchsorted(every, pairs)
    example = np.empty(every.size, np.int64)
    example[places] = table.object
    misfits = (
        mismatch(known, texts[pair >> 32][1:-1], dictionary.term(number)) is not None
        for pair, number in zip(every.tolist(), example.tolist(), strict=True)
    )
    odd |= np.fromiter(misfits, np.bool_, every.size)[places]
    return table.with_any(odd)


def _at_most(parsed: ParsedFile, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Make the first findings, and count the others."""
    last = None
    for last in itertools.islice(findings, _MOST):
        yield last
    more = sum(1 for _ in findings)
    if last is not None and more:
        yield Finding(
            last.check, f"{more} more like this are in the file", source=parsed.iri.value, path=parsed.file.name,
            remedy="correct the ones that are listed first",
        )  # fmt: skip


def _declared(loaded: LoadedFiles) -> tuple[set[str], set[str]]:
    """Collect the terms that the ontologies declare, and the namespaces of their own terms."""
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
            namespaces |= {_namespace(iri) for iri in own if iri.startswith(parsed.iri.value)}
    return declared, {namespace for namespace in namespaces if namespace.endswith("#")}


def _namespace(iri: str) -> str:
    return iri[: len(iri) - len(terms.local_name(iri))]


def _unknown_terms(
    loaded: LoadedFiles, parsed: ParsedFile, declared: Set[str], namespaces: Set[str], foreign: Sequence[str]
) -> Iterator[Finding]:
    """Find properties and classes that no loaded ontology declares; many of one namespace are one finding."""
    unneeded = (*_BUILT_IN, *foreign)
    unknown: dict[str, str] = {}
    for s, p, o in parsed.triples:
        is_type = p == RDF_TYPE
        for node, kind in ((p, "property"), (o, "class" if is_type else "term"), (s, "term")):
            if not isinstance(node, ox.NamedNode) or node.value in declared or node.value in unknown:
                continue
            if kind != "term":
                if not node.value.startswith(unneeded):
                    unknown[node.value] = kind
            elif f"{node.value.partition('#')[0]}#" in namespaces:
                unknown[node.value] = kind
    of_namespace: dict[str, list[str]] = {}
    for iri in sorted(unknown):
        of_namespace.setdefault(_namespace(iri), []).append(iri)
    declaring = set(map(_namespace, declared))
    single = []
    for namespace, iris in of_namespace.items():
        if len(iris) > _FEW and namespace not in declaring:
            yield _foreign_vocabulary(loaded, parsed, namespace, iris)
        else:
            single += iris
    yield from _at_most(parsed, (_unknown_term(loaded, parsed, iri, unknown[iri], declared) for iri in single))


def _foreign_vocabulary(loaded: LoadedFiles, parsed: ParsedFile, namespace: str, iris: Sequence[str]) -> Finding:
    names = ", ".join(terms.compact(iri, loaded.prefixes) for iri in iris[:3])
    return Finding(
        "unknown-term",
        f"no ontology of the project declares the terms of {namespace}: {len(iris)} of them are used, such as {names}",
        source=parsed.iri.value,
        path=parsed.file.name,
        line=line_of(parsed.text, iris[0], loaded.prefixes),
        remedy=f"use terms of the ontology; or, to keep these statements without checks, add to kg.toml: "
        f'foreign = ["{namespace}"]',
    )


def _unknown_term(loaded: LoadedFiles, parsed: ParsedFile, iri: str, kind: str, declared: Set[str]) -> Finding:
    name = terms.compact(iri, loaded.prefixes)
    near = [terms.compact(d, loaded.prefixes) for d in _near(iri, kind, declared)]
    return Finding(
        "unknown-term",
        f"the ontology has no {kind} {name}",
        source=parsed.iri.value,
        path=parsed.file.name,
        line=line_of(parsed.text, iri, loaded.prefixes),
        remedy=f"did you mean {' or '.join(near)}?" if near
        else "use a term of the ontology, or declare one of your own in ontology/",
    )  # fmt: skip


def _bad_literals(parsed: ParsedFile) -> Iterator[tuple[ox.Literal, Subject, str]]:
    """Find literals that are not valid for their datatype, with a subject that has them and the reason."""
    literals: dict[ox.Literal, Subject] = {}
    for s, _, o in parsed.triples:
        if isinstance(o, ox.Literal):
            literals.setdefault(o, s)
    for literal, subject in literals.items():
        if (reason := invalid_reason(literal.value, literal.datatype.value)) is not None:
            yield literal, subject, reason


def _bad_literal(parsed: ParsedFile, literal: ox.Literal, subject: Subject, reason: str) -> Finding:
    kind = terms.compact(literal.datatype.value)
    place = re.search(rf"([\"']){re.escape(literal.value)}\1\s*\^\^", parsed.text)
    return Finding(
        "bad-literal",
        f'"{shortened(literal.value)}" is not a valid {kind}: {reason}',
        source=parsed.iri.value,
        focus=subject.value if isinstance(subject, ox.NamedNode) else None,
        path=parsed.file.name,
        line=parsed.text.count("\n", 0, place.start()) + 1 if place else None,
        remedy=f'correct it; an example is "{LEXICAL[literal.datatype.value][1]}"^^{kind}',
    )


def _wrong_values(parsed: ParsedFile, known: Declarations) -> Iterator[tuple[Triple, str, str]]:
    """Find literals in place of things, things in place of literals, and literals of the wrong datatype."""
    for triple in dict.fromkeys(parsed.triples):
        value = triple[2]
        if (found := mismatch(known, triple[1].value, value)) is None:
            continue
        if isinstance(value, ox.Literal) and invalid_reason(value.value, value.datatype.value):
            continue  # already reported
        yield triple, *found


def _wrong_value(loaded: LoadedFiles, parsed: ParsedFile, triple: Triple, wanted: str, remedy: str) -> Finding:
    subject, predicate, value = triple
    if wanted == "a thing" and isinstance(value, ox.Literal) and (named := _named(loaded, value.value)):
        remedy = f"write {' or '.join(named)}, which has this name"
    return Finding(
        "wrong-value",
        f"{terms.compact(predicate.value, loaded.prefixes)} takes {wanted}, not {_shown(value, loaded.prefixes)}",
        source=parsed.iri.value,
        focus=subject.value if isinstance(subject, ox.NamedNode) else None,
        path=parsed.file.name,
        line=line_of_statement(parsed.text, triple, loaded.prefixes),
        remedy=remedy,
    )


def _shown(value: Term, prefixes: Mapping[str, str]) -> str:
    """Write a term as in Turtle, shortened."""
    if isinstance(value, ox.Literal):
        kind = value.datatype.value
        text = str(ox.Literal(shortened(value.value), language=value.language or None))
        return text if kind in _PLAIN else f"{text}^^{terms.compact(kind, prefixes)}"
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


def _near(iri: str, kind: str, declared: Set[str]) -> list[str]:
    """Return the declared terms of the same namespace that look most like one that is not."""
    namespace = iri[: len(iri) - len(terms.local_name(iri))]
    local = {d[len(namespace) :]: d for d in declared if d.startswith(namespace) and len(d) > len(namespace)}
    if kind != "term":
        # By the ontology's habit, classes start with a capital and properties do not.
        local = {name: d for name, d in local.items() if name[0].isupper() == (kind == "class")} or local
    return [local[name] for name in suggest(iri[len(namespace) :], local)]
