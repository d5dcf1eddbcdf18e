"""Secrets are found where they are kept, and shown nowhere."""

import base64
import copy
import pickle
from pathlib import Path

import pytest

from preserve.deposit.secrets import HIDDEN, Secret, Vault
from preserve.errors import UsageError

PLACE = "[deposit.there] credential"


def vault(tmp_path: Path, **environment: str) -> Vault:
    return Vault(environment, base=tmp_path)


def test_a_secret_shows_itself_to_nobody_who_does_not_ask() -> None:
    secret = Secret("hunter22")
    shown = [str(secret), repr(secret), f"{secret}", f"{secret:>20}", repr([secret])]
    assert all("hunter22" not in one for one in shown)
    assert secret.reveal() == "hunter22"


@pytest.mark.parametrize("write_down", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_secret_cannot_be_written_down(write_down: object) -> None:
    with pytest.raises(TypeError):
        write_down(Secret("hunter22"))  # type: ignore[operator]


def test_the_environment_gives_a_secret(tmp_path: Path) -> None:
    found = vault(tmp_path, TOKEN="hunter22").credential("env:TOKEN", place=PLACE)
    assert (found.user, found.secret.reveal()) == ("", "hunter22")


def test_a_file_of_its_owner_gives_a_secret(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("hunter22\n", encoding="utf-8")
    file.chmod(0o600)
    found = vault(tmp_path).credential("file:token", place=PLACE)
    assert found.secret.reveal() == "hunter22"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "token"
    file.write_text("hunter22", encoding="utf-8")
    file.chmod(mode)
    with pytest.raises(UsageError, match="others may read it") as refused:
        vault(tmp_path).credential("file:token", place=PLACE)
    assert "chmod 600" in refused.value.remedy
    assert "hunter22" not in str(refused.value)


def test_netrc_gives_the_user_and_the_secret_of_a_host(tmp_path: Path) -> None:
    file = tmp_path / ".netrc"
    file.write_text("machine repository.example login me password hunter22\n", encoding="utf-8")
    file.chmod(0o600)
    found = vault(tmp_path, HOME=str(tmp_path)).credential(
        "netrc", place=PLACE, host="repository.example"
    )
    assert (found.user, found.secret.reveal()) == ("me", "hunter22")
    with pytest.raises(UsageError, match=r"no password for other\.example"):
        vault(tmp_path, HOME=str(tmp_path)).credential("netrc", place=PLACE, host="other.example")


@pytest.mark.parametrize("reference", ["env:ABSENT", "file:absent", "netrc", "keyring:nowhere/me"])
def test_a_secret_that_is_not_there_is_a_matter_of_configuration(
    tmp_path: Path, reference: str
) -> None:
    with pytest.raises(UsageError, match=r"\[deposit\.there\] credential") as refused:
        vault(tmp_path, HOME=str(tmp_path)).credential(reference, place=PLACE)
    assert refused.value.exit_code == 2


def test_what_stands_where_a_place_should_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        vault(tmp_path).credential("hunter22", place=PLACE)
    assert "hunter22" not in refused.value.message + refused.value.remedy


def test_a_text_is_scrubbed_of_every_form_of_a_secret(tmp_path: Path) -> None:
    known = vault(tmp_path, TOKEN="hunter/22 x")
    known.credential("env:TOKEN", place=PLACE)
    text = "wrong: hunter/22 x, hunter%2F22%20x, hunter/22%20x"
    assert known.scrub(text) == f"wrong: {HIDDEN}, {HIDDEN}, {HIDDEN}"


def test_a_secret_is_hidden_as_it_goes_over_the_wire(tmp_path: Path) -> None:
    file = tmp_path / ".netrc"
    file.write_text("machine there.example login me password hunter22\n", encoding="utf-8")
    file.chmod(0o600)
    found = vault(tmp_path, HOME=str(tmp_path))
    found.credential("netrc", place=PLACE, host="there.example")
    for pair in (b"me:hunter22", b"hunter22:", b":hunter22"):
        header = f"Authorization: Basic {base64.b64encode(pair).decode()}"
        assert found.scrub(header) == f"Authorization: Basic {HIDDEN}"


def test_what_a_server_gives_for_a_secret_can_be_hidden_too(tmp_path: Path) -> None:
    found = vault(tmp_path)
    found.hide("session/token")
    text = "GET https://there.example/?signature=session%2Ftoken (session/token)"
    assert found.scrub(text) == f"GET https://there.example/?signature={HIDDEN} ({HIDDEN})"
