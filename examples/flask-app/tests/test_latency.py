from flask import Flask
from redis import Redis

from app.latency import WAITING, Latency
from tests.waiting import eventually, in_time


def test_each_request_reports_its_whole_milliseconds(visitor, redis):
    for path in ("/", "/new", "/nowhere"):
        visitor.get(path)
    eventually(lambda: redis.owner.llen("latency") == 3)
    assert all(int(value) >= 0 for value in redis.owner.lrange("latency", 0, -1))


def test_probes_report_nothing(visitor, redis):
    visitor.get("/health")
    visitor.get("/")
    eventually(lambda: redis.owner.exists("latency"))
    assert redis.owner.llen("latency") == 1


def test_while_redis_hangs_measures_are_dropped_and_no_request_waits(redis):
    app = Flask("app")
    app.add_url_rule("/", "home", lambda: "here")
    # Without the time-outs of app.store it hangs for as long as Redis does.
    Latency(Redis.from_url(redis.url)).watch(app)
    redis.hang()
    visitor = app.test_client()
    assert in_time(lambda: {visitor.get("/").status_code for _ in range(2 * WAITING)}) == {200}


def test_reporting_goes_on_when_redis_is_back(visitor, redis):
    redis.stop()
    assert visitor.get("/").status_code == 200
    redis.start()

    def reported():
        visitor.get("/")
        return redis.owner.exists("latency")

    eventually(reported)
