"""Makes odd texts out of good ones: by bytes, by characters and by tokens. The same seed gives the same text."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

_TOKENS = re.compile(r'\s+|"""(?:[^"]|"(?!""))*"""|"[^"\n]*"|<[^<>\n]*>|#[^\n]*|[\w:@^.+-]+|.', re.DOTALL)

#: Characters that programs forget: control characters, marks of order and direction, joiners, other line ends, other
#: digits, halves of characters, characters that begin a formula or a markup.
CHARACTERS = (
    *"\x00\x01\x07\x08\t\n\v\f\r\x1b\x1c\x1e\x7f\x85\x9b\xa0\u00ad\u00b7\u0300\u061c\u0660\u200b\u200c\u200d\u200e\u2028\u202e",
    *"\u2066\u2069\u203f\u3000\ufdd0\ufeff\uff1d\uff21\ufffd\uffff\U0001f468\U000e0001\U0010ffff",
    *"{}[]()<>|&;,.:#@!?*+-=~^%$\\/'\"`_ aZ09",
    "\r\n", "\x1b]0;x\x07", "=1+1", "%s", "{0}", "{x.y}", "${x}", "%", "%zz", "\\u0000", "\\ud800", "\\U00110000",
)  # fmt: skip
#: Tokens of Turtle, SPARQL, TOML and JSON, in places where nobody expects them.
TOKENS = (
    ".", ";", ",", "[", "]", "(", ")", "[]", "()", "a", "^^", "@en", "#", "<>", "<urn:x>", "_:b", "_:1", ":", ":a",
    "a:", '""', "''", '""' + '""' + '""', "'''", "true", "false", "null", "@prefix", "@base",
    "PREFIX", "BASE", "<<(", ")>>",
    "{|", "|}", "<=", "=>", "0", "-0", "+1", ".5", "1.", "1e9999", "-1E-9", "00", "1_000", "inf", "nan",
    "@zh-classical", "@en--ltr", "^^xsd:date", "^^<urn:x>", '"2024-02-30"^^xsd:date', '"-0012-01-01"^^xsd:date',
    " # comment\n", "\n# ---- heading\n", "\n# above\n", "#####\n", "\n\n", '"""a\n"b"""', "'''\n'''", "9" * 5000,
    '"' + "9" * 5000 + '"', "[ " * 150, "( " * 150 + " )" * 150, "x" * 3000, '"x"^^xsd:integer', "1" * 4301 + "-01-01",
)  # fmt: skip


def mutated(text: str, seed: int, *, others: Sequence[str] = ()) -> str:
    """Return a text with one to six mutations.

    Parameters
    ----------
    text : str
    seed : int
    others : sequence of str, optional
        Other texts, to take pieces from.
    """
    chance = random.Random(seed)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        text = chance.choice((_by_token, _by_token, _by_token, _by_character, _by_byte, _by_piece, _by_line))(
            text, chance, others
        )
    return text


def _by_token(text: str, chance: random.Random, _: Sequence[str]) -> str:
    tokens = _TOKENS.findall(text) or [""]
    place = chance.randrange(len(tokens))
    match chance.randrange(6):
        case 0:
            del tokens[place]
        case 1:
            tokens.insert(place, tokens[place])
        case 2:
            other = chance.randrange(len(tokens))
            tokens[place], tokens[other] = tokens[other], tokens[place]
        case 3:
            tokens[place] = chance.choice(TOKENS)
        case 4:
            tokens.insert(place, chance.choice(TOKENS))
        case _:
            tokens.insert(place, chance.choice((" # here\n", " # ---- here\n", "\n# above\n", "\n\n# apart\n\n")))
    return "".join(tokens)


def _by_character(text: str, chance: random.Random, _: Sequence[str]) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(CHARACTERS) + text[place + chance.randrange(2) :]


def _by_byte(text: str, chance: random.Random, _: Sequence[str]) -> str:
    content = bytearray(text.encode("utf-8", "surrogatepass"))
    if content:
        content[chance.randrange(len(content))] = chance.randrange(256)
    return content.decode("utf-8", "replace")


def _by_piece(text: str, chance: random.Random, others: Sequence[str]) -> str:
    source = chance.choice(others) if others else text
    start = chance.randrange(len(source) + 1)
    piece = source[start : start + chance.randrange(200)]
    place = chance.randrange(len(text) + 1)
    return text[:place] + piece + text[place + chance.choice((0, 0, 1, 50)) :]


def _by_line(text: str, chance: random.Random, _: Sequence[str]) -> str:
    match chance.randrange(4):
        case 0:
            return text[: chance.randrange(len(text) + 1)]
        case 1:
            return text.replace("\n", chance.choice(("\r\n", "\r", "\n\n", " ")))
        case 2:
            lines = text.splitlines(keepends=True)
            chance.shuffle(lines)
            return "".join(lines)
        case _:
            return chance.choice(("\ufeff", "# x\n", "\n", " ")) + text
