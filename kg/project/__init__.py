"""A project: its folder, its settings, its files with their roles, and changes of files.

Imports: errors, rdf.
Offers: `Project` with its files and their roles, `find_project`, `init_project`, paths for messages, `changes`.
"""
