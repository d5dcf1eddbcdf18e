"""A folder or a mounted share as a repository."""
