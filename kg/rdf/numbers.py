"""Reads numbers of texts from outside: a text may have any digits of Unicode, and thousands of them."""

from __future__ import annotations

import re


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
