import http.server
import os


class Redirect(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(301 if self.path == "/health" else 200)
        self.send_header("Location", "https://birds.example/health")
        self.end_headers()
        self.wfile.write(b"plain")


http.server.ThreadingHTTPServer(("", int(os.environ["PORT"])), Redirect).serve_forever()
