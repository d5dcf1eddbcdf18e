"""Sending packages into repositories: one protocol, one module a kind of repository."""
