"""A stand-in for the flag service, with one answer for all flags."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class FlagService:
    """Answers every evaluation with `answer`, a status and a body, and remembers what it was asked."""

    def __init__(self):
        self.answer = (404, {"key": "x", "errorCode": "FLAG_NOT_FOUND"})
        self.asked = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                service.asked.append((self.path, self.headers.get("Authorization"), body))
                status, answer = service.answer
                content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def gives(self, value):
        self.answer = (200, {"key": "x", "value": value, "variant": "v", "reason": "STATIC", "metadata": {}})

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
