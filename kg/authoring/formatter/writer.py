"""Writes a tree in canonical order as Turtle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.authoring.formatter.order import annotated, flat_pair, in_order, rank_of
from kg.authoring.formatter.tree import File, Node, Pair, Prefixes, Statement
from kg.rdf import terms

WIDTH = 120


#: Statements of one or two properties stay on one line up to this width.
_SHORT = 100


def write(file: File) -> str:
    """Write a file in canonical order."""
    kinds: dict[str, set[str]] = {}
    for section in file.sections:
        for statement in section.statements:
            for pair in statement.pairs:
                if pair.predicate.iri == terms.RDF_TYPE:
                    kinds.setdefault(statement.subject.iri, set()).update(node.iri for node in pair.nodes)
    blocks = list(_prefix_blocks(file.prefixes))
    for section in file.sections:
        if section.comment:
            blocks.append("\n".join(section.comment))
        before: Statement | None = None
        for statement in in_order(section, kinds):
            lines = _statement_lines(statement)
            if before is not None and _belong_together(before, statement):
                blocks[-1] += "\n" + "\n".join(lines)
            else:
                blocks.append("\n".join(lines))
            before = statement
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _prefix_blocks(groups: Iterable[Prefixes]) -> Iterator[str]:
    lines: list[str] = []
    for group in groups:
        if group.comment and lines:
            yield "\n".join(lines)
            lines = []
        lines += group.comment
        if group.comment and group.apart:
            yield "\n".join(lines)
            lines = []
        names = sorted(group.directives, key=lambda name: (name != "@base", name != "kg:", name))
        lines += [group.directives[name] for name in names]
    if lines:
        yield "\n".join(lines)


def _belong_together(before: Statement, after: Statement) -> bool:
    """Return whether two statements have no blank line between them: annotations of one thing, and short statements."""
    if after.above:
        return False
    if annotated(before) is not None or annotated(after) is not None:
        return annotated(before) == annotated(after)
    return not before.above and _one_line(before) is not None and _one_line(after) is not None


def _statement_lines(statement: Statement) -> list[str]:
    if (short := _one_line(statement)) is not None:
        return [*statement.above, short]
    if not statement.pairs:
        return [*statement.above, *_broken("", statement.subject, " .", "")]
    lines = list(_pair_lines(statement))
    subject = statement.subject.text
    head = [f"{subject} {lines[0].lstrip()}", *lines[1:]]
    first = statement.pairs[0]
    if lines[0].lstrip().startswith("#") or (first.predicate.iri != terms.RDF_TYPE and len(statement.pairs) > 1):
        head = [subject, *lines]
    return [*statement.above, *head]


def _one_line(statement: Statement) -> str | None:
    """Write a short statement on one line; None if it is long, or contains comments."""
    if len(statement.pairs) > 2 or statement.beside or not all(pair.bare for pair in statement.pairs):
        return None
    inner = [statement.subject.text, " ; ".join(map(flat_pair, statement.pairs))]
    text = " ".join(part for part in inner if part) + " ."
    if "\n" in text or (len(text) > _SHORT and (len(statement.pairs) > 1)) or len(text) > WIDTH:
        return None
    return text


def _pair_lines(statement: Statement) -> Iterator[str]:
    """Write the properties of a statement, indented, each with its final mark."""
    pairs = statement.pairs
    place = 0
    while place < len(pairs):
        number = rank_of(pairs[place].predicate)[0]
        together = [pair for pair in pairs[place:] if number and rank_of(pair.predicate)[0] == number]
        comment = statement.beside.get(number, "")
        flat = "    " + " ; ".join(map(flat_pair, together))
        fits = len(flat) + 2 <= WIDTH and "\n" not in flat and all(pair.bare for pair in together)
        if comment or (len(together) > 1 and fits):
            for pair in together:
                yield from (f"    {line}" for line in pair.above)
            mark = "." if place + len(together) == len(pairs) else ";"
            yield f"{flat} {mark}" + (f"  {comment}" if comment else "")
            place += len(together)
            continue
        yield from _lines_of(pairs[place], "." if place + 1 == len(pairs) else ";")
        place += 1


def _lines_of(pair: Pair, mark: str) -> Iterator[str]:
    """Write one property with its objects."""
    yield from (f"    {line}" for line in pair.above)
    name = pair.predicate.text
    flat = f"    {flat_pair(pair)} {mark}"
    single = len(pair.chunks) == 1 and not pair.chunks[0].above
    if single and (pair.chunks[0].comment or len(pair.nodes) == 1):
        comment = pair.chunks[0].comment
        if len(flat) <= WIDTH or comment or _is_leaf(pair.nodes[0]):
            yield flat + (f"  {comment}" if comment else "")
        else:
            yield from _broken(f"    {name} ", pair.nodes[0], f" {mark}", "    ")
        return
    if pair.bare and len(flat) <= WIDTH and "\n" not in flat:
        yield flat
        return
    yield f"    {name}"
    for number, chunk in enumerate(pair.chunks, 1):
        yield from (f"        {line}" for line in chunk.above)
        end = f" {mark if number == len(pair.chunks) else ','}"
        text = f"        {' , '.join(node.text for node in chunk.nodes)}{end}"
        if len(chunk.nodes) == 1 and len(text) > WIDTH and not chunk.comment and not _is_leaf(chunk.nodes[0]):
            yield from _broken("        ", chunk.nodes[0], end, "        ")
        else:
            yield text + (f"  {chunk.comment}" if chunk.comment else "")


def _broken(head: str, node: Node, end: str, indent: str) -> Iterator[str]:
    """Write brackets over several lines."""
    inner = indent + "    "
    opening, closing = "[]" if node.pairs is not None else "()"
    yield head + opening
    if node.pairs is not None:
        for number, pair in enumerate(node.pairs, 1):
            mark = "" if number == len(node.pairs) else " ;"
            text = f"{inner}{flat_pair(pair)}{mark}"
            if len(text) > WIDTH and len(pair.nodes) == 1 and not _is_leaf(pair.nodes[0]):
                yield from _broken(f"{inner}{pair.predicate.text} ", pair.nodes[0], mark, inner)
            else:
                yield text
    for item in node.items or ():
        if len(inner + item.text) > WIDTH and not _is_leaf(item):
            yield from _broken(inner, item, "", inner)
        else:
            yield inner + item.text
    yield f"{indent}{closing}{end}"


def _is_leaf(node: Node) -> bool:
    return not node.pairs and not node.items
