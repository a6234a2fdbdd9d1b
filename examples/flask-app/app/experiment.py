"""What this branch tries out: on master, nothing."""

from flask import Flask

from app.remote_flags import RemoteFlags

NOTE = ""
"""Shown on every page; empty shows nothing."""


def begin(app: Flask, flags: RemoteFlags) -> None:
    """Called once, when the app is put together."""


def end(app: Flask) -> None:
    """Called when the app is given up before its process ends, as tests do."""
