"""E-mail: the release that a message carries, be it forwarded, and what its headers say."""

from preserve.describe.readers.mail.reading import read

__all__ = ["read"]
