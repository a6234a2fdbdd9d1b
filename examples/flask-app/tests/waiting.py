"""Waiting for something to become true."""

import threading
import time
from collections.abc import Callable

DEADLINE_SECONDS = 30


def eventually(condition: Callable[[], object]) -> None:
    """Returns when the condition holds; fails when it does not hold in time."""
    end = time.monotonic() + DEADLINE_SECONDS
    while not condition():
        assert time.monotonic() < end, "the condition did not hold in time"
        time.sleep(0.02)


def in_time(call: Callable[[], object]) -> object:
    """What the call returns; fails when it does not return in time, instead of waiting for ever."""
    results: list[object] = []
    threading.Thread(target=lambda: results.append(call()), daemon=True).start()
    eventually(lambda: results)
    return results[0]
