"""Verdicts and what was found as one HTML page, which asks nothing of anybody else."""
