"""Validators of BagIt bags, compared on the same bags."""
