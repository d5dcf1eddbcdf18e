"""What to mend first is nearest to the cause."""

import pytest

from preserve.findings import (
    Finding,
    Severity,
    archives,
    bag_info,
    causes,
    crosscheck,
    fixity,
    manifests,
    names,
    structure,
    tag_manifests,
)

UNOPENED = structure.PACKAGE_UNREADABLE.at("cannot be opened")
DECLARATION = structure.DECLARATION_LINES.at("bagit.txt: has three lines", path="bagit.txt")
NAME = names.UNSAFE_PATH.at("../x: leads outside", path="manifest-sha256.txt", line=1)
MANIFEST = manifests.MALFORMED_LINE.at("no path", path="manifest-sha256.txt", line=2)
MISSING = manifests.MISSING_FILE.at("data/a: is missing", path="data/a")
ALTERED = fixity.ALTERED.at("data/b: differs", path="data/b")
TAG = tag_manifests.LISTS_TAG_MANIFEST.at("lists itself", path="tagmanifest-md5.txt", line=1)
INFO = bag_info.OXUM_WRONG.at("differs", path="bag-info.txt", line=1)
METADATA = crosscheck.DIGEST_DIFFERS.at("data/b: differs from PREMIS", path="data/b")
WARNING = names.CASE_TWINS.at("data/A: differs in case", path="data/A")
NOTE = structure.OLDER_VERSION.at("bagit.txt: is of 0.97", path="bagit.txt")
ORDER = (
    UNOPENED,
    DECLARATION,
    NAME,
    MANIFEST,
    MISSING,
    ALTERED,
    TAG,
    INFO,
    METADATA,
    WARNING,
    NOTE,
)


def test_codes_come_in_the_order_in_which_to_mend_them() -> None:
    groups = causes.grouped(reversed(ORDER), most=1)
    assert [group.listed for group in groups] == [(one,) for one in ORDER]


@pytest.mark.parametrize("number", range(len(ORDER)))
def test_the_nearest_to_the_cause_is_first_to_mend(number: int) -> None:
    assert causes.first(reversed(ORDER[number:])) is ORDER[number]


def test_nothing_is_first_of_nothing() -> None:
    assert causes.first(()) is None


def test_an_altered_manifest_comes_before_the_files_it_makes_seem_altered() -> None:
    manifest = fixity.ALTERED.at("manifest-md5.txt: differs", path="manifest-md5.txt")
    assert causes.first((ALTERED, MISSING, manifest)) is manifest


def test_a_group_lists_the_first_and_counts_all() -> None:
    findings = [fixity.ALTERED.at(f"data/{one}: differs") for one in range(5)]
    (group,) = causes.grouped(iter(findings), most=2)
    assert (group.severity, group.code) == (Severity.ERROR, fixity.ALTERED)
    assert group.listed == tuple(findings[:2])
    assert group.count == 5


def test_an_excused_finding_stands_among_the_warnings() -> None:
    excused = Finding(code=manifests.MALFORMED_LINE, message="no path", excused=True)
    assert [group.severity for group in causes.grouped((NOTE, excused, ALTERED), most=1)] == [
        Severity.ERROR,
        Severity.WARNING,
        Severity.NOTE,
    ]


@pytest.mark.parametrize(
    "effect", [structure.NO_DECLARATION.at("bagit.txt: is missing", path="bagit.txt"), MISSING]
)
def test_a_tar_that_may_be_cut_short_comes_before_what_it_lacks(effect: Finding) -> None:
    warning = archives.NO_END_BLOCKS.at("the archive: it ends without an empty block")
    assert causes.first((effect, NOTE, warning)) is warning
    assert causes.first((DECLARATION, effect, warning)) is DECLARATION
    assert causes.first((ALTERED, warning)) is ALTERED


def test_a_renamed_file_comes_before_the_file_that_is_missing_for_it() -> None:
    unlisted = manifests.UNLISTED_FILE.at("data/c: is in no payload manifest", path="data/c")
    renamed = manifests.RENAMED.at("data/c: has the digest of data/a", path="data/c")
    assert causes.first((MISSING, unlisted, ALTERED, renamed)) is renamed
    assert causes.first((MANIFEST, MISSING, unlisted, renamed)) is MANIFEST
