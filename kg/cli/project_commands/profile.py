"""`kg profile`: whether an ontology is in OWL 2 RL."""

from __future__ import annotations

import sys

from kg.cli import options
from kg.cli.command import command as make
from kg.cli.output import list_findings, style_of, summary, write
from kg.cli.values import FILE


@make("profile", examples=["kg profile ontology/diplomacy.ttl", "kg profile pizza.owl -f json"])
@options.argument(
    "file", metavar="FILE", type=FILE, help="An ontology: Turtle (.ttl), N-Triples (.nt) or RDF/XML (.rdf, .owl, .xml)."
)
@options.output_format(options.FINDINGS)
def command(*, file: str, style: str | None) -> int:
    """Check whether an ontology is in the OWL 2 RL profile.

    OWL 2 RL is the part of OWL that rules can reason with. If the ontology uses more, kg lists what, and exits with 1.
    """
    from kg.formats.tables import rows_text
    from kg.reason.profile_file import profile_file

    findings = profile_file(file)
    broken = any(finding.severity == "error" for finding in findings)
    chosen = style_of(style)
    if chosen == "table":
        list_findings(findings, sys.stdout)
        print(summary(findings) if broken else "in OWL 2 RL" + (", but not in OWL 2 DL" if findings else ""))
    else:
        write(rows_text([finding.as_dict() for finding in findings], chosen))
    return 1 if broken else 0
