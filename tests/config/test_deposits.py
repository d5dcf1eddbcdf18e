"""Repositories in ``preserve.toml``; their keys are read by their kinds, and secrets refused."""

from pathlib import Path

import pytest

from preserve import config
from preserve.config import DepositSettings
from preserve.deposit import kinds
from preserve.errors import UsageError


def load(tmp_path: Path, text: str) -> config.Settings:
    path = tmp_path / "preserve.toml"
    path.write_text(text, encoding="utf-8")
    return config.load(path, {})


def test_repositories_are_read_in_their_order(tmp_path: Path) -> None:
    settings = load(
        tmp_path, '[deposit.b]\nkind = "local"\npath = "x"\n[deposit.a]\nkind = "local"\n'
    )
    assert settings.deposit == (
        DepositSettings(name="b", kind="local", keys={"path": "x"}),
        DepositSettings(name="a", kind="local"),
    )


@pytest.mark.parametrize(
    "line",
    [
        'password = "hunter22"',
        'token = "hunter22"',
        'access_token = "hunter22"',
        'secret_key = "hunter22"',
        'aws_secret_access_key = "hunter22"',
        'api_key = "hunter22"',
        'passphrase = "hunter22"',
        'private_key = "hunter22"',
        'url = "https://me:hunter22@repository.example/"',
        'more = { password = "hunter22" }',
    ],
)
def test_a_secret_is_refused_and_not_repeated(tmp_path: Path, line: str) -> None:
    with pytest.raises(UsageError, match="is a secret, and has no place here") as refused:
        load(tmp_path, f'[deposit.a]\nkind = "local"\n{line}\n')
    assert "hunter22" not in refused.value.message + refused.value.remedy
    assert "credential" in refused.value.remedy


@pytest.mark.parametrize(
    "line", ["bucket = 'tokens'", "path = '/srv/secrets'", "url = 'https://a@b/'"]
)
def test_what_only_looks_a_little_like_one_is_not(tmp_path: Path, line: str) -> None:
    assert load(tmp_path, f'[deposit.a]\nkind = "s3"\n{line}\n').deposit


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[deposit.a]\npath = 'x'\n", "kind is missing"),
        ("deposit = 3\n", "a table of tables is wanted"),
        ("[deposit]\na = 3\n", "a table is wanted"),
        ("[deposit.a]\nkind = 3\n", "text is wanted"),
    ],
)
def test_what_is_no_repository_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        load(tmp_path, text)


@pytest.mark.parametrize(
    ("keys", "message", "remedy"),
    [
        ({"pat": "x"}, "unknown key pat", "Did you mean path?"),
        ({}, "path is missing", "It is the folder"),
        ({"path": "x", "form": "rar"}, "rar is not known", "Known: folder, zip, tar."),
        ({"path": ""}, "a path is wanted", ""),
        ({"path": "x", "attempts": 0}, "a number from 1 to 100 is wanted", ""),
        ({"path": "x", "attempts": True}, "a number from 1 to 100 is wanted", ""),
    ],
)
def test_the_keys_of_a_kind_are_checked(keys: dict[str, object], message: str, remedy: str) -> None:
    kind = kinds.load("local", place="[deposit.a]")
    with pytest.raises(UsageError, match=message) as refused:
        kinds.values(kind, keys, place="[deposit.a]")
    assert refused.value.remedy.startswith(remedy)


def test_a_kind_that_is_not_known_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="locl is not known") as refused:
        kinds.load("locl", place="[deposit.a]")
    assert refused.value.remedy == "Did you mean local?"
