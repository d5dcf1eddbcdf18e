"""Format identification without Siegfried: the built-in table."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from preserve import __version__
from preserve.errors import ToolError
from preserve.formats import signatures
from preserve.formats.identifier import EMPTY
from preserve.formats.signatures import Signature, TextFormat
from preserve.model.formats import Format, IdentifierTool
from preserve.storage.folders import Folder

_HEAD = 1 << 16
_TEXT_CONTROLS = frozenset(b"\t\n\r\f")


class BuiltIn:
    """Looks at the first octets and the extension of a file; knows a few formats."""

    def tool(self) -> IdentifierTool:
        """Name the table."""
        return IdentifierTool(
            name="preserve built-in format table",
            version=__version__,
            signatures=f"built-in table of {signatures.DATE}",
        )

    def identify(self, folder: Path, paths: Iterable[str]) -> Iterator[tuple[str, Format]]:
        """Give the format of each file, as the protocol says."""
        with Folder.open(folder) as opened:
            for path in paths:
                yield path, _identify(opened, path)

    def close(self) -> None:
        """Nothing runs."""


def _identify(folder: Folder, path: str) -> Format:
    try:
        head = folder.read(path, limit=_HEAD)
    except OSError as error:
        raise ToolError(f"{path}: its format cannot be looked at ({error.strerror})") from error
    if not head:
        return EMPTY
    extension = _extension(path)
    for signature in signatures.SIGNATURES:
        if signature.head.match(head) and _extension_suffices(signature, extension):
            return _by_signature(signature, extension)
    return _by_text(head, extension)


def _extension(path: str) -> str:
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def _extension_suffices(signature: Signature, extension: str) -> bool:
    return not signature.needs_extension or extension in signature.extensions


def _by_signature(signature: Signature, extension: str) -> Format:
    fits = extension in signature.extensions
    basis = ["signature at the first octet"] + ([f"extension {extension}"] if fits else [])
    doubts = [signature.warning, "" if fits else "extension mismatch"]
    return Format(
        puid=signature.puid,
        name=signature.name,
        version=signature.version,
        media_type=signature.media_type,
        basis="; ".join(basis),
        warning="; ".join(doubt for doubt in doubts if doubt),
    )


def _by_text(head: bytes, extension: str) -> Format:
    encoding = _encoding(head)
    if encoding is None:
        return Format(puid=None, name="", warning="no signature of the built-in table matches")
    if extension in signatures.TEXT_FORMATS:
        basis = f"extension {extension}; text in {encoding}"
        form = signatures.TEXT_FORMATS[extension]
        return _text_format(form, basis=basis, warning="match on extension only")
    if extension == "txt":
        basis = f"extension txt; text in {encoding}"
        return _text_format(signatures.PLAIN_TEXT, basis=basis)
    warning = "match on text only; extension mismatch"
    return _text_format(signatures.PLAIN_TEXT, basis=f"text in {encoding}", warning=warning)


def _text_format(form: TextFormat, *, basis: str, warning: str = "") -> Format:
    return Format(
        puid=form.puid, name=form.name, media_type=form.media_type, basis=basis, warning=warning
    )


def _encoding(head: bytes) -> str | None:
    """Name the encoding of text; None when the octets are no text that can be told."""
    if any(octet < 0x20 and octet not in _TEXT_CONTROLS for octet in head):
        return None
    if head.isascii():
        return "ASCII"
    try:
        # The last character may be cut by the end of what was read.
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(head) <= _HEAD or error.start < len(head) - 3:
            return None
    return "UTF-8"
