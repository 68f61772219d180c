"""Commands that answer from the built graph, or write it into files."""
