"""How gunicorn runs the app in its container."""

import os

bind = f"0.0.0.0:{os.environ.get('PORT', '5000')}"

# One process, so that what the container uses is what the app uses; threads share it.
workers = 1
threads = 8
worker_class = "gthread"
# The app's own threads would not survive the fork of a preloaded app.
preload_app = False

# Longer than the balancer keeps idle connections, so that it is never the app that hangs up on a request.
keepalive = 75
# Under the ten seconds Docker waits after SIGTERM, over the longest a page may take.
graceful_timeout = 8

# The heartbeat file must not wait for a disk.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None

accesslog = None
errorlog = "-"
# A name server that is away must not hold a page for its default ten seconds.
raw_env = ["RES_OPTIONS=timeout:1 attempts:1"]
