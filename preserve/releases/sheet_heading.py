"""The headings of a sheet: which column holds which term, in which language."""

import difflib
from dataclasses import dataclass

from preserve.model import notations
from preserve.model import sheet as model
from preserve.model.sheet import Column, Form

_PREFIXES = ("dcterms.", "dc.")
_READ_PAST = (f".{model.CONFIDENCE}", f".{model.EVIDENCE}")
_BY_FOLDED = {column.name.lower(): column for column in model.COLUMNS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading that holds values."""

    position: int
    written: str
    column: Column
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The whole first record, read; ``problems`` says what keeps it from being used."""

    width: int
    filename: int | None
    sha512: int | None
    values: tuple[Heading, ...]
    problems: tuple[str, ...]


def read(record: list[str]) -> Headings:
    """Read the first record of a sheet."""
    keys: dict[str, int] = {}
    values: list[Heading] = []
    problems: list[str] = []
    for position, written in enumerate(cell.strip() for cell in record):
        name = written.lower()
        if not written or name == model.CHECK or name.endswith(_READ_PAST):
            continue
        if name in {model.FILENAME, model.SHA512}:
            if name in keys:
                problems.append(f"column {written} stands twice")
            keys.setdefault(name, position)
            continue
        found = _value(written, position)
        if isinstance(found, Heading):
            values.append(found)
        else:
            problems.append(found)
    if model.FILENAME not in keys:
        problems.insert(0, f"column {model.FILENAME} is missing")
    return Headings(
        width=len(record),
        filename=keys.get(model.FILENAME),
        sha512=keys.get(model.SHA512),
        values=tuple(values),
        problems=tuple(problems),
    )


def _value(written: str, position: int) -> Heading | str:
    name, at, language = written.partition("@")
    bare = name.strip()
    for prefix in _PREFIXES:
        if bare.lower().startswith(prefix):
            bare = bare[len(prefix) :]
            break
    column = _BY_FOLDED.get(bare.lower())
    if column is None:
        return _unknown(written, bare)
    language = language.strip()
    if at and column.form is not Form.TEXT:
        return f"column {written}: {column.name} is in no language; write {column.name}"
    if at and not notations.names_language(language):
        no_tag = f"{language or 'nothing'} is no language tag (BCP 47)"
        return f"column {written}: {no_tag}; write {column.name}@en, say"
    return Heading(position=position, written=written, column=column, language=language or None)


def _unknown(written: str, bare: str) -> str:
    names = [model.FILENAME, model.SHA512, model.CHECK, *_BY_FOLDED]
    near = difflib.get_close_matches(bare.lower(), names, n=1)
    if not near:
        return f"unknown column {written}"
    right = _BY_FOLDED[near[0]].name if near[0] in _BY_FOLDED else near[0]
    return f"unknown column {written} (did you mean {right}?)"
