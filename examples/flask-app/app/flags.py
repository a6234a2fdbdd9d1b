"""Feature flags, read from plain Redis keys at the moment they matter."""

import logging

from redis import Redis, RedisError

log = logging.getLogger(__name__)


class Flags:
    """A flag is on while its key holds exactly `true`. Without Redis every flag is off."""

    def __init__(self, redis: Redis):
        self._redis = redis
        self._reachable = True

    def is_on(self, key: str) -> bool:
        try:
            value = self._redis.get(key)
        except RedisError as failure:
            self._report(False, str(failure))
            return False
        self._report(True, "flags are read again")
        return value == b"true"

    def _report(self, reachable: bool, detail: str) -> None:
        """Logs changes only: the canary asks several times a second."""
        if reachable != self._reachable:
            self._reachable = reachable
            log.warning("Redis %s: %s", "answered" if reachable else "did not answer", detail)
