"""Tests of bags, write."""
