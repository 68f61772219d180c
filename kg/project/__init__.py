"""A project: its folder, its settings, its files and their roles, and which of them have changed.

Imports: errors, rdf.
Offers: `Project` with its files and their roles, `find_project`, `init_project`, paths for messages, what has changed.
"""
