"""Payload-Oxum against the payload (RFC 8493 section 2.2.2)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from preserve.bags.read.bag_info import Element
from preserve.bags.read.open_bag import OpenBag
from preserve.bags.read.versions import Rules
from preserve.findings import Finding
from preserve.findings import bag_info as codes

_OXUM = re.compile(r"([0-9]{1,30})\.([0-9]{1,30})")
_ZEROS = re.compile(r"(?:^|\.)0[0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PayloadSum:
    """The octets and files of the payload; ``exact`` False: more may belong to it."""

    octets: int
    files: int
    exact: bool


def check(
    bag: OpenBag, elements: Sequence[Element], payload: PayloadSum, not_checked: list[str]
) -> Iterator[Finding]:
    """Compare every Payload-Oxum; it MUST NOT stand more than once."""
    name = bag.rules.info_name
    stated = [one for one in elements if one.tag.label.lower() == "payload-oxum"]
    if not stated and bag.contents.holds(name):
        yield codes.NO_OXUM.at(f"{name}: states no Payload-Oxum", path=name)
    if len(stated) > 1 and bag.rules.binds_repetition:
        yield codes.OXUM_REPEATED.at(
            f"{name}: Payload-Oxum stands {len(stated)} times", path=name, line=stated[1].line
        )
    for element in stated:
        yield from _compare(bag.rules, element, payload, not_checked)


def _compare(
    rules: Rules, element: Element, payload: PayloadSum, not_checked: list[str]
) -> Iterator[Finding]:
    name, value = rules.info_name, element.tag.value
    if not rules.one_space_after_colon:
        value = value.strip(" \t")
    found = _OXUM.fullmatch(value)
    if found is None:
        yield codes.OXUM_FORM.at(
            f"{name}: Payload-Oxum is “{value[:200]}”",
            path=name,
            line=element.line,
            found=value[:200],
        )
        return
    if _ZEROS.search(value):
        message = f"{name}: Payload-Oxum is “{value}”, with zeros in front"
        yield codes.OXUM_ZEROS.at(message, path=name, line=element.line)
    octets, files = (int(one) for one in found.groups())
    if not payload.exact and payload.octets <= octets and payload.files <= files:
        not_checked.append("Payload-Oxum: part of the payload is absent or could not be read")
    elif (octets, files) != (payload.octets, payload.files):
        actual = f"{payload.octets}.{payload.files}"
        yield codes.OXUM_WRONG.at(
            f"{name}: Payload-Oxum differs (stated {value}, payload {actual})",
            path=name,
            line=element.line,
            expected=value,
            found=actual,
        )
