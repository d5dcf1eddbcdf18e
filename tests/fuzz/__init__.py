"""Octets that nobody wrote, given to every reader of what strangers send."""
