"""Draw the rooms of the package, each above those that it imports: docs/architecture.svg.

The picture is drawn from the docstrings of the rooms; tests/test_rooms.py compares the code with them.
"""

from __future__ import annotations

import ast
import html
import itertools
import re
import textwrap
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "kg"
#: The two rooms that are single files.
FILES = ("errors", "graph")
WIDTH, BOX, HEIGHT, STEP, MARGIN, GAP = 1300, 232, 76, 116, 20, 18


@cache
def rooms() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Read the purpose and the imports of each room from its docstring."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for path in sorted(PACKAGE.glob("*/__init__.py")):
        purpose, imports = _docstring(path)
        if imports is not None:
            found[path.parent.name] = (purpose, imports)
    for name in FILES:
        purpose, imports = _docstring(PACKAGE / f"{name}.py")
        found[name] = (purpose, imports or ())
    return found


def _docstring(path: Path) -> tuple[str, tuple[str, ...] | None]:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    line = re.search(r"(?ms)^Imports: (.+?)\.$", text)
    return text.split("\n\n")[0].replace("\n", " "), tuple(re.split(r",\s+", line[1])) if line else None


@cache
def below(room: str) -> frozenset[str]:
    """Return all rooms that a room reaches by imports."""
    direct = rooms()[room][1]
    return frozenset(direct).union(*(below(other) for other in direct))


def drawn(room: str) -> list[str]:
    """Return the imports that are drawn: those that no other import of the room implies."""
    direct = rooms()[room][1]
    return [other for other in direct if not any(other in below(third) for third in direct if third != other)]


@cache
def row(room: str) -> int:
    """Return the row of a room, counted from the top: just below the lowest room that imports it."""
    return 1 + max((row(other) for other in rooms() if room in rooms()[other][1]), default=-1)


def architecture_svg() -> str:
    """Draw the rooms in rows, the command line on top; arrows that cross rows pass between the boxes."""
    rows: list[list[str]] = [[] for _ in range(1 + max(map(row, rooms())))]
    for room in rooms():
        rows[row(room)].append(room)
    # An arrow is a chain of stations: the room, one place in each row that it passes, the room at its end.
    chains: list[list[str]] = []
    for room in rooms():
        for other in drawn(room):
            passed = [f"{room}-{other}-{number}" for number in range(row(room) + 1, row(other))]
            chains.append([room, *passed, other])
            for number, station in enumerate(passed, row(room) + 1):
                rows[number].append(station)
    place = _places(rows, chains)
    left = min(x for name, (x, _) in place.items() if name in rooms()) - BOX / 2 - MARGIN
    place = {name: (x - left, y) for name, (x, y) in place.items()}
    width = round(max(x for x, _ in place.values()) + BOX / 2 + MARGIN)
    height = 2 * MARGIN + (len(rows) - 1) * STEP + HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="system-ui, sans-serif" '
        'role="img" aria-labelledby="title">',
        '<title id="title">The rooms of kg: each imports only rooms below it</title>',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#7a869a"/></marker></defs>',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    parts += [_arrow([place[station] for station in chain]) for chain in chains]
    for room in sorted(rooms()):
        parts += _box(room, *place[room])
    return "\n".join([*parts, "</svg>", ""])


def _places(rows: list[list[str]], chains: list[list[str]]) -> dict[str, tuple[float, float]]:
    """Return the top centre of each box and station, in an order with few crossings."""
    linked: dict[str, list[str]] = {}
    for chain in chains:
        for one, other in itertools.pairwise(chain):
            linked.setdefault(one, []).append(other)
            linked.setdefault(other, []).append(one)
    centre = {station: WIDTH / 2 for stations in rows for station in stations}
    for _ in range(12):
        for stations in (*rows, *reversed(rows)):
            wish = {name: sum(centre[other] for other in linked[name]) / len(linked[name]) for name in stations}
            stations.sort(key=lambda name: (wish[name], name))
            widths = [BOX + GAP if name in rooms() else GAP for name in stations]
            # Place each as near to its preferred place as its neighbours allow, then move the row into the picture.
            x = -1e9
            edges = []
            for name, width in zip(stations, widths, strict=True):
                x = max(x, wish[name] - width / 2)
                edges.append(x)
                x += width
            shift = min(0.0, WIDTH - MARGIN - x) if edges[0] >= MARGIN else MARGIN - edges[0]
            limit = WIDTH - MARGIN
            for number in reversed(range(len(edges))):
                limit -= widths[number]
                edges[number] = min(edges[number] + max(shift, 0.0), limit)
                centre[stations[number]] = edges[number] + widths[number] / 2
                limit = edges[number]
    return {
        name: (centre[name], float(MARGIN + number * STEP)) for number, stations in enumerate(rows) for name in stations
    }


def _arrow(points: list[tuple[float, float]]) -> str:
    """Draw a line from below the first box, straight past those of the rows between, to the last."""
    (x, y), (end_x, end_y) = points[0], points[-1]
    path, y = f"M{x:.0f} {y + HEIGHT:.0f}", y + HEIGHT
    for mid_x, mid_y in points[1:-1]:
        half = (mid_y - y) / 2
        path += f"C{x:.0f} {y + half:.0f} {mid_x:.0f} {mid_y - half:.0f} {mid_x:.0f} {mid_y:.0f}V{mid_y + HEIGHT:.0f}"
        x, y = mid_x, mid_y + HEIGHT
    half = (end_y - y) / 2
    path += f"C{x:.0f} {y + half:.0f} {end_x:.0f} {end_y - half:.0f} {end_x:.0f} {end_y:.0f}"
    return f'<path d="{path}" fill="none" stroke="#7a869a" stroke-width="1.3" marker-end="url(#tip)"/>'


def _box(room: str, x: float, y: float) -> list[str]:
    purpose = rooms()[room][0].replace("`", "")
    lines = textwrap.wrap(purpose.rstrip("."), 42)
    if len(lines) > 3:
        lines = [*lines[:2], f"{lines[2].rstrip(',')} …"]
    name = f"{room}.py" if room in FILES else f"{room}/"
    return [
        f'<rect x="{x - BOX / 2:.0f}" y="{y:.0f}" width="{BOX}" height="{HEIGHT}" rx="8" fill="#f3f6fb" '
        'stroke="#3d5a80" stroke-width="1.2"/>',
        f'<text x="{x:.0f}" y="{y + 19:.0f}" text-anchor="middle" font-size="14" font-weight="600" '
        f'fill="#1d2f4a">{name}</text>',
        *(
            f'<text x="{x:.0f}" y="{y + 36 + 14 * number:.0f}" text-anchor="middle" font-size="10.5" '
            f'fill="#44546a">{html.escape(line)}</text>'
            for number, line in enumerate(lines)
        ),
    ]
