"""Reading ``preserve.toml`` and the environment; unknown keys are refused."""

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from preserve.config import deposits, tag_files, texts
from preserve.config.settings import (
    COPYRIGHT_STATUSES,
    FILE_NAME,
    RIGHTS_BASES,
    BagSettings,
    DescribeSettings,
    JournalSettings,
    Organisation,
    RightsSettings,
    Serialization,
    Settings,
)
from preserve.errors import ReadError, UsageError
from preserve.model import notations
from preserve.model.digests import Algorithm

_SECTIONS: Mapping[str, type] = {
    "organisation": Organisation,
    "bag": BagSettings,
    "describe": DescribeSettings,
    "rights": RightsSettings,
    "journal": JournalSettings,
}
_TABLES = ("info", "tags")
"""Keys that hold tables, which the environment has no form for."""


def load(path: Path | None, environment: Mapping[str, str]) -> Settings:
    """Read the settings; ``path`` None takes ``preserve.toml`` of the current folder, if any.

    Raises UsageError for an unknown key or a value that does not fit, ReadError when a file
    that was named cannot be read.
    """
    if path is None:
        path = Path(FILE_NAME) if Path(FILE_NAME).is_file() else None
    tables = _read(path) if path else {}
    base = path.parent if path else Path()
    where = str(path) if path else "the environment"
    _refuse_unknown(tables, [*_SECTIONS, "deposit"], where=where)
    merged = _with_environment(tables, environment)
    return Settings(
        organisation=Organisation(**_strings(merged, "organisation", where)),
        bag=_bag(merged, where),
        describe=_describe(merged, where),
        rights=_rights(merged, where),
        journal=_journal(merged, where, base),
        deposit=deposits.read(tables.get("deposit", {}), where),
        source=path,
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.exists() and not path.is_file():
            raise UsageError(f"{path}: not a file", remedy="Name a file with --config.")
        with path.open("rb") as stream:
            return tomllib.load(stream)
    except RecursionError as error:
        raise UsageError(
            f"{path}: brackets within brackets without end", remedy="Mend the file."
        ) from error
    except OSError as error:
        raise ReadError(
            f"{path}: the configuration cannot be read ({error.strerror})",
            remedy="Name an existing file with --config.",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not valid TOML ({error})", remedy="Mend the file.") from error


def _with_environment(
    tables: Mapping[str, Any], environment: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    merged: dict[str, dict[str, Any]] = {}
    for section, shape in _SECTIONS.items():
        table = tables.get(section, {})
        if not isinstance(table, Mapping):
            raise UsageError(f"[{section}]: a table is wanted", remedy=f"Write [{section}].")
        merged[section] = dict(table)
        for name in (one.name for one in fields(shape)):
            value = environment.get(f"PRESERVE_{section}_{name}".upper())
            if value is not None and name not in _TABLES:
                merged[section][name] = _from_environment(name, value)
    return merged


def _from_environment(name: str, value: str) -> Any:
    if name in {"algorithms", "languages"}:
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def _refuse_unknown(table: Mapping[str, Any], known: Iterable[str], *, where: str) -> None:
    names = list(known)
    for key in table:
        if key not in names:
            near = difflib.get_close_matches(key, names, n=1)
            remedy = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(names)}."
            raise UsageError(f"{where}: unknown key {key}", remedy=remedy)


def _section(tables: Mapping[str, Any], section: str, where: str) -> dict[str, Any]:
    table: dict[str, Any] = tables.get(section, {})
    _refuse_unknown(
        table, [one.name for one in fields(_SECTIONS[section])], where=f"{where} [{section}]"
    )
    return table


def _strings(tables: Mapping[str, Any], section: str, where: str) -> dict[str, str]:
    table = _section(tables, section, where)
    return {key: texts.text(value, f"{where} [{section}] {key}") for key, value in table.items()}


def _texts(value: Any, place: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise UsageError(f"{place}: a list is wanted", remedy='Write ["…", "…"].')
    return tuple(texts.text(part, place) for part in value)


def algorithm(name: str, place: str) -> Algorithm:
    """Read an algorithm's name as people write it (``SHA-256``, ``sha256``)."""
    normal = "".join(character for character in name.lower() if character.isalnum())
    try:
        return Algorithm(normal)
    except ValueError as error:
        known = ", ".join(Algorithm)
        raise UsageError(f"{place}: unknown algorithm {name}", remedy=f"Known: {known}.") from error


def _bag(tables: Mapping[str, Any], where: str) -> BagSettings:
    table = _section(tables, "bag", where)
    settings = BagSettings()
    if "algorithms" in table:
        place = f"{where} [bag] algorithms"
        chosen = tuple(algorithm(name, place) for name in _texts(table["algorithms"], place))
        if not chosen:
            raise UsageError(f"{place}: at least one is wanted")
        settings = replace(settings, algorithms=tuple(dict.fromkeys(chosen)))
    if "serialize" in table:
        settings = replace(settings, serialize=_serialization(table["serialize"], where))
    if "info" in table:
        settings = replace(settings, info=_info(table["info"], f"{where} [bag.info]"))
    if "tags" in table:
        settings = replace(settings, tags=tag_files.read(table["tags"], f"{where} [bag.tags]"))
    return settings


def _serialization(value: Any, where: str) -> Serialization:
    try:
        return Serialization(value)
    except ValueError as error:
        known = ", ".join(Serialization)
        raise UsageError(
            f"{where} [bag] serialize: unknown form {value}", remedy=f"Known: {known}."
        ) from error


def _info(table: Any, place: str) -> tuple[tuple[str, str], ...]:
    tags = tag_files.tags(table, place)
    for label, _ in tags:
        if label.lower() in _OWN_TAGS:
            raise UsageError(
                f"{place}: {label} is written by preserve itself",
                remedy="Remove the line; what it says of the organisation belongs in "
                "[organisation].",
            )
    return tags


_OWN_TAGS = (
    "external-description",
    "organization-address",
    "source-organization",
    "bag-size",
    "bag-software-agent",
    "bagging-date",
    "bagit-profile-identifier",
    "external-identifier",
    "internal-sender-identifier",
    "payload-oxum",
    "preserve-inputs",
)


def _describe(tables: Mapping[str, Any], where: str) -> DescribeSettings:
    table = dict(_section(tables, "describe", where))
    place = f"{where} [describe]"
    languages = _texts(table.pop("languages", []), f"{place} languages")
    for tag in languages:
        if not notations.names_language(tag):
            raise UsageError(
                f"{place} languages: {tag} is no language tag",
                remedy='Write BCP 47 tags, such as languages = ["en", "fr"].',
            )
    sentence_case = texts.flag(table.pop("sentence_case", False), f"{place} sentence_case")
    ocr = texts.flag(table.pop("ocr", False), f"{place} ocr")
    given = {key: texts.text(value, f"{place} {key}") for key, value in table.items()}
    return DescribeSettings(languages=languages, sentence_case=sentence_case, ocr=ocr, **given)


def _rights(tables: Mapping[str, Any], where: str) -> RightsSettings:
    settings = RightsSettings(**_strings(tables, "rights", where))
    place = f"{where} [rights]"
    if settings.basis and settings.basis not in RIGHTS_BASES:
        raise UsageError(
            f"{place} basis: unknown basis {settings.basis}",
            remedy=f"Known: {', '.join(RIGHTS_BASES)}.",
        )
    if settings.status and settings.status not in COPYRIGHT_STATUSES:
        raise UsageError(
            f"{place} status: unknown status {settings.status}",
            remedy=f"Known: {', '.join(COPYRIGHT_STATUSES)}.",
        )
    if settings.jurisdiction and not notations.is_jurisdiction(settings.jurisdiction):
        raise UsageError(
            f"{place} jurisdiction: {settings.jurisdiction} is no code of ISO 3166",
            remedy='Write the code of the country or region, such as "FR" or "FR-IDF".',
        )
    if not settings.basis and settings != RightsSettings():
        raise UsageError(f"{place}: basis is missing", remedy='Add basis = "copyright".')
    if settings.basis == "copyright" and not (settings.status and settings.jurisdiction):
        # PREMIS 3: copyrightInformation needs copyrightStatus and copyrightJurisdiction.
        raise UsageError(
            f"{place}: copyright needs status and jurisdiction",
            remedy='Add status = "unknown" and jurisdiction = "FR", say.',
        )
    return settings


def _journal(tables: Mapping[str, Any], where: str, base: Path) -> JournalSettings:
    strings = _strings(tables, "journal", where)
    if "path" not in strings:
        return JournalSettings()
    return JournalSettings(path=base / Path(strings["path"]).expanduser())
