"""What a fuzzer starts from: something of every kind that a reader tells apart."""

import io
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from preserve.metadata.premis import build, write
from preserve.model import layout
from tests.archives import hostile
from tests.archives.hostile import TarBuilder, TarMember, ZipBuilder, ZipMember
from tests.bags.builder import BagBuilder
from tests.bags.read.fixtures import FIXTURES
from tests.fuzz.targets import BUILDER
from tests.hostile import documents, stored
from tests.metadata.packages import least
from tests.validate import packages

_LARGEST = 1 << 15
_PROFILES = Path(__file__).parent.parent / "bags" / "profiles" / "profiles"
_MANIFEST = "manifest-sha256.txt"


def seeds(target: str) -> list[bytes]:
    """Give the seeds of a target, each once, none too large to be changed with effect."""
    given = _SEEDS[target]()
    return sorted({one for one in given if len(one) <= _LARGEST}, key=lambda one: (len(one), one))


def words(target: str) -> list[bytes]:
    """Give the words of the format, which chance alone would hardly write."""
    return _WORDS.get(target, _TEXT_WORDS)


def _tag_file(name: str) -> Callable[[], Iterable[bytes]]:
    def given() -> Iterable[bytes]:
        builders = [BUILDER, *(one.bag for one in FIXTURES.values())]
        for builder in builders:
            tags = builder.tag_files()
            yield from (
                octets
                for path, octets in {**tags, **builder.tag_manifests(tags)}.items()
                if path == name
            )
        yield b""

    return given


def _encoded() -> Iterable[bytes]:
    info = BUILDER.bag_info().decode()
    codecs = ("utf-16", "utf-32", "utf-16le", "latin-1", "shift_jis", "gb18030", "iso2022_jp")
    for number, codec in enumerate(codecs):
        yield bytes([number]) + info.encode(codec)


def _bag_files() -> dict[str, bytes]:
    bag = BagBuilder(algorithms=("sha256",), tag_algorithms=("sha256",))
    tags = bag.tag_files()
    return {**bag.payload, **tags, **bag.tag_manifests(tags)}


def _zip() -> Iterable[bytes]:
    files = _bag_files()
    yield stored.archive(files, "zip")
    members = tuple(
        ZipMember(name=f"bag/{path}".encode(), octets=one) for path, one in files.items()
    )
    yield ZipBuilder(members=members).build()
    yield ZipBuilder(members=members, comment=b"a comment").build()
    deflated = tuple(
        ZipMember(name=one.name, octets=one.octets, stored=hostile.deflated(one.octets), method=8)
        for one in members
    )
    yield ZipBuilder(members=deflated).build()
    small = ZipMember(name=b"bag/bagit.txt", octets=b"x")
    yield ZipBuilder(members=(small,)).build()
    yield ZipBuilder(members=(small, small)).build()
    yield ZipBuilder(
        members=(
            ZipMember(name=b"bag/\xe9", extra=hostile.unicode_path(b"bag/\xe9", "bag/\u00e9")),
        )
    ).build()


def _tar() -> Iterable[bytes]:
    files = _bag_files()
    yield stored.archive(files, "tar")
    members = tuple(
        TarMember(name=f"bag/{path}".encode(), octets=one) for path, one in files.items()
    )
    yield TarBuilder(members=members).build()
    small = TarMember(name=b"bag/bagit.txt", octets=b"x")
    yield TarBuilder(members=(small,)).build()
    yield TarBuilder(members=(hostile.long_name(b"bag/" + b"d/" * 99 + b"x"), small)).build()
    yield TarBuilder(
        members=(hostile.pax(b"x", [(b"path", b"bag/y"), (b"size", b"1")]), small)
    ).build()
    yield TarBuilder(members=(hostile.pax(b"g", [(b"comment", b"y")]), small)).build()


def _choices() -> Iterable[bytes]:
    """Octets that choose one thing each: the built archives do not depend on their meaning."""
    return (
        bytes((at, kind, number)) for at in range(3) for kind in range(8) for number in range(3)
    )


def _compressed(form: str) -> Callable[[], Iterable[bytes]]:
    def given() -> Iterable[bytes]:
        yield stored.archive(_bag_files(), form)
        yield stored.archive({"bagit.txt": b"x"}, form)

    return given


def _premis() -> Iterable[bytes]:
    sink = io.BytesIO()
    write.write(build.build(least()), sink)
    yield sink.getvalue()
    yield from (one.octets for one in documents.DOCUMENTS.values())


def _dublin_core() -> Iterable[bytes]:
    yield packages.metadata()[layout.RECORD]
    yield packages.metadata()[layout.SIMPLE]
    yield from (one.octets for one in documents.DOCUMENTS.values())


def _profiles() -> Iterable[bytes]:
    for path in sorted(_PROFILES.glob("*.json")):
        yield json.dumps(json.loads(path.read_bytes())).encode()
    yield b"{}"


_SEEDS: Mapping[str, Callable[[], Iterable[bytes]]] = {
    "declaration": _tag_file("bagit.txt"),
    "manifest": _tag_file(_MANIFEST),
    "tag-manifest": _tag_file("tagmanifest-sha256.txt"),
    "bag-info": _tag_file("bag-info.txt"),
    "fetch": _tag_file("fetch.txt"),
    "encoded": _encoded,
    "zip": _zip,
    "tar": _tar,
    "zip-members": _choices,
    "tar-members": _choices,
    "tar-gz": _compressed("tar.gz"),
    "tar-bz2": _compressed("tar.bz2"),
    "tar-xz": _compressed("tar.xz"),
    "premis": _premis,
    "dublin-core": _dublin_core,
    "document": lambda: [*_premis(), *_dublin_core()],
    "profile": _profiles,
}

_TEXT_WORDS = [
    *(f"{path}\n".encode() for path in (*BUILDER.payload, "data/", "../", "~", "C:", "/")),
    *(f"{path}".encode() for path in BUILDER.tag_files()),
    b"  ", b" *", b"\t", b"\r\n", b"\r", b"\n", b"%0A", b"%0d", b"%25", b"%2e", b"./", b"\\",
    b"\xef\xbb\xbf", b"\xff\xfe", b"\0", b"BagIt-Version: ", b"Tag-File-Character-Encoding: ",
    b"UTF-8", b"UTF-16", b"ISO-8859-1", b"0.97", b"1.0", b"Payload-Oxum: ", b"Bag-Count: ",
    b"1 of 2", b"Bagging-Date: ", b"2026-11-22", b"https://example.org/x", b" - ", b": ",
    b"e\xcc\x81", b"\xc3\xa9", b"\xe2\x84\xaa",
]  # fmt: skip
_ZIP_WORDS = [
    b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"PK\x07\x08",
    b"\x01\x00\x10\x00", b"\x75\x70", b"\xff\xff\xff\xff", b"\xff\xff", b"\x00\x08", b"\x08\x08",
    b"bag/data/", b"bag/bagit.txt", b"../", b"bag\\", b"\x0c\x00", b"\x0e\x00",
]  # fmt: skip
_TAR_WORDS = [
    b"ustar\x0000", b"ustar  \x00", b"././@LongLink", b"0000644\0", b"00000000000\0", b"path=",
    b"size=", b"linkpath=", b"GNU.sparse.map=", b"GNU.sparse.size=", b"mtime=", b"hdrcharset=",
    b"\x80\0\0\0\0\0\0\0", b"\xff\xff\xff\xff", b"bag/data/", b"bag/bagit.txt", b"../", b"12 path=",
]  # fmt: skip
_PROFILE_WORDS = [
    json.dumps(word).encode()
    for word in (
        "BagIt-Profile-Info", "BagIt-Profile-Identifier", "Bag-Info", "Manifests-Required",
        "Manifests-Allowed", "Tag-Files-Allowed", "Payload-Files-Allowed", "Data-Empty",
        "Accept-Serialization", "Serialization", "required", "values", "repeatable", "Other-Info",
        "*", "data/*", "1.0", "1.4.0", "Fetch.txt-Required", "Allow-Fetch.txt", "tagFile", "tags",
    )
] + [b"true", b"false", b"null", b"[]", b"{}", b"1e999", b"NaN"]  # fmt: skip
_XML_WORDS = [
    b"<premis:object>", b"</premis:object>", b"xsi:type=", b"<!DOCTYPE r [", b"<![CDATA[", b"]]>",
    b"<!--", b"-->", b"<?xml version='1.1'?>", b"encoding='UTF-16'", b"&#0;", b"&#x1F;", b"&amp;",
    b"xmlns:premis='http://www.loc.gov/premis/v3'", b"valueURI=", b"xmlID=", b"LinkEventXmlID=",
    b"simpleLink=", b"dcterms:title", b"dc:date", b"xml:lang='x'", b"dcterms:W3CDTF",
]  # fmt: skip
_WORDS: Mapping[str, list[bytes]] = {
    "zip": _ZIP_WORDS,
    **dict.fromkeys(("tar", "tar-gz", "tar-bz2", "tar-xz"), _TAR_WORDS),
    **dict.fromkeys(("premis", "dublin-core", "document"), _XML_WORDS),
    "profile": _PROFILE_WORDS,
}
