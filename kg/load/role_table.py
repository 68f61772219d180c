"""The table of what files may say by their roles, and how to recognise each kind of statement."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kg.load.vocabulary import BUILT_IN, Ontologies
from kg.project.project import SourceFile
from kg.rdf import terms
from kg.rdf.model import RDF_TYPE, Triple

TYPE: Final = RDF_TYPE.value
IN_SOURCE: Final = f"{terms.KG}inSource"
PASSAGE: Final = f"{terms.KG}passage"
PASSAGE_CLASS: Final = ox.NamedNode(f"{terms.KG}Passage")
ANNOTATED: Final = tuple(f"{terms.OWL}annotated{part}" for part in ("Source", "Property", "Target"))
#: Roles of files whose statements all need a closer look.
CLOSELY: Final = ("ontology", "judgements")


@dataclass(frozen=True)
class Kind:
    """One section of the table, with whole IRIs."""

    name: str
    roles: frozenset[str]
    what: str
    remedy: str
    terms: Mapping[str, frozenset[str]]

    def __contains__(self, key: str) -> bool:
        return key in self.terms

    def __getitem__(self, key: str) -> frozenset[str]:
        return self.terms.get(key, frozenset())


@cache
def kinds() -> Mapping[str, Kind]:
    """Read the table."""
    with (Path(__file__).parent / "roles.toml").open("rb") as file:
        table: dict[str, dict[str, Any]] = tomllib.load(file)
    return {
        name: Kind(
            name,
            frozenset(section["roles"]),
            section["what"],
            section["remedy"],
            {
                key: frozenset(str(terms.expand(term)) for term in value)
                for key, value in section.items()
                if key not in ("roles", "what", "remedy")
            },
        )
        for name, section in table.items()
    }


def is_always(kind: Kind, predicate: str) -> bool:
    """Return whether all statements with a predicate are of a kind."""
    if predicate in kind["predicates"]:
        return True
    return "except-predicates" in kind and predicate.startswith(BUILT_IN) and predicate not in kind["except-predicates"]


def is_of(kind: Kind, triple: Triple, ontologies: Ontologies) -> bool:
    """Return whether a statement is of a kind, by its predicate or its class."""
    name, value = triple[1].value, triple[2]
    if name != TYPE:
        return is_always(kind, name)
    return isinstance(value, ox.NamedNode) and has_class(kind, value.value, ontologies)


def has_class(kind: Kind, class_: str, ontologies: Ontologies) -> bool:
    """Return whether things of a class are of a kind."""
    if "except-classes" in kind and class_.startswith(BUILT_IN):
        return class_ not in kind["except-classes"]
    return ontologies.is_a(class_, kind["classes"])


def is_relation(predicate: ox.NamedNode, ontologies: Ontologies) -> bool:
    """Return whether a statement of a vocabulary with a predicate is a claim about relations."""
    if predicate.value in kinds()["relation"]["may-use"]:
        return False
    if predicate.value in ontologies.properties["ObjectProperty"]:
        return True
    return predicate.value in ontologies.relations and predicate in ontologies.shipped_terms


def watch(file: SourceFile, ontologies: Ontologies) -> Callable[[ox.NamedNode], bool]:
    """Return a function: whether the file may not make a statement with a predicate, whatever it is about."""
    # One for each kind of file, so that what it has found is known for the next file.
    return _watch(file.role, file.shipped, file.imported, ontologies)


@lru_cache(maxsize=64)
def _watch(role: str, shipped: bool, imported: bool, ontologies: Ontologies) -> Callable[[ox.NamedNode], bool]:
    @cache
    def watched(predicate: ox.NamedNode) -> bool:
        name = predicate.value
        if role in CLOSELY or name in (TYPE, IN_SOURCE, PASSAGE, *ANNOTATED):
            return True
        if any(is_always(kinds()[kind], name) for kind in ("axiom", "syntax", "judgement", "list", "identity")):
            return True
        if name in kinds()["name"]["predicates"] and (role != "vocabulary" or imported):
            return True
        redefines = name in kinds()["redefinition"]["predicates"] and not shipped
        return role == "vocabulary" and (redefines or is_relation(predicate, ontologies))

    return watched


def is_harmless_class(class_: str, file: SourceFile, ontologies: Ontologies) -> bool:
    """Return whether a file may type anything with a class that is neither a term nor a thing of the vocabulary.

    Parameters
    ----------
    class_ : str
        The IRI of the class.
    file : SourceFile
    ontologies : Ontologies
    """
    names = ("axiom", "syntax", "judgement", "list", *(("relation",) if file.role == "vocabulary" else ()))
    if file.role in CLOSELY or class_ == PASSAGE_CLASS.value:
        return False
    return not any(has_class(kinds()[name], class_, ontologies) for name in names)
