"""The style of each class: a shape, a colour for each theme, a size.

The colours are those of Okabe and Ito, some of them darker or lighter to reach the contrast of 3:1 that WCAG requires.
No two of the main classes share both shape and colour, so readers need not distinguish colours.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Style", "size", "styles"]


@dataclass(frozen=True, slots=True)
class Style:
    """The style of a class."""

    shape: str
    """A shape of vis-network."""
    light: str
    """The colour on a light background."""
    dark: str
    """The colour on a dark background."""
    size: int
    """Half the height of the symbol, in pixels at full zoom."""


_KNOWN = {
    "Country": Style("dot", "#0072B2", "#2F8FD0", 19),
    "Organisation": Style("hexagon", "#0072B2", "#2F8FD0", 16),
    "Official": Style("dot", "#3592C9", "#56B4E9", 8),
    "Dialogue": Style("diamond", "#D55E00", "#E8772B", 13),
    "Event": Style("triangleDown", "#D55E00", "#E8772B", 11),
    "Framework": Style("square", "#009E73", "#16B389", 12),
    "Commitment": Style("triangle", "#C26A9B", "#D68DB6", 11),
    "Instrument": Style("star", "#B87E00", "#E69F00", 13),
    "Position": Style("triangleDown", "#8C6BB1", "#A88BC9", 10),
    "Expectation": Style("hexagon", "#8C6BB1", "#A88BC9", 9),
    "Place": Style("dot", "#7A7F87", "#9AA1AB", 8),
    "Topic": Style("square", "#7A7F87", "#9AA1AB", 8),
}
_OTHERS = (
    Style("hexagon", "#6B7280", "#98A1AE", 11),
    Style("star", "#6B7280", "#98A1AE", 12),
    Style("square", "#6B7280", "#98A1AE", 10),
    Style("triangleDown", "#6B7280", "#98A1AE", 11),
)


def styles(kinds: Iterable[str]) -> dict[str, Style]:
    """Choose a style for each class.

    Parameters
    ----------
    kinds : iterable of str
        Names of classes. Known classes have a fixed style; others share the neutral styles, in order of name.

    Returns
    -------
    dict of str to Style
        Known classes first, in the order of the legend.

    Examples
    --------
    >>> from kg.page.style import styles
    >>> {kind: style.shape for kind, style in styles(["Treaty", "Country"]).items()}
    {'Country': 'dot', 'Treaty': 'hexagon'}
    """
    found = set(kinds)
    others = sorted(found.difference(_KNOWN))
    return {kind: style for kind, style in _KNOWN.items() if kind in found} | {
        kind: _OTHERS[place % len(_OTHERS)] for place, kind in enumerate(others)
    }


def size(style: Style, degree: int) -> int:
    """Return half the height of a node in pixels: that of its class, and a little more if it has many relations.

    Examples
    --------
    >>> from kg.page.style import size, styles
    >>> country = styles(["Country"])["Country"]
    >>> size(country, 0), size(country, 16)
    (19, 24)
    """
    return style.size + min(round(style.size * 0.07 * math.sqrt(degree)), 9)
