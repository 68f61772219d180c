"""How each class of thing is drawn: a shape, a colour for each theme, a size.

The colours are those of Okabe and Ito, darker or lighter where they would not stand out from the background by the
3:1 that WCAG asks of signs; because no two of the main classes share both shape and colour, the page can be read
without telling colours apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Style", "size", "styles"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a class of thing is drawn."""

    shape: str
    """A shape of vis-network."""
    light: str
    """Its colour on a light background."""
    dark: str
    """Its colour on a dark background."""
    size: int
    """Half its height, in pixels at full zoom."""


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
        Names of classes; known ones keep their style, others share the neutral ones in order of name.

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
    """Half the height of a node in pixels: its class's, and a little more for well-connected ones.

    Examples
    --------
    >>> from kg.page.style import size, styles
    >>> country = styles(["Country"])["Country"]
    >>> size(country, 0), size(country, 16)
    (19, 24)
    """
    return style.size + min(round(style.size * 0.07 * math.sqrt(degree)), 9)
