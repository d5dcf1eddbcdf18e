"""The metadata elements of bag-info.txt (RFC 8493 section 2.2.2)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from preserve import wording
from preserve.bags.read.collected import Section
from preserve.bags.read.open_bag import OpenBag
from preserve.findings import Code, Finding
from preserve.findings import bag_info as codes
from preserve.model.bags import Tag

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNT = re.compile(r"[0-9]{1,20} of (?:[0-9]{1,20}|\?)")
_ONCE = ("Bagging-Date", "Bag-Size", "Bag-Group-Identifier", "Bag-Count")
_RECOMMENDED_LENGTH = 79
_LINES = 100_000
_CHARACTERS = 16 << 20
_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One metadata element and the line it begins on."""

    tag: Tag
    line: int


@dataclass(slots=True, kw_only=True)
class _Draft:
    """An element whose value may still be continued."""

    label: str
    line: int
    parts: list[str]

    def finish(self) -> Element:
        return Element(tag=Tag(label=self.label, value=" ".join(self.parts)), line=self.line)


def read(bag: OpenBag, findings: Section) -> tuple[Element, ...]:
    """Read the elements in their order.

    A line end and the white space after it, where a value is continued, become one space.
    """
    name = bag.rules.info_name
    if not bag.contents.holds(name):
        findings.append(codes.NO_BAG_INFO.at(f"the bag: has no {name}"))
        return ()
    drafts: list[_Draft] = []
    long_lines: list[int] = []
    size = 0
    for line, text in bag.lines(name, findings):
        size += len(text)
        if line > _LINES or size > _CHARACTERS:
            findings.cut_short(
                name, _at(bag, codes.TOO_LARGE, line, "and those after it were not read")
            )
            break
        if len(text) > _RECOMMENDED_LENGTH:
            long_lines.append(line)
        if not text.strip(" \t"):
            findings.append(_at(bag, codes.BLANK_LINE, line, "is empty"))
        elif not text.startswith((" ", "\t")):
            findings.extend(_begin(bag, drafts, line, text))
        elif drafts:
            drafts[-1].parts.append(text.strip(" \t"))
        else:
            findings.append(_at(bag, codes.NOTHING_TO_CONTINUE, line, "continues nothing", text))
    findings.extend(_long(name, long_lines))
    return tuple(draft.finish() for draft in drafts)


def _begin(bag: OpenBag, drafts: list[_Draft], line: int, text: str) -> Iterator[Finding]:
    written, colon, value = text.partition(":")
    if not colon:
        yield _at(bag, codes.NO_COLON, line, "has no colon", text)
        return
    label = written.rstrip(" \t")
    strict = bag.rules.one_space_after_colon
    if not label or (label != written and strict):
        # The label MUST NOT start or end with white space.
        yield _at(bag, codes.LABEL_FORM, line, "has no right label", text)
    if not value.startswith((" ", "\t")) and strict:
        # A colon, a single linear whitespace character, and a value.
        yield _at(bag, codes.COLON_SPACING, line, "has no space after the colon", text)
    # A second white space is the first character of the value; before 1.0 it is none of it.
    value = value[1:] if strict and value.startswith((" ", "\t")) else value
    drafts.append(_Draft(label=label, line=line, parts=[value if strict else value.lstrip(" \t")]))


def _long(name: str, long_lines: Sequence[int]) -> Iterator[Finding]:
    if long_lines:
        lines_have = wording.count(len(long_lines), "line has", "lines have")
        yield codes.LONG_LINE.at(
            f"{name}: {lines_have} more than {_RECOMMENDED_LENGTH} characters",
            path=name,
            line=long_lines[0],
        )


def check_date(bag: OpenBag, elements: Iterable[Element]) -> Iterator[Finding]:
    """RFC 8493 section 2.2.2: Bagging-Date is YYYY-MM-DD."""
    for element in _labelled(elements, "Bagging-Date"):
        if not _is_date(_value(bag, element)):
            yield _wrong_value(bag, codes.BAGGING_DATE_FORM, element, "YYYY-MM-DD")


def check_count(bag: OpenBag, elements: Iterable[Element]) -> Iterator[Finding]:
    """RFC 8493 section 2.2.2: Bag-Count is “N of T”, T may be a question mark."""
    for element in _labelled(elements, "Bag-Count"):
        if not _COUNT.fullmatch(_value(bag, element)):
            yield _wrong_value(bag, codes.BAG_COUNT_FORM, element, "N of T")


def check_group(bag: OpenBag, elements: Sequence[Element]) -> Iterator[Finding]:
    """RFC 8493 section 2.2.2: a bag with Bag-Count SHOULD say which group it is one of."""
    counts = list(_labelled(elements, "Bag-Count"))
    if counts and not any(_labelled(elements, "Bag-Group-Identifier")):
        name = bag.rules.info_name
        message = f"{name}: Bag-Count stands without Bag-Group-Identifier"
        yield codes.COUNT_WITHOUT_GROUP.at(message, path=name, line=counts[0].line)


def check_outer_space(bag: OpenBag, elements: Iterable[Element]) -> Iterator[Finding]:
    """RFC 8493 section 2.2.2: white space around a value belongs to it, but for the first."""
    if not bag.rules.one_space_after_colon:
        return
    lines = [one.line for one in elements if one.tag.value.strip(" \t") != one.tag.value]
    if lines:
        name = bag.rules.info_name
        values_have = wording.count(len(lines), "value has", "values have")
        message = f"{name}: {values_have} white space before or after"
        yield codes.OUTER_SPACE.at(message, path=name, line=lines[0])


def _value(bag: OpenBag, element: Element) -> str:
    """Give a value as the rules of its form see it."""
    value = element.tag.value
    return value if bag.rules.one_space_after_colon else value.strip(" \t")


def check_repetition(bag: OpenBag, elements: Iterable[Element]) -> Iterator[Finding]:
    """RFC 8493 section 2.2.2: some elements SHOULD NOT be repeated."""
    if not bag.rules.binds_repetition:
        return
    counts = Counter(element.tag.label.lower() for element in elements)
    for label in _ONCE:
        if (count := counts[label.lower()]) > 1:
            name = bag.rules.info_name
            yield codes.REPEATED.at(f"{name}: {label} stands {count} times", path=name)


def _labelled(elements: Iterable[Element], label: str) -> Iterator[Element]:
    # Reserved labels are case-insensitive.
    return (one for one in elements if one.tag.label.lower() == label.lower())


def _is_date(value: str) -> bool:
    with suppress(ValueError):
        return bool(_DATE.fullmatch(value) and date.fromisoformat(value))
    return False


def _wrong_value(bag: OpenBag, code: Code, element: Element, expected: str) -> Finding:
    found = element.tag.value[:_SHOWN]
    name = bag.rules.info_name
    return code.at(
        f"{name}: {element.tag.label} is “{found}”",
        path=name,
        line=element.line,
        expected=expected,
        found=found,
    )


def _at(bag: OpenBag, code: Code, line: int, reason: str, found: str | None = None) -> Finding:
    name = bag.rules.info_name
    shown = None if found is None else found[:_SHOWN]
    return code.at(f"{name}: line {line} {reason}", path=name, line=line, found=shown)


CHECKS = (check_date, check_count, check_group, check_outer_space, check_repetition)
