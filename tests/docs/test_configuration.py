"""Every example of a configuration can be loaded, and the reference names every key."""

from dataclasses import fields
from pathlib import Path

import pytest

from preserve import config, errors
from preserve.deposit import errors as deposit_errors
from preserve.deposit import kinds
from preserve.model.digests import Algorithm
from tests.docs import pages

REFERENCE = pages.DOCS / "reference" / "configuration.md"
EXAMPLES = [
    pytest.param(block, id=page.stem)
    for page in pages.pages()
    for block in pages.fenced(page, "toml")
]
SECTIONS = [
    field.name for field in fields(config.Settings) if field.name not in {"deposit", "source"}
]


@pytest.mark.parametrize("block", EXAMPLES)
def test_an_example_of_a_configuration_can_be_loaded(block: str, tmp_path: Path) -> None:
    path = tmp_path / "preserve.toml"
    path.write_text(block, encoding="utf-8")
    assert config.load(path, {}).organisation.name == "Example Institution"


@pytest.mark.parametrize("section", SECTIONS)
def test_the_reference_names_the_keys_of_a_section(section: str) -> None:
    settings = getattr(config.Settings(), section)
    keys = tuple(field.name for field in fields(settings))
    assert pages.first_column(pages.section(REFERENCE, f"`[{section}]`")) == keys


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_the_reference_names_the_keys_of_a_kind(kind: str) -> None:
    section = pages.section(REFERENCE, "`[deposit.NAME]`")
    _, _, own = section.partition(f'\n### `kind = "{kind}"`\n')
    keys = tuple(key.name for key in kinds.load(kind, place="").keys)
    assert pages.first_column(own.partition("\n### ")[0]) == keys
    common = ("kind", *(key.name for key in kinds.COMMON))
    assert pages.first_column(section.partition("\n### ")[0]) == common


def test_the_reference_names_the_values_that_are_known() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    for value in (*Algorithm, *config.Serialization, *config.RIGHTS_BASES):
        assert f"`{value}`" in text


def test_exit_codes_of_exceptions_are_in_the_reference() -> None:
    page = (pages.DOCS / "reference" / "exit-codes.md").read_text(encoding="utf-8")
    for exception in (*vars(errors).values(), *vars(deposit_errors).values()):
        if isinstance(exception, type) and issubclass(exception, errors.PreserveError):
            assert f"\n| {exception.exit_code} |" in page
