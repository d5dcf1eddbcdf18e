"""How time and memory grow with the number of files: 10,000 to 1,000,000 small ones."""

import dataclasses
import shutil
from collections.abc import Callable, Iterator

from bench import packages, payloads
from bench.contenders import Contender, Ground
from bench.payloads import Payload
from bench.places import Place
from bench.runs import Timing
from bench.subjects import GROWING, package_contender

Turn = tuple[Contender, Payload, Timing]
ROUNDS_OF_FEWEST = 3
"""The smallest payload is the base of every ratio, and cheap."""


def measure(
    place: Place, count: int, *, rounds: int, wanted: Callable[[str], bool]
) -> Iterator[Turn]:
    """Give each timing as it is made; ``wanted`` tells which contenders are asked for."""
    payload = payloads.of_files(count)
    create, validate, whole = GROWING
    ground = place.ground(payload, readers=())
    for number in range(rounds):
        output = place.folder / "outputs" / f"{payload.name}-{number}"
        if wanted(create.name) or wanted(validate.name):
            yield create, payload, place.turn(create, ground, output=output, keep=True)
            made = dataclasses.replace(ground, own=output / payload.name)
            yield validate, payload, _reading(place, validate, made)
            place.discard(output, files=count)
        if wanted(whole.name):
            again = output.with_name(f"{output.name}-whole")
            yield whole, payload, place.turn(whole, ground, output=again)
    place.forget(payload)
    yield from _packages(place, ground, wanted=wanted)


def _packages(place: Place, ground: Ground, *, wanted: Callable[[str], bool]) -> Iterator[Turn]:
    """Validate bags without metadata: as folders, and as archives."""
    for kind, (name, make) in packages.KINDS.items():
        ways = ((), ("--fast",)) if kind == "bare folder" else ((),)
        asked = [package_contender(kind, *options) for options in ways]
        if not any(wanted(one.name) for one in asked):
            continue
        package = place.folder / "prepared" / ground.payload.name / name
        package.parent.mkdir(parents=True, exist_ok=True)
        make(package, ground.payload.files)
        for one in asked:
            reading = dataclasses.replace(ground, bag=package)
            yield one, ground.payload, _reading(place, one, reading)
        if package.is_file():
            package.unlink()
        else:
            place.discard(package, files=ground.payload.files)
    shutil.rmtree(place.folder / "prepared" / ground.payload.name, ignore_errors=True)


def _reading(place: Place, contender: Contender, ground: Ground) -> Timing:
    return place.turn(contender, ground, output=place.folder / "outputs" / "none")
