"""The two guards around every view, each shown to refuse what it should."""

import json
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from pytest_django import Settings

from tests.conftest import AsUser
from wijknet.access import Function, public, requires, signed_in
from wijknet.access.middleware import WriteOnGet, may_write
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Theme
from wijknet.urls import handler403, handler404, handler500
from wijknet.urls import urlpatterns as real

__all__ = ["handler403", "handler404", "handler500"]


def page(act: Callable[[HttpRequest], object]) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        act(request)
        return HttpResponse("ok")

    return view


def raw(sql: str) -> Callable[[HttpRequest], None]:
    def act(request: HttpRequest) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    return act


def count_in_session(request: HttpRequest) -> None:
    request.session["seen"] = request.session.get("seen", 0) + 1
    request.session.save()


ACTS: dict[str, Callable[[HttpRequest], object]] = {
    "insert": lambda request: Theme.objects.create(municipality=Area.objects.get(code="GM0202"), name="Groen"),
    "update": lambda request: Area.objects.update(name="Anders"),
    "delete": lambda request: Theme.objects.all()._raw_delete("default"),
    "user": lambda request: User.objects.update(name="Anders"),
    "bare": raw("DELETE FROM areas_theme"),
    "spaced": raw("  update areas_area SET name = 'x'"),
    "read": lambda request: list(Area.objects.select_for_update().filter(name="UPDATE")) and None,
    "cache": lambda request: [cache.get_or_set("a", 1), cache.delete("a")],
    "session": count_in_session,
}
REFUSED = ("insert", "update", "delete", "user", "bare", "spaced")

urlpatterns = [
    *real,
    *(path(f"doe/{name}/", public(page(act))) for name, act in ACTS.items()),
    path("stil/", page(lambda request: None)),
    path("eigen/", signed_in(page(lambda request: None))),
    path("wijk/", requires(Function.WIJKMANAGER)(page(lambda request: None))),
]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klarendal")]


@pytest.fixture(autouse=True)
def _these_addresses(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("name", REFUSED)
def test_get_never_writes(client: Client, name: str, method: str) -> None:
    with pytest.raises(WriteOnGet):
        getattr(client, method)(f"/doe/{name}/")


def test_reading_caching_and_the_session_are_no_writes(client: Client) -> None:
    if connection.vendor == "sqlite":
        assert client.get("/doe/read/").status_code == 200
    for name in ("cache", "session"):
        assert client.get(f"/doe/{name}/").status_code == 200


@pytest.mark.parametrize("name", ["insert", "update", "user"])
def test_post_writes(client: Client, name: str) -> None:
    assert client.post(f"/doe/{name}/").status_code == 200


@override_settings(PRODUCTION=True)
def test_in_a_real_install_the_page_is_shown_and_the_log_tells(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    assert client.get("/doe/update/").status_code == 200
    (line,) = [record for record in caplog.records if record.msg == "write_on_get"]
    assert line.__dict__["event"] == "UPDATE areas_area"


def test_only_the_books_of_sign_in_and_cache_are_left_out(client: Client) -> None:
    request = client.get("/stil/").wsgi_request
    tables = set(connection.introspection.table_names())
    assert {table for table in tables if may_write(request, table)} == {
        "cache",
        "django_session",
        "usersessions_usersession",
    }


@pytest.mark.parametrize("address", ["/stil/", "/eigen/", "/wijk/"])
def test_every_page_asks_for_sign_in_unless_it_says_public(client: Client, address: str) -> None:
    for response in (client.get(address), client.post(address)):
        assert response.status_code == 302
        assert response["Location"] == f"/accounts/inloggen/?next={address}"


def test_a_fragment_sends_the_whole_page_to_sign_in_and_back(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/account/?wijk=WK020207"}
    response = client.get("/eigen/", headers=headers)
    assert response.status_code == 401
    assert response["HX-Redirect"] == "/accounts/inloggen/?next=/account/%3Fwijk%3DWK020207"
    elsewhere = client.get("/eigen/", headers=headers | {"HX-Current-URL": "https://elders.example/x"})
    assert "elders" not in elsewhere["HX-Redirect"]


def test_a_function_held_anywhere_opens_a_page_that_asks_for_it(as_user: AsUser, fatima: User, joris: User) -> None:
    assert as_user(fatima).get("/wijk/").status_code == 200
    refused = as_user(joris).get("/wijk/")
    assert refused.status_code == 403
    assert "hoort niet bij jouw functie" in refused.content.decode()
    assert as_user(joris).get("/eigen/").status_code == 200


def test_what_someone_sees_signed_in_is_kept_by_no_cache_between(as_user: AsUser, client: Client, joris: User) -> None:
    assert as_user(joris).get("/eigen/")["Cache-Control"] == "private, no-cache"
    assert as_user(joris).get("/doe/cache/")["Cache-Control"] == "private, no-cache"
    assert not client.get("/doe/cache/").has_header("Cache-Control")
    assert "no-store" in as_user(joris).get("/livez")["Cache-Control"]


# What every answer carries ------------------------------------------------------------------------------------


def test_every_answer_is_closed_to_what_is_not_ours(client: Client) -> None:
    response = client.get("/accounts/inloggen/")
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    for rule in ("default-src 'none'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert rule in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in response


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client: Client, joris: User) -> None:
    client.get("/doe/session/")
    session = client.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"


def test_a_forged_form_is_refused_with_a_page(joris: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(joris, backend="allauth.account.auth_backends.AuthenticationBackend")
    refused = client.post("/accounts/wachtwoord/", {"oldpassword": "geheim-woord"})
    assert refused.status_code == 403
    assert "Je formulier is niet verstuurd" in refused.content.decode()
    assert "geheim-woord" not in refused.content.decode()
    assert json.dumps(refused.headers.get("X-Request-ID")) != "null"
