"""Fields of word processors whose text changes by itself."""

import re

# Such a date is that of the day on which the document was last opened, saved or printed.
_CHANGING = re.compile(
    r"\s*(?:DATE|TIME|SAVEDATE|PRINTDATE|PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE
)


def changes(instruction: str) -> bool:
    """Tell whether what a field shows changes by itself."""
    return bool(_CHANGING.match(instruction))
