"""Bags as RFC 8493 defines them."""
