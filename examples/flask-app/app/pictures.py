"""Pictures from an external API that answers as Pexels does (https://www.pexels.com/api/documentation/)."""

import http.client
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

ATTEMPTS = 3
TIMEOUT_SECONDS = 2.0
FIRST_PAUSE_SECONDS = 0.2
LARGEST_ANSWER_BYTES = 1024 * 1024
VISITORS = 4
"""How many may wait for the API at once: a slow API must not take every thread of the worker."""


class PicturesUnavailable(Exception):
    """The API gave no pictures. The message is a sentence for visitors."""


@dataclass(frozen=True)
class Picture:
    title: str
    author: str
    image: str
    page: str


class Pictures:
    """A client of the picture API. `pause` waits for a number of seconds between attempts."""

    def __init__(self, url: str, key: str, pause: Callable[[float], object] = time.sleep):
        if url and not is_web_address(url):
            raise ValueError("PICTURES_URL must begin with http:// or https://")
        self._url = url
        self._key = key
        self._pause = pause
        self._places = threading.BoundedSemaphore(VISITORS)

    def latest(self) -> list[Picture]:
        """Asks the API. Raises PicturesUnavailable, after 3 attempts of 2 s where trying again can help."""
        if not self._url:
            raise PicturesUnavailable("No picture API is configured: PICTURES_URL is not set.")
        if not self._places.acquire(blocking=False):
            raise PicturesUnavailable("Too many visitors are waiting for pictures already.")
        try:
            return parse(self._fetch())
        finally:
            self._places.release()

    def _fetch(self) -> bytes:
        for attempt in range(ATTEMPTS):
            if attempt:
                self._pause(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
            try:
                return self._ask()
            except (OSError, http.client.HTTPException) as failure:
                last = failure
                if not is_passing(failure):
                    break
        raise PicturesUnavailable(explain(last)) from last

    def _ask(self) -> bytes:
        request = urllib.request.Request(self._url, headers={"Accept": "application/json"})
        if self._key:
            # Not sent on after a redirect: the key is for the configured address only.
            request.add_unredirected_header("Authorization", self._key)
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            return answer.read(LARGEST_ANSWER_BYTES)


def is_passing(failure: Exception) -> bool:
    """Whether the same question may be answered a moment later."""
    if isinstance(failure, urllib.error.HTTPError):
        return failure.code == 429 or failure.code >= 500
    return True


def explain(failure: Exception) -> str:
    if isinstance(failure, urllib.error.HTTPError):
        return f"The picture API answered with status {failure.code}."
    return "The picture API did not answer."


def parse(answer: bytes) -> list[Picture]:
    """Reads an answer, leaving out pictures that are not on the web."""
    try:
        pictures = [
            Picture(
                title=str(photo.get("alt") or "Untitled"),
                author=str(photo.get("photographer") or "unknown"),
                image=str(photo["src"]["medium"]),
                page=str(photo["url"]),
            )
            for photo in json.loads(answer)["photos"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as failure:
        raise PicturesUnavailable("The picture API sent something that is no list of pictures.") from failure
    return [picture for picture in pictures if is_web_address(picture.image) and is_web_address(picture.page)]


def is_web_address(text: str) -> bool:
    return text.startswith(("http://", "https://"))
