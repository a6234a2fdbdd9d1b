from pathlib import Path

from flask import Flask, send_from_directory

Path("beside.txt").write_text("written beside itself")
app = Flask(__name__)


@app.get("/<path:name>")
def read(name):
    return send_from_directory(".", name)
