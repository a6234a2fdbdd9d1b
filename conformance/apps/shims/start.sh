#!/bin/sh
# What the image uvicorn-gunicorn-fastapi starts with: app.main below /app.
exec python3 -m gunicorn -k uvicorn.workers.UvicornWorker -b "0.0.0.0:${PORT:-80}" app.main:app
