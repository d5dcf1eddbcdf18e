"""The sample releases, and how the two of them that no editor wrote are made."""
