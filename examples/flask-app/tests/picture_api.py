"""A stand-in for the picture API: a real HTTP server on the loopback."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PHOTO = {
    "alt": "Lanterns <at> night",
    "photographer": "Ada",
    "url": "https://pictures.example/1",
    "src": {"medium": "https://pictures.example/1.jpg"},
}

POLL_SECONDS = 0.01
"""How soon it notices that it is to stop."""


class PictureApi:
    """Answers with the statuses it was told, then with 200; counts and keeps what it was asked."""

    def __init__(self) -> None:
        self.keys: list[str | None] = []
        self.statuses: list[int] = []
        self.body: bytes = json.dumps({"photos": [PHOTO]}).encode()
        self.location = ""
        self.open = threading.Event()
        self.open.set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1/search?query=party"
        threading.Thread(target=self._server.serve_forever, args=(POLL_SECONDS,), daemon=True).start()

    def stop(self) -> None:
        self.open.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        api = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                api.keys.append(self.headers["Authorization"])
                api.open.wait()
                self.send_response(api.statuses.pop(0) if api.statuses else 200)
                if api.location:
                    self.send_header("Location", api.location)
                self.send_header("Content-Length", str(len(api.body)))
                self.end_headers()
                self.wfile.write(api.body)

            def log_message(self, *args: object) -> None:
                """Keeps the test's output readable."""

        return Handler
