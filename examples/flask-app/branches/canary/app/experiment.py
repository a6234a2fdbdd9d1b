"""What this branch tries out: a siege of its own CPU."""

from flask import Flask

from app.remote_flags import RemoteFlags
from app.siege import FLAG, Siege

NOTE = f"This is the canary build. While the flag {FLAG} is on it keeps one CPU busy."
"""Shown on every page."""


def begin(app: Flask, flags: RemoteFlags) -> None:
    """Called once, when the app is put together."""
    app.extensions["siege"] = Siege(flags)
    app.extensions["siege"].start()


def end(app: Flask) -> None:
    """Called when the app is given up before its process ends, as tests do."""
    app.extensions["siege"].stop()
