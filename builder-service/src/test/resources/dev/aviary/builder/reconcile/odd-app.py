import http.server, os, signal, sys, time

mode = os.environ.get('MODE', '')
stop = getattr(signal, os.environ.get('STOP', 'SIGUSR1'))


def end(number, _):
    print('asked to end by', signal.Signals(number).name, flush=True)
    time.sleep(float(os.environ.get('STOP_AFTER', '0')))
    print('ended by itself', flush=True)
    os._exit(0)


signal.signal(stop, end)


class App(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        status, location = 200, None
        if mode == 'https' and self.path == '/health':
            status, location = 301, 'https://' + self.headers['Host'] + self.path
        if mode == 'no-page' and self.path != '/':
            status = 404
        if mode == 'localhost' and self.headers['Host'] != 'localhost':
            status = 400
        if mode == 'host' and self.headers['Host'] != 'shop.test':
            status = 400
        self.send_response(status)
        if location:
            self.send_header('Location', location)
        self.end_headers()
        self.wfile.write(os.environ['APP_RELEASE'].encode())

    def log_message(self, *_):
        pass


if mode == 'memory':
    hog = bytearray(400 * 1024 * 1024)
if mode == 'slow':
    time.sleep(3600)
if mode == 'chown':
    # As images of nginx and of databases begin: give a folder away, then step down.
    os.makedirs('/tmp/of-the-app', exist_ok=True)
    os.chown('/tmp/of-the-app', 12345, 12345)
    os.setgroups([])
    os.setgid(12345)
    os.setuid(12345)
if mode == 'write':
    open('/app.db', 'w')
host = '127.0.0.1' if mode == 'local' else ''
port = 3000 if mode == 'port' else int(os.environ['PORT'])
print('runs as', os.getuid(), os.environ['APP_SLOT'], flush=True)
http.server.ThreadingHTTPServer((host, port), App).serve_forever()
