"""Turtle files → quads: each file becomes one named graph.

Whatever is wrong with a file becomes a finding with a place; the other files are read all the same, so
that one run shows everything there is to mend.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.errors import Finding, suggest
from kg.load.documents import Loaded, Parsed
from kg.project.project import SourceFile
from kg.rdf import terms
from kg.rdf.literals import LEXICAL, declared, misfit, why_bad
from kg.rdf.model import ACCEPTED, INFERRED, RDF_TYPE, SOURCE_CLASS, Term, Triple, plain
from kg.rdf.positions import line_of, line_of_statement
from kg.rdf.syntax import syntax_finding

_ONTOLOGY_CLASS = ox.NamedNode(f"{terms.OWL}Ontology")
_DECLARING = tuple(
    ox.NamedNode(f"{terms.OWL}{name}")
    for name in (
        "Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual", "Ontology",
    )
)  # fmt: skip
_NAMING = (terms.PREF_LABEL, terms.ALT_LABEL, f"{terms.KG}alpha2", f"{terms.KG}alpha3")
#: Vocabularies whose terms need no declaration.
_BUILT_IN = (terms.RDF, terms.RDFS, terms.OWL, terms.XSD)


def load(files: Iterable[SourceFile], contents: Mapping[SourceFile, bytes | OSError]) -> Loaded:
    """Parse files, name their graphs and check their terms.

    Parameters
    ----------
    files : iterable of SourceFile
    contents : mapping of SourceFile to bytes or OSError
        What was read of each file, or why it could not be.

    Returns
    -------
    Loaded
    """
    loaded = Loaded()
    owner: dict[ox.NamedNode, SourceFile] = {}
    ambiguous: set[str] = set()
    for file in files:
        try:
            parsed = _parse(file, contents[file], loaded, ambiguous)
        except _BadFileError as bad:
            loaded.findings.append(bad.finding)
            continue
        if parsed.iri in (ACCEPTED, INFERRED):
            loaded.findings.append(
                Finding(
                    "reserved",
                    f"{terms.compact(parsed.iri.value)} is the name of a graph that kg makes, not of a source",
                    path=file.name,
                    line=line_of(parsed.text, parsed.iri.value, loaded.prefixes),
                    remedy="give the source an IRI below the base of the project",
                )
            )
            continue
        if parsed.iri in owner:
            loaded.findings.append(
                Finding(
                    "duplicate-source",
                    f"{owner[parsed.iri].name} describes {terms.compact(parsed.iri.value, loaded.prefixes)}, too",
                    source=parsed.iri.value,
                    path=file.name,
                    line=line_of(parsed.text, parsed.iri.value, loaded.prefixes),
                    remedy="give each file a source IRI of its own",
                )
            )
            continue
        owner[parsed.iri] = file
        loaded.parsed.append(parsed)
    # A prefix that files use for different things, such as p: for the passages of each, means nothing outside.
    for prefix in ambiguous - terms.PREFIXES.keys():
        del loaded.prefixes[prefix]
    loaded.findings.extend(_unknown_terms(loaded))
    loaded.findings.extend(_bad_literals(loaded))
    loaded.findings.extend(_misfits(loaded))
    return loaded


class _BadFileError(Exception):
    """Carries the finding that ends the reading of one file."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding


def _parse(file: SourceFile, content: bytes | OSError, loaded: Loaded, ambiguous: set[str]) -> Parsed:
    text = _decode(file, content)
    parser = ox.parse(text, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    try:
        triples = tuple(plain(quad) for quad in parser)
    except TypeError as error:
        finding = Finding("syntax", str(error), path=file.name, remedy="annotate a triple with an owl:Axiom instead")
        raise _BadFileError(finding) from error
    except SyntaxError as error:
        raise _BadFileError(syntax_finding(file.name, text, error)) from error
    for prefix, namespace in parser.prefixes.items():
        if prefix and loaded.prefixes.setdefault(prefix, namespace) != namespace:
            ambiguous.add(prefix)
    return Parsed(file, text, _graph_name(file, text, triples, loaded.prefixes), triples)


def _decode(file: SourceFile, content: bytes | OSError) -> str:
    def problem(
        check: str, message: str, remedy: str, line: int | None = None, column: int | None = None
    ) -> _BadFileError:
        return _BadFileError(Finding(check, message, path=file.name, line=line, column=column, remedy=remedy))

    if isinstance(content, OSError):
        reason = content.strerror or content
        raise problem("unreadable", f"cannot be read: {reason}", "check that the file is there, and its permissions")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise problem(
            "encoding",
            f"is not UTF-8: the byte 0x{content[error.start]:02x} does not fit here",
            "save the file as UTF-8 (in most editors: Save As, Encoding)",
            content.count(b"\n", 0, error.start) + 1,
            error.start - content.rfind(b"\n", 0, error.start),
        ) from error
    if not re.sub(r"(?m)^\s*(#.*)?$", "", text).strip():
        raise problem("empty", "holds no statement", "describe a source in it, or delete the file")
    return text


def _graph_name(file: SourceFile, text: str, triples: Iterable[Triple], prefixes: Mapping[str, str]) -> ox.NamedNode:
    """Return the IRI of the one source, or ontology, that a file describes."""
    wanted = _ONTOLOGY_CLASS if file.role == "ontology" else SOURCE_CLASS
    kind = terms.compact(wanted.value)
    named = list(dict.fromkeys(s for s, p, o in triples if p == RDF_TYPE and o == wanted))
    iris = [subject for subject in named if isinstance(subject, ox.NamedNode)]
    if len(iris) == len(named) == 1:
        return iris[0]
    if not iris:
        raise _BadFileError(
            Finding(
                "no-source",
                f"does not say which {'ontology' if file.role == 'ontology' else 'source'} it is",
                path=file.name,
                remedy=f"add a subject with an IRI that is `a {kind}`, with title, publisher and date",
            )
        )
    raise _BadFileError(
        Finding(
            "several-sources",
            f"describes several subjects that are `a {kind}`: "
            + ", ".join(sorted(terms.compact(iri.value, prefixes) for iri in iris)),
            path=file.name,
            line=line_of(text, iris[-1].value, prefixes),
            remedy="one document is one file; type documents that are only mentioned as kg:Document",
        )
    )


def _unknown_terms(loaded: Loaded) -> list[Finding]:
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


def _bad_literals(loaded: Loaded) -> list[Finding]:
    """Find literals that are no value of their datatype."""
    findings = []
    for parsed in loaded.parsed:
        literals: dict[ox.Literal, object] = {}
        for s, _, o in parsed.triples:
            if isinstance(o, ox.Literal):
                literals.setdefault(o, s)
        for literal, subject in literals.items():
            if (reason := why_bad(literal.value, literal.datatype.value)) is None:
                continue
            kind = terms.compact(literal.datatype.value)
            place = re.search(rf"([\"']){re.escape(literal.value)}\1\s*\^\^", parsed.text)
            findings.append(
                Finding(
                    "bad-literal",
                    f'"{literal.value}" is no {kind}: {reason}',
                    source=parsed.iri.value,
                    focus=subject.value if isinstance(subject, ox.NamedNode) else None,
                    path=parsed.file.name,
                    line=parsed.text.count("\n", 0, place.start()) + 1 if place else None,
                    remedy=f'correct it; one is written as "{LEXICAL[literal.datatype.value][1]}"^^{kind}',
                )
            )
    return findings


def _misfits(loaded: Loaded) -> list[Finding]:
    """Find literals where a thing belongs, things where a literal does, and literals of another datatype."""
    known = declared(t for parsed in loaded.parsed if parsed.file.role == "ontology" for t in parsed.triples)
    findings = []
    for parsed in loaded.parsed:
        for triple in dict.fromkeys(parsed.triples):
            subject, predicate, value = triple
            if (found := misfit(known, predicate.value, value)) is None:
                continue
            wanted, remedy = found
            if isinstance(value, ox.Literal):
                if why_bad(value.value, value.datatype.value):
                    continue  # reported as what it is already
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
    """Write a term as Turtle has it, shortened."""
    if isinstance(value, ox.Literal):
        return re.sub(r"\^\^<([^<>]*)>\Z", lambda match: "^^" + terms.compact(match[1], prefixes), str(value))
    return "a node without a name" if isinstance(value, ox.BlankNode) else terms.compact(value.value, prefixes)


def _named(loaded: Loaded, name: str) -> list[str]:
    """Return the things that have a name, shortened, at most three."""
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
