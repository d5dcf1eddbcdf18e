"""An environment for each set of requirements, so that no tool meets another's libraries."""

import subprocess
import sys
from pathlib import Path

from bench.peers.tools import Tool

_PATIENCE = 600


def prepare(tool: Tool, folder: Path) -> Path:
    """Give the folder of the programs of the tool's environment, made where it is missing.

    What pip says goes to stderr. Raises CalledProcessError when it cannot install.
    """
    if not tool.requirements:
        return Path(sys.executable).parent
    environment = folder / "+".join(tool.requirements)
    programs = environment / "bin"
    if not (environment / "ready").exists():
        _run(sys.executable, "-m", "venv", "--clear", "--without-pip", str(environment))
        install = ("-m", "pip", "--python", str(environment), "install", "--quiet")
        _run(_pip(), *install, *tool.requirements)
        (environment / "ready").touch()
    return programs


def _pip() -> str:
    """Give a Python that has pip: an environment may be made without."""
    for python in (sys.executable, str(Path(sys.base_prefix) / "bin" / "python3")):
        probe = [python, "-m", "pip", "--version"]
        if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
            return python
    return sys.executable


def _run(*command: str) -> None:
    subprocess.run(command, stdout=sys.stderr, check=True, timeout=_PATIENCE)
