"""Commands that answer from the built graph, or write it into files.

Imports: errors, rdf, project, store, build, sparql, evidence, analysis, formats, graph, cli.command, cli.completion,
cli.opening, cli.options, cli.output, cli.values.
Offers: one file for each command.
"""
