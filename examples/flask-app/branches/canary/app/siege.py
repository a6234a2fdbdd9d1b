"""A fault to find: code that keeps a CPU busy."""

import hashlib
import threading
import time

from app.remote_flags import RemoteFlags

FLAG = "siege_feature"
LOOK_SECONDS = 0.25
"""Between two looks at the flag; with the timeouts of both ways to it the siege ends within a second of the flag."""

BLOCK = bytes(1024 * 1024)


class Siege:
    """A thread that burns one CPU while the flag is on, and rests while it is not."""

    def __init__(self, flags: RemoteFlags):
        self._flags = flags
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="siege", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread, and returns when it has ended."""
        self._stopped.set()
        self._thread.join()

    def cpu_seconds(self) -> float:
        """The processor time used since the start. The siege must be running."""
        return time.clock_gettime(time.pthread_getcpuclockid(self._thread.ident))

    def _run(self) -> None:
        while not self._stopped.is_set():
            if self._flags.is_on(FLAG):
                burn(LOOK_SECONDS)
            else:
                self._stopped.wait(LOOK_SECONDS)


def burn(seconds: float) -> None:
    """Keeps one CPU busy. Hashing frees the interpreter, so that the pages go on answering meanwhile."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        hashlib.sha256(BLOCK)
