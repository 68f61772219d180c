"""What changed between two states of a graph: the states, their comparison, and the changes in words."""
