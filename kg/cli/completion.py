"""Values for completion in a shell: questions, names of things, views, sources.

Names come from the last successful build; completion builds nothing. If anything fails, it offers and prints nothing.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

    from kg.project.project import Project
    from kg.store.snapshot import Snapshot

#: The values to offer, and the text shown beside each.
Offers = Iterable[tuple[str, str]]
Completer = Callable[["click.Context", "click.Parameter", str], "list[CompletionItem[str]]"]
#: A longer list would not fit on a screen.
MOST = 500
#: A longer list of things of several kinds is no help before anything is typed.
FEW = 50


def completer(offer: Callable[[click.Context, str], Offers]) -> Completer:
    """Make a callback for click from a function that yields values; if the function fails, nothing is offered."""

    @functools.wraps(offer)
    def complete(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        from click.shell_completion import CompletionItem

        try:
            found = list(offer(ctx, incomplete))
        except Exception:  # noqa: BLE001  a message in the middle of a line that someone types would spoil it
            return []
        return [CompletionItem(value, help=text or None) for value, text in found[:MOST]]

    return complete


def project_of(ctx: click.Context) -> Project:
    """Return the project that the words typed so far name, or the one of the working directory."""
    from kg.project.find import find_project

    return find_project(ctx.params.get("project") or ctx.find_root().params.get("project"))


@completer
def questions(ctx: click.Context, incomplete: str) -> Offers:
    """Offer names of questions, or numbers if a digit was typed."""
    from kg.analysis.catalogue import questions_of

    for found in sorted(questions_of(project_of(ctx)).values(), key=lambda question: question.name):
        names = map(str, found.questions) if incomplete[:1].isdigit() else (found.name,)
        yield from ((name, found.title) for name in names if name.startswith(incomplete))


@completer
def views(_: click.Context, incomplete: str) -> Offers:
    """Offer names of views."""
    from kg.project.paths import shipped_root

    for path in sorted((shipped_root() / "queries" / "views").glob(f"{incomplete}*.rq")):
        yield path.stem, ""


@completer
def sources(ctx: click.Context, incomplete: str) -> Offers:
    """Offer names of sources; these are the names of their files."""
    for file in project_of(ctx).files():
        if file.role == "source" and file.path.stem.startswith(incomplete):
            yield file.path.stem, ""


@completer
def exclusive_properties(ctx: click.Context, incomplete: str) -> Offers:
    """Offer the exclusive properties that conflicts are about."""
    from kg.rdf import terms

    for thing in instances(project_of(ctx), f"{terms.KG}ExclusiveSlot"):
        name = terms.local_name(thing.iri)
        if name.startswith(incomplete):
            yield name, thing.label


def things(kind: str | None = None) -> Completer:
    """Offer the things of a class by CURIE, or by label if the text begins one; default: things of any class.

    Parameters
    ----------
    kind : str, optional
        IRI of the class.
    """

    @completer
    def offer(ctx: click.Context, incomplete: str) -> Offers:
        return named(instances(project_of(ctx), *filter(None, [kind])), incomplete)

    return offer


@completer
def statuses(ctx: click.Context, incomplete: str) -> Offers:
    """Offer the statuses of commitments by label, as the help of the option lists them."""
    from kg.rdf import terms

    for thing in instances(project_of(ctx), f"{terms.KG}CommitmentStatus"):
        if thing.label.startswith(incomplete.casefold()):
            yield thing.label, thing.curie


@completer
def assignments(ctx: click.Context, incomplete: str) -> Offers:
    """Offer the parameters of the question given by ``--question``, as ``name=``; after that, the values."""
    from kg.analysis.catalogue import questions_of
    from kg.sparql.library import find_query

    project = project_of(ctx)
    name, equals, value = incomplete.partition("=")
    for parameter in find_query(questions_of(project), ctx.params["question"]).parameters:
        if not equals and parameter.name.startswith(name):
            yield f"{parameter.name}=", parameter.description
        elif equals and parameter.name == name.replace("-", "_"):
            yield from ((f"{name}={offer}", text) for offer, text in named(instances(project, parameter.kind), value))


@completer
def predicates(ctx: click.Context, incomplete: str) -> Offers:
    """Offer the properties of the ontology."""
    from kg.rdf import terms

    kinds = (f"{terms.OWL}ObjectProperty", f"{terms.OWL}DatatypeProperty")
    return named(instances(project_of(ctx), *kinds), incomplete)


@dataclass(frozen=True)
class Thing:
    """Something that can be named: its IRI, its CURIE, its label."""

    iri: str
    curie: str
    label: str


def named(found: Iterable[Thing], incomplete: str) -> Offers:
    """Offer each thing under the name that begins as the text does: its CURIE, the end of its IRI, or its label.

    If there is no text yet, the prefixes of many things are offered instead.

    Examples
    --------
    >>> uzbekistan = Thing("https://example.org/UZ", "country:UZ", "Uzbekistan")
    >>> [list(named([uzbekistan], text)) for text in ("cou", "uz", "uzb", "x")]
    [[('country:UZ', 'Uzbekistan')], [('UZ', 'Uzbekistan')], [('Uzbekistan', 'country:UZ')], []]
    """
    begun, found = incomplete.casefold(), list(found)
    prefixes = Counter(thing.curie.partition(":")[0] for thing in found)
    if not begun and len(found) > FEW and len(prefixes) > 1:
        yield from ((f"{prefix}:", f"{count} names") for prefix, count in sorted(prefixes.items()))
        return
    for thing in found:
        local = re.split(r"[/#:]", thing.iri)[-1]
        if thing.curie.casefold().startswith(begun):
            yield thing.curie, thing.label
        elif local.casefold().startswith(begun):
            yield local, thing.label
        elif thing.label.casefold().startswith(begun):
            yield thing.label, thing.curie


def instances(project: Project, *kinds: str) -> Iterator[Thing]:
    """List the things of some classes, by CURIE, from the last successful build; of any class if none is given."""
    from kg.store.builds import last_good, read_snapshot
    from kg.store.labels import name_in

    folder = project.build_folder()
    name = last_good(folder)
    if name is None:
        return
    snapshot = read_snapshot(folder, name)
    known = set(_members(snapshot, kinds)) if kinds else snapshot.labels.keys()
    for curie, iri in sorted((snapshot.compact(iri), iri) for iri in known):
        yield Thing(iri, curie, name_in(snapshot.labels.get(iri), "en") or curie)


def _members(snapshot: Snapshot, kinds: Iterable[str]) -> Iterator[str]:
    """List the named things of some classes."""
    import pyoxigraph as ox

    from kg.rdf.model import ACCEPTED, INFERRED, RDF_TYPE

    for kind in map(ox.NamedNode, kinds):
        for graph in (ACCEPTED, INFERRED):
            for quad in snapshot.store.quads_for_pattern(None, RDF_TYPE, kind, graph):
                if isinstance(quad.subject, ox.NamedNode):
                    yield quad.subject.value
