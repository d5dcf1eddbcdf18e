"""Which schemas are in use is known exactly, and compiling them asks for nothing else."""

import hashlib
import shutil
from pathlib import Path

import pytest
from lxml import etree

from preserve.errors import ReadError
from preserve.findings import xml
from preserve.metadata.schemas import catalogue, compiling, listing
from preserve.metadata.schemas.catalogue import Catalogue, SchemaFile, SchemaSource
from preserve.metadata.schemas.kinds import Kind
from preserve.metadata.schemas.published import PUBLISHED
from preserve.workflow import schemas
from tests import shared
from tests.schemas.conftest import PUBLISHED as SHARED
from tests.schemas.fixtures import FIXTURES, VALID


@pytest.mark.parametrize("kind", Kind)
def test_our_schemas_are_in_use_until_the_published_ones_are_fetched(
    kind: Kind, own: Catalogue, published: Catalogue
) -> None:
    assert own.in_use(kind).published is False
    assert published.in_use(kind).published is True
    assert own.in_use(kind).name.startswith("preserve's own schema for ")
    assert published.in_use(kind).name.startswith("the published schema for ")


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_that_is_fetched_in_part_is_judged_by_our_schemas(
    kind: Kind, published_folder: Path, tmp_path: Path
) -> None:
    for file in published_folder.iterdir():
        folder = tmp_path / file.name
        shutil.copytree(published_folder, folder)
        (folder / file.name).unlink()
        source = Catalogue(own=catalogue.own_folder(), fetched=folder).in_use(kind)
        assert source.published is (file.name not in kind.files)
        assert (
            all(one.published for one in source.files)
            or file.name in kind.files
            or kind is Kind.RECORD
        )


def test_the_source_names_each_file_and_its_digest(published: Catalogue) -> None:
    source = published.in_use(Kind.RECORD)
    names = [file.name for file in source.files]
    assert names == ["record.xsd", "dcterms.xsd", "dc.xsd", "dcmitype.xsd", "xml.xsd"]
    assert [file.published for file in source.files] == [False, True, True, True, True]
    for file in source.files:
        assert file.sha256 == hashlib.sha256(file.path.read_bytes()).hexdigest()
        assert f"{file.name} sha256:{file.sha256}" in source.description


@pytest.mark.parametrize("kind", Kind)
def test_a_fetched_file_that_was_altered_is_never_used(
    kind: Kind, published_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "fetched"
    shutil.copytree(published_folder, folder)
    altered = folder / kind.files[-1]
    altered.write_bytes(altered.read_bytes() + b"\n<!-- -->")
    schemas = Catalogue(own=catalogue.own_folder(), fetched=folder)
    with pytest.raises(ReadError, match="not the published file") as error:
        schemas.in_use(kind)
    assert str(altered) in error.value.message
    listed = {one.kind: one for one in listing.listing(schemas)}
    assert listed[kind].trouble == error.value.message


def test_the_digests_are_those_of_the_files_as_published() -> None:
    known = {file.name: file for file in PUBLISHED}
    assert set(known) == set(SHARED)
    for name, source in SHARED.items():
        octets = (shared.folder() / "schemas" / source).read_bytes()
        assert hashlib.sha256(octets).hexdigest() in known[name].digests
        if len(known[name].digests) == 2:
            assert hashlib.sha256(octets + b"\n").hexdigest() in known[name].digests


def test_a_file_of_any_known_digest_compiles(published_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "fetched"
    shutil.copytree(published_folder, folder)
    for name in ("dc.xsd", "dcterms.xsd", "dcmitype.xsd"):
        with (folder / name).open("ab") as stream:
            stream.write(b"\n")
    source = Catalogue(own=catalogue.own_folder(), fetched=folder).in_use(Kind.RECORD)
    assert source.published
    compiling.compiled(source)


@pytest.mark.parametrize(
    "address",
    [
        "other.xsd",
        "http://127.0.0.1:9/x.xsd",
        "file:///etc/passwd",
        "../../../etc/passwd",
        "/etc/passwd",
    ],
)
def test_a_schema_that_imports_anything_outside_its_set_does_not_compile(address: str) -> None:
    octets = (
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:o="urn:o">'
        f'<xs:import namespace="urn:o" schemaLocation="{address}"/>'
        '<xs:element name="a" type="o:t"/></xs:schema>'
    ).encode()
    file = SchemaFile(
        name="a.xsd",
        address=catalogue.address("a.xsd"),
        path=Path("a.xsd"),
        sha256=hashlib.sha256(octets).hexdigest(),
        octets=octets,
        published=False,
    )
    with pytest.raises(ReadError, match="does not compile"):
        compiling.compiled(SchemaSource(kind=Kind.PREMIS, files=(file,), published=False))


def test_a_set_is_compiled_once(own: Catalogue) -> None:
    first = compiling.compiled(own.in_use(Kind.RECORD))
    assert compiling.compiled(own.in_use(Kind.RECORD)) is first


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"XDG_DATA_HOME": "/data", "HOME": "/home/a"}, "/data/preserve/schemas"),
        ({"XDG_DATA_HOME": "relative", "HOME": "/home/a"}, "/home/a/.local/share/preserve/schemas"),
        ({"XDG_DATA_HOME": "", "HOME": "/home/a"}, "/home/a/.local/share/preserve/schemas"),
        ({"HOME": "/home/a"}, "/home/a/.local/share/preserve/schemas"),
    ],
)
def test_the_data_folder_is_where_the_xdg_specification_says(
    environment: dict[str, str], folder: str
) -> None:
    assert catalogue.fetched_folder(environment) == Path(folder)


def test_every_shipped_schema_is_well_formed_and_has_no_doctype() -> None:
    found = sorted(path.name for path in catalogue.own_folder().glob("*.xsd"))
    assert found == sorted({name for kind in Kind for name in kind.files})
    for name in found:
        tree = etree.parse(catalogue.own_folder() / name)
        assert tree.docinfo.doctype == ""


def test_the_listing_names_every_kind_and_what_is_to_be_known_of_fetching(own: Catalogue) -> None:
    listed = {one.kind: one for one in listing.listing(own)}
    assert list(listed) == list(Kind)
    assert [one.published for one in listed.values()] == [False] * 3
    assert listed[Kind.PREMIS].notes == ()
    [note] = listed[Kind.OAI_DC].notes
    assert note == (
        "simpledc.xsd (http://dublincore.org/schemas/xmls/simpledc20021212.xsd): known only as a"
        " redistributed copy, so the site's own file may well be refused"
    )


def test_a_file_is_checked_by_its_path(own: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "premis.xml"
    path.write_bytes(VALID)
    assert schemas.check_file(path, schemas=own) == ()
    path.write_bytes(FIXTURES[xml.SCHEMA])
    [found] = schemas.check_file(path, schemas=own)
    assert (found.code, found.path, found.line) == (xml.SCHEMA, str(path), 2)


def test_what_is_no_file_cannot_be_checked(own: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for name, reason in (("folder", "not a file"), ("absent", "cannot be read")):
        with pytest.raises(ReadError, match=reason):
            schemas.check_file(tmp_path / name, schemas=own)


def test_schemas_that_are_not_there_are_an_error_and_are_listed_as_trouble(tmp_path: Path) -> None:
    nothing = Catalogue(own=tmp_path, fetched=tmp_path)
    with pytest.raises(ReadError, match="the schema cannot be read"):
        nothing.in_use(Kind.RECORD)
    assert all(one.trouble and not one.files for one in listing.listing(nothing))


def test_the_command_lists_what_is_in_use_for_this_user(
    published_folder: Path, tmp_path: Path
) -> None:
    environment = {"XDG_DATA_HOME": str(tmp_path)}
    assert [one.published for one in schemas.listing(environment)] == [False] * 3
    shutil.copytree(published_folder, tmp_path / "preserve" / "schemas")
    assert [one.published for one in schemas.listing(environment)] == [True] * 3
