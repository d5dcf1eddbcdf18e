"""Profiles in use load, and judge rightly: a bag that satisfies each, and every single breach."""

from pathlib import Path

import pytest

from preserve.bags.profiles import loading
from tests.bags.profiles import real, texts
from tests.bags.profiles.real import TAR, TGZ, ZIP, Real

SOURCE = ("Source-Organization", "Example Institution")
DATE = ("Bagging-Date", "2026-11-22")
SIZE = ("Bag-Size", "60 octets")
EMAIL = ("Contact-Email", "records@institution.example")
NAME = ("Contact-Name", "Nick Ruest")
PHONE = ("Contact-Phone", "+1 555 0100")
DESCRIBED = ("External-Description", "Press releases")
IDENTIFIED = ("External-Identifier", "urn:uuid:8e1f2d5c-0f3f-4c07-a7f1-4a8f3f2a9a10")
YORK = ("Source-Organization", "York University")
APTRUST = (("Title", "Press releases"), ("Access", "Institution"), ("Storage-Option", "Standard"))
APTRUST_INFO = "aptrust-info.txt"
RDA = (DATE, EMAIL, IDENTIFIED, DESCRIBED, SIZE)
RECOMMENDED = (
    ("Organization-Address", "1 Example Street"),
    EMAIL,
    ("Bag-Group-Identifier", "releases"),
    ("Bag-Count", "1 of 1"),
    ("Internal-Sender-Identifier", "a.txt"),
    ("Internal-Sender-Description", "Of the year 2026"),
    ("Bag-Producing-Organization", "Example Institution"),
)
BAR = (
    YORK,
    ("Organization-Address", "4700 Keele Street Toronto, Ontario M3J 1P3 Canada"),
    NAME,
    EMAIL,
    DESCRIBED,
    SIZE,
    ("Bag-Count", "1 of 1"),
    DATE,
)

REAL = (
    Real(
        file="btr-1.0",
        info=(SOURCE, DATE, *RECOMMENDED),
        algorithms=("md5", "sha512"),
        form=TGZ,
        breaches=16,
    ),
    Real(
        file="aptrust-2.2",
        info=(SOURCE, DATE, SIZE),
        algorithms=("md5",),
        others={APTRUST_INFO: APTRUST},
        breaches=18,
    ),
    Real(
        file="aptrust-2.3-dart",
        info=(SOURCE, DATE),
        algorithms=("md5", "sha256"),
        form=TAR,
        others={APTRUST_INFO: APTRUST},
        doubtful=("PRO-001",),
        breaches=18,
    ),
    Real(
        file="fedora",
        info=(SOURCE, DATE, SIZE),
        algorithms=("sha1",),
        form=TAR,
        doubtful=("PRO-007", "PRO-007"),
        breaches=10,
    ),
    Real(
        file="metaarchive",
        info=(SOURCE, DATE, SIZE, NAME, PHONE, EMAIL, DESCRIBED),
        algorithms=("sha1", "sha256"),
        breaches=14,
    ),
    Real(
        file="research-object",
        info=(SIZE,),
        algorithms=("md5", "sha1"),
        form=TGZ,
        files=("metadata/manifest.json",),
        breaches=11,
    ),
    Real(
        file="rda-generic-0.1",
        info=RDA,
        algorithms=("md5",),
        version="0.97",
        form=TGZ,
        files=("metadata/datacite.xml",),
        doubtful=("PRO-003",),
        breaches=12,
    ),
    Real(
        file="kitdm-1.0",
        info=RDA,
        algorithms=("sha512",),
        version="0.97",
        files=("metadata/bmd.xml", "metadata/datacite.xml"),
        breaches=13,
    ),
    Real(
        file="ocrd",
        info=(("Ocrd-Identifier", "ocr-1"), ("Ocrd-Manifestation-Depth", "full")),
        algorithms=("sha512",),
        form=ZIP,
        files=("README.md",),
        doubtful=("PRO-002", "PRO-002", "PRO-006"),
        breaches=9,
    ),
    Real(file="bdbag", algorithms=("md5", "sha256"), version="0.97", form=ZIP, breaches=9),
    Real(
        file="bdbag-ro",
        algorithms=("md5", "sha256"),
        version="0.97",
        form=TGZ,
        files=("metadata/manifest.json",),
        breaches=10,
    ),
    Real(
        file="foo",
        info=(DATE, YORK, PHONE),
        algorithms=("md5",),
        version="0.96",
        form=TAR,
        breaches=10,
    ),
    Real(
        file="bar",
        info=BAR,
        algorithms=("md5",),
        version="0.96",
        files=("DPN/dpnFirstNode.txt", "DPN/dpnRegistry"),
        breaches=20,
    ),
)
NAMES = [one.file for one in REAL]


def path_of(one: Real) -> Path:
    return texts.FOLDER / f"{one.file}.json"


def test_every_profile_of_the_folder_is_judged_by() -> None:
    assert sorted(path.stem for path in texts.FOLDER.iterdir()) == sorted(NAMES)


@pytest.mark.parametrize("one", REAL, ids=NAMES)
def test_a_profile_in_use_loads_and_what_is_doubtful_about_it_is_told(one: Real) -> None:
    assert texts.codes(loading.load(path_of(one)).findings) == list(one.doubtful)


@pytest.mark.parametrize("one", REAL, ids=NAMES)
def test_a_bag_satisfies_a_profile_in_use(one: Real, tmp_path: Path) -> None:
    good = real.satisfying(one, loading.load(path_of(one)).profile)
    findings = real.judge(good, path_of(one), tmp_path)
    assert texts.codes(findings) == list(one.doubtful), findings


@pytest.mark.parametrize("one", REAL, ids=NAMES)
def test_every_single_breach_of_a_profile_in_use_is_told_and_nothing_else(
    one: Real, tmp_path: Path
) -> None:
    profile = loading.load(path_of(one)).profile
    every = list(real.breaches(profile, real.satisfying(one, profile)))
    assert len(every) == one.breaches, [name for name, _, _ in every]
    for place, (name, bag, expected) in enumerate(every):
        findings = real.judge(bag, path_of(one), tmp_path / str(place))
        told = [one.code.name for one in findings if one.code.name >= "PRO-020"]
        assert sorted(told) == sorted(expected), (name, findings)
