"""Message digests: taking them, and copying while taking them."""
