"""One run at a time on one output."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from preserve.errors import LockedError
from preserve.storage import locks
from preserve.storage.folders import Folder

HOLDER = """
import sys, time
from pathlib import Path
from preserve.storage import locks
from preserve.storage.folders import Folder
with Folder.open(Path(sys.argv[1])) as folder, locks.hold(folder):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_run_is_told_who_holds_the_output(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with Folder.open(tmp_path) as folder:
            with pytest.raises(LockedError, match=str(holder.pid)), locks.hold(folder):
                pass
            holder.send_signal(signal.SIGKILL)
            holder.wait()
            with locks.hold(folder):
                assert (tmp_path / ".preserve" / "lock").read_text() == f"{os.getpid()}\n"
