"""What the versions of BagIt rule differently, as far as a reader can tell."""

from collections.abc import Mapping
from dataclasses import dataclass

CURRENT = "1.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of one version of BagIt."""

    version: str
    info_name: str = "bag-info.txt"
    """The tag file of metadata elements; ``package-info.txt`` up to 0.95."""
    lists_everywhere: bool
    """Every payload file in every payload manifest; before 1.0, in at least one."""
    encodes_percent: bool
    """``%`` is written ``%25`` in paths; before 1.0 it stands for itself."""
    one_space_after_colon: bool
    """In bag-info.txt; before 1.0, any white space may surround the colon."""
    refuses_any_duplicate: bool
    """A path stands once in a manifest; before 1.0, it may be repeated with the same checksum."""
    binds_tag_manifests: bool
    """Tag manifests list every payload manifest and no tag manifest; new in 1.0."""
    binds_repetition: bool
    """Some metadata elements must not be repeated; new in 1.0."""


def _draft(version: str, info_name: str = "bag-info.txt") -> Rules:
    return Rules(
        version=version,
        info_name=info_name,
        lists_everywhere=False,
        encodes_percent=False,
        one_space_after_colon=False,
        refuses_any_duplicate=False,
        binds_tag_manifests=False,
        binds_repetition=False,
    )


CURRENT_RULES = Rules(
    version=CURRENT,
    lists_everywhere=True,
    encodes_percent=True,
    one_space_after_colon=True,
    refuses_any_duplicate=True,
    binds_tag_manifests=True,
    binds_repetition=True,
)

VERSIONS: Mapping[str, Rules] = {
    "0.93": _draft("0.93", "package-info.txt"),
    "0.94": _draft("0.94", "package-info.txt"),
    "0.95": _draft("0.95", "package-info.txt"),
    "0.96": _draft("0.96"),
    "0.97": _draft("0.97"),
    CURRENT: CURRENT_RULES,
}

COMMON_RULES = _draft("unknown")
"""What all versions ask, for a bag whose version is not known."""


def rules_for(version: str | None) -> Rules:
    """Give the rules of a version; None, for one that is not stated, gives those of 1.0."""
    return CURRENT_RULES if version is None else VERSIONS.get(version, COMMON_RULES)
