"""The style sheet and the script of the page, and the policy that admits nothing else."""

import base64
import hashlib
from importlib import resources


def style() -> str:
    """Give the style sheet."""
    return _text("page.css")


def script() -> str:
    """Give the script, without which the page says the same."""
    return _text("page.js")


def policy() -> str:
    """Give the content security policy: these two texts may be used, and nothing be loaded."""
    return (
        "default-src 'none'; "
        f"style-src '{_source(style())}'; script-src '{_source(script())}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _text(name: str) -> str:
    return resources.files("preserve.report").joinpath(name).read_text(encoding="utf-8")


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
