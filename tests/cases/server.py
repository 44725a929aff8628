"""A PostgreSQL server of the tests' own: Debian's programs, in a temporary folder, run by a user that is not root."""

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from pwd import getpwnam

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


class Server:
    """A server that listens on this machine only. ``url`` names its first database."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="according-postgresql-"))
        self._user = "postgres" if os.getuid() == 0 else None
        if self._user:
            os.chown(self._folder, getpwnam(self._user).pw_uid, getpwnam(self._user).pw_gid)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.url = f"postgresql://postgres@127.0.0.1:{self._port}/postgres"
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync")
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-p {self._port} -k {self._folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run("pg_ctl", "-w", "-l", str(self._folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """Stop it at once, as a crash would."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def remove(self) -> None:
        """Stop it and delete its files."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [PROGRAMS[-1] / program, "-D", self._folder / "data", *arguments],
            check=True, timeout=300, user=self._user, cwd=self._folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


def can_start() -> bool:
    """Whether PostgreSQL is installed and there is a user to run it."""
    if not PROGRAMS:
        return False
    try:
        return os.getuid() != 0 or bool(getpwnam("postgres"))
    except KeyError:
        return False
