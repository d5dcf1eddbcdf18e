"""The digest algorithms by the words that PREMIS records write for them."""

from functools import lru_cache

from preserve.model.digests import Algorithm


@lru_cache(maxsize=256)
def algorithm(word: str) -> Algorithm | None:
    """Read an algorithm's name, such as ``SHA-256`` or ``sha256``; None for any other."""
    normal = "".join(character for character in word.lower() if character.isalnum())
    try:
        return Algorithm(normal)
    except ValueError:
        return None
