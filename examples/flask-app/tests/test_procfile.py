import json
import os
import shlex
import signal
import subprocess
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.ports import free_port
from tests.waiting import eventually

ROOT = Path(__file__).parent.parent


def start_command():
    [line] = [line for line in (ROOT / "Procfile").read_text().splitlines() if line.startswith("web:")]
    return shlex.split(line.removeprefix("web:"))


@pytest.fixture
def server(environ):
    port = free_port()
    # The servers that tests use listen on the loopback only.
    command = [*start_command(), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environ | {"PORT": str(port)})
    process.url = f"http://127.0.0.1:{port}"
    eventually(lambda: process.poll() is not None or answers(process.url))
    yield process
    process.kill()
    process.wait()


def answers(url):
    try:
        return urllib.request.urlopen(url + "/health").status == 200
    except OSError:
        return False


def test_the_start_command_serves_the_app_until_it_is_told_to_end(server):
    request = urllib.request.Request(server.url, headers={"Accept": "application/json"})
    with urllib.request.urlopen(request) as answer:
        assert json.load(answer)["slot"] == "stable-2"
        assert answer.headers["X-App-Slot"] == "stable-2"
    server.send_signal(signal.SIGTERM)
    assert server.wait() == 0


def test_a_request_in_flight_is_answered_before_it_ends(server, api):
    api.open.clear()
    with ThreadPoolExecutor() as visitor:
        answer = visitor.submit(urllib.request.urlopen, server.url + "/party")
        eventually(lambda: api.keys)
        server.send_signal(signal.SIGTERM)
        eventually(lambda: not answers(server.url))
        api.open.set()
        assert answer.result().status == 200
    assert server.wait() == 0
