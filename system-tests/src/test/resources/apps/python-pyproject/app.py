from flask import Flask

import birds

app = Flask(__name__)


@app.get("/")
def home():
    return birds.WORD
