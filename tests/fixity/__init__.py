"""Tests of fixity."""
