"""Extensions: values that the modules of a folder declare, or that other packages add by entry points.

Imports: errors.
Offers: `Registry`, which finds formats and importers.
"""
