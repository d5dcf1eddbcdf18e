"""OpenSSH's server on loopback, from its package, in a folder of its own.

As root it serves the account ``nobody``, whom rights can be refused; else whoever runs it.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

_CONFIG = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
PidFile none
AuthorizedKeysFile {folder}/authorized_keys
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
MaxStartups 100
AllowUsers {user}
Subsystem sftp internal-sftp
ForceCommand internal-sftp
"""


class MissingServerError(Exception):
    """The server cannot be started here."""


class Sshd:
    """One server; ``stop`` it."""

    def __init__(self) -> None:
        program = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        if program is None or shutil.which("ssh-keygen") is None:
            raise MissingServerError("sshd is not installed (Debian: openssh-server)")
        # Not below the tests' own folder, which other accounts may not enter.
        self.folder = Path(tempfile.mkdtemp(prefix="preserve-sshd-"))
        self.folder.chmod(0o755)
        self.user = "nobody" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        self.port = _free_port()
        for name in ("host", "client", "stranger"):
            self._generate(name)
        shutil.copy(self.folder / "client.pub", self.folder / "authorized_keys")
        kind, key, *_ = (self.folder / "host.pub").read_text(encoding="ascii").split()
        self.known_hosts = self.folder / "known_hosts"
        self.known_hosts.write_text(f"[127.0.0.1]:{self.port} {kind} {key}\n", encoding="ascii")
        config = self.folder / "sshd_config"
        config.write_text(
            _CONFIG.format(port=self.port, folder=self.folder, user=self.user), encoding="utf-8"
        )
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        self.log = self.folder / "log"
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [program, "-D", "-e", "-f", str(config)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._wait()

    @property
    def fingerprint(self) -> str:
        """Give the host key's fingerprint as ssh-keygen has it."""
        words = ["ssh-keygen", "-lf", str(self.folder / "host.pub")]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()[1]

    def incoming(self) -> Path:
        """Make a new folder that can be deposited into."""
        folder = Path(tempfile.mkdtemp(prefix="incoming-", dir=self.folder))
        if os.getuid() == 0:
            found = pwd.getpwnam(self.user)
            os.chown(folder, found.pw_uid, found.pw_gid)
        return folder

    def stop(self) -> None:
        """End the server, and remove its folder."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _generate(self, name: str, passphrase: str = "") -> None:
        path = str(self.folder / name)
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", path]
        subprocess.run(words, check=True, stdin=subprocess.DEVNULL)

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        said = self.log.read_text(encoding="utf-8", errors="replace")
        self.stop()
        raise MissingServerError(f"sshd does not start: {said[-500:]}")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
