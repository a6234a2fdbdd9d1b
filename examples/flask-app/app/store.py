"""The way to Redis, which may be away at any time."""

from collections.abc import Mapping

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

TIMEOUT_SECONDS = 0.25
"""For connecting and for each answer: a page rather goes without than waits."""


def address(environ: Mapping[str, str]) -> str:
    """REDIS_URL; else what a container link sets; else Redis on this machine."""
    url = environ.get("REDIS_URL")
    if url:
        return url
    host = environ.get("REDIS_PORT_6379_TCP_ADDR", "127.0.0.1")
    return f"redis://{host}:{environ.get('REDIS_PORT_6379_TCP_PORT', '6379')}"


def connect(environ: Mapping[str, str]) -> Redis:
    """A client that connects when first used. Raises ValueError for an unusable address."""
    return Redis.from_url(
        address(environ),
        socket_connect_timeout=TIMEOUT_SECONDS,
        socket_timeout=TIMEOUT_SECONDS,
        # Newer clients retry three times with seconds in between unless told not to.
        retry=Retry(NoBackoff(), 0),
    )
