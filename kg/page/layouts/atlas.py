"""Places on a map of the world: countries at their capitals, moved apart if their discs would overlap.

The projection is Equal Earth (Šavrič, Patterson and Jenny 2018,
https://doi.org/10.1080/13658816.2018.1504949), which preserves areas. The map is cut in the Bering Strait. It shows
land without borders.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

__all__ = ["CUT", "WIDTH", "crosses_cut", "land", "outline", "project", "spread"]

CUT = -169.0
"""The meridian at which the map is cut."""
WIDTH = 1120.0
"""Width of the map in pixels at full zoom."""
_CENTRE = CUT + 180
_COEFFICIENTS = (1.340264, -0.081106, 0.000893, 0.003796)
_SCALE = WIDTH / (2 * 2 * math.sqrt(3) * math.pi / (3 * _COEFFICIENTS[0]))
_NORTH, _SOUTH = 84.0, -58.0
_FILE = Path(__file__).parents[1] / "vendor" / "land-110m.json"


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Project a place to the map.

    Parameters
    ----------
    latitude, longitude : float
        In degrees.

    Returns
    -------
    tuple of float
        x to the right and y downwards, in pixels from the middle of the equator on the map.

    Examples
    --------
    >>> project(0, 11)
    (0.0, -0.0)
    >>> x, y = project(41.3, 69.3)
    >>> x > 0 > y
    True
    """
    return _plane(latitude, (longitude - _CENTRE + 180) % 360 - 180)


def _plane(latitude: float, east: float) -> tuple[float, float]:
    a1, a2, a3, a4 = _COEFFICIENTS
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    slope = 9 * a4 * theta**8 + 7 * a3 * theta**6 + 3 * a2 * theta**2 + a1
    x = 2 * math.sqrt(3) * math.radians(east) * math.cos(theta) / (3 * slope)
    y = a4 * theta**9 + a3 * theta**7 + a2 * theta**3 + a1 * theta
    return x * _SCALE, -y * _SCALE


def crosses_cut(longitude: float, other: float) -> bool:
    """Return whether the shorter connection between two meridians crosses the edge of the map.

    Examples
    --------
    >>> crosses_cut(-77, 116), crosses_cut(-77, 69)
    (True, False)
    """
    return abs((longitude - CUT) % 360 - (other - CUT) % 360) > 180


def spread(
    places: Mapping[str, tuple[float, float]], radius: float, rounds: int = 400
) -> dict[str, tuple[float, float]]:
    """Move discs apart until they do not overlap, each as little as possible.

    Parameters
    ----------
    places : mapping of str to (float, float)
        The wanted place of each disc.
    radius : float
        The radius of each disc, with half the gap between two.
    rounds : int, default 400
        The largest number of times that all overlapping pairs are pushed apart.

    Returns
    -------
    dict of str to (float, float)
        The place of each disc, rounded to tenths of a pixel.

    Examples
    --------
    >>> spread({"a": (0, 0), "b": (90, 0)}, 10)
    {'a': (0.0, 0.0), 'b': (90.0, 0.0)}
    >>> found = spread({"a": (0, 0), "b": (0, 0)}, 10)
    >>> math.dist(found["a"], found["b"]) >= 19.5
    True
    """
    names = sorted(places)
    wanted = [places[name] for name in names]
    points = [list(map(float, place)) for place in wanted]
    near = _Near(points, 2 * radius)
    for turn in range(rounds):
        moved = False
        for first, second in near.pairs():
            one, other = points[first], points[second]
            if abs(other[0] - one[0]) < 2 * radius and abs(other[1] - one[1]) < 2 * radius:
                # First along the line between the wanted places, so that north of something remains north of it.
                lines = [(wanted[first], wanted[second])] if turn < 0.6 * rounds else []
                direction = _direction([*lines, (one, other)], first + second)
                moved |= _push_apart(one, other, 2 * radius, direction)
        if not moved:
            break
        # Pull discs back to their wanted places, less in each round, so that they do not overlap at the end.
        pull = 0.06 * (1 - turn / rounds) ** 2
        for place, point in zip(wanted, points, strict=True):
            point[0] += (place[0] - point[0]) * pull
            point[1] += (place[1] - point[1]) * pull
    return {name: (round(x, 1), round(y, 1)) for name, (x, y) in zip(names, points, strict=True)}


class _Near:
    """The pairs of points that are near each other, or may be until one of them has moved far.

    The list is made by a grid, with a margin, and again only after a point has moved by half of it (Verlet 1967,
    https://doi.org/10.1103/PhysRev.159.98). A pair that comes together within a round is pushed apart in the next one.
    """

    def __init__(self, points: Sequence[Sequence[float]], reach: float) -> None:
        self._points, self._reach, self._margin = points, reach, reach / 2
        self._listed: list[tuple[float, float]] = []
        self._pairs: list[tuple[int, int]] = []

    def _has_left(self, number: int) -> bool:
        (x, y), (u, v) = self._points[number], self._listed[number]
        return max(abs(x - u), abs(y - v)) > self._margin / 2

    def pairs(self) -> list[tuple[int, int]]:
        """Return the pairs by their numbers, in order."""
        if not self._listed or any(map(self._has_left, range(len(self._points)))):
            self._listed = [(x, y) for x, y in self._points]
            self._pairs = sorted(self._find())
        return self._pairs

    def _find(self) -> Iterator[tuple[int, int]]:
        far = self._reach + self._margin
        cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, (x, y) in enumerate(self._listed):
            cells[math.floor(x / far), math.floor(y / far)].append(number)
        for (column, row), members in cells.items():
            around = [(column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
            others = [number for cell in around for number in cells.get(cell, ())]
            for first in members:
                x, y = self._listed[first]
                for second in others:
                    if first < second:
                        u, v = self._listed[second]
                        if abs(u - x) < far and abs(v - y) < far:
                            yield first, second


def _direction(lines: Iterable[tuple[Sequence[float], Sequence[float]]], turn: int) -> tuple[float, float]:
    """Return the unit vector of the first line that has a length; otherwise one that depends on the turn."""
    for (x, y), (u, v) in lines:
        if (far := math.hypot(u - x, v - y)) > 1e-6:
            return (u - x) / far, (v - y) / far
    return math.cos(2.4 * turn), math.sin(2.4 * turn)


def _push_apart(one: list[float], other: list[float], apart: float, direction: tuple[float, float]) -> bool:
    far = math.dist(one, other)
    if far >= apart - 0.1:
        return False
    for point, sign in ((one, -1), (other, 1)):
        point[0] += sign * direction[0] * (apart - far) / 2
        point[1] += sign * direction[1] * (apart - far) / 2
    return True


@cache
def land() -> list[list[int]]:
    """Project the outlines of land.

    Returns
    -------
    list of list of int
        Each ring as its first point and the steps to the next points, x and y alternately, in half pixels.

    Examples
    --------
    >>> len(land()) > 50
    True
    """
    rings = []
    for ring in json.loads(_FILE.read_text(encoding="utf-8")):
        points = [[round(2 * value) for value in _plane(y, x - _CENTRE)] for x, y in ring]
        steps = list(points[0])
        at = points[0]
        for point in points[1:]:
            if point != at:
                steps += [point[0] - at[0], point[1] - at[1]]
                at = point
        if len(steps) > 6:
            rings.append(steps)
    return rings


@cache
def outline() -> list[tuple[float, float]]:
    """Return the eastern edge of the map from north to south; the western edge is its mirror image.

    Examples
    --------
    >>> max(x for x, _ in outline()) == WIDTH / 2
    True
    """
    steps = 36
    latitudes = [_NORTH + (_SOUTH - _NORTH) * step / steps for step in range(steps + 1)] + [0.0]
    return [
        (round(x, 1), round(y, 1)) for x, y in (_plane(latitude, 180) for latitude in sorted(latitudes, reverse=True))
    ]
