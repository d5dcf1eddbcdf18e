"""Schemas that are in use or were fetched, reported to a person or to a program."""

from typing import Protocol

from preserve import wording
from preserve.cli import paths
from preserve.cli.console import Console, Form
from preserve.cli.json_lines import Fields, JsonLines
from preserve.cli.reporters import Reporter
from preserve.cli.text import Text
from preserve.metadata.schemas.fetching import Fetched, FetchStatus
from preserve.metadata.schemas.listing import Listed


class SchemaReporter(Reporter, Protocol):
    """Takes schemas too."""

    def schema(self, listed: Listed) -> None:
        """Report which schema judges a kind of document."""

    def fetched(self, one: Fetched) -> None:
        """Report what became of fetching one schema file."""


class SchemaText(Text):
    """The report of schemas that a person reads."""

    def schema(self, listed: Listed) -> None:
        """Report which schema judges a kind of document."""
        if self.quiet and not listed.trouble:
            return
        status = "unusable" if listed.trouble else "published" if listed.published else "own"
        files = wording.count(len(listed.files), "file") if listed.files else ""
        self.subject(status, listed.kind.value.title, (files,))
        self.detail(listed.trouble)
        if self.everything:
            self.details("file", (f"{one.path} (sha256 {one.sha256})" for one in listed.files))
            self.details("note", listed.notes)

    def fetched(self, one: Fetched) -> None:
        """Report what became of fetching one schema file."""
        if not self.quiet or one.status is not FetchStatus.FETCHED:
            self.subject(one.status, one.file.name)
            self.detail(one.message)


class SchemaLines(JsonLines):
    """The report of schemas that a program reads."""

    def schema(self, listed: Listed) -> None:
        """Report which schema judges a kind of document."""
        self.console.record(schema(listed))

    def fetched(self, one: Fetched) -> None:
        """Report what became of fetching one schema file."""
        self.console.record(fetched(one))


def choose(console: Console) -> SchemaReporter:
    """Give the reporter for the console's form."""
    return SchemaLines(console) if console.form is Form.JSON else SchemaText(console)


def schema(listed: Listed) -> Fields:
    """Give the fields of one kind of document and its schema files."""
    return {
        "type": "schema",
        "kind": listed.kind.name.lower(),
        "title": listed.kind.value.title,
        "published": listed.published,
        "files": [
            {
                "name": file.name,
                "address": file.address,
                "path": paths.text(file.path),
                "sha256": file.sha256,
                "published": file.published,
            }
            for file in listed.files
        ],
        "notes": list(listed.notes),
        "message": listed.trouble,
    }


def fetched(one: Fetched) -> Fields:
    """Give the fields of one schema file that was to be fetched."""
    return {
        "type": "fetched",
        "name": one.file.name,
        "address": one.file.address,
        "status": one.status,
        "sha256": one.sha256,
        "message": one.message,
    }
