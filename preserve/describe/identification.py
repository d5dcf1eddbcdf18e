"""The language model, loaded once and only when a language is asked for."""

from functools import cache
from threading import Lock
from typing import Any

_LONGEST = 3000
_LOADING = Lock()
# Codes of the model that BCP 47 writes otherwise.
_TAGS = {"no": "nb", "zh": "zh"}


def language(text: str) -> tuple[str, float]:
    """Give the likeliest language of a text as a BCP 47 tag, and how sure the model is."""
    tag, confidence = _identifier().classify(text[:_LONGEST])
    return _TAGS.get(str(tag), str(tag)), float(confidence)


def _identifier() -> Any:
    # Two threads must not both load it.
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> Any:
    # Imported here: it loads numpy, which costs every other command a quarter of a second.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
