"""Zip and tar, written and read as streams of members."""
