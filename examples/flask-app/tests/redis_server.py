"""A real Redis whose default user has the rights that a deployed app has, and no others."""

import shutil
import signal
import subprocess
from pathlib import Path

from redis import Redis, RedisError

from tests.ports import free_port
from tests.waiting import eventually

# Of those in deploy/redis/app-users.acl in Aviary's tree the ones that Debian 12's Redis knows.
RIGHTS = """
user default on nopass resetkeys resetchannels -@all +get +mget +exists +ping +select +hello %R~[^{]*
user owner on >owner allkeys allchannels +@all
"""


class RedisServer:
    """Starts on a free port of the loopback; `owner` is a client that may do everything."""

    def __init__(self, folder: Path):
        assert shutil.which("redis-server"), "redis-server is missing: apt-get install redis-server"
        self._port = free_port()
        self._settings = folder / "redis.conf"
        self._settings.write_text(
            f"bind 127.0.0.1\nport {self._port}\ndir {folder}\nsave ''\nappendonly no\n{RIGHTS}"
        )
        self.url = f"redis://127.0.0.1:{self._port}"
        self.owner = Redis(port=self._port, username="owner", password="owner")
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(["redis-server", self._settings], stdout=subprocess.DEVNULL)
        eventually(self._answers)

    def stop(self) -> None:
        """Ends it, hanging or not. Ending it twice is harmless."""
        self._process.kill()
        self._process.wait()

    def hang(self) -> None:
        """Lets it accept connections and answer none."""
        self._process.send_signal(signal.SIGSTOP)

    def _answers(self) -> bool:
        assert self._process.poll() is None, "redis-server ended at once"
        try:
            return self.owner.ping()
        except RedisError:
            return False
