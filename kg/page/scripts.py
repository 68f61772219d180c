"""The scripts, the style sheet and the libraries of the page, and the policy that allows them."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


def policy(scripts: Iterable[str], style: str) -> str:
    """Allow the scripts and the style sheet of the page, by hash, and nothing else."""
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
    """Return the hash that allows a script or a style sheet."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def read_text(name: str) -> str:
    """Read a file of this room."""
    # Read with newlines as they are everywhere: the hash must match what the browser reads.
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def library(name: str) -> str:
    """Read a library as it came, without the pointer to its source map."""
    return re.sub(r"\n//# sourceMappingURL=.*\s*$", "\n", read_text(f"vendor/{name}.min.js"))


@cache
def vis_network() -> str:
    """vis-network without the style sheets it would insert, which the policy forbids, and its source map."""
    text = read_text("vendor/vis-network.min.js")
    text = re.sub(r"""\bA\((?:"[^"]*\{[^"]*\}"|'[^']*\{[^']*\}')\);""", "", text)
    return re.sub(r"\n//# sourceMappingURL=.*\s*$", "\n", text)
