"""Draw the picture of the README: the page of the shipped graph, as Chromium shows it.

python docs/screenshot.py
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import kg

TARGET = Path(__file__).parent / "images" / "graph.png"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]


def main() -> None:
    """Write the page into a temporary folder and take its picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = kg.open(Path(kg.__file__).parent).page(Path(folder) / "page.html")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(page_file.as_uri())
        page.wait_for_selector("html[data-ready=true]")
        page.keyboard.press("/")
        page.keyboard.type("4th US")
        page.keyboard.press("Enter")
        page.wait_for_selector("html[data-selected]")
        page.wait_for_timeout(600)
        TARGET.parent.mkdir(exist_ok=True)
        page.screenshot(path=TARGET)
        browser.close()


if __name__ == "__main__":
    main()
