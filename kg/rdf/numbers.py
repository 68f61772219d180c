"""Reads and compares numbers from outside: a text may have any digits of Unicode, and thousands of them."""

from __future__ import annotations

import re
from decimal import Context, Decimal, InvalidOperation

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import Term

#: The datatypes of numbers.
NUMBERS = frozenset(f"{terms.XSD}{name}" for name in ("integer", "decimal", "double", "float", "int", "long"))
_MOST_DIGITS = 400
_EXACT = Context(prec=_MOST_DIGITS)


def whole_number(text: str) -> int | None:
    """Read a whole number; None if the text is none, or has more digits than Python converts (4,300).

    Examples
    --------
    >>> whole_number("04"), whole_number("4.0"), whole_number("٤"), whole_number("9" * 5000)
    (4, None, None, None)
    """
    if not re.fullmatch(r"\s*[+-]?[0-9]+\s*", text):
        return None
    try:
        return int(text)
    except ValueError:
        return None


def canonical(term: Term) -> Term:
    """Return the same term for different spellings of a number, so that they compare as equal.

    Parameters
    ----------
    term : term

    Returns
    -------
    term
        A decimal without zeros at its end for a finite number of at most 400 digits; otherwise the term itself.

    Examples
    --------
    >>> decimal = ox.NamedNode(f"{terms.XSD}decimal")
    >>> canonical(ox.Literal("1.50", datatype=decimal)) == canonical(ox.Literal("1.5", datatype=decimal))
    True
    """
    if isinstance(term, ox.Literal) and term.datatype.value in NUMBERS:
        try:
            number = Decimal(term.value)
            # Written out, 1e999999999 would take a gigabyte.
            if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
                return term
            return ox.Literal(f"{number.normalize(_EXACT):f}", datatype=ox.NamedNode(f"{terms.XSD}decimal"))
        except InvalidOperation:
            return term
    return term
