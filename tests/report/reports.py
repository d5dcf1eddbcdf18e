"""Reports to make pages of: sound, broken, hostile, and many."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import replace

from preserve.findings import (
    Finding,
    Verdict,
    VerdictReport,
    bag_info,
    fixity,
    manifests,
    names,
    structure,
)
from preserve.metadata.rules.dublin_core import check_dublin_core
from preserve.metadata.rules.premis import check_premis
from preserve.model import layout
from preserve.model.bags import BagFacts, PayloadFacts, Tag
from preserve.model.digests import Algorithm, HexDigest
from preserve.model.judgements import Judgement
from preserve.workflow import inspection
from preserve.workflow.bag_metadata import MetadataCheck
from tests.bags import builder
from tests.validate import packages

ALTERED = "data/representations/rep1/data/bridge, opened.txt"
HOSTILE = (
    "data/<script>document.title='taken'</script><img src=x onerror=alert(1)>.txt",
    "data/\x1b[2J\x07.txt",
    "data/cod\u202etxt.exe",
    "data/octets\udcff.bin",
    "data/'\"&quot;--><!--.txt",
    f"data/{'long-' * 600}.txt",
)


def sound() -> VerdictReport:
    """A package of preserve's own form, as it should be."""
    return inspected("bags/2026-11-22-bridge-opened.txt")


def altered() -> VerdictReport:
    """The same with an original that was altered afterwards."""
    facts = payload_facts({ALTERED: b"HELLO"})[ALTERED]
    findings = (
        fixity.ALTERED.at(
            f"{ALTERED}: {algorithm} differs (manifest-{algorithm}.txt 2cf24dba…, "
            f"file {digest[:8]}…)",
            path=ALTERED,
            expected="2cf24dba" * (len(digest) // 8),
            found=digest,
        )
        for algorithm, digest in facts.digests.items()
    )
    return inspected("bags/altered.txt", *findings, changed={ALTERED: b"HELLO"})


def foreign() -> VerdictReport:
    """A bag of another maker, without PREMIS."""
    payload = {"data/a.pdf": b"%PDF", "data/b.PDF": b"%PDF-1", "data/notes": b"notes"}
    return replace(
        verdict("bags/foreign.zip", verdict=Verdict.VALID),
        inspection=inspection.inspect(bag_facts(payload, form="application/zip"), ()),
    )


def inspected(
    path: str, *findings: Finding, changed: Mapping[str, bytes] | None = None
) -> VerdictReport:
    """A package of preserve's own form with what is known of it; ``changed`` are other octets."""
    payload = {**packages.ORIGINALS, **packages.metadata(), **(changed or {})}
    facts = bag_facts(payload)
    return VerdictReport(
        path=path,
        verdict=Verdict.INVALID if findings else Verdict.VALID,
        findings=findings,
        files=len(facts.payload),
        octets=facts.octets,
        inspection=inspection.inspect(facts, findings, metadata=metadata(payload)),
        judgement=Judgement(path=f"/srv/{path}", terms=("in full", "strictly")),
    )


def metadata(payload: Mapping[str, bytes]) -> MetadataCheck:
    """What checking the documents of a package of preserve's own form would establish."""
    premis = check_premis(io.BytesIO(payload[layout.PREMIS]), name=layout.PREMIS)
    record = check_dublin_core(io.BytesIO(payload[layout.RECORD]), name=layout.RECORD)
    findings = [*premis.findings, *record.findings]
    return MetadataCheck(findings=findings, premis=premis, record=record)


def bag_facts(payload: Mapping[str, bytes], *, form: str = "") -> BagFacts:
    """What reading a bag with that payload would establish."""
    return BagFacts(
        version="1.0",
        info=tuple(Tag(label=label, value=value) for label, value in builder.INFO),
        payload=payload_facts(payload),
        octets=sum(map(len, payload.values())),
        payload_manifests=("sha256", "sha512"),
        tag_manifests=("sha256", "sha512"),
        tag_files=("bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt"),
        form=form,
    )


def payload_facts(payload: Mapping[str, bytes]) -> Mapping[str, PayloadFacts]:
    """Sizes and digests of such files."""
    algorithms = (Algorithm.SHA256, Algorithm.SHA512)
    return {
        path: PayloadFacts(
            path=path,
            size=len(octets),
            digests={one: HexDigest(builder.digest(one, octets)) for one in algorithms},
        )
        for path, octets in sorted(payload.items())
    }


def verdict(path: str, *findings: Finding, verdict: Verdict = Verdict.INVALID) -> VerdictReport:
    """A report of which nothing but findings is known."""
    return VerdictReport(
        path=path, verdict=verdict, findings=findings, not_checked=("metadata: there is none",)
    )


def broken(number: int = 2_000) -> VerdictReport:
    """A package with that many findings, of every severity and several areas."""
    return verdict(
        "bags/broken",
        bag_info.NO_OXUM.at("bag-info.txt: states no Payload-Oxum", path="bag-info.txt"),
        structure.NO_DECLARATION.at("bagit.txt: is not there", path="bagit.txt"),
        *_altered(f"data/folder-{one // 100}/file-{one:05}.tif" for one in range(number // 2)),
        *(
            manifests.MISSING_FILE.at(
                f"data/folder-{one // 100}/gone-{one:05}.tif: is missing "
                f"(manifest-sha256.txt, line {one + 1})",
                path=f"data/folder-{one // 100}/gone-{one:05}.tif",
            )
            for one in range(number // 4)
        ),
        *(
            names.CASE_TWINS.at(f"data/Twin-{one}: differs in case", path=f"data/Twin-{one}")
            for one in range(number // 4)
        ),
    )


def hostile() -> VerdictReport:
    """Findings on files with names that should do harm."""
    return verdict(f"bags/{HOSTILE[0]}", *_altered(HOSTILE))


def many(number: int = 50) -> Iterable[VerdictReport]:
    """As many packages, of every verdict."""
    verdicts = (*Verdict, Verdict.VALID, Verdict.VALID)
    for one in range(number):
        found = verdicts[one % len(verdicts)]
        findings = () if found is Verdict.VALID else tuple(_altered([f"data/file-{one}.txt"]))
        yield verdict(f"bags/release-{one:03}.txt", *findings, verdict=found)


def _altered(paths: Iterable[str]) -> Iterable[Finding]:
    for path in paths:
        yield fixity.ALTERED.at(
            f"{path}: sha256 differs (manifest-sha256.txt 3f1a3f1a…, file 9c0e9c0e…)",
            path=path,
            expected="3f1a" * 16,
            found="9c0e" * 16,
        )
