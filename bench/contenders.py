"""What is measured: preserve and bagit-python, each as its users call it, on one ground."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench import checks
from bench.payloads import Payload
from bench.runs import Command, Work

PRESERVE: Command = (sys.executable, "-m", "preserve")
SAME_WORK = ("--no-identify", "--no-verify", "--second-opinion", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where one run takes place: what it reads, and the output that is not there yet."""

    payload: Payload
    source: Path
    """A folder that holds the releases."""
    bag: Path
    """The same files as a bag that bagit-python made."""
    own: Path
    """The same files as a package that preserve made."""
    output: Path
    programs: dict[str, Path]
    """For each peer the folder of its environment's programs."""

    @property
    def release(self) -> Path:
        """The one release of the source."""
        return self.source / self.payload.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A name, and what it does on a ground.

    ``most_rounds`` for what is shown for comparison only, or takes minutes.
    """

    name: str
    title: str
    work: Callable[[Ground], Work]
    reads: Callable[[Ground], Path]
    most_rounds: int | None = None
    sampled: bool = False
    peer: str | None = None
    """The peer whose environment it needs."""


def source(ground: Ground) -> Path:
    """Read the source."""
    return ground.source


def bag(ground: Ground) -> Path:
    """Read the bag that bagit-python made."""
    return ground.bag


def own(ground: Ground) -> Path:
    """Read the package that preserve made."""
    return ground.own


def one(*command: str, check: checks.Check, exit_code: int = 0) -> Work:
    """Give the work of one command."""
    return Work(steps=((command,),), check=check, exit_codes=(exit_code,))


def _bag(*options: str, verified: bool) -> Callable[[Ground], Work]:
    def work(ground: Ground) -> Work:
        releases = ground.payload.files if ground.payload.texts else 1
        check = checks.bagged(ground.payload.files, verified=verified, releases=releases)
        where = ("--output", str(ground.output), "--json", *options)
        return one(*PRESERVE, "bag", str(ground.source), *where, check=check)

    return work


def _validate(read: Callable[[Ground], Path]) -> Callable[[Ground], Work]:
    def work(ground: Ground) -> Work:
        command = (*PRESERVE, "validate", "--json", str(read(ground)))
        return one(*command, check=checks.verdict("valid"))

    return work


def _bagit_create(workers: int) -> Callable[[Ground], Work]:
    def work(ground: Ground) -> Work:
        algorithms = ("--sha256", "--sha512", "--processes", str(workers))
        copy = ("cp", "-r", str(ground.release), str(ground.output))
        program = str(ground.programs["bagit-python"] / "bagit.py")
        make = (program, "--quiet", *algorithms, str(ground.output))
        check = checks.peer_bagged(ground.payload.files, "sha256", "sha512")
        return Work(steps=((copy,), (make,)), check=check)

    return work


def _bagit_validate(workers: int) -> Callable[[Ground], Work]:
    def work(ground: Ground) -> Work:
        program = str(ground.programs["bagit-python"] / "bagit.py")
        options = ("--quiet", "--validate", "--processes", str(workers))
        return one(program, *options, str(ground.bag), check=checks.anything)

    return work


SAME = Contender(
    name="create",
    title="preserve bag, the peer's work (no identification, no verification)",
    work=_bag(*SAME_WORK, verified=False),
    reads=source,
)
WHOLE = Contender(
    name="whole job",
    title="preserve bag, all that it does by default",
    work=_bag(verified=True),
    reads=source,
)
LEAN = Contender(
    name="create, verified",
    title="preserve bag --no-identify",
    work=_bag("--no-identify", verified=True),
    reads=source,
)
VALIDATE = Contender(
    name="validate", title="preserve validate, the peer's bag", work=_validate(bag), reads=bag
)
VALIDATE_OWN = Contender(
    name="validate own",
    title="preserve validate, its own package with PREMIS",
    work=_validate(own),
    reads=own,
)


def _bagit(workers: int) -> tuple[Contender, Contender]:
    processes = f"{workers} process{'es' if workers > 1 else ''}"
    create = Contender(
        name=f"bagit-python create {workers}",
        title=f"cp -r, then bagit-python in place, {processes}",
        work=_bagit_create(workers),
        reads=source,
        peer="bagit-python",
    )
    validate = Contender(
        name=f"bagit-python validate {workers}",
        title=f"bagit-python --validate, {processes}",
        work=_bagit_validate(workers),
        reads=bag,
        peer="bagit-python",
    )
    return create, validate


BAGIT_CREATE, BAGIT_VALIDATE = zip(_bagit(1), _bagit(2), strict=True)


def _help(_: Ground) -> Work:
    return one(*PRESERVE, "--help", check=checks.printed("usage: preserve"))


def _bagit_help(ground: Ground) -> Work:
    program = str(ground.programs["bagit-python"] / "bagit.py")
    return one(program, "--help", check=checks.printed("usage:"))


HELP = Contender(name="help", title="preserve --help", work=_help, reads=source)
BAGIT_HELP = Contender(
    name="bagit-python help",
    title="bagit-python --help",
    work=_bagit_help,
    reads=source,
    peer="bagit-python",
)
