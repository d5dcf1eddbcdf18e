"""Which contenders meet on which payload, and in how many rounds."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bench import checks, contenders, limits
from bench.contenders import PRESERVE, Contender, Ground, one
from bench.payloads import Payload
from bench.runs import Work
from bench.targets import DISK


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A payload at a place, and those that are measured on it."""

    name: str
    payload: Payload
    contenders: tuple[Contender, ...]
    on_disk: bool = False
    rounds_each: int = 1
    """Rounds for each that is asked for: what takes a tenth of a second is run more often."""


def subjects(payloads: Mapping[str, Payload], *, disk: bool, peers: bool) -> Iterator[Subject]:
    """Give the subjects that are measured in interleaved rounds.

    ``disk`` adds those on a disk, ``peers`` the peers beside bagit-python.
    """
    for name in ("A", "B", "C"):
        every = (*_every(name), *(limits.others(name) if peers else ()))
        yield Subject(name=name, payload=payloads[name], contenders=every)
    for name in ("A", "B", "C") if disk else ():
        yield Subject(
            name=name + DISK,
            payload=payloads[name],
            contenders=(contenders.SAME, *contenders.BAGIT_CREATE),
            on_disk=True,
        )
    once = dataclasses.replace(contenders.WHOLE, most_rounds=1)
    yield Subject(name="releases", payload=payloads["releases"], contenders=(once,))
    yield Subject(name="start", payload=payloads["start"], contenders=_starting(), rounds_each=4)


def _every(name: str) -> tuple[Contender, ...]:
    of_many = (limits.PYGFRIED, contenders.VALIDATE_OWN) if name == "C" else ()
    return (
        limits.COPY,
        contenders.SAME,
        *contenders.BAGIT_CREATE,
        contenders.WHOLE,
        contenders.VALIDATE,
        *contenders.BAGIT_VALIDATE,
        limits.OPENSSL,
        *of_many,
        *limits.OPENSSL_ALONE,
    )


def _starting() -> tuple[Contender, ...]:
    return (
        contenders.HELP,
        contenders.BAGIT_HELP,
        contenders.VALIDATE,
        *contenders.BAGIT_VALIDATE,
    )


GROWING = tuple(
    dataclasses.replace(one, sampled=True)
    for one in (contenders.LEAN, contenders.VALIDATE_OWN, contenders.WHOLE)
)
"""Measured in this order on each payload for growth: the second reads what the first made."""


def package_contender(kind: str, *options: str) -> Contender:
    """Give ``preserve validate`` of one kind of package, which stands in the ground's ``bag``."""

    def work(ground: Ground) -> Work:
        command = (*PRESERVE, "validate", "--json", *options, str(ground.bag))
        wanted, code = _expected(kind, options)
        return one(*command, check=checks.verdict(wanted), exit_code=code)

    words = " ".join((kind, *options))
    return Contender(
        name=f"validate {words}",
        title=f"preserve validate, {words}",
        work=work,
        reads=contenders.bag,
        sampled=True,
    )


def _expected(kind: str, options: tuple[str, ...]) -> tuple[str, int]:
    if kind == "files not there":
        return "invalid", 1
    return ("complete" if "--fast" in options else "valid"), 0
