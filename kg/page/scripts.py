"""The scripts, the style sheet and the libraries of the page, and its Content-Security-Policy."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


def policy(scripts: Iterable[str], style: str) -> str:
    """Return a Content-Security-Policy that allows only these scripts and this style sheet, by hash."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(script_hash(script) for script in scripts)}",
            f"style-src {script_hash(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def script_hash(text: str) -> str:
    """Return the hash of a script or a style sheet, as the policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def read_text(name: str) -> str:
    """Read a file of this folder."""
    # read_text converts all newlines to \n, as browsers do, so that the hash matches.
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def library(name: str) -> str:
    """Read a library, without the reference to its source map."""
    return re.sub(r"\n//# sourceMappingURL=.*\s*$", "\n", read_text(f"vendor/{name}.min.js"))


@cache
def vis_network() -> str:
    """Read vis-network, without the reference to its source map and the style sheets that the policy forbids."""
    text = read_text("vendor/vis-network.min.js")
    text = re.sub(r"""\bA\((?:"[^"]*\{[^"]*\}"|'[^']*\{[^']*\}')\);""", "", text)
    return re.sub(r"\n//# sourceMappingURL=.*\s*$", "\n", text)
