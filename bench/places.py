"""Where runs take place: the payloads, the bags made of them, and the outputs, below one folder."""

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bench import payloads, runs
from bench.contenders import BAGIT_CREATE, LEAN, Contender, Ground
from bench.machine import file_system
from bench.payloads import Payload
from bench.runs import RunError, Timing

MARK = "preserve-bench"
_FEW = 5_000
_IN_MEMORY = ("tmpfs", "ramfs")


@dataclass(slots=True, kw_only=True)
class Place:
    """A folder on one file system, and what has to be removed from it in the end."""

    folder: Path
    programs: dict[str, Path]
    _left: list[Path] = field(default_factory=list)

    def open(self) -> None:
        """Make the folder and remove what an interrupted run left in it.

        Raises RunError when it holds what no run of the bench put there.
        """
        mark = self.folder / MARK
        self.folder.mkdir(parents=True, exist_ok=True)
        if not mark.exists() and any(self.folder.iterdir()):
            raise RunError(f"{self.folder}: is not empty, and was not made by the bench")
        mark.touch()
        self.clear()

    @property
    def file_system(self) -> str:
        """Its type."""
        return file_system(self.folder)

    def ground(self, payload: Payload, *, readers: Iterable[Contender]) -> Ground:
        """Make the payload and the bags that the contenders read."""
        source = payloads.make(payload, self.folder / "payloads")
        prepared = self.folder / "prepared" / payload.name
        shutil.rmtree(prepared, ignore_errors=True)
        ground = Ground(
            payload=payload,
            source=source,
            bag=prepared / "bag",
            own=prepared / "own" / payload.name,
            output=self.folder / "outputs",
            programs=self.programs,
        )
        read = {one.reads(ground) for one in readers}
        if ground.bag in read:
            self._make_bag(ground)
        if ground.own in read:
            self.turn(LEAN, ground, output=prepared / "own", keep=True)
        return ground

    def _make_bag(self, ground: Ground) -> None:
        """Let bagit-python make a bag of links to the source's files, which are read only."""
        ground.bag.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(ground.release, ground.bag, copy_function=os.link)
        program = str(self.programs["bagit-python"] / "bagit.py")
        command = (program, "--quiet", "--sha256", "--sha512", str(ground.bag))
        work = BAGIT_CREATE[0].work(self._at(ground, ground.bag))
        made = runs.Work(steps=((command,),), check=work.check)
        runs.run(made, folder=self.folder / "run", output=ground.bag)

    def turn(
        self, contender: Contender, ground: Ground, *, output: Path, keep: bool = False
    ) -> Timing:
        """Let a contender run once, its input in the page cache, its output new."""
        if output.exists():
            raise RunError(f"{output}: is there already")
        output.parent.mkdir(parents=True, exist_ok=True)
        runs.read_through(contender.reads(ground))
        # What was written before is not to be flushed on the next contender's time.
        os.sync()
        timing = runs.run(
            contender.work(self._at(ground, output)),
            folder=self.folder / "run",
            output=output,
            sampled=contender.sampled,
        )
        if not keep:
            self.discard(output, files=ground.payload.files)
        return timing

    @staticmethod
    def _at(ground: Ground, output: Path) -> Ground:
        return Ground(
            payload=ground.payload,
            source=ground.source,
            bag=ground.bag,
            own=ground.own,
            output=output,
            programs=ground.programs,
        )

    def discard(self, path: Path, *, files: int) -> None:
        """Remove an output, now where that disturbs nothing, else when all is done.

        On ext4, creating files right after the removal of many takes several times as long.
        """
        if self.file_system in _IN_MEMORY or files < _FEW:
            shutil.rmtree(path, ignore_errors=True)
        else:
            self._left.append(path)

    def forget(self, payload: Payload) -> None:
        """Discard the payload and what was made of it."""
        (self.folder / "payloads" / f"{payload.name}.ready").unlink(missing_ok=True)
        for one in ("payloads", "prepared"):
            path = self.folder / one / payload.name
            if path.exists():
                self.discard(path, files=payload.files)

    def clear(self) -> None:
        """Remove what was left."""
        for path in self._left:
            shutil.rmtree(path, ignore_errors=True)
        for one in ("outputs", "prepared", "run"):
            shutil.rmtree(self.folder / one, ignore_errors=True)
        self._left.clear()
