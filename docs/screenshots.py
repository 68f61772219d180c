"""Draw the pictures of README.md and page.md: the page of the shipped graph, as Chromium shows it.

python docs/screenshots.py         each view, light and dark, on a screen and on a phone
"""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

import kg

FOLDER = Path(__file__).parent / "images"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]
SIZES = {"screen": (1440, 900), "phone": (390, 844)}
VIEWS = {"network": "1", "layers": "2", "map": "3"}
SCHEMES = ("light", "dark")


def main() -> None:
    """Write the page into a temporary folder and take its pictures."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    total = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        address = kg.open(Path(kg.__file__).parent).page(Path(folder) / "page.html").as_uri()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for size, (width, height) in SIZES.items():
            for scheme in SCHEMES:
                page = browser.new_page(
                    viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
                )
                page.goto(address)
                page.wait_for_selector("html[data-flags]")
                for view, key in VIEWS.items():
                    page.keyboard.press(key)
                    total += _take(page, f"{view}-{size}-{scheme}")
                if size == "screen" and scheme == "light":
                    page.keyboard.press("1")
                    page.keyboard.press("/")
                    page.keyboard.type("4th US")
                    page.keyboard.press("Enter")
                    total += _take(page, "selected")
                page.close()
        browser.close()
    sys.stdout.write(f"{total / 1e6:.1f} MB in {FOLDER}\n")


def _take(page: Page, name: str) -> int:
    """Take one picture once the page has drawn itself, and write a small file."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.mouse.move(2, 2)
    picture = _small(page.screenshot())
    (FOLDER / f"{name}.png").write_bytes(picture)
    return len(picture)


def _small(picture: bytes) -> bytes:
    """Reduce a picture to a palette, if Pillow is installed."""
    pillow: Any = None
    with contextlib.suppress(ImportError):
        from PIL import Image as pillow  # noqa: N813
    if pillow is None:
        return picture
    small = io.BytesIO()
    image = pillow.open(io.BytesIO(picture)).convert("RGB")
    # No dithering: it would make text and plain areas noisy, and the file larger.
    image.quantize(method=pillow.Quantize.FASTOCTREE, dither=pillow.Dither.NONE).save(
        small, format="PNG", optimize=True
    )
    return min(small.getvalue(), picture, key=len)


if __name__ == "__main__":
    main()
