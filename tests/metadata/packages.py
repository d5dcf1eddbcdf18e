"""Small packages that the tests of metadata share."""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256, sha512
from pathlib import Path

from preserve.config import Organisation, RightsSettings
from preserve.metadata.premis.facts import EventTimes, Extraction, PackageFacts, Software
from preserve.model.description import Description, Evidence, Origin, Scheme, Value
from preserve.model.digests import Algorithm, HexDigest
from preserve.model.formats import Format, IdentifierTool
from preserve.model.releases import ReleaseKind, StagedFile, StagedRelease, SuppliedDigest

IDENTIFIER = "urn:uuid:7a1f4f0e-5b7e-5d57-9c43-0d6c2f6f2f10"
REPLACED = "urn:uuid:11111111-2222-5333-8444-555555555555"
TIME = datetime(2026, 11, 22, 10, 30, 5, tzinfo=UTC)
TIMES = EventTimes(
    replication=TIME,
    digest_calculation=TIME,
    identification=TIME,
    extraction=TIME,
    validation=TIME,
    creation=TIME,
)
SOFTWARE = Software(name="preserve", version="0.1.0", notes=("Python 3.11.7",))
LXML = Software(name="lxml", version="6.1.3", notes=("libxml2 2.14.6",), events=("val",))
TOOL = IdentifierTool(name="pygfried", version="2.2.0", signatures="PRONOM V125")
TEXT = Format(
    puid="x-fmt/111",
    name="Plain Text File",
    media_type="text/plain",
    basis="extension match txt",
    warning="match on extension only",
)
ORGANISATION = Organisation(name="Office of the Press", identifier="OP-1")
RIGHTS = RightsSettings(
    basis="copyright",
    status="copyrighted",
    jurisdiction="FR",
    uri="http://rightsstatements.org/vocab/InC/1.0/",
    holder="The Ministry",
)


def staged_file(path: str, octets: bytes, *supplied: SuppliedDigest) -> StagedFile:
    return StagedFile(
        path=path,
        size=len(octets),
        digests={
            Algorithm.SHA256: HexDigest(sha256(octets).hexdigest()),
            Algorithm.SHA512: HexDigest(sha512(octets).hexdigest()),
        },
        supplied=supplied,
    )


def staged_release(*files: StagedFile, **others: tuple[str, ...]) -> StagedRelease:
    return StagedRelease(
        name="bridge",
        kind=ReleaseKind.FOLDER,
        content=Path("nowhere"),
        files=files,
        empty_folders=others.get("empty_folders", ()),
        left_out=others.get("left_out", ()),
    )


MD5 = SuppliedDigest(
    path="bridge, opened.txt",
    algorithm=Algorithm.MD5,
    digest=HexDigest("5d41402abc4b2a76b9719d911017c592"),
    originator="bridge.md5",
)
RELEASE = staged_release(
    staged_file("annex/plan é#1.bin", b"\x00\x01"),
    staged_file("bridge, opened.txt", b"hello", MD5),
    empty_folders=("annex/empty",),
)
FORMATS: Mapping[str, Format] = {
    "annex/plan é#1.bin": Format(puid=None, name=""),
    "bridge, opened.txt": TEXT,
}


def whole() -> PackageFacts:
    """Give facts in which everything that can happen did."""
    return PackageFacts(
        identifier=IDENTIFIER,
        release=RELEASE,
        software=SOFTWARE,
        programs=(LXML, Software(name="bagit", version="1.9.0")),
        times=TIMES,
        fixed_clock=True,
        verified=True,
        formats=FORMATS,
        identifier_tool=TOOL,
        extraction=Extraction(rules=(("title", "headline"), ("issued", "release line"))),
        main_document="bridge, opened.txt",
        schemas=("PREMIS 3.0", "record 1"),
        rules_applied=True,
        organisation=ORGANISATION,
        rights=RIGHTS,
        replaces=REPLACED,
    )


def least() -> PackageFacts:
    """Give facts in which only what always happens did."""
    return PackageFacts(
        identifier=IDENTIFIER,
        release=staged_release(staged_file("a.txt", b"a")),
        software=SOFTWARE,
        times=EventTimes(replication=TIME, digest_calculation=TIME, creation=TIME),
        fixed_clock=False,
        verified=False,
        organisation=Organisation(),
        rights=RightsSettings(),
    )


EVIDENCE = Evidence(origin=Origin.DOCUMENT, where="bridge.txt line 1", text="…", rule="headline")


def value(
    element: str, text: str, *, language: str | None = None, scheme: Scheme | None = None
) -> Value:
    return Value(element=element, text=text, language=language, scheme=scheme, evidence=EVIDENCE)


DESCRIPTION = Description(
    values=(
        value("title", "The bridge is open", language="en"),
        value("title", "Le pont est ouvert", language="fr"),
        value("alternative", "First cars & lorries cross", language="en"),
        value("publisher", "Office of the Press"),
        value("issued", "2026-01-20"),
        value("created", "2026-01~"),
        value("language", "en", scheme=Scheme.RFC4646),
        value("type", "Text", scheme=Scheme.DCMI_TYPE),
        value("type", "press release", language="en"),
        value("identifier", "PR 12/2026"),
        value("source", "https://press.example.org/12", scheme=Scheme.URI),
        value("rightsHolder", "The Ministry"),
    )
)
