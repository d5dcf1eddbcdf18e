"""The rules for tags, in the three forms in which profiles write them."""

from collections.abc import Iterator, Mapping

from preserve.bags.profiles import dart
from preserve.bags.profiles.node import Node
from preserve.bags.profiles.profile import BAG_INFO, TagRule
from preserve.findings import profiles as codes

_TEXT = ".txt"


def read(root: Node) -> Mapping[str, tuple[TagRule, ...]]:
    """Give the rules by the path of their tag file, in the order of the profile.

    ``Bag-Info`` is the specification's; ``Other-Info`` (of Fedora's profiles) has sections
    named as tag files without ``.txt``; ``Tags`` (DART's, and a draft of the specification)
    is a list in which each tag names its file.
    """
    rules: dict[str, list[TagRule]] = {}
    for file, rule in (*_bag_info(root), *_other_info(root), *_listed(root)):
        rules.setdefault(file, []).append(rule)
    return {file: tuple(found) for file, found in rules.items()}


def _bag_info(root: Node) -> Iterator[tuple[str, TagRule]]:
    for label, node in root.node("Bag-Info").children():
        yield BAG_INFO, _rule(label, node)


def _other_info(root: Node) -> Iterator[tuple[str, TagRule]]:
    for sections in root.nodes("Other-Info"):
        for section, labels in sections.children():
            file = section.lower()
            file = file if file.endswith(_TEXT) else file + _TEXT
            for label, node in labels.children():
                yield file, _rule(label, node)


def _listed(root: Node) -> Iterator[tuple[str, TagRule]]:
    for node in root.nodes("Tags"):
        label, file = node.text("tagName"), node.text("tagFile") or BAG_INFO
        node.pass_over(*dart.OF_A_TAG)
        if label:
            yield file, _rule(label, node)
        else:
            message = f"{node.name}: {node.pointer} names no tag, and is not applied"
            node.findings.append(codes.NOT_UNDERSTOOD.at(message, expected="tagName"))


def _rule(label: str, node: Node) -> TagRule:
    rule = TagRule(
        label=label,
        pointer=node.pointer,
        required=node.flag("required", default=False),
        recommended=node.flag("recommended", default=False),
        repeatable=node.flag("repeatable", default=True),
        may_be_empty=node.flag("emptyOk", default=True) and node.flag("emptyOK", default=True),
        values=node.texts("values") or (),
        default=node.text("default") or node.text("defaultValue"),
        description=node.text("description") or node.text("help"),
    )
    node.pass_over("defaultValue", "emptyOK", "help")
    node.tell_unknown()
    return rule
