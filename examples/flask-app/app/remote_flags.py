"""Feature flags by the OpenFeature Remote Evaluation Protocol: the flag service knows which release asks."""

import json
import logging
from collections.abc import Mapping
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote, unquote
from urllib.request import OpenerDirector, ProxyHandler, Request, build_opener

from app.flags import Flags

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 0.25
"""For connecting and for each answer."""


class RemoteFlags:
    """A flag is on while the flag service gives `true` to this container; without an answer, its plain key decides."""

    def __init__(self, endpoint: str, headers: Mapping[str, str], otherwise: Flags):
        self._endpoint = endpoint.rstrip("/")
        self._headers = {"Content-Type": "application/json", **headers}
        self._otherwise = otherwise
        self._opener = direct()
        self._reachable = True

    @classmethod
    def of(cls, environ: Mapping[str, str], otherwise: Flags) -> "RemoteFlags":
        """From OFREP_ENDPOINT and OFREP_HEADERS (`name=value,name=value`, percent-encoded where needed)."""
        pairs = (pair.partition("=") for pair in environ.get("OFREP_HEADERS", "").split(",") if "=" in pair)
        headers = {unquote(name.strip()): unquote(value.strip()) for name, _, value in pairs}
        return cls(environ.get("OFREP_ENDPOINT", ""), headers, otherwise)

    def is_on(self, key: str) -> bool:
        if not self._endpoint:
            return self._otherwise.is_on(key)
        try:
            value = self._ask(key).get("value")
        # A flag that there is not, an answer that is none or broken off, a service that is away.
        except (OSError, ValueError, HTTPException) as failure:
            self._report(isinstance(failure, HTTPError) and failure.code == 404, str(failure))
            return self._otherwise.is_on(key)
        self._report(True, "flags are evaluated again")
        return value is True

    def _ask(self, key: str) -> dict:
        url = f"{self._endpoint}/ofrep/v1/evaluate/flags/{quote(key, safe='')}"
        with self._opener.open(Request(url, b'{"context":{}}', self._headers), timeout=TIMEOUT_SECONDS) as answer:
            body = json.load(answer)
        if not isinstance(body, dict):
            raise ValueError("the answer is no object")
        return body

    def _report(self, reachable: bool, detail: str) -> None:
        """Logs changes only: the canary asks several times a second."""
        if reachable != self._reachable:
            self._reachable = reachable
            log.warning("The flag service %s: %s", "answered" if reachable else "did not answer", detail)


def direct() -> OpenerDirector:
    """Asks the host itself, whatever proxy there may be for the outside."""
    return build_opener(ProxyHandler({}))
