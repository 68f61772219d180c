"""Make the files of kg/page/vendor from other packages: flags, the outline of the land, sigma.

npm pack circle-flags@2.8.3 world-atlas@2.0.2 sigma@3.0.3 graphology@0.26.0
                                    then unpack each into a folder with its name
python docs/vendor.py FOLDER        the folder that contains them

kg/page/vendor/VERSION lists the changes.
"""

from __future__ import annotations

import itertools
import json
import re
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "kg" / "page" / "vendor"
#: The map is cut here, in the Bering Strait, and not at 180°, which runs through Chukotka.
CUT = -169.0
SMALLEST = 1.2
"""Islands smaller than this, in degrees of longitude and of latitude, are left out."""


def flags(package: Path) -> dict[str, str]:
    """Read the flags of countries by their two-letter codes, following links to other files."""
    folder = package / "flags"
    files = {file.name: file for file in folder.glob("*.svg")}
    for link in json.loads((package / ".pack-symlink-manifest.json").read_text(encoding="utf-8"))["symlinks"]:
        path = package / link["path"]
        if path.parent == folder:
            files[path.name] = (folder / link["target"]).resolve()
    return {
        name[:2].upper(): file.read_text(encoding="utf-8").strip()
        for name, file in sorted(files.items())
        if re.fullmatch(r"[a-z]{2}\.svg", name)
    }


def land(package: Path) -> list[list[list[float]]]:
    """Decode the land of Natural Earth at 1:110 million into rings of longitude and latitude, cut at `CUT`."""
    topology = json.loads((package / "land-110m.json").read_text(encoding="utf-8"))
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    rings = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
            for ring in polygon:
                points = [list(point) for at in ring for point in (arcs[at] if at >= 0 else arcs[~at][::-1])[1:]]
                rings.append(_moved(points))
    return [ring for ring in rings if _kept(ring)]


def _decoded(arc: list[list[int]], transform: dict[str, Any]) -> list[list[float]]:
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append([x * transform["scale"][0] + transform["translate"][0],
                       y * transform["scale"][1] + transform["translate"][1]])  # fmt: skip
    return points


def _moved(ring: list[list[float]]) -> list[list[float]]:
    """Follow a ring over 180°, and move the part west of the cut to the east; only Antarctica crosses both."""
    turns = 0
    for before, point in itertools.pairwise([ring[0], *ring]):
        turns += (point[0] - (before[0] - 360 * turns) < -180) - (point[0] - (before[0] - 360 * turns) > 180)
        point[0] += 360 * turns
    middle = sum(x for x, _ in ring) / len(ring)
    east = 1 if middle < CUT else -1 if middle > CUT + 360 else 0
    return [[round(x + 360 * east, 1), round(y, 1)] for x, y in ring]


def _kept(ring: list[list[float]]) -> bool:
    xs, ys = zip(*ring, strict=True)
    return max(ys) > -60 and max(max(xs) - min(xs), max(ys) - min(ys)) >= SMALLEST


def main() -> None:
    """Write the files and the licences."""
    folder = Path(sys.argv[1])
    circle, atlas = folder / "circle-flags", folder / "world-atlas"
    found = flags(circle)
    (TARGET / "circle-flags.json").write_text(
        json.dumps(found, ensure_ascii=False, indent=0) + "\n", encoding="utf-8", newline="\n"
    )
    outline = land(atlas)
    lines = ",\n".join(json.dumps(ring, separators=(",", ":")) for ring in outline)
    (TARGET / "land-110m.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")
    (TARGET / "LICENSE-circle-flags-MIT").write_bytes((circle / "LICENSE.md").read_bytes())
    (TARGET / "LICENSE-world-atlas-ISC").write_bytes((atlas / "LICENSE").read_bytes())
    for name, file in (("sigma", "sigma.min.js"), ("graphology", "graphology.umd.min.js")):
        (TARGET / f"{name}.min.js").write_bytes((folder / name / "dist" / file).read_bytes())
        (TARGET / f"LICENSE-{name}-MIT").write_bytes((folder / name / "LICENSE.txt").read_bytes())
    sys.stdout.write(f"{len(found)} flags, {len(outline)} rings of {sum(map(len, outline))} points\n")


if __name__ == "__main__":
    main()
