"""docs/page.md shows all pictures of docs/images, and these have the right size."""

from __future__ import annotations

import re
import struct
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
IMAGES = sorted((DOCS / "images").glob("*.png"))


def shown(file: Path) -> set[str]:
    return {Path(name).name for name in re.findall(r"!\[[^\]]+\]\(([^)]+\.png)\)", file.read_text(encoding="utf-8"))}


def test_each_view_has_pictures_light_and_dark_for_screen_and_phone() -> None:
    wanted = {
        f"{v}-{s}-{c}.png" for v in ("network", "layers", "map") for s in ("screen", "phone") for c in ("light", "dark")
    }
    assert wanted <= {image.name for image in IMAGES}


def test_every_picture_is_used_and_exists() -> None:
    assert shown(DOCS / "page.md") == {image.name for image in IMAGES}
    assert shown(DOCS.parent / "README.md") <= {image.name for image in IMAGES}
    assert shown(DOCS.parent / "README.md")


def test_pictures_have_the_pixels_that_their_names_imply() -> None:
    for image in IMAGES:
        size = struct.unpack(">II", image.read_bytes()[16:24])
        assert size == ((390, 844) if "-phone-" in image.name else (1440, 900)), image.name


def test_pictures_are_small_files() -> None:
    assert sum(image.stat().st_size for image in IMAGES) < 2_000_000
