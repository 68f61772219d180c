"""Links that lead to the words of a passage on its publisher's page (text fragments)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import quote

#: Maximum number of words that a text fragment gives in full; for longer passages it gives the first and the last
#: words.
_WHOLE = 12


_ENDS = 5


class _Words:
    """The words of a text with their places, to select whole words and to find words that occur only once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [match.span() for match in re.finditer(r"\S+", text)]
        # Browsers ignore case; folding changes the length of a few letters.
        self._folded = text.lower() if len(text.lower()) == len(text) else text

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the words of a stretch of text, including words that it contains only in part."""
        return [span for span in self.spans if span[0] < end and span[1] > start]

    def is_first(self, start: int, end: int, after: int = 0) -> bool:
        """Return whether a stretch is the first occurrence of its words in the text: browsers go to the first."""
        return self._folded.find(self._folded[start:end], after) == start


def text_fragment(text: str, start: int, end: int) -> str:
    r"""Make the fragment of a link that leads to a passage on its publisher's page.

    It follows the WICG's draft on text fragments: whole words, in full or only the first and the last few, with the
    words before them if they occur earlier in the text. Browsers without text fragments open the page as usual.

    Parameters
    ----------
    text : str
    start, end : int
        Offsets of the passage.

    Returns
    -------
    str
        ``:~:text=...``, percent-encoded, to put after ``#``; empty if there are no words.

    Examples
    --------
    >>> text_fragment("They met in Paris. They left, by-and-by.", 0, 18)
    ':~:text=They%20met%20in%20Paris.'
    >>> text_fragment("They met in Paris. They left, by-and-by.", 19, 40)
    ':~:text=They%20left%2C%20by%2Dand%2Dby.'
    """
    words = _Words(text)
    chosen = words.within(start, end)
    if not chosen:
        return ""
    begin, stop = _trim(text, chosen, start, end)
    lead_end, parts = stop, [text[begin:stop]]
    if len(chosen) > _WHOLE or "\n" in text[begin:stop]:
        lead_end, tail = _ends(words, chosen, begin, stop)
        parts = [text[begin:lead_end], text[tail:stop]]
    prefix = ""
    if not words.is_first(begin, lead_end):
        before = _last_line([span for span in words.spans if span[1] <= begin], text)
        for many in range(1, min(len(before), _ENDS) + 1):
            prefix = text[before[-many][0] : before[-1][1]]
            if words.is_first(before[-many][0], lead_end):
                break
    encoded = ",".join(map(_encode, parts))
    return f":~:text={_encode(prefix)}-,{encoded}" if prefix else f":~:text={encoded}"


def _ends(words: _Words, chosen: Sequence[tuple[int, int]], begin: int, stop: int) -> tuple[int, int]:
    """Return the end of the first words of a passage and the start of the last ones; each group is on one line."""
    head, tail = _first_line(chosen, words.text), _last_line(chosen, words.text)
    most = max(1, len(chosen) // 2)
    head, tail = head[:most], tail[-most:]
    # If the words occur earlier in the text, more words are taken.
    leads = [end for _, end in head[_ENDS - 1 :]] or [head[-1][1]]
    lead_end = min(stop, next((end for end in leads if words.is_first(begin, end)), leads[0]))
    tails = [start for start, _ in reversed(tail[: 1 - _ENDS])] or [tail[0][0]]
    return lead_end, next((start for start in tails if words.is_first(start, stop, lead_end)), tails[0])


def _first_line(spans: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Return the words up to the first line end, because a browser searches inside one block of the page."""
    for place, (before, after) in enumerate(pairwise(spans), 1):
        if "\n" in text[before[1] : after[0]]:
            return list(spans[:place])
    return list(spans)


def _last_line(spans: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    for place in range(len(spans) - 1, 0, -1):
        if "\n" in text[spans[place - 1][1] : spans[place][0]]:
            return list(spans[place:])
    return list(spans)


def link_to(url: str, text: str, start: int, end: int) -> str:
    """Return a link to a passage on a page.

    Examples
    --------
    >>> link_to("https://example.org/a", "They met in Paris.", 0, 8)
    'https://example.org/a#:~:text=They%20met'
    """
    fragment = text_fragment(text, start, end)
    if not url or not fragment:
        return url
    return url.split(":~:", maxsplit=1)[0] + ("" if "#" in url else "#") + fragment


def _trim(text: str, chosen: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Extend a stretch to whole words, but without a quotation mark or comma outside the passage."""
    begin, stop = chosen[0][0], chosen[-1][1]
    if start > begin and not text[start - 1].isalnum():
        begin = start
    if end < stop and not text[end].isalnum():
        stop = end
    return begin, stop


def _encode(words: str) -> str:
    """Percent-encode; a hyphen would mark a prefix or a suffix."""
    return quote(re.sub(r"\s+", " ", words).strip(), safe="").replace("-", "%2D")


def runs(words: str, length: int) -> Iterator[tuple[str, ...]]:
    """Yield all runs of a number of words, with case folded, to detect copied text.

    Examples
    --------
    >>> list(runs("They met, again", 2))
    [('they', 'met'), ('met', 'again')]
    """
    found = re.findall(r"\w+", words.casefold())
    return (tuple(found[place : place + length]) for place in range(len(found) - length + 1))
