"""Tables that a screen reader can follow and a telephone can show.

On a narrow page a style sheet folds each row into a block; the roles are written out because
folding would otherwise take from browsers what makes it a table.
"""

from collections.abc import Iterable, Sequence

from preserve.report.markup import Attribute, Child, Markup, closing, element, joined, opening


def table(caption: Child, columns: Sequence[str], rows: Iterable[Sequence[Child]]) -> Markup:
    """Make a table; the first cell of each row is the row's heading."""
    return joined(start(caption, columns), *(row(columns, cells) for cells in rows), end())


def start(caption: Child, columns: Sequence[str]) -> Markup:
    """Begin a table whose rows are written one by one."""
    headings = (element("th", one, scope="col", role="columnheader") for one in columns)
    return joined(
        opening("table", role="table"),
        element("caption", caption),
        element("thead", element("tr", *headings, role="row"), role="rowgroup"),
        opening("tbody", role="rowgroup"),
    )


def row(columns: Sequence[str], cells: Sequence[Child], **attributes: Attribute) -> Markup:
    """Make one row."""
    first, *others = cells
    return element(
        "tr",
        element("th", first, scope="row", role="rowheader"),
        *(
            element("td", element("div", cell), role="cell", data_label=column)
            for column, cell in zip(columns[1:], others, strict=True)
        ),
        role="row",
        **attributes,
    )


def end() -> Markup:
    """End such a table."""
    return joined(closing("tbody"), closing("table"))
