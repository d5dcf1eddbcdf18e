"""A release to its description, with the evidence for each value."""
