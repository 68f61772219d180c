"""Questions that need an algorithm: one file each, with the header of the question and a function ``answer``.

The catalogue (`kg.analysis.catalogue`) lists this folder, so to add a question, add a file. The header is like that of
a query (`kg.sparql.header`), with the default of each parameter after its class. Underscores in the name of the file
become hyphens in the name of the question. ``answer`` takes a `kg.analysis.request.Request` and returns a
`kg.sparql.results.Result`; the file is imported when the question is asked. If it needs a SPARQL query, the query is in
an ``.rq`` file of the same name.

Imports: errors, rdf, store, temporal, reason, sparql, evidence, analysis.catalogue, analysis.diff,
    analysis.measures, analysis.request, analysis.sensitivity, analysis.views.
Offers: a header and a function ``answer`` in each file.
"""
