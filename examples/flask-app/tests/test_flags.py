import pytest

from app.flags import Flags
from app.store import address, connect
from tests.waiting import in_time


@pytest.fixture
def flags(redis):
    return Flags(connect({"REDIS_URL": redis.url}))


def test_a_flag_without_a_key_is_off(flags):
    assert not flags.is_on("new_feature")


def test_a_flag_is_on_only_while_its_value_is_true(flags, redis):
    redis.owner.set("new_feature", "true")
    assert flags.is_on("new_feature")
    redis.owner.delete("new_feature")
    assert not flags.is_on("new_feature")


@pytest.mark.parametrize("value", ["", "false", "True", "1", "true ", b"\xff\xfe"])
def test_any_other_value_is_off(flags, redis, value):
    redis.owner.set("new_feature", value)
    assert not flags.is_on("new_feature")


def test_a_key_of_another_type_is_off(flags, redis):
    redis.owner.lpush("new_feature", "true")
    assert not flags.is_on("new_feature")


def test_a_key_that_the_app_may_not_read_is_off(flags, redis):
    redis.owner.set("{aviary}:flag:new_feature", "true")
    assert not flags.is_on("{aviary}:flag:new_feature")


def test_without_redis_every_flag_is_off_and_each_change_is_logged_once(flags, redis, caplog):
    redis.stop()
    assert not flags.is_on("new_feature")
    assert not flags.is_on("new_feature")
    redis.start()
    redis.owner.set("new_feature", "true")
    assert flags.is_on("new_feature")
    assert [record.message.split(":")[0] for record in caplog.records] == [
        "Redis did not answer",
        "Redis answered",
    ]


def test_a_redis_that_restarted_between_two_questions_is_asked_again_at_once(flags, redis):
    assert not flags.is_on("new_feature")
    redis.stop()
    redis.start()
    redis.owner.set("new_feature", "true")
    assert flags.is_on("new_feature")


def test_a_redis_that_hangs_means_off(flags, redis):
    redis.owner.set("new_feature", "true")
    redis.hang()
    assert in_time(lambda: flags.is_on("new_feature")) is False


def test_the_address_is_the_url_before_the_link_before_this_machine():
    link = {"REDIS_PORT_6379_TCP_ADDR": "172.17.0.2"}
    assert address(link | {"REDIS_URL": "redis://redis:6379"}) == "redis://redis:6379"
    assert address(link) == "redis://172.17.0.2:6379"
    assert address({}) == "redis://127.0.0.1:6379"


def test_an_unusable_address_stops_the_start():
    with pytest.raises(ValueError):
        connect({"REDIS_URL": "redis.example"})
