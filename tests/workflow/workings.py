"""Workers of these tests: what they read changes under their hands."""

import os
from collections.abc import Callable, Sequence

from preserve.fixity import copy_batches
from preserve.fixity.copy_batches import Batch, Outcome, Task


def changing(task: Task, handles: Sequence[int]) -> Callable[[Batch], list[Outcome]]:
    """Read batches while every file that is named so grows under each read."""
    real = os.readv

    def readv(handle: int, buffers: list[memoryview]) -> int:
        count = real(handle, buffers)
        path = os.readlink(f"/proc/self/fd/{handle}")
        if path.endswith("growing.log"):
            with open(path, "ab") as stream:
                stream.write(b"more")
        return count

    os.readv = readv  # type: ignore[assignment]
    return copy_batches.begin(task, handles)
