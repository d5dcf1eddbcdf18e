"""What is said of the top-level names of a collection that are no releases."""

import os
from collections.abc import Iterator

from preserve.config import Settings
from preserve.releases.discovery import Discovery
from preserve.workflow.outcomes import Notice


def notices(found: Discovery, settings: Settings) -> Iterator[Notice]:
    """Give a notice for each; the configuration of this run is named as that."""
    own = os.path.realpath(settings.source) if settings.source else None
    for one in found.set_aside:
        used = own == os.path.realpath(one.path)
        message = "the configuration of this run" if used else one.reason
        yield Notice(subject=str(one.path), message=message)
