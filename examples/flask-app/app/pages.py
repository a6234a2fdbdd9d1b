"""The app's pages."""

import logging
from dataclasses import asdict

from flask import Flask, Response, jsonify, make_response, redirect, render_template, request
from werkzeug.exceptions import HTTPException, NotFound

from app import experiment
from app.flags import Flags
from app.pictures import Pictures, PicturesUnavailable
from app.release import Release

log = logging.getLogger(__name__)

NEW_FEATURE = "new_feature"


class Pages:
    """Answers requests. Only `/party` asks the outside, only `/new` and `/feature` ask Redis."""

    def __init__(self, release: Release, flags: Flags, pictures: Pictures):
        self._release = release
        self._flags = flags
        self._pictures = pictures

    def register(self, app: Flask) -> None:
        app.add_url_rule("/", "home", self._home)
        app.add_url_rule("/party", "party", self._party)
        app.add_url_rule("/health", "health", self._health)
        app.add_url_rule("/new", "new", self._new)
        app.add_url_rule("/feature", "feature", self._feature)
        app.register_error_handler(HTTPException, self._failed)
        app.register_error_handler(PicturesUnavailable, self._no_pictures)
        app.context_processor(lambda: {"release": self._release, "note": experiment.NOTE})
        app.after_request(self._sign)

    def _home(self) -> Response:
        if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
            response = jsonify(asdict(self._release))
        else:
            response = make_response(render_template("home.html"))
        response.vary.add("Accept")
        return response

    def _party(self) -> str:
        return render_template("party.html", pictures=self._pictures.latest())

    def _health(self) -> Response:
        return jsonify(status="UP")

    def _new(self) -> str:
        self._need_new_feature()
        return render_template("new.html")

    def _feature(self) -> Response:
        self._need_new_feature()
        return redirect("/new", 302)

    def _need_new_feature(self) -> None:
        if not self._flags.is_on(NEW_FEATURE):
            raise NotFound("This feature is switched off, or there is no such page.")

    def _failed(self, failure: HTTPException) -> Response:
        page = render_template("error.html", status=failure.code, title=failure.name, reason=failure.description)
        # The original answer keeps what its status needs, such as Allow on a 405.
        response = failure.get_response()
        response.data = page
        response.content_type = "text/html; charset=utf-8"
        return response

    def _no_pictures(self, failure: PicturesUnavailable) -> tuple[str, int]:
        log.warning("No pictures: %s", failure)
        return render_template("error.html", status=502, title="No pictures right now", reason=str(failure)), 502

    def _sign(self, response: Response) -> Response:
        response.headers.update(self._release.headers())
        # A cached page would name a slot that did not answer.
        response.headers["Cache-Control"] = "no-store"
        return response
