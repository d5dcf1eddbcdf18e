"""Run preserve, and kill it at a request of SFTP: ``NUMBER before|after LOG WORDS…``."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from paramiko import sftp

from preserve.cli import main


def install(at: int, *, after: bool, log: Path) -> None:
    """Count requests; the process ends before one is sent, or when it was answered."""
    base: Any = sftp.BaseSFTP
    original = base._send_packet
    count = 0

    def counted(self: Any, kind: int, packet: Any) -> None:
        nonlocal count
        count += 1
        with log.open("a", encoding="ascii") as stream:
            stream.write(f"{sftp.CMD_NAMES.get(kind, kind)}\n")
        if count == at and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        original(self, kind, packet)
        if count == at:
            self._read_packet()
            os.kill(os.getpid(), signal.SIGKILL)

    base._send_packet = counted


if __name__ == "__main__":
    install(int(sys.argv[1]), after=sys.argv[2] == "after", log=Path(sys.argv[3]))
    sys.exit(main.main(sys.argv[4:]))
