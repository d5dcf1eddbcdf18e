"""Names of one folder looked at together are judged as one by one."""

from hypothesis import example, given
from hypothesis import strategies as st

from preserve.bags.read import name_rules

PARTS = ["a", "A", "con", "COM1", "lpt9", "nul", ".", " ", "_", "~", "-", "b.txt", "thumbs.db"]
PARTS += ["Thumbs", "desktop.ini", "ehthumbs.db", "icon\r", "._", ".ds_store", "\u00e9", "\x7f"]
PARTS += ["\n", "\x1f", "<", ">", ":", '"', "\\", "|", "?", "*", "%", "\u2028", "\udcff", "1", "\t"]
NAMES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map("".join)
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1)


@given(names=st.lists(NAMES | ANY, min_size=1, max_size=5))
@example(names=["aux.txt"])
@example(names=["a", "b "])
def test_names_are_plain_only_if_no_rule_is_about_one_of_them(names: list[str]) -> None:
    octets = [name.encode("utf-8", "surrogateescape") for name in names]
    if name_rules.are_plain(octets):
        for name in names:
            assert name.isascii()
            assert list(name_rules.check_name(f"data/{name}")) == []


@given(names=st.lists(st.sampled_from(["a", "A", "b", "B", "ab", "aB"]), unique=True, min_size=1))
def test_twins_among_plain_names_are_seen(names: list[str]) -> None:
    octets = sorted(name.encode() for name in names)
    with name_rules.Siblings() as siblings:
        for one in octets:
            siblings.add(b"data/" + one)
        found = list(siblings.check_twins())
    with name_rules.Siblings() as together:
        together.add_plain([b"data/" + one for one in octets])
        assert list(together.check_twins()) == found
    assert name_rules.are_no_twins(octets) == (not found)


def test_ordinary_names_are_plain() -> None:
    ordinary = [
        b"release.txt",
        b"Annex 1 (final).pdf",
        b"photo_01-a.JPG",
        b"x",
        b"config",
        b"com.x",
    ]
    assert name_rules.are_plain(ordinary)
