import http.server
import os


class OneHost(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.headers["Host"] == "birds.example" else 400)
        self.end_headers()


http.server.ThreadingHTTPServer(("", int(os.environ["PORT"])), OneHost).serve_forever()
