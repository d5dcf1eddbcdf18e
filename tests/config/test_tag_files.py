"""Tables of tag files that no bag can hold are refused."""

from pathlib import Path

import pytest

from preserve import config
from preserve.errors import UsageError


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[bag]\ntags = "a"', "a table of tables is wanted"),
        ('[bag.tags]\n"a.txt" = "b"', "a table is wanted"),
        ('[bag.tags."../a.txt"]', "no name that every system can hold"),
        ('[bag.tags."a//b.txt"]', "no name that every system can hold"),
        ('[bag.tags."/a.txt"]', "no name that every system can hold"),
        ('[bag.tags."~a.txt"]', "no name that every system can hold"),
        ('[bag.tags."a%.txt"]', "no name that every system can hold"),
        ('[bag.tags."a.txt "]', "no name that every system can hold"),
        ('[bag.tags."a\\nb.txt"]', "control characters"),
        ('[bag.tags."Data/a.txt"]', "written by preserve itself"),
        ('[bag.tags."bag-info.txt"]', "written by preserve itself"),
        ('[bag.tags."Manifest-md5.txt"]', "written by preserve itself"),
        ('[bag.tags."A.txt"]\n[bag.tags."a.txt"]', "cannot stand beside"),
        ('[bag.tags."a"]\n[bag.tags."a/b"]', "cannot stand beside"),
        ('[bag.tags."a.txt"]\n"b:" = "c"', "no label"),
        ('[bag.tags."a.txt"]\nb = "c\\nd"', "control characters"),
        ('[bag.tags."a.txt"]\nb = 1', "text is wanted"),
    ],
)
def test_a_tag_file_that_no_bag_can_hold_is_refused(
    text: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "preserve.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        config.load(path, {})
