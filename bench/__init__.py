"""Measurements that anyone can repeat; nothing of preserve depends on them."""
