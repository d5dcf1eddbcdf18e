"""Settings: defaults, then ``preserve.toml``, then the environment, then flags.

``PRESERVE_<SECTION>_<KEY>`` in the environment sets a scalar key, such as
``PRESERVE_ORGANISATION_NAME``. A relative path in the file is relative to the file.
"""

from preserve.config.reading import FILE_NAME, algorithm, load
from preserve.config.settings import (
    COPYRIGHT_STATUSES,
    RIGHTS_BASES,
    BagSettings,
    DescribeSettings,
    JournalSettings,
    Organisation,
    RightsSettings,
    Serialization,
    Settings,
    with_bag,
)

__all__ = [
    "COPYRIGHT_STATUSES",
    "FILE_NAME",
    "RIGHTS_BASES",
    "BagSettings",
    "DescribeSettings",
    "JournalSettings",
    "Organisation",
    "RightsSettings",
    "Serialization",
    "Settings",
    "algorithm",
    "load",
    "with_bag",
]
