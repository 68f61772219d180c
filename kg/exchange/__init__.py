"""Outside data sets: one module for each, from its files to a Turtle file of ours."""
