"""What makes a program of preserve's own end with the process that started it.

The parent alone holds the other end of a pipe, the lifeline, and never writes to it.
"""

import fcntl
import os
import select
import signal
import threading

VARIABLE = "PRESERVE_LIFELINE"
"""Where a child finds the number of its end."""


def end_with_parent() -> None:
    """End this process when the parent's does, however that comes about.

    Where the system can, the kernel kills this process when the parent's end closes: a thread
    could not, while foreign code holds the interpreter.
    """
    lifeline = int(os.environ[VARIABLE])
    if not hasattr(fcntl, "F_SETSIG"):
        threading.Thread(target=_await_end, args=(lifeline,), daemon=True).start()
        return
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETSIG, signal.SIGKILL)
    flags = fcntl.fcntl(lifeline, fcntl.F_GETFL)
    fcntl.fcntl(lifeline, fcntl.F_SETFL, flags | os.O_ASYNC)
    waiting = select.poll()
    waiting.register(lifeline, select.POLLIN)
    if waiting.poll(0):
        os._exit(1)


def _await_end(lifeline: int) -> None:
    os.read(lifeline, 1)
    os._exit(1)
