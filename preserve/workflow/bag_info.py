"""The tags that preserve writes into bag-info.txt, in their fixed order."""

from collections.abc import Iterable, Mapping

from preserve.config import Settings
from preserve.model import layout
from preserve.model.bags import Tag

RELEASE_LABEL = "Internal-Sender-Identifier"
"""The tag that names the release a bag was made from."""

PROFILE_LABEL = "BagIt-Profile-Identifier"

MADE = (
    "External-Description",
    "External-Identifier",
    RELEASE_LABEL,
    "Bagging-Date",
    "Bag-Software-Agent",
    "Bag-Size",
    "Payload-Oxum",
    layout.INPUTS_LABEL,
)
"""The tags whose values are known only once the package is made."""

_UNITS = ("octets", "KB", "MB", "GB", "TB", "PB")


def tags(
    settings: Settings, made: Mapping[str, str], *, profiles: Iterable[str] = ()
) -> tuple[Tag, ...]:
    """Give the tags: those of the organisation, those that were ``made``, the free ones.

    ``profiles`` are identifiers of profiles that the package satisfies beside preserve's own.
    """
    organisation = settings.organisation
    contact = "Contact-Email" if "@" in organisation.contact else "Contact-Name"
    own = [
        ("Source-Organization", organisation.name),
        ("Organization-Address", organisation.address),
        (contact, organisation.contact),
        *((label, made[label]) for label in MADE[:-1]),
        *((PROFILE_LABEL, one) for one in dict.fromkeys((layout.PROFILE, *profiles))),
        (MADE[-1], made[MADE[-1]]),
    ]
    free = settings.bag.info
    return (
        *(Tag(label=label, value=value) for label, value in own if value),
        *(Tag(label=label, value=value) for label, value in free),
    )


def human_size(octets: int) -> str:
    """Give a size in the unit that a person would choose, as ``Bag-Size`` wants it."""
    size, unit = float(octets), 0
    while size >= 1000 and unit < len(_UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return f"{octets} octets" if unit == 0 else f"{size:.1f} {_UNITS[unit]}"
