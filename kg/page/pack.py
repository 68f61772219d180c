"""Large texts in a page: compressed, as base64, so that a page can be mailed.

``frontend/src/unpack.ts`` reads them. What is to run is inserted as it was before it was packed, so that the
Content-Security-Policy of the page names its hash like that of any other script.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from typing import Any

__all__ = ["contents", "pack", "unpack"]


def pack(text: str) -> str:
    """Compress a text (gzip) and write it in letters that may stand anywhere in a page (base64).

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The same for the same text.

    Examples
    --------
    >>> unpack(pack("Ўзбекистон"))
    'Ўзбекистон'
    """
    return base64.b64encode(gzip.compress(text.encode(), compresslevel=9, mtime=0)).decode()


def unpack(packed: str) -> str:
    """Read what `pack` wrote.

    Parameters
    ----------
    packed : str
        As `pack` returned it.

    Returns
    -------
    str
        The text as it was.

    Examples
    --------
    >>> len(pack("so " * 10_000)) < 200, len(unpack(pack("so " * 10_000)))
    (True, 30000)
    """
    return gzip.decompress(base64.b64decode(packed)).decode()


def contents(page: str) -> dict[str, Any]:
    """Read the data out of a page: its things, relations, passages, proofs and sources.

    Parameters
    ----------
    page : str
        The text of a page, as `kg.page.page` returns it.

    Returns
    -------
    dict
        What the page's script reads, with ``nodes``, ``edges``, ``passages``, ``sources`` and more.

    Raises
    ------
    ValueError
        If the text holds no data: it is not such a page.

    Examples
    --------
    >>> import networkx as nx
    >>> import kg.page
    >>> text = kg.page.page(nx.MultiDiGraph([("kg:China", "kg:Uzbekistan")]))
    >>> [node["id"] for node in kg.page.contents(text)["nodes"]]
    ['kg:China', 'kg:Uzbekistan']
    """
    found = re.search(r'<script type="application/gzip" id="data">([^<]*)</script>', page)
    if not found:
        raise ValueError("there is no data in this text: is it a page that kg graph wrote?")
    data: dict[str, Any] = json.loads(unpack(found[1]))
    return data
