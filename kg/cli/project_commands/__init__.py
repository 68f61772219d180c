"""Commands that work on the files of a project, and on the shell.

Imports: errors, rdf, project, store, reason, temporal, build, evidence, check, authoring, formats,
importers, cli.command, cli.completion, cli.opening, cli.options, cli.output, cli.shell, cli.values.
Offers: one file for each command.
"""
