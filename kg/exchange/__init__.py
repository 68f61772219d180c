"""The outside world: one module for each data set that comes in, and for each format that goes out."""
