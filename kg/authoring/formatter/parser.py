"""Parses tokens into a tree that keeps what an RDF parser drops: comments, order, spelling."""

from __future__ import annotations

import re

from kg.authoring.formatter.order import flat_pair, natural_key, rank_of, sorted_pairs
from kg.authoring.formatter.tokens import RefusedError, Token
from kg.authoring.formatter.tree import Chunk, File, Node, Pair, Prefixes, Section, Statement
from kg.rdf import terms

_BANNER = re.compile(r"#{4,}\s*$|#\s*-{3,}")
#: How deep brackets and collections may be nested: deeper ones cost time and memory by the square of the depth.
_DEEPEST = 100


class Parser:
    """Parses the tokens of a text that pyoxigraph accepts as Turtle; keeps comments, order, spelling."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self._prefixes: dict[str, str] = {}
        self._base: str | None = None
        self._depth = 0
        self._above: list[str] = []

    def file(self) -> File:
        """Parse the whole text."""
        groups = [Prefixes()]
        sections = [Section([])]
        while self._place < len(self._tokens):
            blocks = self._comment_blocks()
            if self._is_directive():
                if blocks:
                    *apart, (lines, stands_apart) = blocks
                    groups += [Prefixes(block, apart=True) for block, _ in apart]
                    groups.append(Prefixes(lines, stands_apart))
                self._directive(groups[-1])
                continue
            above: list[str] = []
            for lines, stands_apart in blocks:
                if stands_apart:
                    sections.append(Section(lines))
                else:
                    above = lines
            if self._place < len(self._tokens):
                sections[-1].statements.append(self._statement(above))
        return File(groups, sections)

    def _comment_blocks(self) -> list[tuple[list[str], bool]]:
        """Read comments up to the next statement: blocks of lines, and whether a blank line follows each."""
        blocks: list[tuple[list[str], bool]] = []
        lines: list[str] = []
        while self._place < len(self._tokens) and self._tokens[self._place].kind == "comment":
            token = self._tokens[self._place]
            self._place += 1
            lines.append(token.text.rstrip())
            ends = self._place == len(self._tokens)
            if ends or self._tokens[self._place].line > token.line + 1:
                blocks.append((lines, True))
                lines = []
        if lines:
            blocks.append((lines, any(map(_BANNER.match, lines))))
        return blocks

    def _is_directive(self) -> bool:
        if self._place == len(self._tokens):
            return False
        token = self._tokens[self._place]
        return token.kind == "at" or (token.kind == "word" and token.text.casefold() in ("prefix", "base"))

    def _directive(self, group: Prefixes) -> None:
        word = self._next()
        if word.text.casefold().lstrip("@") == "base":
            iri = self._next()
            if self._base not in (None, iri.text):
                raise RefusedError(iri.line, "has a second @base", "keep one @base, at the top")
            self._base = iri.text
            group.directives["@base"] = f"@base {iri.text} ."
        else:
            prefix, iri = self._next().text, self._next()
            namespace = iri.text[1:-1]
            if self._prefixes.setdefault(prefix, namespace) != namespace:
                raise RefusedError(iri.line, f"gives the prefix {prefix} a second meaning", "use another prefix")
            group.directives[prefix] = f"@prefix {prefix} {iri.text} ."
        if word.text.startswith("@"):
            self._next()
        if self._above:
            raise RefusedError(word.line, "a comment is inside a directive", "put it above")
        if (token := self._peek_comment()) is not None:
            raise RefusedError(
                token.line, "a comment follows a directive on its line", "put it on a line of its own above"
            )

    def _statement(self, above: list[str]) -> Statement:
        subject = self._node()
        statement = Statement(subject, [], above)
        if self._see() != ".":
            self._pairs(statement.pairs, statement)
        dot = self._next()
        if self._above:
            raise RefusedError(dot.line, "a comment is before the final dot", "put it above what it is about")
        if (token := self._peek_comment()) is not None:
            self._place += 1
            self._beside(statement, token)
        return statement

    def _pairs(self, pairs: list[Pair], statement: Statement | None) -> None:
        """Read properties up to the closing dot or bracket; only the properties of a statement may have comments."""
        while True:
            self._see()
            above, self._above = self._above, []
            predicate = self._node(predicate=True)
            pair = Pair(predicate, [], above)
            pairs.append(pair)
            self._comments(statement)
            while True:
                self._see()
                above, self._above = self._above, []
                pair.chunks.append(Chunk([self._node()], above))
                self._comments(statement)
                if self._see() != ",":
                    break
                self._next()
                self._comments(statement)
            while self._see() == ";":
                self._next()
                self._comments(statement)
            if self._see() in (".", "]"):
                return

    def _see(self) -> str:
        """Return the next token that is not a comment; keep the comments before it."""
        while self._tokens[self._place].kind == "comment":
            token = self._tokens[self._place]
            if self._depth:
                raise RefusedError(token.line, "a comment is inside brackets", "put it above the statement")
            self._above.append(token.text.rstrip())
            self._place += 1
        return self._tokens[self._place].text

    def _next(self) -> Token:
        self._see()
        self._place += 1
        return self._tokens[self._place - 1]

    def _peek_comment(self) -> Token | None:
        """Return the comment at the end of the line of the last token."""
        if self._place < len(self._tokens):
            token = self._tokens[self._place]
            if token.kind == "comment" and token.line == self._tokens[self._place - 1].last:
                return token
        return None

    def _comments(self, statement: Statement | None) -> None:
        """Read a comment at the end of the line of the last token."""
        token = self._peek_comment()
        if token is not None and statement is not None:
            self._place += 1
            self._beside(statement, token)

    def _beside(self, statement: Statement, token: Token) -> None:
        """Assign a comment at the end of a line to the objects or properties on that line."""
        comment = token.text.rstrip()
        on_line = _on_line(statement, token.line)
        starts_here = statement.subject.line == token.line
        if not on_line or (starts_here and (len(on_line) > 1 or not on_line[0][1])):
            if not starts_here and statement.pairs:
                raise _unclear(token)
            if _BANNER.match(comment):
                raise RefusedError(
                    token.line, "a comment that looks like the heading of a section follows a statement on its line",
                    "put it on a line of its own, above what it is about",
                )  # fmt: skip
            statement.above.append(comment)
        elif len(on_line) == 1:
            pair, chunks = on_line[0]
            nodes = [node for chunk in chunks for node in chunk.nodes if node.last == token.line]
            if len(nodes) > 1 and any(node.line != node.last for node in nodes):
                raise _unclear(token)
            if chunks:
                _gather(pair, chunks, comment)
            else:
                pair.above.append(comment)
        else:
            lines = {rank_of(pair.predicate)[0] for pair, _ in on_line}
            whole = all(
                pair.predicate.line == token.line and len(chunks) == len(pair.chunks) for pair, chunks in on_line
            )
            distinct = len({pair.predicate.iri for pair, _ in on_line}) == len(on_line)
            # The comma would mean that more objects of the last property follow.
            goes_on = self._tokens[self._place - 2].text == ","
            if len(lines) != 1 or lines == {0} or not whole or not distinct or goes_on:
                raise RefusedError(
                    token.line, "this comment is about several properties, which would be on different lines",
                    "put it on a line of its own above what it is about",
                )  # fmt: skip
            statement.beside[lines.pop()] = comment

    def _node(self, *, predicate: bool = False) -> Node:
        token = self._next()
        if token.text == "[":
            return self._brackets(token)
        if token.text == "(":
            return self._collection(token)
        text, last = token.text, token.last
        if token.kind == "text":
            return self._literal(token)
        if token.kind in ("iri", "name") or (predicate and text == "a"):
            iri = terms.RDF_TYPE if text == "a" else self._expand(token)
            return Node(text, (0, natural_key(iri)), token.line, last, iri)
        if token.kind == "blank":
            return Node(text, (2, natural_key(text)), token.line, last, text)
        if token.kind == "number" or text in ("true", "false"):
            return Node(text, (1, "", natural_key(text)), token.line, last)
        raise RefusedError(token.line, f"cannot be formatted from {text!r} on", "write Turtle 1.1")

    def _literal(self, token: Token) -> Node:
        text, last, language = token.text, token.last, ""
        following = self._tokens[self._place]
        if following.kind == "at":
            language = following.text[1:]
            text, last = text + following.text, following.last
            self._place += 1
        elif following.text == "^^":
            self._place += 1
            datatype = self._next()
            text, last = f"{text}^^{datatype.text}", datatype.last
        # English first, then the other languages.
        return Node(text, (1, "" if language == "en" else language, natural_key(text)), token.line, last)

    def _brackets(self, token: Token) -> Node:
        self._deeper(token)
        pairs: list[Pair] = []
        if self._see() != "]":
            self._pairs(pairs, None)
        end = self._next()
        self._depth -= 1
        pairs = sorted_pairs(pairs)
        text = f"[ {' ; '.join(map(flat_pair, pairs))} ]" if pairs else "[]"
        return Node(text, (3, natural_key(text)), token.line, end.last, pairs=pairs)

    def _collection(self, token: Token) -> Node:
        self._deeper(token)
        items: list[Node] = []
        while self._see() != ")":
            items.append(self._node())
        end = self._next()
        self._depth -= 1
        text = f"( {' '.join(item.text for item in items)} )" if items else "()"
        return Node(text, (3, natural_key(text)), token.line, end.last, items=items)

    def _deeper(self, token: Token) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise RefusedError(
                token.line, f"brackets are nested more than {_DEEPEST} deep", "give the inner nodes names, such as _:x1"
            )

    def _expand(self, token: Token) -> str:
        if token.kind == "iri":
            return token.text[1:-1]
        prefix, _, local = token.text.partition(":")
        plain = re.sub(r"\\(.)", r"\1", local) if "\\" in local else local
        return self._prefixes.get(f"{prefix}:", f"{prefix}:") + plain


def _on_line(statement: Statement, line: int) -> list[tuple[Pair, list[Chunk]]]:
    """Return the properties of which something is on the line that was read last, with the objects that end on it."""
    found: list[tuple[Pair, list[Chunk]]] = []
    for pair in reversed(statement.pairs):
        chunks: list[Chunk] = []
        for chunk in reversed(pair.chunks):
            if all(node.last != line for node in chunk.nodes):
                break
            chunks.insert(0, chunk)
        if not chunks and pair.predicate.line != line:
            break
        found.insert(0, (pair, chunks))
    return found


def _gather(pair: Pair, chunks: list[Chunk], comment: str) -> None:
    """Make one chunk of the last objects of a property."""
    first = chunks[0]
    first.nodes = [node for chunk in chunks for node in chunk.nodes]
    first.above = [line for chunk in chunks for line in chunk.above]
    first.comment = comment
    del pair.chunks[len(pair.chunks) - len(chunks) + 1 :]


def _unclear(token: Token) -> RefusedError:
    return RefusedError(token.line, "it is not clear what this comment is about", "put it above what it is about")
