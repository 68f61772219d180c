"""What can be added by a file: values that the modules of a folder declare, or that other packages offer.

Imports: errors.
Offers: `Registry`, with which formats and importers are found.
"""
