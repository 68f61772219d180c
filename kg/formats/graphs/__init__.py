"""Formats for a whole graph. Each module declares ``FORMATS``."""
