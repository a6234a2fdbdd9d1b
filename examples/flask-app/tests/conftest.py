"""What the tests share: the app, and the real servers it talks to."""

import pytest

from app import create_app, experiment
from tests.picture_api import PictureApi
from tests.redis_server import RedisServer

CONTAINER = {
    "APP_NAME": "flask-app",
    "APP_BRANCH": "feature/lanterns",
    "APP_COMMIT": "3a092c3a6032ebb50384c99b445f947e9ce86e2a",
    "APP_SLOT": "stable-2",
    "APP_TRACK": "stable",
    "APP_RELEASE": "flask-app-3a092c3-7",
}


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def redis(tmp_path):
    server = RedisServer(tmp_path)
    yield server
    server.stop()


@pytest.fixture
def api():
    server = PictureApi()
    yield server
    server.stop()


@pytest.fixture
def environ(redis, api):
    return CONTAINER | {"REDIS_URL": redis.url, "PICTURES_URL": api.url, "PICTURES_KEY": "secret-key"}


@pytest.fixture
def build():
    """Puts apps together, and ends what they started."""
    apps = []

    def build_app(environ):
        apps.append(create_app(environ))
        return apps[-1]

    yield build_app
    for app in apps:
        experiment.end(app)


@pytest.fixture
def visitor(build, environ):
    """A browser without a screen."""
    return build(environ).test_client()
