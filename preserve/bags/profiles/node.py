"""One object of a profile, read leniently: what is understood is used, and all of it told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from preserve.bags.profiles import json_text
from preserve.findings import Finding
from preserve.findings import profiles as codes

_SHOWN = 200
_WORDS: Mapping[str, bool] = {"true": True, "false": False}


@dataclass(slots=True, kw_only=True)
class Node:
    """One object of a profile; keys that nobody asks for are unknown in the end."""

    members: Mapping[str, object]
    pointer: str
    name: str
    """The name of the profile's file, for messages."""
    findings: list[Finding]
    spelling: Mapping[str, str] = field(default_factory=dict)
    """How this form of profile writes the specification's keys, where it does otherwise."""
    asked: set[str] = field(default_factory=set)

    def at(self, key: str) -> str:
        """Give the pointer of a key of the specification."""
        return json_text.below(self.pointer, self.spelling.get(key, key))

    def has(self, key: str) -> bool:
        """Tell whether there is a value; null is none."""
        return self.members.get(self.spelling.get(key, key)) is not None

    def text(self, key: str) -> str:
        """Give a text; empty when there is none that can be understood."""
        value = self._take(key)
        if value is None:
            return ""
        found = self._as_text(self.at(key), value)
        return "" if found is None else found

    def texts(self, key: str) -> tuple[str, ...] | None:
        """Give a list of texts; None when there is none. A lone text is a list of one."""
        value = self._take(key)
        if value is None:
            return None
        if not isinstance(value, list):
            lone = self._as_text(self.at(key), value, wanted="a list")
            return None if lone is None else (lone,)
        each = (
            self._as_text(json_text.below(self.at(key), str(place)), one)
            for place, one in enumerate(value)
        )
        return tuple(one for one in each if one is not None)

    def flag(self, key: str, *, default: bool) -> bool:
        """Give true or false; ``default`` when there is none that can be understood."""
        value = self._take(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        word = value.strip().lower() if isinstance(value, str) else ""
        if not isinstance(value, str) or word not in _WORDS:
            self._not_understood(self.at(key), value, wanted="true or false")
            return default
        self._wrong_type(self.at(key), value, wanted="true or false")
        return _WORDS[word]

    def node(self, key: str, *, spelling: Mapping[str, str] | None = None) -> "Node":
        """Give an object; an empty one when there is none."""
        return self.wrap(self._take(key), self.at(key), spelling=spelling)

    def nodes(self, key: str) -> Iterator["Node"]:
        """Give the objects of a list, or the object that stands in its place."""
        value = self._take(key)
        if isinstance(value, list):
            for place, one in enumerate(value):
                yield self.wrap(one, json_text.below(self.at(key), str(place)))
        elif value is not None:
            yield self.wrap(value, self.at(key))

    def children(self) -> Iterator[tuple[str, "Node"]]:
        """Give every member as an object, by its key."""
        for key, value in self.members.items():
            self.asked.add(key)
            yield key, self.wrap(value, json_text.below(self.pointer, key))

    def wrap(
        self, value: object, pointer: str, *, spelling: Mapping[str, str] | None = None
    ) -> "Node":
        """Make a node of a value; an empty one of what is no object, and tell of it."""
        if value is not None and not isinstance(value, json_text.Members):
            self._not_understood(pointer, value, wanted="an object")
        return Node(
            members=value if isinstance(value, json_text.Members) else {},
            pointer=pointer,
            name=self.name,
            findings=self.findings,
            spelling=spelling or {},
        )

    def pass_over(self, *keys: str) -> None:
        """Take keys as known that ask for nothing."""
        self.asked.update(keys)

    def tell_unknown(self) -> None:
        """Tell of the keys that nobody asked for."""
        for key in self.members:
            if key not in self.asked:
                pointer = json_text.below(self.pointer, key)
                message = f"{self.name}: {pointer} is no key that is known"
                self.findings.append(codes.UNKNOWN_KEY.at(message, found=key))

    def _take(self, key: str) -> object:
        written = self.spelling.get(key, key)
        self.asked.add(written)
        return self.members.get(written)

    def _as_text(self, pointer: str, value: object, *, wanted: str = "text") -> str | None:
        if not isinstance(value, str):
            self._not_understood(pointer, value, wanted=wanted)
            return None
        if wanted != "text" or isinstance(value, json_text.Number):
            self._wrong_type(pointer, value, wanted=wanted)
        return str(value)

    def _wrong_type(self, pointer: str, value: str, *, wanted: str) -> None:
        found = json_text.kind(value)
        message = f"{self.name}: {pointer} is {found}, read as {wanted}: “{value[:_SHOWN]}”"
        self.findings.append(codes.WRONG_TYPE.at(message, expected=wanted, found=found))

    def _not_understood(self, pointer: str, value: object, *, wanted: str) -> None:
        found = json_text.kind(value)
        message = f"{self.name}: {pointer} is {found} in place of {wanted}, and is not applied"
        self.findings.append(codes.NOT_UNDERSTOOD.at(message, expected=wanted, found=found))
