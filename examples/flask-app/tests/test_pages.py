import pytest

from tests.conftest import CONTAINER


def test_the_start_page_names_what_runs_where(visitor):
    page = visitor.get("/", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.mimetype == "text/html"
    for value in CONTAINER.values():
        assert value in page.text


def test_a_program_gets_the_same_as_json(visitor):
    answer = visitor.get("/", headers={"Accept": "application/json"})
    assert answer.json == {
        "app": "flask-app",
        "branch": "feature/lanterns",
        "commit": "3a092c3a6032ebb50384c99b445f947e9ce86e2a",
        "slot": "stable-2",
        "track": "stable",
        "release": "flask-app-3a092c3-7",
    }
    assert "Accept" in answer.vary


@pytest.mark.parametrize("path", ["/", "/party", "/health", "/new", "/nowhere"])
def test_every_answer_says_who_gave_it(visitor, path):
    headers = visitor.get(path).headers
    assert headers["X-App-Slot"] == "stable-2"
    assert headers["X-App-Commit"] == "3a092c3a6032ebb50384c99b445f947e9ce86e2a"
    assert headers["X-App-Release"] == "flask-app-3a092c3-7"


def test_the_start_page_and_health_ask_nobody(visitor, redis, api):
    redis.stop()
    api.stop()
    assert visitor.get("/").status_code == 200
    assert visitor.get("/health").json == {"status": "UP"}
    assert api.keys == []


def test_outside_of_a_container_it_says_unknown(build):
    answer = build({}).test_client().get("/", headers={"Accept": "application/json"})
    assert answer.json["app"] == "flask-app"
    assert answer.json["slot"] == "unknown"


def test_party_shows_the_pictures_with_their_authors(visitor):
    page = visitor.get("/party")
    assert page.status_code == 200
    assert 'src="https://pictures.example/1.jpg"' in page.text
    assert 'alt="Lanterns &lt;at&gt; night"' in page.text
    assert "Ada" in page.text


def test_party_without_its_api_is_a_readable_502_without_the_key(visitor, api):
    api.statuses = [401]
    page = visitor.get("/party")
    assert page.status_code == 502
    assert "The picture API answered with status 401." in page.text
    assert "secret-key" not in page.text


def test_party_without_an_address_says_what_to_set(build, environ):
    page = build(environ | {"PICTURES_URL": ""}).test_client().get("/party")
    assert page.status_code == 502
    assert "PICTURES_URL is not set" in page.text


def test_the_new_page_exists_only_while_its_flag_is_on(visitor, redis):
    assert visitor.get("/new").status_code == 404
    redis.owner.set("new_feature", "true")
    assert visitor.get("/new").status_code == 200
    redis.owner.delete("new_feature")
    assert visitor.get("/new").status_code == 404


def test_feature_redirects_to_the_new_page_only_while_its_flag_is_on(visitor, redis):
    assert visitor.get("/feature").status_code == 404
    redis.owner.set("new_feature", "true")
    answer = visitor.get("/feature")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/new"


def test_without_redis_the_pages_are_served_and_the_features_are_off(visitor, redis):
    redis.owner.set("new_feature", "true")
    redis.stop()
    assert visitor.get("/party").status_code == 200
    assert visitor.get("/new").status_code == 404
    assert visitor.get("/feature").status_code == 404


def test_an_unknown_page_is_a_readable_404(visitor):
    page = visitor.get("/nowhere")
    assert page.status_code == 404
    assert "Not Found" in page.text
    assert page.mimetype == "text/html"


def test_a_wrong_method_says_which_are_right(visitor):
    answer = visitor.post("/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
