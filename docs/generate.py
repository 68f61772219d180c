"""Generates pages of the documentation from the code, the ontology and the data.

    python docs/generate.py            write the pages that are out of date
    python docs/generate.py rules.md   only this page
    python docs/generate.py --check    write nothing; list the pages that are out of date, and exit with 1

The result is the same on every Python that kg supports. So the page of the command line is made from the commands and
their options, and not from their help texts, which depend on the terminal.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import click
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, Namespace
from rdflib.collection import Collection

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS))

import follow  # noqa: E402  lies beside this file
import recipes  # noqa: E402  lies beside this file
import rooms  # noqa: E402  lies beside this file

import kg  # noqa: E402
from kg.check.conflicts import CONFLICT_CHECKS  # noqa: E402
from kg.cli import app  # noqa: E402
from kg.cli.command import SETTINGS, Command, Option, group_of  # noqa: E402
from kg.formats.format import GRAPHS, TABLES, TRIPLES  # noqa: E402
from kg.importers.importer import IMPORTERS  # noqa: E402
from kg.project import paths  # noqa: E402
from kg.rdf import terms  # noqa: E402
from kg.sparql.header import Question  # noqa: E402
from kg.sparql.library import Query  # noqa: E402
from kg.sparql.library import library as read_library  # noqa: E402
from kg.sparql.results import Answer, TriplesResult  # noqa: E402

KG = Namespace(terms.KG)
BEGIN, END = "<!-- generated: begin -->", "<!-- generated: end -->"
NOTE = "<!-- Made by docs/generate.py; do not edit. -->\n"
ROWS = 6
TODAY = "2026-11-22"
#: A question that takes long on the shipped graph, with a smaller example: sources and parameters.
SMALLER = {
    "source-influence": (("kun-uz-2024-11-16", "breaking-latest-2023-11-21"), {"asked": "pledges-with-money"}),
    "changes": ((), {"since": "2025-12-31"}),
}


def main(arguments: list[str] | None = None) -> int:
    """Write the pages that are out of date, or list them."""
    parser = argparse.ArgumentParser(description="Generate pages of docs/ from the code, the ontology and the data.")
    parser.add_argument("--check", action="store_true", help="write nothing; list outdated pages, and exit with 1")
    parser.add_argument("pages", nargs="*", metavar="PAGE", help=f"only these; default: all: {', '.join(PAGES)}")
    options = parser.parse_args(arguments)
    if unknown := set(options.pages) - set(PAGES):
        parser.error(f"no page called {', '.join(sorted(unknown))}; choose one of: {', '.join(PAGES)}")
    stale = list(stale_pages(options.pages or PAGES))
    for path, text in stale:
        sys.stdout.write(f"{'stale:' if options.check else 'wrote'} {path.relative_to(ROOT).as_posix()}\n")
        if not options.check:
            path.write_text(text, encoding="utf-8")
    return 1 if stale and options.check else 0


def stale_pages(names: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """Yield the pages that are out of date, each with its new text."""
    for name in names:
        path = (DOCS / name).resolve()
        text = PAGES[name]()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield path, text


# ---- queries


def queries_page() -> str:
    """Make the page of all questions, checks and views."""
    graph = kg.open(paths.shipped_root())
    library = sorted(graph.queries.values(), key=lambda q: (q.questions or (999,), q.name))
    lines = [
        NOTE, "# Questions", "",
        "`kg ask NAME` answers a question; its number works, too. `kg ask NAME --help` lists its parameters. In",
        "Python: `graph.ask('NAME', country='UZ')`. Most questions are one SPARQL query each, `queries/NAME.rq`, which",
        "runs unchanged in any SPARQL tool. Questions that need an algorithm are in the folder",
        "`kg/analysis/questions`. Checks are in `queries/checks`. A project adds its own in the same folders; a query",
        "of a project replaces the shipped question or check of its name if [kg.toml says so](roles.md).",
        "",
        f"For each question, this page shows at most {ROWS} rows of its answer, from the shipped graph or from the",
        "sources that `--source` names. A parameter that you leave out has its default; *any* means that it does not",
        "restrict the answer.",
        "",
        "| number | name | title |", "| --- | --- | --- |",
        *(f"| {_numbers(q)} | [{q.name}](#{q.name}) | {_cell(q.title)} |" for q in library),
        "",
    ]  # fmt: skip
    for item in library:
        lines += _query_section(graph, item)
    checks = read_library([ROOT / "queries" / "checks"])
    rows = [(q.name, str(q.severity), q.title, q.remedy) for q in checks.values()]
    rows += [(name, *says) for name, says in CONFLICT_CHECKS.items()]
    if checks:
        lines += [
            "## Checks", "",
            "`kg check` runs these checks and the shapes of `ontology/shapes.ttl`. They read what sources assert,",
            "including rejected statements. `conflict` and `copies` are not queries; [conflicts.md](conflicts.md)",
            "describes them.", "",
            "| check | severity | finds | what to do |", "| --- | --- | --- | --- |",
            *(f"| `{name}` | {' | '.join(map(_cell, says))} |" for name, *says in sorted(rows)), "",
        ]  # fmt: skip
    views = read_library([ROOT / "queries" / "views"])
    lines += [
        "## Views", "", "A view is a query whose rows are the edges of a network. `kg view NAME` lists the edges,",
        "`kg graph --view NAME` draws the network.", "",
        "| view | shows |", "| --- | --- |",
        *(f"| `{q.name}` | {_cell(q.title)}. {_cell(q.description)} |" for q in views.values()), "",
    ]  # fmt: skip
    return "\n".join(lines)


def _numbers(item: Question) -> str:
    return ", ".join(map(str, item.questions))


def _query_section(graph: Any, item: Question) -> list[str]:
    lines = [f"## {item.name}", "", f"**{item.title}**" + (f" (question {_numbers(item)})" if item.questions else "")]
    lines += ["", item.description, ""] if item.description else [""]
    if item.parameters:
        lines += ["| parameter | class | meaning | default |", "| --- | --- | --- | --- |"]
        for p in item.parameters:
            default = "*today*" if p.is_today else "*any*" if p.optional else f"`{p.default}`"
            lines.append(f"| `--{p.name}` | {terms.local_name(p.kind)} | {_cell(p.description)} | {default} |")
        lines.append("")
    # An answer that depends on the day is shown for a fixed one.
    given = {p.name: TODAY for p in item.parameters if p.is_today}
    scope: tuple[str, ...] = ()
    if item.name in SMALLER:
        scope, given = SMALLER[item.name]
        graph = kg.open(paths.shipped_root(), sources_only=scope)
    words = "".join(f" --{name} {value}" for name, value in (*given.items(), *(("source", one) for one in scope)))
    lines += ["```sh", f"kg ask {item.name}{words}", "```", ""]
    lines += [*_answer(graph.ask(item.name, **given)), ""]
    if isinstance(item, Query):
        lines += ["<details><summary>SPARQL</summary>", ""]
        lines += ["```sparql", item.text.strip(), "```", "", "</details>", ""]
    return lines


def _answer(answer: Answer) -> list[str]:
    if isinstance(answer, bool):
        return [f"Answer: {'yes' if answer else 'no'}"]
    if isinstance(answer, TriplesResult):
        return ["```turtle", *answer.turtle().strip().splitlines(), "```"]
    if not len(answer):
        return ["No rows."]
    names = [name.replace("_", " ") for name in answer.columns]
    lines = [f"| {' | '.join(names)} |", "| " + " | ".join(["---"] * len(names)) + " |"]
    lines += [f"| {' | '.join(map(_cell, row))} |" for row in answer.texts()[:ROWS]]
    if len(answer) > ROWS:
        rest = len(answer) - ROWS
        lines += ["", f"... and {rest} more row{'' if rest == 1 else 's'}."]
    return lines


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|").replace("<", "&lt;").strip()


# ---- the command line


def cli_page() -> str:
    """Make the page of the command line, from the commands and their options."""
    found = dict(commands())
    lines = [NOTE, "# The command line", "", *app.DESCRIPTION.strip().splitlines(), ""]
    lines += [
        "On a terminal, an answer is a table; in a pipe or a file, it is one JSON object a line. `--format` chooses",
        "another format. Messages go to standard error, so that standard output contains only the answer.", "",
    ]  # fmt: skip
    for heading, _, names in app.SECTIONS:
        lines += [f"| {heading} | |", "| --- | --- |"]
        lines += [f"| [`kg {name}`](#kg-{name}) | {_cell(found[name].summary)} |" for name in names]
        lines += [""]
    lines += ["```text", *app.EXAMPLES, "```", "", app.EXIT_CODES, ""]
    lines += [
        "`kg --version` shows the version, `kg --help` the commands, `kg COMMAND --help` the options of a command.",
        "`-C DIR` can also precede the command. `python -m kg` is the same as `kg`.", "",
        "[`kg completion`](#kg-completion) sets up Tab completion in bash, zsh and fish. The Tab key completes",
        "commands, options, names and numbers of questions, parameters of the question, and values: things of a",
        "parameter's class (by CURIE, code or label), relations, sources, views, formats and exclusive properties. The",
        "names come from the last successful build; completion builds nothing.", "",
    ]  # fmt: skip
    for name, command in found.items():
        lines += _command_section(name, command)
    return "\n".join(lines)


def commands() -> list[tuple[str, Command]]:
    """List the commands of kg, by name."""
    context = click.Context(app.app)
    return [(name, found) for name in app.MODULES if (found := app.app.get_command(context, name)) is not None]


def _command_section(name: str, command: Command) -> list[str]:
    context = click.Context(command, info_name=f"kg {name}", **SETTINGS)
    lines = [f"## kg {name}", "", command.help or "", "", "```text"]
    lines += [" ".join([context.command_path, *command.collect_usage_pieces(context)]), "```", ""]
    groups: dict[str, list[click.Parameter]] = {}
    for param in command.params:
        groups.setdefault(group_of(param), []).append(param)
    for title, params in groups.items():
        lines += [f"| {_cell(title)} | |", "| --- | --- |", *(_option(param, context) for param in params), ""]
    if command.listing:
        heading, entries = command.listing
        lines += [
            f"| {heading} | |",
            "| --- | --- |",
            *(f"| `{name}` | {_cell(text)} |" for name, text in entries()),
            "",
        ]
    lines += ["```sh", *command.examples, "```", ""]
    return lines


def _option(param: click.Parameter, context: click.Context) -> str:
    value = param.make_metavar(context)
    if isinstance(param, click.Argument):
        return f"| `{value}` | {_cell(param.help or '')} |"
    assert isinstance(param, Option)
    names = ", ".join(f"`{name}`" if param.is_flag else f"`{name} {value}`" for name in param.opts)
    return f"| {names} | {_cell(param.described())} |"


# ---- the rules


def rules_page() -> str:
    """Make the page of the rules of reasoning, from the table that the reasoner reads."""
    text = (ROOT / "kg" / "reason" / "rules" / "rules.toml").read_text(encoding="utf-8")
    rules = tomllib.loads(text)
    headings = {}
    heading = ""
    for line in text.splitlines():
        if match := re.fullmatch(r"# ---- (.*)", line):
            heading = match[1]
        elif match := re.fullmatch(r"\[(.*)\]", line):
            headings[match[1]] = heading
    default = [name for name, rule in rules.items() if not rule.get("complete")]
    of_owl = [name for name in default if headings[name].startswith("Table")]
    lines = [
        NOTE, "# The rules of inference", "",
        f"kg infers statements by {len(of_owl)} rules of OWL 2 RL/RDF, with the names that the W3C's [OWL 2 Profiles]"
        "(https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules)",
        "give them. `kg why` shows the rules of a proof. The reasoner reads the rules from",
        "`kg/reason/rules/rules.toml`. [ontology.md](ontology.md) shows what they infer from the ontology.", "",
        "`?x` is a variable. `?list` is an RDF list in the ontology. A premise with *[i]* matches any member of the",
        "list; with *for each*, it must hold for all members. If the column *then* says *an inconsistency*, the",
        "premises contradict each other; `kg build` and `kg check` report it as an error.", "",
    ]  # fmt: skip
    for title in dict.fromkeys(headings.values()):
        where, _, about = title.partition(": ")
        place = f"{where} of the Profiles." if where.startswith("Table") else "Not in a table of the Profiles."
        lines += [f"## {about.capitalize()}", "", place, ""]
        if names := [name for name in default if headings[name] == title]:
            lines += _rules_table({name: rules[name] for name in names})
        if title.startswith("Table 8"):
            lines += [f"These rules compare the values of literals, not triples: {_listed(VALUE_RULES)}.", ""]
    left_out = {name: rule for name, rule in rules.items() if rule.get("complete")}
    lines += [
        "## Rules left out by default", "",
        f"The conclusions of these {len(left_out)} rules hold in every graph. They are many and say little, so kg",
        "infers them only with `kg.reason.close(..., complete=True)` ([reason.md](reason.md)). `kg why` proves them in",
        "any case. Otherwise kg has all rules of tables 4 to 9, except for conclusions that cannot be written in RDF:",
        "", *(f"- {text}" for text in UNWRITTEN), "",
        *_rules_table(left_out),
    ]  # fmt: skip
    return "\n".join(lines)


#: The rules of table 8 that `kg.reason.rules.datatypes` implements.
VALUE_RULES = ("dt-type2", "dt-eq", "dt-diff", "dt-not-type")
#: Conclusions of the rules of the Profiles that kg never writes into a graph.
UNWRITTEN = (
    "A literal cannot be a subject. That it has a datatype (`dt-type2`), equals another literal (`dt-eq`), differs "
    "from one (`dt-diff`) or equals itself (`eq-ref`) is used in inference and in proofs, but not written.",
    "A blank node that is the inverse of a property cannot be a predicate. Rules use it without writing it.",
    "Nothing is inferred with a literal as a subject: if `p` has an inverse `i`, `a p \"x\"` does not give "
    "`\"x\" i a`, and no property chain continues from the literal.",
    "A statement with a literal is not repeated for each lexical form of its value, and a thing that would have to be "
    "the same as a literal, which OWL 2 DL does not have, is not in the datatypes that no axiom names.",
    "Two moments at the same point in time, in different time zones, are one value; in the OWL 2 datatype map they are "
    "equal, but not identical.",
)  # fmt: skip


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _rules_table(rules: dict[str, Any]) -> list[str]:
    lines = ["| rule | if | then | in words |", "| --- | --- | --- | --- |"]
    for name, rule in rules.items():
        given = [f"`{p}`" for p in rule["premises"]] + [f"for each: `{p}`" for p in rule.get("each", ())]
        concluded = rule.get("conclusion", [])
        concluded = [concluded] if isinstance(concluded, str) else concluded
        then = "<br>".join(f"`{c}`" for c in concluded) or "an inconsistency"
        lines.append(f"| `{name}` | {'<br>'.join(given) or 'always'} | {then} | {_words(rule['says'])} |")
    return [*lines, ""]


def _words(text: str) -> str:
    return _cell(re.sub(r"“?(\?\w+(?:\[\w+\])?)”?", r"`\1`", text))


# ---- the ontology


def ontology_page() -> str:
    """Return the page of the ontology with its generated part updated."""
    page = (DOCS / "ontology.md").read_text(encoding="utf-8")
    graph = rdflib.Graph().parse(ROOT / "ontology" / "diplomacy.ttl", format="turtle")
    return _filled(page, _ontology_tables(graph))


def _filled(page: str, text: str) -> str:
    """Replace the generated part of a page that is otherwise written by hand."""
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n\n{text}\n{END}{rest.split(END)[1]}"


def _own(graph: rdflib.Graph, *kinds: Any) -> list[rdflib.URIRef]:
    """List the terms of kg of some kinds, by name."""
    found = {s for kind in kinds for s in graph.subjects(RDF.type, kind) if str(s).startswith(terms.KG)}
    return sorted((s for s in found if isinstance(s, rdflib.URIRef)), key=lambda s: terms.local_name(s).lower())


def _ontology_tables(graph: rdflib.Graph) -> str:
    def names(subject: Any, predicate: Any) -> str:
        found = [o for o in graph.objects(subject, predicate) if isinstance(o, rdflib.URIRef)]
        return ", ".join(f"`{terms.compact(o)}`" for o in sorted(found))

    def text(subject: Any, predicate: Any) -> str:
        return _cell(str(graph.value(subject, predicate) or ""))

    classes = _own(graph, OWL.Class)
    lines = [f"## Classes ({len(classes)})", "", "| class | subclass of | meaning |", "| --- | --- | --- |"]
    for c in classes:
        parents, means = names(c, RDFS.subClassOf), text(c, SKOS.definition)
        lines.append(f"| **{text(c, RDFS.label)}** `kg:{terms.local_name(c)}` | {parents} | {means} |")
    groups: dict[rdflib.URIRef, list[rdflib.URIRef]] = {}
    for kind in classes:
        members = [s for s in _own(graph, OWL.NamedIndividual) if (s, RDF.type, kind) in graph]
        if members:
            groups[kind] = members
    lines += ["", "### Individuals", "", "| class | individuals |", "| --- | --- |"]
    for kind, members in groups.items():
        values = ", ".join(f"`kg:{terms.local_name(m)}` ({text(m, RDFS.label)})" for m in members)
        lines.append(f"| {text(kind, RDFS.label)} | {values} |")
    for title, kind in (
        ("Relations", OWL.ObjectProperty), ("Properties with a text, a number or a date", OWL.DatatypeProperty),
        ("Annotation properties, from which nothing follows", OWL.AnnotationProperty),
    ):  # fmt: skip
        own = _own(graph, kind)
        lines += ["", f"## {title} ({len(own)})", ""]
        lines += ["| property | domain | range | meaning |", "| --- | --- | --- | --- |"]
        for p in own:
            of, value = names(p, RDFS.domain), names(p, RDFS.range)
            means = text(p, SKOS.definition)
            lines.append(f"| **{text(p, RDFS.label)}** `kg:{terms.local_name(p)}` | {of} | {value} | {means} |")
    return "\n".join([*lines, "", *_conclusions(graph)])


def _conclusions(graph: rdflib.Graph) -> list[str]:
    def label(term: Any) -> str:
        return f"*{graph.value(term, RDFS.label)}*"

    def pairs(predicate: Any) -> list[tuple[Any, Any]]:
        found = [(s, o) for s, o in graph.subject_objects(predicate) if str(s).startswith(terms.KG)]
        return sorted(found, key=lambda pair: (str(pair[0]).lower(), str(pair[1])))

    lines = ["## What follows from the axioms", "", "### Property chains", ""]
    lines += ["Two or three relations, one after another, imply one:", "", "| relations | imply |", "| --- | --- |"]
    for prop, chain in pairs(OWL.propertyChainAxiom):
        lines.append(f"| {', then '.join(label(step) for step in Collection(graph, chain))} | {label(prop)} |")
    lines += ["", "### Inverse relations", "", "| relation | inverse |", "| --- | --- |"]
    lines += [f"| {label(a)} | {label(b)} |" for a, b in pairs(OWL.inverseOf)]
    lines += ["", "### Subproperties", "", "| this relation | implies |", "| --- | --- |"]
    lines += [f"| {label(a)} | {label(b)} |" for a, b in pairs(RDFS.subPropertyOf)]
    lines += ["", "### Other axioms", ""]
    for prop in _own(graph, OWL.TransitiveProperty):
        lines.append(f"- {label(prop)} is transitive: if it holds from A to B and from B to C, it holds from A to C.")
    for prop in _own(graph, OWL.AsymmetricProperty):
        lines.append(f"- {label(prop)} is asymmetric: if it holds in both directions, this is an inconsistency.")
    for cls, parts in _defined(graph):
        means = [
            f"its {label(graph.value(part, OWL.onProperty))} is {label(graph.value(part, OWL.hasValue))}"
            if isinstance(part, rdflib.BNode) else f"it is an {label(part)}" for part in parts
        ]  # fmt: skip
        lines.append(f"- A thing is a {label(cls)} if {' and '.join(means)}.")
    for cls, keys in pairs(OWL.hasKey):
        shared = " and ".join(label(key) for key in Collection(graph, keys))
        lines.append(f"- Two members of {label(cls)} with the same {shared} are the same thing.")
    for cls, other in pairs(OWL.disjointWith):
        lines.append(f"- The classes {label(cls)} and {label(other)} are disjoint.")
    for node in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        members = [label(c) for c in Collection(graph, graph.value(node, OWL.members))]  # type: ignore[arg-type]
        lines.append(f"- These classes are disjoint: {', '.join(members)}.")
    lines += ["- The subject of a relation is in its domain, and the object in its range, as the tables above say."]
    lines += ["- An instance of a class is an instance of each of its superclasses.", ""]
    return lines


def _defined(graph: rdflib.Graph) -> Iterator[tuple[rdflib.URIRef, list[Any]]]:
    for cls in _own(graph, OWL.Class):
        meaning = graph.value(cls, OWL.equivalentClass)
        if meaning is not None and (parts := graph.value(meaning, OWL.intersectionOf)) is not None:
            yield cls, list(Collection(graph, parts))


# ---- the drawing of the ontology: positions by hand, the rest computed

_BOXES: dict[str, tuple[int, int, str]] = {
    "Official": (120, 100, "main"), "Tenure": (420, 100, ""), "Post": (720, 100, ""),
    "Participation": (120, 270, ""), "Country": (720, 270, "main"), "Membership": (1020, 270, ""),
    "Topic": (120, 440, ""), "Dialogue": (420, 440, "main"), "Framework": (1020, 440, "main"),
    "Position": (120, 610, ""), "Commitment": (720, 610, "main"),
    "Passage": (420, 735, "proof"), "Source": (720, 735, "proof"),
}  # fmt: skip
#: From, to, property, the place of its name along the edge, and the offset of the name.
_EDGES: tuple[tuple[str, str, str, float, int, int], ...] = (
    ("Tenure", "Official", "heldBy", 0.5, 0, -8), ("Tenure", "Post", "ofPost", 0.5, 0, -8),
    ("Post", "Country", "postOf", 0.5, 38, 4), ("Participation", "Official", "participant", 0.5, -42, 4),
    ("Participation", "Tenure", "inCapacityOf", 0.4, -52, -10), ("Participation", "Dialogue", "atEvent", 0.5, -38, 8),
    ("Dialogue", "Country", "hasParty", 0.5, -38, -6), ("Dialogue", "Framework", "heldSessionOf", 0.25, 0, -8),
    ("Dialogue", "Topic", "hasTopic", 0.5, 0, -8), ("Membership", "Country", "membershipOf", 0.5, 0, -8),
    ("Membership", "Framework", "asMemberIn", 0.5, 48, 4), ("Commitment", "Dialogue", "jointlyMadeAt", 0.5, -52, 14),
    ("Commitment", "Framework", "cooperatesIn", 0.5, 52, 14), ("Position", "Dialogue", "madeAt", 0.5, -36, -4),
    ("Passage", "Source", "inSource", 0.5, 0, -8),
)  # fmt: skip
_CONCLUSIONS: tuple[tuple[str, str, tuple[str, ...], float, int, int], ...] = (
    ("Official", "Country", ("actsFor",), 0.62, 6, -14), ("Commitment", "Country", ("binds",), 0.3, -30, 4),
    ("Country", "Framework", ("metUnder", "memberOf", "worksThrough"), 0.5, -66, 2),
)  # fmt: skip


def ontology_svg() -> str:
    """Draw the main classes, the relations that sources state, and those that are inferred."""
    graph = rdflib.Graph().parse(ROOT / "ontology" / "diplomacy.ttl", format="turtle")

    def label(name: str) -> str:
        return escape(str(graph.value(KG[name], RDFS.label)))

    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1140 800" font-family="system-ui, sans-serif" '
        'font-size="14" role="img" aria-label="The main classes of the ontology, stated and inferred relations">',
        "<!-- Made by docs/generate.py; do not edit. -->",
        "<defs>" + "".join(
            f'<marker id="{name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
            f'orient="auto"><path d="M0 0 10 5 0 10z" fill="{colour}"/></marker>'
            for name, colour in (("said", "#5b6770"), ("follows", "#b3541e"))
        ) + "</defs>",
        '<rect width="1140" height="800" fill="#fdfdfb"/>',
        '<g font-size="13"><line x1="30" y1="32" x2="80" y2="32" stroke="#5b6770" stroke-width="1.6" '
        'marker-end="url(#said)"/><text x="90" y="37" fill="#333">sources state it</text>'
        '<line x1="220" y1="32" x2="270" y2="32" stroke="#b3541e" stroke-width="2" stroke-dasharray="7 4" '
        'marker-end="url(#follows)"/><text x="280" y="37" fill="#b3541e">kg infers it</text>'
        '<rect x="424" y="22" width="30" height="20" rx="5" fill="#1f5f8b"/>'
        '<text x="464" y="37" fill="#333">the five main classes</text></g>',
        '<line x1="30" y1="682" x2="1110" y2="682" stroke="#d5d5cf"/>',
        '<text x="30" y="740" fill="#333">every statement</text>'
        '<line x1="142" y1="735" x2="340" y2="735" stroke="#5b6770" stroke-width="1.6" marker-end="url(#said)"/>'
        f'<text x="241" y="727" fill="#333" text-anchor="middle">{label("passage")}</text>',
    ]  # fmt: skip
    texts = []
    for start, end, name, along, dx, dy in _EDGES:
        parts.append(_arrow(start, end, 'stroke="#5b6770" stroke-width="1.6" marker-end="url(#said)"'))
        texts.append(_edge_text(_point(start, end, along, dx, dy), [label(name)], "#333"))
    style = 'stroke="#b3541e" stroke-width="2" stroke-dasharray="7 4" marker-end="url(#follows)"'
    for start, end, names, along, dx, dy in _CONCLUSIONS:
        parts.append(_arrow(start, end, style))
        texts.append(_edge_text(_point(start, end, along, dx, dy), [label(name) for name in names], "#b3541e"))
    for name, (x, y, kind) in _BOXES.items():
        fill, ink = {"main": ("#1f5f8b", "#fff"), "proof": ("#e4efe2", "#1d3b1a"), "": ("#eef1f4", "#222")}[kind]
        parts.append(
            f'<rect x="{x - 75}" y="{y - 22}" width="150" height="44" rx="9" fill="{fill}" stroke="#8b98a3"/>'
            f'<text x="{x}" y="{y + 5}" fill="{ink}" font-weight="600" text-anchor="middle">{label(name)}</text>'
        )
    return "\n".join([*parts, *texts, "</svg>", ""])


def _ends(start: str, end: str) -> tuple[float, float, float, float]:
    """Return the points where a straight edge leaves one box and meets the other."""
    (x1, y1, _), (x2, y2, _) = _BOXES[start], _BOXES[end]
    dx, dy = x2 - x1, y2 - y1
    share = min(77 / abs(dx) if dx else 9, 24 / abs(dy) if dy else 9)
    return x1 + share * dx, y1 + share * dy, x2 - share * dx, y2 - share * dy


def _arrow(start: str, end: str, style: str) -> str:
    x1, y1, x2, y2 = _ends(start, end)
    return f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" {style}/>'


def _point(start: str, end: str, along: float, dx: int, dy: int) -> tuple[float, float]:
    x1, y1, x2, y2 = _ends(start, end)
    return x1 + along * (x2 - x1) + dx, y1 + along * (y2 - y1) + dy


def _edge_text(place: tuple[float, float], lines: list[str], colour: str) -> str:
    x, y = place
    halo = 'stroke="#fdfdfb" stroke-width="4" paint-order="stroke"'
    spans = "".join(f'<tspan x="{x:.0f}" dy="{0 if not n else 16}">{line}</tspan>' for n, line in enumerate(lines))
    return f'<text x="{x:.0f}" y="{y:.0f}" fill="{colour}" text-anchor="middle" {halo}>{spans}</text>'


# ---- formats and importers


def exports_page() -> str:
    """Return the page on exports with the list of the formats of kg."""
    graphs = [
        (f"`{name}`", one.title, one.use, " ".join(f"`{ending}`" for ending in one.endings))
        for name, one in GRAPHS.shipped.items()
    ]
    tables = [
        (f"`{name}`", one.title, " ".join(f"`{ending}`" for ending in one.endings))
        for registry in (TABLES, TRIPLES)
        for name, one in registry.shipped.items()
    ]
    parts = [
        "Formats for graphs (`kg export`):", "", *_table(("format", "contents", "for", "ending"), graphs), "",
        "Formats for tables, and for triples:", "", *_table(("format", "description", "ending"), tables), "",
    ]  # fmt: skip
    return _filled((DOCS / "exports.md").read_text(encoding="utf-8"), "\n".join(parts))


def imports_page() -> str:
    """Return the page on imports with the list of the importers of kg."""
    parts = []
    for name, one in IMPORTERS.shipped.items():
        parts += [f"`kg import {name} {one.usage} -o {one.output}`: {one.title}.", ""]
        parts += [*_table(("input", "description"), [(f"`{part.name}`", part.help) for part in one.inputs]), ""]
    return _filled((DOCS / "imports.md").read_text(encoding="utf-8"), "\n".join(parts))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *([_cell(text) for text in row] for row in rows)]
    return [f"| {' | '.join(line)} |" for line in lines]


# ---- pages that show the output of their commands


def followed_page(name: str) -> str:
    """Return a page with the output of its commands."""
    page = (DOCS / name).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        return follow.refresh(page, Path(folder))


PAGES: dict[str, Callable[[], str]] = {
    "queries.md": queries_page,
    "cli.md": cli_page,
    "rules.md": rules_page,
    "ontology.md": ontology_page,
    "ontology.svg": ontology_svg,
    "architecture.svg": rooms.architecture_svg,
    "exports.md": exports_page,
    "imports.md": imports_page,
    "curating.md": partial(followed_page, "curating.md"),
    "conflicts.md": partial(followed_page, "conflicts.md"),
    "../CONTRIBUTING.md": recipes.refreshed,
}

if __name__ == "__main__":
    sys.exit(main())
