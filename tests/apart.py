"""Calls into a process apart, so that work that would never end fails its test instead.

The patience only ends a hang: no test passes or fails by how long its work takes.
"""

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from preserve.storage import child_process
from preserve.storage.child_process import ChildProcess, Message
from tests import shared

PATIENCE = 120.0
"""Seconds; the works asked for take a few at most, the hangs they stand against take hours."""

_PROGRAM = f"""
import sys
sys.path.insert(0, {str(shared.REPOSITORY)!r})
from tests import apart
apart.serve()
"""


class Apart:
    """Calls the tests' functions in one process after another's hang, and else in the same."""

    def __init__(self, child: ChildProcess) -> None:
        self._child = child

    def call(self, function: Callable[..., object], *arguments: str) -> object:
        """Call a module's function, which takes text and gives what JSON can hold.

        Raises ToolError when it raises, and when it has not ended in time.
        """
        request = {
            "module": function.__module__,
            "function": function.__name__,
            "arguments": arguments,
        }
        return self._child.ask(request, timeout=PATIENCE)["result"]


@contextmanager
def opened() -> Iterator[Apart]:
    """Give the process, which ends with the context."""
    command = (sys.executable, "-X", "utf8", "-c", _PROGRAM)
    with ChildProcess(command, name="the work apart") as child:
        yield Apart(child)


def serve() -> None:
    """Live as the process apart."""
    child_process.serve(_answer)


def _answer(request: Message) -> Message:
    function = getattr(importlib.import_module(str(request["module"])), str(request["function"]))
    arguments = request["arguments"]
    assert isinstance(arguments, list)
    return {"result": function(*arguments)}
