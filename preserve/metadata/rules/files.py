"""Rules of file objects in PREMIS records: what is said of a file, and whether it can be so."""

import re
from collections.abc import Callable, Iterator

from preserve.findings import premis as codes
from preserve.findings.finding import Code, Finding
from preserve.metadata.premis import fixity, location
from preserve.metadata.premis.units import EntityFacts, FixityFacts

_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]+", re.ASCII)


def file_has_fixity(entity: EntityFacts, name: str) -> Iterator[Finding]:
    """A file has a message digest."""
    if entity.category == "file" and not entity.fixity:
        yield _finding(codes.FILE_WITHOUT_FIXITY, entity, name, "has no fixity")


def file_has_size(entity: EntityFacts, name: str) -> Iterator[Finding]:
    """A file has its size in octets."""
    if entity.category == "file" and not entity.sizes:
        yield _finding(codes.FILE_WITHOUT_SIZE, entity, name, "has no size")


def file_has_original_name(entity: EntityFacts, name: str) -> Iterator[Finding]:
    """A file has the name it was received under."""
    if entity.category == "file" and not entity.original_name:
        yield _finding(codes.FILE_WITHOUT_ORIGINAL_NAME, entity, name, "has no originalName")


def file_has_location(entity: EntityFacts, name: str) -> Iterator[Finding]:
    """A file says where in the package it is."""
    if entity.category == "file" and not any(one.strip() for one in entity.locations):
        yield _finding(codes.FILE_WITHOUT_LOCATION, entity, name, "has no contentLocation")


def location_is_inside(entity: EntityFacts, name: str) -> Iterator[Finding]:
    """A file's location is a reference that does not lead out of the package."""
    for reference in entity.locations if entity.category == "file" else ():
        if reference.strip() and location.payload_path(reference) is None:
            yield codes.LOCATION_OUTSIDE.at(
                f"{name}: contentLocation of {_name(entity)} is outside the package",
                path=name,
                line=entity.line,
                found=reference,
            )


def size_is_not_negative(entity: EntityFacts, name: str) -> Iterator[Finding]:
    """A size counts octets."""
    for size in entity.sizes:
        if re.fullmatch(r"-0*[1-9][0-9]*", size.strip(), re.ASCII):
            yield codes.NEGATIVE_SIZE.at(
                f"{name}: size of {_name(entity)} is negative",
                path=name,
                line=entity.line,
                found=size.strip(),
            )


def digest_is_of_its_algorithm(entity: EntityFacts, name: str) -> Iterator[Finding]:
    """A digest is hexadecimal, and as long as its algorithm's are."""
    for one in entity.fixity:
        algorithm = fixity.algorithm(one.algorithm)
        digest = one.digest.strip()
        if algorithm is None:
            continue
        if len(digest) != algorithm.hex_length or not _HEXADECIMAL.fullmatch(digest):
            yield codes.MALFORMED_DIGEST.at(
                f"{name}: messageDigest of {_name(entity)} is no {algorithm.label} digest",
                path=name,
                line=one.line,
                expected=f"{algorithm.hex_length} hexadecimal digits",
                found=one.digest or None,
            )


def digests_agree(entity: EntityFacts, name: str) -> Iterator[Finding]:
    """Two digests of one file in one algorithm are equal."""
    first: dict[str, FixityFacts] = {}
    for one in entity.fixity:
        algorithm = fixity.algorithm(one.algorithm)
        if algorithm is None:
            continue
        other = first.setdefault(algorithm, one)
        if other.digest.strip().lower() != one.digest.strip().lower():
            yield codes.CONTRADICTING_DIGESTS.at(
                f"{name}: {_name(entity)} has two {algorithm.label} digests that differ",
                path=name,
                line=one.line,
                expected=other.digest.strip(),
                found=one.digest.strip(),
            )


RULES: tuple[Callable[[EntityFacts, str], Iterator[Finding]], ...] = (
    file_has_fixity,
    file_has_size,
    file_has_original_name,
    file_has_location,
    location_is_inside,
    size_is_not_negative,
    digest_is_of_its_algorithm,
    digests_agree,
)


def _finding(code: Code, entity: EntityFacts, name: str, fact: str) -> Finding:
    return code.at(f"{name}: file {_name(entity)} {fact}", path=name, line=entity.line)


def _name(entity: EntityFacts) -> str:
    if entity.original_name:
        return entity.original_name
    return entity.identifiers[0].identifier.value if entity.identifiers else "without identifier"
