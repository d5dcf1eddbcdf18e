"""Memory does not grow with the number of files, in writing and in checking."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import memory, shared

_WRITE = (
    memory.PEAK
    + """
import sys
from dataclasses import replace
from preserve.metadata.premis import build, write
from tests.metadata import packages

class Many:
    def __init__(self, one, count):
        self.one, self.count = one, count
    def __iter__(self):
        for number in range(self.count):
            name = f"urn:uuid:{number:032x}"
            identifier = replace(self.one.identifiers[0], value=name)
            yield replace(
                self.one,
                identifiers=(identifier,),
                original_name=f"{number}.txt",
                content_location=f"representations/rep1/data/{number}.txt",
            )

class Identifiers:
    def __init__(self, files):
        self.files = files
    def __iter__(self):
        return (file.identifiers[0] for file in self.files)

record = build.build(packages.whole())
*_, one = record.files
with open(sys.argv[1], "wb") as sink:
    files = Many(one, int(sys.argv[2]))
    write.write(replace(record, files=files, file_identifiers=Identifiers(files)), sink)
print(peak_kib() // 1024)
"""
)
_CHECK = (
    memory.PEAK
    + """
import sys
from preserve.metadata import rules
with open(sys.argv[1], "rb") as stream:
    result = rules.check_premis(stream, name="premis.xml")
assert result.facts is not None
assert sum(1 for _ in result.facts.files()) == int(sys.argv[2])
print(peak_kib() // 1024)
"""
)


def _peak(program: str, path: Path, count: int) -> int:
    """Run a program of its own, and give the memory it took at most, in MiB."""
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), str(count)],
        cwd=shared.REPOSITORY,
        capture_output=True,
        check=True,
        text=True,
    )
    return int(done.stdout)


@pytest.mark.slow
def test_ten_times_the_files_take_no_more_memory(tmp_path: Path) -> None:
    few, many = tmp_path / "few.xml", tmp_path / "many.xml"
    written = [_peak(_WRITE, few, 1_000), _peak(_WRITE, many, 10_000)]
    checked = [_peak(_CHECK, few, 1_000), _peak(_CHECK, many, 10_000)]
    assert many.stat().st_size > 40_000_000
    assert written[1] - written[0] < 10
    assert checked[1] - checked[0] < 20
