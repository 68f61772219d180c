"""Writes Turtle for importers: one block for each thing; the same input always gives the same text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from kg.rdf.terms import PREFIXES


def head(comment: str, prefixes: Iterable[str]) -> str:
    """Write the first lines of a file: a comment, and prefixes.

    Parameters
    ----------
    comment : str
        The lines of the comment, each with ``#``.
    prefixes : iterable of str
        Names of prefixes in `kg.rdf.terms.PREFIXES`.
    """
    return f"{comment}\n\n" + "\n".join(f"@prefix {name}: <{PREFIXES[name]}> ." for name in prefixes)


def literal(text: str, language: str = "") -> str:
    """Write a text as a literal of Turtle; keep the case of the language tag, which pyoxigraph would change.

    Examples
    --------
    >>> literal("Oʻzbekiston", "uz-Latn")
    '"Oʻzbekiston"@uz-Latn'
    """
    return f"{ox.Literal(text)}@{language}" if language else str(ox.Literal(text))


def block(subject: str, lines: Iterable[tuple[str, Sequence[str]]], links: Iterable[str] = ()) -> str:
    """Write the statements about a thing.

    Parameters
    ----------
    subject : str
        The thing with its class, such as ``country:UZ a kg:Country``.
    lines : iterable of (str, sequence of str)
        Properties with their values, as Turtle; a property without values is left out.
    links : iterable of str
        Properties with things, such as ``kg:capital place:tashkent``.

    Examples
    --------
    >>> print(block("place:x a kg:Place", [("skos:prefLabel", [literal("X", "en")])]))
    place:x a kg:Place ;
        skos:prefLabel "X"@en .
    """
    stated = [f"{name} " + " , ".join(values) for name, values in lines if values]
    return " ;\n    ".join((subject, *stated, *links)) + " ."
