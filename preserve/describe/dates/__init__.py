"""Dates in the prose of releases: where they stand, how precise they are, what day they are."""
