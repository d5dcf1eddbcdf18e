"""Why a document is read no further, each as the finding that says so."""

from preserve.findings import Finding, xml


class RefusedError(Exception):
    """A document that is read no further, and the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        """Keep the finding."""
        super().__init__(finding.message)
        self.finding = finding


def not_well_formed(name: str, text: str, line: int) -> Finding:
    """Say that the document is not well-formed."""
    return xml.NOT_WELL_FORMED.at(f"{name}: not well-formed: {text}", path=name, line=line)


def doctype(name: str, line: int) -> Finding:
    """Say that the document has a document type declaration."""
    return xml.DOCTYPE.at(
        f"{name}: a document type declaration; nothing was checked", path=name, line=line
    )


def too_deep(name: str, line: int, depth: int) -> Finding:
    """Say that elements are nested too deep."""
    message = f"{name}: elements nested more than {depth} deep; nothing after it was checked"
    return xml.TOO_DEEP.at(message, path=name, line=line, expected=f"at most {depth}")


def too_long(name: str, line: int, run: int) -> Finding:
    """Say that one run of text or mark-up is too long."""
    message = f"{name}: one text or tag of more than {run} octets; nothing after it was checked"
    return xml.TOO_LONG_A_RUN.at(message, path=name, line=line, expected=f"at most {run} octets")


def bad_octets(name: str, error: UnicodeDecodeError, line: int) -> Finding:
    """Say which octets are no characters of the encoding."""
    wrong = error.object[error.start : error.start + 4].hex(" ")
    message = f"{name}: octets {wrong} are not {error.encoding}; nothing after them was checked"
    return xml.BAD_OCTETS.at(message, path=name, line=line, found=wrong)


def too_large(name: str, largest: int) -> Finding:
    """Say that the document is too large."""
    message = f"{name}: the document is larger than {largest} octets; it was not checked further"
    return xml.TOO_LARGE.at(message, path=name, expected=f"at most {largest} octets")


def unsupported(name: str, encoding: str) -> Finding:
    """Say that the encoding is not read."""
    message = f"{name}: the encoding {encoding} is not read"
    return xml.UNSUPPORTED_ENCODING.at(message, path=name, line=1, expected="UTF-8", found=encoding)


def contradicted(name: str, declared: str, found: str) -> Finding:
    """Say that the encoding is not the one declared."""
    message = f"{name}: the encoding is declared {declared}, the octets are {found}"
    return xml.BAD_OCTETS.at(message, path=name, line=1, expected=declared, found=found)
