"""HTML of every age, from pages laid out in tables to those that say what each part is."""

from preserve.describe.readers.html.reading import page, read

__all__ = ["page", "read"]
