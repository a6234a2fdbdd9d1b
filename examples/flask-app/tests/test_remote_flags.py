import pytest

from app.flags import Flags
from app.remote_flags import RemoteFlags
from app.store import connect
from tests.flag_service import FlagService


@pytest.fixture
def service():
    service = FlagService()
    yield service
    service.stop()


@pytest.fixture
def plain(redis):
    return Flags(connect({"REDIS_URL": redis.url}))


@pytest.fixture
def flags(service, plain):
    environ = {"OFREP_ENDPOINT": service.url, "OFREP_HEADERS": "Authorization=Bearer abc-123,X-Other=a%2Cb%3Dc"}
    return RemoteFlags.of(environ, plain)


def test_it_asks_for_the_flag_with_the_token_of_its_container(flags, service):
    service.gives(True)
    assert flags.is_on("siege_feature")
    assert service.asked == [("/ofrep/v1/evaluate/flags/siege_feature", "Bearer abc-123", {"context": {}})]


@pytest.mark.parametrize("value", [False, "true", 1, None, {}])
def test_any_other_value_than_true_is_off_whatever_the_plain_key_says(flags, service, redis, value):
    redis.owner.set("siege_feature", "true")
    service.gives(value)
    assert not flags.is_on("siege_feature")


@pytest.mark.parametrize("answer", [(404, {}), (401, {}), (500, b"oops"), (200, b"no json"), (200, b"[]")])
def test_without_an_answer_the_plain_key_decides(flags, service, redis, answer):
    service.answer = answer
    assert not flags.is_on("siege_feature")
    redis.owner.set("siege_feature", "true")
    assert flags.is_on("siege_feature")


def test_without_the_service_the_plain_key_decides_and_each_change_is_logged_once(flags, service, redis, caplog):
    redis.owner.set("siege_feature", "true")
    service.stop()
    assert flags.is_on("siege_feature")
    assert flags.is_on("siege_feature")
    assert [record.message.split(":")[0] for record in caplog.records] == ["The flag service did not answer"]


def test_without_an_endpoint_the_plain_key_decides(plain, redis):
    redis.owner.set("siege_feature", "true")
    assert RemoteFlags.of({}, plain).is_on("siege_feature")


def test_headers_are_separated_by_commas_and_percent_encoded(service, plain):
    service.gives(True)
    environ = {"OFREP_ENDPOINT": service.url + "/", "OFREP_HEADERS": "Authorization=Bearer%20a%2Cb"}
    assert RemoteFlags.of(environ, plain).is_on("x")
    assert service.asked[0][1] == "Bearer a,b"
