"""The reference of the sheet has the sheet's columns."""

from preserve.findings import Verdict
from preserve.model import sheet
from tests.docs import pages


def test_the_reference_has_the_columns_of_the_sheet_in_their_order() -> None:
    page = pages.DOCS / "reference" / "sheet.md"
    columns = pages.first_column(page.read_text(encoding="utf-8"))
    named = tuple(column.name for column in sheet.COLUMNS)
    assert columns == (sheet.FILENAME, sheet.SHA512, *named)


def test_the_reference_has_the_verdicts() -> None:
    page = pages.DOCS / "reference" / "exit-codes.md"
    assert pages.first_column(pages.section(page, "Verdicts")) == tuple(Verdict)
