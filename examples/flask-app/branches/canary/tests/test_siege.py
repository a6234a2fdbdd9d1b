import pytest

from app.flags import Flags
from app.remote_flags import RemoteFlags
from app.siege import FLAG, Siege
from app.store import connect
from tests.flag_service import FlagService
from tests.waiting import eventually


class CountedFlags(RemoteFlags):
    """Flags that know how often they were asked."""

    asked = 0

    def is_on(self, key):
        self.asked += 1
        return super().is_on(key)


@pytest.fixture
def plain(redis):
    return Flags(connect({"REDIS_URL": redis.url}))


@pytest.fixture
def flags(plain):
    return CountedFlags("", {}, plain)


@pytest.fixture
def siege(flags):
    siege = Siege(flags)
    siege.start()
    yield siege
    siege.stop()


def burnt_between_looks(siege, flags):
    """Processor seconds that the siege uses between one look at the flag and the next but one."""
    look, used = flags.asked, siege.cpu_seconds()
    eventually(lambda: flags.asked >= look + 2)
    return siege.cpu_seconds() - used


def rests(siege, flags):
    return burnt_between_looks(siege, flags) < 0.05


def test_it_rests_while_the_flag_is_off(siege, flags):
    assert rests(siege, flags)


def wait_until_it_burns(siege):
    used = siege.cpu_seconds()
    eventually(lambda: siege.cpu_seconds() > used + 0.1)


def test_it_burns_while_the_flag_is_on_and_rests_again_afterwards(siege, flags, redis):
    redis.owner.set(FLAG, "true")
    wait_until_it_burns(siege)
    redis.owner.delete(FLAG)
    eventually(lambda: rests(siege, flags))


def test_it_burns_where_the_flag_service_says_so_though_there_is_no_plain_key(plain):
    service = FlagService()
    siege = Siege(RemoteFlags.of({"OFREP_ENDPOINT": service.url}, plain))
    siege.start()
    service.gives(True)
    wait_until_it_burns(siege)
    siege.stop()
    service.stop()


def test_it_rests_when_redis_goes_away(siege, flags, redis):
    redis.owner.set(FLAG, "true")
    wait_until_it_burns(siege)
    redis.stop()
    eventually(lambda: rests(siege, flags))


def test_the_app_starts_it_and_pages_answer_meanwhile(visitor, redis):
    siege = visitor.application.extensions["siege"]
    redis.owner.set(FLAG, "true")
    used = siege.cpu_seconds()
    eventually(lambda: siege.cpu_seconds() > used + 0.5)
    assert visitor.get("/").status_code == 200


def test_every_page_says_that_this_is_the_canary_build(visitor):
    assert "This is the canary build" in visitor.get("/").text
