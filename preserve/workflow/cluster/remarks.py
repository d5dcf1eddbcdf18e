"""What a run says of its cluster while it goes on: no result, so apart from the results."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


def _nobody(text: str) -> None:
    """Say it to nobody."""
    del text


_hearer: ContextVar[Callable[[str], None]] = ContextVar("hearer", default=_nobody)


@contextmanager
def heard(hearer: Callable[[str], None]) -> Iterator[None]:
    """Let what is said while the block runs be heard there."""
    token = _hearer.set(hearer)
    try:
        yield
    finally:
        _hearer.reset(token)


def tell(text: str) -> None:
    """Say one line to whoever hears."""
    _hearer.get()(text)
