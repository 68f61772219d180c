"""Paragraphs and sentences of a text, and the numbers of those that contain a place."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

_PARAGRAPH = re.compile(r"(?m)(?:^[^\S\n]*+\S[^\n]*+(?:\n|\Z))+")


# The end of a sentence: its mark, closing quotes or brackets, and space; Chinese and Japanese need no space.
# A mark is searched for only at its beginning, because otherwise a line of dots takes time by the square of its length.
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)|[。！？]+[”’」』）]*")
#: How much of a text around the end of a sentence is looked at.
_NEAR = 300


#: Abbreviations: a dot after them does not end a sentence.
_ABBREVIATED = """
    mr mrs ms dr prof st gen col lt maj capt cmdr sgt adm amb sen rep gov hon rev pres min dep asst sec
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun
    no nos vs etc cf al approx dept est inc ltd co corp bros vol art par para pp fig ed eds
"""


#: After initials such as "U.S." only these begin a sentence; anything else may be a name.
_STARTING = """
    a an the this that these those it its he she they we i in on at by for from with as after before during when
    while both all each some many and but or so yet however moreover meanwhile also further there here if
"""


_ABBREVIATIONS = frozenset(_ABBREVIATED.split())


_STARTERS = frozenset(_STARTING.split())


def paragraphs(text: str) -> list[tuple[int, int]]:
    r"""List the paragraphs of a text, runs of lines that are not blank, by their offsets.

    Examples
    --------
    >>> paragraphs("One.\n\nTwo,\nstill two.\n")
    [(0, 5), (6, 22)]
    """
    return [match.span() for match in _PARAGRAPH.finditer(text)]


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """List the sentences of a paragraph by their offsets in the text.

    Abbreviations and initials do not end a sentence. The result is an estimate for people; kg uses the offsets.

    Examples
    --------
    >>> text = "It was held in Washington, D.C., by the U.S. Department of State. Mr. Lu led."
    >>> [text[start:end] for start, end in sentences(text)]
    ['It was held in Washington, D.C., by the U.S. Department of State.', 'Mr. Lu led.']
    """
    end = len(text) if end is None else end
    found = []
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        after = re.compile(r"\s*").match(text, match.end(), end)
        following = after.end() if after else match.end()
        if following >= end:
            break
        before = text[max(begin, match.end() - _NEAR) : match.end()]
        if _ends_sentence(before, text[following : min(end, following + _NEAR)]):
            found.append((begin, match.end()))
            begin = following
    last = end - (len(text[begin:end]) - len(text[begin:end].rstrip()))
    return [*found, (begin, last)] if last > begin else found


def _ends_sentence(before: str, after: str) -> bool:
    opening = re.match(r"[\"'“‘«(\[]*(\w+)?", after)
    word = (opening[1] or "") if opening else ""
    if word[:1].islower():
        return False
    if not before.endswith("."):
        return True
    token = before.rsplit(maxsplit=1)[-1][:-1].strip("\"'“‘«(").casefold()
    if re.fullmatch(r"(?:\w\.)+\w", token):
        return word.casefold() in _STARTERS
    return token not in _ABBREVIATIONS and not re.fullmatch(r"[^\W\d_]", token)


def place_in(text: str, start: int) -> tuple[int, int]:
    r"""Return the number of the paragraph that contains an offset, and of the sentence in it; both from 1.

    Examples
    --------
    >>> place_in("One. Two.\n\nThree. Four.", 18)
    (2, 2)
    """
    spans, paragraph_begins = _paragraphs(text)
    number = max(1, bisect_right(paragraph_begins, start))
    if not spans:
        return (1, 1)
    return (number, max(1, bisect_right(_sentence_begins(text, *spans[number - 1]), start)))


# Many passages and quotations are looked up in one text.
@lru_cache(maxsize=4)
def _paragraphs(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Return the paragraphs of a text, and where they begin."""
    spans = paragraphs(text)
    return spans, [begin for begin, _ in spans]


@lru_cache(maxsize=64)
def _sentence_begins(text: str, start: int, end: int) -> list[int]:
    return [begin for begin, _ in sentences(text, start, end)]
