"""Makes a finding of a syntax error in a Turtle text, with its line and a remedy."""

from __future__ import annotations

import re

from kg.errors import Finding, caret, suggest
from kg.rdf import terms


def syntax_finding(name: str, text: str, error: SyntaxError) -> Finding:
    """Describe a syntax error in the text of a file, and show the line.

    The parser gives only a text, so the remedy is chosen by this text.
    """
    message = re.sub(
        r"^Parser error (?:at line \d+(?: between columns? \d+ and \d+| column \d+)?"
        r"|between line \d+ column \d+ and line \d+ column \d+): ",
        "",
        str(error.msg),
    )
    message = re.sub(r" \(line \d+\)$", "", message)
    line, column = error.lineno or 1, error.offset or 1
    lines = text.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1]
    width = (error.end_offset or column) - column if error.end_lineno in (None, line) else 1
    remedy = None
    if match := re.search(r"The prefix (\S*): has not been declared", message):
        prefix = match[1]
        message = f"the prefix {prefix}: is not declared"
        if prefix in terms.PREFIXES:
            remedy = f"add this line at the top: @prefix {prefix}: <{terms.PREFIXES[prefix]}> ."
        else:
            near = suggest(prefix, terms.PREFIXES)
            remedy = f"did you mean {near[0]}:?" if near else "declare it at the top with @prefix"
    elif "Invalid IRI" in message:
        remedy = 'an IRI must not contain spaces or any of < > " { } | ^ ` \\; write a space as %20'
    elif "Line jumps are not allowed" in message:
        message = "a closing quotation mark is missing on this line"
        remedy = 'write it at the end of the text; a text of several lines stands between """ and """'
    elif "dot is expected" in message:
        remedy = "the statement before this place, or this one, lacks its final dot, or a ; or , is missing"
    elif "not a valid subject" in message or "not a valid predicate" in message:
        remedy = "a ; or , or . before this place is missing, or one too many"
    elif "Unexpected end of file" in message:
        remedy = "what starts here is never closed: look for the missing quote, bracket or dot"
    elif "lone" in message or "scheme" in message.lower() or "absolute IRI" in message:
        remedy = "write whole IRIs, or a prefix"
    return Finding(
        "syntax", message, path=name, line=line, column=column, remedy=remedy,
        excerpt=caret(shown, min(column, len(shown) + 1), min(width, max(1, len(shown) - column + 1))),
    )  # fmt: skip
