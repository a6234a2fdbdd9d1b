import json
import threading

import pytest

from app.pictures import VISITORS, Pictures, PicturesUnavailable
from tests.picture_api import PHOTO, PictureApi
from tests.ports import free_port
from tests.waiting import eventually


def pictures(api, pauses=None):
    pauses = [] if pauses is None else pauses
    return Pictures(api.url, "secret-key", pauses.append)


def test_the_key_is_sent_and_the_pictures_are_read(api):
    [picture] = pictures(api).latest()
    assert api.keys == ["secret-key"]
    assert picture.author == "Ada"
    assert picture.image == "https://pictures.example/1.jpg"


def test_without_a_key_none_is_sent(api):
    assert Pictures(api.url, "").latest()
    assert api.keys == [None]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_failure_is_tried_again_after_longer_and_longer_pauses(api, status):
    pauses = []
    api.statuses = [status, status]
    assert len(pictures(api, pauses).latest()) == 1
    assert pauses == [0.2, 0.4]
    assert len(api.keys) == 3


def test_after_three_attempts_it_gives_up(api):
    api.statuses = [503] * 9
    with pytest.raises(PicturesUnavailable, match="answered with status 503"):
        pictures(api).latest()
    assert len(api.keys) == 3


def test_a_refused_key_is_not_tried_again(api):
    api.statuses = [401]
    with pytest.raises(PicturesUnavailable, match="answered with status 401"):
        pictures(api).latest()
    assert len(api.keys) == 1


def test_an_address_where_nobody_listens_is_no_answer():
    nobody = Pictures(f"http://127.0.0.1:{free_port()}/", "", lambda seconds: None)
    with pytest.raises(PicturesUnavailable, match="did not answer"):
        nobody.latest()


def test_a_redirect_elsewhere_does_not_carry_the_key(api):
    elsewhere = PictureApi()
    try:
        api.statuses = [302]
        api.location = elsewhere.url
        assert len(pictures(api).latest()) == 1
        assert api.keys == ["secret-key"]
        assert elsewhere.keys == [None]
    finally:
        elsewhere.stop()


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"photos": [1]}', b'{"photos": [{"src": null}]}'])
def test_an_answer_that_is_no_list_of_pictures_is_refused(api, body):
    api.body = body
    with pytest.raises(PicturesUnavailable, match="no list of pictures"):
        pictures(api).latest()


@pytest.mark.parametrize("fields", [{"src": {"medium": "javascript:alert(1)"}}, {"url": "javascript:alert(1)"}])
def test_a_picture_whose_links_are_not_web_addresses_is_left_out(api, fields):
    api.body = json.dumps({"photos": [PHOTO | fields, PHOTO]}).encode()
    assert len(pictures(api).latest()) == 1


def test_a_slow_api_holds_only_some_of_the_visitors(api):
    api.open.clear()
    client = pictures(api)
    waiting = [threading.Thread(target=client.latest, daemon=True) for _ in range(VISITORS)]
    for visitor in waiting:
        visitor.start()
    eventually(lambda: len(api.keys) >= VISITORS)
    with pytest.raises(PicturesUnavailable, match="Too many visitors"):
        client.latest()
    api.open.set()
    for visitor in waiting:
        visitor.join()
    assert len(client.latest()) == 1


def test_an_address_that_is_not_on_the_web_stops_the_start():
    with pytest.raises(ValueError, match="PICTURES_URL"):
        Pictures("file:///etc/passwd", "")
