"""Service times, reported to the Redis list `latency`."""

import queue
import threading
import time

from flask import Flask, Response, g, request
from redis import Redis, RedisError

LIST = "latency"
WAITING = 1000
BATCH = 100


class Latency:
    """Pushes the whole milliseconds each request took, from a thread of its own.

    Best effort: while Redis is slow or away measures are dropped, and no request waits.
    """

    def __init__(self, redis: Redis):
        self._redis = redis
        self._waiting: queue.Queue[int] = queue.Queue(WAITING)

    def watch(self, app: Flask) -> None:
        app.before_request(self._begin)
        app.after_request(self._end)
        threading.Thread(target=self._send, name="latency", daemon=True).start()

    def _begin(self) -> None:
        g.began = time.monotonic()

    def _end(self, response: Response) -> Response:
        # Probes are nobody's waiting time.
        if request.path != "/health":
            self._report(round((time.monotonic() - g.began) * 1000))
        return response

    def _report(self, milliseconds: int) -> None:
        try:
            self._waiting.put_nowait(milliseconds)
        except queue.Full:
            pass

    def _send(self) -> None:
        while True:
            batch = [self._waiting.get()]
            while len(batch) < BATCH and not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            try:
                self._redis.lpush(LIST, *batch)
            except RedisError:
                # These are gone: late measures would say nothing about now.
                continue
