"""Turn an institution's releases into archival packages that can be proved."""

__version__ = "0.1.0"
