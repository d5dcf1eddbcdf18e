"""One file a field: what in the zones of a document proposes a value of its term."""
