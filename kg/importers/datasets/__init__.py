"""The importers, one module for each data set. Each module declares ``IMPORTERS``."""
