"""Packages made to mislead or to harm, judged by the command that a person runs."""
