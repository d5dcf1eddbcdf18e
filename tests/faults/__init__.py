"""Writing that is killed, starved and lied to at every operation."""
