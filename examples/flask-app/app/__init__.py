"""A small web app that shows which build of it answers, and pictures from elsewhere."""

import os
from collections.abc import Mapping

from flask import Flask

from app import experiment
from app.flags import Flags
from app.pages import Pages
from app.pictures import Pictures
from app.release import Release
from app.remote_flags import RemoteFlags
from app.store import connect


def create_app(environ: Mapping[str, str] | None = None) -> Flask:
    """Puts the app together from environment variables; the README lists them.

    Raises ValueError when a variable is unusable, so that a wrong setting stops the start.
    """
    environ = os.environ if environ is None else environ
    app = Flask(__name__, static_folder=None)
    redis = connect(environ)
    flags = Flags(redis)
    pictures = Pictures(environ.get("PICTURES_URL", ""), environ.get("PICTURES_KEY", ""))
    Pages(Release.of(environ), flags, pictures).register(app)
    experiment.begin(app, RemoteFlags.of(environ, flags))
    return app
