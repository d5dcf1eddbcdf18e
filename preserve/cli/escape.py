"""Text that a terminal shows and never obeys.

Names and values come from strangers: an escape sequence in a file name must not move the
cursor, a bidirectional control must not turn a line around, a line break must not forge a line.
"""

import re

# C0, DEL, C1 and the backslash itself, so that what is shown can be read back without doubt;
# the invisible and bidirectional format characters; line and paragraph separators; surrogates,
# which stand for octets that are not UTF-8.
_UNSAFE = re.compile(
    r"[\\\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    r"\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SHORT = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    r"""Write every character that could deceive as a visible escape (``\x1b``, ``\u202e``)."""
    return _UNSAFE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    octets = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    if octets < 0x100:
        return f"\\x{octets:02x}"
    return f"\\u{octets:04x}" if octets < 0x10000 else f"\\U{octets:08x}"
