"""Follows the recipes of CONTRIBUTING.md in a copy of the checkout.

    python docs/recipes.py                    follow all; list those that fail, and exit with 1
    python docs/recipes.py "Add a relation"   follow only this one

A recipe is a section ``### Add ...``. All recipes are followed in one copy, one after another, in one process. The
modules of the copy are unloaded before each recipe, so that its commands use what the recipe wrote.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "docs"))

import follow  # noqa: E402  lies beside this file

PAGE = "CONTRIBUTING.md"
_RECIPE = re.compile(r"^### (Add [^\n]*)\n(.*?)(?=^##)", re.S | re.M)
#: The parts of the checkout that are copied.
_COPIED = (".ci", "docs", "data", "frontend", "kg", "ontology", "pyproject.toml", "queries", "tests", PAGE)
_LEFT_OUT = shutil.ignore_patterns("node_modules", "images", "__pycache__")


@dataclass(frozen=True)
class Followed:
    """The result of following a recipe.

    Parameters
    ----------
    title : str
        Its heading.
    outputs : tuple of (int, int, str)
        For each output block, its place in the page and the text that it should have.
    error : str
        What failed; empty if the recipe works.
    """

    title: str
    outputs: tuple[tuple[int, int, str], ...]
    error: str = ""


def follow_all(folder: Path, *titles: str) -> tuple[Followed, ...]:
    """Copy the checkout into a folder, and follow the recipes there.

    Parameters
    ----------
    folder : pathlib.Path
        Must not exist.
    *titles : str
        Headings of the recipes to follow; default: all.

    Returns
    -------
    tuple of Followed
        In the order of the page.
    """
    folder.mkdir()
    for path in (ROOT / name for name in _COPIED):
        if path.is_dir():
            shutil.copytree(path, folder / path.name, ignore=_LEFT_OUT)
        elif path.exists():
            shutil.copy2(path, folder)
    tools = ROOT / "frontend" / "node_modules"
    if tools.is_dir():
        (folder / "frontend" / "node_modules").symlink_to(tools)
    # A separate process, because the caller has imported kg from elsewhere.
    environment = {**os.environ, "PYTHONPATH": str(folder), "KG_CACHE_DIR": str(folder / ".kg-cache")}
    code = "import json, sys; sys.path.insert(0, 'docs'); import recipes; "
    code += "print(json.dumps(recipes.follow_here(*sys.argv[1:])))"
    run = subprocess.run(
        [sys.executable, "-c", code, *titles],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if run.returncode:
        raise RuntimeError(f"the recipes could not be followed:\n{run.stderr}")
    return tuple(
        Followed(found["title"], tuple(map(tuple, found["outputs"])), found["error"])
        for found in json.loads(run.stdout.splitlines()[-1])
    )


def follow_here(*titles: str) -> list[dict[str, object]]:
    """Follow the recipes in the working directory, which is a copy of the checkout."""
    found = list(_RECIPE.finditer(Path(PAGE).read_text(encoding="utf-8")))
    if unknown := set(titles) - {match[1] for match in found}:
        raise SystemExit(f"no recipe called {', '.join(sorted(unknown))}")
    return [asdict(_follow(m[1], m[2], m.start(2))) for m in found if not titles or m[1] in titles]


def _follow(title: str, text: str, start: int) -> Followed:
    _forget_modules(Path.cwd())
    outputs: list[tuple[int, int, str]] = []
    try:
        for block, printed in follow.follow(text, Path.cwd()):
            outputs.append((start + block.span[0], start + block.span[1], printed))
    except (Exception, SystemExit):  # noqa: BLE001  report any failure of a recipe, and follow the next one
        return Followed(title, tuple(outputs), traceback.format_exc())
    return Followed(title, tuple(outputs))


def _forget_modules(folder: Path) -> None:
    """Unload the modules of the copy, so that the next import reads their files."""
    own = [
        name for name, module in sys.modules.items() if str(getattr(module, "__file__", "")).startswith(f"{folder}/")
    ]
    for name in own:
        if name not in ("follow", __name__):
            del sys.modules[name]
    importlib.invalidate_caches()


def refreshed() -> str:
    """Return the page with updated outputs.

    Raises
    ------
    RuntimeError
        If a recipe does not work.
    """
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        followed = follow_all(Path(folder) / "checkout")
    if errors := [f"{one.title}: {one.error}" for one in followed if one.error]:
        raise RuntimeError("\n".join(errors))
    for begin, end, printed in sorted((span for one in followed for span in one.outputs), reverse=True):
        page = page[:begin] + printed + page[end:]
    return page


def main(titles: list[str]) -> int:
    """Follow the recipes, and list those that fail."""
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        followed = follow_all(Path(folder) / "checkout", *titles)
    for one in followed:
        sys.stdout.write(f"{one.title}: {one.error or 'works'}\n")
    return 1 if any(one.error for one in followed) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
