"""From releases to bags: what is packaged, recognised, refused."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from preserve.config import BagSettings, Organisation, RightsSettings, Serialization
from preserve.errors import UsageError, WriteError
from preserve.model.digests import Algorithm
from preserve.workflow import space
from tests.faults import trees
from tests.workflow import packaging
from tests.workflow.packaging import package, statuses, write_release


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    folder = tmp_path / "originals"
    write_release(folder / "a.txt")
    write_release(folder / "b" / "b.txt", "Another release with an attachment")
    (folder / "b" / "annex.bin").write_bytes(bytes(range(256)))
    return folder


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "bags"


def test_each_release_becomes_a_valid_bag_of_its_very_octets(originals: Path, output: Path) -> None:
    outcomes = package(originals, output=output)
    assert statuses(outcomes) == {"a.txt": "created", "b": "created"}
    for outcome in outcomes:
        assert outcome.verified
        assert outcome.path is not None
        packaging.assert_valid(outcome.path)
    content = output / "b" / "data" / "representations" / "rep1" / "data"
    assert trees.snapshot(content, times=True).keys() == {"b.txt", "annex.bin"}
    for name in ("b.txt", "annex.bin"):
        assert (content / name).read_bytes() == (originals / "b" / name).read_bytes()
        assert (content / name).stat().st_mtime_ns == (originals / "b" / name).stat().st_mtime_ns


def test_originals_are_neither_written_nor_given_a_neighbour(originals: Path, output: Path) -> None:
    before = trees.snapshot(originals.parent, times=True)
    package(originals, output=output)
    package(originals, output=output)
    after = trees.snapshot(originals.parent, times=True)
    assert {name: facts for name, facts in after.items() if not name.startswith("bags")} == before


def test_an_unchanged_release_is_read_and_not_written(originals: Path, output: Path) -> None:
    first = package(originals, output=output)
    before = trees.snapshot(output, times=True)
    second = package(originals, output=output)
    assert statuses(second) == {"a.txt": "unchanged", "b": "unchanged"}
    assert [one.identifier for one in second] == [one.identifier for one in first]
    after = trees.snapshot(output, times=True)
    assert {name: facts for name, facts in after.items() if not name.startswith(".preserve")} == {
        name: facts for name, facts in before.items() if not name.startswith(".preserve")
    }


def test_a_touched_release_is_unchanged(originals: Path, output: Path) -> None:
    package(originals, output=output)
    os.utime(originals / "a.txt", ns=(1, 1))
    assert statuses(package(originals, output=output))["a.txt"] == "unchanged"


def test_a_changed_release_becomes_a_version_beside_the_first(
    originals: Path, output: Path
) -> None:
    first = package(originals, output=output)[0]
    before = trees.snapshot(output / "a.txt", times=True)
    write_release(originals / "a.txt", "A corrected release about nothing but itself")
    second = package(originals, output=output)[0]
    assert (str(second.status), second.version, second.path) == (
        "new-version",
        2,
        output / "a.txt.v2",
    )
    assert second.replaces == first.identifier
    assert second.identifier != first.identifier
    assert trees.snapshot(output / "a.txt", times=True) == before
    packaging.assert_valid(output / "a.txt.v2")
    premis = (output / "a.txt.v2/data/metadata/preservation/premis.xml").read_text()
    assert first.identifier is not None
    assert premis.count(first.identifier) >= 1
    assert "supersedes" in premis
    assert statuses(package(originals, output=output))["a.txt"] == "unchanged"


def test_a_release_that_is_again_as_it_was_is_its_first_version(
    originals: Path, output: Path
) -> None:
    first = package(originals, output=output)[0]
    was = (originals / "a.txt").read_bytes()
    write_release(originals / "a.txt", "A corrected release about nothing but itself")
    package(originals, output=output)
    (originals / "a.txt").write_bytes(was)
    third = package(originals, output=output)[0]
    assert (str(third.status), third.identifier, third.version) == (
        "unchanged",
        first.identifier,
        1,
    )
    assert packaging.codes(third) == ["PKG-002"]


@pytest.mark.parametrize(
    "settings",
    [
        packaging.with_settings(organisation=Organisation(name="Archive")),
        packaging.with_settings(bag=BagSettings(info=(("Bag-Group-Identifier", "2026"),))),
        packaging.with_settings(bag=BagSettings(algorithms=(Algorithm.SHA512,))),
        packaging.with_settings(rights=RightsSettings(basis="license", uri="https://x.example/")),
    ],
)
def test_configuration_that_enters_the_bag_makes_a_new_version(
    originals: Path, output: Path, settings: packaging.Settings
) -> None:
    package(originals, output=output)
    outcome = package(originals, output=output, settings=settings)[0]
    assert str(outcome.status) == "new-version"
    assert outcome.identifier != outcome.replaces
    packaging.assert_valid(output / "a.txt.v2")


def test_a_row_of_the_sheet_makes_a_new_version_and_its_line_number_does_not(
    originals: Path, output: Path
) -> None:
    package(originals, output=output)
    sheet = originals / "metadata.csv"
    sheet.write_text("filename,title\na.txt,Corrected\n", encoding="utf-8")
    outcome = package(originals, output=output)
    assert statuses(outcome) == {"a.txt": "new-version", "b": "unchanged"}
    assert "Corrected" in (output / "a.txt.v2/data/metadata/descriptive/dcterms.xml").read_text(
        encoding="utf-8"
    )
    sheet.write_text("filename;title\nb;\na.txt;Corrected\n", encoding="utf-8")
    assert statuses(package(originals, output=output))["a.txt"] == "unchanged"


def test_a_row_for_other_octets_refuses_the_release(originals: Path, output: Path) -> None:
    sheet = originals / "metadata.csv"
    digest = hashlib.sha512(b"other octets").hexdigest()
    sheet.write_text(f"filename,sha512\na.txt,{digest}\n", encoding="utf-8")
    outcomes = package(originals, output=output)
    assert statuses(outcomes) == {"a.txt": "refused", "b": "created"}
    assert not (output / "a.txt").exists()


def test_a_row_for_no_release_stops_the_run_before_it_writes(originals: Path, output: Path) -> None:
    (originals / "metadata.csv").write_text("filename,title\nc.txt,C\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"c\.txt"):
        package(originals, output=output)
    assert not output.exists()


def test_what_stands_under_the_name_and_is_no_package_is_left_alone(
    originals: Path, output: Path
) -> None:
    (output / "a.txt").mkdir(parents=True)
    (output / "a.txt" / "mine").write_bytes(b"mine")
    outcomes = package(originals, output=output)
    assert statuses(outcomes) == {"a.txt": "refused", "b": "created"}
    assert packaging.codes(outcomes[0]) == ["PKG-001"]
    assert [path.name for path in (output / "a.txt").iterdir()] == ["mine"]


def test_a_bag_of_another_release_under_the_name_is_left_alone(
    originals: Path, output: Path, tmp_path: Path
) -> None:
    write_release(tmp_path / "other" / "c.txt")
    package(tmp_path / "other", output=output)
    (output / "c.txt").rename(output / "a.txt")
    outcomes = package(originals, output=output)
    assert statuses(outcomes)["a.txt"] == "refused"


def test_a_version_never_takes_the_name_of_another_release(originals: Path, output: Path) -> None:
    write_release(originals / "a.txt.v2", "A release with an unlucky name")
    assert set(statuses(package(originals, output=output)).values()) == {"created"}
    assert set(statuses(package(originals, output=output)).values()) == {"unchanged"}
    write_release(originals / "a.txt", "A corrected release about nothing but itself")
    outcomes = package(originals, output=output)
    assert statuses(outcomes) == {"a.txt": "new-version", "a.txt.v2": "unchanged", "b": "unchanged"}
    assert (outcomes[0].path, outcomes[0].version) == (output / "a.txt.v3", 3)
    assert set(statuses(package(originals, output=output)).values()) == {"unchanged"}


def test_a_new_release_and_a_new_version_of_one_name_do_not_race(
    originals: Path, output: Path
) -> None:
    package(originals, output=output)
    write_release(originals / "a.txt.v2", "A release with an unlucky name")
    write_release(originals / "a.txt", "A corrected release about nothing but itself")
    outcomes = package(originals, output=output, workers=4)
    assert [one.path for one in outcomes[:2]] == [output / "a.txt.v3", output / "a.txt.v2"]


def altered(bag: Path) -> None:
    (bag / "manifest-sha512.txt").write_bytes(b"")


def lost(bag: Path) -> None:
    (bag / "data/representations/rep1/data/a.txt").unlink()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda bag: (bag / "bagit.txt").unlink(), "bagit.txt is missing"),
        (lambda bag: (bag / "bagit.txt").write_bytes(b""), "bagit.txt was altered"),
        (altered, "manifest-sha512.txt was altered"),
        (lambda bag: (bag / "manifest-sha256.txt").unlink(), "manifest-sha256.txt is missing"),
        (lost, "its payload is"),
        (
            lambda bag: (bag / "tagmanifest-x.txt").write_bytes(b""),
            "tagmanifest-x.txt was not there",
        ),
        (lambda bag: (bag / "data" / "more").write_bytes(b"x"), "its payload is"),
    ],
)
def test_a_package_that_is_not_whole_any_more_is_not_called_unchanged(
    originals: Path, output: Path, harm: Callable[[Path], object], said: str
) -> None:
    package(originals, output=output)
    harm(output / "a.txt")
    before = trees.snapshot(output / "a.txt", times=True)
    outcomes = package(originals, output=output)
    assert statuses(outcomes) == {"a.txt": "refused", "b": "unchanged"}
    (finding,) = outcomes[0].findings
    assert finding.code.name == "PKG-005"
    assert said in finding.message
    assert trees.snapshot(output / "a.txt", times=True) == before


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (Serialization.ZIP, "a.txt.zip"),
        (Serialization.TAR, "a.txt.tar"),
        (Serialization.TGZ, "a.txt.tgz"),
    ],
)
def test_an_archive_is_recognised_and_versioned_like_a_folder(
    originals: Path, output: Path, form: Serialization, name: str
) -> None:
    settings = packaging.with_settings(bag=BagSettings(serialize=form))
    first = package(originals, output=output, settings=settings)[0]
    assert (first.path, first.archive) == (None, output / name)
    assert statuses(package(originals, output=output, settings=settings))["a.txt"] == "unchanged"
    write_release(originals / "a.txt", "A corrected release about nothing but itself")
    second = package(originals, output=output, settings=settings)[0]
    assert second.archive == output / name.replace("a.txt", "a.txt.v2")
    assert second.replaces == first.identifier


def test_sha512_makes_the_identity_even_where_no_manifest_has_it(
    originals: Path, output: Path, tmp_path: Path
) -> None:
    both = package(originals, output=output)[0]
    settings = packaging.with_settings(bag=BagSettings(algorithms=(Algorithm.MD5,)))
    weak = package(originals, output=tmp_path / "weak", settings=settings)[0]
    assert both.identifier == weak.identifier
    assert [path.name for path in sorted((tmp_path / "weak/a.txt").glob("*manifest*"))] == [
        "manifest-md5.txt",
        "tagmanifest-md5.txt",
    ]
    premis = (tmp_path / "weak/a.txt/data/metadata/preservation/premis.xml").read_text()
    assert "SHA-512" in premis


def test_senders_digests_are_verified_and_named(originals: Path, output: Path) -> None:
    digest = hashlib.md5((originals / "b/b.txt").read_bytes()).hexdigest()
    (originals / "b" / "checksums.md5").write_text(f"{digest}  b.txt\n")
    outcome = package(originals, output=output)[1]
    assert str(outcome.status) == "created"
    premis = (output / "b/data/metadata/preservation/premis.xml").read_text()
    assert digest in premis
    assert "<premis:messageDigestOriginator>sender (checksums.md5)<" in premis
    assert "fixity check" in premis


def test_a_release_that_differs_from_its_senders_digest_is_refused(
    originals: Path, output: Path
) -> None:
    (originals / "b" / "b.txt.sha256").write_text(f"{'0' * 64}  b.txt\n")
    outcomes = package(originals, output=output)
    assert statuses(outcomes) == {"a.txt": "created", "b": "refused"}
    (finding,) = outcomes[1].findings
    assert finding.expected == "0" * 64
    assert finding.found == hashlib.sha256((originals / "b/b.txt").read_bytes()).hexdigest()
    assert sorted(path.name for path in output.iterdir()) == [".preserve", "a.txt"]


def test_a_list_named_by_checksums_is_verified(
    originals: Path, output: Path, tmp_path: Path
) -> None:
    listed = tmp_path / "manifest-sha512.txt"
    listed.write_text(f"{'0' * 128}  data/a.txt\n")
    outcomes = package(originals, output=output, checksums=(listed,))
    assert statuses(outcomes) == {"a.txt": "refused", "b": "created"}


def test_a_dry_run_writes_nothing_and_tells_what_a_run_then_does(
    originals: Path, output: Path
) -> None:
    planned = package(originals, output=output, dry_run=True)
    assert not output.exists()
    made = package(originals, output=output)
    assert set(statuses(planned).values()) == {"planned"}
    for plan, outcome in zip(planned, made, strict=True):
        assert (plan.path, plan.identifier, plan.files, plan.octets, plan.review) == (
            outcome.path,
            outcome.identifier,
            outcome.files,
            outcome.octets,
            outcome.review,
        )
    write_release(originals / "a.txt", "A corrected release about nothing but itself")
    before = trees.snapshot(output, times=True)
    planned = package(originals, output=output, dry_run=True)
    assert trees.snapshot(output, times=True) == before
    assert statuses(planned) == {"a.txt": "planned", "b": "unchanged"}
    made = package(originals, output=output)
    assert (planned[0].version, planned[0].identifier, planned[0].replaces) == (
        made[0].version,
        made[0].identifier,
        made[0].replaces,
    )


def test_trusted_times_spare_the_read_and_say_so(originals: Path, output: Path) -> None:
    package(originals, output=output)
    outcomes = package(originals, output=output, trust_times=True)
    assert statuses(outcomes) == {"a.txt": "unchanged", "b": "unchanged"}
    assert packaging.codes(outcomes[0]) == ["PKG-003"]
    assert outcomes[0].not_checked == (
        "content of the originals (--trust-times)",
        "octets of packages that stood already (preserve validate reads them)",
    )
    os.utime(originals / "a.txt", ns=(1, 1))
    reread = package(originals, output=output, trust_times=True)
    assert packaging.codes(reread[0]) == []
    assert packaging.codes(package(originals, output=output, trust_times=True)[0]) == ["PKG-003"]


def test_a_file_given_as_source_is_one_release(originals: Path, output: Path) -> None:
    assert statuses(package(originals / "a.txt", output=output)) == {"a.txt": "created"}


def test_an_output_inside_a_source_is_refused(originals: Path) -> None:
    with pytest.raises(UsageError):
        package(originals, output=originals / "bags")
    assert not (originals / "bags").exists()


def test_a_bag_is_no_source(originals: Path, output: Path, tmp_path: Path) -> None:
    package(originals, output=output)
    outcomes = package(output, output=tmp_path / "again")
    assert set(statuses(outcomes).values()) == {"refused"}


def test_a_release_that_does_not_fit_the_disk_is_foreseen(
    originals: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(space, "_FOR_EACH_FILE", 1 << 62)
    outcomes = package(originals, output=output)
    assert set(statuses(outcomes).values()) == {"failed"}
    assert "needs" in outcomes[0].message
    assert [path.name for path in output.iterdir()] == [".preserve"]
    assert WriteError.exit_code == outcomes[0].exit_code == 3


def test_one_unreadable_release_does_not_stop_the_rest(
    originals: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.readv
    broken = os.stat(originals / "a.txt").st_ino

    def readv(handle: int, buffers: object) -> int:
        if os.fstat(handle).st_ino == broken:
            raise OSError(5, "Input/output error")
        return real(handle, buffers)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "readv", readv)
    outcomes = package(originals, output=output)
    assert statuses(outcomes) == {"a.txt": "failed", "b": "created"}
    assert outcomes[0].message == "a.txt: cannot be read (Input/output error)"
    assert sorted(path.name for path in output.iterdir()) == [".preserve", "b"]


def test_the_summary_of_what_was_not_checked_is_never_silent(originals: Path, output: Path) -> None:
    outcome = package(originals, output=output, verify=False)[0]
    assert not outcome.verified
    assert outcome.not_checked == (
        "viruses (this version has no virus check)",
        "conformance of files to their formats (this version has no format validation)",
        "format identification (--no-identify)",
        "the package read back from disk (--no-verify)",
        "second opinion of bagit-python (--second-opinion none)",
    )
    premis = (output / "a.txt/data/metadata/preservation/premis.xml").read_text()
    assert "virus check" not in premis
    assert "format identification" not in premis
    assert "The copies were not read back." in premis


def test_the_journal_says_what_was_bagged(originals: Path, output: Path) -> None:
    outcome = package(originals, output=output)[0]
    lines = list(packaging.journal(output))
    assert [line["subject"] for line in lines] == ["a.txt", "b"]
    assert lines[0]["identifier"] == outcome.identifier
    assert lines[0]["outcome"] == "created"
    assert lines[0]["verified"] is True


def test_bag_info_is_in_its_fixed_order_with_free_tags_last(originals: Path, output: Path) -> None:
    settings = packaging.with_settings(
        organisation=Organisation(
            name="Archive", identifier="x", address="1 Street", contact="a@b.example"
        ),
        bag=BagSettings(info=(("Bag-Group-Identifier", "2026"),)),
    )
    package(originals, output=output, settings=settings)
    lines = (output / "a.txt/bag-info.txt").read_text(encoding="utf-8").splitlines()
    assert [line.partition(":")[0] for line in lines if not line.startswith(" ")] == [
        "Source-Organization",
        "Organization-Address",
        "Contact-Email",
        "External-Description",
        "External-Identifier",
        "Internal-Sender-Identifier",
        "Bagging-Date",
        "Bag-Software-Agent",
        "Bag-Size",
        "Payload-Oxum",
        "BagIt-Profile-Identifier",
        "Preserve-Inputs",
        "Bag-Group-Identifier",
    ]
    assert packaging.tag(output / "a.txt", "Bagging-Date") == "2025-11-22"
