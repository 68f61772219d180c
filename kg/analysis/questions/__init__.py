"""Questions that take an algorithm: one file each, with the question's header and a function ``answer``.

The catalogue (`kg.analysis.catalogue`) lists this folder: adding a question is adding a file. The header is that of a
query (`kg.sparql.header`), with the default of each parameter behind its class; underscores in the file's name become
hyphens in the question's. ``answer`` takes a `kg.analysis.request.Request` and returns a `kg.sparql.results.Result`;
it is imported when the question is asked. A SPARQL query that it needs stands in an ``.rq`` file beside it.

Imports: errors, rdf, store, temporal, reason, sparql, evidence, analysis.catalogue, analysis.diff,
    analysis.measures, analysis.request, analysis.sensitivity, analysis.views.
Offers: a header and a function ``answer`` in each file.
"""
