"""Compresses large texts of a page, so that the page is small enough to mail.

``frontend/src/unpack.ts`` unpacks them. The page inserts the original text of a packed script, so the
Content-Security-Policy allows it by the hash of its text, like any other script.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from typing import Any

__all__ = ["contents", "pack", "unpack"]


def pack(text: str) -> str:
    """Compress a text with gzip, and encode it as base64, which needs no escaping in HTML.

    Parameters
    ----------
    text : str
        The text to compress.

    Returns
    -------
    str
        The packed text. The same text always gives the same result.

    Examples
    --------
    >>> unpack(pack("Ўзбекистон"))
    'Ўзбекистон'
    """
    return base64.b64encode(gzip.compress(text.encode(), compresslevel=9, mtime=0)).decode()


def unpack(packed: str) -> str:
    """Return the text that was packed.

    Parameters
    ----------
    packed : str
        A result of `pack`.

    Returns
    -------
    str
        The original text.

    Examples
    --------
    >>> len(pack("so " * 10_000)) < 200, len(unpack(pack("so " * 10_000)))
    (True, 30000)
    """
    return gzip.decompress(base64.b64decode(packed)).decode()


def contents(page: str) -> dict[str, Any]:
    """Return the data of a page: its things, relations, passages, proofs and sources.

    Parameters
    ----------
    page : str
        The text of a page, as `kg.page.page` returns it.

    Returns
    -------
    dict
        The data, with ``nodes``, ``edges``, ``passages``, ``sources`` and more; see `kg.page.contract.PageData`.

    Raises
    ------
    ValueError
        If the text is not a page of kg.

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
        raise ValueError("this text contains no data of a page: is it a page that kg graph wrote?")
    data: dict[str, Any] = json.loads(unpack(found[1]))
    return data
