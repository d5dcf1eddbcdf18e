"""Names: each rule, on names that break it and on names that do not."""

import pytest

from preserve.findings import releases as codes
from preserve.releases import name_policy, windows
from preserve.releases.name_policy import NamePolicy

STRICT = NamePolicy()
ADMITTING = NamePolicy(allow_risky=True)


def _codes(*paths: str, policy: NamePolicy = STRICT) -> list[tuple[str, str | None]]:
    return [(one.code.name, one.path) for one in name_policy.check(paths, policy)]


@pytest.mark.parametrize(
    "name",
    [
        "a.txt",
        "пресс-релиз № 3.txt",
        "بيان صحفي.pdf",
        "cafe\u0301",
        " leading blank",
        "a  b",
        ".hidden",
        "~user",
        "-dash",
        "*star*"[1:-1],
        "tab\tinside"[:3] + "tab",
        "emoji \U0001f600",
        "\u200bzero width",
        "#hash",
        "n" * 255,
    ],
)
def test_ordinary_names_in_any_script_are_kept(name: str) -> None:
    assert _codes(name) == []


@pytest.mark.parametrize("character", ["\r", "\n", "\x85", "\u2028", "\u2029"])
def test_characters_at_which_lines_break_are_refused(character: str) -> None:
    # Windows forbids two of them besides.
    found = [code for code, _ in _codes(f"a{character}b")]
    assert found[0] == codes.LINE_SEPARATOR.name
    assert set(found[1:]) <= {codes.WINDOWS_NAME.name}


@pytest.mark.parametrize("character", ["\x01", "\v", "\f", "\x1c", "\x1e", "\x1f", "\ufffe"])
def test_what_xml_cannot_hold_is_refused_even_when_risky_names_are_admitted(character: str) -> None:
    for policy in (STRICT, ADMITTING):
        assert _codes(f"a{character}b", policy=policy)[0][0] == codes.NOT_IN_XML.name


@pytest.mark.parametrize("character", ["\t", "\x7f", "\x80", "\ufffd", "\U0001ffff"])
def test_what_xml_can_hold_is_not_refused_for_it(character: str) -> None:
    assert codes.NOT_IN_XML.name not in [code for code, _ in _codes(f"a{character}b")]


def test_names_that_are_not_utf8_are_refused_even_when_risky_names_are_admitted() -> None:
    for policy in (STRICT, ADMITTING):
        assert _codes("caf\udce9", policy=policy) == [(codes.NOT_UTF8.name, "caf\udce9")]


@pytest.mark.parametrize("space", [" ", "\t", "\u00a0", "\u2003", "\u3000"])
def test_white_space_is_refused_at_the_end_of_every_segment_and_nowhere_else(space: str) -> None:
    found = _codes(f"folder{space}", f"folder{space}/{space}a{space}b")
    assert [one for one in found if one[0] == codes.TRAILING_SPACE.name] == [
        (codes.TRAILING_SPACE.name, f"folder{space}")
    ]


def test_every_breach_of_one_name_is_told() -> None:
    found = [code for code, _ in _codes("100%\n ")]
    assert found == ["REL-005", "REL-006", "REL-007", "REL-011"]


def test_twins_are_told_both() -> None:
    assert _codes("caf\u00e9", "b", "cafe\u0301") == [
        (codes.NORMALISATION_TWINS.name, "caf\u00e9"),
        (codes.NORMALISATION_TWINS.name, "cafe\u0301"),
    ]
    assert _codes("STRASSE", "straße", "strasse") == [
        (codes.CASE_TWINS.name, "STRASSE"),
        (codes.CASE_TWINS.name, "straße"),
        (codes.CASE_TWINS.name, "strasse"),
    ]


def test_names_in_two_folders_are_no_twins() -> None:
    assert _codes("a", "b", "a/x", "b/X") == []


def test_of_twin_folders_only_the_folders_are_told() -> None:
    assert [path for _, path in _codes("a", "A", "a/x", "A/x")] == ["a", "A"]


@pytest.mark.parametrize(
    ("names", "consequence"),
    [
        (("100%",), "bagit-python will reject the bag"),
        (("a\nb",), "bagit-python may reject the bag"),
        (("a\u00a0",), "bagit-python may reject the bag"),
        (("\u00e9", "e\u0301"), "bagit-python may reject the bag"),
        (("a", "A"), "macOS and Windows cannot hold both"),
    ],
)
def test_risky_names_are_admitted_with_a_warning_that_says_what_to_expect(
    names: tuple[str, ...], consequence: str
) -> None:
    found = [
        one for one in name_policy.check(names, ADMITTING) if one.code is not codes.WINDOWS_NAME
    ]
    assert [one.code for one in found] == [codes.RISKY_NAME_ADMITTED] * len(names)
    assert all(one.message.endswith(consequence) for one in found)


def test_the_message_names_the_characters() -> None:
    name = "a\u2028b\x85\u2028c"
    (finding,) = name_policy.check([name], STRICT)
    assert finding.message == f"{name}: the name holds U+2028, U+0085, at which lines break"


@pytest.mark.parametrize(
    "name",
    [
        "a:b",
        "a?",
        "a*",
        'a"',
        "a<",
        "a>",
        "a|",
        "a\\b",
        "a.",
        "con",
        "NUL.txt",
        "com1.tar.gz",
        "LPT¹",
        "aux .txt",
        "CONIN$",
        "a\tb",
    ],
)
def test_windows_cannot_hold_it(name: str) -> None:
    assert windows.refusal(name)
    assert _codes(name) == [(codes.WINDOWS_NAME.name, name)]


@pytest.mark.parametrize("name", ["console", "com10", "com0", "nul_", "a.b", "xcon.txt", "a'b"])
def test_windows_can_hold_it(name: str) -> None:
    assert windows.refusal(name) == ""


def test_a_path_is_measured_in_utf16_with_the_releases_name() -> None:
    assert list(name_policy.check_lengths("r", ["\U0001f600" * 127])) == []
    (finding,) = name_policy.check_lengths("r", ["\U0001f600" * 128])
    assert (finding.expected, finding.found) == ("at most 256", "258")


@pytest.mark.parametrize(("length", "is_refused"), [(246, False), (247, True)])
def test_a_releases_name_leaves_room_for_version_and_extension(
    length: int, is_refused: bool
) -> None:
    assert bool(list(name_policy.check_release_name("é" * (length // 2) + "x" * (length % 2)))) is (
        is_refused
    )
