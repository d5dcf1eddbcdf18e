"""How rightly releases are described: a collection with its truth, scores, and a baseline."""
