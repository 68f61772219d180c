"""`kg profile`: whether an ontology is in OWL 2 RL."""

from __future__ import annotations

from kg.cli import options
from kg.cli.command import command as make
from kg.cli.output import Output, summary, write, write_answer
from kg.cli.values import FILE


@make("profile", examples=["kg profile ontology/diplomacy.ttl", "kg profile pizza.owl -f json"])
@options.argument(
    "file", metavar="FILE", type=FILE, help="An ontology: Turtle (.ttl), N-Triples (.nt) or RDF/XML (.rdf, .owl, .xml)."
)
@options.table()
def command(*, file: str, out: Output) -> int:
    """Check whether rules can process all of an ontology (OWL 2 RL).

    OWL is the language that ontologies are written in, and OWL 2 RL the part of it that rules can process. If the
    ontology uses more than that, kg lists what, and exits with 1.
    """
    from kg.formats.table import Table
    from kg.reason.profile.file import profile_file

    findings = profile_file(file)
    broken = any(finding.severity == "error" for finding in findings)
    if out.name == "table":
        verdict = (
            summary(findings)
            if broken
            else f"in {'the grammar of ' if findings else ''}OWL 2 RL" + (", but not in OWL 2 DL" if findings else "")
        )
        write("".join(f"{finding}\n" for finding in findings) + verdict + "\n", out.file)
    else:
        write_answer(Table.of_findings(findings, title=f"Findings in {file}"), out)
    return 1 if broken else 0
