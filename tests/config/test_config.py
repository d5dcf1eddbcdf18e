"""Settings: defaults, then the file, then the environment; unknown keys are refused."""

from pathlib import Path

import pytest

from preserve import config
from preserve.config import Serialization, Settings
from preserve.errors import ReadError, UsageError
from preserve.model.digests import Algorithm


def load(tmp_path: Path, text: str, environment: dict[str, str] | None = None) -> Settings:
    path = tmp_path / "preserve.toml"
    path.write_text(text, encoding="utf-8")
    return config.load(path, environment or {})


def test_without_a_file_everything_has_its_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert config.load(None, {}) == Settings()


def test_the_file_of_the_current_folder_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "preserve.toml").write_text('[organisation]\nname = "Here"\n')
    monkeypatch.chdir(tmp_path)
    assert config.load(None, {}).organisation.name == "Here"


def test_every_section_is_read(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        """
        [organisation]
        name = "Archive"
        identifier = "https://archive.example/"
        address = "1 Street"
        contact = "desk@archive.example"
        [bag]
        algorithms = ["SHA-512", "md5", "sha512"]
        serialize = "tgz"
        [bag.info]
        Bag-Group-Identifier = "2026"
        X-Note = ["one", "two"]
        [describe]
        languages = ["fr", "en"]
        genre = "press release"
        genre_uri = "https://genre.example/1"
        [rights]
        basis = "copyright"
        status = "copyrighted"
        jurisdiction = "FR"
        holder = "Ministry"
        [journal]
        path = "journal.jsonl"
        [deposit.somewhere]
        kind = "local"
        """,
    )
    assert settings.organisation.contact == "desk@archive.example"
    assert settings.bag.algorithms == (Algorithm.SHA512, Algorithm.MD5)
    assert settings.bag.serialize is Serialization.TGZ
    assert settings.bag.info == (
        ("Bag-Group-Identifier", "2026"),
        ("X-Note", "one"),
        ("X-Note", "two"),
    )
    assert settings.describe.languages == ("fr", "en")
    assert settings.rights.holder == "Ministry"
    assert settings.journal.path == tmp_path / "journal.jsonl"


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        '[organisation]\nname = "File"\naddress = "kept"\n',
        {
            "PRESERVE_ORGANISATION_NAME": "Environment",
            "PRESERVE_BAG_ALGORITHMS": "sha256, sha1",
        },
    )
    assert (settings.organisation.name, settings.organisation.address) == ("Environment", "kept")
    assert settings.bag.algorithms == (Algorithm.SHA256, Algorithm.SHA1)


@pytest.mark.parametrize(
    ("text", "said", "remedy"),
    [
        ("[organization]\n", "unknown key organization", "organisation"),
        ('[organisation]\nnmae = "x"\n', "unknown key nmae", "name"),
        ("[bag]\nalgorithms = []\n", "at least one", ""),
        ('[bag]\nalgorithms = ["sha257"]\n', "unknown algorithm sha257", "sha256"),
        ('[bag]\nserialize = "rar"\n', "unknown form rar", "zip"),
        ('[bag.info]\nPayload-Oxum = "1.1"\n', "written by preserve itself", "Remove"),
        ('[bag.info]\n"a:b" = "x"\n', "no label", ""),
        ('[bag.info]\nX = "a\\nb"\n', "line breaks", ""),
        ("[organisation]\nname = 3\n", "text is wanted", "quotation marks"),
        ('[rights]\nbasis = "copyright"\n', "needs status and jurisdiction", "jurisdiction"),
        ('[rights]\nbasis = "wish"\n', "unknown basis wish", "license"),
        ('[rights]\nholder = "x"\n', "basis is missing", "basis"),
        ('[rights]\njurisdiction = "France"\n', "France is no code of ISO 3166", '"FR-IDF"'),
        ('[rights]\njurisdiction = "fr"\n', "fr is no code of ISO 3166", '"FR"'),
        ('[describe]\nlanguages = ["en", "english"]\n', "english is no language tag", '"fr"'),
        ("[bag\n", "not valid TOML", "Mend"),
        ("bag = 1\n", "a table is wanted", "[bag]"),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_do(
    tmp_path: Path, text: str, said: str, remedy: str
) -> None:
    with pytest.raises(UsageError) as caught:
        load(tmp_path, text)
    assert said in caught.value.message
    assert remedy in caught.value.remedy


def test_a_named_file_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        config.load(tmp_path / "none.toml", {})
