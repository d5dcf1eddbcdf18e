"""What bounds a contender: copying, digesting, identifying alone; and the other peers."""

import sys

from bench import checks
from bench.contenders import Contender, Ground, bag, one, source
from bench.peers.tools import PEERS
from bench.runs import Command, Work

_DIGEST = 'find "$1" -type f -print0 | xargs -0 openssl dgst -{} -r'
_IDENTIFY = """
import itertools, os, sys
import pygfried
scanner = pygfried.Scanner()
paths = (os.path.join(place, name) for place, _, names in os.walk(sys.argv[1]) for name in names)
while batch := list(itertools.islice(paths, 1000)):
    for found in scanner.identify_many(batch, workers=os.cpu_count())["files"]:
        print(found["matches"][0]["id"] if found["matches"] else "UNKNOWN")
"""


OTHERS = {"bagit-utils": ("C",), "bdbag (validate_bag)": ()}
"""The other peers, and the payloads they are spared: bagit-utils takes minutes for C.

What bagit-utils does is less: of several algorithms it compares the best alone.
bdbag's command may write into what it validates, so its function is measured.
"""

_LESS = {"bagit-utils": " (sha512 alone)"}


def _digest(algorithm: str, ground: Ground) -> Command:
    return "sh", "-c", _DIGEST.format(algorithm), "sh", str(ground.bag / "data")


def _copy(ground: Ground) -> Work:
    command = ("cp", "-r", str(ground.source), str(ground.output))
    return one(*command, check=checks.copied(ground.payload.files))


def _openssl(ground: Ground) -> Work:
    both = (_digest("sha256", ground), _digest("sha512", ground))
    return Work(steps=(both,), check=checks.printed_lines(ground.payload.files))


def _openssl_one(algorithm: str) -> Contender:
    def work(ground: Ground) -> Work:
        check = checks.printed_lines(ground.payload.files)
        return one(*_digest(algorithm, ground), check=check)

    return Contender(
        name=f"openssl {algorithm}",
        title=f"openssl dgst -{algorithm}, one process",
        work=work,
        reads=bag,
        most_rounds=1,
    )


def _identify(ground: Ground) -> Work:
    check = checks.printed_lines(ground.payload.files)
    return one(sys.executable, "-c", _IDENTIFY, str(ground.source), check=check)


COPY = Contender(name="cp -r", title="cp -r", work=_copy, reads=source)
OPENSSL = Contender(
    name="openssl",
    title="openssl dgst -sha256 and -sha512 side by side",
    work=_openssl,
    reads=bag,
)
OPENSSL_ALONE = (_openssl_one("sha256"), _openssl_one("sha512"))
PYGFRIED = Contender(
    name="pygfried", title="pygfried alone, in a process of its own", work=_identify, reads=source
)


def others(payload: str) -> tuple[Contender, ...]:
    """Give the other peers' validators for a payload, each run once, for comparison only."""
    return tuple(
        Contender(
            name=f"{tool.name} validate",
            title=f"{tool.title}, validate" + _LESS.get(tool.name, ""),
            work=lambda ground, tool=tool: one(  # type: ignore[misc]
                *tool.call(ground.bag, ground.programs[tool.name]), check=checks.anything
            ),
            reads=bag,
            most_rounds=1,
            peer=tool.name,
        )
        for tool in PEERS
        if tool.name in OTHERS and payload not in OTHERS[tool.name]
    )
