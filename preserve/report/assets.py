"""The style sheet and the script of a page, and the policy that admits nothing else.

Without its script a page says the same.
"""

import base64
import hashlib
from importlib import resources


def text(*names: str) -> str:
    """Give style sheets or scripts, one after the other."""
    folder = resources.files("preserve.report")
    return "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


def policy(*, style: str, script: str) -> str:
    """Give the content security policy: these two texts may be used, and nothing be loaded."""
    return (
        "default-src 'none'; "
        f"style-src '{_source(style)}'; script-src '{_source(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
