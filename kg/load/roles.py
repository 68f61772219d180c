"""What each file may say, by its role: a statement that its file may not make is an error, and does not count.

``roles.toml`` is the table of what each role may say.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import pyoxigraph as ox

from kg.errors import Finding, Severity
from kg.load.keys import implied_by, members, shared_keys
from kg.load.origins import Origins, read_origins
from kg.load.parsed import LoadedFiles, ParsedFile
from kg.load.role_table import (
    ANNOTATED,
    IN_SOURCE,
    PASSAGE,
    PASSAGE_CLASS,
    TYPE,
    is_harmless_class,
    is_of,
    is_relation,
    kinds,
    watch,
)
from kg.load.vocabulary import BUILT_IN, Ontologies, is_built_in
from kg.project.paths import shipped_root
from kg.project.read import read_content
from kg.rdf import terms
from kg.rdf.model import RDF_TYPE, Term, Triple
from kg.rdf.positions import line_of_statement

#: A statement that its file may not make, its kind in the table, and the triples that therefore do not count.
_Offence = tuple[Triple, str, Sequence[Triple]]

#: The annotation properties of RDFS and OWL.
_NOTES = frozenset(
    [f"{terms.RDFS}{name}" for name in ("label", "comment", "seeAlso", "isDefinedBy")]
    + [f"{terms.OWL}{name}" for name in ("versionInfo", "deprecated", "priorVersion")]
)
_ROLES = {
    "ontology": "an ontology", "vocabulary": "a vocabulary", "background": "a background file", "source": "a source",
    "judgements": "a file of judgements",
}  # fmt: skip
#: How many offences of one kind in one file are listed.
_LISTED = 20


def check_roles(loaded: LoadedFiles, *, lenient: bool = False) -> None:
    """Take out the statements that their files may not make, and add a finding for each.

    Parameters
    ----------
    loaded : LoadedFiles
        All files of a project; changed in place.
    lenient : bool, optional
        Whether the findings are warnings, so that a build goes on without these statements; default: errors.

    Examples
    --------
    >>> from kg.load.files import load_project
    >>> from kg.project.find import shipped
    >>> loaded = load_project(shipped())
    >>> check_roles(loaded)
    >>> loaded.findings
    []
    """
    from kg.load.suspects import suspects

    suspected, chosen = suspects(loaded.parsed)
    judged = replace(loaded, parsed=[*chosen], findings=[])
    if _judge(judged, suspected, lenient=lenient):
        # What others may say depends on an ontology or a vocabulary that has changed.
        suspected = chosen = loaded.parsed
        judged = replace(loaded, parsed=[*chosen], findings=[])
        _judge(judged, suspected, lenient=lenient)
    for number, (before, after) in enumerate(zip(chosen, judged.parsed, strict=True)):
        if after is not before:
            loaded.parsed[number] = loaded.parsed[number].without({*before.triples} - {*after.triples})
    loaded.findings.extend(judged.findings)


def _judge(loaded: LoadedFiles, suspected: Sequence[ParsedFile], *, lenient: bool) -> bool:
    """Find what is not allowed in files, and take it out; return whether an ontology or a vocabulary has changed.

    Of statements that are not suspected, what their verdict depends on may be missing.
    """
    to_judge = {part.file: frozenset(part.triples) for part in suspected if len(part.rows)}
    # What an ontology or a vocabulary may not say has no effect on how the other files are judged.
    origins = read_origins(loaded.parsed)
    changed = False
    for roles in (("ontology",), ("vocabulary",), ("background", "source", "judgements")):
        found = {
            part: [one for one in _offences(part, origins) if one[0] in to_judge[part.file]]
            for part in loaded.parsed
            if part.file.role in roles and part.file in to_judge
        }
        if any(found.values()):
            _take_out(loaded, found, lenient=lenient)
            origins = read_origins(loaded.parsed)
            changed |= roles[0] != "background"
    shared: dict[ParsedFile, list[_Offence]] = {}
    for triple, part, clear in shared_keys(loaded.parsed, origins):
        if triple in to_judge.get(part.file, ()):
            shared.setdefault(part, []).append((triple, "key" if clear else "shared-key", (triple,)))
    _take_out(loaded, shared, lenient=lenient)
    return changed


def _take_out(loaded: LoadedFiles, found: Mapping[ParsedFile, Sequence[_Offence]], *, lenient: bool) -> None:
    for number, file in enumerate(loaded.parsed):
        if offences := found.get(file):
            loaded.findings.extend(_findings(file, offences, loaded.prefixes, lenient=lenient))
            loaded.parsed[number] = file.without({triple for _, _, triples in offences for triple in triples})


def _findings(
    file: ParsedFile, offences: Sequence[_Offence], prefixes: Mapping[str, str], *, lenient: bool
) -> Iterator[Finding]:
    for name, group in itertools.groupby(sorted(offences, key=lambda offence: offence[1]), key=lambda one: one[1]):
        kind = kinds()[name]
        goes_on = bool(kind["contained"]) or (lenient and not kind["fatal"])
        severity: Severity = "warning" if goes_on else "error"
        note = "; it does not count" if goes_on else ""
        offending = f"{_ROLES[file.file.role]} may not {kind.what}"
        several = list(dict.fromkeys(triple for triple, _, _ in group))
        for triple in several[:_LISTED]:
            yield Finding(
                f"role-{name}",
                f"{offending}: {' '.join(_shown(term, prefixes) for term in triple)}{note}",
                severity,
                source=file.iri.value,
                focus=triple[0].value if isinstance(triple[0], ox.NamedNode) else None,
                path=file.file.name,
                line=line_of_statement(file.text, triple, prefixes),
                remedy=kind.remedy,
            )
        if len(several) > _LISTED:
            message = f"{offending}: {len(several) - _LISTED} more statements{note}"
            yield Finding(
                f"role-{name}", message, severity, file.iri.value, file.file.name, remedy=kind.remedy
            )  # fmt: skip


def _shown(term: Term, prefixes: Mapping[str, str]) -> str:
    if isinstance(term, ox.BlankNode):
        return "[]"
    if isinstance(term, ox.Literal):
        text = term.value if len(term.value) <= 40 else term.value[:39] + "…"
        return f'"{text}"' + (f"@{term.language}" if term.language else "")
    return terms.compact(term.value, prefixes)


def _offences(file: ParsedFile, origins: Origins) -> Iterator[_Offence]:
    """Find the statements of a file that it may not make."""
    judge = _JUDGES.get(file.file.role, _in_data)
    watched = watch(file.file, origins.ontologies)
    foreign = {
        subject for subject in {triple[0] for triple in file.triples}
        if origins.is_term(subject) or origins.owners.get(subject, [file]) != [file]
    }  # fmt: skip
    closely = {predicate for predicate in {triple[1] for triple in file.triples} if watched(predicate)}
    classes = {triple[2] for triple in file.triples if triple[1] == RDF_TYPE and isinstance(triple[2], ox.NamedNode)}
    typing_counts = file.file.role == "vocabulary" and not file.file.shipped
    harmless = {c for c in classes if not typing_counts and is_harmless_class(c.value, file.file, origins.ontologies)}
    annotations: dict[Term, list[Triple]] = {}
    for triple in file.triples:
        subject, predicate, value = triple
        # Most statements are claims about things, which need no closer look.
        if (
            subject not in foreign
            and subject not in origins.contested
            and (predicate not in closely or (predicate == RDF_TYPE and value in harmless))
        ):
            continue
        if predicate.value in ANNOTATED:
            annotations.setdefault(subject, []).append(triple)
        if subject in origins.contested and predicate == RDF_TYPE:
            kind: str | None = "source-iri"
        elif subject in foreign and not origins.is_term(subject):
            kind = "document"
        elif _is_foreign_passage(triple, file, origins):
            kind = "passage"
        else:
            kind = judge(triple, file, origins)
        if kind:
            yield triple, kind, (triple,)
    for node, parts in annotations.items():
        yield from _annotated(node, parts, file, origins, watched)


def _is_foreign_passage(triple: Triple, file: ParsedFile, origins: Origins) -> bool:
    """Return whether a file cites a passage of another one, or describes as a passage what is another thing."""
    subject, predicate, value = triple
    if predicate.value == PASSAGE:
        return file not in origins.owners.get(value, (file,))
    if predicate.value == IN_SOURCE:
        return value != file.iri or subject not in origins.owners
    return predicate == RDF_TYPE and value == PASSAGE_CLASS and subject not in origins.owners


def _annotated(
    node: Term,
    parts: Sequence[Triple],
    file: ParsedFile,
    origins: Origins,
    watched: Callable[[ox.NamedNode], bool],
) -> Iterator[_Offence]:
    """Find an annotation of a statement that the file may not make."""
    ends = [[value for _, predicate, value in parts if predicate.value == name] for name in ANNOTATED]
    judge = _JUDGES.get(file.file.role, _in_data)
    for subject, predicate, value in itertools.product(*ends):
        if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode):
            continue
        if subject in origins.owners and file not in origins.owners[subject]:
            kind: str | None = "document"
        elif watched(predicate) or origins.is_term(subject):
            kind = judge((subject, predicate, value), file, origins)
        else:
            continue
        if kind:
            shown = next(triple for triple in parts if triple[2] == value and triple[1].value == ANNOTATED[2])
            yield shown, kind, tuple(triple for triple in file.triples if triple[0] == node)


def _about_terms(triple: Triple, file: ParsedFile, origins: Origins) -> str | None:
    """Return the kind of a statement that no file of data may make: about terms, or about things as lists or axioms."""
    if origins.is_term(triple[0]):
        return "term"
    if is_of(kinds()["axiom"], triple, origins.ontologies):
        return "axiom"
    return (
        "syntax"
        if is_of(kinds()["syntax"], triple, origins.ontologies) and not origins.alone_uses(file, triple[0])
        else None
    )


def _in_data(triple: Triple, file: ParsedFile, origins: Origins) -> str | None:
    """Return the kind of a statement that a vocabulary, a background file or a source may not make."""
    subject, predicate, value = triple
    if kind := _about_terms(triple, file, origins):
        return kind
    for kind in ("judgement", "list"):
        if file.file.role not in kinds()[kind].roles and is_of(kinds()[kind], triple, origins.ontologies):
            return kind
    if predicate.value in kinds()["identity"]["predicates"]:
        ends = (subject, value) if predicate.value in kinds()["identity"]["of-both"] else (subject,)
        return None if all(origins.alone_introduces(file, end) for end in ends) else "identity"
    if kind := _names_others(triple, file, origins):
        return kind
    return _in_vocabulary(triple, file, origins) if file.file.role == "vocabulary" else None


def _names_others(triple: Triple, file: ParsedFile, origins: Origins) -> str | None:
    """Return the kind of a statement that names or places a thing, if that is for other files to do."""
    subject, predicate, _ = triple
    names = predicate.value in kinds()["name"]["predicates"]
    if names and file.file.imported and origins.in_own_files(subject):
        return "imported"
    if not names or file.file.role == "vocabulary":
        return None
    if origins.in_vocabulary(subject, file):
        return "name"
    introduces = file in origins.typed.get(subject, ())
    return "naming" if predicate.value in kinds()["naming"]["predicates"] and not introduces else None


def _in_vocabulary(triple: Triple, file: ParsedFile, origins: Origins) -> str | None:
    """Return the kind of a statement that only other files of data may make."""
    subject, predicate, _ = triple
    if _redefines(triple, file, origins):
        return "redefinition"
    typing = predicate == RDF_TYPE
    related = (
        is_of(kinds()["relation"], triple, origins.ontologies) if typing else is_relation(predicate, origins.ontologies)
    )
    return "relation" if related and subject != file.iri else None


def _redefines(triple: Triple, file: ParsedFile, origins: Origins) -> bool:
    """Return whether a vocabulary of a project says otherwise of a thing than the shipped one."""
    subject, predicate, value = triple
    if file.file.shipped or predicate.value not in {*kinds()["redefinition"]["predicates"], TYPE}:
        return False
    known = origins.shipped_values.get((subject, predicate.value), ())
    if isinstance(value, ox.Literal) and value.language:
        known = [other for other in known if isinstance(other, ox.Literal) and other.language == value.language]
    if predicate.value == TYPE and value not in origins.ontologies.shipped_terms:
        return False
    return bool(known) and value not in known


def _in_judgements(triple: Triple, file: ParsedFile, origins: Origins) -> str | None:
    """Return the kind of a statement that a file of judgements may not make."""
    subject, predicate, _ = triple
    if kind := _about_terms(triple, file, origins):
        return kind
    if _borrows_a_judge(triple, origins) and not _is_shipped(file):
        return "attribution"
    if subject == file.iri or _introduces_judge(triple, file, origins):
        return None
    owned = file in origins.owners.get(subject, ())
    if owned and is_of(kinds()["judgement"], triple, origins.ontologies):
        return None
    claims = predicate == RDF_TYPE or predicate.value in origins.ontologies.relations
    return "claim" if not owned or claims or is_of(kinds()["identity"], triple, origins.ontologies) else None


def _introduces_judge(triple: Triple, file: ParsedFile, origins: Origins) -> bool:
    """Return whether a statement introduces someone whom the file names as who judges."""
    subject, predicate, value = triple
    kind = kinds()["judge"]
    fits = value.value in kind["classes"] if predicate == RDF_TYPE else predicate.value in kind["predicates"]
    named = fits and any(o == subject and p.value in kind["named-by"] for _, p, o in file.triples)
    return named and origins.alone_introduces(file, subject)


def _is_shipped(file: ParsedFile) -> bool:
    """Return whether kg ships a file of judgements, or it is an unchanged copy of the shipped one."""
    if file.file.shipped:
        return True
    return file.text == read_content(shipped_root() / "data" / "judgements.ttl", given=True).decode()


def _borrows_a_judge(triple: Triple, origins: Origins) -> bool:
    """Return whether a judgement is made in the name of a person or organisation that kg ships, by IRI or by name."""
    _, predicate, value = triple
    kind = kinds()["attribution"]
    if predicate.value in kind["predicates"] and not isinstance(value, ox.Literal):
        return any(file.file.shipped for file in origins.typed.get(value, ()))
    if predicate.value in kind["names"] | kind["predicates"]:
        return value.value.strip().casefold() in origins.shipped_names
    return False


def _in_ontology(triple: Triple, file: ParsedFile, origins: Origins) -> str | None:
    """Return the kind of a statement that an ontology may not make."""
    subject, predicate, value = triple
    of_things = [subject, value] if predicate.value in kinds()["fact"]["of-terms"] else [subject]
    is_thing = any(node in origins.typed and node not in origins.terms for node in of_things)
    if (
        is_thing
        or predicate.value in origins.ontologies.relations
        or is_of(kinds()["fact"], triple, origins.ontologies)
    ):
        return "fact"
    if file.file.shipped or predicate.value in ANNOTATED:
        return None
    return _in_own_ontology(triple, origins)


def _in_own_ontology(triple: Triple, origins: Origins) -> str | None:
    """Return the kind of a statement that the ontology of a project may not make."""
    subject, predicate, value = triple
    known = origins.ontologies
    if is_built_in(subject):
        # A file may declare a term of RDF or OWL as what it is, as many do.
        return None if predicate == RDF_TYPE and _is_so_declared(subject, value) else "built-in"
    if subject in known.shipped_terms and not _is_harmless(triple, origins):
        return "shipped-term"
    if _identifies(triple, known):
        return "shipped-term"
    # A declaration of an own file makes no annotation of a term of OWL or of a shipped one.
    notes = known.properties["AnnotationProperty"] | kinds()["shipped-term"]["except-predicates"]
    is_note = predicate.value in notes and not (is_built_in(predicate) and predicate.value not in _NOTES)
    implies = isinstance(value, ox.NamedNode) and not is_note
    return "built-in" if implies and _is_trusted(value.value) else None


def _is_so_declared(subject: Term, value: Term) -> bool:
    return (subject.value in _NOTES and value.value == f"{terms.OWL}AnnotationProperty") or (
        subject.value in (f"{terms.OWL}Thing", f"{terms.OWL}Nothing") and value.value == f"{terms.OWL}Class"
    )


def _identifies(triple: Triple, known: Ontologies) -> bool:
    """Return whether an axiom would make things the same because of statements with a shipped property."""
    subject, predicate, value = triple
    kind = kinds()["shipped-term"]
    if predicate == RDF_TYPE:
        names = {subject.value} if value.value in kind["identifying-classes"] else set()
    elif predicate.value == f"{terms.OWL}hasKey":
        names = {member.value for member in members(value, known.own)}
    elif predicate.value in kind["identifying"]:
        names = {o.value for s, p, o in known.own if s == subject and p.value == f"{terms.OWL}onProperty"}
    else:
        return False
    shipped = {term.value for term in known.shipped_terms}
    return not shipped.isdisjoint(implied_by((*known.shipped, *known.own), names))


def _is_trusted(iri: str) -> bool:
    """Return whether no other term may stand for a term, or imply it: those of RDF and OWL, and of the evidence."""
    kind = kinds()["built-in"]
    if iri in kind["predicates"] or iri in kind["classes"]:
        return True
    return iri.startswith(BUILT_IN) and terms.local_name(iri)[:1].islower() and iri not in kind["except-objects"]


def _is_harmless(triple: Triple, origins: Origins) -> bool:
    """Return whether a statement of an own ontology about a shipped term leaves the meaning of shipped terms alone."""
    subject, predicate, value = triple
    kind, name, known = kinds()["shipped-term"], predicate.value, origins.ontologies
    if triple in known.axioms or name in kind["except-predicates"]:
        return True
    if name in kind["translated"] and isinstance(value, ox.Literal) and value.language:
        languages = {
            other.language for s, p, other in known.shipped
            if s == subject and p == predicate and isinstance(other, ox.Literal)
        }  # fmt: skip
        return value.language not in languages
    return name in kind["upward"] and isinstance(value, ox.NamedNode) and not known.reaches_shipped(value)


#: Which function judges the statements of a file, by its role; `_in_data` judges those of the others.
_JUDGES: Mapping[str, Callable[[Triple, ParsedFile, Origins], str | None]] = {
    "ontology": _in_ontology,
    "judgements": _in_judgements,
}
