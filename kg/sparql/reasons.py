"""Why the engine refuses a query, in words, with what to do. The engine itself often gives only a place.

Each reason is a function that gets the tokens of the query, without comments, and what the engine says. It returns the
token that is wrong, a message and a remedy, or None if it is not the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.errors import suggest
from kg.rdf.syntax import remedy_of_language
from kg.sparql.tokens import Token

#: The number of tokens up to which a reason is searched for; some take the square of it.
_MOST = 2_000
_OPEN, _CLOSE = {"(": ")", "{": "}", "[": "]"}, {")": "(", "}": "{", "]": "["}
_AGGREGATES = ("COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT")
#: Words that may stand before a parenthesis: the functions of SPARQL 1.1, and keywords.
_FUNCTIONS = (
    *_AGGREGATES, "ABS", "BNODE", "BOUND", "CEIL", "COALESCE", "CONCAT", "CONTAINS", "DATATYPE", "DAY",
    "ENCODE_FOR_URI", "EXISTS", "FLOOR", "HOURS", "IF", "IRI", "ISBLANK", "ISIRI", "ISLITERAL", "ISNUMERIC", "ISURI",
    "LANG", "LANGMATCHES", "LCASE", "MD5", "MINUTES", "MONTH", "NOW", "RAND", "REGEX", "REPLACE", "ROUND", "SAMETERM",
    "SECONDS", "SHA1", "SHA256", "SHA384", "SHA512", "STR", "STRAFTER", "STRBEFORE", "STRDT", "STRENDS", "STRLANG",
    "STRLEN", "STRSTARTS", "STRUUID", "SUBSTR", "TIMEZONE", "TZ", "UCASE", "URI", "UUID", "YEAR",
    # Of SPARQL 1.2 and of the engine.
    "TRIPLE", "SUBJECT", "PREDICATE", "OBJECT", "ISTRIPLE", "HASLANG", "HASLANGDIR", "LANGDIR", "STRLANGDIR", "ADJUST",
)  # fmt: skip
_BEFORE_PARENTHESIS = (
    "FILTER", "BIND", "IN", "AS", "VALUES", "SELECT", "DISTINCT", "REDUCED", "BY", "HAVING", "ASC", "DESC", "NOT", "A",
)  # fmt: skip


#: Words that stand before a group.
_BEFORE_GROUP = ("WHERE", "OPTIONAL", "UNION", "MINUS", "EXISTS")


#: The clauses after the pattern of a SELECT, in their order.
_MODIFIERS = {"GROUP": 1, "HAVING": 2, "ORDER": 3, "LIMIT": 4, "OFFSET": 4}
#: Words that end what stands after SELECT.
_AFTER_HEAD = ("WHERE", "FROM", *_MODIFIERS)


class Reason(NamedTuple):
    """What is wrong, at which token, and what to do."""

    token: Token
    message: str
    remedy: str


def reason(found: Sequence[Token], said: str, end: int) -> Reason | None:
    """Return the reason why the engine refuses a query, if it can be told.

    Parameters
    ----------
    found : sequence of Token
        The tokens of the query, without comments.
    said : str
        What the engine says.
    end : int
        The place up to which the engine could read the query.

    Examples
    --------
    >>> from kg.sparql.tokens import tokens
    >>> reason([*tokens("SELECT ?c ?c {}")], "Duplicated variable name in SELECT", 15)[1:]
    ('?c is listed twice after SELECT', 'leave one out')
    """
    if len(found) > _MOST:
        return None
    for find in _REASONS:
        if result := find(found, said, end):
            return result
    return None


def _quotes(found: Sequence[Token], _: str, __: int) -> Reason | None:
    for token in found:
        if token.kind == "sign" and token.text in "\"'":
            return Reason(token, "the text that begins here has no end", f"add {token.text} after it")
        if token.kind == "sign" and token.text in "“”„‘’«»":
            return Reason(token, f"{token.text} is not a quotation mark of SPARQL", "write \" or '")
    return None


def _opening(found: Sequence[Token], _: str, __: int) -> Reason | None:
    """Find a word without the { that must follow it."""
    for token, after in pairwise(found):
        if token.word in _BEFORE_GROUP and after.text != "{" and after.text not in _OPEN:
            return Reason(after, f"the {{ after {token.word} is missing", f"write {token.word} {{")
    return None


def _brackets(found: Sequence[Token], _: str, __: int) -> Reason | None:
    opened: list[Token] = []
    for token in found:
        if token.kind != "sign":
            continue
        if token.text in _OPEN:
            opened.append(token)
        elif token.text in _CLOSE:
            if not opened:
                return Reason(token, f"{token.text} closes nothing", "leave it out")
            if opened[-1].text != _CLOSE[token.text]:
                begun = opened[-1].text
                return Reason(opened[-1], f"{begun} is not closed before {token.text}", f"add {_OPEN[begun]}")
            opened.pop()
    return Reason(opened[-1], f"{opened[-1].text} is not closed", f"add {_OPEN[opened[-1].text]}") if opened else None


def _language(found: Sequence[Token], _: str, __: int) -> Reason | None:
    for token, after in pairwise((*found, Token("", "", 0))):
        if token.kind == "language":
            # No tag has an underscore, so what follows is another token.
            part = after.text if after.text.startswith("_") and after.start == token.start + len(token.text) else ""
            if remedy := remedy_of_language(token.text[1:] + part):
                return Reason(token, f"'{token.text[1:]}{part}' is not a language tag", remedy)
    return None


def _iri(found: Sequence[Token], said: str, end: int) -> Reason | None:
    if "IRI parsing failed" not in said:
        return None
    token = next((t for t in reversed(found) if t.start < end and t.text.startswith("<")), None)
    if token is None:
        return None
    if token.kind != "iri":
        return Reason(
            token, "this is not an IRI: it has a space or another character that no IRI has", "encode it: %20"
        )
    return Reason(token, f"{token.text} is not an absolute IRI", "write it in full, such as <https://example.org/x>")


def _function(found: Sequence[Token], _: str, end: int) -> Reason | None:
    for token, after in pairwise(found):
        if after.text == "(" and token.word and token.word not in (*_FUNCTIONS, *_BEFORE_PARENTHESIS):
            near = suggest(token.word, _FUNCTIONS, 1)
            if token.start < end and (near or token.word not in ("WHERE", "OPTIONAL", "GRAPH", "UNION", "MINUS")):
                hint = f"did you mean {near[0]}()?" if near else "SPARQL 1.1 lists the functions"
                return Reason(token, f"there is no function {token.text}()", hint)
    return None


def _row(found: Sequence[Token], said: str, end: int) -> Reason | None:
    if "UNDEF" not in said:
        return None
    for n, token in enumerate(found):
        if token.word != "VALUES" or found[n + 1 : n + 2] == [] or found[n + 1].text != "(":
            continue
        names, place = _group(found, n + 1)
        rows = place + 1
        while rows < len(found) and found[rows].text not in "}":
            if found[rows].text == "(":
                row, rows = _group(found, rows)
                # The type of a literal, or its language, is no value of its own.
                count = sum(
                    t.kind != "language" and t.text != "^^" and row[i - 1].text != "^^" for i, t in enumerate(row)
                )
                if count != len(names) and found[rows].start < end:
                    return Reason(
                        found[rows], f"this row of VALUES has {count} of {len(names)} values",
                        "write UNDEF for a value that is missing",
                    )  # fmt: skip
            rows += 1
    return None


def _group(found: Sequence[Token], place: int) -> tuple[Sequence[Token], int]:
    """Return the tokens between a parenthesis and the next closing one, and the place of the latter."""
    close = next((n for n in range(place, len(found)) if found[n].text == ")"), len(found) - 1)
    return found[place + 1 : close], close


def _closing(found: Sequence[Token], place: int) -> int:
    """Return the place of the bracket that closes the one at a place."""
    depth = 0
    for n in range(place, len(found)):
        depth += (found[n].text in _OPEN) - (found[n].text in _CLOSE)
        if depth == 0:
            return n
    return len(found) - 1


def _nothing_selected(found: Sequence[Token], _: str, __: int) -> Reason | None:
    for token, after in pairwise(found):
        if token.word in ("SELECT", "DISTINCT", "REDUCED") and (after.text == "{" or after.word in ("WHERE", "FROM")):
            return Reason(after, "SELECT names no variable", "write SELECT * or list variables")
    return None


class _Select(NamedTuple):
    """A SELECT: its variables, its expressions with their names, what it groups by, and whether it groups.

    ``body`` is its pattern, ``star`` and ``comma`` are the first of these signs after SELECT, and ``is_inner`` says
    whether it stands in a group.
    """

    variables: Sequence[Token]
    expressions: Sequence[Sequence[Token]]
    grouped: frozenset[str]
    groups: bool
    body: Sequence[Token]
    star: Token | None
    comma: Token | None
    is_inner: bool


def _selects(found: Sequence[Token]) -> Iterator[_Select]:
    for n, token in enumerate(found):
        if token.word != "SELECT":
            continue
        variables, expressions, signs, place = [], [], dict[str, Token](), n + 1
        while place < len(found) and found[place].text != "{":
            if found[place].text == "(":
                close = _closing(found, place)
                expressions.append(found[place + 1 : close])
                place = close
            elif found[place].kind == "variable":
                variables.append(found[place])
            elif found[place].text in "*,":
                signs.setdefault(found[place].text, found[place])
            place += 1
        body = found[place : _closing(found, place)] if place < len(found) else []
        after = found[_closing(found, place) + 1 :] if place < len(found) else []
        modifiers: list[Token] = []
        for other in after:
            if other.text == "}" or other.word in ("ORDER", "LIMIT", "OFFSET", "VALUES"):
                break
            modifiers.append(other)
        words = [other.word for other in modifiers]
        by = modifiers[: words.index("HAVING")] if "HAVING" in words else modifiers
        counted = any(word in _AGGREGATES for expression in expressions for word in (t.word for t in expression))
        yield _Select(
            variables, expressions, frozenset(_bare_groups(by)) if "GROUP" in words else frozenset(),
            counted or "GROUP" in words or "HAVING" in words, body, signs.get("*"), signs.get(","),
            any(other.text == "{" for other in found[:n]),
        )  # fmt: skip


def _bare_groups(modifiers: Sequence[Token]) -> Iterator[str]:
    """Yield the variables that GROUP BY names: bare ones, and those after AS."""
    depth = 0
    for n, token in enumerate(modifiers):
        depth += (token.text == "(") - (token.text == ")")
        if token.kind == "variable" and (depth == 0 or modifiers[n - 1].word == "AS"):
            yield token.text[1:]


def _outside_aggregates(expression: Sequence[Token]) -> Iterator[Token]:
    """Yield the variables of an expression that are not inside COUNT(...) and the like, nor its name."""
    skip = -1
    for n, token in enumerate(expression):
        if n > skip and token.word in _AGGREGATES and n + 1 < len(expression):
            skip = _closing(expression, n + 1)
        elif n > skip and token.kind == "variable" and expression[n - 1].word != "AS":
            yield token


def _aggregate(found: Sequence[Token], _: str, __: int) -> Reason | None:
    """Find COUNT(...) and the like in FILTER or BIND."""
    for n, token in enumerate(found):
        if token.word in ("FILTER", "BIND") and n + 1 < len(found) and found[n + 1].text == "(":
            inside = found[n + 2 : _closing(found, n + 1)]
            counted = next((other for other in inside if other.word in _AGGREGATES), None)
            # EXISTS { } may contain a SELECT.
            if counted and all(other.text != "{" for other in inside):
                hint = "use HAVING after GROUP BY" if token.word == "FILTER" else "use SELECT (... AS ?name)"
                return Reason(counted, f"{counted.word}() cannot stand in {token.word}", hint)
    return None


def _comma(found: Sequence[Token], _: str, __: int) -> Reason | None:
    for select in _selects(found):
        if select.comma:
            return Reason(select.comma, "no comma stands between the variables after SELECT", "leave it out")
    return None


def _order(found: Sequence[Token], _: str, __: int) -> Reason | None:
    """Find GROUP BY, HAVING or ORDER BY after a clause that must follow it."""
    last: list[tuple[int, str]] = [(0, "")]
    for token in found:
        if token.text in _OPEN and token.kind == "sign":
            last.append((0, ""))
        elif token.text in _CLOSE and token.kind == "sign" and len(last) > 1:
            last.pop()
        elif token.word in _MODIFIERS:
            rank, before = last[-1]
            if _MODIFIERS[token.word] < rank:
                name = f"{token.word} BY" if token.word in ("GROUP", "ORDER") else token.word
                return Reason(token, f"{name} cannot stand after {before}", f"write it before {before}")
            last[-1] = (_MODIFIERS[token.word], f"{token.word} BY" if token.word in ("GROUP", "ORDER") else token.word)
    return None


def _said(said: str, what: str, select: _Select) -> bool:
    """Return whether the engine may mean a SELECT; of one in a group, it only says that it cannot be parsed."""
    return what in said or (select.is_inner and "expected" in said)


def _ungrouped(found: Sequence[Token], said: str, _: int) -> Reason | None:
    for select in _selects(found):
        if not select.groups or not _said(said, "variable that is unbound", select):
            continue
        for variable in select.variables:
            if variable.text[1:] not in select.grouped:
                return Reason(variable, f"{variable.text} {_beside(select)}", _group_by(select, variable))
        names: set[str] = set(select.grouped)
        for expression in select.expressions:
            for variable in _outside_aggregates(expression):
                if variable.text[1:] not in names:
                    hint = f"write GROUP BY ({_written(expression)}), and after SELECT only {expression[-1].text}"
                    if any(token.word in _AGGREGATES for token in expression):
                        hint = _group_by(select, variable)
                    return Reason(variable, f"{variable.text} {_beside(select)}", hint)
            names.add(expression[-1].text[1:] if expression else "")
    return None


def _group_by(select: _Select, variable: Token) -> str:
    return f"add {variable.text} to GROUP BY" if select.grouped else f"add GROUP BY {variable.text}"


def _beside(select: _Select) -> str:
    """Say what a variable that is not grouped stands beside."""
    words = (token.word for expression in select.expressions for token in expression)
    aggregate = next((word for word in words if word in _AGGREGATES), None)
    if select.grouped:
        return "is neither in GROUP BY nor inside COUNT() or another aggregate"
    return f"stands beside {aggregate}()" if aggregate else "stands beside HAVING or GROUP BY, and is not grouped"


def _unnamed(found: Sequence[Token], _: str, __: int) -> Reason | None:
    """Find an expression after SELECT without parentheses and a name."""
    for n, token in enumerate(found):
        if token.word != "SELECT":
            continue
        place = n + 1
        while place + 1 < len(found) and found[place].text != "{" and found[place].word not in _AFTER_HEAD:
            close = _closing(found, place) if found[place].text == "(" else place
            inside = found[place + 1 : close]
            if found[place].word in _FUNCTIONS and found[place + 1].text == "(":
                written = _written(found[place : _closing(found, place + 1) + 1])
                return Reason(
                    found[place], f"{found[place].word}() after SELECT has no name", f"write ({written} AS ?n)"
                )
            if inside and all(other.word != "AS" for other in inside):
                written = _written(inside)
                return Reason(found[place], f"({written}) after SELECT has no name", f"write ({written} AS ?n)")
            place = close + 1
    return None


def _written(found: Sequence[Token]) -> str:
    """Write tokens in the usual way."""
    return re.sub(r" ?([(),]) ?", r"\1", " ".join(token.text for token in found)).replace(")AS", ") AS")


def _twice(found: Sequence[Token], said: str, _: int) -> Reason | None:
    for select in _selects(found):
        if not _said(said, "Duplicated variable", select):
            continue
        seen: set[str] = set()
        named = [expression[-1] for expression in select.expressions if expression]
        for variable in sorted([*select.variables, *named], key=lambda token: token.start):
            if variable.text[1:] in seen:
                return Reason(variable, f"{variable.text} is listed twice after SELECT", "leave one out")
            seen.add(variable.text[1:])
    return None


def _overridden(found: Sequence[Token], said: str, _: int) -> Reason | None:
    for select in _selects(found):
        if not _said(said, "overrides an existing variable", select):
            continue
        for expression in select.expressions:
            name = expression[-1] if expression else None
            if name and any(token.text[1:] == name.text[1:] for token in select.body if token.kind == "variable"):
                return Reason(
                    name, f"{name.text} has a value already, AS cannot give it another", "choose another name"
                )
    return None


def _star(found: Sequence[Token], said: str, _: int) -> Reason | None:
    for select in _selects(found):
        if select.star and select.groups and _said(said, "SELECT * is not authorized", select):
            hint = "list the variables of GROUP BY after SELECT"
            return Reason(select.star, "SELECT * cannot be used with GROUP BY", hint)
    return None


def _bound(found: Sequence[Token], _: str, end: int) -> Reason | None:
    """Find a BIND to a variable that has a value."""
    groups: list[set[str]] = []
    for n, token in enumerate(found):
        if token.text == "{" and token.kind == "sign":
            groups.append(set())
        elif token.text == "}" and token.kind == "sign" and groups:
            inner = groups.pop()
            if groups:
                groups[-1] |= inner
        elif token.kind == "variable" and groups:
            name = token.text[1:]
            # `( expression AS ?name )` of a BIND, not of a SELECT.
            if found[n - 1].word == "AS" and name in groups[-1] and token.start < end and _is_bind(found, n):
                return Reason(token, f"{token.text} has a value already, BIND cannot give it another",
                              "choose another name")  # fmt: skip
            groups[-1].add(name)
    return None


def _is_bind(found: Sequence[Token], place: int) -> bool:
    """Return whether the parenthesis around a place is that of a BIND."""
    depth = 0
    for n in range(place, -1, -1):
        depth += (found[n].text == ")") - (found[n].text == "(")
        if depth < 0:
            return n > 0 and found[n - 1].word == "BIND"
    return False


def _number(found: Sequence[Token], _: str, __: int) -> Reason | None:
    for token, after in pairwise(found):
        if token.word in ("LIMIT", "OFFSET") and not re.fullmatch(r"[0-9]{1,18}", after.text):
            return Reason(after, f"{token.word} takes a whole number", f"write {token.word} 10")
    return None


def _blank(found: Sequence[Token], said: str, _: int) -> Reason | None:
    if "<unreported>" not in said:
        return None
    groups: list[int] = []
    homes: dict[str, int] = {}
    for token in found:
        if token.text == "{":
            groups.append(token.start)
        elif token.text == "}" and groups:
            groups.pop()
        elif token.kind == "blank" and homes.setdefault(token.text, home := groups[-1] if groups else -1) != home:
            return Reason(token, f"the blank node {token.text} is used in two groups", "write a variable instead")
    return None


_REASONS: tuple[Callable[[Sequence[Token], str, int], Reason | None], ...] = (
    _quotes, _opening, _brackets, _language, _aggregate, _order, _comma, _unnamed, _twice, _star, _overridden,
    _ungrouped, _iri, _row, _number, _nothing_selected, _blank, _function, _bound,
)  # fmt: skip
