"""What is known, in the standards' words: frozen values, no reading and no writing."""
