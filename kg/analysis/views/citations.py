"""Citations as plain values, for the page and other readers of a graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from kg.evidence.leaves.citations import Citation


def citation_entries(cited: Iterable[Citation]) -> list[dict[str, Any]]:
    """Return citations as plain values, each once; ``url`` is that of the original if the source gives one.

    Examples
    --------
    >>> import kg
    >>> found = kg.open().why("UZ", "kg:metUnder", "us-uz-spd").citations()
    >>> "gist" in citation_entries(found)[0]
    True
    """
    names = [field.name for field in fields(Citation) if field.name not in ("scope", "passage")]
    found = [{name: getattr(citation, name) or None for name in names} for citation in dict.fromkeys(cited)]
    return [{**entry, "url": entry["origin"] or entry["url"]} for entry in found]
