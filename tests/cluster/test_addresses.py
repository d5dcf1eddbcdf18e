"""What is given to ``--cluster``: an address, looked at before anything is asked for it."""

from pathlib import Path

import pytest

from preserve.errors import UsageError
from preserve.workflow.cluster import address
from tests.cli import commands


@pytest.mark.parametrize(
    "text",
    [
        "tcp://127.0.0.1:8786",
        "tcp://archive1.example.org:8786",
        "tcp://[::1]:8786",
        "tls://archive1:1",
        "ws://archive1:80/",
        "wss://preserve-scheduler:65535",
    ],
)
def test_an_address_of_a_scheduler_is_taken_as_it_is(text: str) -> None:
    assert address.checked(text) == text


def test_an_address_without_a_scheme_is_one_of_tcp() -> None:
    assert address.checked("127.0.0.1:8786") == "tcp://127.0.0.1:8786"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("127.0.0.1:8786x", "the host or the port is none"),
        ("tcp://127.0.0.1:99999", "the host or the port is none"),
        ("tcp://[::1:8786", "the host or the port is none"),
        ("http://127.0.0.1:8786", "http is no scheme of a scheduler; tcp, tls, ws and wss are"),
        ("localhost", "no port is named"),
        ("tcp://127.0.0.1", "no port is named"),
        ("tcp://127.0.0.1:0", "no port is named"),
        ("tcp://:8786", "no host is named"),
        ("", "no host is named"),
        ("tcp://two words:8786", "no host is named"),
        ("tcp://me@archive1:8786", "more than a host and a port is named"),
        ("tcp://archive1:8786/status", "more than a host and a port is named"),
        ("tcp://archive1:8786?a=b", "more than a host and a port is named"),
    ],
)
def test_what_is_no_address_is_refused_with_the_right_form(text: str, wrong: str) -> None:
    with pytest.raises(UsageError) as refused:
        address.checked(text)
    assert refused.value.message == f"--cluster {text}: {wrong}"
    assert refused.value.remedy == "An address has the form tcp://HOST:8786."


@pytest.mark.parametrize("words", [["bag", "originals"], ["validate", "bags/a"]])
def test_a_wrong_address_ends_a_command_with_two_lines(words: list[str], tmp_path: Path) -> None:
    (tmp_path / "originals").mkdir()
    ended = commands.run([*words, "--cluster", "localhost"], folder=tmp_path)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.splitlines() == [
        "preserve: --cluster localhost: no port is named",
        "  An address has the form tcp://HOST:8786.",
    ]


def test_tls_without_certificates_says_what_to_configure(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    (tmp_path / "originals").mkdir()
    words = ["bag", "originals", "--cluster", "tls://127.0.0.1:8786"]
    ended = commands.run(words, folder=tmp_path)
    assert ended.returncode == 2
    told = ended.stderr.splitlines()
    assert told[0] == (
        "preserve: --cluster tls://127.0.0.1:8786: TLS needs certificates that Dask can read"
    )
    assert "distributed.comm.tls.ca-file" in told[1]
    assert len(told) == 2
