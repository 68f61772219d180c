"""Makes a finding of a syntax error in an RDF text, with its line, the true reason and a remedy."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import pyoxigraph as ox

from kg.errors import DataError, Finding, caret, suggest
from kg.rdf import terms
from kg.rdf.model import Triple, plain

_PLACE = re.compile(
    r"^Parser error (?:at line \d+(?: between columns? \d+ and \d+| column \d+)?"
    r"|between line \d+ column \d+ and line \d+ column \d+): "
)
_IRI = 'an IRI must not contain spaces or any of < > " { } | ^ ` \\; write a space as %20'
_ESCAPES = r"the escapes are \t \b \n \r \f \" \' \\ \u0000 \U00000000; write a single backslash as \\"
#: The error of the parser, as a pattern → the message, if it can be clearer, and the remedy.
_WORDS: tuple[tuple[str, str, str], ...] = (
    (r"IRI percent encoding|% followed by", "an IRI has a % without two hexadecimal digits", "write a bare % as %25"),
    (r"Invalid IRI|[Pp]ort|IPv6|[Hh]ost", "", _IRI),
    (r"[Nn]o scheme found|absolute IRI|scheme", "an IRI is relative, and there is no base for it",
     "write whole IRIs, or a prefix"),
    (r"Line jumps are not allowed", "a closing quotation mark is missing on this line",
     'write it at the end of the text; a text of several lines stands between """ and """'),
    (r"dot is expected", "",
     "the statement before this place, or this one, lacks its final dot, or a ; or , is missing"),
    (r"is not a valid (subject|predicate|RDF object|object)|expected.* (subject|predicate|object)", "",
     "a ; or , or . before this place is missing, or one too many"),
    (r"Unexpected end of file", "", "what starts here is never closed: look for the missing quote, bracket or dot"),
    (r"^'[“”„‟‘’«»]'|Unexpected character '[“”„‟‘’«»]'", "a typographic quotation mark begins here",
     'write straight quotation marks: "text"'),
    (r"[Ee]scape|surrogate|hexadecimal", "", _ESCAPES),
    (r"XML namespaces are required", "this is XML, but not RDF/XML: an element has no namespace",
     "convert it to RDF/XML or Turtle"),
    (r"Unexpected text event|XML|tag", "", "write well-formed RDF/XML, or save the file as Turtle"),
    (r"LoadDocumentCallback|remote context",
     "the context of this JSON-LD is an address, and kg reads nothing from the network",
     "put the context itself into the file, in place of its address"),
)  # fmt: skip
_CONFLICT = ("contains the marks of a merge conflict", "choose one version, and delete the lines with marks")
_FALLBACK = "write Turtle: subject, predicate, object and a dot; a ; before another property, a , before another object"
#: Strings, comments and IRIs, which are passed over, and then the marks of RDF 1.2.
_TRIPLE_TERM = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]++|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]++|\\.)*"'
    r"|'(?:[^'\\\n]++|\\.)*'|#[^\n]*+|<[^<>\s]*+>|\\.|(?P<mark><<|\{\||~)",
    re.DOTALL,
)
_LANGUAGE = re.compile(r"@([\w-]+)|xml:lang\s*=\s*[\"']([^\"'<>]*)[\"']")
_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def parse(
    name: str, text: str, syntax: ox.RdfFormat = ox.RdfFormat.TURTLE, *, base: str | None = None,
    rename: bool = False, prefixes: Mapping[str, str] = terms.PREFIXES,
) -> tuple[tuple[Triple, ...], dict[str, str]]:  # fmt: skip
    """Parse an RDF text, and return its triples and prefixes.

    Parameters
    ----------
    name : str
        The name of the file, for messages.
    text : str
    syntax : pyoxigraph.RdfFormat, optional
    base : str, optional
        The IRI that relative IRIs are resolved against.
    rename : bool, optional
        Whether blank nodes get new labels, so that those of two files differ.
    prefixes : mapping of str to str, optional
        The prefixes that a remedy may offer.

    Raises
    ------
    DataError
        If the text is not of this format, or has a triple term of RDF 1.2; the finding has the line and a remedy.

    Examples
    --------
    >>> parse("a.ttl", "@prefix a: <http://a/> . a:b a:c a:d .")[1]
    {'a': 'http://a/'}
    """
    parser = ox.parse(text, format=syntax, base_iri=base, rename_blank_nodes=rename)
    try:
        return tuple(map(plain, parser)), dict(parser.prefixes)
    except SyntaxError as error:
        finding = syntax_finding(name, text, error, syntax, prefixes=prefixes)
    except TypeError:
        finding = Finding(
            "syntax", "triple terms and annotations of RDF 1.2 are not supported", path=name,
            line=line_of_triple_term(text), remedy="annotate the statement with an owl:Axiom instead",
        )  # fmt: skip
    raise DataError(f"{name}: cannot be read", [finding])


def syntax_finding(
    name: str, text: str, error: SyntaxError, syntax: ox.RdfFormat = ox.RdfFormat.TURTLE,
    *, prefixes: Mapping[str, str] = terms.PREFIXES,
) -> Finding:  # fmt: skip
    """Describe a syntax error in the text of a file, and show the line.

    The parser gives only a text, so the remedy is chosen by this text.

    Parameters
    ----------
    name : str
        The name of the file.
    text : str
    error : SyntaxError
        The error of pyoxigraph.
    syntax : pyoxigraph.RdfFormat, optional
        The expected format.
    prefixes : mapping of str to str, optional
        The prefixes that a remedy may offer.

    Examples
    --------
    >>> text = "<!DOCTYPE html><p>Not found</p>"
    >>> try:
    ...     triples = list(ox.parse(text, format=ox.RdfFormat.TURTLE))
    ... except SyntaxError as error:
    ...     print(syntax_finding("a.ttl", text, error))
    a.ttl:1: error: this is HTML, not Turtle [syntax]
      → save the data itself, not the page that shows it
    """
    kind = _KIND_OF_FORMAT.get(syntax.name, "Turtle")
    if (other := _something_else(text, syntax, kind)) is not None:
        line, message, remedy = other
        return Finding("syntax", message, path=name, line=line, remedy=remedy)
    # The lines as the parser counts them: splitlines would also split at characters that may be in a literal.
    lines = re.split(r"\r\n|\r|\n", text)
    line, column = error.lineno or 1, error.offset or 1
    shown = lines[line - 1] if line <= len(lines) else ""
    width = (error.end_offset or column) - column if error.end_lineno in (None, line) else 1
    message = re.sub(r" \(line \d+\)$", "", _PLACE.sub("", str(error.msg)))
    if match := re.search(r"The prefix (\S*): has not been declared", message):
        message = f"the prefix {match[1]}: is not declared"
        remedy = _declare(match[1], prefixes)
    elif re.fullmatch(r"={7}\s*", shown):
        message, remedy = _CONFLICT
    elif (found := _odd_character(shown[column - 1 : column])) is not None:
        message, remedy = found
    elif "subtag" in message or "language" in message.lower() or re.search(r"@[A-Za-z0-9-]+_$", shown[:column]):
        line, message, remedy = _language(lines, line, column, message)
        shown = lines[min(line, len(lines)) - 1]
    else:
        clearer, remedy = next(
            ((words, remedy) for pattern, words, remedy in _WORDS if re.search(pattern, message)),
            ("", _FALLBACK if kind == "Turtle" else f"correct it, so that the file is {syntax.name}"),
        )
        message = clearer or message
    return Finding(
        "syntax", message, path=name, line=line, column=column, remedy=remedy,
        excerpt=caret(shown, min(column, len(shown) + 1), width) if shown else None,
    )  # fmt: skip


def line_of_triple_term(text: str) -> int | None:
    r"""Return the line of the first triple term or annotation of RDF 1.2 in a Turtle text.

    Examples
    --------
    >>> line_of_triple_term('<urn:a> <urn:b> "<<" .\n<<( <urn:a> <urn:b> 1 )>> <urn:c> 2 .')
    2
    """
    for match in _TRIPLE_TERM.finditer(text):
        if match["mark"]:
            return text.count("\n", 0, match.start()) + 1
    return None


def _declare(prefix: str, prefixes: Mapping[str, str]) -> str:
    """Say how to declare a prefix, or which one was meant."""
    if prefix in prefixes:
        return f"add this line at the top: @prefix {prefix}: <{prefixes[prefix]}> ."
    # my-organisation: is no misspelt organisation:, but the namespace of a project, in which nothing is known yet.
    ending = prefix.rpartition("-")[2]
    if ending != prefix and ending in terms.KINDS:
        return f"add this line at the top: @prefix {prefix}: <BASE{ending}/> . with the base of kg.toml for BASE"
    near = suggest(prefix, prefixes)
    return f"did you mean {near[0]}:?" if near else "declare it at the top with @prefix"


def _language(lines: list[str], line: int, column: int, message: str) -> tuple[int, str, str]:
    """Name the language tag that is not well-formed; the parser of RDF/XML does not say on which line it is."""
    places = [(line, match) for match in _LANGUAGE.finditer(lines[line - 1] if line <= len(lines) else "")]
    places = [(at, match) for at, match in places if match.end() >= column]
    places += [(at, m) for at, text in enumerate(lines, 1) if "xml:lang" in text for m in _LANGUAGE.finditer(text)]
    for at, match in places:
        tag = match[1] or match[2] or ""
        if remedy := remedy_of_language(tag):
            return at, f"{tag!r} is not a language tag", remedy
    return line, message, "write a language tag as in BCP 47, such as @en or @zh-Hant"


def _odd_character(found: str) -> tuple[str, str] | None:
    """Return message and remedy for a character that looks like a space, or that nobody sees."""
    if found in ("", " ") or unicodedata.category(found) not in ("Zs", "Cf"):
        return None
    name = unicodedata.name(found, "character").lower()
    remedy = "write an ordinary space" if "space" in name and found.isspace() else "delete it"
    return f"here is an invisible character, U+{ord(found):04X} ({name})", remedy


def remedy_of_language(tag: str) -> str:
    """Say what to write instead of a text that is not a well-formed language tag; an empty text for one that is.

    Examples
    --------
    >>> remedy_of_language("en_US")
    'each part of a tag has one to eight letters or digits, and the first has letters only: write en-US'
    >>> remedy_of_language("en-US")
    ''
    """
    if _TAG.fullmatch(tag):
        return ""
    known = {"zh-classical": "lzh", "zh-min-nan": "nan", "be-x-old": "be-tarask"}.get(tag.lower())
    hyphened = tag.replace("_", "-")
    known = known or (hyphened if _TAG.fullmatch(hyphened) else None)
    instead = f"write {known}" if known else "write a tag of BCP 47, such as en or zh-Hant"
    return f"each part of a tag has one to eight letters or digits, and the first has letters only: {instead}"


_CONVERT = "convert it to Turtle, with Protégé or ROBOT for example"
#: What a text is, by its beginning.
_KINDS: tuple[tuple[str, str, str], ...] = (
    ("OWL/XML", r"(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE.*?(?:\]\s*)?>\s*)*<(?:\w+:)?Ontology\s[^<>]*xmlns", _CONVERT),
    ("OWL functional syntax", r"(?:#[^\n]*\s+)*(?:Prefix|Ontology)\s*\(", _CONVERT),
    ("Manchester syntax", r"(?:#[^\n]*\s+)*(?:Prefix:\s+\S*\s+<|Ontology:\s+<)", _CONVERT),
    ("OBO", r"format-version:\s", _CONVERT),
    ("HTML", r"(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
     "save the data itself, not the page that shows it"),
    ("XML", r"<\?xml|<!DOCTYPE|<!--|<rdf:RDF\b", "give the file the ending of its format, or convert it"),
    ("JSON", r'(?:\[\s*)?\{\s*(?:"(?!"")|\})', "give the file the ending of its format, or convert it"),
    ("Turtle", r"(?:#[^\n]*+\s++)*@?(?:prefix|base)\s", "give the file the ending .ttl"),
    ("a table (CSV)", r"[^<>:@#\[\n;,]*+,[^<>:@#\[\n;]*+\n",
     "describe what it says as statements; kg reads no tables as sources"),
)  # fmt: skip
_KIND_OF_FORMAT = {"RDF/XML": "XML", "JSON-LD": "JSON"}


def _something_else(text: str, expected: ox.RdfFormat, wanted: str) -> tuple[int, str, str] | None:
    """Return line, message and remedy if a text is not of the expected format at all."""
    if "\x00" in text[:200]:
        return 1, "contains NUL characters, as a file in UTF-16 does", "save the file as UTF-8"
    if (mark := re.search(r"(?m)^(?:<{7}|>{7}|\|{7})(?:[ \r]|$)", text)) is not None:
        line = text.count("\n", 0, mark.start()) + 1
        return line, *_CONFLICT
    head = text[:2000].lstrip("\ufeff \t\r\n")
    for kind, pattern, remedy in _KINDS:
        if kind != wanted and re.match(pattern, head, re.IGNORECASE | re.DOTALL):
            return 1, f"this is {kind}, not {expected.name}", remedy
    return None
