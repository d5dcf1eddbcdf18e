"""Settings: defaults, then ``preserve.toml``, then the environment, then flags.

``PRESERVE_<SECTION>_<KEY>`` in the environment sets a scalar key, such as
``PRESERVE_ORGANISATION_NAME``. A relative path in the file is relative to the file.
"""

from collections.abc import Mapping
from pathlib import Path

from preserve.config.settings import (
    COPYRIGHT_STATUSES,
    FILE_NAME,
    RIGHTS_BASES,
    BagSettings,
    DepositSettings,
    DescribeSettings,
    JournalSettings,
    Organisation,
    RightsSettings,
    Serialization,
    Settings,
    with_bag,
    with_ocr,
)

__all__ = [
    "COPYRIGHT_STATUSES",
    "FILE_NAME",
    "RIGHTS_BASES",
    "BagSettings",
    "DepositSettings",
    "DescribeSettings",
    "JournalSettings",
    "Organisation",
    "RightsSettings",
    "Serialization",
    "Settings",
    "load",
    "with_bag",
    "with_ocr",
]


def load(path: Path | None, environment: Mapping[str, str]) -> Settings:
    """Read the settings; see ``reading.load``, which is loaded only when it is called."""
    from preserve.config import reading  # noqa: PLC0415 - quick start-up

    return reading.load(path, environment)
