"""Formats for what answers a question: rows, triples, yes or no. Each module declares ``FORMATS``."""
