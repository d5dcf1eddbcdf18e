import shutil
from pathlib import Path

import pytest

from preserve.metadata.schemas import catalogue
from preserve.metadata.schemas.catalogue import Catalogue
from tests import shared

PUBLISHED = {
    "premis.xsd": "premis/premis-v3-0.xsd",
    "dc.xsd": "dc/dc.xsd",
    "dcterms.xsd": "dc/dcterms.xsd",
    "dcmitype.xsd": "dc/dcmitype.xsd",
    "oai_dc.xsd": "oai/oai_dc.xsd",
    "simpledc.xsd": "oai/simpledc20021212.xsd",
    "xml.xsd": "xml/xml.xsd",
}


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Our schemas, with nothing fetched."""
    return Catalogue(own=catalogue.own_folder(), fetched=tmp_path_factory.mktemp("nothing"))


@pytest.fixture(scope="session")
def published_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published files as fetching leaves them."""
    folder = tmp_path_factory.mktemp("fetched")
    for name, source in PUBLISHED.items():
        shutil.copyfile(shared.folder() / "schemas" / source, folder / name)
    return folder


@pytest.fixture(scope="session")
def published(published_folder: Path) -> Catalogue:
    """The published schemas, as in use once they are fetched."""
    return Catalogue(own=catalogue.own_folder(), fetched=published_folder)
