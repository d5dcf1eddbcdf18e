"""The validators, each as its users call it."""

import sys
from dataclasses import dataclass
from pathlib import Path

import preserve

_BDBAG_API = """
import logging
import sys
from bdbag import bdbag_api
from bdbag.bdbagit import BagError
logging.basicConfig(format="%(levelname)s %(message)s")
try:
    bdbag_api.validate_bag(sys.argv[1])
except BagError as error:
    sys.exit(str(error))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A validator; it accepts a bag by the exit code 0.

    ``command`` has ``{bin}`` for the folder of the environment's programs and ``{bag}`` for
    the bag.
    """

    name: str
    version: str
    command: tuple[str, ...]
    warning_mark: str
    """What its output holds when it warns."""
    requirements: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Its name and version."""
        return f"{self.name} {self.version}"

    def call(self, bag: Path, programs: Path) -> list[str]:
        """Give the command line for one bag."""
        return [part.format(bin=programs, bag=bag) for part in self.command]


PRESERVE = Tool(
    name="preserve",
    version=preserve.__version__,
    command=(sys.executable, "-m", "preserve", "validate", "--json", "{bag}"),
    warning_mark='"severity": "warning"',
)

PEERS = (
    Tool(
        name="bagit-python",
        version="1.9.0",
        requirements=("bagit==1.9.0",),
        command=("{bin}/bagit.py", "--validate", "{bag}"),
        warning_mark="WARNING",
    ),
    Tool(
        name="bagit-utils",
        version="1.2.5",
        requirements=("bagit-utils[cli]==1.2.5",),
        command=("{bin}/bagit", "validate", "--verbose", "--input", "{bag}"),
        warning_mark="* warning:",
    ),
    Tool(
        name="bdbag (command)",
        version="1.8.0",
        requirements=("bdbag==1.8.0", "bagit==1.9.0"),
        command=("{bin}/bdbag", "--validate", "full", "{bag}"),
        warning_mark="WARNING",
    ),
    Tool(
        name="bdbag (validate_bag)",
        version="1.8.0",
        requirements=("bdbag==1.8.0", "bagit==1.9.0"),
        command=("{bin}/python", "-c", _BDBAG_API, "{bag}"),
        warning_mark="WARNING",
    ),
)
