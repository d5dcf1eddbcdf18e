"""The completion script, asked by a real bash."""

import shutil
import subprocess

import pytest

from preserve.cli import main

BASH = shutil.which("bash")


def completed(script: str, *words: str) -> list[str]:
    """Give what bash offers for the last of the words."""
    typed = " ".join(f"'{word}'" for word in ("preserve", *words))
    asked = f"{script}\nCOMP_WORDS=({typed})\nCOMP_CWORD={len(words)}\n_preserve\n"
    done = subprocess.run(
        [BASH or "", "--norc", "-u", "-c", asked + 'printf "%s\\n" "${COMPREPLY[@]-}"'],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert done.stderr == ""
    return sorted(done.stdout.split())


@pytest.mark.skipif(BASH is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("words", "offers"),
    [
        (
            [""],
            [
                "bag",
                "cluster",
                "confirm",
                "deposit",
                "describe",
                "receipts",
                "schemas",
                "validate",
            ],
        ),
        (["deposit", "--rec"], ["--receipt-beside"]),
        (["receipts", "--p"], ["--premis", "--progress"]),
        (["sch"], ["schemas"]),
        (["--json", "va"], ["validate"]),
        (["schemas", ""], ["check", "fetch", "list"]),
        (["bag", "--ou"], ["--output"]),
        (["bag", "originals", "--serialize", ""], ["none", "tar", "tgz", "zip"]),
        (["bag", "originals", "--serialize", "t"], ["tar", "tgz"]),
        (["--progress", "p"], ["plain"]),
        (["bag", "--output", ""], []),
        (["bag", ""], []),
        (["schemas", "check", "--js"], ["--json"]),
    ],
)
def test_bash_completes(
    words: list[str], offers: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["--print-completion", "bash"]) == 0
    assert completed(capsys.readouterr().out, *words) == offers
