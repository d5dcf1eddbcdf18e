"""Which targets there are."""

from collections.abc import Iterator

from bench import contenders, limits
from bench.contenders import Contender
from bench.targets import (
    DISK,
    Quantity,
    Sense,
    Target,
    Term,
    files_a_second,
    mebibytes,
    seconds_a_file,
)

SIZES = (10_000, 100_000, 1_000_000)
SMALL_SIZES = (20, 60)
VALIDATE_AT_LEAST = {"A": 1.3, "B": 1.3, "C": 10.0}
CREATE_AT_LEAST = {"A": 1.5, "B": 1.3, "C": 4.0}
PEAKS_AT_MOST = {"create, verified": 200.0, "whole job": 500.0, "validate own": 200.0}


def ends(*, small: bool) -> tuple[int, int]:
    """Give the fewest and the most files that the targets speak of."""
    sizes = SMALL_SIZES if small else SIZES
    return sizes[0], sizes[-1]


def targets(least: int = SIZES[0], most: int = SIZES[-1]) -> tuple[Target, ...]:
    """Give all targets; ``least`` and ``most`` are the files of the payloads for growth."""
    return (
        *_validating(),
        *_creating(""),
        *_creating(DISK),
        *_whole(),
        _releases(),
        *_growing(least, most),
        *_starting(),
    )


def _term(subject: str, *alternatives: Contender) -> Term:
    return Term(subject=subject, contenders=tuple(one.name for one in alternatives))


def _quicker(name: str, words: str, *, slow: Quantity, quick: Quantity, wanted: float) -> Target:
    return Target(
        name=name,
        words=words,
        above=slow,
        below=quick,
        sense=Sense.AT_LEAST,
        wanted=wanted,
        unit="x as quick",
    )


def _within(name: str, words: str, *, ours: Quantity, bound: Quantity, wanted: float) -> Target:
    return Target(
        name=name,
        words=words,
        above=ours,
        below=bound,
        sense=Sense.AT_MOST,
        wanted=wanted,
        unit="x the time",
    )


def _peer_create(subject: str) -> Term:
    return _term(subject, *contenders.BAGIT_CREATE)


def _peer_validate(subject: str) -> Term:
    return _term(subject, *contenders.BAGIT_VALIDATE)


def _validating() -> Iterator[Target]:
    for name, wanted in VALIDATE_AT_LEAST.items():
        ours = Quantity(words="preserve", terms=(_term(name, contenders.VALIDATE),))
        peer = Quantity(words="bagit-python", terms=(_peer_validate(name),))
        words = f"validate {name}, against bagit-python"
        yield _quicker(f"validate-{name}", words, slow=peer, quick=ours, wanted=wanted)
    for name in ("A", "B"):
        ours = Quantity(words="preserve", terms=(_term(name, contenders.VALIDATE),))
        limit = Quantity(words="openssl", terms=(_term(name, limits.OPENSSL),))
        words = f"validate {name}, against OpenSSL alone"
        yield _within(f"validate-{name}-limit", words, ours=ours, bound=limit, wanted=1.1)


def _creating(place: str) -> Iterator[Target]:
    suffix = "-disk" if place else ""
    for name, wanted in CREATE_AT_LEAST.items():
        subject = name + place
        ours = Quantity(words="preserve", terms=(_term(subject, contenders.SAME),))
        peer = Quantity(words="cp -r + bagit-python", terms=(_peer_create(subject),))
        words = f"create {name}{place}, the same work, against cp -r + bagit-python"
        yield _quicker(f"create-{name}{suffix}", words, slow=peer, quick=ours, wanted=wanted)


def _whole() -> Iterator[Target]:
    for name, wanted in (("A", 1.0), ("B", 1.0), ("C", 1.25)):
        ours = Quantity(words="preserve", terms=(_term(name, contenders.WHOLE),))
        terms: tuple[Term, ...] = (_peer_create(name), _peer_validate(name))
        words = "cp -r + bagit-python + its validation"
        if name == "C":
            terms = (_term(name, limits.PYGFRIED), *terms)
            words = f"pygfried + {words}"
        bound = Quantity(words=words, terms=terms)
        title = f"whole job {name}, against {words}"
        yield _within(f"whole-{name}", title, ours=ours, bound=bound, wanted=wanted)


def _releases() -> Target:
    term = _term("releases", contenders.WHOLE)
    return Target(
        name="releases",
        words="releases of one 2 KB text each, whole job",
        above=Quantity(words="preserve", terms=(term,), reading=files_a_second),
        below=None,
        sense=Sense.AT_LEAST,
        wanted=60.0,
        unit="a second",
    )


def _growing(least: int, most: int) -> Iterator[Target]:
    for name, wanted in PEAKS_AT_MOST.items():
        few = Term(subject=f"files-{least}", contenders=(name,))
        many = Term(subject=f"files-{most}", contenders=(name,))
        slug = name.replace(", ", "-").replace(" ", "-")
        peak = Quantity(words=f"{most:,} files", terms=(many,), reading=mebibytes)
        base = Quantity(words=f"{least:,} files", terms=(few,), reading=mebibytes)
        yield Target(
            name=f"peak-{slug}",
            words=f"peak memory, {most:,} files, {name}",
            above=peak,
            below=None,
            sense=Sense.AT_MOST,
            wanted=wanted,
            unit="MiB",
        )
        yield Target(
            name=f"flat-{slug}",
            words=f"peak memory, {least:,} to {most:,} files, {name}",
            above=peak,
            below=base,
            sense=Sense.AT_MOST,
            wanted=1.5,
            unit="x the memory",
        )
        slow = Quantity(words=f"{most:,} files", terms=(many,), reading=seconds_a_file)
        quick = Quantity(words=f"{least:,} files", terms=(few,), reading=seconds_a_file)
        words = f"time a file, {least:,} to {most:,} files, {name}"
        yield _within(f"growth-{slug}", words, ours=slow, bound=quick, wanted=1.15)


def _starting() -> Iterator[Target]:
    pairs = (
        ("help", contenders.HELP, _term("start", contenders.BAGIT_HELP)),
        ("validate", contenders.VALIDATE, _peer_validate("start")),
    )
    for name, ours, peer in pairs:
        mine = Quantity(words="preserve", terms=(_term("start", ours),))
        words = "preserve --help" if name == "help" else "preserve validate on a tiny bag"
        yield Target(
            name=f"start-{name}",
            words=words,
            above=mine,
            below=None,
            sense=Sense.AT_MOST,
            wanted=0.15,
            unit="s",
        )
        bound = Quantity(words="bagit-python", terms=(peer,))
        title = f"{words}, against bagit-python"
        yield _within(f"start-{name}-peer", title, ours=mine, bound=bound, wanted=1.5)
