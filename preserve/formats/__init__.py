"""Format identification by PRONOM."""
